"""Writes the columns of a table cell by cell: a text stays a text, a day becomes a date that Excel can count with."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from safeaudit.reports.workbook.formats import Formats
from safeaudit.reports.workbook.sheet import HIDDEN, NUMBERS, Kind

LONGEST_TEXT = 32_000
FIRST_SERIAL_DAY = np.datetime64("1899-12-30", "D")
# Before it Excel's day numbers are one out, and before 1900 there are none.
FIRST_SAFE_DAY = np.datetime64("1900-03-01", "D")


def write_column(page: Worksheet, formats: Formats, start: tuple[int, int], kind: Kind, cells: pd.Series) -> None:
    """Write a column's cells downwards from `start` (row and column, from 0)."""
    top, number = start
    style = formats.of(kind)
    if kind in ("date", "date to fill in"):
        write = _write_dates if cells.dtype.kind == "M" else _write_days_or_texts
        write(page, style, start, cells)
    elif kind in NUMBERS:
        for row, value in _filled(cells, top):
            page.write_number(row, number, value, style)
        if kind.endswith("or hidden"):
            for row in np.flatnonzero(cells.isna()).tolist():
                page.write_string(top + row, number, HIDDEN, style)
    else:
        styles = formats.verdicts if kind == "verdict" else {}
        for row, value in _filled(cells, top):
            page.write_string(row, number, text_cell(value), styles.get(value, style))


def write_lookups(
    page: Worksheet, formats: Formats, start: tuple[int, int], follows: int, found_in: str, cells: pd.Series
) -> None:
    """Write downwards formulas that show for the cell in column `follows` what `found_in` has; `cells`: as of now."""
    top, number = start
    for row, value in enumerate(cells.fillna("").tolist(), top):
        typed = xl_rowcol_to_cell(row, follows)
        formula = f'=IF({typed}="","",IFERROR(VLOOKUP({typed},{found_in},2,FALSE),"not on the list"))'
        page.write_formula(row, number, formula, formats.text, value)


def _filled(cells: pd.Series, top: int) -> Iterable[tuple[int, Any]]:
    """Each cell that holds something, with its row on the sheet."""
    values = cells.astype(object).where(cells.notna(), None).tolist()
    return ((row, value) for row, value in enumerate(values, top) if value is not None and value != "")


def _write_days_or_texts(page: Worksheet, style: Any, start: tuple[int, int], cells: pd.Series) -> None:  # noqa: ANN401
    """Write days that people typed: what could not be told from a text stays as they wrote it."""
    top, number = start
    cells = cells.astype(object)
    texts = cells.map(lambda cell: isinstance(cell, str))
    _write_dates(page, style, start, pd.to_datetime(cells.where(~texts)).astype("datetime64[s]"))
    for row, value in _filled(cells.where(texts), top):
        page.write_string(row, number, text_cell(value), style)


def _write_dates(page: Worksheet, style: Any, start: tuple[int, int], cells: pd.Series) -> None:  # noqa: ANN401
    top, number = start
    days = cells.to_numpy().astype("datetime64[D]")
    serials = (days - FIRST_SERIAL_DAY).astype(np.int64)
    for row in np.flatnonzero(days >= FIRST_SAFE_DAY).tolist():
        page.write_number(top + row, number, int(serials[row]), style)
    for row in np.flatnonzero(days < FIRST_SAFE_DAY).tolist():
        page.write_string(top + row, number, str(days[row]), style)


def text_cell(text: str) -> str:
    """Give a text as a cell can hold it: what is too long for Excel ends by saying so."""
    if len(text) <= LONGEST_TEXT:
        return text
    return f"{text[:LONGEST_TEXT]} … ({len(text) - LONGEST_TEXT:,} more characters, in the CSV files)"
