"""What reading extracts gives: typed tables, data problems, and an account of what was and was not read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Source:
    """One file (`sheet` is blank) or worksheet that rows came from, and the contract columns that it held."""

    file: str
    sheet: str
    columns: frozenset[str]


@dataclass(frozen=True)
class Table:
    """The usable rows of one table.

    `rows`: in file order, every contract column in the contract's order, then `source` (int16, index into
    `sources`) and `row` (int32, the row that a spreadsheet shows). Dtypes: category for text, codes and words
    (missing = blank); datetime64[s] for dates (NaT = blank); int8 for yes/no (1, 0, −1 = not recorded); int32
    for numbers (−1 = blank). `unusable`: frame of `position` (int32, position in `rows`) and `column` (str):
    cells that were filled but could not be read; in `rows` they look blank. `date_ranges`: first and last day
    of each date column over all used rows, also those that `wanted_codes` left out of `rows`; a column
    without any date is absent.
    """

    name: str
    rows: "pd.DataFrame"
    sources: list[Source]
    unusable: "pd.DataFrame"
    date_ranges: Mapping[str, tuple[date, date]]

    def held(self, column: str) -> bool:
        """Tell whether any file of the table had the column, filled or not."""
        return any(column in source.columns for source in self.sources)

    def held_by_row(self, column: str) -> npt.NDArray[np.bool_]:
        """Tell for each row of `rows` whether the file it came from had the column."""
        by_source = np.array([column in source.columns for source in self.sources], dtype=bool)
        held: npt.NDArray[np.bool_] = by_source[self.rows["source"].to_numpy()]
        return held


@dataclass(frozen=True)
class InputSheet:
    """One file or worksheet that was read: rows_read = used + quarantined + duplicate.

    `size` is the file's, in bytes; `sha256` is hexadecimal, blank when hashes were not asked for.
    """

    file: str
    sheet: str
    table: str
    size: int
    sha256: str
    rows_read: int
    used: int
    quarantined: int
    duplicate: int


@dataclass(frozen=True)
class NotRead:
    """A file, worksheet or column (the last that is not blank) that was passed over, and why."""

    file: str
    sheet: str
    column: str
    why: str


@dataclass(frozen=True)
class Remark:
    """How a file, worksheet or column (of the contract; blank for the whole) was read where that is not plain."""

    file: str
    sheet: str
    column: str
    said: str


@dataclass(frozen=True)
class ColumnProfile:
    """What a column holds in the rows of the files that have it.

    `rows` = filled + `blank` + `unreadable`. `counts`: rows for each code or word, unreadable ones too, most frequent
    first, where the column is one of codes. `months`: rows for each month, such as 2026-09, of a date column.
    """

    rows: int
    blank: int
    unreadable: int
    counts: Mapping[str, int]
    months: Mapping[str, int]


@dataclass(frozen=True)
class Extracts:
    """Everything that was read: see the architecture's "Between the packages".

    `problems` has the columns table, file, sheet, row (int32), column, value, kind, reason, effect
    (categories but `row`), in file order; after those found in reading come those between tables. `remarks`: such as
    the heading that a column was read from. `profiles`: for each table what its columns hold, where that was asked for.
    """

    tables: dict[str, Table]
    problems: "pd.DataFrame"
    inputs: list[InputSheet]
    not_read: list[NotRead]
    remarks: list[Remark] = field(default_factory=list)
    profiles: Mapping[str, Mapping[str, ColumnProfile]] = field(default_factory=dict)
