"""A heading row → which of a table's columns stands where."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from safeaudit.extracts.contract import TableSpec

_LIKE_A_HEADING = re.compile(r"[^\W\d][\w \-./()&#?]{0,39}")


@dataclass(frozen=True)
class Headings:
    """Where each recognised column stands (from 0), the headings that mean nothing, and what is wrong."""

    places: dict[str, int]
    unknown: list[str]
    errors: list[str]


def match_headings(cells: Sequence[str], table: TableSpec, where: str, row: int) -> Headings:
    """Match a heading row with a table's columns, whatever its case, spacing and punctuation."""
    wanted = {_key(name): spec.name for spec in table.columns for name in (spec.name, *spec.aliases)}
    places: dict[str, int] = {}
    unknown: list[str] = []
    errors: list[str] = []
    for place, cell in enumerate(cells):
        name = wanted.get(_key(cell))
        if name is None:
            if cell.strip():
                unknown.append(shown_heading(cell))
        elif name in places:
            both = f"'{shown_heading(cells[places[name]])}' and '{shown_heading(cell)}'"
            errors.append(f"{where}, row {row}: {both} both mean column {name}. Remove or rename one of them.")
        else:
            places[name] = place
    missing = [spec.name for spec in table.columns if spec.required and spec.name not in places]
    if missing:
        errors.append(_missing(missing, cells, places, where, row))
    return Headings(places, unknown, errors)


def shown_heading(cell: str) -> str:
    """Give a heading as it may be repeated: only where it looks like one, since it might be data."""
    text = " ".join(cell.split())
    if _LIKE_A_HEADING.fullmatch(text) and not re.search(r"\d{3}", text):
        return text
    return f"(text, {len(text)} characters)"


def _key(heading: str) -> str:
    return "".join(filter(str.isalnum, heading.lower()))


def _missing(missing: list[str], cells: Sequence[str], places: dict[str, int], where: str, row: int) -> str:
    what = f"{where}, row {row}: required column{'s' * (len(missing) > 1)} {', '.join(missing)} not found."
    filled = [cell for cell in cells if cell.strip()]
    if not places:
        # Nothing in this row is known: it may be a row of data, which must not be repeated.
        return f"{what} None of the {len(filled)} cells of that row is a known heading. Put the headings there."
    found = ", ".join(shown_heading(cell) for cell in filled)
    return f"{what} Headings found: {found}. Add or rename the column."
