"""Facts about first assessments, risk that rises, MARAC and MAPPA (6.32, 6.46, 7.4, 13.8–13.10)."""

import numpy as np

from safeaudit.caseload.arrays import (
    UNKNOWN,
    YES,
    Days,
    Ints,
    Mask,
    Truth,
    any_of_each,
    day_number,
    filled,
    first_of_each,
    pairs,
    truth,
)
from safeaudit.caseload.records import Column, Records
from safeaudit.facts.assessments import MEDIUM_OR_ABOVE
from safeaudit.facts.case_days import case_start, case_start_rows, open_on
from safeaudit.facts.contact_enquiries import contacts_of
from safeaudit.facts.known import Falls, Found, Known
from safeaudit.facts.registry import action, date_of, evidence_for, thing, truth_of
from safeaudit.packs.schema import Done

HIGH = ("high", "very high")
MARAC = ("C005", "C150", "C151", "ERFM")
# A window that every day is in.
EVER = np.datetime64("1900-01-01", "D")


# --- the first assessment of a case ---------------------------------------------------------------------------------


@thing
def started_cases(known: Known) -> Records:
    """Each case open at the as-at date that has been sentenced or is supervised, but no fine or discharge without
    supervision.

    Columns: case, record (of the row of `cases` that starts first), start.
    """
    case = np.arange(known.cases)
    today = np.full(known.cases, known.as_at)
    start = case_start(known, case, today)
    started = np.flatnonzero(filled(start))
    i, j = case_start_rows(known, case, today)
    rows = known.caseload["cases"]
    begun = np.fmin(rows.day("sentence_date"), rows.day("supervision_start"))
    first = first_of_each(i, known.cases, day_number(begun[j]), j)
    columns: dict[str, Column] = {
        "case": started,
        "record": rows.record[j[first[started]]],
        "start": start[started],
    }
    place = np.full(known.cases, -1)
    place[started] = np.arange(len(started))
    return Records("cases", columns, members=(place[i], rows.record[j]))


def _assessed_since(known: Known, falls: Falls, since: Days) -> tuple[Ints, Ints, Records]:
    rows = known.caseload["assessments"]
    i, j = pairs(falls.case, rows.case)
    fits = rows.day("completed_on")[j] >= since[i]
    return i[fits], j[fits], rows


