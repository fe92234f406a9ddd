"""Dates of the demo's story: its as-at date, working days and months, each for a whole column at once.

Columns are `datetime64[D]`; a missing date is NaT and stays NaT.
"""

from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Days: TypeAlias = NDArray[np.datetime64]
Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Text: TypeAlias = NDArray[np.object_]
Columns: TypeAlias = dict[str, NDArray[Any]]
Words: TypeAlias = Text | str  # a column of words, or one word for all rows
Roll: TypeAlias = Literal["backward", "forward"]

AS_AT = np.datetime64("2026-10-31", "D")
NONE = np.datetime64("NaT", "D")
DAY = np.timedelta64(1, "D")

# Bank holidays of England and Wales (GOV.UK), for every year that the demo's dates touch.
BANK_HOLIDAYS = [
    "2022-01-03",
    "2022-04-15",
    "2022-04-18",
    "2022-05-02",
    "2022-06-02",
    "2022-06-03",
    "2022-08-29",
    "2022-09-19",
    "2022-12-26",
    "2022-12-27",
    "2023-01-02",
    "2023-04-07",
    "2023-04-10",
    "2023-05-01",
    "2023-05-08",
    "2023-05-29",
    "2023-08-28",
    "2023-12-25",
    "2023-12-26",
    "2024-01-01",
    "2024-03-29",
    "2024-04-01",
    "2024-05-06",
    "2024-05-27",
    "2024-08-26",
    "2024-12-25",
    "2024-12-26",
    "2025-01-01",
    "2025-04-18",
    "2025-04-21",
    "2025-05-05",
    "2025-05-26",
    "2025-08-25",
    "2025-12-25",
    "2025-12-26",
    "2026-01-01",
    "2026-04-03",
    "2026-04-06",
    "2026-05-04",
    "2026-05-25",
    "2026-08-31",
    "2026-12-25",
    "2026-12-28",
    "2027-01-01",
    "2027-03-26",
    "2027-03-29",
    "2027-05-03",
    "2027-05-31",
    "2027-08-30",
    "2027-12-27",
    "2027-12-28",
    "2028-01-03",
    "2028-04-14",
    "2028-04-17",
    "2028-05-01",
    "2028-05-29",
    "2028-08-28",
    "2028-12-25",
    "2028-12-26",
]
_CALENDAR = np.busdaycalendar(holidays=np.array(BANK_HOLIDAYS, dtype="M8[D]"))


def missing(count: int) -> Days:
    """Give a column of `count` missing dates."""
    return np.full(count, NONE)


def days_after(days: Days, number: Ints | int) -> Days:
    """Give each date plus a number of calendar days."""
    after: Days = days + np.asarray(number, dtype="m8[D]")
    return after


def _offset(days: Days, number: Ints | int, roll: Roll) -> Days:
    out, held = missing(len(days)), ~np.isnat(days)
    steps = np.broadcast_to(np.asarray(number), days.shape)[held]
    out[held] = np.busday_offset(days[held], steps, roll=roll, busdaycal=_CALENDAR)
    return out


def due_in(days: Days, number: Ints | int) -> Days:
    """Give the n-th working day after each date, which is day 0 (from a Saturday, 2 is Tuesday)."""
    return _offset(days, number, "backward")


def working_days_on(days: Days, number: Ints | int) -> Days:
    """Give the n-th working day counted from the first working day on or after each date (0 is that day)."""
    return _offset(days, number, "forward")


def working_day_by(days: Days) -> Days:
    """Give each date itself where it is a working day, else the last one before it."""
    return _offset(days, 0, "backward")


def months_after(days: Days, number: Ints | int) -> Days:
    """Give the same day of the month a number of months on, or the month's last day where there is none."""
    month = days.astype("M8[M]")
    day = (days - month.astype("M8[D]")).astype(np.int64)
    target = month + np.asarray(number, dtype="m8[M]")
    last = ((target + 1).astype("M8[D]") - DAY - target.astype("M8[D]")).astype(np.int64)
    after: Days = target.astype("M8[D]") + np.minimum(day, last).astype("m8[D]")
    return after


def ends_working_week(days: Days) -> Flags:
    """Say of each date whether it is the last working day of its Monday-to-Sunday week."""
    monday = days - ((days.astype(np.int64) + 3) % 7).astype("m8[D]")
    rest = np.busday_count(days + DAY, monday + 7 * DAY, busdaycal=_CALENDAR)
    return np.asarray(np.is_busday(days, busdaycal=_CALENDAR) & (rest == 0))


def known(days: Days) -> Days:
    """Blank the dates after the as-at date: nothing is recorded before it happens."""
    return np.where(days <= AS_AT, days, NONE)


def earliest(*columns: Days) -> Days:
    """Give the earliest of several columns, row by row, leaving missing dates out of account."""
    first = columns[0]
    for column in columns[1:]:
        first = np.fmin(first, column)
    return first


def latest(*columns: Days) -> Days:
    """Give the latest of several columns, row by row, leaving missing dates out of account."""
    last = columns[0]
    for column in columns[1:]:
        last = np.fmax(last, column)
    return last


def between(rng: np.random.Generator, low: Days, high: Days) -> Days:
    """Draw a date from low to high, both included (low where high is before it)."""
    span = np.maximum((high - low).astype(np.int64), 0)
    drawn: Days = low + np.floor(rng.random(len(low)) * (span + 1)).astype(np.int64).astype("m8[D]")
    return drawn
