"""The cells of a worksheet → text as a CSV file would hold it, and rows of them → a block of columns."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from safeaudit.extracts.contract import TableSpec
from safeaudit.extracts.headings import Headings
from safeaudit.extracts.store import Block, Cells

Cell = str | float | bool | date | datetime | time | timedelta
Row = list[Cell]

_TEXTS: Final = pa.dictionary(pa.int32(), pa.string())
_DAYS_1904: Final = 1_462  # from the day that workbooks of the first Excel for Mac count from back to the usual one


def block_of_cells(rows: Sequence[Row], first: int, headings: Headings, table: TableSpec, from_1904: bool) -> Block:
    """Make a block of a worksheet's rows, of which the first stands in row `first`; wholly blank ones are left out.

    The rows are all of one length. `from_1904`: the workbook counts days from 1904, so plain numbers in its date
    columns do too.
    """
    columns = {}
    width, cells = len(rows[0]), list(chain.from_iterable(rows))
    for name, place in headings.places.items():
        of_days = from_1904 and table.column(name).kind in ("date", "datetime")
        columns[name] = _cells(cells[place::width], of_days)
    blank = _blank_rows(rows, next(iter(columns.values())))
    surplus = np.array(_beyond(rows, headings.end), dtype=np.int32) + np.int32(first)
    if not blank:
        return Block(columns, len(rows), first, surplus)
    kept = np.delete(np.arange(len(rows), dtype=np.int32), blank)
    columns = {name: Cells(column.texts, column.codes[kept]) for name, column in columns.items()}
    return Block(columns, len(kept), kept + np.int32(first), surplus)


def cell_text(cell: Cell) -> str:
    """Give a cell as text: 1001.0 as 1001, dates in ISO form, to the nearest second, times as HH:MM:SS."""
    if isinstance(cell, str):
        return cell
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


def _cells(column: Sequence[Cell], from_1904: bool) -> Cells:
    try:
        return Cells.of(pa.array(column, _TEXTS))
    except (pa.ArrowInvalid, pa.ArrowTypeError):  # not all of them are text
        pass
    objects = np.empty(len(column), dtype=object)
    objects[:] = column
    codes, distinct = pd.factorize(objects, use_na_sentinel=False)
    texts = [cell_text(_usual_day(cell) if from_1904 else cell) for cell in distinct]
    encoded = Cells.of(pa.array(texts, pa.string()).dictionary_encode())
    return Cells(encoded.texts, encoded.codes[codes])


def _usual_day(cell: Cell) -> Cell:
    """Give a plain number counted from 1904 as it is counted elsewhere; a real date needs no change."""
    return cell + _DAYS_1904 if isinstance(cell, float | int) and not isinstance(cell, bool) else cell


def _blank_rows(rows: Sequence[Row], column: Cells) -> list[int]:
    """Give the places of the wholly blank rows, which are among those blank in a column."""
    blank = pc.equal(pc.utf8_trim_whitespace(column.texts), "").to_numpy(zero_copy_only=False)
    candidates: list[int] = np.flatnonzero(blank[column.codes]).tolist() if blank.any() else []
    return [place for place in candidates if not any(map(_filled, rows[place]))]


def _beyond(rows: Sequence[Row], end: int) -> list[int]:
    """Give the places of rows that have filled cells beyond the last heading."""
    if len(rows[0]) == end:
        return []
    return [place for place, row in enumerate(rows) if any(map(_filled, row[end:]))]


def _filled(cell: Cell) -> bool:
    return not isinstance(cell, str) or (cell != "" and not cell.isspace())
