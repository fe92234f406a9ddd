"""Tables as they grow: rows are added by the column and stacked at the end."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from safeaudit.demo.contract import HEADINGS
from safeaudit.demo.days import Columns, Days, Text
from safeaudit.demo.plan import text


class Rows:
    """One table; with a prefix, every row gets the next reference (`E000001`) in the table's first column."""

    def __init__(self, table: str, prefix: str = "") -> None:
        self.table, self._prefix, self._count = table, prefix, 0
        self._pieces: list[Columns] = []

    def add(self, crn: Text, **columns: Text | Days | str) -> Text:
        """Add a row for each CRN (or staff code), columns given in full or as one value; give their
        references.
        """
        count = len(crn)
        piece: Columns = {}
        for name, values in columns.items():
            dated = isinstance(values, np.ndarray) and values.dtype.kind == "M"
            piece[name] = np.asarray(values) if dated else text(values, count)
        references = text("", count)
        if self._prefix:
            numbers = range(self._count + 1, self._count + count + 1)
            references = text([f"{self._prefix}{number:06d}" for number in numbers], count)
            piece[HEADINGS[self.table][0]] = references
        piece["staff_code" if self.table == "training" else "crn"] = crn
        self._count += count
        self._pieces.append(piece)
        return references

    def column(self, name: str) -> NDArray[Any]:
        """Give one column of all rows so far (blank where a piece has none)."""
        pieces = [piece.get(name) for piece in self._pieces]
        blank: Any = "" if not any(p is not None and p.dtype.kind == "M" for p in pieces) else np.datetime64("NaT", "D")
        dtype: Any = object if isinstance(blank, str) else None
        sizes = [len(next(iter(piece.values()))) for piece in self._pieces]
        filled = [np.full(size, blank, dtype=dtype) if p is None else p for p, size in zip(pieces, sizes, strict=True)]
        return np.concatenate(filled) if filled else np.empty(0, dtype=object)

    def columns(self) -> Columns:
        """Give the whole table under the contract's headings."""
        return {name: self.column(name) for name in HEADINGS[self.table]}
