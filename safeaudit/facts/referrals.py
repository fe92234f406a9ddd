"""Facts about referrals to children's services (6.34, 7.29–7.37, 7.54)."""

import numpy as np

from safeaudit.caseload.arrays import (
    NO,
    NO_DAY,
    UNKNOWN,
    YES,
    Days,
    Ints,
    Mask,
    Truth,
    Words,
    filled,
    latest,
    pairs,
    truth,
)
from safeaudit.caseload.records import Records
from safeaudit.clock.elapsed import plus_hours, within_hours
from safeaudit.clock.in_words import in_words, moments_in_words
from safeaudit.facts.cases import has_identified_child
from safeaudit.facts.contact_enquiries import first_contact_since
from safeaudit.facts.enquiries import same_reference
from safeaudit.facts.known import Falls, Found, Known
from safeaudit.facts.registry import action, date_of, evidence_for, explains, thing, truth_of
from safeaudit.facts.trackers import sent_referrals
from safeaudit.packs.schema import Done

DAY, DAY_HOURS = np.timedelta64(1, "D"), 24


@thing
def referrals(known: Known) -> Records:
    """Each row of the tracker of referrals."""
    return known.caseload["referrals"]


@thing
def referrals_sent(known: Known) -> Records:
    """Each referral that was sent."""
    return sent_referrals(known)


@thing
def addresses(known: Known) -> Records:
    """Each proposed or actual address."""
    return known.caseload["addresses"]


# --- within 24 hours (ref-24h) --------------------------------------------------------------------------------------


@date_of
def identified_or_sent(known: Known, falls: Falls) -> Days:
    """The day in identified_at, or where that is blank in sent_at."""
    identified, sent = falls.things.day("identified_at"), falls.things.day("sent_at")
    return np.where(filled(identified), identified, sent)


@truth_of
def consent_based(known: Known, falls: Falls) -> Truth:
    """Early help was asked for, which rests on consent."""
    return truth(falls.things.is_any("response_requested", ["early-help"]))


@truth_of
def decided_not_to_refer(known: Known, falls: Falls) -> Truth:
    """The referral was not sent, and an outcome is recorded: a decision not to refer."""
    return truth(~filled(falls.things.day("sent_at")) & falls.things.filled("outcome"))


@truth_of
def identified_unknown_or_after_sending(known: Known, falls: Falls) -> Truth:
    """identified_at is missing, or the referral was sent before that day (and there was no decision not to refer)."""
    identified, sent = falls.things.day("identified_at"), falls.things.day("sent_at")
    undecided = decided_not_to_refer(known, falls) == NO
    return truth(undecided & (~filled(identified) | (sent < identified)))


@truth_of
def identified_outside_the_calendar(known: Known, falls: Falls) -> Truth:
    """The calendar does not hold the week in which the risk was identified, so its last working day is not known."""
    day = falls.things.day("identified_at")
    undecided = decided_not_to_refer(known, falls) == NO
    _, unknown = known.calendar.is_last_working_day_of_week(day)
    return truth(undecided & unknown)


def _timed(falls: Falls) -> Mask:
    """Which rows are judged to the minute: identified with a time, and sent with a time or not sent."""
    identified, sent = falls.things.moment("identified_at"), falls.things.moment("sent_at")
    return ~_without_time(identified) & ~_without_time(sent)


def _without_time(moments: Days) -> Mask:
    """Which moments are days whose time is not held; a blank is none."""
    return moments == moments.astype("datetime64[D]")


def _on_last_working_day(known: Known, falls: Falls) -> np.ndarray:
    last, _ = known.calendar.is_last_working_day_of_week(falls.things.day("identified_at"))
    return last


@date_of
def day_24_hours_after(known: Known, falls: Falls) -> Days:
    """The end of the next day where the risk was identified on the last working day of its week or no times are held,
    else 24 hours after it, to the minute; 7.34, 7.35.

    Identified on the last working day of its week, or without times to go by: the next calendar day. Otherwise the day
    that 24 real hours end on.
    """
    day = falls.things.day("identified_at")
    timed = _timed(falls)
    by_the_hour = timed & ~_on_last_working_day(known, falls)
    due = day + DAY
    due[by_the_hour] = plus_hours(falls.things.moment("identified_at")[by_the_hour], DAY_HOURS).astype("datetime64[D]")
    return due


@explains("day_24_hours_after")
def last_day_explained(known: Known, falls: Falls) -> Words:
    """How the last day for the referral was found: by the hour, by the end of the week, or by the day alone."""
    identified, sent = falls.things.moment("identified_at"), falls.things.moment("sent_at")
    due = in_words(day_24_hours_after(known, falls))
    timed = _timed(falls)
    ends = moments_in_words(plus_hours(identified, DAY_HOURS))
    how = np.where(timed, "; 24 hours end on " + ends, "; by the day alone, without the times, due by " + due)
    last = _on_last_working_day(known, falls)
    how = np.where(last, ", the last working day of its week; wanted by the end of the next day, " + due, how)
    words = "The risk was identified on " + moments_in_words(identified) + how + "."
    words = words + np.where(filled(sent), " The referral was sent on " + moments_in_words(sent) + ".", "")
    return np.where(filled(identified), words, "").astype(object)


@truth_of
def sent_within_24_hours(known: Known, falls: Falls) -> Truth:
    """Sent by the end of the next day where the risk was identified on the last working day of its week (7.35), else
    within 24 hours, to the minute where times are held (6.34).

    Without times by the day; unknown where only the hour could tell.
    """
    identified, sent = falls.things.day("identified_at"), falls.things.day("sent_at")
    by_the_next_day = truth(sent <= identified + DAY)
    within = sent_within_24_hours_on_any_day(known, falls)
    return np.where(_on_last_working_day(known, falls), by_the_next_day, within)


