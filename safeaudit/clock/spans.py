"""Spans of time as a policy gives them ("5 working days", "3 years"), added to whole columns of days."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import numpy as np

from safeaudit.clock.calendar import DAY, Calendar, Moments
from safeaudit.errors import PolicyError


class Unit(StrEnum):
    """What a span is counted in."""

    WORKING_DAYS = "working days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the unit that a word names, singular or plural, in any case; ValueError if none."""
        words = " ".join(text.lower().split())
        return cls(words if words.endswith("s") else words + "s")


@dataclass(frozen=True)
class Span:
    """A whole number of one unit, 0 or more; as text "1 working day", "3 years"."""

    number: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.number < 0:
            raise ValueError(f"a span cannot be negative: {self.number}")

    def __str__(self) -> str:
        return f"{self.number} {self.unit.removesuffix('s') if self.number == 1 else self.unit}"


def parse_span(text: str) -> Span:
    """Return the span that a text such as "5 working days" or "1 month" gives; PolicyError if none."""
    found = re.fullmatch(r"\s*([0-9]{1,4})\s+([a-z\s]+)", text, re.IGNORECASE)
    try:
        if found:
            return Span(int(found[1]), Unit.parse(found[2]))
    except ValueError:
        pass
    raise PolicyError(
        f'"{text}" is not a span of time: write a whole number up to 9999 and working days, days, weeks, '
        'months or years, such as "5 working days"'
    )


def add(days: Moments, span: Span, calendar: Calendar, sign: int = 1) -> Moments:
    """Return, as datetime64[D], each day plus the span, or less it when `sign` is -1 (`steps.md`, Time).

    A time of day is cut off; NaT gives NaT. Working days: see `Calendar.add_working_days`; the other units
    need no bank holidays and so are not held to the calendar's years. Days and weeks never roll forward.
    Months and years give the corresponding date, or the month's last day if there is none (`domain.md`, 7).
    Raises ValueError for any other sign.
    """
    if sign not in (1, -1):
        raise ValueError(f"sign is 1 or -1, not {sign}")
    number = sign * span.number
    match span.unit:
        case Unit.WORKING_DAYS:
            return calendar.add_working_days(days, number)
        case Unit.DAYS:
            return days.astype(DAY) + np.timedelta64(number, "D")
        case Unit.WEEKS:
            return days.astype(DAY) + np.timedelta64(7 * number, "D")
        case Unit.MONTHS:
            return _add_months(days, number)
        case Unit.YEARS:
            return _add_months(days, 12 * number)


def _add_months(days: Moments, number: int) -> Moments:
    months = days.astype("datetime64[M]")
    days_into_month = (days.astype(DAY) - months.astype(DAY)).astype("timedelta64[D]")
    target = months + np.timedelta64(number, "M")
    last = (target + np.timedelta64(1, "M")).astype(DAY) - np.timedelta64(1, "D")
    reached: Moments = np.minimum(target.astype(DAY) + days_into_month, last)
    return reached
