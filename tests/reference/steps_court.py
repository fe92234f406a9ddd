"""The section "Court and recording": all basis policy; done_on is the due date where met."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .caseload import Row
from .facts import Case, code
from .shapes import MET, NOT_ASSESSABLE, OVERDUE, POLICY, Verdict
from .steps_enquiries import pregnancies
from .steps_release import may_be_pregnant

SENSITIVE_TYPES = ("C005", "C150", "C151", "ERFM", "CCCP", "C078")


def recorded(
    case: Case,
    step: str,
    rows: list[Row],
    day: date,
    verdict: str,
    *,
    subject: str | None = None,
    event: int | None = None,
) -> Verdict:
    """What all of these share."""
    done = day if verdict == MET else None
    return case.make(
        step,
        rows,
        trigger=day,
        due=day,
        done=done,
        verdict=verdict,
        basis=POLICY,
        subject=subject,
        event=event,
    )


def psr_ask_children(case: Case) -> Iterator[Verdict]:
    """`psr-ask-children`."""
    for row in case.table("court_reports"):
        verdict = MET if row["answered"] in ("y", "refused") else OVERDUE
        yield recorded(case, "psr-ask-children", [row], row["interview_date"], verdict, event=row["event_number"])


def psr_ask_pregnancy(case: Case) -> Iterator[Verdict]:
    """`psr-ask-pregnancy`."""
    wanted = may_be_pregnant(case)
    if wanted is False:
        return
    for row in case.table("court_reports"):
        asked = MET if row["asked_pregnant"] is True else OVERDUE
        verdict = asked if wanted else NOT_ASSESSABLE
        yield recorded(case, "psr-ask-pregnancy", [row], row["interview_date"], verdict, event=row["event_number"])


def psr_ask_partner_pregnant(case: Case) -> Iterator[Verdict]:
    """`psr-ask-partner-pregnant`."""
    for row in case.table("court_reports"):
        verdict = MET if row["asked_partner_pregnant"] is True else OVERDUE
        yield recorded(
            case, "psr-ask-partner-pregnant", [row], row["interview_date"], verdict, event=row["event_number"]
        )


def enq_prebirth_due_date(case: Case) -> Iterator[Verdict]:
    """`enq-prebirth-due-date`: the pregnancies of `enq-prebirth-om`."""
    for row, known, _ in pregnancies(case):
        verdict = MET if row["due_date"] is not None else OVERDUE
        yield recorded(
            case,
            "enq-prebirth-due-date",
            [row],
            known,
            verdict,
            subject=row["change_ref"],
            event=row["event_number"],
        )


def rec_marac_cpc_sensitive(case: Case) -> Iterator[Verdict]:
    """`rec-marac-cpc-sensitive`: case, day and contact type."""
    grouped: dict[tuple[date, str], list[Row]] = {}
    for row in case.contacts(*SENSITIVE_TYPES):
        grouped.setdefault((row["contact_date"], code(row["contact_type"])), []).append(row)
    for (day, kind), rows in grouped.items():
        marks = [row["sensitive"] for row in rows]
        verdict = OVERDUE if False in marks else NOT_ASSESSABLE if None in marks else MET
        yield recorded(
            case,
            "rec-marac-cpc-sensitive",
            rows,
            day,
            verdict,
            subject=kind,
            event=rows[0]["event_number"],
        )


STEPS = {
    "psr-ask-children": psr_ask_children,
    "psr-ask-pregnancy": psr_ask_pregnancy,
    "psr-ask-partner-pregnant": psr_ask_partner_pregnant,
    "enq-prebirth-due-date": enq_prebirth_due_date,
    "rec-marac-cpc-sensitive": rec_marac_cpc_sensitive,
}
