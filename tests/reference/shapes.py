"""The section "Verdicts": one obligation's verdict, and the two shapes that carry almost every step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

MET, LATE, OVERDUE, BREACHED = "met", "late", "overdue", "breached"
PENDING, EXEMPT, NOT_ASSESSABLE = "pending", "exempt", "not assessable"
POLICY, BENCHMARK = "policy", "benchmark"


class _Outside:
    """A due that would need a day outside the calendar."""

    def __repr__(self) -> str:
        return "OUTSIDE"


OUTSIDE = _Outside()
Due = date | None | _Outside


@dataclass(frozen=True)
class Verdict:
    """One obligation. `crn` is the staff code or unit for those; a blank subject is ''."""

    step: str
    crn: str
    event_number: int | None
    subject: str
    trigger_on: date | None
    due: date | None
    done_on: date | None
    verdict: str
    basis: str
    made_by: tuple[tuple[str, int], ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True)
class Reason:
    """A permitted reason recorded on a day; `own_point` when its point is filled and the step's own."""

    day: date
    own_point: bool


def earliest(*days: date | None) -> date | None:
    """The earliest of those that are there."""
    return min((day for day in days if day is not None), default=None)


def latest(*days: date | None) -> date | None:
    """The latest of those that are there."""
    return max((day for day in days if day is not None), default=None)


def by_deadline(as_at: date, due: Due, done: date | None, reasons: Iterable[Reason] = ()) -> str:
    """The first column of the table of verdicts."""
    reasons = list(reasons)
    if due is OUTSIDE:
        return NOT_ASSESSABLE
    if done is not None and (due is None or done <= due):
        return MET
    if any(due is None or reason.day <= due for reason in reasons):
        return EXEMPT
    if done is not None:
        return LATE
    if any(reason.own_point for reason in reasons):
        return EXEMPT
    if due is None or due >= as_at:
        return PENDING
    return OVERDUE


def before_event(as_at: date, due: Due, event: date | None, done: date | None, reasons: Iterable[Reason] = ()) -> str:
    """The second column: due is the last day on which the action counts, event the day that ends it."""
    if due is OUTSIDE:
        return NOT_ASSESSABLE
    if done is not None and (due is None or done <= due):
        return MET
    if any(due is None or reason.day <= due for reason in reasons):
        return EXEMPT
    if event is not None and event <= as_at:
        return BREACHED
    if done is not None:
        return MET
    if due is None or due >= as_at:
        return PENDING
    return OVERDUE
