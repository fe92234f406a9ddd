"""Whose case each CRN is."""

import numpy as np

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
