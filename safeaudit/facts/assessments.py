"""Facts about OASys assessments (6.5, 6.16, 6.33, 14.18, 14.22)."""

from collections.abc import Sequence

import numpy as np

from safeaudit.caseload.arrays import (
    Days,
    Ints,
    Mask,
    Truth,
    any_of_each,
    day_number,
    filled,
    first_of_each,
    pairs,
    pick,
    pick_day,
    truth,
)
from safeaudit.caseload.records import Records
from safeaudit.facts.cases import open_at_as_at
from safeaudit.facts.known import Falls, Found, Known
from safeaudit.facts.registers import active_at_as_at, plan_running_at_as_at
from safeaudit.facts.registry import action, date_of, evidence_for, thing, truth_of
from safeaudit.packs.schema import Done

MEDIUM_OR_ABOVE = ("medium", "high", "very high")


@thing
def assessments(known: Known) -> Records:
    """Each OASys assessment."""
    return known.caseload["assessments"]


@thing
def changes(known: Known) -> Records:
    """Each change of circumstances made known."""
    return known.caseload["changes"]


def latest_by(known: Known, case: Ints, day: Days) -> Ints:
    """For each CRN the position of its latest assessment on or before a day (of two on one day the later in file)."""
    rows = known.caseload["assessments"]
    completed = rows.day("completed_on")
    i, j = pairs(case, rows.case)
    by_then = completed[j] <= day[i]
    i, j = i[by_then], j[by_then]
    best = first_of_each(i, len(case), -day_number(completed[j]), -j)
    return pick(j, best, -1)


def rosh_at(known: Known, case: Ints, day: Days, levels: Sequence[str]) -> Mask:
    """The latest assessment on or before the day gives one of these levels of RoSH to children."""
    says = np.append(known.caseload["assessments"].is_any("rosh_children", levels), False)
    return says[latest_by(known, case, day)]


def rosh_first_between(known: Known, case: Ints, after: Days, until: Days, levels: Sequence[str]) -> Days:
    """The first assessment after one day and not after another that gives one of these levels; blank for none."""
    rows = known.caseload["assessments"]
    rows = rows.where(rows.is_any("rosh_children", levels))
    i, j = pairs(case, rows.case)
    day = rows.day("completed_on")[j]
    fits = (day > after[i]) & ~(day > until[i])
    i, day = i[fits], day[fits]
    return pick_day(day, first_of_each(i, len(case), day_number(day)))


