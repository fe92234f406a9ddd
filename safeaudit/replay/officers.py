"""The responsible officer and place of each obligation (`outputs.md`, staff_code, team, pdu)."""

import numpy as np

from safeaudit.caseload.arrays import Ints, day_number, first_of_each
from safeaudit.caseload.text import Text
from safeaudit.facts.cases import case_row, open_from
from safeaudit.facts.known import Falls, Known, once

PLACES = ("staff_code", "team", "pdu")


def places(known: Known, falls: Falls) -> dict[str, Text]:
    """staff_code, team and pdu for each: of a case from `cases`, of staff from `staff`, of a PDU its own name."""
    things = falls.things
    if things.table == "staff":
        return {column: things.text(column) for column in PLACES}
    if things.table == "units":
        pdus = np.where(things.is_any("kind", ["pdu"]), np.arange(len(falls)), -1)
        return {
            "staff_code": Text.blank(len(falls)),
            "team": Text.blank(len(falls)),
            "pdu": things.text("unit").take(pdus),
        }
    row = _row_of(known, falls)
    return {column: known.caseload["cases"].text(column).take(row) for column in PLACES}


def _row_of(known: Known, falls: Falls) -> Ints:
    """The row of `cases` of the event; without one, the open row with the latest sentence_date, else the latest row."""
    current = current_row(known)[falls.case]
    if not falls.things.has("event_number"):
        return current
    own = case_row(known, falls.case, falls.event)
    return np.where(own >= 0, own, current)


@once
def current_row(known: Known) -> Ints:
    """For each CRN its row of `cases` open at as-at with the latest sentence_date, else its latest row."""
    rows = known.caseload["cases"]
    begun = ~(open_from(known) > known.as_at)
    is_open = begun & ~(rows.day("supervision_end") <= known.as_at)
    order = np.arange(len(rows))
    return first_of_each(rows.case, known.cases, ~is_open, -day_number(rows.day("sentence_date")), -order)
