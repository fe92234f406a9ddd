"""A workbook → its worksheets, and a worksheet → blocks of rows; only values are read, never run or fetched."""

from collections.abc import Iterator
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum
from python_calamine import SheetVisibleEnum as Visible

from safeaudit.errors import ExtractError
from safeaudit.extracts.contract import TableSpec
from safeaudit.extracts.heading_row import TOP_ROWS, Top
from safeaudit.extracts.package import Package, refuse_what_is_no_workbook
from safeaudit.extracts.sheet_cells import Row, block_of_cells, cell_text
from safeaudit.extracts.sheets import Sheet
from safeaudit.extracts.store import Block
from safeaudit.extracts.survey import Survey, survey_sheet

_ROWS: Final = 10_000  # read at a time, so that a large sheet need not stand in memory as Python's objects


class Workbook:
    """An open workbook. ExtractError, naming `where`, if it is damaged, has a password or would not fit in memory.

    `sheets`: in order.
    """

    def __init__(self, path: Path, where: str) -> None:
        self._where = where
        refuse_what_is_no_workbook(path, where)
        self._package = Package(path, where)
        self._book = _opened(path, where)
        self.sheets = [
            Sheet(sheet.name, sheet.typ == SheetTypeEnum.WorkSheet, sheet.visible != Visible.Visible)
            for sheet in self._book.sheets_metadata
        ]

    def open(self, sheet: str) -> "Worksheet":
        """Open a worksheet; ExtractError if it is damaged or would not fit in memory."""
        where = f"{self._where}, sheet {sheet}"
        survey = survey_sheet(self._package, sheet, where)
        try:
            opened = self._book.get_sheet_by_name(sheet)
        except (CalamineError, OSError) as error:
            raise ExtractError(f"{where}: the sheet is damaged. Export it again.") from error
        return Worksheet(opened, survey, self._package.from_1904)


def _opened(path: Path, where: str) -> CalamineWorkbook:
    try:
        return _by_ending_or_content(path)
    except PasswordError:
        raise ExtractError(
            f"{where}: the workbook has a password. Save a copy without one, and delete it afterwards."
        ) from None
    except (CalamineError, OSError) as error:
        if "limit exceeded" in str(error):
            raise ExtractError(
                f"{where}: a sheet of it reaches further than memory holds. Delete the empty rows and columns beyond"
                " the data, or export it as CSV."
            ) from error
        raise ExtractError(f"{where}: the workbook is damaged or of another kind. Export it again.") from error


def _by_ending_or_content(path: Path) -> CalamineWorkbook:
    """Open a workbook as its ending says, or else as what it is: the ending is often another's."""
    try:
        return CalamineWorkbook.from_path(path)
    except PasswordError:
        raise
    except CalamineError as error:
        try:
            return CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))
        except CalamineError:
            raise error from None


class Worksheet:
    """An open worksheet, whose rows can be gone through once.

    `formulas`: how many cells are formulas; None where the format does not tell, nor errors from blanks. `top`: its
    first rows, each cell as the text that a CSV file would hold.
    """

    def __init__(self, sheet: CalamineSheet, survey: Survey, from_1904: bool) -> None:
        self.formulas = survey.formulas if survey.told else None
        self._from_1904 = from_1904
        self._rows = _corrected(sheet, survey) if survey.corrections else sheet.iter_rows()
        self._first = list(islice(self._rows, TOP_ROWS))
        self.top = [[cell_text(cell) for cell in row] for row in self._first]

    def rows(self) -> Iterator[Row]:
        """Give all rows, from the first that holds anything."""
        return chain(self._first, self._rows)

    def blocks(self, top: Top, table: TableSpec) -> Iterator[Block]:
        """Give the rows below the headings."""
        rows = chain(self._first[top.row :], self._rows)
        row = top.row + 1
        while batch := list(islice(rows, _ROWS)):
            yield block_of_cells(batch, row, top.headings, table, self._from_1904)
            row += len(batch)


def _corrected(sheet: CalamineSheet, survey: Survey) -> Iterator[Row]:
    """Put the cells in that the library gives as blank and that are not."""
    left = sheet.start[1] if sheet.start else 0
    furthest = max(column for cells in survey.corrections.values() for column, _ in cells) - left + 1
    for number, row in enumerate(sheet.iter_rows()):
        row += [""] * (furthest - len(row))
        for column, text in survey.corrections.get(number, ()):
            if column >= left:
                row[column - left] = text
        yield row
