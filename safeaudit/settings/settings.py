"""All settings together: each field a subject with a module of its own, which also knows its mistakes."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from pydantic import Field, PrivateAttr

from safeaudit.settings.benchmarks import mistakes_in_benchmarks
from safeaudit.settings.calendar import CalendarChanges, mistakes_in_calendar
from safeaudit.settings.codes import YesNo, mistakes_in_codes, mistakes_in_yes_no
from safeaudit.settings.headings import mistakes_in_headings
from safeaudit.settings.monthly import Monthly, mistakes_in_audit
from safeaudit.settings.parts import Mistake, Part, Texts
from safeaudit.settings.readings import mistakes_in_readings
from safeaudit.settings.section11 import Section11, mistakes_in_section11
from safeaudit.settings.tables import mistakes_in_tables


class Settings(Part):
    """What a settings file may say. `file`: where it was said; None for the defaults."""

    marking: str = Field(default="OFFICIAL-SENSITIVE", max_length=60)
    audit: Monthly = Monthly()
    tables: dict[str, Texts] = {}
    headings: dict[str, dict[str, Texts]] = {}
    codes: dict[str, dict[str, Texts]] = {}
    yes_no: YesNo = YesNo()
    benchmarks: dict[str, str] = {}
    readings: dict[str, str] = {}
    calendar: CalendarChanges = CalendarChanges()
    section11: Section11 = Section11()

    _file: Path | None = PrivateAttr(default=None)

    @property
    def file(self) -> Path | None:
        """The file that the settings were read from."""
        return self._file

    def read_from(self, file: Path) -> "Settings":
        """The same settings as those of a file, with their paths taken from its folder."""
        settings = self.model_copy(update={"audit": self.audit.beside(file.parent)})
        settings._file = file
        return settings


# What shape alone cannot tell, for each field that has such mistakes.
MEANING: dict[str, Callable[[Any], Iterable[Mistake]]] = {
    "audit": mistakes_in_audit,
    "tables": mistakes_in_tables,
    "headings": mistakes_in_headings,
    "codes": mistakes_in_codes,
    "yes_no": mistakes_in_yes_no,
    "benchmarks": mistakes_in_benchmarks,
    "readings": mistakes_in_readings,
    "calendar": mistakes_in_calendar,
    "section11": mistakes_in_section11,
}
