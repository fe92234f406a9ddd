"""Facts about child protection conferences and core groups (6.34, 8.5–8.8)."""

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import Days, Mask, Truth, filled, truth
from safeaudit.caseload.records import Records
from safeaudit.facts.known import Falls, Known, once
from safeaudit.facts.registry import date_of, thing, truth_of

PROTECTION_CONFERENCES = ["icpc", "rcpc", "pre-birth"]


@once
def _grouped(known: Known) -> Records:
    """The rows of one CRN, kind and held_on as one conference: each cell the first filled, attended Y when any is."""
    rows = known.caseload["conferences"].frame
    key = ["case", "kind", "held_on"]
    cells = rows.assign(**{column: _blank_as_missing(rows[column]) for column in ("attended", "reason_recorded")})
    first = cells.groupby(key, sort=False, observed=True, dropna=False).first().reset_index()
    any_yes = rows["attended"].eq(1).groupby([rows[column] for column in key], sort=False, observed=True).any()
    first["attended"] = np.where(any_yes.to_numpy(), 1, first["attended"].fillna(-1)).astype(np.int8)
    first["reason_recorded"] = first["reason_recorded"].fillna(-1).astype(np.int8)
    group = cells.groupby(key, sort=False, observed=True, dropna=False).ngroup().to_numpy()
    return Records("conferences", first, (group, rows["record"].to_numpy(dtype=np.int64)))


def _blank_as_missing(values: pd.Series) -> pd.Series:
    return values.astype("float32").where(values >= 0)


@thing
def protection_conferences(known: Known) -> Records:
    """Each initial, review or pre-birth child protection conference of a case, siblings taken together."""
    grouped = _grouped(known)
    return grouped.where(grouped.is_any("kind", PROTECTION_CONFERENCES))


@thing
def core_groups(known: Known) -> Records:
    """Each core group of a case, siblings taken together."""
    grouped = _grouped(known)
    return grouped.where(grouped.is_any("kind", ["core-group"]))


@truth_of
def invited_after_it_was_held(known: Known, falls: Falls) -> Truth:
    """The invitation is dated after the conference."""
    return truth(falls.things.day("invited_on") > falls.things.day("held_on"))


@truth_of
def community_officer(known: Known, falls: Falls) -> Truth:
    """The officer is a COM; unknown where the role is blank."""
    return truth(falls.things.is_any("officer_role", ["com"]), falls.things.blank("officer_role"))


@truth_of
def not_attended(known: Known, falls: Falls) -> Truth:
    """attended = N."""
    return truth(falls.things.no("attended"))


def _by_the_day(falls: Falls, column: str) -> Mask:
    return falls.things.day(column) <= falls.things.day("held_on")


@truth_of
def absence_recorded_and_discussed(known: Known, falls: Falls) -> Truth:
    """A reason is recorded and was discussed with a manager by the day (8.6)."""
    return truth(falls.things.yes("reason_recorded") & _by_the_day(falls, "manager_discussed_on"))


@truth_of
def chair_told_in_time(known: Known, falls: Falls) -> Truth:
    """The chair was notified by the day."""
    return truth(_by_the_day(falls, "chair_notified_on"))


@date_of
def report_due(known: Known, falls: Falls) -> Days:
    """report_due_on; not given: the day before the conference."""
    due, held = falls.things.day("report_due_on"), falls.things.day("held_on")
    return np.where(filled(due), due, held - np.timedelta64(1, "D"))
