"""On which days a case is open, when it started, and which children are of age by a day."""

import numpy as np

from safeaudit.caseload.arrays import (
    Days,
    Ints,
    Mask,
    any_of_each,
    day_number,
    filled,
    first_of_each,
    pairs,
    pick_day,
)
from safeaudit.clock.spans import Span, Unit, add
from safeaudit.facts.cases import open_from
from safeaudit.facts.known import Known

ADULT = Span(18, Unit.YEARS)


def _open_rows(known: Known, case: Ints, day: Days) -> tuple[Ints, Ints]:
    """Pairs of a case and a day, by position, and a row of `cases` that is open then."""
    rows = known.caseload["cases"]
    i, j = pairs(case, rows.case)
    is_open = ~(open_from(known)[j] > day[i]) & ~(rows.day("supervision_end")[j] <= day[i])
    return i[is_open], j[is_open]


def open_on(known: Known, case: Ints, day: Days) -> Mask:
    """For each CRN and day: open then, by one of its rows."""
    i, _ = _open_rows(known, case, day)
    return any_of_each(i, len(case), np.ones(len(i), dtype=bool)) & filled(day)


def case_start_rows(known: Known, case: Ints, day: Days) -> tuple[Ints, Ints]:
    """Pairs of a CRN, by position, and a row of `cases` that its case start on the day is taken from.

    Left out: rows with neither sentence_date nor supervision_start, and fines and discharges without supervision.
    """
    rows = known.caseload["cases"]
    i, j = _open_rows(known, case, day)
    fined = rows.matches("sentence_type", "fine|discharge") & ~filled(rows.day("supervision_start"))
    counts = filled(open_from(known)[j]) & ~fined[j]
    return i[counts], j[counts]


def case_start(known: Known, case: Ints, day: Days) -> Days:
    """For each CRN its case start on a day; blank for none."""
    i, j = case_start_rows(known, case, day)
    start = open_from(known)[j]
    return pick_day(start, first_of_each(i, len(case), day_number(start)))


def of_age_by(known: Known, born: Days, day: Days) -> Mask:
    """The 18th birthday is on or before the day."""
    return add(born, ADULT, known.calendar) <= day
