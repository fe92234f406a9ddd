"""further-steps.md, the sections "Home visits and conferences" and "Victims' contacts"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .caseload import Row
from .clock import DAY
from .facts import VISIT_CODES, Case, Conference, Stretch, code
from .further_facts import EXCUSED, before, complete, deadline, grown_up, renewed, victim_case
from .shapes import (
    BENCHMARK,
    BREACHED,
    EXEMPT,
    LATE,
    MET,
    NOT_ASSESSABLE,
    OUTSIDE,
    OVERDUE,
    PENDING,
    POLICY,
    Due,
    Verdict,
    earliest,
)
from .steps_conferences import CHILD_PROTECTION


def visits_made(case: Case, period: Stretch) -> list[Row]:
    """The home visit contacts from the period's start to its end, with an outcome that means attended."""
    found = []
    for row in case.contacts("CHVS", "COHV"):
        outcome = code(row["outcome"])
        attended = outcome in VISIT_CODES or outcome.startswith("ATTENDED")
        day = row["contact_date"]
        within = day >= period.start and (period.end is None or day <= period.end)
        if attended and within and not row["_no_outcome_column"]:
            found.append(row)
    return found


def seen_or_tried(case: Case, period: Stretch, visits: list[Row], due: Due) -> str | None:
    """`hv-child-present`: the first that fits; None where there is no row."""

    def in_time(column: str) -> bool:
        return any(row[column] is True and (due is None or row["contact_date"] <= due) for row in visits)

    def ever(column: str) -> bool:
        return any(row[column] is True for row in visits)

    if due is OUTSIDE or all(row["child_seen"] is None and row["child_effort"] is None for row in visits):
        return NOT_ASSESSABLE
    if in_time("child_seen"):
        return MET
    if in_time("child_effort"):
        return EXEMPT
    if ever("child_seen"):
        return LATE
    if ever("child_effort"):
        return EXEMPT
    if period.end is None and case.any_yes("cases", "in_custody"):
        return NOT_ASSESSABLE  # in custody; the day of return is not held
    if period.end is not None and due is not None:
        return BREACHED if due < period.end else None
    return PENDING if due is None or due >= case.as_at else OVERDUE


def hv_child_present(case: Case) -> Iterator[Verdict]:
    """A child was seen on a home visit, or the time was chosen for that."""
    for period in case.supervision_periods():
        visits = visits_made(case, period)
        if not visits or not case.child_linked("lives_with", by=period.end or case.as_at):
            continue
        due = case.plus(period.start, "home_visit_considered")
        verdict = seen_or_tried(case, period, visits, due)
        if verdict is not None:
            yield case.make(
                "hv-child-present",
                period.rows,
                trigger=period.start,
                due=due,
                done=earliest(*(row["contact_date"] for row in visits if row["child_seen"] is True)),
                verdict=verdict,
                basis=BENCHMARK,
            )


def right_template(conference: Conference) -> bool | None:
    """Whether the report has the form of the officer's service."""
    template, role = conference["report_template"], conference["officer_role"]
    if template is None:
        return None
    if template == "la":
        return True
    if template in ("932", "2962"):
        if role is None:
            return None
        return (role == "com") == (template == "932")
    return False


def cpc_report_template(case: Case) -> Iterator[Verdict]:
    """The report sent has the right form."""
    for conference in case.conferences("icpc", "rcpc"):
        if conference["report_sent_on"] is None:
            continue
        held = conference["held_on"]
        yield complete(
            case,
            "cpc-report-template",
            conference.rows,
            held,
            conference["report_due_on"] or held - DAY,
            right_template(conference),
            basis=POLICY,
            subject=conference.rows[0]["conference_ref"],
        )


def cpc_minutes_restricted(case: Case) -> Iterator[Verdict]:
    """The minutes are stored restricted."""
    for conference in case.conferences(*CHILD_PROTECTION):
        held = conference["held_on"]
        if held <= case.as_at:
            yield complete(
                case,
                "cpc-minutes-restricted",
                conference.rows,
                held,
                held,
                conference["minutes_restricted"],
                basis=POLICY,
                subject=conference.rows[0]["conference_ref"],
            )


def vlo_invited(case: Case) -> Iterator[Verdict]:
    """The victim liaison officer was invited to a conference in a victim case."""
    for conference in case.conferences(*CHILD_PROTECTION, "core-group"):
        held = conference["held_on"]
        if victim_case(case, held):
            yield before(
                case,
                "vlo-invited",
                conference.rows,
                held,
                held - DAY,
                held,
                conference["vlo_invited_on"],
                basis=POLICY,
                subject=conference.rows[0]["conference_ref"],
            )


# --- Victims' contacts ----------------------------------------------------------------------------------------


def vlo_liaison(case: Case) -> Iterator[Verdict]:
    """Liaison about a child who is a victim in the case."""
    active = case.active(case.as_at, "INVI")
    if not active:
        return
    since = min(row["start"] for row in active)
    for child in case.table("children"):
        trigger = max(since, child["linked_on"] or since)
        if child["victim"] is True and not grown_up(child, trigger):
            days = case.contact_days("CVIC")
            yield renewed(case, "vlo-liaison", [child], trigger, days, subject=child["child_ref"])


def vlo_notified_of_change(case: Case) -> Iterator[Verdict]:
    """The victim liaison officer hears of a recall or a death."""
    grouped: dict[tuple[str, date], list[Row]] = {}
    for row in case.contacts("ERCL", "DUS01", "DUS3"):
        grouped.setdefault((code(row["contact_type"]), row["contact_date"]), []).append(row)
    for (kind, day), rows in grouped.items():
        if victim_case(case, day):
            yield deadline(
                case,
                "vlo-notified-of-change",
                rows,
                day,
                case.plus(day, "immediately"),
                earliest(*case.contact_days("CVIC", since=day)),
                subject=kind,
                event=rows[0]["event_number"],
            )


def lcond_vlo_before_release(case: Case) -> Iterator[Verdict]:
    """Victim liaison before a release on licence."""
    for row in case.table("releases"):
        day = row["released_on"] or row["planned_on"]
        if row["release_type"] not in ("licence", "hdc") or not victim_case(case, day or case.as_at):
            continue
        start = case.minus(day, "pre_release_window") if day else date.min
        contacts = [other for other in case.contact_days("CVIC", since=start) if day and other < day]
        yield before(
            case,
            "lcond-vlo-before-release",
            [row],
            day,
            day - DAY if day else None,
            row["released_on"],
            earliest(*contacts),
            basis=BENCHMARK,
            subject=row["release_ref"],
            event=row["event_number"],
            known=day is not None,
        )


def vcs_child_carer(case: Case) -> Iterator[Verdict]:
    """The carer of a child victim is contacted."""
    for row in case.table("victims"):
        if row["child"] is not False:
            due = row["contact_due_on"]
            yield deadline(
                case,
                "vcs-child-carer",
                [row],
                due,
                due,
                row["carer_contacted_on"],
                subject=row["victim_ref"],
                reasons=[EXCUSED] if row["carer_excluded"] is True else [],
                known=row["child"] is True,
            )


STEPS = {
    "hv-child-present": hv_child_present,
    "cpc-report-template": cpc_report_template,
    "cpc-minutes-restricted": cpc_minutes_restricted,
    "vlo-invited": vlo_invited,
    "vlo-liaison": vlo_liaison,
    "vlo-notified-of-change": vlo_notified_of_change,
    "lcond-vlo-before-release": lcond_vlo_before_release,
    "vcs-child-carer": vcs_child_carer,
}
