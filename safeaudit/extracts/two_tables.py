"""What could be two tables: headings that fit another table better, and a table that is found twice."""

from collections.abc import Sequence
from itertools import combinations

from safeaudit.extracts.contract import TABLES, TableSpec
from safeaudit.extracts.find import is_whole
from safeaudit.extracts.heading_row import Top
from safeaudit.extracts.headings import match_headings
from safeaudit.extracts.tables import Source


def fits_better(top: Top, table: TableSpec) -> str:
    """Give the table whose headings these are rather than those of `table`, or a blank.

    Of that table every required column must be there, and more columns known than of `table`; and `table`, if it
    could be read, must have none of its own among the known.
    """
    if not top.headings.unknown:
        return ""
    known = top.headings.places.keys()
    fitting = {}
    for name, other in TABLES.items():
        headings = match_headings(top.cells, other)
        own = top.headings.usable and not known <= headings.places.keys()
        if name != table.name and headings.usable and not own:
            fitting[name] = len(headings.places)
    best = max(fitting, key=lambda name: fitting[name], default="")
    return best if best and fitting[best] > max(len(known), 2) else ""


def found_twice(table: str, sources: Sequence[Source]) -> str:
    """Give what to say where two files or sheets each bear the table's whole name and hold other columns; else blank.

    Parts of a table, such as `contacts-north` and `contacts-south`, may each hold what they hold.
    """
    whole = [source for source in sources if is_whole(source.file, source.sheet)]
    for one, other in combinations(whole, 2):
        if one.columns != other.columns:
            lacks = [
                f"{_name(s)} lacks {', '.join(sorted(t.columns - s.columns))}"
                for s, t in ((one, other), (other, one))
                if t.columns - s.columns
            ]
            return (
                f"{table} is found twice with different columns: {_name(one)} and {_name(other)} ({'; '.join(lacks)})."
                f" Take one out, or name them as parts of one table: {table}-1, {table}-2."
            )
    return ""


def _name(source: Source) -> str:
    return f"{source.file}[{source.sheet}]" if source.sheet else source.file
