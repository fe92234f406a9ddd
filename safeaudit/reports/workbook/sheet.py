"""Writes one worksheet: the marking, a title, a note, and one Excel table under a frozen header."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

HEADER_ROW = 3  # from 0: marking, title and note stand above it
MOST_ROWS = 1_048_576 - HEADER_ROW - 1
LONGEST_TEXT = 32_000
FIRST_SERIAL_DAY = np.datetime64("1899-12-30", "D")
# Before it Excel's day numbers are one out, and before 1900 there are none.
FIRST_SAFE_DAY = np.datetime64("1900-03-01", "D")

Kind = Literal["text", "long", "date", "number", "share", "verdict", "any"]
# The Analysis Function's colours, each with the text colour that reads well on it (WCAG 2.2, AA).
VERDICT_COLOURS = {
    "overdue": ("#801650", "#FFFFFF"),
    "breached": ("#3D3D3D", "#FFFFFF"),
    "late": ("#F46A25", "#000000"),
    "pending": ("#12436D", "#FFFFFF"),
    "not assessable": ("#BFBFBF", "#000000"),
}
HEADER_COLOURS = {"bg_color": "#12436D", "font_color": "#FFFFFF"}


@dataclass(frozen=True)
class Column:
    """One column of a sheet: its heading, which column of the frame it shows, how it is written, width."""

    heading: str
    source: str
    kind: Kind
    width: int


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, the name of its Excel table, a title and a note for the reader, and what it shows.

    `keep`: how many of the first columns stay in sight when scrolling to the right.
    """

    name: str
    table: str
    title: str
    note: str
    columns: Sequence[Column]
    rows: pd.DataFrame
    keep: int = 0


class Formats:
    """The cell formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        cell = {"valign": "top", "font_size": 11}
        self.marking: Format = book.add_format({"bold": True, "font_size": 12})
        self.title: Format = book.add_format({"bold": True, "font_size": 14})
        self.note: Format = book.add_format({"font_size": 11})
        self.header: Format = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", **HEADER_COLOURS}
        )
        self.text: Format = book.add_format(cell)
        self.long: Format = book.add_format(cell | {"text_wrap": True})
        self.date: Format = book.add_format(cell | {"num_format": "dd mmm yyyy", "align": "left"})
        self.number: Format = book.add_format(cell | {"num_format": "#,##0"})
        self.share: Format = book.add_format(cell | {"num_format": "0%"})
        self.verdicts: dict[str, Format] = {
            word: book.add_format(cell | {"bg_color": fill, "font_color": ink, "bold": True})
            for word, (fill, ink) in VERDICT_COLOURS.items()
        }


def write_sheet(book: Workbook, formats: Formats, sheet: Sheet, marking: str) -> None:
    """Add a sheet to a workbook. Rows past what Excel holds are left out, and the note says so."""
    page = book.add_worksheet(sheet.name)
    rows = sheet.rows.head(MOST_ROWS)
    page.write_string(0, 0, marking, formats.marking)
    page.write_string(1, 0, sheet.title, formats.title)
    page.write_string(2, 0, _note(sheet), formats.note)
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
    if len(rows):
        _write_table(page, formats, sheet, rows)
    else:
        page.write_string(HEADER_ROW, 0, "None.", formats.text)
    _set_up_page(page, sheet)


def _note(sheet: Sheet) -> str:
    left_out = len(sheet.rows) - MOST_ROWS
    if left_out <= 0:
        return sheet.note
    return (
        f"Excel holds no more: the first {MOST_ROWS:,} of {len(sheet.rows):,} rows are shown and {left_out:,}"
        f" left out. The whole is in the CSV files beside this workbook. {sheet.note}"
    )


def _write_table(page: Worksheet, formats: Formats, sheet: Sheet, rows: pd.DataFrame) -> None:
    headers = [{"header": column.heading, "header_format": formats.header} for column in sheet.columns]
    last = HEADER_ROW + len(rows)
    options = {"name": sheet.table, "columns": headers, "style": "Table Style Light 1"}
    page.add_table(HEADER_ROW, 0, last, len(sheet.columns) - 1, options)
    for number, column in enumerate(sheet.columns):
        _write_column(page, formats, number, column.kind, rows[column.source])


def _set_up_page(page: Worksheet, sheet: Sheet) -> None:
    page.freeze_panes(HEADER_ROW + 1, sheet.keep)
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(0.4, 0.4, 0.4, 0.4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, HEADER_ROW)


def _write_column(page: Worksheet, formats: Formats, number: int, kind: Kind, cells: pd.Series) -> None:
    if kind == "date":
        _write_dates(page, formats, number, cells)
    elif kind in ("number", "share"):
        style = formats.number if kind == "number" else formats.share
        for row, value in _filled(cells):
            page.write_number(row, number, value, style)
    elif kind == "any":
        for row, value in _filled(cells):
            if isinstance(value, int):
                page.write_number(row, number, value, formats.number)
            else:
                page.write_string(row, number, text_cell(value), formats.long)
    else:
        plain = formats.long if kind == "long" else formats.text
        styles = formats.verdicts if kind == "verdict" else {}
        for row, value in _filled(cells):
            page.write_string(row, number, text_cell(value), styles.get(value, plain))


def _filled(cells: pd.Series) -> Iterable[tuple[int, Any]]:
    """Each cell that holds something, with its row on the sheet."""
    values = cells.astype(object).where(cells.notna(), None).tolist()
    return (
        (row, value) for row, value in enumerate(values, HEADER_ROW + 1) if value is not None and value != ""
    )


def _write_dates(page: Worksheet, formats: Formats, number: int, cells: pd.Series) -> None:
    days = cells.to_numpy().astype("datetime64[D]")
    serials = (days - FIRST_SERIAL_DAY).astype(np.int64)
    for row in np.flatnonzero(days >= FIRST_SAFE_DAY).tolist():
        page.write_number(HEADER_ROW + 1 + row, number, int(serials[row]), formats.date)
    for row in np.flatnonzero(days < FIRST_SAFE_DAY).tolist():
        page.write_string(HEADER_ROW + 1 + row, number, str(days[row]), formats.date)


def text_cell(text: str) -> str:
    """Give a text as a cell can hold it: what is too long for Excel ends by saying so."""
    if len(text) <= LONGEST_TEXT:
        return text
    return f"{text[:LONGEST_TEXT]} … ({len(text) - LONGEST_TEXT:,} more characters, in the CSV files)"
