"""One text → a date, exactly in the forms of the extract contract; day before month, always."""

import re
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc


class Unreadable(Enum):
    """What a parser gives for a filled cell that it cannot read."""

    CELL = "unreadable"


UNREADABLE: Final = Unreadable.CELL
_DAY_SECONDS: Final = 86_400
_UNIX_DAY: Final = date(1970, 1, 1).toordinal()
_SERIAL_DAY: Final = date(1899, 12, 30).toordinal()  # Excel's day 0 for every date after February 1900
_FIRST_SERIAL, _LAST_SERIAL = 10_000, 80_000
_NO_DATE: Final = date(9999, 12, 31)
_NO_DATE_SERIAL: Final = _NO_DATE.toordinal() - _SERIAL_DAY

_CLOCK = r"([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?"
_ISO = re.compile(rf"(\d{{4}})-(\d\d)-(\d\d)(?:[ T]{_CLOCK})?", re.ASCII)
_SLASHES = re.compile(rf"(\d\d?)/(\d\d?)/(\d{{4}})(?: {_CLOCK})?", re.ASCII)
_NAMED = re.compile(rf"(\d\d?)(?:-([A-Za-z]{{3}})-| ([A-Za-z]+) )(\d{{4}})(?: {_CLOCK})?", re.ASCII)
_SERIAL = re.compile(r"\d{5,7}(?:\.\d+)?", re.ASCII)
MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTHS = {name: number for number, name in enumerate(MONTHS, 1)}
_SHORT_MONTHS = {name[:3]: number for name, number in _MONTHS.items()}

# Days that every year has, with a time, for arrow's replace_substring_regex: group 1 is the day alone. What
# these do not match goes to the parsers below as it stands.
_RE2_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?$"
_RE2_MONTH = {"28": "(?:0[1-9]|1[0-2])", "30": "(?:0[13-9]|1[0-2])", "31": "(?:0[13578]|1[02])"}
_RE2_DAY = {"28": "(?:0[1-9]|1[0-9]|2[0-8])", "30": "(?:29|30)", "31": "31"}
_RE2_YEAR = "(?:19|20)[0-9]{2}"
TIMED_DAYS: Final = (
    rf"^({_RE2_YEAR}-(?:{'|'.join(f'{_RE2_MONTH[n]}-{_RE2_DAY[n]}' for n in _RE2_DAY)}))[ T]{_RE2_CLOCK}",
    rf"^((?:{'|'.join(f'{_RE2_DAY[n]}/{_RE2_MONTH[n]}' for n in _RE2_DAY)})/{_RE2_YEAR}) {_RE2_CLOCK}",
)

_ISO_DAY = r"^(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}$"


def iso_days(texts: pa.Array) -> pa.Array:
    """Do as `parse_day` for all those stripped texts at once that are ISO days; the others are null."""
    days = pc.if_else(pc.match_substring_regex(texts, _ISO_DAY), texts, None)
    try:
        seconds = days.cast(pa.date32()).cast(pa.timestamp("s"))
    except pa.ArrowInvalid:  # such as 2026-02-30: which it is must be found one by one
        return pa.nulls(len(texts), pa.int64())
    return seconds.cast(pa.int64())


@lru_cache(maxsize=65_536)  # a table's date columns share most of their days
def parse_moment(text: str) -> int | Unreadable | None:
    """Give the seconds from 1970-01-01 00:00 to a stripped text's date and time (00:00 where it gives none).

    None for 9999-12-31, which means no date; UNREADABLE for anything that is no date of the contract's forms.
    """
    if match := _ISO.fullmatch(text):
        year, month, day, *clock = match.groups()
        return _moment(int(year), int(month), int(day), clock)
    if match := _SLASHES.fullmatch(text):
        day, month, year, *clock = match.groups()
        return _moment(int(year), int(month), int(day), clock)
    if match := _NAMED.fullmatch(text):
        day, short, full, year, *clock = match.groups()
        number = _SHORT_MONTHS.get(short.lower()) if short else _MONTHS.get(full.lower())
        return _moment(int(year), number or 0, int(day), clock)
    if _SERIAL.fullmatch(text):
        return _serial_moment(float(text))
    return UNREADABLE


def parse_day(text: str) -> int | Unreadable | None:
    """Do as `parse_moment`, but to the start of the day."""
    moment = parse_moment(text)
    return moment - moment % _DAY_SECONDS if isinstance(moment, int) else moment


def _moment(year: int, month: int, day: int, clock: list[str | None]) -> int | Unreadable | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return UNREADABLE
    if found == _NO_DATE:
        return None
    hours, minutes, seconds = (int(part or 0) for part in clock)
    return (found.toordinal() - _UNIX_DAY) * _DAY_SECONDS + hours * 3600 + minutes * 60 + seconds


def _serial_moment(serial: float) -> int | Unreadable | None:
    if int(serial) == _NO_DATE_SERIAL:
        return None
    if not _FIRST_SERIAL <= serial <= _LAST_SERIAL:
        return UNREADABLE
    # A fraction that rounds up to midnight stays in its day.
    seconds = min(round(serial % 1 * _DAY_SECONDS), _DAY_SECONDS - 1)
    return (_SERIAL_DAY - _UNIX_DAY + int(serial)) * _DAY_SECONDS + seconds
