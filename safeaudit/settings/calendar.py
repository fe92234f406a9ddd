"""[calendar]: days that an office does not work, and bank holidays that it does."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from safeaudit.clock.calendar import Calendar
from safeaudit.errors import PolicyError
from safeaudit.settings.parts import Mistake, Part


def _day(value: object) -> object:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    elif isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise PydanticCustomError(
        "day", "holds {found}, which is not a date; write dates bare, such as 2026-12-24", {"found": value}
    )


Day = Annotated[date, BeforeValidator(_day)]


class CalendarChanges(Part):
    """Days that an office does not work, and bank holidays that it does."""

    add: list[Day] = []
    remove: list[Day] = []


def mistakes_in_calendar(changes: CalendarChanges) -> Iterator[Mistake]:
    """Days that cannot be added or removed, or are both."""
    for day in changes.add:
        yield from _refused("add", day, added=[day], removed=[day] if day in changes.remove else [])
    for day in changes.remove:
        if day not in changes.add:
            yield from _refused("remove", day, removed=[day])


def _refused(key: str, day: date, added: Iterable[date] = (), removed: Iterable[date] = ()) -> Iterator[Mistake]:
    try:
        Calendar.england_and_wales(added, removed)
    except PolicyError as error:
        yield from (Mistake(("calendar", key), f"holds a {message}", str(day)) for message in error.messages)
