"""Which tables and columns were recognised, how, and how full they are."""

from collections import defaultdict
from collections.abc import Mapping

from safeaudit.check.found import ColumnFound, TableFound
from safeaudit.extracts.contract import TABLES, ColumnSpec
from safeaudit.extracts.tables import Extracts, Table


def tables_found(extracts: Extracts, needed: Mapping[tuple[str, str], int]) -> list[TableFound]:
    """Each table that was supplied; `needed`: how many steps need a column."""
    return [_table(extracts, table, needed) for table in extracts.tables.values()]


def _table(extracts: Extracts, table: Table, needed: Mapping[tuple[str, str], int]) -> TableFound:
    mine = [sheet for sheet in extracts.inputs if sheet.table == table.name]
    headings: defaultdict[str, list[str]] = defaultdict(list)
    sources = {(sheet.file, sheet.sheet) for sheet in mine}
    for remark in extracts.remarks:
        said = remark.said.removeprefix("read from the heading ")
        if remark.column and (remark.file, remark.sheet) in sources and said not in headings[remark.column]:
            headings[remark.column].append(said)
    return TableFound(
        table=table.name,
        files=[f"{sheet.file}[{sheet.sheet}]" if sheet.sheet else sheet.file for sheet in mine],
        rows_read=sum(sheet.rows_read for sheet in mine),
        used=sum(sheet.used for sheet in mine),
        quarantined=sum(sheet.quarantined for sheet in mine),
        duplicate=sum(sheet.duplicate for sheet in mine),
        columns=[
            _column(extracts, table, column, headings[column.name], needed.get((table.name, column.name), 0))
            for column in TABLES[table.name].columns
            if table.held(column.name)
        ],
        missing=[column.name for column in TABLES[table.name].columns if not table.held(column.name)],
    )


def _column(extracts: Extracts, table: Table, column: ColumnSpec, headings: list[str], needed_by: int) -> ColumnFound:
    held = extracts.profiles[table.name][column.name]
    days = table.date_ranges.get(column.name)
    return ColumnFound(
        column=column.name,
        required=column.required,
        needed_by=needed_by,
        headings=headings,
        rows=held.rows,
        blank=held.blank,
        unreadable=held.unreadable,
        first=days[0].isoformat() if days else "",
        last=days[1].isoformat() if days else "",
    )
