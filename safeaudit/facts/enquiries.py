"""Which enquiries there are, when each was answered, and which counts for a step (`steps.md`, "Which enquiry
counts")."""

import numpy as np

from safeaudit.caseload.arrays import (
    NO_DAY,
    YES,
    Days,
    Ints,
    Mask,
    Truth,
    any_of_each,
    day_number,
    earliest,
    filled,
    first_of_each,
    latest,
    pairs,
    pick,
    pick_day,
    truth,
)
from safeaudit.caseload.records import Column, Records, stacked
from safeaudit.caseload.text import Text
from safeaudit.facts.cases import rows_of_case, sentence_of_event
from safeaudit.facts.known import Falls, Found, Known, once
from safeaudit.facts.registry import action, date_of, thing, truth_of
from safeaudit.packs.schema import Done

SENT, NOT_MADE = r"^\s*enquiry sent", r"^\s*request not sent\s*[-–—]\s*up to date information already"


@thing
def enquiries(known: Known) -> Records:
    """One for each row of the tracker."""
    return known.caseload["enquiries"]


@thing
def answered_tracker_enquiries(known: Known) -> Records:
    """The tracker's enquiries (rows that were sent) with responded."""
    rows = tracker_sent(known)
    return rows.where(filled(rows.day("responded")))


@thing
def curfews(known: Known) -> Records:
    """One for each proposal of an electronically monitored curfew."""
    return known.caseload["curfews"]


# --- contact enquiries -------------------------------------------------------------------------------------------


def contacts_of(known: Known, *types: str) -> Records:
    """The contacts of some types, in file order."""
    contacts = known.caseload["contacts"]
    return contacts.where(contacts.is_any("contact_type", types))


@once
def sfgc_sent_days(known: Known) -> Records:
    """Each day of a case with an SFGC contact that means *sent*, by case and day, with the day of its answer.

    Columns added: `answered` and `answer_record`. SFRR contacts answer first in, first out: by date, each answers the
    earliest unanswered day on or before its own, or none.
    """
    sfgc = contacts_of(known, "SFGC")
    means_sent = sfgc.values("outcome_held") & (sfgc.blank("outcome") | sfgc.matches("outcome", SENT))
    sfgc = sfgc.where(means_sent)
    ordered = sfgc.take(np.lexsort((sfgc.record, sfgc.day("contact_date"), sfgc.case)))
    day = ordered.day("contact_date")
    new = np.ones(len(ordered), dtype=bool)
    new[1:] = (ordered.case[1:] != ordered.case[:-1]) | (day[1:] != day[:-1])
    days = ordered.where(new)
    responses = contacts_of(known, "SFRR")
    responses = responses.take(np.lexsort((responses.record, responses.day("contact_date"), responses.case)))
    answered_by = first_in_first_out(days.case, days.day("contact_date"), responses.case, responses.day("contact_date"))
    return days.having(
        answered=pick_day(responses.day("contact_date"), answered_by),
        answer_record=pick(responses.record, answered_by, -1),
    )


def first_in_first_out(case: Ints, sent: Days, reply_case: Ints, replied: Days) -> Ints:
    """For each sent day the position of the reply that answers it, −1 for none; both sides sorted by case and day.

    With S(k) the number of days sent by the k-th reply, the replies 1..k of a case have answered
    k + min(0, min over m ≤ k of S(m) − m) days, so the queue needs no loop.
    """
    answer = np.full(len(case), -1)
    if not len(case) or not len(reply_case):
        return answer
    first_sent = np.searchsorted(case, reply_case, side="left")
    key = case * 2**20 + day_number(sent)
    sent_by = np.searchsorted(key, reply_case * 2**20 + day_number(replied), side="right") - first_sent
    group = np.cumsum(np.append(0, reply_case[1:] != reply_case[:-1]))
    first_of_group = np.searchsorted(group, group, side="left")
    number = np.arange(len(reply_case)) - first_of_group + 1
    # Falling offsets keep the running minimum of one case from reaching into the next.
    offset = group * 2**32
    shortfall = np.minimum.accumulate(np.minimum(sent_by - number, 0) - offset) + offset
    done = number + shortfall
    before = np.append(0, done[:-1])
    before[number == 1] = 0
    answers = done > before
    answer[(first_sent + done - 1)[answers]] = np.flatnonzero(answers)
    return answer


@once
def contact_enquiries(known: Known) -> Records:
    """The SFGC *sent* days that no tracker row matches (sent within tracker_match on either side)."""
    days = sfgc_sent_days(known)
    tracker = tracker_sent(known)
    i, j = pairs(days.case, tracker.case)
    here, there = days.day("contact_date")[i], tracker.day("sent")[j]
    near = ~(there > known.later(here, "tracker_match")) & ~(here > known.later(there, "tracker_match"))
    return days.where(~any_of_each(i, len(days), near))


