"""What one worksheet holds, before it is written: marking, title, notes, and one table of whole columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

MOST_ROWS = 1_048_576 - 20  # what Excel holds, less the marking, title, notes and header

Kind = Literal[
    "text",
    "date",
    "number",
    "plain number",
    "number with half",
    "share",
    "count or hidden",
    "share or hidden",
    "verdict",
    "text to fill in",
    "date to fill in",
    "choice to fill in",
    "looked up",
]

NUMBERS: tuple[Kind, ...] = (
    "number",
    "plain number",
    "number with half",
    "share",
    "count or hidden",
    "share or hidden",
)
# What stands for a number that may not be shown, as government statistics write it.
HIDDEN = "[c]"


@dataclass(frozen=True)
class Column:
    """One column of a sheet: its heading, which column of the frame it shows, how it is written, width.

    `choices`: of a column to be filled in, the words to choose from. `looks_up`: of one that is looked up, which
    column of the frame it follows, and the two columns of cells (`'Scale'!$A$5:$B$9`) where it finds what to show.
    """

    heading: str
    source: str
    kind: Kind
    width: int
    choices: tuple[str, ...] = ()
    looks_up: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Chart:
    """A bar chart beside the table: title, the same in words, which columns it shows, and from which row to which."""

    title: str
    words: str
    names: str
    values: str
    first: int
    last: int


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, the name of its Excel table, a title and notes for the reader, and what it shows.

    `keep`: how many of the first columns stay in sight when scrolling to the right. `printed`: how many are
    printed, 0 for all; the rest, which says where a row comes from, would make print too small to read.
    `whole`: the file beside the workbook that holds every row, for where Excel cannot. `none`: what is said in place of
    a table without rows. `one_page`: printed on one upright page.
    """

    name: str
    table: str
    title: str
    notes: tuple[str, ...]
    columns: Sequence[Column]
    rows: pd.DataFrame
    keep: int = 0
    printed: int = 0
    whole: str = "obligations.csv"
    none: str = "None."
    chart: Chart | None = None
    one_page: bool = False

    @property
    def shown(self) -> pd.DataFrame:
        """The rows that Excel can hold."""
        return self.rows.head(MOST_ROWS)

    def lines_above(self, marking: str, only: str = "") -> list[str]:
        """What stands above the table, a line to a row: marking, title and notes, also of what is left out."""
        lines = [marking, self.title, *([only] if only else []), *self.notes]
        left_out = len(self.rows) - MOST_ROWS
        if left_out > 0:
            lines.append(
                f"Excel holds no more: the last {left_out:,} of {len(self.rows):,} rows are left out here; "
                f"{self.whole} beside this workbook holds them all."
            )
        if self._has_blanks and not any("blank" in line.lower() for line in lines):
            lines.append("A blank cell: nothing is recorded, or nothing applies.")
        if self.printed and len(self.rows):
            lines.append(f"Print shows the columns up to {self.columns[self.printed - 1].heading}.")
        return lines

    @property
    def _has_blanks(self) -> bool:
        columns = [self.rows[column.source] for column in self.columns if not column.kind.endswith("or hidden")]
        return any(bool((cells.isna() | (cells == "")).any()) for cells in columns)
