"""Where in a settings file a key stands, without a second reader of TOML.

The shortest beginning of the file that is TOML and holds the key ends with the key's last line.
"""

import tomllib

from safeaudit.settings.parts import Key

_MISSING = object()


def line_of(text: str, key: Key, value: str = "") -> int:
    """Give the line, from 1, of a key that a TOML text holds, or of a value among the lines of that key."""
    lines = text.splitlines()
    before = 0  # the last line of what was whole without the key
    for end in range(1, len(lines) + 1):
        try:
            held = _held(tomllib.loads("\n".join(lines[:end])), key)
        except tomllib.TOMLDecodeError:
            continue
        if held is _MISSING:
            before = end
        else:
            return _first_that_says(lines, before, end, value)
    return len(lines) or 1


def _first_that_says(lines: list[str], begin: int, end: int, value: str) -> int:
    """The first of some lines that holds a value, or else the first that is neither blank nor a comment."""
    own = range(begin, end)
    filled = [n for n in own if lines[n].strip() and not lines[n].lstrip().startswith("#")] or list(own)
    return next((n for n in filled if value and value in lines[n]), filled[0]) + 1


def _held(values: object, key: Key) -> object:
    for part in key:
        if not isinstance(values, dict) or part not in values:
            return _MISSING
        values = values[part]
    return values
