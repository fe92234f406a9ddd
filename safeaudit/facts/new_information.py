"""Facts about what a change of circumstances calls for (6.30, 6.34, 7.15, 14.17–14.18)."""

import numpy as np

from safeaudit.caseload.arrays import (
    NO,
    NO_DAY,
    NO_RECORD,
    Days,
    Ints,
    Mask,
    Truth,
    any_of_each,
    day_number,
    filled,
    first_of_each,
    latest,
    pairs,
    pick,
    pick_day,
    truth,
)
from safeaudit.caseload.records import Records
from safeaudit.facts.court_enquiries import sentence_date_of_court_enquiry
from safeaudit.facts.known import Falls, Found, Known
from safeaudit.facts.registry import action, date_of, evidence_for, truth_of
from safeaudit.facts.trackers import tracker_sent
from safeaudit.packs.schema import Done

# --- a change since the court's enquiry was answered ----------------------------------------------------------------


def _sentence_after_answer(known: Known, falls: Falls) -> Days:
    """The sentence_date of the court's tracker enquiry answered last by the trigger; blank where there is none."""
    return _court_enquiry_answered(known, falls).day


@evidence_for("changed_since_the_court_was_answered")
def court_enquiry_answered(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """That enquiry."""
    return np.arange(len(falls)), _court_enquiry_answered(known, falls).record


def _court_enquiry_answered(known: Known, falls: Falls) -> Found:
    """The court's tracker enquiry answered last by the trigger, with the sentence_date that it was made for."""
    sent = tracker_sent(known)
    sent = sent.where(sent.is_any("point", ["psr"]))
    sentence = sentence_date_of_court_enquiry(known, sent)
    i, j = pairs(falls.case, sent.case)
    fits = (sent.day("responded")[j] <= falls.trigger[i]) & filled(sentence)[j]
    i, j = i[fits], j[fits]
    best = first_of_each(i, len(falls), -day_number(sent.day("responded")[j]), -j)
    return Found(pick_day(sentence[j], best), pick(sent.record[j], best, NO_RECORD))


@truth_of
def changed_since_the_court_was_answered(known: Known, falls: Falls) -> Truth:
    """It is a new relationship with no child named, domestic abuse or child sexual exploitation, after the court's
    enquiry was answered."""
    rows = falls.things
    relationship = rows.is_any("change", ["new-relationship"]) & rows.blank("child_ref")
    bears = relationship | rows.is_any("change", ["domestic-abuse", "cse"])
    return truth(bears & filled(_sentence_after_answer(known, falls)))


@date_of
def change_or_sentence(known: Known, falls: Falls) -> Days:
    """The later of the change and the sentence that the court's enquiry was made for."""
    return latest(falls.trigger, _sentence_after_answer(known, falls))


# --- a child in new contact -----------------------------------------------------------------------------------------


@truth_of
def new_contact(known: Known, falls: Falls) -> Truth:
    """It is new contact with a child."""
    return truth(falls.things.is_any("change", ["new-contact"]))


@truth_of
def harm_from_new_contact(known: Known, falls: Falls) -> Truth:
    """It is new contact with a child, and likely significant harm is recorded (significant_harm = Y)."""
    rows = falls.things
    return truth(rows.is_any("change", ["new-contact"]) & rows.yes("significant_harm"))


def _new_children(known: Known, falls: Falls) -> tuple[Ints, Ints, Records]:
    """Pairs of a change and a child it may mean: the child named; none named: each linked from that day on."""
    children = known.caseload["children"]
    i, j = pairs(falls.case, children.case)
    mine, theirs = falls.things.codes("child_ref")[i], children.codes("child_ref")[j]
    linked_since = children.day("linked_on")[j] >= falls.trigger[i]
    fits = np.where(mine >= 0, mine == theirs, linked_since)
    return i[fits], j[fits], children


@action
def new_child_identified(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """A child in the new contact is identified (before that day, it counts as that day)."""
    i, j, children = _new_children(known, falls)
    identified = children.yes("identified")[j]
    i, j = i[identified], j[identified]
    day = latest(children.day("linked_on")[j], falls.trigger[i])
    return Found.earliest(len(falls), i, day, children.record[j])


@truth_of
def identification_of_new_child_blank(known: Known, falls: Falls) -> Truth:
    """None of those children is identified, and of one it is not recorded."""
    i, j, children = _new_children(known, falls)

    def any_child(mask: Mask) -> Mask:
        return any_of_each(i, len(falls), mask[j])

    return truth(~any_child(children.yes("identified")) & any_child(children.blank("identified")))


@evidence_for("identification_of_new_child_blank")
def new_children(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The children that the change may mean."""
    i, j, children = _new_children(known, falls)
    return i, children.record[j]


# --- referrals ------------------------------------------------------------------------------------------------------


@truth_of
def identified_on_last_working_day(known: Known, falls: Falls) -> Truth:
    """The risk was identified on the last working day of its week.

    Unknown where the calendar lacks the week.
    """
    last, unknown = known.calendar.is_last_working_day_of_week(falls.trigger)
    return truth(last, unknown)


@truth_of
def parents_told(known: Known, falls: Falls) -> Truth:
    """The parents were told (parents_informed = Y)."""
    return truth(falls.things.is_any("parents_informed", ["y"]))


@truth_of
def parents_not_told_for_the_childs_sake(known: Known, falls: Falls) -> Truth:
    """Telling them was withheld for the child's sake (parents_informed = withheld)."""
    return truth(falls.things.is_any("parents_informed", ["withheld"]))


# --- an unsafe address ----------------------------------------------------------------------------------------------


@truth_of
def unsafe_and_refusable(known: Known, falls: Falls) -> Truth:
    """The address is unsafe for a child and may be refused; with the power to refuse left blank, nobody can tell."""
    rows = falls.things
    unsafe = rows.yes("unsafe_for_child")
    return truth(unsafe & rows.yes("power_to_refuse"), unsafe & rows.blank("power_to_refuse"))


@action
def address_refused(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """The address was refused, on the day of the decision."""
    rows = falls.things
    return Found(np.where(rows.is_any("decision", ["refused"]), rows.day("decided_on"), NO_DAY), rows.record)


@truth_of
def refused_without_its_date(known: Known, falls: Falls) -> Truth:
    """Refused, and decided_on is blank."""
    rows = falls.things
    return truth(rows.is_any("decision", ["refused"]) & ~filled(rows.day("decided_on")))


@truth_of
def no_move_to_come(known: Known, falls: Falls) -> Truth:
    """No move is dated, or the move was on or before proposed_on (learnt afterwards)."""
    moved = falls.things.day("moved_in_on")
    return truth(~(moved > falls.trigger))


@truth_of
def no_move_to_come_and_not_approved(known: Known, falls: Falls) -> Truth:
    """No move is dated, or it was on or before proposed_on (learnt afterwards), and the address was not approved."""
    approved = falls.things.is_any("decision", ["approved"])
    return np.where(approved, NO, no_move_to_come(known, falls)).astype(np.int8)


@date_of
def approved_or_moved_in(known: Known, falls: Falls) -> Days:
    """The approval of an approved address, else the move."""
    rows = falls.things
    decided = rows.day("decided_on")
    approved = np.where(filled(decided), decided, falls.trigger)
    return np.where(rows.is_any("decision", ["approved"]), approved, rows.day("moved_in_on"))
