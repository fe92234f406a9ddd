"""The short, stable id of an obligation: the same in every later audit, whatever has happened since.

Made of policy, step, CRN (staff and units have theirs in the subject), event_number, subject and trigger_on, less what the
step leaves out because it can move or be renewed, and with the date that stands in its place (`outputs.md`).
"""

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import Days, Words
from safeaudit.facts.known import Known
from safeaudit.facts.named import date_named
from safeaudit.replay.step import Judged


def obligation_ids(known: Known, judged: Judged, policy: str, crn: Words) -> Words:
    """The ids of one step's obligations, 16 hexadecimal digits each, given the CRN of each ('' for staff and units)."""
    step, falls = judged.step, judged.falls
    parts = [np.full(len(falls), f"{policy}|{step.id}", dtype=object), crn]
    if "event" not in step.id_without:
        parts.append(np.where(falls.event < 0, "", falls.event.astype(str)).astype(object))
    if "subject" not in step.id_without:
        parts.append(judged.subject)
    if "trigger" not in step.id_without:
        parts.append(day_texts(falls.trigger))
    if step.id_with:
        parts.append(day_texts(date_named(known, falls, step.id_with)))
    text = parts[0]
    for part in parts[1:]:
        text = text + "|" + part
    return _hexadecimal(pd.util.hash_array(text, categorize=False))


def day_texts(days: Days) -> Words:
    """Days as ISO dates, blank as the empty string; each different day is written once."""
    different, where = np.unique(days, return_inverse=True)
    texts = np.where(np.isnat(different), "", np.datetime_as_string(different.astype("datetime64[D]")))
    return texts.astype(object)[where]


def _hexadecimal(numbers: np.ndarray) -> Words:
    digits = numbers.astype(">u8").tobytes().hex().encode()
    return np.frombuffer(digits, dtype="S16").astype(str).astype(object)
