"""Facts about transfers: when one was agreed, and from youth justice to adult services (6.6, 21.1)."""

import numpy as np

from safeaudit.caseload.arrays import YES, Days, Truth, day_number, filled, first_of_each, pick_day, truth
from safeaudit.facts.case_days import of_age_by
from safeaudit.facts.known import Falls, Known, once
from safeaudit.facts.registry import date_of, truth_of


@truth_of
def agreed_by_the_change(known: Known, falls: Falls) -> Truth:
    """The transfer was agreed on or before the day of the change."""
    return truth(falls.things.day("agreed_on") <= falls.things.day("changed_on"))


@date_of
def transfer_agreed_or_made(known: Known, falls: Falls) -> Days:
    """The day in agreed_on, or where that is blank or after changed_on, in changed_on."""
    agreed = agreed_by_the_change(known, falls) == YES
    return np.where(agreed, falls.things.day("agreed_on"), falls.things.day("changed_on"))


@truth_of
def from_youth_to_adult(known: Known, falls: Falls) -> Truth:
    """A transfer from youth justice to adult services."""
    return truth(falls.things.is_any("kind", ["yta"]))


@once
def _born(known: Known) -> Days:
    """For each CRN the earliest date_of_birth of its rows in `cases`; blank where none has one."""
    rows = known.caseload["cases"]
    rows = rows.where(filled(rows.day("date_of_birth")))
    born = rows.day("date_of_birth")
    return pick_day(born, first_of_each(rows.case, known.cases, day_number(born)))


@truth_of
def of_age_at_the_transfer(known: Known, falls: Falls) -> Truth:
    """The person supervised was 18 or older on that day."""
    return truth(of_age_by(known, _born(known)[falls.case], falls.trigger))


@truth_of
def under_age_at_the_transfer(known: Known, falls: Falls) -> Truth:
    """The person supervised was not yet 18 on that day."""
    born = _born(known)[falls.case]
    return truth(filled(born) & ~of_age_by(known, born, falls.trigger))
