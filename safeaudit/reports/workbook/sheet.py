"""Writes one worksheet: the marking, a title, notes, and one Excel table under a frozen header."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576 - 10  # what Excel holds, less the marking, title, notes and header
LONGEST_TEXT = 32_000
LINE_HEIGHT = 15
MOST_LINES = 20
BUTTON_WIDTH = 3
# A column's width counts digits; letters are narrower, but words do not break where a line ends.
LETTERS_PER_WIDTH = 1.15
FIRST_SERIAL_DAY = np.datetime64("1899-12-30", "D")
# Before it Excel's day numbers are one out, and before 1900 there are none.
FIRST_SAFE_DAY = np.datetime64("1900-03-01", "D")

Kind = Literal["text", "long", "date", "number", "plain number", "share", "verdict"]
NUMBER_KINDS = ("number", "plain number", "share")
# The Analysis Function's colours, each with the text colour that reads well on it (WCAG 2.2, AA).
VERDICT_COLOURS = {
    "overdue": ("#801650", "#FFFFFF"),
    "breached": ("#3D3D3D", "#FFFFFF"),
    "late": ("#F46A25", "#000000"),
    "pending": ("#12436D", "#FFFFFF"),
    "not assessable": ("#BFBFBF", "#000000"),
}
# Clear of the text in the next column.
NUMBER_PLACE = {"align": "right", "indent": 1}
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
    """One sheet: its name, the name of its Excel table, a title and notes for the reader, and what it shows.

    `keep`: how many of the first columns stay in sight when scrolling to the right. `printed`: how many are
    printed, 0 for all; the rest, which says where a row comes from, would make print too small to read.
    """

    name: str
    table: str
    title: str
    notes: tuple[str, ...]
    columns: Sequence[Column]
    rows: pd.DataFrame
    keep: int = 0
    printed: int = 0

    @property
    def shown(self) -> pd.DataFrame:
        """The rows that Excel can hold."""
        return self.rows.head(MOST_ROWS)

    def lines_above(self, marking: str) -> list[str]:
        """What stands above the table, a line to a row: marking, title and notes, also of what is left out."""
        lines = [marking, self.title, *self.notes]
        left_out = len(self.rows) - MOST_ROWS
        if left_out > 0:
            lines.append(
                f"Excel holds no more: {left_out:,} of {len(self.rows):,} rows are left out here; "
                "the CSV files beside this workbook hold them all."
            )
        if self.printed and len(self.rows):
            lines.append(f"Print shows the columns up to {self.columns[self.printed - 1].heading}.")
        return lines


class Formats:
    """The cell formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        cell = {"valign": "top"}
        self.marking: Format = book.add_format({"bold": True, "font_size": 12})
        self.title: Format = book.add_format({"bold": True, "font_size": 14})
        self.note: Format = book.add_format({})
        header = {"bold": True, "text_wrap": True, "valign": "top"} | HEADER_COLOURS
        self.header: Format = book.add_format(header)
        self.header_of_numbers: Format = book.add_format(header | NUMBER_PLACE)
        self.text: Format = book.add_format(cell)
        self.long: Format = book.add_format(cell | {"text_wrap": True})
        self.date: Format = book.add_format(cell | {"num_format": "dd mmm yyyy", "align": "left"})
        self.number: Format = book.add_format(cell | NUMBER_PLACE | {"num_format": "#,##0"})
        self.plain_number: Format = book.add_format(cell | NUMBER_PLACE | {"num_format": "0"})
        self.share: Format = book.add_format(cell | NUMBER_PLACE | {"num_format": "0%"})
        self.verdicts: dict[str, Format] = {
            word: book.add_format(cell | {"bg_color": fill, "font_color": ink, "bold": True})
            for word, (fill, ink) in VERDICT_COLOURS.items()
        }

    def of_numbers(self, kind: Kind) -> Format:
        """The format of one kind of number."""
        return {"number": self.number, "plain number": self.plain_number, "share": self.share}[kind]

    def above(self, row: int) -> Format:
        """The format of a line above the table: marking, title, then notes."""
        return (self.marking, self.title)[row] if row < 2 else self.note


def write_sheet(book: Workbook, formats: Formats, sheet: Sheet, marking: str) -> None:
    """Add a sheet to a workbook. Rows past what Excel holds are left out, and a note says so."""
    page = book.add_worksheet(sheet.name)
    above = sheet.lines_above(marking)
    for row, line in enumerate(above):
        page.write_string(row, 0, line, formats.above(row))
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
    if len(sheet.rows):
        _write_table(page, formats, sheet, len(above))
    else:
        page.write_string(len(above), 0, "None.", formats.text)
    _set_up_page(page, sheet, len(above))


