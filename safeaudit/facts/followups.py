"""What was sent and wants a reply: tracker enquiries, tracker referrals and contact enquiries (6.30, 7.36)."""

import numpy as np

from safeaudit.caseload.arrays import (
    NO_DAY,
    NO_RECORD,
    Days,
    Truth,
    day_number,
    filled,
    first_of_each,
    pairs,
    pick,
    pick_day,
    truth,
)
from safeaudit.caseload.records import Column, Records, stacked
from safeaudit.clock.spans import add, parse_span
from safeaudit.facts.contact_enquiries import contact_enquiries, contacts_of
from safeaudit.facts.known import Falls, Found, Known
from safeaudit.facts.registry import action, thing, truth_of
from safeaudit.facts.trackers import sent_referrals, tracker_sent
from safeaudit.packs.schema import Done

FOUR_WORKING_DAYS = parse_span("4 working days")
# One part of a list of requests: its columns.
Request = dict[str, Column]


@thing
def sent_requests(known: Known) -> Records:
    """Each enquiry or referral that was sent, known from the trackers or from contacts.

    Of those sources alone that can show a reply or a follow-up.

    Columns: case, record, event_number, ref, sent, acknowledged, answered, answer_record, followed_up,
    follow_up_record, escalated, from_contacts.
    """
    parts = []
    if shows(known, "enquiries", "acknowledged", "responded", "followed_up"):
        parts.append(tracker_enquiries(known))
    if shows(known, "referrals", "acknowledged", "outcome_on", "followed_up"):
        parts.append(tracker_referrals(known))
    if known.caseload.supplied("contacts", "outcome"):
        parts.append(_contact_enquiries(known))
    return stacked("requests", parts)


@thing
def tracker_requests_to_escalate(known: Known) -> Records:
    """Each enquiry or referral of the trackers that was sent.

    Of those trackers alone that can show a reply or an escalation; columns as `sent_requests`.
    """
    parts = []
    if shows(known, "enquiries", "acknowledged", "responded", "escalated"):
        parts.append(tracker_enquiries(known))
    if shows(known, "referrals", "acknowledged", "outcome_on", "escalated"):
        parts.append(tracker_referrals(known))
    return stacked("requests", parts)


@thing
def acknowledged_requests(known: Known) -> Records:
    """Each enquiry or referral of the trackers that was sent and acknowledged.

    Columns as `sent_requests`.
    """
    parts = []
    if shows(known, "enquiries", "responded", "escalated"):
        parts.append(tracker_enquiries(known))
    if shows(known, "referrals", "outcome_on", "escalated"):
        parts.append(tracker_referrals(known))
    rows = stacked("requests", parts)
    return rows.where(filled(rows.day("acknowledged")))


def shows(known: Known, table: str, *columns: str) -> bool:
    """Say whether one at least of the columns that could show the act was exported."""
    return any(known.caseload.supplied(table, column) for column in columns)


def tracker_enquiries(known: Known) -> Request:
    """The tracker's enquiries sent, as requests."""
    rows = tracker_sent(known)
    return _request(rows, "enquiry_ref", rows.day("sent"), rows.day("responded"), rows.number("event_number"))


def tracker_referrals(known: Known) -> Request:
    """The referrals sent, as requests."""
    rows = sent_referrals(known)
    return _request(rows, "referral_ref", rows.day("sent_at"), rows.day("outcome_on"), np.full(len(rows), -1))


def _request(rows: Records, ref: str, sent: Days, answered: Days, event: np.ndarray) -> Request:
    return {
        "case": rows.case,
        "record": rows.record,
        "event_number": event,
        "ref": rows.text(ref),
        "sent": sent,
        "acknowledged": rows.day("acknowledged"),
        "answered": answered,
        "answer_record": rows.record,
        "followed_up": rows.day("followed_up"),
        "follow_up_record": rows.record,
        "escalated": rows.day("escalated"),
        "from_contacts": np.zeros(len(rows), dtype=bool),
    }


def _contact_enquiries(known: Known) -> Request:
    rows = contact_enquiries(known)
    day = rows.day("contact_date")
    chased = contacts_of(known, "C157")
    i, j = pairs(rows.case, chased.case)
    after = chased.day("contact_date")[j] > day[i]
    i, j = i[after], j[after]
    best = first_of_each(i, len(rows), day_number(chased.day("contact_date")[j]))
    none = np.full(len(rows), NO_DAY)
    return {
        "case": rows.case,
        "record": rows.record,
        "event_number": rows.number("event_number"),
        "ref": rows.text("contact_type"),
        "sent": day,
        "acknowledged": none,
        "answered": rows.day("answered"),
        "answer_record": rows.number("answer_record"),
        "followed_up": pick_day(chased.day("contact_date")[j], best),
        "follow_up_record": pick(chased.record[j], best, NO_RECORD),
        "escalated": none,
        "from_contacts": np.ones(len(rows), dtype=bool),
    }


@action
def reply(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """It was acknowledged or answered."""
    rows = falls.things
    acknowledged = Found(rows.day("acknowledged"), rows.record)
    return acknowledged.or_earlier(Found(rows.day("answered"), rows.number("answer_record")))


@truth_of
def known_from_contacts_alone(known: Known, falls: Falls) -> Truth:
    """The enquiry is held in contacts, which do not hold acknowledgements."""
    return truth(falls.things.values("from_contacts"))


@truth_of
def acknowledged_after_four_working_days(known: Known, falls: Falls) -> Truth:
    """The acknowledgement came more than four working days after sending (6.30: two, and two further)."""
    both = add(falls.things.day("sent"), FOUR_WORKING_DAYS, known.calendar, 1)
    return truth(falls.things.day("acknowledged") > both)


@truth_of
def answered_by_acknowledgement(known: Known, falls: Falls) -> Truth:
    """The substantive answer came on or before the day of the acknowledgement."""
    return truth(falls.things.day("answered") <= falls.things.day("acknowledged"))
