"""An office's own settings: benchmarks, calendar changes and the marking, from a TOML file."""

import tomllib
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from safeaudit.errors import PolicyError


class CalendarChanges(BaseModel):
    """Days that an office does not work, and bank holidays that it does."""

    model_config = ConfigDict(extra="forbid")

    add: list[date] = []
    remove: list[date] = []


class Settings(BaseModel):
    """What a settings file may say."""

    model_config = ConfigDict(extra="forbid")

    marking: str = Field(default="OFFICIAL-SENSITIVE", max_length=60)
    benchmarks: dict[str, str] = {}
    calendar: CalendarChanges = CalendarChanges()


def read_settings(path: Path | None) -> Settings:
    """Read a settings file; without one, the defaults. PolicyError says what is wrong, and where."""
    if path is None:
        return Settings()
    try:
        values = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise PolicyError(f"{path}: the settings file cannot be read ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError(f"{path.name}: not a TOML file ({error}).") from None
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise PolicyError(*(_mistake(path, found) for found in error.errors())) from None


def _mistake(path: Path, found: ErrorDetails) -> str:
    key = ".".join(str(part) for part in found["loc"])
    if found["type"] == "extra_forbidden":
        return f"{path.name}: {key} is not a setting. Known: {', '.join(Settings.model_fields)}."
    if key.startswith("calendar."):
        return f"{path.name}: {key}: {found['input']!r} is not a date; write dates bare, such as 2026-12-24."
    return f"{path.name}: {key}: {found['msg']}."
