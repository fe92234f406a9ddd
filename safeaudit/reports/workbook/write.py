"""Writes one worksheet: the marking, a title, notes, and one Excel table under a frozen header."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from safeaudit.reports.workbook.cells import write_column, write_lookups
from safeaudit.reports.workbook.charts import draw_chart
from safeaudit.reports.workbook.formats import Formats
from safeaudit.reports.workbook.sheet import Column, Sheet

LINE_HEIGHT = 15
MOST_LINES = 20
BUTTON_WIDTH = 3
# A column's width counts digits; letters are narrower, but the text is set in and words do not break.
LETTERS_PER_WIDTH = 1.15
SET_IN = 1


def write_sheet(book: Workbook, formats: Formats, sheet: Sheet, marking: str, only: str = "") -> None:
    """Add a sheet to a workbook. Rows past what Excel holds are left out, and a note says so.

    `only`: what the workbook is of, where it is not of everything.
    """
    page = book.add_worksheet(sheet.name)
    above = sheet.lines_above(marking, only)
    for row, line in enumerate(above):
        page.write_string(row, 0, line, formats.above(row))
    for number, column in enumerate(sheet.columns):
        # Cells to be filled in are left out of the file; what is typed into them takes the column's format.
        style = formats.of(column.kind) if column.kind.endswith("to fill in") else None
        page.set_column(number, number, column.width, style)
    if len(sheet.rows):
        _write_table(page, formats, sheet, len(above))
        if sheet.chart:
            draw_chart(book, page, sheet, sheet.chart, len(above))
    else:
        page.write_string(len(above), 0, sheet.none, formats.text)
    _set_up_page(page, sheet, len(above))


def _write_table(page: Worksheet, formats: Formats, sheet: Sheet, top: int) -> None:
    """Write the table with its header at row `top` (from 0)."""
    rows = sheet.shown
    headers = [{"header": column.heading, "header_format": formats.header(column.kind)} for column in sheet.columns]
    options = {"name": sheet.table, "columns": headers, "style": "Table Style Light 1"}
    page.add_table(top, 0, top + len(rows), len(sheet.columns) - 1, options)
    # XlsxWriter remembers every cell of a table, to refuse a second one over it. There is none, and they are many.
    page.table_cells.clear()
    page.set_row(top, LINE_HEIGHT * max(map(_heading_lines, sheet.columns)))
    for row, lines in enumerate(_lines(sheet.columns, rows), top + 1):
        if lines > 1:
            page.set_row(row, lines * LINE_HEIGHT)
    for number, column in enumerate(sheet.columns):
        start = (top + 1, number)
        if column.kind == "looked up":
            follows, found_in = column.looks_up
            at = [one.source for one in sheet.columns].index(follows)
            write_lookups(page, formats, start, at, found_in, rows[column.source])
            continue
        write_column(page, formats, start, column.kind, rows[column.source])
        if column.kind.endswith("to fill in"):
            page.data_validation(top + 1, number, top + len(rows), number, _validation(column))


def _validation(column: Column) -> dict[str, object]:
    """What may be filled in; Excel refuses the rest, and says what it wants."""
    if column.kind == "choice to fill in":
        wanted: dict[str, object] = {"validate": "list", "source": list(column.choices)}
        says = f"Choose one of: {', '.join(column.choices)}."
    elif column.kind == "date to fill in":
        wanted = {"validate": "date", "criteria": ">=", "value": "=DATE(2000,1,1)"}
        says = "Write a date, such as 31/10/2026."
    else:
        wanted = {"validate": "length", "criteria": "<=", "value": 1000}
        says = "At most 1,000 characters, and no names of children, families or people on probation."
    return wanted | {"error_title": column.heading, "error_message": says}


def _heading_lines(column: Column) -> int:
    """Headings wrap; each shares its cell with the button of the filter."""
    return -(-(len(column.heading) + BUTTON_WIDTH) // (column.width - SET_IN))


def _lines(columns: Sequence[Column], rows: pd.DataFrame) -> list[int]:
    """How many lines each row needs for its wrapped texts, which not every program works out by itself."""
    lines = np.ones(len(rows), dtype=np.int64)
    for column in columns:
        if column.kind in ("text", "text to fill in"):
            lengths = _lengths(rows[column.source])
            letters = LETTERS_PER_WIDTH * (column.width - SET_IN)
            lines = np.maximum(lines, np.ceil(lengths / letters).astype(np.int64))
    most: list[int] = np.minimum(lines, MOST_LINES).tolist()
    return most


def _lengths(cells: pd.Series) -> npt.NDArray[Any]:
    """How many characters each text has, blank none; each different text of a category is measured once."""
    if isinstance(cells.dtype, pd.CategoricalDtype):
        different = [len(str(text)) for text in cells.cat.categories]
        return np.array([*different, 0])[cells.cat.codes]
    return cells.astype("str").str.len().fillna(0).to_numpy(dtype=np.int64)


def _set_up_page(page: Worksheet, sheet: Sheet, top: int) -> None:
    page.freeze_panes(top + 1, sheet.keep)
    page.hide_gridlines(2)
    if not sheet.one_page:
        page.set_landscape()
    page.set_paper(9)
    page.set_margins(0.4, 0.4, 0.4, 0.4)
    page.fit_to_pages(1, 1 if sheet.one_page else 0)
    page.repeat_rows(0, top)
    if sheet.printed and len(sheet.rows):
        page.print_area(0, 0, top + len(sheet.shown), sheet.printed - 1)
