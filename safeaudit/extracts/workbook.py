"""A workbook → its worksheets' cells as text, and a worksheet → a block of rows."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from safeaudit.errors import ExtractError

Cell = str | float | bool | date | datetime | time | timedelta


class Workbook:
    """An open workbook. ExtractError, naming `where`, if it is damaged or has a password."""

    def __init__(self, path: Path, where: str) -> None:
        self._where = where
        try:
            self._book = CalamineWorkbook.from_path(path)
        except PasswordError:
            raise ExtractError(
                f"{where}: the workbook has a password. Save a copy without one, and delete it afterwards."
            ) from None
        except (CalamineError, OSError) as error:
            raise ExtractError(f"{where}: the workbook is damaged or of another kind. Export it again.") from error

    def sheets(self) -> Iterator[tuple[str, bool]]:
        """Give each sheet's name in order, and whether it is a worksheet (not a chart or macro)."""
        for sheet in self._book.sheets_metadata:
            yield sheet.name, sheet.typ == SheetTypeEnum.WorkSheet

    def records(self, sheet: str) -> list[list[str]]:
        """Give the rows of a worksheet from its first row on, each cell as the text a CSV file would hold."""
        try:
            rows = self._book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        except (CalamineError, OSError) as error:
            raise ExtractError(f"{self._where}, sheet {sheet}: the sheet is damaged. Export it again.") from error
        return [_texts(row) for row in rows]


def _texts(row: Sequence[Any]) -> list[str]:
    return [cell if cell.__class__ is str else cell_text(cell) for cell in row]


def cell_text(cell: Cell) -> str:
    """Give a cell as text: 1001.0 as 1001, dates in ISO form, to the nearest second, times as HH:MM:SS."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float | int):
        return str(int(cell)) if float(cell).is_integer() else repr(cell)
    if isinstance(cell, datetime):
        whole = cell.replace(microsecond=0)
        # Excel's fractions of a day are a little off; rounding them never moves a cell into the next day.
        if cell.microsecond >= 500_000 and whole.time() != time(23, 59, 59):
            whole += timedelta(seconds=1)
        return str(whole.date()) if whole.time() == time() else str(whole)
    if isinstance(cell, timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return str(cell)