@evidence_for("rosh_medium_or_above_by_trigger")
def assessment_by_trigger(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The latest assessment on or before the trigger (or as-at, where that is earlier)."""
    return _latest_record(known, falls, np.minimum(falls.trigger, known.as_at))


@evidence_for("latest_rosh_medium_or_above", "latest_leaves_risk_to_children_blank")
def latest_assessment(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The latest assessment at as-at."""
    return _latest_record(known, falls, np.full(len(falls), known.as_at))


def _latest_record(known: Known, falls: Falls, day: Days) -> tuple[Ints, Ints]:
    found = latest_by(known, falls.case, day)
    i = np.flatnonzero(found >= 0)
    return i, known.caseload["assessments"].record[found[i]]


# --- the latest assessment of each open case ------------------------------------------------------------------------


@thing
def open_cases_latest_assessment(known: Known) -> Records:
    """Each case open at the as-at date, by its latest assessment.

    Columns of that row, all blank for a case without one.
    """
    rows = known.caseload["assessments"]
    case = np.flatnonzero(open_at_as_at(known))
    chosen = latest_by(known, case, np.full(len(case), known.as_at))
    return rows.take_or_blank(chosen, case)


@truth_of
def no_assessment(known: Known, falls: Falls) -> Truth:
    """The case has no assessment at all."""
    return truth(~filled(falls.things.day("completed_on")))


@truth_of
def rosh_to_children_medium_or_above(known: Known, falls: Falls) -> Truth:
    """The risk of serious harm to children is medium, high or very high; left blank, nobody can tell."""
    rows = falls.things
    assessed = filled(rows.day("completed_on"))
    return truth(rows.is_any("rosh_children", MEDIUM_OR_ABOVE), assessed & rows.blank("rosh_children"))


@truth_of
def plan_running(known: Known, falls: Falls) -> Truth:
    """A child protection or child-in-need plan of the case runs at the as-at date."""
    return truth(plan_running_at_as_at(known)[falls.case])


@truth_of
def child_register_and_contact(known: Known, falls: Falls) -> Truth:
    """The register RCPR or RCCO is active at the as-at date, and a child is in contact or lives with the person."""
    children = known.caseload["children"]
    near = any_of_each(children.case, known.cases, children.yes("in_contact") | children.yes("lives_with"))
    return truth((active_at_as_at(known, "RCPR", "RCCO") & near)[falls.case])


@evidence_for("plan_running")
def plans_running(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The plans that run at as-at."""
    plans = known.caseload["plans"]
    plans = plans.where(~(plans.day("end") <= known.as_at))
    i, j = pairs(falls.case, plans.case)
    return i, plans.record[j]


@evidence_for("child_register_and_contact")
def registers_and_children_near(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The RCPR and RCCO registrations active at as-at, and the children in contact or living with the person."""
    registers, children = known.caseload["registrations"], known.caseload["children"]
    registers = registers.where(registers.is_any("register", ["RCPR", "RCCO"]) & ~(registers.day("end") <= known.as_at))
    children = children.where(children.yes("in_contact") | children.yes("lives_with"))
    i, j = pairs(falls.case, registers.case)
    a, b = pairs(falls.case, children.case)
    return np.append(i, a), np.append(registers.record[j], children.record[b])


# --- after a change, at the end -------------------------------------------------------------------------------------


@truth_of
def assessment_identifies_children(known: Known, falls: Falls) -> Truth:
    """The assessment says that there are identifiable children (identifiable_children = Y; left blank, nothing is
    asked)."""
    return truth(falls.things.yes("identifiable_children"))


@truth_of
def calls_for_review(known: Known, falls: Falls) -> Truth:
    """A change of any kind but other."""
    return truth(~falls.things.is_any("change", ["other"]))


def _first_assessment(rows: Records, falls: Falls, since: Days) -> Found:
    i, j = pairs(falls.case, rows.case)
    day = rows.day("completed_on")[j]
    fits = day >= since[i]
    i, j, day = i[fits], j[fits], day[fits]
    return Found.earliest(len(falls), i, day, rows.record[j])


@action
def assessment_completed(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """An assessment was completed."""
    return _first_assessment(known.caseload["assessments"], falls, since)


@action
def termination_assessment_completed(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """An assessment of the kind termination was completed."""
    rows = known.caseload["assessments"]
    return _first_assessment(rows.where(rows.is_any("kind", ["termination"])), falls, since)


@date_of
def supervision_ends(known: Known, falls: Falls) -> Days:
    """The period's end, or without one the sentence expiry (sed), else the licence expiry (led)."""
    rows = falls.things
    planned = np.where(filled(rows.day("sed")), rows.day("sed"), rows.day("led"))
    return np.where(filled(rows.day("end")), rows.day("end"), planned)


@truth_of
def rosh_medium_or_above_by_trigger(known: Known, falls: Falls) -> Truth:
    """The risk of serious harm to children is medium or above in the latest assessment on or before that day."""
    return truth(rosh_at(known, falls.case, falls.trigger, MEDIUM_OR_ABOVE))


@truth_of
def latest_rosh_medium_or_above(known: Known, falls: Falls) -> Truth:
    """The risk of serious harm to children is medium or above in the latest assessment at the as-at date."""
    today = np.full(len(falls), known.as_at)
    return truth(rosh_at(known, falls.case, today, MEDIUM_OR_ABOVE))
