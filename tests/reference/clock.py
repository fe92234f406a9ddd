"""The section "Time": working days, calendar days, months, and real hours."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta

FIRST_DAY, LAST_DAY = date(2012, 1, 1), date(2035, 12, 31)
DAY = timedelta(days=1)

Term = tuple[int, str]  # (5, "working days"); units: working days, days, weeks, months, years

BENCHMARKS: dict[str, Term | None] = {
    "earliest_opportunity": (5, "working days"),
    "register_update": (5, "working days"),
    "at_the_point": (1, "working days"),
    "oversight_interval": (3, "months"),
    "follow_up": (1, "working days"),
    "induction": (3, "months"),
    "immediately": (1, "working days"),
    "handover": (5, "working days"),
    "analysis": (5, "working days"),
    "countersign": (5, "working days"),
    "assessment_review": (10, "working days"),
    "home_visit_considered": (30, "working days"),
    "outcome_recorded": (5, "working days"),
    "custody_induction": (5, "working days"),
    "psr_window": (3, "months"),
    "pre_release_window": (12, "months"),
    "curfew_window": (3, "months"),
    "handover_window": (30, "days"),
    "termination_recorded": (5, "working days"),
    "tracker_match": (3, "days"),
    # further-steps.md
    "initial_assessment": None,
    "overnight_notice": (5, "working days"),
    "out_of_hours": (1, "days"),
    "contact_decision": (20, "working days"),
    "urgent_discussion": (1, "days"),
    "same_day": (0, "days"),
}


class OutsideCalendar(Exception):
    """A working-day count that needs a day before 2012 or after 2035."""


def easter(year: int) -> date:
    """Easter Sunday (Gregorian, the anonymous computus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _monday(year: int, month: int, last: bool) -> date:
    day = date(year, month, monthrange(year, month)[1] if last else 1)
    while day.weekday() != 0:
        day += -DAY if last else DAY
    return day


def bank_holidays(year: int) -> set[date]:
    """Weekday bank holidays of England and Wales, with the one-offs of domain.md 6.1."""
    early_may, spring = _monday(year, 5, last=False), _monday(year, 5, last=True)
    one_offs = {
        2012: [date(2012, 6, 5)],
        2022: [date(2022, 6, 3), date(2022, 9, 19)],
        2023: [date(2023, 5, 8)],
    }.get(year, [])
    if year == 2012:
        spring = date(2012, 6, 4)
    if year == 2020:
        early_may = date(2020, 5, 8)
    if year == 2022:
        spring = date(2022, 6, 2)
    days = {
        easter(year) - 2 * DAY,
        easter(year) + DAY,
        early_may,
        spring,
        _monday(year, 8, last=True),
        *one_offs,
    }
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while fixed.weekday() >= 5 or fixed in days:  # a weekend, or taken: the next free weekday
            fixed += DAY
        days.add(fixed)
    return days


HOLIDAYS = {day for year in range(FIRST_DAY.year, LAST_DAY.year + 1) for day in bank_holidays(year)}


def is_working_day(day: date) -> bool:
    """Monday to Friday less the bank holidays; outside 2012 to 2035 nobody knows."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise OutsideCalendar(day)
    return day.weekday() < 5 and day not in HOLIDAYS


def add_working_days(day: date, n: int) -> date:
    """The n-th working day after `day` (day 0); a negative n counts back."""
    step = DAY if n >= 0 else -DAY
    left = abs(n)
    while left:
        day += step
        if is_working_day(day):
            left -= 1
    return day


def add_months(day: date, n: int) -> date:
    """The same day of the month n months on, or that month's last day where there is none."""
    months = day.year * 12 + day.month - 1 + n
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add(day: date, term: Term, sign: int = 1) -> date:
    """`day` plus (or, with sign −1, minus) a term such as (5, "working days")."""
    n, unit = term
    n *= sign
    if unit == "working days":
        return add_working_days(day, n)
    if unit == "days":
        return day + n * DAY
    if unit == "weeks":
        return day + 7 * n * DAY
    if unit == "months":
        return add_months(day, n)
    if unit == "years":
        return add_months(day, 12 * n)
    raise ValueError(unit)


def last_working_day_of_week(day: date) -> bool:
    """Whether `day` is the last working day of its Monday-to-Sunday week."""
    if not is_working_day(day):
        return False
    return not any(is_working_day(day + n * DAY) for n in range(1, 7 - day.weekday()))


def _last_sunday(year: int, month: int) -> date:
    day = date(year, month, 31)
    return day - ((day.weekday() + 1) % 7) * DAY


def to_utc(local: datetime) -> datetime:
    """UK local time to UTC: summer time between the last Sundays of March and October, 01:00 UTC."""
    spring = datetime.combine(_last_sunday(local.year, 3), datetime.min.time()) + timedelta(hours=2)
    autumn = datetime.combine(_last_sunday(local.year, 10), datetime.min.time()) + timedelta(hours=2)
    return local - timedelta(hours=1) if spring <= local < autumn else local


def to_local(utc: datetime) -> datetime:
    """The UK local time of a UTC time."""
    spring = datetime.combine(_last_sunday(utc.year, 3), datetime.min.time()) + timedelta(hours=1)
    autumn = datetime.combine(_last_sunday(utc.year, 10), datetime.min.time()) + timedelta(hours=1)
    return utc + timedelta(hours=1) if spring <= utc < autumn else utc


def has_time(value: date | datetime | None) -> bool:
    """Whether a cell holds a time; 00:00 counts as none."""
    return isinstance(value, datetime) and (value.hour, value.minute, value.second) != (0, 0, 0)
