"""The short, stable id of an obligation: the same in every later audit, whatever has happened since.

Made of policy, step, CRN (staff and units have theirs in the subject), event_number, subject and trigger_on, less
what the step leaves out because it can move or be renewed, and with the date that stands in its place (`outputs.md`).
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from safeaudit.caseload.arrays import Days, Ints, Words
from safeaudit.facts.known import Known
from safeaudit.facts.named import date_named
from safeaudit.replay.step import Judged

# Hexadecimal digits as letters, vowels left out so that no words come of it.
LETTERS = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")


def obligation_ids(known: Known, judged: Judged, policy: str, positions: Ints) -> Words:
    """The ids of some obligations of one step, 16 letters each."""
    step, falls = judged.step, judged.falls
    parts = [np.append(known.caseload.crns.to_numpy(dtype=object), "")[falls.case[positions]]]
    if "event" not in step.id_without:
        event = falls.event[positions]
        parts.append(np.where(event < 0, "", event.astype(str)).astype(object))
    if "subject" not in step.id_without:
        parts.append(judged.subject.take(positions).strings())
    if "trigger" not in step.id_without:
        parts.append(day_texts(falls.trigger[positions]))
    if step.id_with:
        parts.append(day_texts(date_named(known, falls, step.id_with)[positions]))
    text = np.full(len(positions), f"{policy}|{step.id}", dtype=object)
    for part in parts:
        text = text + "|" + part
    return _letters(pd.util.hash_array(text, categorize=False))


def day_texts(days: Days) -> Words:
    """Days as ISO dates, blank as the empty string; each different day is written once."""
    different, where = np.unique(days, return_inverse=True)
    texts = np.where(np.isnat(different), "", np.datetime_as_string(different.astype("datetime64[D]")))
    return texts.astype(object)[where]


def _letters(numbers: npt.NDArray[np.uint64]) -> Words:
    """64 bits as 16 letters, four bits each: a spreadsheet would take digits for a number and round it."""
    digits = numbers.astype(">u8").tobytes().hex().translate(LETTERS).encode()
    return np.frombuffer(digits, dtype="S16").astype(str).astype(object)
