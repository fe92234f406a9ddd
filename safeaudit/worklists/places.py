"""Whose case each CRN is, and which rows of a list a report was asked for."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from safeaudit.audit import Filters
from safeaudit.caseload.arrays import Ints, Words
from safeaudit.facts.known import Known
from safeaudit.replay.officers import PLACES, current_row


def places_of(known: Known, case: Ints) -> dict[str, Words]:
    """staff_code, team and pdu of each CRN: of its row of `cases` open at as-at with the latest sentence, else the
    latest row."""
    rows, row = known.caseload["cases"], current_row(known)[case]
    return {column: rows.text(column).take(row).strings() for column in PLACES}


def crns_of(known: Known, case: Ints) -> Words:
    """The CRN of each case."""
    return np.append(known.caseload.crns.to_numpy(dtype=object), "")[case]


def asked_for(rows: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """The rows of the PDUs, teams and officers that a report was asked for (columns pdu, team, staff_code)."""
    for column, wanted in (("pdu", filters.pdus), ("team", filters.teams), ("staff_code", filters.officers)):
        if wanted:
            rows = rows[rows[column].str.strip().str.casefold().isin(_folded(wanted))]
    return rows.reset_index(drop=True)


def _folded(names: Sequence[str]) -> set[str]:
    return {name.strip().casefold() for name in names}
