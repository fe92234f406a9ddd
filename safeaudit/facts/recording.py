"""On which day a record was entered (`recorded_on`): what was done in time may have been recorded late."""

import numpy as np

from safeaudit.caseload.arrays import Days, Ints, filled, pick_day
from safeaudit.facts.known import Known, once

# In the order of their record numbers.
TABLES_WITH_RECORDING = ("contacts", "enquiries", "referrals")


@once
def _entered(known: Known) -> tuple[Ints, Days] | None:
    """The numbers of the records whose day of recording is held, ascending, and that day; None where none could be."""
    held = [name for name in TABLES_WITH_RECORDING if known.caseload.supplied(name, "recorded_on")]
    if not held:
        return None
    tables = [known.caseload[name].where(filled(known.caseload[name].day("recorded_on"))) for name in held]
    days = [rows.day("recorded_on") for rows in tables]
    return np.concatenate([rows.record for rows in tables]), np.concatenate(days)


def recorded_on(known: Known, record: Ints) -> Days | None:
    """The day on which each record was entered, blank where that is not held; None where no table holds it."""
    entered = _entered(known)
    if entered is None:
        return None
    number, day = entered
    at = np.searchsorted(number, record)
    at = np.where(np.append(number, -1)[np.minimum(at, len(number))] == record, at, -1)
    return pick_day(day, np.where(record < 0, -1, at))
