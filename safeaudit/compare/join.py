"""Lays the obligations of two audits beside each other by their stable id."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.types import union_categoricals

Positions = npt.NDArray[np.int64]
NONE = -1
SAME_THING = ["policy", "step", "crn", "event_number", "subject"]


@dataclass(frozen=True)
class Joined:
    """Every id that either audit has, once: those of the later audit in its order, then those it no longer has.

    `rows`: the obligations of both, the earlier audit's first. `before`, `after`: for each id its place in `rows`, −1
    where that audit lacks it. `partner`: where only one audit has the id, the place of the other audit's obligation
    of which this is the same, its trigger moved; else −1.
    """

    rows: pd.DataFrame
    before: Positions
    after: Positions
    partner: Positions

    def __len__(self) -> int:
        return len(self.before)

    @property
    def earlier(self) -> Positions:
        """What stood in the earlier audit: under the same id, or as the partner of an id that is new."""
        return np.where((self.before == NONE) & (self.after != NONE), self.partner, self.before)

    @property
    def latest(self) -> Positions:
        """The later audit's row, else the earlier one's: it says whose and where the obligation is."""
        return np.where(self.after == NONE, self.before, self.after)


def join(before: pd.DataFrame, after: pd.DataFrame, before_as_at: np.datetime64) -> Joined:
    """Join two audits' obligations; an id that an audit has more than once is told apart by its order."""
    found = pd.Index(_keys(before)).get_indexer(pd.Index(_keys(after)))
    has_later = np.zeros(len(before), dtype=bool)
    has_later[found[found != NONE]] = True
    gone = np.flatnonzero(~has_later)
    rows = stacked(before, after)
    of_before = np.concatenate([found, gone])
    of_after = np.concatenate([len(before) + np.arange(len(after)), np.full(len(gone), NONE)])
    partner = np.full(len(of_before), NONE)
    new = np.flatnonzero(found == NONE)
    _pair(rows, of_before, of_after, partner, (new, len(after) + np.arange(len(gone))), before_as_at)
    return Joined(rows, of_before, of_after, partner)


def stacked(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """One frame under the other; words that both have get one code."""
    columns = {}
    for name in before.columns:
        if isinstance(before[name].dtype, pd.CategoricalDtype):
            columns[name] = union_categoricals([before[name], after[name]])
        else:
            columns[name] = pd.concat([before[name], after[name]], ignore_index=True).array
    return pd.DataFrame(columns)


def _keys(rows: pd.DataFrame) -> pd.Series:
    ids = rows["obligation_id"]
    if ids.is_unique:
        return ids
    number = rows.groupby("obligation_id").cumcount()
    return ids.where(number == 0, ids + "#" + number.astype("str"))


def _pair(
    rows: pd.DataFrame,
    before: Positions,
    after: Positions,
    partner: Positions,
    only: tuple[Positions, Positions],
    before_as_at: np.datetime64,
) -> None:
    """Enter in `partner` what is new (`only[0]`) and gone (`only[1]`) for the same thing, once each.

    A gone obligation whose day had come, and a new one triggered since, are two things that happened, unless they bear
    the reference of one and the same row.
    """
    new, gone = only
    newly, formerly = after[new], before[gone]
    thing = rows.loc[np.concatenate([newly, formerly]), SAME_THING]
    number = thing.groupby(SAME_THING, observed=True, dropna=False, sort=False).ngroup().to_numpy()
    of_new, of_gone = number[: len(new)], number[len(new) :]
    once, place, counts = np.unique(of_new, return_index=True, return_counts=True)
    also, also_place, also_counts = np.unique(of_gone, return_index=True, return_counts=True)
    _, i, j = np.intersect1d(once[counts == 1], also[also_counts == 1], return_indices=True)
    i, j = place[counts == 1][i], also_place[also_counts == 1][j]
    trigger = rows["trigger_on"].to_numpy()
    seen_late = trigger[newly[i]] <= before_as_at
    slipped = ~(trigger[formerly[j]] <= before_as_at)  # or had no day yet
    kept = seen_late | slipped | _one_row(rows, newly[i])
    i, j = i[kept], j[kept]
    partner[new[i]], partner[gone[j]] = formerly[j], newly[i]


def _one_row(rows: pd.DataFrame, places: Positions) -> npt.NDArray[np.bool_]:
    """Whether the subject is the reference of a row: a kind or a code is borne by several cases of the step."""
    mine = rows.iloc[places]
    like = rows[rows["step"].isin(mine["step"]) & rows["subject"].isin(mine["subject"])]
    bearers = like.groupby(["step", "subject"], observed=True)["crn"].nunique()
    keys = pd.MultiIndex.from_frame(mine[["step", "subject"]].astype("str"))
    bearers.index = pd.MultiIndex.from_frame(bearers.index.to_frame().astype("str"))
    return mine["subject"].notna().to_numpy() & (bearers.reindex(keys).to_numpy() == 1)
