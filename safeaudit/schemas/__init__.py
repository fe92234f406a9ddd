"""The published form of what other programs read: JSON Schema of the report and of the rows of two CSV files.

A schema's number goes up when something that it promises changes or goes; what is added does not change it.
"""

from importlib.resources import files

NAMES = ("report", "obligations", "steps")
VERSION = 1


def schema_text(name: str) -> str:
    """The JSON Schema of one of `NAMES`, as text."""
    return files("safeaudit.schemas").joinpath(f"{name}.json").read_text("utf-8")


def schema_id(name: str) -> str:
    """What a schema is known by, such as `urn:safeaudit:report:1`."""
    return f"urn:safeaudit:{name}:{VERSION}"
