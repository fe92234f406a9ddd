"""Exceptions by place, and what the rate of each step rests on."""

from collections.abc import Sequence

import pandas as pd

from safeaudit.reports.headline import IN_THE_RATE
from safeaudit.reports.obligation_table import EXCEPTIONS


def exceptions_by(obligations: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """One row for each place (or whatever `columns` hold) with an exception, in their order.

    Columns: `columns`, overdue, breached, late, exceptions (their sum), met, due.
    """
    keys = list(columns)
    counts = obligations.groupby([*keys, "verdict"], observed=True, dropna=False).size().unstack(fill_value=0)
    counts = counts.reindex(columns=[*EXCEPTIONS, "met"], fill_value=0)
    counts = counts.assign(exceptions=counts[EXCEPTIONS].sum(axis=1), due=counts[IN_THE_RATE].sum(axis=1))
    found = counts[counts["exceptions"] > 0].reset_index()
    found[keys] = found[keys].astype("str").fillna("")
    found = found.sort_values(keys, ignore_index=True)
    return found[[*columns, *EXCEPTIONS, "exceptions", "met", "due"]]


def basis_of_steps(obligations: pd.DataFrame, steps: pd.DataFrame) -> list[str]:
    """For each row of `steps`: `policy`, `benchmark`, `policy and benchmark`, blank without obligations."""
    held = obligations.groupby(["policy", "step", "basis"], observed=True).size().reset_index()
    bases: dict[tuple[str, str], str] = {}
    for policy, step, basis in sorted(held[["policy", "step", "basis"]].itertuples(index=False), reverse=True):
        bases[policy, step] = f"{bases[policy, step]} and {basis}" if (policy, step) in bases else str(basis)
    return [bases.get(key, "") for key in zip(steps["policy"], steps["step"], strict=True)]
