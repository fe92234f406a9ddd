"""Every step's obligations by verdict, its rate or why it was not assessed, and a fingerprint of its meaning."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import YES
from safeaudit.caseload.caseload import Caseload
from safeaudit.clock.spans import Span
from safeaudit.packs.schema import Step
from safeaudit.replay.needs import contacts_alone, not_looked_at
from safeaudit.replay.obligations import VERDICT_WORDS
from safeaudit.replay.replay import PolicyReplay

# Words for the reader alone: writing them better changes no rule.
WORDS: dict[str, Any] = {
    "title": True,
    "actor": True,
    "says": True,
    "settled_by": True,
    "cohort": {"settled_by"},
    "cannot_tell": {"__all__": {"settled_by"}},
    "due": {"__all__": {"says"}},
    # A reading that an office has not chosen decides nothing.
    "readings": True,
}
IN_THE_RATE = ("met", "late", "overdue", "breached")


def step_table(
    replay: PolicyReplay, obligations: pd.DataFrame, caseload: Caseload, benchmarks: Mapping[str, Span | None]
) -> pd.DataFrame:
    """One row for each step of a policy, in the pack's order.

    Columns: policy, step, title, paragraphs, theme, strength; one count for each verdict; `due` (met + late + overdue +
    breached) and `rate` (met / due, missing where nothing was due); `recorded_late` (of those met, how many were
    entered only after the due day); `not_assessed` (why, else blank); `not_looked_at`
    (tables that would have widened the cohort, parted by commas); `contacts_alone` (tables without which contacts
    alone show its action); `fingerprint`; `ends` (what has happened when one of
    its obligations is no longer in a later audit, though no row was taken out; blank where only that can take it away).
    """
    policy, steps = replay.pack.head.name, replay.pack.steps
    counts = _counts(obligations[obligations["policy"] == policy], [step.id for step in steps])
    about = pd.DataFrame(
        {
            "policy": policy,
            "step": [step.id for step in steps],
            "title": [step.title for step in steps],
            "paragraphs": [";".join(step.paragraphs) for step in steps],
            "theme": [step.theme for step in steps],
            "strength": [step.strength for step in steps],
        }
    )
    due = counts[list(IN_THE_RATE)].sum(axis=1)
    return pd.concat([about, counts], axis=1).assign(
        due=due,
        rate=(counts["met"] / due.where(due > 0)).astype("float64"),
        recorded_late=_recorded_late(obligations, policy, [step.id for step in steps]),
        not_assessed=[replay.not_assessed.get(step.id, "") for step in steps],
        not_looked_at=[", ".join(not_looked_at(step, caseload.rows)) for step in steps],
        contacts_alone=[", ".join(contacts_alone(step, caseload.rows)) for step in steps],
        fingerprint=[fingerprint(step, benchmarks) for step in steps],
        ends=[step.says.ends for step in steps],
    )


def _recorded_late(obligations: pd.DataFrame, policy: str, steps: list[str]) -> list[int]:
    """How many obligations of each step were done in time and entered only after their due day."""
    late = obligations[(obligations["recorded_late"] == YES) & (obligations["policy"] == policy)]
    counts = late["step"].value_counts()
    return [int(counts.get(step, 0)) for step in steps]


def recount(steps: pd.DataFrame, obligations: pd.DataFrame) -> pd.DataFrame:
    """A step table with the counts and rates of other obligations, such as those of one team."""
    parts = []
    for policy, mine in steps.groupby("policy", sort=False):
        names = mine["step"].tolist()
        part = _counts(obligations[obligations["policy"] == policy], names).set_index(mine.index)
        parts.append(part.assign(recorded_late=_recorded_late(obligations, str(policy), names)))
    counts = pd.concat(parts)
    due = counts[list(IN_THE_RATE)].sum(axis=1)
    rate = (counts["met"] / due.where(due > 0)).astype("float64")
    return steps.assign(**{str(name): counts[name] for name in counts}, due=due, rate=rate)


def _counts(obligations: pd.DataFrame, steps: list[str]) -> pd.DataFrame:
    """How many obligations of each step have each verdict."""
    step = np.append(pd.Index(steps).get_indexer(obligations["step"].cat.categories), -1)[obligations["step"].cat.codes]
    cell = step * len(VERDICT_WORDS) + obligations["verdict"].cat.codes.to_numpy()
    counts = np.bincount(cell, minlength=len(steps) * len(VERDICT_WORDS))
    return pd.DataFrame(counts.reshape(len(steps), -1), columns=VERDICT_WORDS)


def fingerprint(step: Step, benchmarks: Mapping[str, Span | None]) -> str:
    """A short hash of what the step means: its pack values and the benchmarks it rests on, 12 hexadecimal digits."""
    terms = [step.window.less, *(term for due in step.due for term in [due.less, *due.then])]
    names = [*step.rests_on, *(term for term in terms if isinstance(term, str) and term in benchmarks)]
    used = {name: str(benchmarks[name]) for name in names}
    meaning = step.model_dump(mode="json", exclude=WORDS)
    text = json.dumps([meaning, used], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
