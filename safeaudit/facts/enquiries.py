"""Which enquiries there are, and which counts for a step (`steps.md`, "Which enquiry counts")."""

import numpy as np

from safeaudit.caseload.arrays import (
    BLANK,
    Days,
    Ints,
    Mask,
    day_number,
    filled,
    first_of_each,
    pairs,
    pick,
    pick_day,
)
from safeaudit.caseload.records import Column, Records, stacked
from safeaudit.caseload.text import Text
from safeaudit.facts.cases import rows_of_case
from safeaudit.facts.contact_enquiries import contact_enquiries
from safeaudit.facts.known import Falls, Found, Known, once
from safeaudit.facts.registry import action, thing
from safeaudit.facts.trackers import tracker_sent
from safeaudit.packs.schema import Done


@thing
def enquiries(known: Known) -> Records:
    """Each row of the tracker of enquiries."""
    return known.caseload["enquiries"]


@thing
def answered_tracker_enquiries(known: Known) -> Records:
    """Each enquiry of the tracker that was sent and answered."""
    rows = tracker_sent(known)
    return rows.where(filled(rows.day("responded")))


@once
def sent_enquiries(known: Known) -> Records:
    """All enquiries sent, tracker and contacts.

    Columns: case, record, event_number, sent, answered, answer_record, point (text), child, address (codes).
    """
    tracker, contact = tracker_sent(known), contact_enquiries(known)
    from_tracker: dict[str, Column] = {
        "case": tracker.case,
        "record": tracker.record,
        "event_number": tracker.number("event_number"),
        "sent": tracker.day("sent"),
        "answered": tracker.day("responded"),
        "answer_record": tracker.record,
        "point": tracker.text("point"),
        "child": tracker.codes("child_ref"),
        "address": tracker.codes("address_ref"),
    }
    nothing = np.full(len(contact), BLANK)
    from_contacts: dict[str, Column] = {
        "case": contact.case,
        "record": contact.record,
        "event_number": contact.number("event_number"),
        "sent": contact.day("contact_date"),
        "answered": contact.day("answered"),
        "answer_record": contact.number("answer_record"),
        "point": Text.blank(len(contact)),
        "child": nothing,
        "address": nothing,
    }
    return stacked("enquiries", [from_tracker, from_contacts])


def same_reference(falls: Falls, column: str, i: Ints, codes: Ints) -> Mask:
    """Pairs whose references agree, or of which one side gives none."""
    if not falls.things.has(column):
        return np.ones(len(i), dtype=bool)
    mine = falls.things.codes(column)[i]
    return (mine == codes) | (mine < 0) | (codes < 0)


def point_counts(enquiries: Records, points: list[str]) -> Mask:
    """Enquiries whose point is one of some or blank; without any named, of whatever point."""
    if not points:
        return np.ones(len(enquiries), dtype=bool)
    return enquiries.is_any("point", points) | enquiries.blank("point")


def _candidates(known: Known, falls: Falls, points: list[str]) -> tuple[Ints, Ints, Records]:
    sent = sent_enquiries(known)
    sent = sent.where(point_counts(sent, points))
    i, j = pairs(falls.case, sent.case)
    fits = same_reference(falls, "child_ref", i, sent.number("child")[j])
    fits &= same_reference(falls, "address_ref", i, sent.number("address")[j])
    return i[fits], j[fits], sent


@action
def enquiry_sent(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """An enquiry to children's services was sent, about the same child and address where both name one.

    Of one of the points or none, from the window's start on.
    """
    i, j, sent = _candidates(known, falls, done.points)
    day = sent.day("sent")[j]
    fits = day >= since[i]
    return Found.earliest(len(falls), i[fits], day[fits], sent.record[j][fits])


@action
def enquiry_of_its_psr(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """An enquiry for the pre-sentence report of this event (or of no event named, where the case has one), whenever
    sent."""
    sent = tracker_sent(known)
    sent = sent.where(sent.is_any("point", ["psr"]))
    i, j = pairs(falls.case, sent.case)
    event = sent.number("event_number")[j]
    only_one = rows_of_case(known)[falls.case[i]] == 1
    fits = (event == falls.event[i]) | ((event < 0) & only_one)
    i, j = i[fits], j[fits]
    return Found.earliest(len(falls), i, sent.day("sent")[j], sent.record[j])


@action
def answer_received(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """Children's services answered an enquiry that was sent on or before that day, about the same child and address
    where both name one."""
    i, j, sent = _candidates(known, falls, done.points)
    day = sent.day("answered")[j]
    fits = (day >= since[i]) & (sent.day("sent")[j] <= falls.trigger[i])
    return Found.earliest(len(falls), i[fits], day[fits], sent.number("answer_record")[j][fits])


def answered_by(known: Known, case: Ints, day: Days) -> Days:
    """The latest day on or before `day` on which an enquiry of the case was answered; blank for none."""
    sent, found = last_answered(known, case, day)
    return pick_day(sent.day("answered"), found)


def last_answered(known: Known, case: Ints, day: Days) -> tuple[Records, Ints]:
    """The answered enquiries, and for each CRN which of them was answered last on or before its day, −1 for none."""
    sent = sent_enquiries(known)
    sent = sent.where(filled(sent.day("answered")))
    i, j = pairs(case, sent.case)
    answered = sent.day("answered")[j]
    in_time = answered <= day[i]
    i, j, answered = i[in_time], j[in_time], answered[in_time]
    return sent, pick(j, first_of_each(i, len(case), -day_number(answered)), -1)
