"""Rows of one table, or of a list derived from tables, as they were known at the as-at date."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from safeaudit.caseload.arrays import BLANK, NO_DAY, Days, Ints, Mask, Truth, Words, pairs, pick
from safeaudit.caseload.looked_at import LookedAt
from safeaudit.caseload.text import Text
from safeaudit.extracts.contract import TABLES

# Dates, numbers, truths (int8) and masks are arrays.
Column: TypeAlias = npt.NDArray[Any] | Text

_DAYS = {name: {column.name for column in table.columns if column.kind == "date"} for name, table in TABLES.items()}


@dataclass(frozen=True)
class Records:
    """Rows in file order.

    `columns` has the columns of the table and `case` (int: which CRN, −1 for none) and `record` (int: which row of
    which file, for the evidence); `index` says which rows of the columns these records are (None: all of them), so
    that picking rows copies nothing. Where several rows make one thing (siblings on a plan are one spell), `members`
    pairs positions here with the records of all those rows.
    """

    table: str
    columns: Mapping[str, Column]
    index: Ints | None = None
    members: tuple[Ints, Ints] | None = None

    def __len__(self) -> int:
        return len(self.columns["record"]) if self.index is None else len(self.index)

    @classmethod
    def of_frame(cls, table: str, frame: pd.DataFrame, looked_at: LookedAt) -> "Records":
        """Records from a frame with dtypes as in `docs/architecture.md`; each column asked for is noted."""
        return cls(table, _Held(table, frame, looked_at))

    @cached_property
    def case(self) -> Ints:
        """Which CRN each row belongs to, as an integer; −1 for none."""
        return self.number("case")

    @cached_property
    def record(self) -> Ints:
        """Which row of the extracts each row is."""
        return self.number("record")

    def has(self, column: str) -> bool:
        """Say whether there is such a column at all."""
        return column in self.columns

    def values(self, column: str) -> npt.NDArray[Any]:
        """A column that is no text, as it is held."""
        values = self.columns[column]
        assert not isinstance(values, Text)
        return values if self.index is None else values[self.index]

    def text(self, column: str) -> Text:
        """A text column."""
        values = self.columns[column]
        assert isinstance(values, Text)
        return values if self.index is None else values.take(self.index)

    def day(self, column: str) -> Days:
        """A date column as days; blank is NaT."""
        return self.values(column).astype("datetime64[D]", copy=False)

    def is_day(self, column: str) -> bool:
        """Say whether a column holds dates."""
        held = self.columns[column]
        return not isinstance(held, Text) and held.dtype.kind == "M"

    def moment(self, column: str) -> npt.NDArray[np.datetime64]:
        """A date-time column to the second, UK local; blank is NaT, 00:00 means that no time is held."""
        return self.values(column).astype("datetime64[s]", copy=False)

    def number(self, column: str) -> Ints:
        """A number column; blank is −1."""
        return self.values(column).astype(np.int64, copy=False)

    def yes(self, column: str) -> Mask:
        """Rows where a yes/no column says yes."""
        return self.values(column) == 1

    def no(self, column: str) -> Mask:
        """Rows where a yes/no column says no."""
        return self.values(column) == 0

    def blank(self, column: str) -> Mask:
        """Rows where a column, of any kind, holds nothing."""
        if isinstance(self.columns[column], Text):
            return self.text(column).codes < 0
        values = self.values(column)
        return np.isnat(values) if values.dtype.kind == "M" else values == BLANK

    def filled(self, column: str) -> Mask:
        """Rows where a column, of any kind, holds something."""
        return ~self.blank(column)

    def says(self, column: str) -> Truth:
        """What a yes/no column says; for any other column whether it is filled."""
        held = self.columns[column]
        if not isinstance(held, Text) and held.dtype == np.int8:
            return self.values(column)
        return self.filled(column).astype(np.int8)

    def is_any(self, column: str, words: Sequence[str]) -> Mask:
        """Rows whose text is one of some words, written as the table holds them."""
        return self.text(column).is_any(words)

    def matches(self, column: str, pattern: str) -> Mask:
        """Rows whose text holds a regular expression, case ignored."""
        return self.text(column).matches(pattern)

    def words(self, column: str) -> Words:
        """A text column as Python strings; blank is the empty string."""
        return self.text(column).strings()

    def codes(self, column: str) -> Ints:
        """A text column as integers, −1 for blank; child_ref and address_ref compare between tables."""
        return self.text(column).codes.astype(np.int64, copy=False)

    def take(self, index: Ints) -> "Records":
        """The rows at some positions, in that order."""
        members = None
        if self.members is not None:
            i, j = pairs(index, self.members[0])
            members = i, self.members[1][j]
        return Records(self.table, self.columns, index if self.index is None else self.index[index], members)

    def take_or_blank(self, index: Ints, case: Ints) -> "Records":
        """For each case the row at a position, or a row that holds nothing where that is −1."""
        columns: dict[str, Column] = {}
        for name, held in self.columns.items():
            if isinstance(held, Text):
                columns[name] = self.text(name).take(index)
            else:
                blank = NO_DAY if held.dtype.kind == "M" else BLANK
                columns[name] = pick(self.values(name), index, blank)
        return Records(self.table, columns | {"case": case})

    def where(self, mask: Mask) -> "Records":
        """The rows that a mask marks, in file order."""
        return self.take(np.flatnonzero(mask))

    def having(self, **columns: Column) -> "Records":
        """The same rows with more columns, or others in their place."""
        held = {name: self.text(name) if isinstance(c, Text) else self.values(name) for name, c in self.columns.items()}
        return Records(self.table, held | columns, None, self.members)

    def makers(self) -> tuple[Ints, Ints]:
        """Pairs of a position and the record of a row that makes the thing there."""
        return self.members or (np.arange(len(self)), self.record)


def stacked(table: str, parts: Sequence[Mapping[str, Column]]) -> Records:
    """Records from several parts with the same columns, one after the other."""
    return Records(table, {name: together([part[name] for part in parts]) for name in parts[0]})


def together(pieces: Sequence[Any]) -> Column:
    """The pieces of one column, one after the other."""
    return Text.joined(pieces) if isinstance(pieces[0], Text) else np.concatenate(pieces)


class _Held(Mapping[str, Column]):
    """The columns of a frame, each turned into an array or text when it is first asked for."""

    def __init__(self, table: str, frame: pd.DataFrame, looked_at: LookedAt) -> None:
        self._table, self._frame, self._looked_at = table, frame, looked_at
        self._columns: dict[str, Column] = {}

    def __getitem__(self, name: str) -> Column:
        self._looked_at.note(self._table, name)
        if name not in self._columns:
            values = self._frame[name]
            self._columns[name] = Text.of_category(values) if values.dtype == "category" else self._array(values)
        return self._columns[name]

    def _array(self, values: pd.Series) -> npt.NDArray[Any]:
        held = values.to_numpy()
        # Days are asked for far more often than held: to turn them from seconds here is to do it once.
        return held.astype("datetime64[D]") if values.name in _DAYS[self._table] else held

    def __iter__(self) -> Iterator[str]:
        return iter(self._frame.columns)

    def __len__(self) -> int:
        return len(self._frame.columns)
