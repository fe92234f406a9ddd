"""What every named fact is given: the caseload as known at as-at, the calendar and the benchmarks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

import numpy as np

from safeaudit.caseload.arrays import BLANK, NO_RECORD, Days, Ints, Mask, day_number, first_of_each, pick, pick_day
from safeaudit.caseload.caseload import Caseload
from safeaudit.caseload.looked_at import Columns
from safeaudit.caseload.records import Records
from safeaudit.caseload.text import Text
from safeaudit.clock.calendar import Calendar
from safeaudit.clock.spans import Span, add

Value = TypeVar("Value")


@dataclass(frozen=True)
class Known:
    """One replay's knowledge. `benchmarks` holds a span for each name, or None where an office set none."""

    caseload: Caseload
    calendar: Calendar
    benchmarks: Mapping[str, Span | None]
    _once: dict[Callable[..., Any], tuple[Any, Columns]] = field(default_factory=dict)

    @property
    def as_at(self) -> np.datetime64:
        """The as-at day."""
        return np.datetime64(self.caseload.as_at, "D")

    @property
    def cases(self) -> int:
        """How many CRNs there are."""
        return len(self.caseload.crns)

    def later(self, days: Days, benchmark: str) -> Days:
        """Each day plus a benchmark; blank where the benchmark is none."""
        return self._moved(days, benchmark, 1)

    def before(self, days: Days, benchmark: str) -> Days:
        """Each day less a benchmark counted in days, weeks, months or years."""
        return self._moved(days, benchmark, -1)

    def _moved(self, days: Days, benchmark: str, sign: int) -> Days:
        span = self.benchmarks[benchmark]
        if span is None:
            return np.full_like(days, np.datetime64("NaT"))
        return add(days, span, self.calendar, sign)


def once(function: Callable[[Known], Value]) -> Callable[[Known], Value]:
    """Work a fact out once for each replay, however many steps use it; each has looked at what it rests on."""

    @wraps(function)
    def remembered(known: Known) -> Value:
        looked_at = known.caseload.looked_at
        if function not in known._once:
            with looked_at.by() as columns:
                known._once[function] = function(known), columns
        value, columns = known._once[function]
        looked_at.note_all(columns)
        return value

    return remembered


@dataclass(frozen=True)
class Falls:
    """The obligations of one step, before judging: what each falls on and the day that triggers it."""

    things: Records
    trigger: Days

    def __len__(self) -> int:
        return len(self.things)

    @property
    def case(self) -> Ints:
        """Which CRN, as an integer; −1 for staff and units."""
        return self.things.case

    @property
    def event(self) -> Ints:
        """The event_number of the row that made the obligation, −1 where it has none."""
        if self.things.has("event_number"):
            return self.things.number("event_number")
        return np.full(len(self), BLANK)

    def subject(self, column: str) -> Text:
        """The reference in a column of the thing, as text; without a column all blank."""
        return self.things.text(column) if column else Text.blank(len(self))

    def where(self, mask: Mask) -> "Falls":
        """Keep those that a mask marks."""
        return Falls(self.things.where(mask), self.trigger[mask])

    def take(self, positions: Ints) -> "Falls":
        """Those at some positions, in that order."""
        return Falls(self.things.take(positions), self.trigger[positions])


@dataclass(frozen=True)
class Found:
    """For each obligation the day of the earliest qualifying record and which record it is (NaT and −1: none).

    Where its own row alone could say when it was done, the record is that row, whether or not it does.
    """

    day: Days
    record: Ints

    @classmethod
    def none(cls, size: int) -> "Found":
        """Nothing found for any."""
        return cls(np.full(size, np.datetime64("NaT"), dtype="datetime64[D]"), np.full(size, NO_RECORD))

    @classmethod
    def earliest(cls, size: int, i: Ints, day: Days, record: Ints) -> "Found":
        """Of pairs of an obligation and a record's day the earliest of each; on one day the first in file order."""
        best = first_of_each(i, size, day_number(day), record)
        return cls(pick_day(day, best), pick(record, best, NO_RECORD))

    @classmethod
    def latest(cls, size: int, i: Ints, day: Days, record: Ints) -> "Found":
        """Of pairs of an obligation and a record's day, in file order, the latest of each; on one day the first."""
        best = first_of_each(i, size, -day_number(day))
        return cls(pick_day(day, best), pick(record, best, NO_RECORD))

    def or_earlier(self, other: "Found") -> "Found":
        """The earlier of two, row by row; on one day the first."""
        sooner = np.isnat(self.day) | (other.day < self.day)
        return Found(np.where(sooner, other.day, self.day), np.where(sooner, other.record, self.record))
