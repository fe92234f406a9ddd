"""Spans that the generators count with."""

from __future__ import annotations

from datetime import date

from .clock import DAY, OutsideCalendar, Term, add

WD1, WD5, WD10, WD15, WD20, WD30 = ((n, "working days") for n in (1, 5, 10, 15, 20, 30))
ACK = ((2, "working days"), (1, "working days"))
DAYS1, DAYS15, DAYS28, DAYS30, DAYS42 = ((n, "days") for n in (1, 15, 28, 30, 42))
M3, M12, Y2, Y3 = (3, "months"), (12, "months"), (2, "years"), (3, "years")


def plus(day: date, *terms: Term, sign: int = 1) -> date:
    """As the clock counts; outside its years, calendar days."""
    for term in terms:
        try:
            day = add(day, term, sign)
        except OutsideCalendar:
            day += sign * term[0] * DAY
    return day
