"""The raw rows of one table, from all its files: for each column a dictionary of texts and narrow codes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from safeaudit.extracts.contract import TableSpec

_WAITING: Final = 250_000  # texts in dictionaries of their own that may wait to be put on the one dictionary
NO_ROWS = np.empty(0, dtype=np.int32)
_NO_TEXTS = pa.nulls(0, pa.string())  # pa.array would load pandas, which takes a while


@dataclass(frozen=True)
class Cells:
    """One column of some rows: `texts` (string array without nulls), and for each row which of them it has."""

    texts: pa.Array
    codes: npt.NDArray[Any]

    @classmethod
    def of(cls, encoded: pa.DictionaryArray) -> "Cells":
        """Make cells of a dictionary-encoded array, with codes as narrow as its texts allow."""
        texts = encoded.dictionary
        return cls(texts, numbers(encoded.indices).astype(narrowest(len(texts))))


@dataclass(frozen=True)
class Block:
    """Some rows of one file or sheet, none wholly blank, as they stand.

    `columns`: the cells of each recognised column. `rows`: the row that a spreadsheet shows, for each row, or
    the first of them where they follow one another. `surplus`: rows with more cells than headings.
    """

    columns: dict[str, Cells]
    count: int
    rows: int | npt.NDArray[np.int32]
    surplus: npt.NDArray[np.int32]


@dataclass(frozen=True)
class _Run:
    """Rows that were added together: their codes, and where each code stands among the column's texts.

    `codes`: None where the rows have no cell. `place_of`: None where the codes are those places themselves.
    """

    count: int
    codes: npt.NDArray[Any] | None
    place_of: npt.NDArray[np.int32] | None


class ColumnStore:
    """One column's raw cells: its distinct `texts`, and for each row one of them, or none (file lacks it)."""

    def __init__(self) -> None:
        self._texts: pa.Array = _NO_TEXTS
        self._runs: list[_Run] = []
        self._waiting: list[Cells] = []
        self._waiting_texts = 0

    @property
    def texts(self) -> pa.Array:
        """The distinct texts of all rows, in order of appearance."""
        self._settle()
        return self._texts

    def add(self, cells: Cells) -> None:
        """Add the cells of some rows."""
        self._waiting.append(cells)
        self._waiting_texts += len(cells.texts)
        # Settling goes over all texts: only once they have grown threefold.
        if self._waiting_texts > max(_WAITING, 2 * len(self._texts)):
            self._settle()

    def add_absent(self, count: int) -> None:
        """Add rows of a file that does not hold the column."""
        self._settle()
        self._runs.append(_Run(count, None, None))

    def take_codes(self, code_of_text: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Give each row the code of its text, the last for a row without one, and forget the rows here."""
        self._settle()
        codes = np.empty(sum(run.count for run in self._runs), dtype=code_of_text.dtype)
        start = 0
        for run in self._runs:
            of_run = codes[start : start + run.count]
            start += run.count
            if run.codes is None:
                of_run[:] = code_of_text[-1]
            else:
                meant = code_of_text if run.place_of is None else code_of_text[run.place_of]
                np.take(meant, run.codes, out=of_run, mode="clip")  # quicker than to check that all are in range
        self._runs = []
        return codes

    def _settle(self) -> None:
        """Put the waiting texts on the one dictionary; those that it already has keep their places."""
        waiting, self._waiting, self._waiting_texts = self._waiting, [], 0
        if len(waiting) == 1 and not len(self._texts):
            self._texts = waiting[0].texts
            self._runs.append(_Run(len(waiting[0].codes), waiting[0].codes, None))
        elif waiting:
            self._merge(waiting)

    def _merge(self, waiting: Sequence[Cells]) -> None:
        dictionaries = [self._texts, *(cells.texts for cells in waiting)]
        merged = pa.chunked_array(dictionaries, pa.string()).dictionary_encode().combine_chunks()
        begin = len(self._texts)
        self._texts = merged.dictionary
        places = numbers(merged.indices)
        for cells in waiting:
            count, codes = len(cells.codes), cells.codes
            place_of = places[begin : begin + len(cells.texts)]
            begin += len(cells.texts)
            if len(place_of) > count // 2:
                self._runs.append(_Run(count, place_of.astype(narrowest(len(self._texts)))[codes], None))
            else:
                self._runs.append(_Run(count, codes, place_of))


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


def numbers(array: pa.Array) -> npt.NDArray[Any]:
    """Give the values of an array of numbers without blanks; arrow's own way would load pandas, which takes a while."""
    values: npt.NDArray[Any] = np.from_dlpack(array)
    return values


def narrowest(count: int) -> type[np.signedinteger[Any]]:
    """Give the narrowest integer type for the codes −1 to count − 1."""
    if count <= 128:
        return np.int8
    return np.int16 if count <= 32_768 else np.int32
