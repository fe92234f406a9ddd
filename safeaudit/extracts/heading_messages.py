"""What is said of a heading row: what is wrong with it, and what in it was passed over or read as something else."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from safeaudit.extracts.aliases import aliases_of, heading_key
from safeaudit.extracts.contract import TableSpec
from safeaudit.extracts.heading_row import Top
from safeaudit.extracts.headings import Headings, shown_heading

_NEAR: Final = 82  # of 100: lets one slip in eight letters pass, and no other word
_SHOWN: Final = 25


def heading_errors(top: Top, table: TableSpec, where: str) -> list[str]:
    """Give a message for each thing that keeps the table from being read; none where it can be."""
    headings, row = top.headings, top.row
    errors = []
    for one, other, column in headings.clashing:
        both = f"'{shown_heading(one)}' and '{shown_heading(other)}'"
        errors.append(f"{where}, row {row}: {both} both mean column {column}. Remove or rename one of them.")
    if headings.missing:
        errors.append(_missing(headings, top.cells, table, where, row))
    return errors


def passed_over(headings: Headings, table: TableSpec) -> Iterator[tuple[str, str]]:
    """Give each heading whose column is not read, and why; those that come near a missing column first."""
    near = near_misses(headings, table)
    for heading, column in near.items():
        yield shown_heading(heading), f"not a column of {table.name}; did you mean {column}?"
    for heading in headings.unknown:
        if heading not in near:
            yield shown_heading(heading), f"not a column of {table.name}"
    for heading, column in headings.beaten:
        read = " ".join(headings.spelled.get(column, column).split())
        yield shown_heading(heading), f"{column} was read from the heading '{read}'"
    if headings.nameless:
        yield ", ".join(map(column_letters, headings.nameless)), "no heading; its cells are not read"


def near_misses(headings: Headings, table: TableSpec) -> dict[str, str]:
    """Give the unknown headings that are nearly a heading of a column that is not there, with that column."""
    wanted = {spec.name.replace("_", " "): spec.name for spec in table.columns if spec.name not in headings.places}
    unknown = [heading for heading in headings.unknown if shown_heading(heading)[0] != "("]
    if not (unknown and wanted):
        return {}
    from rapidfuzz import fuzz, process  # takes a while to load, and most extracts need it not

    for alias, (column, _) in aliases_of(table.name).items():
        if column not in headings.places:
            wanted.setdefault(alias, column)
    near = {}
    for heading in unknown:
        words = " ".join("".join(c if c.isalnum() else " " for c in heading.lower()).split())
        best = max(
            (
                process.extractOne(form, wanted.keys(), scorer=scorer, score_cutoff=_NEAR)
                for form, scorer in ((words, fuzz.token_sort_ratio), (heading_key(heading), fuzz.ratio))
            ),
            key=lambda hit: hit[1] if hit else 0,
        )
        if best:
            near[heading] = wanted[best[0]]
    return near


def column_letters(place: int) -> str:
    """Give a column's letters in a spreadsheet, from its place (from 0).

    >>> column_letters(0), column_letters(26)
    ('A', 'AA')
    """
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def _missing(headings: Headings, cells: Sequence[str], table: TableSpec, where: str, row: int) -> str:
    many = "s" * (len(headings.missing) > 1)
    what = f"{where}, row {row}: required column{many} {', '.join(headings.missing)} not found."
    filled = [cell for cell in cells if cell.strip()]
    if not headings.places:
        # Nothing in this row is known: it may be a row of data, which must not be repeated.
        return f"{what} None of the {len(filled)} cells of that row is a known heading. Put the headings there."
    near = [(heading, column) for heading, column in near_misses(headings, table).items() if column in headings.missing]
    if near:
        told = " and ".join(f"'{shown_heading(heading)}' looks like {column}" for heading, column in near)
        return f"{what} {told}: rename it, or name it under headings in the settings."
    return f"{what} Headings found: {_listed(filled)}. Add or rename the column, or leave the file out."


def _listed(cells: Iterable[str]) -> str:
    shown = [shown_heading(cell) for cell in cells]
    more = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    return ", ".join(shown[:_SHOWN]) + more
