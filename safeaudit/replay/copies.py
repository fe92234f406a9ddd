"""A caseload of copies: cases (staff, units) with unreadable cells, once for each value that a cell could have held."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import Ints, Mask, Words, pairs
from safeaudit.caseload.caseload import Caseload, Rows, build_caseload
from safeaudit.caseload.records import Records
from safeaudit.categories import category
from safeaudit.replay.values import OWNERS, Cell, rows_of


class Copies:
    """Copy n is the whole case (or staff member, or unit) of `cells[cell[n]]` under the name n, that cell holding
    `values[n]`.

    `record`: for each copy the row of its cell.
    """

    def __init__(self, cells: Sequence[Cell], cell: Ints, values: Sequence[Any]) -> None:
        self.cell = cell
        self.record = np.array([cell.record for cell in cells])[cell]
        self._cells, self._values = cells, np.fromiter(values, dtype=object, count=len(values))
        self._owners = sorted({cell.owner for cell in cells})
        self._owner = np.searchsorted(self._owners, [cell.owner for cell in cells])[cell]
        # Of one width, so that the order of the names is that of the numbers.
        self._names = pd.Index([f"{number:09}" for number in range(len(cell))], dtype=object)

    def of(self, caseload: Caseload) -> Caseload:
        """The caseload of the copies."""
        rows = caseload.rows
        frames = _CopiedFrames(self, rows.frames)
        return build_caseload(Rows(frames, rows.columns, rows.unusable.iloc[:0]), caseload.as_at)

    def copy_of(self, things: Records, caseload: Caseload) -> Ints:
        """The number of the copy that each thing in a caseload of copies is of."""
        # The codes are the copies' numbers as long as no list puts staff or units of its own together.
        if things.table in ("staff", "units"):
            return things.codes(OWNERS[things.table])
        return np.unique(caseload["cases"].codes("crn"))[things.case]

    def rows_of(self, table: str, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of a table, each as often as its owner was copied."""
        column = OWNERS.get(table, "crn")
        theirs, owner = rows_of(frame, column, self._owners)
        copy, row = pairs(self._owner, owner)
        rows = frame.take(theirs[row]).reset_index(drop=True)
        rows[column] = category(copy, self._names)
        doubtful = rows["record"].to_numpy() == self.record[copy]
        for name in dict.fromkeys(cell.column for cell in self._cells if cell.table == table):
            of_column = np.array([cell.table == table and cell.column == name for cell in self._cells])
            mine = doubtful & of_column[self.cell[copy]]
            rows[name] = _filled_in(rows[name], mine, self._values[copy[mine]])
        return rows


class _CopiedFrames(Mapping[str, pd.DataFrame]):
    """The tables of the copies, each copied when it is first asked for: most steps look at a few."""

    def __init__(self, copies: Copies, frames: Mapping[str, pd.DataFrame]) -> None:
        self._copies, self._frames = copies, frames
        self._copied: dict[str, pd.DataFrame] = {}

    def __getitem__(self, table: str) -> pd.DataFrame:
        if table not in self._copied:
            self._copied[table] = self._copies.rows_of(table, self._frames[table])
        return self._copied[table]

    def __iter__(self) -> Iterator[str]:
        return iter(self._frames)

    def __len__(self) -> int:
        return len(self._frames)


def _filled_in(column: pd.Series, where: Mask, values: Words) -> pd.Series:
    if column.dtype == "category":
        known = column.cat.categories
        column = column.cat.set_categories(known.append(pd.Index(sorted(set(values) - set(known)), dtype=object)))
    column = column.copy()
    column[where] = values if column.dtype == "category" else values.astype(column.to_numpy().dtype)
    return column
