"""The responsible officer and place of each obligation (`outputs.md`, staff_code, team, pdu)."""

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import Ints, day_number, first_of_each
from safeaudit.facts.cases import case_row, open_from
from safeaudit.facts.known import Falls, Known

PLACES = ("staff_code", "team", "pdu")


def places(known: Known, falls: Falls) -> pd.DataFrame:
    """staff_code, team and pdu for each: of a case from `cases`, of staff from `staff`, of a PDU its own name."""
    if falls.things.table == "staff":
        return falls.things.frame[list(PLACES)].reset_index(drop=True)
    if falls.things.table == "units":
        is_pdu = falls.things.is_any("kind", ["pdu"])
        blank = pd.Series(pd.Categorical([None] * len(falls), categories=pd.Index([], dtype=object)))
        unit = falls.things.frame["unit"].reset_index(drop=True)
        return pd.DataFrame({"staff_code": blank, "team": blank, "pdu": unit.where(is_pdu)})
    return known.caseload["cases"].frame[list(PLACES)].iloc[_row_of(known, falls)].reset_index(drop=True)


def _row_of(known: Known, falls: Falls) -> Ints:
    """The row of `cases` of the event; without one, the open row with the latest sentence_date, else the latest row."""
    own = case_row(known, falls.case, falls.event)
    return np.where(own >= 0, own, _current_row(known)[falls.case])


def _current_row(known: Known) -> Ints:
    rows = known.caseload["cases"]
    begun = ~(open_from(known) > known.as_at)
    is_open = begun & ~(rows.day("supervision_end") <= known.as_at)
    order = np.arange(len(rows))
    return first_of_each(rows.case, known.cases, ~is_open, -day_number(rows.day("sentence_date")), -order)