@once
def tracker_sent(known: Known) -> Records:
    """The tracker's rows that were sent."""
    rows = known.caseload["enquiries"]
    return rows.where(filled(rows.day("sent")))


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
    nothing = np.full(len(contact), -1)
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


# --- matching an enquiry to an obligation ------------------------------------------------------------------------


def same_reference(falls: Falls, column: str, i: Ints, codes: Ints) -> Mask:
    """Pairs whose references agree, or of which one side gives none."""
    if not falls.things.has(column):
        return np.ones(len(i), dtype=bool)
    mine = falls.things.codes(column)[i]
    return (mine == codes) | (mine < 0) | (codes < 0)


def point_counts(enquiries: Records, points: list[str]) -> Mask:
    """Enquiries whose point is one of some or blank."""
    return enquiries.is_any("point", points) | enquiries.blank("point")


def _candidates(known: Known, falls: Falls, points: list[str]) -> tuple[Ints, Ints, Records]:
    sent = sent_enquiries(known)
    sent = sent.where(point_counts(sent, points))
    i, j = pairs(falls.case, sent.case)
    fits = same_reference(falls, "child_ref", i, sent.number("child")[j])
    fits &= same_reference(falls, "address_ref", i, sent.number("address")[j])
    return i[fits], j[fits], sent


def _earliest(size: int, i: Ints, day: Days, record: Ints) -> Found:
    best = first_of_each(i, size, day_number(day), record)
    return Found(pick_day(day, best), pick(record, best, -1))