@truth_of
def sent_within_24_hours_on_any_day(known: Known, falls: Falls) -> Truth:
    """Sent within 24 hours, to the minute where times are held, else the same day (6.34); sent the next day without
    times, nobody can tell."""
    identified, sent = falls.things.day("identified_at"), falls.things.day("sent_at")
    timed = _timed(falls)
    in_hours = within_hours(falls.things.moment("identified_at"), falls.things.moment("sent_at"), DAY_HOURS)
    next_day = sent == identified + DAY
    by_day = np.where(sent <= identified, YES, np.where(next_day, UNKNOWN, NO))
    return np.where(timed, truth(in_hours), by_day).astype(np.int8)


@truth_of
def sent_after_24_hours_by_the_next_day(known: Known, falls: Falls) -> Truth:
    """Sent more than 24 hours after identification, but by the end of the next day where 7.35 allows that."""
    after = sent_within_24_hours_on_any_day(known, falls) == NO
    return truth(after & (sent_within_24_hours(known, falls) == YES))


@truth_of
def sent_the_next_day_without_times(known: Known, falls: Falls) -> Truth:
    """Sent on the day after identification and the times that would tell are not held."""
    return truth(sent_within_24_hours(known, falls) == UNKNOWN)


@truth_of
def sent_the_next_day_of_any_week_without_times(known: Known, falls: Falls) -> Truth:
    """Sent on the day after identification, whatever day of the week, and the times that would tell are not held."""
    return truth(sent_within_24_hours_on_any_day(known, falls) == UNKNOWN)


# --- referrals that something calls for -----------------------------------------------------------------------------


@truth_of
def domestic_abuse_with_a_child(known: Known, falls: Falls) -> Truth:
    """Domestic abuse made known, with a child named or an identified child in the case (7.29)."""
    rows = falls.things
    child = rows.filled("child_ref") | (has_identified_child(known, falls) == YES)
    return truth(rows.is_any("change", ["domestic-abuse"]) & child)


@truth_of
def lived_in_though_refused(known: Known, falls: Falls) -> Truth:
    """The address was refused, and moved into on or before the as-at date."""
    rows = falls.things
    return truth(rows.is_any("decision", ["refused"]) & (rows.day("moved_in_on") <= known.as_at))


@date_of
def refusal_or_move(known: Known, falls: Falls) -> Days:
    """The later of the decision and the move."""
    return latest(falls.things.day("decided_on"), falls.things.day("moved_in_on"))


@action
def referral_sent(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """A referral was sent, about the same child where both name one, or a contact C507 (referral) was made."""
    by_contact = first_contact_since(known, falls.case, since, "C507")
    return another_referral_sent(known, falls, since, done).or_earlier(by_contact)


@action
def another_referral_sent(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """Another referral was sent, about the same child where both name one."""
    sent = sent_referrals(known)
    i, j = pairs(falls.case, sent.case)
    day = sent.day("sent_at")[j]
    fits = (day >= since[i]) & (sent.record[j] != falls.things.record[i])
    fits &= same_reference(falls, "child_ref", i, sent.codes("child_ref")[j])
    i, j, day = i[fits], j[fits], day[fits]
    return Found.earliest(len(falls), i, day, sent.record[j])


# --- what a referral says and what became of it ---------------------------------------------------------------------


@truth_of
def childs_authority_known(known: Known, falls: Falls) -> Truth:
    """The referral names a child whose local authority is known."""
    return truth(_childs_authority(known, falls) != "")


@evidence_for("childs_authority_known", "childs_authority_known_on_sending")
def child_referred(known: Known, falls: Falls) -> tuple[Ints, Ints]:
    """The child that the referral names."""
    i, children = child_named(known, falls)
    return i, children.record


def child_named(known: Known, falls: Falls) -> tuple[Ints, Records]:
    """The rows that name a child of their case, and the row of that child: one, since a child is in its case once.

    A row that names none finds none: no child is without a reference (`extracts.md`, children).
    """
    children = known.caseload["children"]
    i, j = pairs(falls.case, children.case)
    same = falls.things.codes("child_ref")[i] == children.codes("child_ref")[j]
    return i[same], children.take(j[same])


@truth_of
def sent_to_childs_authority(known: Known, falls: Falls) -> Truth:
    """The referral went to the child's local authority; where it names none, nobody can tell."""
    named = spelt_alike(falls.things.words("local_authority"))
    same = named == _childs_authority(known, falls)
    return truth(same, named == "")


def _childs_authority(known: Known, falls: Falls) -> Words:
    i, children = child_named(known, falls)
    names = np.full(len(falls), "", dtype=object)
    names[i] = spelt_alike(children.words("local_authority"))
    return names


def spelt_alike(names: Words) -> Words:
    """Authorities with case and spaces ironed out, each different name once."""
    different, where = np.unique(names.astype(str), return_inverse=True)
    return np.array(["".join(name.lower().split()) for name in different], dtype=object)[where]


@action
def outcome_recorded(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """The outcome was recorded, with its day (outcome_on)."""
    rows = falls.things
    return Found(np.where(rows.filled("outcome"), rows.day("outcome_on"), NO_DAY), rows.record)


@truth_of
def outcome_without_its_date(known: Known, falls: Falls) -> Truth:
    """An outcome is filled, but not the day it was recorded."""
    rows = falls.things
    return truth(rows.filled("outcome") & ~filled(rows.day("outcome_on")))


@truth_of
def refused_while_concern_remains(known: Known, falls: Falls) -> Truth:
    """Children's services took no further action and the concern remains (7.54)."""
    rows = falls.things
    refused = rows.matches("outcome", "^(?:nfa$|no further action)")
    return truth(rows.yes("concern_remains") & refused)
