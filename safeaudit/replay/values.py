"""The readable values that an unreadable cell might have held, for the replay of what might have been."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import NO_DAY, Days, Ints
from safeaudit.caseload.as_at import ROW_DATES
from safeaudit.caseload.caseload import Rows
from safeaudit.extracts.contract import TABLES

# The column that says whose row it is.
OWNERS = {"staff": "staff_code", "training": "staff_code", "units": "unit"}
# Days before and after another day on which some window, limit or interval of the policy turns.
NEAR = (-1, 0, 1)
TURNS = (
    2,
    3,
    5,
    7,
    10,
    14,
    15,
    16,
    21,
    22,
    28,
    29,
    30,
    31,
    42,
    43,
    45,
    90,
    92,
    93,
    183,
    365,
    366,
    367,
    731,
    1096,
    1097,
)
FAR = ("1990-01-01", "2013-06-05", "2099-12-30")
TIMES = np.array([0, 1, 12 * 60, 23 * 60 + 59], dtype="timedelta64[m]")


@dataclass(frozen=True)
class Cell:
    """An unreadable cell: its table, column, row and the owner of the row (CRN, staff code or unit)."""

    table: str
    column: str
    record: int
    owner: str


@dataclass(frozen=True)
class Surroundings:
    """What is known of the owners of unreadable cells: some CRNs, staff and units."""

    as_at: date
    rows: Rows
    owners: Sequence[str]

    @cached_property
    def days(self) -> dict[str, Days]:
        """All the dates that each owner's rows hold."""
        owner_of, day_of = [], []
        for table, spec in TABLES.items():
            frame = self.rows.frames[table]
            at, owner = rows_of(frame, OWNERS.get(table, "crn"), self.owners)
            for column in spec.columns:
                if column.kind in ("date", "datetime"):
                    owner_of.append(owner)
                    day_of.append(frame[column.name].to_numpy()[at].astype("datetime64[D]"))
        days = pd.Series(np.concatenate(day_of), index=np.concatenate(owner_of)).dropna().groupby(level=0)
        return {self.owners[int(str(n))]: theirs.to_numpy().astype("datetime64[D]") for n, theirs in days}

    @cached_property
    def events(self) -> dict[str, list[int]]:
        """The event numbers of each owner that is a CRN."""
        cases = self.rows.frames["cases"]
        at, owner = rows_of(cases, "crn", self.owners)
        events = pd.Series(cases["event_number"].to_numpy()[at], index=owner).groupby(level=0)
        return {self.owners[int(str(n))]: sorted(set(theirs)) for n, theirs in events}


def rows_of(frame: pd.DataFrame, column: str, owners: Sequence[str]) -> tuple[Ints, Ints]:
    """The positions of the rows that belong to some CRNs, staff or units, and for each the number of its owner."""
    values = frame[column].cat
    # Looked up in the categories, which tables share, and which then remember how to find a word.
    number = np.full(len(values.categories) + 1, -1)
    place = values.categories.get_indexer(pd.Index(owners, dtype=object))
    number[place[place >= 0]] = np.flatnonzero(place >= 0)
    owner = number[values.codes.to_numpy()]
    at = np.flatnonzero(owner >= 0)
    return at, owner[at]


def first_values(cell: Cell, around: Surroundings) -> Iterator[Any]:
    """A few values that settle most questions: every word of a list, and days long ago, about as-at and far ahead."""
    column = TABLES[cell.table].column(cell.column)
    if column.kind == "yes-no":
        yield from (1, 0)
    elif column.kind == "word":
        yield from sorted(set(column.words.values()))
    elif column.kind == "number":
        yield from [*around.events.get(cell.owner, []), 999]
    elif column.kind in ("date", "datetime"):
        near = np.datetime64(around.as_at, "D") + np.array([-800, -200, -35, -2, -1, 0, 1, 35, 400])
        yield from _allowed(cell, around, np.append(np.array(FAR, dtype="datetime64[D]"), near))


def more_values(cell: Cell, around: Surroundings) -> Iterator[Any]:
    """For a date every day on which the verdict could turn: about each date of the owner and about as-at."""
    kind = TABLES[cell.table].column(cell.column).kind
    if kind not in ("date", "datetime"):
        return
    theirs = around.days.get(cell.owner, np.full(0, NO_DAY))
    anchors = np.unique(np.append(theirs, np.datetime64(around.as_at, "D")))
    steps = np.array([*(-turn for turn in TURNS), *NEAR, *TURNS])
    days = _allowed(cell, around, np.unique(anchors[:, None] + steps[None, :]))
    if kind == "date":
        yield from days
    else:
        yield from np.unique(days.astype("datetime64[s]")[:, None] + TIMES[None, :])


def _allowed(cell: Cell, around: Surroundings, days: Days) -> Days:
    """A day that would hide the whole row is no question of the row's verdict."""
    if ROW_DATES.get(cell.table) == cell.column:
        return days[days <= np.datetime64(around.as_at, "D")]
    return days
