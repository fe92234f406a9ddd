"""The clock written again, one day or time at a time, with the standard library alone: a second opinion."""

import csv
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import safeaudit.clock

LONDON = ZoneInfo("Europe/London")
FIRST, LAST = date(2012, 1, 1), date(2035, 12, 31)
TABLE = Path(safeaudit.clock.__path__[0], "bank_holidays.csv")
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
HOLIDAYS = frozenset(date.fromisoformat(row["date"]) for row in ROWS)


def is_working(day, holidays=HOLIDAYS):
    return FIRST <= day <= LAST and day.weekday() < 5 and day not in holidays


def add_working_days(day, n, holidays=HOLIDAYS):
    if n == 0:
        return day if FIRST <= day <= LAST else None
    if not FIRST <= day + timedelta(days=1) <= LAST:
        return None
    while n:
        day += timedelta(days=1)
        if day > LAST:
            return None
        n -= is_working(day, holidays)
    return day


def is_last_working_day_of_week(day, holidays=HOLIDAYS):
    """None where that cannot be told."""
    if not FIRST <= day <= LAST:
        return None
    if not is_working(day, holidays):
        return False
    following = add_working_days(day, 1, holidays)
    return None if following is None else following.isocalendar()[:2] != day.isocalendar()[:2]


def add_months(day, n):
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def instant(local):
    """Return the UTC moment of a UK wall time, first of two, left-out hour at its end."""
    local = local.replace(second=0, microsecond=0)
    moment = local.replace(tzinfo=LONDON, fold=0).astimezone(UTC)
    if moment.astimezone(LONDON).replace(tzinfo=None) != local:
        return local.replace(minute=0, tzinfo=UTC)  # the clocks go forward at 01:00 UTC, in the hour left out
    return moment


def hours_between(start, end):
    return (instant(end) - instant(start)) / timedelta(hours=1)


def plus_hours(start, n):
    return datetime.replace((instant(start) + timedelta(hours=n)).astimezone(LONDON), tzinfo=None, fold=0)
