"""[headings.TABLE]: the office's own headings for the columns of a table."""

from collections.abc import Iterator, Mapping, Sequence

from safeaudit.extracts.aliases import heading_key
from safeaudit.extracts.contract import TABLES, TableSpec
from safeaudit.settings.parts import Mistake, unknown

Headings = Mapping[str, Mapping[str, Sequence[str]]]


def mistakes_in_headings(headings: Headings) -> Iterator[Mistake]:
    """Unknown tables and columns, blank headings, and headings given to two columns."""
    for table, columns in headings.items():
        if table in TABLES:
            yield from _of_table(TABLES[table], columns)
        else:
            yield Mistake(("headings", table), unknown(table, "a table", TABLES))


def _of_table(table: TableSpec, columns: Mapping[str, Sequence[str]]) -> Iterator[Mistake]:
    names = [column.name for column in table.columns]
    seen: dict[str, str] = {}
    for column, headings in columns.items():
        where = ("headings", table.name, column)
        if column not in names:
            yield Mistake(where, unknown(column, f"a column of {table.name}", names))
        for heading in headings:
            first = seen.setdefault(heading_key(heading), column)
            if not heading_key(heading):
                yield Mistake(
                    where, f"holds {heading!r}, which has no letter or digit; write the heading as it stands", heading
                )
            elif first != column:
                yield Mistake(where, f"holds {heading!r}, which means {first} already; keep one", heading)
