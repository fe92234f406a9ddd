"""Who has which training, until when (6.3 to 6.30)."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import NO_DAY, pairs
from safeaudit.facts.known import Known
from safeaudit.facts.people import staff_in_post
from safeaudit.replay.step import Judged
from safeaudit.shapes.standing import Verdict

# The two courses, by the action that a step of the policy names for having done it.
COURSES = {"elearning": "elearning_completed", "advanced": "advanced_completed"}
NOT_WANTED = "not wanted of this role"


def training(known: Known, judged: Sequence[Judged]) -> pd.DataFrame:
    """One row for each person in post at as-at, by PDU, team and staff code.

    Columns: staff_code, role, team, pdu; for each course its name (`elearning`, `advanced`) with `_done` and `_until`
    (datetime64[s]) and `_state` (in date, lapsed, none on record, not yet due, cannot be told, not wanted of this
    role).
    """
    people = staff_in_post(known)
    columns: dict[str, object] = {name: people.words(name) for name in ("staff_code", "role", "team", "pdu")}
    for course, action in COURSES.items():
        done, until = np.full(len(people), NO_DAY), np.full(len(people), NO_DAY)
        state = np.full(len(people), NOT_WANTED, dtype=object)
        for of_step in judged:
            if action in [way.action for way in of_step.step.done]:
                i, j = pairs(people.record, of_step.things.record)
                done[i] = of_step.done.day[j]
                until[i] = np.where(np.isnat(done[i]), NO_DAY, of_step.due.day[j])
                state[i] = _states(of_step)[j]
        columns |= {
            f"{course}_done": done.astype("datetime64[s]"),
            f"{course}_until": until.astype("datetime64[s]"),
            f"{course}_state": state,
        }
    return pd.DataFrame(columns).sort_values(["pdu", "team", "staff_code"], kind="stable", ignore_index=True)


def _states(judged: Judged) -> np.ndarray:
    completed, verdict = ~np.isnat(judged.done.day), judged.verdict
    return np.select(
        [verdict == Verdict.MET, verdict == Verdict.PENDING, verdict == Verdict.NOT_ASSESSABLE, completed],
        ["in date", "not yet due", "cannot be told", "lapsed"],
        "none on record",
    ).astype(object)
