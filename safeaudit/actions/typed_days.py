"""A target date as a person types it → a day, or the text as it stands. Day before month; nothing is guessed."""

import re
from datetime import date, datetime, timedelta

from safeaudit.extracts.dates import MONTHS, parse_day
from safeaudit.extracts.sheet_cells import Cell

# "Fri 31st Oct 26", "31.10.2026": a weekday that is passed over, day, month by number or name, and a year.
_TYPED = re.compile(
    r"(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s./-]+(\d{1,2}|[a-z]{3,9})\.?[\s,./-]+(\d{4}|\d{2})", re.IGNORECASE
)


def typed_day(cell: Cell) -> date | str:
    """The day that a cell holds; a text where it holds none that can be told, such as `end of month` or `12 Nov`."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = " ".join(str(cell).split())
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        text = str(int(cell))
    return _day(text) or _day(_usual(text)) or text


def _day(text: str) -> date | None:
    seconds = parse_day(text)
    return date(1970, 1, 1) + timedelta(seconds=seconds) if isinstance(seconds, int) else None


def _usual(text: str) -> str:
    """The same in a form of the extracts: 31/10/2026 or 31-Oct-2026."""
    found = _TYPED.fullmatch(text)
    if not found:
        return text
    day, month, year = found.groups()
    year = year if len(year) == 4 else f"20{year}"
    if month.isdigit():
        return f"{day}/{month}/{year}"
    named = any(name.startswith(month.lower()) for name in MONTHS)
    return f"{day}-{month[:3]}-{year}" if named else text
