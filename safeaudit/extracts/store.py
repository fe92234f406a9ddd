"""The raw rows of one table, from all its files: for each column a dictionary of texts and narrow codes."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from safeaudit.extracts.contract import TableSpec

_WAITING = (
    250_000  # rows, or texts in dictionaries of their own, that may wait to be put on the one dictionary
)
_RAW_TYPE = pa.dictionary(pa.int32(), pa.string())
NO_ROWS = np.empty(0, dtype=np.int32)
_NO_TEXTS = pa.array([], pa.string())


@dataclass(frozen=True)
class Block:
    """Some rows of one file or sheet, none wholly blank, as they stand.

    `columns`: each recognised column, dictionary-encoded text without nulls. `rows`: the row that a
    spreadsheet shows, for each row, or the first of them where they follow one another. `surplus`: rows with
    more cells than headings.
    """

    columns: dict[str, pa.DictionaryArray]
    count: int
    rows: int | npt.NDArray[np.int32]
    surplus: npt.NDArray[np.int32]


class ColumnStore:
    """One column's raw cells: its distinct `texts`, and for each row a code, −1 where the file lacks it."""

    def __init__(self) -> None:
        self.texts: pa.Array = _NO_TEXTS
        self._codes: list[npt.NDArray[Any]] = []
        self._waiting: list[pa.DictionaryArray] = []
        self._waiting_rows = 0
        self._waiting_texts = 0

    def add(self, cells: pa.DictionaryArray) -> None:
        """Add the cells of some rows."""
        self._waiting.append(cells)
        self._waiting_rows += len(cells)
        self._waiting_texts += len(cells.dictionary)
        # Settling goes over all texts: often where they are few, else only once they have grown threefold.
        few = len(self.texts) + self._waiting_texts < self._waiting_rows // 4
        if (few and self._waiting_rows > _WAITING) or self._waiting_texts > max(
            _WAITING, 2 * len(self.texts)
        ):
            self._settle()

    def add_absent(self, count: int) -> None:
        """Add rows of a file that does not hold the column."""
        self._settle()
        self._codes.append(np.broadcast_to(np.int8(-1), count))

    def take_codes(self) -> npt.NDArray[Any]:
        """Give the codes of all rows, in the narrowest integers that hold them, and forget them here."""
        self._settle()
        codes, self._codes = self._codes, []
        if not codes:
            return np.empty(0, dtype=np.int8)
        return codes[0] if len(codes) == 1 else np.concatenate(codes)

    def _settle(self) -> None:
        """Put the waiting rows on the one dictionary; texts that it already has keep their codes."""
        if not self._waiting:
            return
        known = pa.DictionaryArray.from_arrays(pa.array([], pa.int32()), self.texts)
        merged = pa.chunked_array([known, *self._waiting], type=_RAW_TYPE).unify_dictionaries()
        self.texts = merged.chunk(0).dictionary
        narrow = narrowest(len(self.texts))
        self._codes.extend(chunk.indices.to_numpy().astype(narrow) for chunk in merged.chunks[1:])
        self._waiting = []
        self._waiting_rows = 0
        self._waiting_texts = 0


@dataclass
class Stretch:
    """Rows that came from one source: `source` counts all the files and sheets read; `rows` as in `Block`."""

    source: int
    count: int
    rows: int | npt.NDArray[np.int32]


@dataclass
class TableStore:
    """One table's raw rows in file order."""

    spec: TableSpec
    columns: dict[str, ColumnStore] = field(default_factory=dict)
    stretches: list[Stretch] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)
    surplus: list[tuple[int, npt.NDArray[np.int32]]] = field(default_factory=list)
    count: int = 0

    def open_source(self, source: int) -> None:
        """Note that the table has this source, even if it turns out to hold no rows."""
        self.sources.append(source)

    def add(self, block: Block) -> None:
        """Add some rows of the source opened last."""
        for name in block.columns.keys() - self.columns.keys():
            self.columns[name] = ColumnStore()
            if self.count:
                self.columns[name].add_absent(self.count)
        for name, column in self.columns.items():
            if name in block.columns:
                column.add(block.columns[name])
            else:
                column.add_absent(block.count)
        source = self.sources[-1]
        if len(block.surplus):
            self.surplus.append((source, block.surplus))
        self._add_stretch(Stretch(source, block.count, block.rows))
        self.count += block.count

    def places(self, positions: npt.NDArray[Any]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """Give the source and the spreadsheet's row of the rows at these positions."""
        counts = [stretch.count for stretch in self.stretches]
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        which = np.searchsorted(starts, positions, side="right") - 1
        sources = np.array([stretch.source for stretch in self.stretches], dtype=np.int32)[which]
        rows = np.empty(len(positions), dtype=np.int32)
        for index in np.unique(which):
            chosen = which == index
            within = positions[chosen] - starts[index]
            of_stretch = self.stretches[index].rows
            rows[chosen] = of_stretch + within if isinstance(of_stretch, int) else of_stretch[within]
        return sources, rows

    def _add_stretch(self, new: Stretch) -> None:
        last = self.stretches[-1] if self.stretches else None
        follows = (
            last is not None
            and last.source == new.source
            and isinstance(last.rows, int)
            and last.rows + last.count == new.rows
            if isinstance(new.rows, int)
            else False
        )
        if last is not None and follows:
            last.count += new.count
        else:
            self.stretches.append(new)


def narrowest(count: int) -> type[np.signedinteger[Any]]:
    """Give the narrowest integer type for the codes −1 to count − 1."""
    if count <= 128:
        return np.int8
    return np.int16 if count <= 32_768 else np.int32
