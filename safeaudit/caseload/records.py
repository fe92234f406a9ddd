"""Rows of one table, or of a list derived from tables, as they were known at the as-at date."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from safeaudit.caseload.arrays import BLANK, Days, Ints, Mask, Words, pairs


@dataclass(frozen=True)
class Records:
    """Rows in file order.

    `frame` has the columns of the table (dtypes as in `docs/architecture.md`), and
    `case` (int: which CRN, −1 for none) and `record` (int: which row of which file, for the evidence).
    Where several rows make one thing (siblings on a plan are one spell), `members` pairs positions in the frame with the
    records of all those rows.
    """

    table: str
    frame: pd.DataFrame
    members: tuple[Ints, Ints] | None = None

    def __len__(self) -> int:
        return len(self.frame)

    @cached_property
    def case(self) -> Ints:
        """Which CRN each row belongs to, as an integer; −1 for none."""
        return self.frame["case"].to_numpy(dtype=np.int64)

    @cached_property
    def record(self) -> Ints:
        """Which row of the extracts each row is."""
        return self.frame["record"].to_numpy(dtype=np.int64)

    def has(self, column: str) -> bool:
        """Say whether there is such a column at all."""
        return column in self.frame.columns

    def day(self, column: str) -> Days:
        """A date column as days; blank is NaT."""
        return self.frame[column].to_numpy().astype("datetime64[D]")

    def moment(self, column: str) -> npt.NDArray[np.datetime64]:
        """A date-time column to the second, UK local; blank is NaT, 00:00 means that no time is held."""
        return self.frame[column].to_numpy().astype("datetime64[s]")

    def number(self, column: str) -> Ints:
        """A number column; blank is −1."""
        return self.frame[column].to_numpy(dtype=np.int64)

    def yes(self, column: str) -> Mask:
        """Rows where a yes/no column says yes."""
        return self.frame[column].to_numpy() == 1

    def no(self, column: str) -> Mask:
        """Rows where a yes/no column says no."""
        return self.frame[column].to_numpy() == 0

    def blank(self, column: str) -> Mask:
        """Rows where a column, of any kind, holds nothing."""
        values = self.frame[column]
        if values.dtype.kind in "iu":
            return values.to_numpy() == BLANK
        return values.isna().to_numpy()

    def filled(self, column: str) -> Mask:
        """Rows where a column, of any kind, holds something."""
        return ~self.blank(column)

    def is_any(self, column: str, words: Sequence[str]) -> Mask:
        """Rows whose text is one of some words, written as the table holds them."""
        values = self.frame[column]
        known = values.cat.categories.get_indexer(list(words))
        return np.isin(values.cat.codes.to_numpy(), known[known >= 0])

    def matches(self, column: str, pattern: str) -> Mask:
        """Rows whose text holds a regular expression, case ignored; each different text is looked at once."""
        values = self.frame[column].cat
        hits = values.categories.str.contains(pattern, case=False, regex=True)
        return np.append(np.asarray(hits, dtype=bool), False)[values.codes.to_numpy()]

    def words(self, column: str) -> Words:
        """A text column as Python strings; blank is the empty string."""
        if self.frame[column].dtype != "category":
            return self.frame[column].to_numpy(dtype=object)
        values = self.frame[column].cat
        texts = np.append(values.categories.to_numpy(dtype=object), "")
        return texts[values.codes.to_numpy()]

    def codes(self, column: str) -> Ints:
        """A text column as integers, −1 for blank; child_ref and address_ref compare between tables."""
        return self.frame[column].cat.codes.to_numpy(dtype=np.int64)

    def take(self, index: Ints) -> "Records":
        """The rows at some positions, in that order."""
        members = None
        if self.members is not None:
            i, j = pairs(index, self.members[0])
            members = i, self.members[1][j]
        return Records(self.table, self.frame.take(index), members)

    def makers(self) -> tuple[Ints, Ints]:
        """Pairs of a position and the record of a row that makes the thing there."""
        return self.members or (np.arange(len(self)), self.record)

    def where(self, mask: Mask) -> "Records":
        """The rows that a mask marks, in file order."""
        return self.take(np.flatnonzero(mask))