@action
def enquiry_sent(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """An enquiry that matches, of one of the points or none, sent in the window."""
    i, j, sent = _candidates(known, falls, done.points)
    day = sent.day("sent")[j]
    fits = day >= since[i]
    return _earliest(len(falls), i[fits], day[fits], sent.record[j][fits])


@action
def enquiry_of_its_psr(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """A tracker enquiry of point psr that gives the event, or gives none while the CRN has one row; whenever sent."""
    sent = tracker_sent(known)
    sent = sent.where(sent.is_any("point", ["psr"]))
    i, j = pairs(falls.case, sent.case)
    event = sent.number("event_number")[j]
    only_one = rows_of_case(known)[falls.case[i]] == 1
    fits = (event == falls.event[i]) | ((event < 0) & only_one)
    i, j = i[fits], j[fits]
    return _earliest(len(falls), i, sent.day("sent")[j], sent.record[j])


@action
def answer_received(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """An answer, in the window, to an enquiry that matches and was sent on or before the trigger."""
    i, j, sent = _candidates(known, falls, done.points)
    day = sent.day("answered")[j]
    fits = (day >= since[i]) & (sent.day("sent")[j] <= falls.trigger[i])
    return _earliest(len(falls), i[fits], day[fits], sent.number("answer_record")[j][fits])


def answered_by(known: Known, case: Ints, day: Days) -> Days:
    """The latest day on or before `day` on which an enquiry of the case was answered; blank for none."""
    sent = sent_enquiries(known)
    sent = sent.where(filled(sent.day("answered")))
    i, j = pairs(case, sent.case)
    answered = sent.day("answered")[j]
    in_time = answered <= day[i]
    i, answered = i[in_time], answered[in_time]
    return pick_day(answered, first_of_each(i, len(case), -day_number(answered)))


# --- what enquiries fall on ----------------------------------------------------------------------------------------


@truth_of
def makes_new_contact(known: Known, falls: Falls) -> Truth:
    """New contact, or a new relationship with a child named (7.14)."""
    rows = falls.things
    relationship = rows.is_any("change", ["new-relationship"]) & rows.filled("child_ref")
    return truth(rows.is_any("change", ["new-contact"]) | relationship)


@truth_of
def temporary_release(known: Known, falls: Falls) -> Truth:
    """Release on temporary licence."""
    return truth(falls.things.is_any("release_type", ["rotl"]))


@date_of
def release_date(known: Known, falls: Falls) -> Days:
    """The day of release, not yet released: the planned day."""
    released, planned = falls.things.day("released_on"), falls.things.day("planned_on")
    return np.where(filled(released), released, planned)


@truth_of
def no_release_date(known: Known, falls: Falls) -> Truth:
    """Neither released_on nor planned_on is given."""
    return truth(~filled(release_date(known, falls)))


@truth_of
def refused_and_not_moved_in(known: Known, falls: Falls) -> Truth:
    """The address was refused and nobody moved in."""
    return truth(falls.things.is_any("decision", ["refused"]) & ~filled(falls.things.day("moved_in_on")))


@date_of
def address_decided(known: Known, falls: Falls) -> Days:
    """decided_on; left out of account for a refused address, or where before proposed_on."""
    rows = falls.things
    decided = rows.day("decided_on").copy()
    decided[rows.is_any("decision", ["refused"]) | (decided < rows.day("proposed_on"))] = NO_DAY
    return decided


@truth_of
def address_learnt_afterwards_or_undecided(known: Known, falls: Falls) -> Truth:
    """moved_in_on is on or before proposed_on, or neither a decision nor a move is dated."""
    moved = falls.things.day("moved_in_on")
    afterwards = moved <= falls.things.day("proposed_on")
    return truth(afterwards | (~filled(moved) & ~filled(address_decided(known, falls))))


@date_of
def address_event(known: Known, falls: Falls) -> Days:
    """The earlier of the decision and the move; blank where learnt afterwards or neither is dated."""
    event = earliest(address_decided(known, falls), falls.things.day("moved_in_on")).copy()
    event[address_learnt_afterwards_or_undecided(known, falls) == YES] = NO_DAY
    return event


@date_of
def address_last_day(known: Known, falls: Falls) -> Days:
    """The earlier of the decision and the day before the move."""
    return earliest(address_decided(known, falls), falls.things.day("moved_in_on") - np.timedelta64(1, "D"))


@thing
def pregnancies(known: Known) -> Records:
    """Pregnancies known: from a court report (of an event with a sentence_date), or from a change.

    Columns: case, record, event_number, child_ref, change_ref, known_on, sentence_date, due_date.
    """
    reports, changes = known.caseload["court_reports"], known.caseload["changes"]
    sentence = sentence_of_event(known, reports.case, reports.number("event_number"))
    told = (reports.yes("pregnant") | reports.yes("partner_pregnant")) & filled(sentence)
    reports, sentence = reports.where(told), sentence[told]
    changes = changes.where(changes.is_any("change", ["pregnancy", "partner-pregnancy"]))
    from_reports: dict[str, Column] = {
        "case": reports.case,
        "record": reports.record,
        "event_number": reports.number("event_number"),
        "child_ref": Text(np.full(len(reports), -1), changes.text("child_ref").words),
        "change_ref": Text.blank(len(reports)),
        "known_on": reports.day("interview_date"),
        "sentence_date": sentence,
        "due_date": reports.day("due_date"),
    }
    from_changes: dict[str, Column] = {
        "case": changes.case,
        "record": changes.record,
        "event_number": np.full(len(changes), -1),
        "child_ref": changes.text("child_ref"),
        "change_ref": changes.text("change_ref"),
        "known_on": changes.day("known_on"),
        "sentence_date": np.full(len(changes), NO_DAY),
        "due_date": changes.day("due_date"),
    }
    return stacked("pregnancies", [from_reports, from_changes])


@date_of
def pregnancy_known_or_sentence(known: Known, falls: Falls) -> Days:
    """The day the pregnancy was known; from a court report, its event's sentence_date if later."""
    return latest(falls.things.day("known_on"), falls.things.day("sentence_date"))


# --- enquiries that the court left unanswered ----------------------------------------------------------------------


@thing
def unanswered_court_enquiries(known: Known) -> Records:
    """Enquiries of the court not answered on or before the sentence_date.

    Tracker: point psr, sent before the sentence_date of its event (no event given: the first sentence_date of the CRN
    after sending). Contacts: for each court report whose event has a sentence_date the latest contact enquiry sent
    from interview_date to the day before it. Columns: case, record, event_number, ref, sentence_date, answered,
    answer_record, followed_up, follow_up_record.
    """
    both = stacked("enquiries", [_tracker_before_sentence(known), _contact_before_sentence(known)])
    return both.where(~(both.day("answered") <= both.day("sentence_date")))


def _tracker_before_sentence(known: Known) -> dict[str, Column]:
    sent = tracker_sent(known)
    sent = sent.where(sent.is_any("point", ["psr"]))
    event, day = sent.number("event_number"), sent.day("sent")
    sentence = np.where(
        event < 0, _first_sentence_after(known, sent.case, day), sentence_of_event(known, sent.case, event)
    )
    before = day < sentence
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
    }


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
    }


def _first_sentence_after(known: Known, case: Ints, day: Days) -> Days:
    sentences = known.caseload["cases"].day("sentence_date")
    i, j = pairs(case, known.caseload["cases"].case)
    after = sentences[j] > day[i]
    i, j = i[after], j[after]
    return pick_day(sentences[j], first_of_each(i, len(case), day_number(sentences[j])))


def first_contact_since(known: Known, case: Ints, since: Days, *types: str) -> Found:
    """The earliest contact of some types on or after a day, for each CRN given."""
    contacts = contacts_of(known, *types)
    i, j = pairs(case, contacts.case)
    day = contacts.day("contact_date")[j]
    fits = day >= since[i]
    return _earliest(len(case), i[fits], day[fits], contacts.record[j][fits])


@action
def its_answer(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """The enquiry's own answer."""
    return Found(falls.things.day("answered"), falls.things.number("answer_record"))


@action
def its_follow_up(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """The enquiry's own follow-up."""
    return Found(falls.things.day("followed_up"), falls.things.number("follow_up_record"))
