"""The list of cases read before → those that are not to be read again so soon."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from dateutil.relativedelta import relativedelta

from safeaudit.errors import ExtractError
from safeaudit.extracts.contract import ColumnSpec, TableSpec
from safeaudit.extracts.small_file import read_small_file

TABLE = TableSpec("cases_read", (ColumnSpec("crn", "crn", required=True), ColumnSpec("read_on", "date", required=True)))
REMEDIES = {"bad-date": "write a date, such as 2026-10-31 or 31/10/2026", "missing-required": "fill it"}


def read_lately(path: Path, as_at: date, months: int) -> set[str]:
    """The CRNs of a list (columns crn, read_on) read in the last `months` months before as-at, or since.

    On the day so many months before as-at is no longer lately. ExtractError: a message for each mistake in the list.
    """
    held = read_small_file(path, TABLE, REMEDIES)
    if held.mistakes:
        raise ExtractError(*held.mistakes)
    since = np.datetime64(as_at - relativedelta(months=months), "s")
    return set(held.rows.loc[held.rows["read_on"] > since, "crn"].astype("str"))


def without(frame: pd.DataFrame, crns: set[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The cases of a frame that are none of some CRNs, and those that are."""
    read = frame["crn"].isin(crns)
    return frame[~read].reset_index(drop=True), frame[read].reset_index(drop=True)
