"""Exceptions by place, and what the rate of each step rests on."""

from collections.abc import Sequence

import pandas as pd

from safeaudit.reports.headline import IN_THE_RATE
from safeaudit.reports.obligation_table import EXCEPTIONS


def exceptions_by(obligations: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """One row for each place (or whatever `columns` hold) with an exception, in their order.

    Columns: `columns`, overdue, breached, late, exceptions (their sum), met, due.
    """
    keys = [obligations[column].astype("str").fillna("") for column in columns]
    counts = pd.crosstab(keys, obligations["verdict"].astype("str"))
    counts = counts.reindex(columns=[*EXCEPTIONS, "met"], fill_value=0)
    counts.index.names = list(columns)
    counts = counts.assign(exceptions=counts[EXCEPTIONS].sum(axis=1), due=counts[IN_THE_RATE].sum(axis=1))
    found = counts[counts["exceptions"] > 0].reset_index()
    return found[[*columns, *EXCEPTIONS, "exceptions", "met", "due"]]


def basis_of_steps(obligations: pd.DataFrame, steps: pd.DataFrame) -> list[str]:
    """For each row of `steps`: `policy`, `benchmark`, `policy and benchmark`, blank without obligations."""
    found = obligations.groupby(["policy", "step"], observed=True)["basis"].unique()
    bases = {key: " and ".join(sorted(map(str, held), reverse=True)) for key, held in found.items()}
    return [bases.get(key, "") for key in zip(steps["policy"], steps["step"], strict=True)]
