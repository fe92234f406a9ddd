"""Between two audits of a period: the steps whose rate changed most."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from safeaudit.history.read import Series
from safeaudit.reports.headline import IN_THE_RATE
from safeaudit.reports.history.tables import of_places

MOST = 5
ENOUGH = 10  # with fewer due at either end one case more or less would move the rate by more than ten points


@dataclass(frozen=True)
class Trend:
    """The first and the last audit of a period, and the steps of both.

    `filters`: of the series. `first`, `last`: their as-at days, None where the period has fewer than two audits.
    `steps`: those with enough due at both ends, the greatest change first: policy, step, title, met_first, due_first,
    met_last, due_last, change (of the share, −1 to 1), other_rules (the step's meaning changed in between). `few`: how
    many have too few due at one end; `one_end`: how many have something due at one end alone.
    """

    filters: dict[str, list[str]]
    marking: str
    first: date | None
    last: date | None
    steps: pd.DataFrame
    few: int
    one_end: int

    @property
    def changed_most(self) -> pd.DataFrame:
        """The steps that changed most; fewer where fewer changed at all."""
        return self.steps[self.steps["change"] != 0].head(MOST)


def trend_of(series: Series, pdus: Sequence[str], teams: Sequence[str], first: date, last: date) -> Trend:
    """How the steps' rates changed from the first to the last audit as at a day of a period, both ends included."""
    day = series.audits["as_at"]
    audits = series.audits[(day >= pd.Timestamp(first)) & (day <= pd.Timestamp(last))]
    ends = audits.iloc[[0, -1]] if len(audits) > 1 else audits.head(0)
    totals = of_places(series.totals, pdus, teams)
    rates = [_rates(totals, series.steps, audit) for audit in ends["audit"]] or [_rates(totals, series.steps, -1)] * 2
    both = rates[0].merge(rates[1], on=["policy", "step"], how="outer", suffixes=("_first", "_last"))
    at_both = both[["due_first", "due_last"]].gt(0).all(axis=1)
    enough = both[["due_first", "due_last"]].ge(ENOUGH).all(axis=1)
    steps = both[enough].astype(dict.fromkeys(("met_first", "due_first", "met_last", "due_last"), "int64"))
    change = steps["met_last"] / steps["due_last"] - steps["met_first"] / steps["due_first"]
    steps = steps.assign(
        change=change,
        title=steps["title_last"],
        other_rules=steps["fingerprint_first"] != steps["fingerprint_last"],
        size=change.abs().round(9),
    )
    steps = steps.sort_values(["size", "due_last", "step"], ascending=[False, False, True], ignore_index=True)
    columns = ["policy", "step", "title", "met_first", "due_first", "met_last", "due_last", "change", "other_rules"]
    days = [value.date() for value in ends["as_at"]] or [None, None]
    return Trend(
        dict(series.filters),
        str(series.audits["marking"].iloc[-1]),
        days[0],
        days[1],
        steps[columns],
        int((at_both & ~enough).sum()),
        int((both[["due_first", "due_last"]].gt(0).any(axis=1) & ~at_both).sum()),
    )


def _rates(totals: pd.DataFrame, steps: pd.DataFrame, audit: int) -> pd.DataFrame:
    """Met and due of each step in one audit: policy, step, title, fingerprint, met, due."""
    counts = totals[totals["audit"] == audit].groupby(["policy", "step"], as_index=False)[IN_THE_RATE].sum()
    counts = counts.assign(due=counts[IN_THE_RATE].sum(axis=1))[["policy", "step", "met", "due"]]
    told = steps.loc[steps["audit"] == audit, ["policy", "step", "title", "fingerprint"]]
    # As objects: pandas cannot join text columns without a row.
    keys = {"policy": object, "step": object}
    return counts.astype(keys).merge(told.astype(keys), on=["policy", "step"])
