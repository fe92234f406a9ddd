"""A settings file → `Settings`, or every mistake in it, by line, with what to do."""

import tomllib
from copy import deepcopy
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from safeaudit.errors import PolicyError
from safeaudit.settings.lines import line_of
from safeaudit.settings.parts import Key, Mistake, unknown
from safeaudit.settings.settings import MEANING, Settings

# What TOML's own words mean for somebody who does not know it.
_REMEDIES = {
    "Invalid value": "put text in quotes; dates and numbers stand without",
    "Unescaped": "write a path with / or in single quotes",
    "Illegal character": "close the quotation mark on the same line",
    'Expected "\'"': "close the quotation mark on the same line",
    "Unterminated": "close the quotation mark on the same line",
    "Expected '='": "write key = value, and put a key of several words in quotes",
    "Cannot overwrite": "the key is given twice; keep one",
    "Cannot declare": "the table is given twice; put its keys together",
    "Unclosed array": "close the list with ]",
    "Expected newline": "put a comma between the values of a list, and one key on a line",
    "Expected ']'": "close the table's name with ]",
    "Invalid initial character": "put a key with other than letters, digits, - and _ in quotes",
}
_WANTED = {
    "string_type": "wants text in quotes",
    "list_type": "wants text in quotes, or a list in square brackets",
    "dict_type": "wants a table: keys below a line [{key}]",
    "model_type": "wants a table: keys below a line [{key}]",
    "string_too_long": "is too long; at most 60 characters",
}


def read_settings(path: Path | None) -> Settings:
    """Read a settings file; without one, the defaults. PolicyError has a message for every mistake."""
    if path is None:
        return Settings()
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise PolicyError(f"{path}: the settings file cannot be read ({error.strerror}). Check its path.") from None
    except UnicodeDecodeError:
        raise PolicyError(f"{path.name}: not a text in UTF-8. Save it as UTF-8.") from None
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(_not_toml(path, error)) from None
    settings, mistakes = check_values(values)
    if mistakes:
        by_line = sorted((line_of(text, key, found), says) for key, says, found in map(_named, mistakes))
        raise PolicyError(*(f"{path.name}, line {line}: {says}." for line, says in dict.fromkeys(by_line)))
    return settings.read_from(path)


def check_values(values: dict[str, Any]) -> tuple[Settings, list[Mistake]]:
    """Make settings of what a file holds, and list every mistake; what is mistaken is left out."""
    mistakes: list[Mistake] = []
    fields: dict[str, Any] = {}
    for name, value in values.items():
        if name not in Settings.model_fields:
            mistakes.append(Mistake((name,), unknown(name, "a setting", Settings.model_fields)))
            continue
        found = _shaped(name, Settings.model_fields[name], value, mistakes)
        if found is not None:
            fields[name] = found
            mistakes += MEANING.get(name, lambda _: ())(found)
    return Settings.model_construct(**fields), mistakes


def _shaped(name: str, field: FieldInfo, value: object, mistakes: list[Mistake]) -> object:
    """The value in the field's shape, without what does not fit; None where nothing does."""
    adapter: TypeAdapter[object] = TypeAdapter(Annotated[field.annotation, field])  # type: ignore[arg-type]
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        found = error.errors()
    mistakes += [_misshapen(name, field, one) for one in found]
    rest = deepcopy(value)
    for key in sorted({one["loc"] for one in found}, key=repr, reverse=True):
        if not _removed(rest, key):
            return None
    try:
        return adapter.validate_python(rest)
    except ValidationError:
        return None


def _removed(values: object, key: Key) -> bool:
    """Take out what stands at a key, or at the nearest above it; False where that is everything."""
    for length in range(len(key), 0, -1):
        within = values
        try:
            for part in key[: length - 1]:
                within = within[part]  # type: ignore[index]
            del within[key[length - 1]]  # type: ignore[attr-defined]
        except (KeyError, IndexError, TypeError):
            continue
        return True
    return False


def _misshapen(name: str, field: FieldInfo, found: ErrorDetails) -> Mistake:
    key = (name, *found["loc"])
    if found["type"] == "extra_forbidden":
        part = field.annotation
        known = list(part.model_fields) if isinstance(part, type) and issubclass(part, BaseModel) else []
        return Mistake(key, unknown(str(key[-1]), f"a setting of [{name}]", known))
    wanted = _WANTED.get(found["type"], found["msg"]).format(key=".".join(map(str, key)))
    shown = "" if found["type"] == "day" else f"; found {str(found['input'])[:60]!r}"
    return Mistake(key, f"{wanted}{shown}", str(found["input"]))


def _named(mistake: Mistake) -> Mistake:
    """The mistake with its key named before it, numbers of list elements left out."""
    named = ".".join(part for part in mistake.key if isinstance(part, str))
    key = tuple(part for part in mistake.key if isinstance(part, str))
    return Mistake(key, f"{named} {mistake.says}", mistake.text)


def _not_toml(path: Path, error: tomllib.TOMLDecodeError) -> str:
    what, _, where = str(error).rpartition(" (at ")
    place = where.rstrip(")").replace("end of document", "its end")
    remedy = next((remedy for begin, remedy in _REMEDIES.items() if what.startswith(begin)), "correct it there")
    return f"{path.name}, {place}: not a TOML file ({what}); {remedy}. The rest is looked at once this is mended."