@action
def risk_to_children_assessed(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """An assessment was completed that says the risk of serious harm to children."""
    i, j, rows = _assessed_since(known, falls, since)
    told = rows.filled("rosh_children")[j]
    i, j = i[told], j[told]
    return Found.earliest(len(falls), i, rows.day("completed_on")[j], rows.record[j])


@date_of
def before_case_start(known: Known, falls: Falls) -> Days:
    """The day the case began, less psr_window (set to none: whenever)."""
    day = known.before(falls.trigger, "psr_window")
    return np.where(filled(day), day, EVER)


@truth_of
def latest_leaves_risk_to_children_blank(known: Known, falls: Falls) -> Truth:
    """The latest assessment since then leaves rosh_children blank."""
    i, j, rows = _assessed_since(known, falls, before_case_start(known, falls))
    best = first_of_each(i, len(falls), -day_number(rows.day("completed_on")[j]), -j)
    blank = np.append(rows.blank("rosh_children")[j], False)
    return truth(blank[best] & (best >= 0))


# --- the latest assessment, and one after another -------------------------------------------------------------------


@truth_of
def wellbeing_concern_screened_in(known: Known, falls: Falls) -> Truth:
    """A concern for a child's wellbeing was screened in (child_wellbeing_concern = Y; left blank, nothing is asked)."""
    return truth(falls.things.yes("child_wellbeing_concern"))


@thing
def assessments_after_others(known: Known) -> Records:
    """Each OASys assessment, compared with the one before it.

    `rose_from_low_out_of_scope`: RoSH to children is medium or above, and in the assessment before it was low and its
    layer not 3; unknown where that layer is blank.
    """
    rows = known.caseload["assessments"]
    rows = rows.take(np.lexsort((np.arange(len(rows)), day_number(rows.day("completed_on")), rows.case)))
    before, after = rows.take(np.arange(len(rows))[:-1]), rows.take(np.arange(len(rows))[1:])
    rose = (before.case == after.case) & before.is_any("rosh_children", ["low"])
    rose &= after.is_any("rosh_children", MEDIUM_OR_ABOVE)
    answer = np.zeros(len(rows), dtype=np.int8)
    answer[1:] = truth(rose & before.is_any("layer", ["1", "2"]), rose & before.blank("layer"))
    earlier = np.append(-1, np.where(before.case == after.case, before.record, -1))[: len(rows)]
    return rows.having(rose_from_low_out_of_scope=answer, earlier=earlier)


@evidence_for("assessments_after_others")
def assessment_before(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The assessment before."""
    record = falls.things.number("earlier")
    i = np.flatnonzero(record >= 0)
    return i, record[i]


# --- MARAC ----------------------------------------------------------------------------------------------------------


@truth_of
def rose_from_low_out_of_scope(known: Known, falls: Falls) -> Truth:
    """The risk of serious harm to children rose from low to medium or above, and the assessment before was not of layer
    3; with that layer left blank, nobody can tell."""
    return falls.things.says("rose_from_low_out_of_scope")


def _marac_by_then(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """Pairs of an obligation and the record of a MARAC contact or registration on or before its trigger."""
    registered = known.caseload["registrations"]
    registered = registered.where(registered.is_any("register", ["IMAR"]))
    found = []
    for rows, column in ((contacts_of(known, *MARAC), "contact_date"), (registered, "start")):
        i, j = pairs(falls.case, rows.case)
        by_then = rows.day(column)[j] <= falls.trigger[i]
        found.append((i[by_then], rows.record[j][by_then]))
    return np.concatenate([i for i, _ in found]), np.concatenate([record for _, record in found])


@truth_of
def marac_known_by_then(known: Known, falls: Falls) -> Truth:
    """A MARAC contact was made, or an IMAR registration begun, on or before the day of the assessment."""
    i, _ = _marac_by_then(known, falls)
    return truth(any_of_each(i, len(falls), np.ones(len(i), dtype=bool)))


@evidence_for("marac_known_by_then")
def marac_records(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """Those contacts and registrations."""
    return _marac_by_then(known, falls)


@truth_of
def marac_left_out_of_the_main_body(known: Known, falls: Falls) -> Truth:
    """The main body does not mention a MARAC (marac_in_main_body = N)."""
    said = falls.things.values("marac_in_main_body")
    return np.where(said == UNKNOWN, UNKNOWN, YES - said).astype(np.int8)


# --- MAPPA ----------------------------------------------------------------------------------------------------------


def _registered_with_mappa(known: Known, case: Ints, day: Days) -> Mask:
    rows = known.caseload["registrations"]
    rows = rows.where(rows.is_any("register", ["MAPP"]))
    i, j = pairs(case, rows.case)
    active = (rows.day("start")[j] <= day[i]) & ~(rows.day("end")[j] <= day[i])
    return any_of_each(i, len(case), active)


@thing
def first_high_assessments_without_mappa(known: Known) -> Records:
    """The first assessment of each case that says high or very high risk to children, while the case was open and not
    registered for MAPPA."""
    rows = known.caseload["assessments"]
    rows = rows.where(rows.is_any("rosh_children", HIGH))
    day = rows.day("completed_on")
    counts = open_on(known, rows.case, day) & ~_registered_with_mappa(known, rows.case, day)
    rows, day = rows.where(counts), day[counts]
    best = first_of_each(rows.case, known.cases, day_number(day), np.arange(len(rows)))
    return rows.take(np.sort(best[best >= 0]))


@date_of
def case_start_on_the_day(known: Known, falls: Falls) -> Days:
    """The day the case began (not known: whenever)."""
    start = case_start(known, falls.case, falls.trigger)
    return np.where(filled(start), start, EVER)


@action
def mappa_registered_since(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """A MAPPA registration (MAPP) began after that day."""
    rows = known.caseload["registrations"]
    rows = rows.where(rows.is_any("register", ["MAPP"]))
    i, j = pairs(falls.case, rows.case)
    after = rows.day("start")[j] > falls.trigger[i]
    i, j = i[after], j[after]
    return Found.earliest(len(falls), i, rows.day("start")[j], rows.record[j])
