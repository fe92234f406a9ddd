"""What the subjects of the settings share: shapes, mistakes, and near matches."""

from collections.abc import Collection
from difflib import get_close_matches
from typing import Annotated, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict

from safeaudit.extracts.words import folded

Key = tuple[str | int, ...]


class Part(BaseModel):
    """A table of the settings whose keys are fixed."""

    model_config = ConfigDict(extra="forbid")


class Mistake(NamedTuple):
    """A mistake: its key, a sentence that goes on from the key, and which of the key's texts it is about."""

    key: Key
    says: str
    text: str = ""


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


# One text, or a list of them.
Texts = Annotated[list[str], BeforeValidator(_listed)]


def unknown(word: str, what: str, known: Collection[str]) -> str:
    """Say that a word is not `what`, and which known one is most like it, or else all of them."""
    by_folded = {folded(name): name for name in known}
    like = get_close_matches(folded(word), by_folded, n=1)
    return f"is not {what}; " + (f"most like it: {by_folded[like[0]]}" if like else f"known: {', '.join(known)}")
