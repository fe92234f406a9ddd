"""Enquiries of the court that were unanswered when sentence was passed (6.30, 7.14)."""

import numpy as np

from safeaudit.caseload.arrays import (
    NO_DAY,
    NO_RECORD,
    Days,
    Ints,
    Truth,
    day_number,
    first_of_each,
    pairs,
    pick_day,
    truth,
)
from safeaudit.caseload.records import Column, Records, stacked
from safeaudit.facts.cases import sentence_of_event
from safeaudit.facts.contact_enquiries import contact_enquiries, first_contact_since
from safeaudit.facts.followups import shows
from safeaudit.facts.known import Falls, Found, Known
from safeaudit.facts.registry import action, evidence_for, thing, truth_of
from safeaudit.facts.trackers import tracker_sent
from safeaudit.packs.schema import Done


@thing
def unanswered_court_enquiries(known: Known) -> Records:
    """Each enquiry of the court that had not been answered when sentence was passed.

    Tracker: point psr, sent before the sentence_date of its event (no event given: the first sentence_date of the CRN
    after sending). Contacts: for each court report whose event has a sentence_date the latest contact enquiry sent
    from interview_date to the day before it. Columns: case, record, event_number, ref, sentence_date, answered,
    answer_record, followed_up, follow_up_record, outstanding_recorded_on, in_tracker, report (−1: of the tracker).
    """
    both = stacked("enquiries", [_tracker_before_sentence(known), _contact_before_sentence(known)])
    return both.where(~(both.day("answered") <= both.day("sentence_date")))


@evidence_for("unanswered_court_enquiries")
def sentence_passed(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The row of `cases` that gives the sentence_date, and the report of an enquiry that contacts alone show."""
    rows = known.caseload["cases"]
    i, j = pairs(falls.case, rows.case)
    same = rows.day("sentence_date")[j] == falls.trigger[i]
    each = np.arange(len(falls))
    return np.append(i[same], each), np.append(rows.record[j[same]], falls.things.number("report"))


@truth_of
def answer_or_follow_up_exported(known: Known, falls: Falls) -> Truth:
    """Its source was exported with what could show an answer or a follow-up."""
    return truth(~falls.things.values("in_tracker") | shows(known, "enquiries", "responded", "followed_up"))


def _tracker_before_sentence(known: Known) -> dict[str, Column]:
    sent = tracker_sent(known)
    sent = sent.where(sent.is_any("point", ["psr"]))
    sentence = sentence_date_of_court_enquiry(known, sent)
    before = sent.day("sent") < sentence
    sent, sentence = sent.where(before), sentence[before]
    return {
        "case": sent.case,
        "record": sent.record,
        "event_number": sent.number("event_number"),
        "ref": sent.text("enquiry_ref"),
        "sentence_date": sentence,
        "answered": sent.day("responded"),
        "answer_record": sent.record,
        "followed_up": np.where(sent.day("followed_up") >= sentence, sent.day("followed_up"), NO_DAY),
        "follow_up_record": sent.record,
        "outstanding_recorded_on": sent.day("outstanding_recorded_on"),
        "in_tracker": np.ones(len(sent), dtype=bool),
        "report": np.full(len(sent), NO_RECORD),
    }


def sentence_date_of_court_enquiry(known: Known, sent: Records) -> Days:
    """For each tracker enquiry the sentence_date of its event; none given: the first of the CRN after sending."""
    event = sent.number("event_number")
    first = _first_sentence_after(known, sent.case, sent.day("sent"))
    return np.where(event < 0, first, sentence_of_event(known, sent.case, event))


def _contact_before_sentence(known: Known) -> dict[str, Column]:
    reports, contact = known.caseload["court_reports"], contact_enquiries(known)
    sentence = sentence_of_event(known, reports.case, reports.number("event_number"))
    i, j = pairs(reports.case, contact.case)
    day = contact.day("contact_date")[j]
    between = (day >= reports.day("interview_date")[i]) & (day < sentence[i])
    i, j, day = i[between], j[between], day[between]
    best = first_of_each(i, len(reports), -day_number(day))
    found = best >= 0
    reports, sentence, chosen = reports.where(found), sentence[found], contact.take(j[best[found]])
    follow_up = first_contact_since(known, chosen.case, sentence, "C157")
    return {
        "case": chosen.case,
        "record": chosen.record,
        "event_number": reports.number("event_number"),
        "ref": chosen.text("contact_type"),
        "sentence_date": sentence,
        "answered": chosen.day("answered"),
        "answer_record": chosen.number("answer_record"),
        "followed_up": follow_up.day,
        "follow_up_record": follow_up.record,
        "outstanding_recorded_on": np.full(len(chosen), NO_DAY),
        "in_tracker": np.zeros(len(chosen), dtype=bool),
        "report": reports.record,
    }


def _first_sentence_after(known: Known, case: Ints, day: Days) -> Days:
    sentences = known.caseload["cases"].day("sentence_date")
    i, j = pairs(case, known.caseload["cases"].case)
    after = sentences[j] > day[i]
    i, j = i[after], j[after]
    return pick_day(sentences[j], first_of_each(i, len(case), day_number(sentences[j])))


@action
def its_answer(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """It was answered."""
    return Found(falls.things.day("answered"), falls.things.number("answer_record"))


@action
def its_follow_up(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """It was followed up."""
    return Found(falls.things.day("followed_up"), falls.things.number("follow_up_record"))
