"""On which day a record was entered (`recorded_on`): what was done in time may have been recorded late."""

import numpy as np

from safeaudit.caseload.arrays import NO_DAY, Days, Ints
from safeaudit.facts.known import Known, once

# In the order of their record numbers.
TABLES_WITH_RECORDING = ("contacts", "enquiries", "referrals")
ABOVE_ALL = np.iinfo(np.int64).max


@once
def _entered(known: Known) -> tuple[Ints, Days] | None:
    """The numbers of the records whose day of recording could be held, ascending, and that day; None where none could.

    A number above all others comes last, so that every number has its place.
    """
    held = [name for name in TABLES_WITH_RECORDING if known.caseload.supplied(name, "recorded_on")]
    if not held:
        return None
    tables = [known.caseload[name] for name in held]
    numbers = [rows.record for rows in tables]
    days = [rows.day("recorded_on") for rows in tables]
    return np.concatenate([*numbers, [ABOVE_ALL]]), np.concatenate([*days, [NO_DAY]])


def recorded_on(known: Known, record: Ints) -> Days | None:
    """The day on which each record was entered, blank where that is not held; None where no table holds it."""
    entered = _entered(known)
    if entered is None:
        return None
    number, day = entered
    at = np.searchsorted(number, record)
    return np.where(number[at] == record, day[at], NO_DAY)
