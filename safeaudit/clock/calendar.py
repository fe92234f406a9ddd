"""Working days of England and Wales, from the frozen table `bank_holidays.csv` and local changes to it."""

import csv
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from safeaudit.errors import PolicyError

TABLE = Path(__file__).with_name("bank_holidays.csv")
FIRST, LAST = date(2012, 1, 1), date(2035, 12, 31)
DAY = np.dtype("datetime64[D]")
NAT = np.datetime64("NaT", "D")
A_MONDAY = np.datetime64("2012-01-02", "D")

Moments = NDArray[np.datetime64]


class Holiday(NamedTuple):
    """A weekday that is not worked; `published` is false where GOV.UK has not yet announced its year."""

    day: date
    name: str
    published: bool


@dataclass(frozen=True)
class Calendar:
    """Monday to Friday less the bank holidays of England and Wales, for `first` to `last` (both included).

    Every method that takes `days` takes an array of datetime64; a time of day is cut off, and NaT is allowed.
    """

    first: date
    last: date
    holidays: tuple[Holiday, ...]
    version: str

    @classmethod
    def england_and_wales(cls, added: Iterable[date] = (), removed: Iterable[date] = ()) -> Self:
        """Return the calendar 2012 to 2035 with days that an office adds (not worked) or removes (worked).

        Raises PolicyError with one message for each added date outside the calendar, each removed date that
        is no bank holiday, and each date in both.
        """
        table = {holiday.day: holiday for holiday in _table()}
        more, fewer = sorted(set(added)), sorted(set(removed))
        mistakes = _mistakes(more, fewer, table)
        if mistakes:
            raise PolicyError(*mistakes)
        for day in more:
            table.setdefault(day, Holiday(day, "local holiday", True))
        for day in fewer:
            del table[day]
        version = f"England and Wales {FIRST.year}-{LAST.year} {_digest(_table())}"
        if more or fewer:
            version += f", local changes {_digest((more, fewer))}"
        return cls(FIRST, LAST, tuple(table[day] for day in sorted(table)), version)

    @property
    def published_to(self) -> date:
        """Return the last day of the last year that GOV.UK has published; later years are projected."""
        return date(max(holiday.day.year for holiday in _table() if holiday.published), 12, 31)

    def name_of(self, day: date) -> str | None:
        """Return the name of the bank holiday or local holiday on a day; None when there is none."""
        return next((holiday.name for holiday in self.holidays if holiday.day == day), None)

    def covers(self, days: Moments) -> NDArray[np.bool_]:
        """Return which days are inside the calendar; NaT is not."""
        cut = days.astype(DAY)
        inside: NDArray[np.bool_] = (cut >= np.datetime64(self.first)) & (cut <= np.datetime64(self.last))
        return inside

    def is_working(self, days: Moments) -> NDArray[np.bool_]:
        """Return which days are worked; false for NaT and outside the calendar."""
        return np.is_busday(days.astype(DAY), busdaycal=self._working_week) & self.covers(days)

    def add_working_days(self, days: Moments, n: int) -> Moments:
        """Return, as datetime64[D], the n-th working day after each day, which is day 0 (`steps.md`, Time).

        0 gives the day itself, worked or not; below 0 counts back to the n-th working day before. NaT where that needs
        a day outside the calendar.
        """
        reached = self._reached(n)
        place = (days.astype(DAY) - self._eve).astype(np.int64)  # that of NaT is far below 0
        inside = (place >= 0) & (place < len(reached))
        return np.where(inside, reached.take(place, mode="clip"), NAT)

    def working_days_until(self, start: date, days: Moments) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Count as `working_days_between`, from one day to each of several."""
        return self.working_days_between(np.full(len(days), np.datetime64(start, "D")), days)

    def working_days_between(self, starts: Moments, days: Moments) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Count the working days after each start up to and including its day, and say where they cannot be counted.

        0 for a day on or before its start; not to be counted where either is outside the calendar, or NaT.
        """
        begin, cut = starts.astype(DAY), days.astype(DAY)
        unknown = ~self.covers(cut) | ~self.covers(begin)
        begin = np.where(unknown, A_MONDAY, begin)
        last = np.maximum(np.where(unknown, A_MONDAY, cut), begin)
        return np.busday_count(begin + 1, last + 1, busdaycal=self._working_week).astype(np.int64), unknown

    def is_last_working_day_of_week(self, days: Moments) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Say which days are the last working day of their Monday-to-Sunday week, and of which that cannot be told.

        It cannot be told where the day, or the next working day after it, is outside the calendar (`ref-24h`).
        """
        cut = days.astype(DAY)
        sunday = cut + np.timedelta64(6, "D") - (cut - A_MONDAY) % np.timedelta64(7, "D")
        worked, following = self.is_working(cut), self.add_working_days(cut, 1)
        unknown = ~np.isnat(cut) & (~self.covers(cut) | (worked & np.isnat(following)))
        return worked & (following > sunday), unknown

    def skipped(self, start: date, end: date) -> list[tuple[date, str]]:
        """Return the days not worked after `start` up to and including `end`, each with why.

        Why is Saturday, Sunday or the holiday's name, with ' (projected)' where its year is not published.
        Outside the calendar only weekends are known.
        """
        holidays = {holiday.day: holiday for holiday in self.holidays}
        days = (start + timedelta(step) for step in range(1, (end - start).days + 1))
        found: list[tuple[date, str]] = []
        for day in days:
            if day.weekday() >= 5:
                found.append((day, ("Saturday", "Sunday")[day.weekday() - 5]))
            elif day in holidays:
                found.append((day, holidays[day].name + ("" if holidays[day].published else " (projected)")))
        return found

    @cached_property
    def _working_week(self) -> np.busdaycalendar:
        return np.busdaycalendar(holidays=np.array([holiday.day for holiday in self.holidays], dtype=DAY))

    @property
    def _eve(self) -> np.datetime64:
        return np.datetime64(self.first) - np.timedelta64(1, "D")

    @cached_property
    def _counted(self) -> dict[int, Moments]:
        return {}

    def _reached(self, n: int) -> Moments:
        """The n-th working day after each day from the calendar's eve to the day after its last.

        The start is day 0 and is not counted: from those two days, one way each, no day outside the calendar is needed.
        Columns hold the same few thousand days over and over: to look them up is many times quicker than to count.
        """
        if n not in self._counted:
            self._counted[n] = self._count(np.arange(self._eve, np.datetime64(self.last) + 2), n)
        return self._counted[n]

    def _count(self, days: Moments, n: int) -> Moments:
        # From a day not worked, go to the last one worked on the other side and count from there: rolling the way of
        # the count would make the next working day day 0, and every result one day out.
        reached = days
        if n > 0:
            reached = np.busday_offset(days, n, roll="backward", busdaycal=self._working_week)
        elif n < 0:
            reached = np.busday_offset(days, n, roll="forward", busdaycal=self._working_week)
        return np.where(self.covers(reached), reached, NAT)


def _mistakes(added: list[date], removed: list[date], table: dict[date, Holiday]) -> list[str]:
    outside = [day for day in added if not FIRST <= day <= LAST]
    unknown = [day for day in removed if day not in table]
    both = sorted(set(added) & set(removed) & set(table))
    return [
        *(f"holiday added on {day}: give a date from {FIRST} to {LAST}" for day in outside),
        *(f"holiday removed on {day}: that day is not a bank holiday; leave it out" for day in unknown),
        *(f"holiday on {day}: both added and removed; give it once" for day in both),
    ]


@cache
def _table() -> tuple[Holiday, ...]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Holiday(date.fromisoformat(row["date"]), row["name"], row["status"] == "published")
            for row in csv.DictReader(lines)
        )


def _digest(content: object) -> str:
    return hashlib.sha256(repr(content).encode()).hexdigest()[:8]
