"""Exceptions by place, and what the rate of each step rests on."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from safeaudit.reports.headline import IN_THE_RATE
from safeaudit.reports.obligation_table import EXCEPTIONS, ranked


def exceptions_by(obligations: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """One row for each place (or whatever `columns` hold) with an exception, in their order.

    Columns: `columns`, overdue, breached, late, exceptions (their sum), met, due.
    """
    keys = list(columns)
    places, counts = _counted(obligations, keys, ranked(obligations["verdict"], IN_THE_RATE), len(IN_THE_RATE))
    table = pd.DataFrame(counts, columns=IN_THE_RATE)
    table = places.assign(**table, exceptions=table[EXCEPTIONS].sum(axis=1), due=table[IN_THE_RATE].sum(axis=1))
    found = table[table["exceptions"] > 0].sort_values(keys, ignore_index=True)
    return found[[*columns, *EXCEPTIONS, "exceptions", "met", "due"]]


def basis_of_steps(obligations: pd.DataFrame, steps: pd.DataFrame) -> list[str]:
    """For each row of `steps`: `policy`, `benchmark`, `policy and benchmark`, blank without obligations."""
    kinds = ["policy", "benchmark"]
    found, counts = _counted(obligations, ["policy", "step"], ranked(obligations["basis"], kinds), len(kinds))
    words = [" and ".join(kind for kind, count in zip(kinds, row, strict=True) if count) for row in counts]
    bases = dict(zip(zip(found["policy"], found["step"], strict=True), words, strict=True))
    return [bases.get(key, "") for key in zip(steps["policy"], steps["step"], strict=True)]


def _counted(
    obligations: pd.DataFrame, keys: Sequence[str], kind: npt.NDArray[np.int64], kinds: int
) -> tuple[pd.DataFrame, npt.NDArray[np.int64]]:
    """Each different row of the text columns `keys` (blank as ""), and how many of its obligations are of each kind."""
    group = np.zeros(len(obligations), dtype=np.int64)
    columns = [obligations[key].astype("category").cat for key in keys]
    for column in columns:
        group = group * (len(column.categories) + 1) + column.codes.to_numpy() + 1
    number, groups = pd.factorize(group, sort=True)
    places = {}
    for key, column in reversed(list(zip(keys, columns, strict=True))):
        groups, code = np.divmod(groups, len(column.categories) + 1)
        places[key] = np.append("", column.categories.to_numpy(dtype=object))[code]
    cell = (number * kinds + kind)[kind >= 0]
    counts = np.bincount(cell, minlength=len(groups) * kinds).reshape(-1, kinds)
    return pd.DataFrame({key: places[key] for key in keys}), counts
