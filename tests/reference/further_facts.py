"""The section "Words and rules" of further-steps.md: named facts and the ways a further step is judged."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from . import clock
from .caseload import Row
from .facts import Case, agree, running
from .shapes import (
    BENCHMARK,
    MET,
    NOT_ASSESSABLE,
    OUTSIDE,
    OVERDUE,
    PENDING,
    Due,
    Reason,
    Verdict,
    before_event,
    by_deadline,
    earliest,
)

HIGH = ("high", "very high")
EXCUSED = Reason(date.min, own_point=False)  # *exempt by X*: no date of its own, on or before any due


def deadline(
    case: Case,
    step: str,
    rows: list[Row],
    trigger: date | None,
    due: Due,
    done: date | None,
    *,
    basis: str = BENCHMARK,
    subject: str | None = None,
    event: int | None = None,
    reasons: Iterable[Reason] = (),
    known: bool = True,
) -> Verdict:
    """By a deadline; `known` is False where a fact that the step needs is blank."""
    verdict = by_deadline(case.as_at, due, done, reasons) if known else NOT_ASSESSABLE
    return case.make(
        step,
        rows,
        trigger=trigger,
        due=due,
        done=done,
        verdict=verdict,
        basis=basis,
        subject=subject,
        event=event,
    )


def before(
    case: Case,
    step: str,
    rows: list[Row],
    trigger: date | None,
    due: Due,
    happens: date | None,
    done: date | None,
    *,
    basis: str,
    subject: str | None = None,
    event: int | None = None,
    reasons: Iterable[Reason] = (),
    known: bool = True,
) -> Verdict:
    """Before an event, which happens on `happens`."""
    verdict = before_event(case.as_at, due, happens, done, reasons) if known else NOT_ASSESSABLE
    return case.make(
        step,
        rows,
        trigger=trigger,
        due=due,
        done=done,
        verdict=verdict,
        basis=basis,
        subject=subject,
        event=event,
    )


def complete(
    case: Case,
    step: str,
    rows: list[Row],
    trigger: date,
    due: date,
    right: bool | None,
    *,
    basis: str,
    subject: str | None = None,
    event: int | None = None,
) -> Verdict:
    """Record complete: met, overdue or not assessable, done_on = due where met."""
    verdict = MET if right is True else OVERDUE if right is False else NOT_ASSESSABLE
    done = due if right is True else None
    return case.make(
        step,
        rows,
        trigger=trigger,
        due=due,
        done=done,
        verdict=verdict,
        basis=basis,
        subject=subject,
        event=event,
    )


def renewed(
    case: Case,
    step: str,
    rows: list[Row],
    trigger: date | None,
    days: list[date],
    subject: str | None = None,
) -> Verdict:
    """On the latest such record on or after the trigger; a blank trigger lets any record count."""
    done = max((day for day in days if trigger is None or day >= trigger), default=None)
    counts_from = done or trigger
    due = case.plus(counts_from, "oversight_interval") if counts_from else None
    if due is OUTSIDE or counts_from is None:
        verdict = NOT_ASSESSABLE
    elif due is None or due >= case.as_at:
        verdict = MET if done else PENDING
    else:
        verdict = OVERDUE
    return case.make(
        step,
        rows,
        trigger=trigger,
        due=due,
        done=done,
        verdict=verdict,
        basis=BENCHMARK,
        subject=subject,
    )


# --- Enquiries and registrations ------------------------------------------------------------------------------


def enquiry_sent(case: Case, start: date, child_ref: str | None) -> date | None:
    """The earliest enquiry of any point sent from `start` on, of the case and child."""
    return earliest(*(each.sent for each in case.enquiries if each.sent >= start and agree(each.child_ref, child_ref)))


def registered_from(case: Case, day: date, *registers: str) -> date | None:
    """*From a day*: active on that day, or started on a later one."""
    found = [
        max(row["start"], day)
        for row in case.registrations(*registers)
        if running(row["start"], row["end"], day) or row["start"] > day
    ]
    return min(found, default=None)


def victim_case(case: Case, day: date) -> bool:
    """An INVI registration is active on the day."""
    return bool(case.active(day, "INVI"))


# --- The case -------------------------------------------------------------------------------------------------


def fine_or_discharge(row: Row) -> bool:
    """sentence_type contains `fine` or `discharge`, and supervision_start is blank."""
    kind = (row["sentence_type"] or "").casefold()
    return ("fine" in kind or "discharge" in kind) and row["supervision_start"] is None


def dates_of(row: Row) -> list[date]:
    """sentence_date and supervision_start, where filled."""
    return [day for day in (row["sentence_date"], row["supervision_start"]) if day is not None]


def rows_open(case: Case, day: date) -> list[Row]:
    """The rows of `cases` open on a day, each taken alone."""
    return [
        row for row in case.table("cases") if running(min(dates_of(row), default=date.min), row["supervision_end"], day)
    ]


def rows_of_start(case: Case, day: date) -> list[Row]:
    """The rows that the case start on a day is found from."""
    return [row for row in rows_open(case, day) if dates_of(row) and not fine_or_discharge(row)]


def case_start(case: Case, day: date) -> date | None:
    """Case start of a CRN on a day."""
    return earliest(*(first for row in rows_of_start(case, day) for first in dates_of(row)))


def in_custody(case: Case) -> bool | None:
    """None: custody unknown (every row has it blank)."""
    marks = [row["in_custody"] for row in case.table("cases")]
    if True in marks:
        return True
    return None if all(mark is None for mark in marks) else False


# --- Children -------------------------------------------------------------------------------------------------


def plain(name: str | None) -> str:
    """An authority's name as compared: case and spaces ignored."""
    return "".join((name or "").split()).casefold()


def authority_on(child: Row, day: date) -> str:
    """The child's authority on a day, as compared; '' where it is not known."""
    moved, previous = child["la_changed_on"], child["previous_local_authority"]
    if previous and moved is not None and moved > day:
        return plain(previous)
    return plain(child["local_authority"])


def grown_up(child: Row, day: date | None) -> bool:
    """date_of_birth shows an 18th birthday on or before the day."""
    born = child["date_of_birth"]
    return born is not None and day is not None and clock.add(born, (18, "years")) <= day


def child_of(case: Case, child_ref: str | None) -> Row | None:
    """The child of a child_ref."""
    for child in case.table("children"):
        if child_ref and child["child_ref"] == child_ref:
            return child
    return None


def in_order(case: Case) -> list[Row]:
    """Assessments in order of completed_on, then of the file."""
    return sorted(case.table("assessments"), key=lambda row: row["completed_on"])
