"""Two audits compared: the one entry to this package."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from safeaudit.compare.classify import classify
from safeaudit.compare.folder import AuditFolder
from safeaudit.compare.join import NONE, Joined, join
from safeaudit.compare.steps import Mask, StepsThen, steps_then
from safeaudit.errors import CommandError
from safeaudit.filters import folded

# How the manifest calls each filter, and the column it looks at.
FILTERS = {"pdu": "pdu", "team": "team", "officer": "staff_code", "theme": "theme", "step": "step"}


@dataclass(frozen=True)
class Comparison:
    """What became of each obligation between two audits.

    `changes`: one row for each id of either audit, those of the later one first. Columns: obligation_id, change, why,
    policy, step, theme, crn, event_number, subject, staff_code, team, pdu (as the later audit has them, else the
    earlier), verdict, trigger_on, due and done_on with the endings _before and _after (blank where that audit
    lacks the id), days (Int64: of what is still open, calendar days from its due day to the later audit's).
    """

    before: AuditFolder
    after: AuditFolder
    steps: StepsThen
    changes: pd.DataFrame


def compare(before: AuditFolder, after: AuditFolder) -> Comparison:
    """Compare two audits; CommandError where the first is the later one."""
    if before.as_at > after.as_at:
        raise CommandError(
            f"{before.path} is as at {before.as_at}, after {after.path}, as at {after.as_at}. Name the earlier first."
        )
    days = np.datetime64(before.as_at, "s"), np.datetime64(after.as_at, "s")
    steps = steps_then(before.steps, after.steps)
    joined = join(before.obligations, after.obligations, days[0])
    outside = np.where(joined.after == NONE, _outside(joined, after), _outside(joined, before))
    found = classify(joined, steps, days, outside, recounted=calendar_of(before) != calendar_of(after))
    return Comparison(before, after, steps, _changes(joined, found, days[1]))


def calendar_of(audit: AuditFolder) -> tuple[Any, Any]:
    """What the working days of an audit rest on: the calendar's version, and an office's own changes of it."""
    return audit.manifest.get("calendar"), audit.manifest.get("settings", {}).get("calendar")


def policies_of(audit: AuditFolder) -> Mapping[str, str]:
    """The policies of an audit, by name, with their versions."""
    return {head["name"]: head["version"] for head in audit.manifest.get("policies", [])}


def _outside(joined: Joined, audit: AuditFolder) -> Mask:
    """Whether an audit's filters or choice of policies keep an obligation out of it."""
    rows, places = joined.rows, joined.latest
    held = ~rows["policy"].isin(list(policies_of(audit))).to_numpy()
    filters = audit.manifest.get("filters", {})
    if filters.get("since"):
        held |= rows["trigger_on"].to_numpy() < np.datetime64(filters["since"], "s")
    for name, column in FILTERS.items():
        wanted = [folded(value) for value in filters.get(name) or []]
        if wanted:
            held |= ~rows[column].cat.rename_categories(folded).isin(wanted).to_numpy()
    return held[places]


def _changes(joined: Joined, found: pd.DataFrame, as_at: np.datetime64) -> pd.DataFrame:
    latest = joined.rows.iloc[joined.latest].reset_index(drop=True)
    columns = {"obligation_id": latest["obligation_id"], "change": found["change"], "why": found["why"]}
    shown = ("policy", "step", "theme", "crn", "event_number", "subject", "staff_code", "team", "pdu")
    columns |= {name: latest[name] for name in shown}
    for name in ("verdict", "trigger_on", "due", "done_on"):
        for ending, places in (("before", joined.before), ("after", joined.after)):
            columns[f"{name}_{ending}"] = joined.rows[name].array.take(places, allow_fill=True)
    frame = pd.DataFrame(columns)
    days = (as_at - frame["due_after"].to_numpy()).astype("timedelta64[D]").astype(np.int64)
    counted = (frame["change"] == "still open").to_numpy() & frame["due_after"].notna().to_numpy()
    frame["days"] = pd.arrays.IntegerArray(np.where(counted, days, 0), ~counted)
    return frame
