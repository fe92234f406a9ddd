"""What was so of a case on a day: open, in custody, a victim case, a register active (6.8, 6.17, 14.7)."""

import numpy as np

from safeaudit.caseload.arrays import (
    Days,
    Ints,
    Mask,
    Truth,
    any_of_each,
    day_number,
    filled,
    first_of_each,
    pairs,
    pick_day,
    truth,
)
from safeaudit.facts.cases import serving
from safeaudit.facts.known import Falls, Known, once
from safeaudit.facts.registry import truth_of


def register_active_on(known: Known, case: Ints, day: Days, *registers: str) -> Mask:
    """One of the registers was active for each CRN on its day."""
    i, _ = registrations_active_on(known, case, day, *registers)
    return any_of_each(i, len(case), np.ones(len(i), dtype=bool))


def registrations_active_on(known: Known, case: Ints, day: Days, *registers: str) -> tuple[Ints, Ints]:
    """Pairs of a CRN's position and the record of a registration that was active on its day."""
    rows = known.caseload["registrations"]
    rows = rows.where(rows.is_any("register", registers))
    i, j = pairs(case, rows.case)
    fits = (rows.day("start")[j] <= day[i]) & ~(rows.day("end")[j] <= day[i])
    return i[fits], rows.record[j[fits]]


@once
def in_custody_of_case(known: Known) -> Truth:
    """For each CRN: one of its rows says in custody; unknown where every row leaves it blank."""
    rows = known.caseload["cases"]
    said = any_of_each(rows.case, known.cases, rows.filled("in_custody"))
    return truth(serving(known), ~said)


@truth_of
def in_custody_if_said(known: Known, falls: Falls) -> Truth:
    """A row of the case says in custody (in_custody = Y); with all left blank, nobody can tell."""
    return in_custody_of_case(known)[falls.case]


@truth_of
def victim_case_on_the_day(known: Known, falls: Falls) -> Truth:
    """It was a victim case on that day (the register INVI was active)."""
    return truth(register_active_on(known, falls.case, falls.trigger, "INVI"))


def earliest_of(group: Ints, size: int, days: Days) -> Days:
    """For each group the earliest of its days; blank for none."""
    given = filled(days)
    days, group = days[given], group[given]
    return pick_day(days, first_of_each(group, size, day_number(days)))
