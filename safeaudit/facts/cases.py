"""Facts about cases: their events, when they are open, their children, who is in custody."""

import numpy as np

from safeaudit.caseload.arrays import (
    Days,
    Ints,
    Mask,
    Truth,
    any_of_each,
    day_number,
    earliest,
    filled,
    first_of_each,
    pairs,
    pick,
    pick_day,
    truth,
)
from safeaudit.caseload.records import Records
from safeaudit.facts.known import Falls, Known, once
from safeaudit.facts.registry import date_of, evidence_for, thing, truth_of


@thing
def cases(known: Known) -> Records:
    """Each NDelius event of a case."""
    return known.caseload["cases"]


@once
def open_from(known: Known) -> Days:
    """For each row of `cases` the first day it is open: sentence or supervision start, the earlier; blank is always."""
    rows = known.caseload["cases"]
    return earliest(rows.day("sentence_date"), rows.day("supervision_start"))


@once
def open_at_as_at(known: Known) -> Mask:
    """For each CRN: open at as-at, by one of its rows."""
    rows = known.caseload["cases"]
    begun = ~(open_from(known) > known.as_at)
    running = ~(rows.day("supervision_end") <= known.as_at)
    return any_of_each(rows.case, known.cases, begun & running)


@once
def last_supervision_end(known: Known) -> Days:
    """For each CRN the latest supervision_end of its rows."""
    rows = known.caseload["cases"]
    ends = rows.day("supervision_end")
    last = first_of_each(rows.case, known.cases, -day_number(ends))
    return pick_day(ends, last)


@once
def rows_of_case(known: Known) -> Ints:
    """For each CRN how many rows it has in `cases`."""
    return np.bincount(known.caseload["cases"].case, minlength=known.cases)


def case_row(known: Known, case: Ints, event: Ints) -> Ints:
    """The position in `cases` of each CRN and event_number, −1 where there is no such event."""
    rows = known.caseload["cases"]
    number = rows.number("event_number")
    i, j = pairs(case, rows.case)
    same = number[j] == event[i]
    i, j = i[same], j[same]
    return pick(j, first_of_each(i, len(case), j), -1)


def sentence_of_event(known: Known, case: Ints, event: Ints) -> Days:
    """The sentence_date of a CRN's event; blank where it has none."""
    return pick_day(known.caseload["cases"].day("sentence_date"), case_row(known, case, event))


@date_of
def sentence_date_of_its_event(known: Known, falls: Falls) -> Days:
    """The day of sentence of the event that the row names."""
    return sentence_of_event(known, falls.case, falls.event)


@truth_of
def sentenced(known: Known, falls: Falls) -> Truth:
    """Sentence has been passed."""
    return truth(filled(falls.things.day("sentence_date")))


@truth_of
def sentence_date_missing(known: Known, falls: Falls) -> Truth:
    """No day of sentence is recorded, though supervision has begun or the person is serving."""
    rows = falls.things
    serving = filled(rows.day("supervision_start")) | rows.yes("in_custody")
    return truth(~filled(rows.day("sentence_date")) & serving)


@truth_of
def fined_or_discharged(known: Known, falls: Falls) -> Truth:
    """A fine or discharge without supervision."""
    rows = falls.things
    return truth(rows.matches("sentence_type", "fine|discharge") & ~filled(rows.day("supervision_start")))


@once
def cases_with_unreadable_cells(known: Known) -> dict[str, Mask]:
    """For each table that has unreadable cells: the CRNs in whose rows they are."""
    unusable = known.caseload.rows.unusable
    found = {}
    for table, cells in unusable.groupby("table", sort=False)["record"]:
        rows = known.caseload[str(table)]
        found[str(table)] = any_of_each(rows.case, known.cases, np.isin(rows.record, cells.to_numpy()))
    return found


@once
def serving(known: Known) -> Mask:
    """For each CRN: one of its rows says in custody."""
    rows = known.caseload["cases"]
    return any_of_each(rows.case, known.cases, rows.yes("in_custody"))


@once
def perhaps_in_custody(known: Known) -> Mask:
    """For each CRN: one of its rows says in custody or does not say."""
    rows = known.caseload["cases"]
    return any_of_each(rows.case, known.cases, ~rows.no("in_custody"))


@once
def may_be_pregnant(known: Known) -> Truth:
    """For each CRN: gender starts with F or transgender = Y on a row; unknown where all of both are blank."""
    rows = known.caseload["cases"]
    female = rows.matches("gender", r"^\s*f") | rows.yes("transgender")
    said = rows.filled("gender") | rows.filled("transgender")
    size = known.cases
    return truth(any_of_each(rows.case, size, female), ~any_of_each(rows.case, size, said))


@truth_of
def asked_about_pregnancy_by_gender(known: Known, falls: Falls) -> Truth:
    """A woman or a transgender person (6.23, 6.39)."""
    return may_be_pregnant(known)[falls.case]


@evidence_for("asked_about_pregnancy_by_gender")
def rows_that_say_gender(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The rows of `cases` that give gender or transgender."""
    rows = known.caseload["cases"]
    rows = rows.where(rows.filled("gender") | rows.filled("transgender"))
    i, j = pairs(falls.case, rows.case)
    return i, rows.record[j]


@truth_of
def has_identified_child(known: Known, falls: Falls) -> Truth:
    """An identified child (identified = Y) is linked to the case."""
    children = known.caseload["children"]
    return truth(any_of_each(children.case, known.cases, children.yes("identified"))[falls.case])


@evidence_for("has_identified_child", "domestic_abuse_with_a_child")
def identified_children(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The children of the case with identified = Y."""
    children = known.caseload["children"]
    children = children.where(children.yes("identified"))
    i, j = pairs(falls.case, children.case)
    return i, children.record[j]


@truth_of
def in_custody_now(known: Known, falls: Falls) -> Truth:
    """A row of the case says in custody (in_custody = Y)."""
    return truth(serving(known)[falls.case])


def child_linked_by(known: Known, case: Ints, day: Days, column: str) -> Mask:
    """A child with a yes in `column` was linked on or before the day; linked_on blank counts as linked."""
    children = known.caseload["children"].where(known.caseload["children"].yes(column))
    i, j = pairs(case, children.case)
    by_then = ~(children.day("linked_on")[j] > day[i])
    return any_of_each(i, len(case), by_then)
