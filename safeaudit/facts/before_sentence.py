"""What the court team asks, records and asks for before sentence (6.23, 6.25, 7.14)."""

import numpy as np

from safeaudit.caseload.arrays import (
    NO,
    UNKNOWN,
    YES,
    Days,
    Ints,
    Mask,
    Truth,
    any_of_each,
    filled,
    latest,
    pairs,
    truth,
)
from safeaudit.caseload.records import Column, Records
from safeaudit.clock.spans import Span, Unit, add
from safeaudit.facts.cases import sentence_date_of_its_event, sentence_of_event
from safeaudit.facts.court_enquiries import unanswered_court_enquiries
from safeaudit.facts.enquiries import point_counts, sent_enquiries
from safeaudit.facts.known import Falls, Found, Known
from safeaudit.facts.registry import action, evidence_for, thing, truth_of
from safeaudit.packs.schema import Done

MBU_AGE = Span(18, Unit.MONTHS)
DISCLOSED = ("has_children", "lives_with_children", "caring", "contact")
DEPENDENT = ("has_children", "lives_with_children", "caring")


@thing
def unanswered_tracker_court_enquiries(known: Known) -> Records:
    """Each enquiry of the court in the tracker that had not been answered when sentence was passed."""
    rows = unanswered_court_enquiries(known)
    return rows.where(rows.values("in_tracker"))


def _any_yes(rows: Records, columns: tuple[str, ...]) -> Mask:
    return np.any([rows.yes(column) for column in columns], axis=0)


def _all_blank(rows: Records, columns: tuple[str, ...]) -> Mask:
    return np.all([rows.blank(column) for column in columns], axis=0)


@truth_of
def sentence_date_known(known: Known, falls: Falls) -> Truth:
    """The event that the report is for has a sentence_date."""
    return truth(filled(sentence_date_of_its_event(known, falls)))


# --- children disclosed, and their details --------------------------------------------------------------------------


@truth_of
def children_disclosed(known: Known, falls: Falls) -> Truth:
    """The questions were answered, and the person has, lives with, cares for or sees a child; with all four left blank,
    nobody can tell."""
    rows = falls.things
    answered = rows.is_any("answered", ["y"])
    return truth(answered & _any_yes(rows, DISCLOSED), answered & _all_blank(rows, DISCLOSED))


