"""[tables]: which files and worksheets hold a table, where their names do not say so; `none`: to be left out."""

from collections.abc import Iterator, Mapping, Sequence

from safeaudit.extracts.contract import TABLES
from safeaudit.extracts.hints import LEFT_OUT
from safeaudit.extracts.words import folded
from safeaudit.settings.parts import Mistake, unknown

TableNames = Mapping[str, Sequence[str]]


def mistakes_in_tables(tables: TableNames) -> Iterator[Mistake]:
    """Unknown tables, blank names, and names given to two tables."""
    seen: dict[str, str] = {}
    for table, names in tables.items():
        if table not in TABLES and table != LEFT_OUT:
            yield Mistake(("tables", table), unknown(table, "a table", [*TABLES, LEFT_OUT]))
        for name in names:
            first = seen.setdefault(folded(name), table)
            if not name.strip():
                yield Mistake(("tables", table), "holds a blank; name a file or worksheet")
            elif first != table:
                yield Mistake(("tables", table), f"names {name!r}, and so does {first}; keep one", name)
