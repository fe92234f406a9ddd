"""Rates over months: one audit for each month, and a rate for each theme or team in it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from safeaudit.history.entry import VERDICTS
from safeaudit.history.read import Series
from safeaudit.reports.headline import IN_THE_RATE


@dataclass(frozen=True)
class Months:
    """A series with the last audit of each month.

    `audits`: as in `Series`, one for each month, with `sums`: the counts of each verdict, and met and due. `totals`: of
    those audits, and of the PDUs and teams asked for. `passed_over`: how many audits of those months are not shown.
    """

    series: Series
    audits: pd.DataFrame
    totals: pd.DataFrame
    passed_over: int


def months_of(series: Series, pdus: Sequence[str], teams: Sequence[str]) -> Months:
    """The last audit of each month, of some PDUs and teams or of all; earlier ones of a month are counted."""
    months = series.audits["as_at"].dt.to_period("M")
    audits = series.audits[~months.duplicated(keep="last")].reset_index(drop=True)
    totals = of_places(series.totals[series.totals["audit"].isin(audits["audit"])], pdus, teams)
    sums = totals.groupby("audit")[VERDICTS].sum().reindex(audits["audit"], fill_value=0).reset_index(drop=True)
    audits = audits.join(sums.assign(due=sums[IN_THE_RATE].sum(axis=1)))
    return Months(series, audits, totals, len(series.audits) - len(audits))


def of_places(totals: pd.DataFrame, pdus: Sequence[str], teams: Sequence[str]) -> pd.DataFrame:
    """The totals (see `Series`) of some PDUs and teams, or of all."""
    for column, wanted in (("pdu", pdus), ("team", teams)):
        if wanted:
            asked = [name.strip().casefold() for name in wanted]
            totals = totals[totals[column].str.strip().str.casefold().isin(asked)]
    return totals


def rates_of(months: Months, columns: Sequence[str]) -> pd.DataFrame:
    """Met and due of each theme or place in each audit: `columns`, audit, met, due; in the order of the audits."""
    counts = months.totals.groupby([*columns, "audit"], as_index=False)[IN_THE_RATE].sum()
    counts = counts.assign(due=counts[IN_THE_RATE].sum(axis=1))[[*columns, "audit", "met", "due"]]
    order = {audit: place for place, audit in enumerate(months.audits["audit"])}
    return counts.sort_values([*columns, "audit"], key=lambda c: c.map(order) if c.name == "audit" else c)


def changed_themes(months: Months) -> set[str]:
    """The themes of which a step's meaning changed between two of the months shown."""
    steps = months.series.steps
    steps = steps[steps["audit"].isin(months.audits["audit"])]
    meanings = steps.groupby(["theme", "policy", "step"])["fingerprint"].nunique()
    return set(meanings.index[meanings > 1].get_level_values("theme"))
