"""The six shapes (`steps.md`, "Verdicts", and the lines of the conferences, registers and training).

What a benchmark set to none leaves without a due is pending, never an exception, also where it can no longer be done.
"""

from collections.abc import Callable

import numpy as np

from safeaudit.caseload.arrays import NO, YES
from safeaudit.packs.schema import Shape
from safeaudit.shapes.standing import Standing, Verdict, Verdicts, first_that_fits


def by_a_deadline(at: Standing) -> Verdicts:
    """The action is wanted by `due`. What has closed undone is breached where due came before the close, else no
    row."""
    closed = ~np.isnat(at.closed)
    return first_that_fits(
        (at.cannot_tell, Verdict.NOT_ASSESSABLE),
        (at.lapsed & at.due_set_to_none, Verdict.PENDING),
        (at.lapsed, Verdict.OVERDUE),
        (at.in_time, Verdict.MET),
        (at.excused | at.reason_in_time, Verdict.EXEMPT),
        (at.cannot_tell_past_due & (at.due < at.as_at), Verdict.NOT_ASSESSABLE),
        (at.is_done, Verdict.LATE),
        (at.reason_since, Verdict.EXEMPT),
        (at.cannot_tell_undone & ~closed, Verdict.NOT_ASSESSABLE),
        (at.due < at.closed, Verdict.BREACHED),
        (closed & ~at.due_set_to_none, Verdict.NO_ROW),
        (at.still_time | at.no_due, Verdict.PENDING),
        otherwise=Verdict.OVERDUE,
    )


def before_an_event(at: Standing) -> Verdicts:
    """The action must stand when the event happens; `due` is the last day on which it counts."""
    return first_that_fits(
        (at.cannot_tell, Verdict.NOT_ASSESSABLE),
        (at.in_time, Verdict.MET),
        (at.excused | at.reason_in_time, Verdict.EXEMPT),
        (at.event <= at.as_at, Verdict.BREACHED),
        (at.is_done, Verdict.MET),
        (at.still_time | at.no_due, Verdict.PENDING),
        otherwise=Verdict.OVERDUE,
    )


def with_a_last_chance(at: Standing) -> Verdicts:
    """Wanted by `due`; late until the last chance has passed (or the event, where one is named), then breached."""
    still_counts = at.is_done & ~(at.done > at.last_chance)
    over = np.where(np.isnat(at.event), at.last_chance, at.event)
    return first_that_fits(
        (at.cannot_tell, Verdict.NOT_ASSESSABLE),
        (at.in_time, Verdict.MET),
        (still_counts, Verdict.LATE),
        ((over <= at.as_at) & ~at.due_set_to_none, Verdict.BREACHED),
        (at.still_time | at.no_due, Verdict.PENDING),
        otherwise=Verdict.OVERDUE,
    )


def record_complete(at: Standing) -> Verdicts:
    """The record itself must hold something."""
    return first_that_fits(
        (at.cannot_tell, Verdict.NOT_ASSESSABLE),
        (at.checks == YES, Verdict.MET),
        (at.excused, Verdict.EXEMPT),
        (at.checks == NO, Verdict.OVERDUE),
        otherwise=Verdict.NOT_ASSESSABLE,
    )


def attended_or_excused(at: Standing) -> Verdicts:
    """Somebody had to be there on the due day, or be excused."""
    return first_that_fits(
        (at.cannot_tell, Verdict.NOT_ASSESSABLE),
        (at.attended == YES, Verdict.MET),
        ((at.attended == NO) & at.excused, Verdict.EXEMPT),
        (at.attended == NO, Verdict.BREACHED),
        (at.still_time, Verdict.PENDING),
        otherwise=Verdict.NOT_ASSESSABLE,
    )


def renewed(at: Standing) -> Verdicts:
    """What was done last holds until `due`; what was never done is wanted by it."""
    return first_that_fits(
        (at.cannot_tell, Verdict.NOT_ASSESSABLE),
        (at.is_done & (at.still_time | at.no_due), Verdict.MET),
        (at.still_time | at.due_set_to_none, Verdict.PENDING),
        otherwise=Verdict.OVERDUE,
    )


SHAPES: dict[Shape, Callable[[Standing], Verdicts]] = {
    "deadline": by_a_deadline,
    "before-event": before_an_event,
    "last-chance": with_a_last_chance,
    "record-complete": record_complete,
    "attended-or-excused": attended_or_excused,
    "renewed": renewed,
}
