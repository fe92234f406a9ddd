"""What a shape is told of each obligation, and the verdicts it may give."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from safeaudit.caseload.arrays import Days, Mask, Truth

Verdicts = npt.NDArray[np.int8]


class Verdict(IntEnum):
    """What the records say of an obligation at the as-at date; `NO_ROW` leaves it out."""

    MET = 0
    LATE = 1
    OVERDUE = 2
    BREACHED = 3
    PENDING = 4
    EXEMPT = 5
    NOT_ASSESSABLE = 6
    NO_ROW = 7

    @property
    def word(self) -> str:
        """The verdict as outputs write it."""
        return self.name.lower().replace("_", " ")


EXCEPTIONS = (Verdict.OVERDUE, Verdict.BREACHED, Verdict.LATE)


@dataclass(frozen=True)
class Standing:
    """All columns have one value for each obligation.

    `due`, `done`: days, blank for none. `in_time`: done, and on or before due (or there is no due).
    `due_set_to_none`: a benchmark set to none left it without a due. `cannot_tell`, `cannot_tell_undone`,
    `cannot_tell_past_due`: the records cannot carry a verdict; always, where nothing was done, or once due has
    passed. `reason_in_time`, `reason_since`: a permitted reason recorded by due, or afterwards for the step's own
    point. `event`: the day of what the action must come before; `last_chance`: the last day on which a late one still
    counts; `closed`: the day from which it can no longer be done. `lapsed`: done, but no longer so. `checks`: all
    that the record must hold. `attended`, `excused`: as said.
    """

    as_at: np.datetime64
    due: Days
    done: Days
    in_time: Mask
    due_set_to_none: Mask
    cannot_tell: Mask
    cannot_tell_undone: Mask
    cannot_tell_past_due: Mask
    reason_in_time: Mask
    reason_since: Mask
    event: Days
    last_chance: Days
    closed: Days
    lapsed: Mask
    checks: Truth
    attended: Truth
    excused: Mask

    @property
    def is_done(self) -> Mask:
        """Done, in time or not."""
        return ~np.isnat(self.done)

    @property
    def no_due(self) -> Mask:
        """There is no due day."""
        return np.isnat(self.due)

    @property
    def still_time(self) -> Mask:
        """Due is the as-at date or later."""
        return self.due >= self.as_at


def first_that_fits(*lines: tuple[Mask, Verdict], otherwise: Verdict) -> Verdicts:
    """Give each obligation the verdict of the first line that fits it."""
    verdicts = np.full(len(lines[0][0]), otherwise, dtype=np.int8)
    for mask, verdict in reversed(lines):
        verdicts[mask] = verdict
    return verdicts
