"""The two tables of counts that may leave the unit, by step and by team, and the obligations that they count."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import Mask
from safeaudit.reports.share.suppress import SMALLEST_SHOWN, suppress

# Verdicts taken together: the fewer the cells, the fewer must be hidden.
GROUPS = {
    "met": "met",
    "late": "late",
    "overdue": "not done",
    "breached": "not done",
    "pending": "in no rate",
    "exempt": "in no rate",
    "not assessable": "in no rate",
}
COLUMNS = ["met", "late", "not done", "in no rate"]
KEYS = ("step", "place")


@dataclass(frozen=True)
class Counted:
    """One table: `counts` (a row for each name, a column for each group of verdicts) and which cells are `hidden`."""

    counts: pd.DataFrame
    hidden: Mask

    def shown(self) -> pd.DataFrame:
        """The counts as they may be shown, hidden ones missing, with the total of each row and of each column."""
        shown = self.counts.astype("Int64").mask(self.hidden)
        shown["total"] = self.counts.sum(axis=1)
        totals = [*self.counts.sum(), int(self.counts.to_numpy().sum())]
        shown.loc["All"] = pd.array(totals, dtype="Int64")
        rate = shown["met"] / (shown["met"] + shown["late"] + shown["not done"])
        return shown.assign(rate=rate.astype("Float64"))


@dataclass(frozen=True)
class Shared:
    """`rows`: the obligations counted, with `group` and `place`; `steps`, `places`: the tables; `left_out`: by key, the
    names with too few obligations to be in any total."""

    rows: pd.DataFrame
    steps: Counted
    places: Counted
    left_out: dict[str, list[str]]


def shared(obligations: pd.DataFrame) -> Shared:
    """What can be shown of some obligations (the columns of the contract).

    Both tables count the same obligations, so that taking one's totals from the other's gives nothing; a step, team or
    group of verdicts that has too few, or whose small counts nothing could hide, is left out of both.
    """
    team, pdu = (obligations[name].astype("str").fillna("(none)") for name in ("team", "pdu"))
    rows = obligations.assign(group=obligations["verdict"].astype("str").map(GROUPS), place=pdu + ", " + team)
    rows = rows.assign(step=rows["step"].astype("str"))
    everything = {key: set(rows[key]) for key in (*KEYS, "group")}
    while True:
        kept = _large_enough(rows)
        tables = {key: _counted(kept, key) for key in KEYS}
        hopeless = pd.Series(False, index=kept.index)
        for key, (_, names) in tables.items():
            hopeless |= kept[key].isin(names)
        if not hopeless.any() and len(kept) == len(rows):
            left_out = {key: sorted(names - set(kept[key])) for key, names in everything.items()}
            return Shared(kept, tables["step"][0], tables["place"][0], left_out)
        rows = kept[~hopeless]


def _large_enough(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of steps, places and groups of verdicts with at least five obligations."""
    for key in (*KEYS, "group"):
        rows = rows[rows.groupby(key, observed=True)[key].transform("size") >= SMALLEST_SHOWN]
    return rows


def _counted(rows: pd.DataFrame, key: str) -> tuple[Counted, list[str]]:
    """The table by one key, and the names whose row cannot be shown."""
    counts = pd.crosstab(rows[key], rows["group"]).reindex(columns=COLUMNS, fill_value=0)
    hidden, hopeless = suppress(counts.to_numpy(dtype=np.int64))
    return Counted(counts, hidden), [str(name) for name in counts.index[hopeless]]
