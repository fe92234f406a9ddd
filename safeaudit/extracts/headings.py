"""A heading row → which of a table's columns stands where."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from safeaudit.extracts.aliases import aliases_of, heading_key
from safeaudit.extracts.contract import TableSpec

_LIKE_A_HEADING = re.compile(r"[^\W\d][\w \-./()&#?]{0,39}")
_NUMBERING = re.compile(r"^\s*\(?\d{1,3}(?:\s*[.):\-]|\s)\s*(?=\D)")
_FORMAT_NOTE = re.compile(r"[(\[](?:dd?[-/.]mm?[-/.]yy(?:yy)?(?: hh:mm)?|y/n|yes/no|required)[)\]]", re.IGNORECASE)
# What the settings say goes before the contract's own name, and that before the built-in aliases (0 and up).
_SETTINGS: Final = -2
_OWN_NAME: Final = -1

Aliases = Mapping[str, str]


@dataclass(frozen=True)
class Headings:
    """What a heading row means for a table.

    `places`: where each recognised column stands (from 0). `spelled`: the heading of each that is not under the
    contract's own name. `unknown`: headings that mean nothing. `beaten`: headings passed over for a better one
    of their column, with that column. `clashing`: pairs of headings as good as each other, with their column.
    `missing`: required columns that are not there. `nameless`: where blank headings stand among the others.
    `end`: the place after the last heading that is not blank.
    """

    places: dict[str, int]
    spelled: dict[str, str]
    unknown: list[str]
    beaten: list[tuple[str, str]]
    clashing: list[tuple[str, str, str]]
    missing: list[str]
    nameless: list[int]
    end: int

    @property
    def usable(self) -> bool:
        """Tell whether the table can be read under these headings."""
        return not (self.missing or self.clashing)

    @property
    def doubtful(self) -> bool:
        """Tell whether another row may be the heading: this one is unusable, or little in it is known."""
        others = len(self.unknown) + len(self.beaten)
        return not self.usable or (len(self.places) == 1 and others > 0)


def match_headings(cells: Sequence[str], table: TableSpec, aliases: Aliases | None = None) -> Headings:
    """Match a heading row with a table's columns, whatever its case, spacing and punctuation.

    `aliases`: headings that the settings add, each with its column.
    """
    known = {heading_key(spec.name): (spec.name, _OWN_NAME) for spec in table.columns}
    known |= {heading_key(heading): (column, _SETTINGS) for heading, column in (aliases or {}).items()}
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    end = max((place + 1 for place, cell in enumerate(cells) if cell.strip()), default=0)
    unknown, nameless = [], []
    for place, cell in enumerate(cells):
        meant = known.get(heading_key(cell)) or _otherwise(cell, known, aliases_of(table.name))
        if meant:
            column, rank = meant
            found[column].append((rank, place))
        elif cell.strip():
            unknown.append(cell)
        elif place < end:
            nameless.append(place)
    places: dict[str, int] = {}
    spelled: dict[str, str] = {}
    beaten: list[tuple[str, str]] = []
    clashing: list[tuple[str, str, str]] = []
    for column, ranked in found.items():
        (rank, place), *others = sorted(ranked)
        places[column] = place
        if rank != _OWN_NAME:
            spelled[column] = cells[place]
        for other, at in others:
            if other == rank:
                clashing.append((cells[place], cells[at], column))
            else:
                beaten.append((cells[at], column))
    missing = [spec.name for spec in table.columns if spec.required and spec.name not in places]
    return Headings(places, spelled, unknown, beaten, clashing, missing, nameless, end)


def shown_heading(cell: str) -> str:
    """Give a heading as it may be repeated: only where it looks like one, since it might be data."""
    text = " ".join(cell.split())
    if _LIKE_A_HEADING.fullmatch(text) and not re.search(r"\d{3}", text):
        return text
    return f"(text, {len(text)} characters)"


Meanings = Mapping[str, tuple[str, int]]


def _otherwise(cell: str, known: Meanings, aliases: Meanings) -> tuple[str, int] | None:
    """Look a heading up that is no column's own name as it stands."""
    for key in heading_keys(cell):
        if meant := known.get(key) or aliases.get(key):
            return meant
    return None


def heading_keys(cell: str) -> Iterator[str]:
    """Give the keys to look a heading up by: as it stands, then without numbering and notes of form."""
    yield heading_key(cell)
    plain = unicodedata.normalize("NFKC", cell)
    plain = _FORMAT_NOTE.sub(" ", _NUMBERING.sub("", plain))
    yield heading_key(plain)
