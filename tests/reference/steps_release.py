"""The section "Release, transfer and custody"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from .caseload import Row
from .facts import Case, code
from .shapes import (
    BENCHMARK,
    BREACHED,
    LATE,
    MET,
    NOT_ASSESSABLE,
    OUTSIDE,
    OVERDUE,
    PENDING,
    POLICY,
    Verdict,
    by_deadline,
    earliest,
)
from .steps_assessment import MEDIUM_OR_ABOVE


def poses_risk(case: Case, event: int | None) -> bool | None:
    """PPRC confirmed (of its event; blank there: of any row), or a CPC alert; None where nothing says."""
    anywhere = [row["pprc"] for row in case.table("cases") if row["pprc"] is not None]
    own = case.event_row(event)
    if own is not None and own["pprc"] is not None:
        confirmed = own["pprc"] == "confirmed"
    else:
        confirmed = "confirmed" in anywhere
    if confirmed or case.active(case.as_at, "CPC"):
        return True
    return False if anywhere else None


def pprc_notify_la_release(case: Case) -> Iterator[Verdict]:
    """The local authority is told before a release at LED or SED."""
    assessment = case.latest_assessment()
    if assessment is None or assessment["rosh_children"] not in MEDIUM_OR_ABOVE:
        return
    if not case.any_yes("children", "identified"):
        return
    for row in case.table("releases"):
        if row["release_type"] not in ("led", "sed"):
            continue
        risk = poses_risk(case, row["event_number"])
        if risk is False:
            continue
        planned, released, notified = row["planned_on"], row["released_on"], row["la_notified_on"]
        basis, due = POLICY, None
        if planned is not None:
            due = planned - timedelta(days=28)
            if row["confirmed_on"] is not None and row["confirmed_on"] > due:
                due, basis = case.plus(row["confirmed_on"], "immediately"), BENCHMARK
        if planned is None or risk is None or due is OUTSIDE:
            verdict = NOT_ASSESSABLE
        elif notified is not None and (due is None or notified <= due):
            verdict = MET
        elif notified is not None and (released is None or notified <= released):
            verdict = LATE
        elif released is not None and due is not None:
            verdict = BREACHED
        elif due is not None and due < case.as_at:
            verdict = OVERDUE
        else:
            verdict = PENDING
        yield case.make(
            "pprc-notify-la-release",
            [row],
            trigger=planned,
            due=due,
            done=notified,
            verdict=verdict,
            basis=basis,
            subject=row["release_ref"],
            event=row["event_number"],
        )


def moved_between_officers(row: Row) -> bool:
    """A from_staff, not ending in `U` (unallocated), other than to_staff, whatever the case."""
    left = code(row["from_staff"])
    return bool(left) and not left.endswith("U") and left != code(row["to_staff"])


def safeguarding_case(case: Case, day: date) -> bool:
    """A register active, a plan running, or a child at risk linked, on a day."""
    return (
        bool(case.active(day, "RCPR", "RCCO", "RCHD", "CSEP"))
        or case.plan_running(day)
        or case.child_linked("at_risk", by=day)
    )


def handed_over(case: Case, row: Row) -> date | None:
    """handover_recorded_on, or a POM4 contact from changed_on − handover_window on."""
    start = case.minus(row["changed_on"], "handover_window")
    return earliest(row["handover_recorded_on"], *case.contact_days("POM4", since=start))


def transfer(case: Case, step: str, row: Row, done: date | None) -> Verdict:
    """What the three transfer steps share."""
    due = case.plus(row["changed_on"], "handover")
    return case.make(
        step,
        [row],
        trigger=row["changed_on"],
        due=due,
        done=done,
        verdict=by_deadline(case.as_at, due, done),
        basis=BENCHMARK,
        event=row["event_number"],
    )


def transfers_of_safeguarding_cases(case: Case) -> Iterator[Row]:
    """`allocations` rows of kind com or area, officer to officer, of a safeguarding case."""
    for row in case.table("allocations"):
        wanted = row["kind"] in ("com", "area") and moved_between_officers(row)
        if wanted and safeguarding_case(case, row["changed_on"]):
            yield row


def transfer_handover(case: Case) -> Iterator[Verdict]:
    """`transfer-handover`."""
    for row in transfers_of_safeguarding_cases(case):
        yield transfer(case, "transfer-handover", row, handed_over(case, row))


def transfer_partner_update(case: Case) -> Iterator[Verdict]:
    """`transfer-partner-update`."""
    for row in transfers_of_safeguarding_cases(case):
        yield transfer(case, "transfer-partner-update", row, row["partners_updated_on"])


def pom_to_pom_handover(case: Case) -> Iterator[Verdict]:
    """`pom-to-pom-handover`: any case."""
    for row in case.table("allocations"):
        if row["kind"] == "pom" and moved_between_officers(row):
            yield transfer(case, "pom-to-pom-handover", row, handed_over(case, row))


def may_be_pregnant(case: Case) -> bool | None:
    """gender starts with F or transgender = Y on a row of the case; None where all of both are blank."""
    rows = case.table("cases")
    if any(code(row["gender"]).startswith("F") or row["transgender"] is True for row in rows):
        return True
    blank = all(row["gender"] is None and row["transgender"] is None for row in rows)
    return None if blank else False


def reception(case: Case, step: str, row: Row, done: date | None, *, known: bool = True) -> Verdict:
    """What the two reception steps share."""
    due = case.plus(row["received_on"], "custody_induction")
    verdict = by_deadline(case.as_at, due, done) if known else NOT_ASSESSABLE
    return case.make(step, [row], trigger=row["received_on"], due=due, done=done, verdict=verdict, basis=BENCHMARK)


def pom_induction_pregnancy(case: Case) -> Iterator[Verdict]:
    """`pom-induction-pregnancy`."""
    wanted = may_be_pregnant(case)
    if wanted is False:
        return
    for row in case.table("receptions"):
        yield reception(case, "pom-induction-pregnancy", row, row["pregnancy_asked_on"], known=wanted is True)


def pom_dependents_care(case: Case) -> Iterator[Verdict]:
    """`pom-dependents-care`."""
    for row in case.table("receptions"):
        yield reception(case, "pom-dependents-care", row, row["dependants_recorded_on"])


STEPS = {
    "pprc-notify-la-release": pprc_notify_la_release,
    "transfer-handover": transfer_handover,
    "transfer-partner-update": transfer_partner_update,
    "pom-to-pom-handover": pom_to_pom_handover,
    "pom-induction-pregnancy": pom_induction_pregnancy,
    "pom-dependents-care": pom_dependents_care,
}