def _write_table(page: Worksheet, formats: Formats, sheet: Sheet, top: int) -> None:
    """Write the table with its header at row `top` (from 0)."""
    rows = sheet.shown
    headers = [{"header": column.heading, "header_format": _header(formats, column)} for column in sheet.columns]
    options = {"name": sheet.table, "columns": headers, "style": "Table Style Light 1"}
    page.add_table(top, 0, top + len(rows), len(sheet.columns) - 1, options)
    page.set_row(top, LINE_HEIGHT * max(map(_heading_lines, sheet.columns)))
    for row, lines in enumerate(_lines(sheet.columns, rows), top + 1):
        if lines > 1:
            page.set_row(row, lines * LINE_HEIGHT)
    for number, column in enumerate(sheet.columns):
        _write_column(page, formats, (top + 1, number), column.kind, rows[column.source])


def _header(formats: Formats, column: Column) -> Format:
    return formats.header_of_numbers if column.kind in NUMBER_KINDS else formats.header


def _heading_lines(column: Column) -> int:
    """Headings wrap; each shares its cell with the button of the filter."""
    return -(-(len(column.heading) + BUTTON_WIDTH) // column.width)


def _lines(columns: Sequence[Column], rows: pd.DataFrame) -> list[int]:
    """How many lines each row needs for its wrapped texts, which not every program works out by itself."""
    lines = np.ones(len(rows), dtype=np.int64)
    for column in columns:
        if column.kind == "long":
            lengths = rows[column.source].astype("str").str.len().fillna(0).to_numpy()
            lines = np.maximum(lines, np.ceil(lengths / (LETTERS_PER_WIDTH * column.width)).astype(np.int64))
    most: list[int] = np.minimum(lines, MOST_LINES).tolist()
    return most


def _set_up_page(page: Worksheet, sheet: Sheet, top: int) -> None:
    page.freeze_panes(top + 1, sheet.keep)
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(0.4, 0.4, 0.4, 0.4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, top)
    if sheet.printed and len(sheet.rows):
        page.print_area(0, 0, top + len(sheet.shown), sheet.printed - 1)


def _write_column(page: Worksheet, formats: Formats, start: tuple[int, int], kind: Kind, cells: pd.Series) -> None:
    """Write a column's cells downwards from `start` (row and column, from 0)."""
    top, number = start
    if kind == "date":
        _write_dates(page, formats, start, cells)
    elif kind in NUMBER_KINDS:
        style = formats.of_numbers(kind)
        for row, value in _filled(cells, top):
            page.write_number(row, number, value, style)
    else:
        plain = formats.long if kind == "long" else formats.text
        styles = formats.verdicts if kind == "verdict" else {}
        for row, value in _filled(cells, top):
            page.write_string(row, number, text_cell(value), styles.get(value, plain))


def _filled(cells: pd.Series, top: int) -> Iterable[tuple[int, Any]]:
    """Each cell that holds something, with its row on the sheet."""
    values = cells.astype(object).where(cells.notna(), None).tolist()
    return ((row, value) for row, value in enumerate(values, top) if value is not None and value != "")


def _write_dates(page: Worksheet, formats: Formats, start: tuple[int, int], cells: pd.Series) -> None:
    top, number = start
    days = cells.to_numpy().astype("datetime64[D]")
    serials = (days - FIRST_SERIAL_DAY).astype(np.int64)
    for row in np.flatnonzero(days >= FIRST_SAFE_DAY).tolist():
        page.write_number(top + row, number, int(serials[row]), formats.date)
    for row in np.flatnonzero(days < FIRST_SAFE_DAY).tolist():
        page.write_string(top + row, number, str(days[row]), formats.date)


def wrappable(rows: pd.DataFrame) -> pd.DataFrame:
    """Give rows with their paragraphs parted by `; `, so that a cell can break between them."""
    return rows.assign(paragraphs=rows["paragraphs"].astype("str").str.replace(";", "; ", regex=False))


def text_cell(text: str) -> str:
    """Give a text as a cell can hold it: what is too long for Excel ends by saying so."""
    if len(text) <= LONGEST_TEXT:
        return text
    return f"{text[:LONGEST_TEXT]} … ({len(text) - LONGEST_TEXT:,} more characters, in the CSV files)"
