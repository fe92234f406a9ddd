"""Facts about child protection conferences and core groups (6.34, 8.5–8.8)."""

import numpy as np

from safeaudit.caseload.arrays import Days, Mask, Truth, any_of_each, filled, first_of_each, grouped, pick, truth
from safeaudit.caseload.records import Column, Records
from safeaudit.facts.known import Falls, Known, once
from safeaudit.facts.registry import date_of, thing, truth_of

PROTECTION_CONFERENCES = ["icpc", "rcpc", "pre-birth"]


@once
def _grouped(known: Known) -> Records:
    """The rows of one CRN, kind and held_on as one conference: each cell the first filled, attended Y when any is."""
    rows = known.caseload["conferences"]
    group, first = grouped(rows.case, rows.codes("kind"), rows.day("held_on"))
    size, order = len(first), np.arange(len(rows))
    cells: dict[str, Column] = {}
    for column in rows.columns:
        filled_rows = np.flatnonzero(rows.filled(column))
        best = first_of_each(group[filled_rows], size, order[filled_rows])
        cells[column] = rows.take_or_blank(pick(filled_rows, best, -1), rows.case[first]).columns[column]
    cells["case"], cells["record"] = rows.case[first], rows.record[first]
    attended = np.asarray(cells["attended"])
    cells["attended"] = np.where(any_of_each(group, size, rows.yes("attended")), np.int8(1), attended)
    return Records("conferences", cells, members=(group, rows.record))


@thing
def protection_conferences(known: Known) -> Records:
    """Each initial, review or pre-birth child protection conference, siblings taken together."""
    grouped = _grouped(known)
    return grouped.where(grouped.is_any("kind", PROTECTION_CONFERENCES))


@thing
def core_groups(known: Known) -> Records:
    """Each core group, siblings taken together."""
    grouped = _grouped(known)
    return grouped.where(grouped.is_any("kind", ["core-group"]))


@truth_of
def invited_after_it_was_held(known: Known, falls: Falls) -> Truth:
    """The invitation is dated after the conference."""
    return truth(falls.things.day("invited_on") > falls.things.day("held_on"))


@truth_of
def community_officer(known: Known, falls: Falls) -> Truth:
    """The officer is a COM; with the role left blank, nobody can tell."""
    return truth(falls.things.is_any("officer_role", ["com"]), falls.things.blank("officer_role"))


@truth_of
def not_attended(known: Known, falls: Falls) -> Truth:
    """The officer did not attend (attended = N)."""
    return truth(falls.things.no("attended"))


def _by_the_day(falls: Falls, column: str) -> Mask:
    return falls.things.day(column) <= falls.things.day("held_on")


@truth_of
def absence_recorded_and_discussed(known: Known, falls: Falls) -> Truth:
    """A reason is recorded and was discussed with a manager by the day of the conference (8.6)."""
    return truth(falls.things.yes("reason_recorded") & _by_the_day(falls, "manager_discussed_on"))


@truth_of
def chair_told_in_time(known: Known, falls: Falls) -> Truth:
    """The chair was told by the day of the core group."""
    return truth(_by_the_day(falls, "chair_notified_on"))


@date_of
def report_due(known: Known, falls: Falls) -> Days:
    """The day in report_due_on, or where that is blank the day before the conference."""
    due, held = falls.things.day("report_due_on"), falls.things.day("held_on")
    return np.where(filled(due), due, held - np.timedelta64(1, "D"))
