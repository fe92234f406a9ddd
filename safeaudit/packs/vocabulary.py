"""The words by which a step's names are told to a reader: a pack only names facts, columns and codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Vocabulary:
    """`facts`: a sentence for each named fact. `columns`, `yes_no`: the columns that are exported, and those of them
    that say yes or no. `codes`: what the codes of contacts and registers mean."""

    facts: Mapping[str, str] = field(default_factory=dict)
    columns: frozenset[str] = frozenset()
    yes_no: frozenset[str] = frozenset()
    codes: Mapping[str, str] = field(default_factory=dict)

    def sentence(self, name: str) -> str:
        """What a name says, as a sentence; a name that no fact has as it stands."""
        return self.facts.get(name) or name

    def phrase(self, name: str) -> str:
        """What a name says, to go on within a sentence."""
        return lower(self.sentence(name).removesuffix("."))

    def given_by(self, name: str) -> str:
        """What gives a day: the words of a fact, the name of a column, or nothing where it has no other name."""
        if name in self.facts:
            return self.phrase(name).split("; blank ")[0]
        return name if name in self.columns else ""

    def truth(self, name: str) -> str:
        """What holds where a yes or no of this name is yes."""
        if name in self.facts:
            return self.phrase(name)
        return f"{name} = Y" if name in self.yes_no else f"{name} is filled"

    def code(self, code: str) -> str:
        """A code and what it means."""
        return f"{code} {self.codes[code]}" if code in self.codes else code


def upper(text: str) -> str:
    """Begin a sentence; a name of a column or fact stays as it is written."""
    first = text.split(maxsplit=1)[0] if text else ""
    return text if "_" in first else text[:1].upper() + text[1:]


def lower(text: str) -> str:
    """Go on within a sentence; codes and names in capitals stay."""
    first = text.split(maxsplit=1)[0].rstrip(",;:") if text else ""
    return text[:1].lower() + text[1:] if first[1:].islower() or first in ("A", "I") else text
