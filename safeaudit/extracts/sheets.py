"""A workbook's sheets → which of them hold which table, and why the others are passed over."""

from collections.abc import Sequence
from dataclasses import dataclass

from safeaudit.extracts.find import UNNAMED, FoundFile, table_of
from safeaudit.extracts.hints import LEFT_OUT, Hints
from safeaudit.extracts.tables import NotRead


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook: its name, whether it is a worksheet (not a chart or macro), whether it is hidden."""

    name: str
    is_worksheet: bool
    hidden: bool


@dataclass(frozen=True)
class SheetTables:
    """The table of each worksheet to read, and the sheets passed over.

    `by_file`: no worksheet is named as a table, but the workbook is; each visible worksheet may hold that one.
    """

    tables: dict[str, str]
    not_read: list[NotRead]
    by_file: bool


def sheet_tables(file: FoundFile, sheets: Sequence[Sheet], hints: Hints) -> SheetTables:
    """Settle what each sheet holds: what the settings say, else its own name, else the workbook's.

    ExtractError where the settings say two things of one sheet.
    """
    tables: dict[str, str] = {}
    passed: dict[str, str] = {}
    for sheet in sheets:
        said = hints.table_of(file.path.name, sheet.name, sheet.hidden) if sheet.is_worksheet else ""
        table = said or table_of(sheet.name)
        if said == LEFT_OUT:
            passed[sheet.name] = "the settings leave it out"
        elif not sheet.is_worksheet:
            passed[sheet.name] = "it is no worksheet"
        elif sheet.hidden and not said:
            holds = f" ({table})" if table else ""
            passed[sheet.name] = f"the sheet is hidden{holds}; show it, or name it under tables in the settings"
        elif table:
            tables[sheet.name] = table
    of_file = table_of(file.path.stem)
    by_file = not tables and bool(of_file)
    for sheet in sheets:
        if sheet.name not in tables and sheet.name not in passed:
            if by_file:
                tables[sheet.name] = of_file
            else:
                passed[sheet.name] = UNNAMED
    not_read = [NotRead(file.file, sheet.name, "", passed[sheet.name]) for sheet in sheets if sheet.name in passed]
    return SheetTables(tables, not_read, by_file)