@action
def child_linked(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """A child of the case is linked, whenever that was (before that day, it counts as that day)."""
    children = known.caseload["children"]
    i, j = pairs(falls.case, children.case)
    day = latest(children.day("linked_on")[j], falls.trigger[i])
    return Found.earliest(len(falls), i, day, children.record[j])


@thing
def children_linked_for_report(known: Known) -> Records:
    """Each child linked to the case between the interview for a report and its completion (not dated: the sentence,
    else the as-at date).

    Columns of the child, and `completed_on` of the report. Of several reports the first in the file.
    """
    children, reports = known.caseload["children"], known.caseload["court_reports"]
    i, j = _linked_for(known, children)
    columns: dict[str, Column] = {"completed_on": reports.day("completed_on")[j], "report": reports.record[j]}
    return children.take(i).having(**columns)


def _linked_for(known: Known, children: Records) -> tuple[Ints, Ints]:
    """Pairs of a child and a report between whose interview and last day it was linked."""
    reports = known.caseload["court_reports"]
    sentence = sentence_of_event(known, reports.case, reports.number("event_number"))
    completed = reports.day("completed_on")
    last = np.where(filled(completed), completed, np.where(filled(sentence), sentence, known.as_at))
    i, j = pairs(children.case, reports.case)
    linked = children.day("linked_on")[i]
    between = (linked >= reports.day("interview_date")[j]) & (linked <= last[j])
    return i[between], j[between]


@evidence_for("children_linked_for_report")
def report_of_the_child(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The report that the child was linked for."""
    return np.arange(len(falls)), falls.things.number("report")


@truth_of
def date_of_birth_or_due_date(known: Known, falls: Falls) -> Truth:
    """The record has a date of birth or a due date (date_of_birth, due_date)."""
    return truth(falls.things.filled("date_of_birth") | falls.things.filled("due_date"))


@truth_of
def whether_the_child_lives_there(known: Known, falls: Falls) -> Truth:
    """The record says whether the child lives there (lives_with)."""
    return truth(falls.things.filled("lives_with"))


@truth_of
def whether_the_child_is_identified(known: Known, falls: Falls) -> Truth:
    """The record says whether the child is identified (identified)."""
    return truth(falls.things.filled("identified"))


# --- more time ------------------------------------------------------------------------------------------------------


@truth_of
def mother_and_baby_unit_wanted(known: Known, falls: Falls) -> Truth:
    """A place in a mother and baby unit is applied for (mbu_application = Y); left blank for somebody pregnant or with
    a child under 18 months, nobody can tell."""
    rows = falls.things
    i, _, _ = _small_children(known, falls)
    small = any_of_each(i, len(falls), np.ones(len(i), dtype=bool))
    perhaps = rows.blank("mbu_application") & (rows.yes("pregnant") | small)
    return truth(rows.yes("mbu_application"), perhaps)


@evidence_for("mother_and_baby_unit_wanted")
def small_children(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The children under 18 months on the trigger's day, where mbu_application is blank."""
    i, j, children = _small_children(known, falls)
    asked = falls.things.blank("mbu_application")[i]
    return i[asked], children.record[j[asked]]


def _small_children(known: Known, falls: Falls) -> tuple[Ints, Ints, Records]:
    children = known.caseload["children"]
    i, j = pairs(falls.case, children.case)
    born, day = children.day("date_of_birth")[j], falls.trigger[i]
    small = (born <= day) & (add(born, MBU_AGE, known.calendar) > day)
    return i[small], j[small], children


def _asked_by_completion(known: Known, falls: Falls) -> tuple[Ints, Ints, Records]:
    """Pairs of a report and an enquiry that counts for `enq-court-psr`, sent by the day the report was completed."""
    sent = sent_enquiries(known)
    sent = sent.where(point_counts(sent, ["psr"]))
    i, j = pairs(falls.case, sent.case)
    day = sent.day("sent")[j]
    fits = (day >= falls.trigger[i]) & (day <= falls.things.day("completed_on")[i])
    return i[fits], j[fits], sent


@truth_of
def completed_without_an_answer(known: Known, falls: Falls) -> Truth:
    """The report was completed after an enquiry was sent and before any was answered."""
    i, j, sent = _asked_by_completion(known, falls)
    in_hand = sent.day("answered")[j] <= falls.things.day("completed_on")[i]
    asked = any_of_each(i, len(falls), np.ones(len(i), dtype=bool))
    return truth(asked & ~any_of_each(i, len(falls), in_hand))


@evidence_for("completed_without_an_answer")
def enquiries_asked_by_completion(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """Those enquiries."""
    i, j, sent = _asked_by_completion(known, falls)
    return i, sent.record[j]


@action
def answer_to_the_reports_enquiry(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """One of the enquiries for the report was answered."""
    i, j, sent = _asked_by_completion(known, falls)
    day = sent.day("answered")[j]
    answered = filled(day)
    i, j, day = i[answered], j[answered], day[answered]
    return Found.earliest(len(falls), i, day, sent.number("answer_record")[j])


@truth_of
def answer_cannot_affect_the_proposal(known: Known, falls: Falls) -> Truth:
    """It is recorded that the answer cannot affect the proposal (proposal_unaffected = Y), and no curfew was proposed
    to the court from the interview to the sentence (6.25)."""
    curfews = known.caseload["curfews"]
    curfews = curfews.where(curfews.matches("setting", r"^\s*court\s*$"))
    i, j = pairs(falls.case, curfews.case)
    proposed, sentence = curfews.day("proposed_on")[j], sentence_date_of_its_event(known, falls)[i]
    at_court = any_of_each(i, len(falls), (proposed >= falls.trigger[i]) & ~(proposed > sentence))
    return truth(falls.things.yes("proposal_unaffected") & ~at_court)


@truth_of
def dependants_and_custody_an_option(known: Known, falls: Falls) -> Truth:
    """Children depend on the person and custody is an option; with one of the two blank and the other Y, nobody can
    tell."""
    rows = falls.things
    dependants = np.select([_any_yes(rows, DEPENDENT), _all_blank(rows, DEPENDENT)], [YES, UNKNOWN], NO)
    custody = rows.values("custody_option")
    both = (dependants == YES) & (custody == YES)
    unknown = ((dependants == YES) & (custody == UNKNOWN)) | ((dependants == UNKNOWN) & (custody == YES))
    return truth(both, unknown)
