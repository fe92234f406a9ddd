"""further-steps.md, the sections "Concerns passed on" and "Recording, training, organisation"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from .caseload import Row
from .facts import Case, code
from .further_facts import complete, deadline
from .shapes import BENCHMARK, MET, POLICY, Verdict, earliest
from .steps_training import in_post, latest_completion, unknown


def all_of(row: Row, *columns: str) -> date | None:
    """The latest of them; with one blank, not done."""
    days = [row[column] for column in columns]
    return None if None in days else max(days)


def any_of(row: Row, *columns: str) -> date | None:
    """The earlier of them."""
    return earliest(*(row[column] for column in columns))


def of_identified_child(case: Case, row: Row) -> bool | None:
    """Whether a prison-risk concern is of an identified child; None where it cannot be told."""
    ref = row["child_ref"]
    marks = [child["identified"] for child in case.table("children") if not ref or child["child_ref"] == ref]
    return True if True in marks else None if None in marks else False


def concern_shared_prison(case: Case) -> Iterator[Verdict]:
    """A risk seen in prison goes to the authority, the police and the offender manager."""
    for row in case.table("concerns"):
        wanted = of_identified_child(case, row)
        if row["kind"] != "prison-risk" or wanted is False:
            continue
        known = row["known_on"]
        yield deadline(
            case,
            "concern-shared-prison",
            [row],
            known,
            case.plus(known, "earliest_opportunity"),
            all_of(row, "told_la_on", "told_police_on", "told_om_on"),
            subject=row["concern_ref"],
            known=wanted is True,
        )


def passed_on(
    step: str,
    kind: str,
    benchmark: str,
    told: Callable[..., date | None],
    *columns: str,
) -> Callable[[Case], Iterator[Verdict]]:
    """A step whose rows differ only in the kind, who is told, and by when."""

    def judge(case: Case) -> Iterator[Verdict]:
        for row in case.table("concerns"):
            if row["kind"] == kind:
                known = row["known_on"]
                due = case.plus(known, benchmark)
                yield deadline(case, step, [row], known, due, told(row, *columns), subject=row["concern_ref"])

    return judge


def concern_acknowledged(case: Case) -> Iterator[Verdict]:
    """The offender manager acknowledged what was told, or was chased."""
    for row in case.table("concerns"):
        told = row["told_om_on"]
        if row["kind"] in ("programme", "victim", "breach-report") and told is not None:
            yield deadline(
                case,
                "concern-acknowledged",
                [row],
                told,
                case.plus(told, "follow_up"),
                any_of(row, "acknowledged_on", "chased_on"),
                subject=row["concern_ref"],
            )


def rec_third_party_sensitive(case: Case) -> Iterator[Verdict]:
    """Third-party information that could harm is marked sensitive."""
    grouped: dict[tuple[date, str], list[Row]] = {}
    for row in case.contacts("CI3A", "CIEA", "C157"):
        if row["disclosure_risk"] is True:
            grouped.setdefault((row["contact_date"], code(row["contact_type"])), []).append(row)
    for (day, kind), rows in grouped.items():
        marks = [row["sensitive"] for row in rows]
        yield complete(
            case,
            "rec-third-party-sensitive",
            rows,
            day,
            day,
            False if False in marks else None if None in marks else True,
            basis=POLICY,
            subject=kind,
            event=rows[0]["event_number"],
        )


def _concern(step: str, *rest: object) -> dict[str, Callable[[Case], Iterator[Verdict]]]:
    return {step: passed_on(step, *rest)}


STEPS = {
    "concern-shared-prison": concern_shared_prison,
    **_concern("concern-shared-programme", "programme", "earliest_opportunity", all_of, "told_om_on"),
    **_concern("concern-shared-vlo", "victim", "earliest_opportunity", all_of, "told_om_on"),
    **_concern("concern-breach-notified", "breach-report", "at_the_point", all_of, "told_om_on"),
    "concern-acknowledged": concern_acknowledged,
    **_concern("concern-out-of-hours", "out-of-hours", "out_of_hours", any_of, "told_manager_on", "told_police_on"),
    **_concern("concern-child-at-office", "child-at-office", "same_day", any_of, "told_om_on", "told_manager_on"),
    **_concern("concern-shared-fgm", "fgm", "immediately", all_of, "told_police_on", "told_la_on"),
    **_concern("concern-shared-nrm", "nrm", "immediately", all_of, "told_police_on", "told_la_on"),
    **_concern("concern-shared-travel", "travel", "immediately", all_of, "told_police_on"),
    "rec-third-party-sensitive": rec_third_party_sensitive,
}


# --- Training -------------------------------------------------------------------------------------------------


def training_mbu(case: Case) -> Iterator[Verdict]:
    """Staff of a mother and baby unit: the unit's own course, ever."""
    step = "training-mbu"
    for row, role in in_post(case):
        if role != "mbu":
            continue
        done = latest_completion(case, "mbu")
        if done is None:
            yield unknown(case, step, "mbu", row)
        else:
            yield case.make(
                step, [row], trigger=done, due=None, done=done, verdict=MET, basis=POLICY, subject=case.name
            )


def training_induction_plan(case: Case) -> Iterator[Verdict]:
    """An induction plan that holds the eLearning."""
    for row, _ in in_post(case):
        started, planned, holds = row["started_on"], row["induction_plan_on"], row["induction_elearning"]
        if started is None:
            continue
        yield deadline(
            case,
            "training-induction-plan",
            [row],
            started,
            case.plus(started, "induction"),
            planned if holds is True else None,
            basis=BENCHMARK,
            subject=case.name,
            known=not (planned is not None and holds is None),
        )


STAFF_STEPS = {"training-mbu": training_mbu, "training-induction-plan": training_induction_plan}
