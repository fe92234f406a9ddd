"""The occasions on which children's services must be asked (7.14): contact, release, address, pregnancy."""

import numpy as np

from safeaudit.caseload.arrays import (
    BLANK,
    NO_DAY,
    Days,
    Truth,
    earliest,
    filled,
    latest,
    truth,
)
from safeaudit.caseload.records import Column, Records, stacked
from safeaudit.caseload.text import Text
from safeaudit.facts.cases import sentence_of_event
from safeaudit.facts.known import Falls, Known
from safeaudit.facts.registry import date_of, thing, truth_of


@thing
def curfews(known: Known) -> Records:
    """Each proposal of an electronically monitored curfew."""
    return known.caseload["curfews"]


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
    """The day in released_on, or where that is blank in planned_on."""
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
    decided = rows.day("decided_on")
    left_out = rows.is_any("decision", ["refused"]) | (decided < rows.day("proposed_on"))
    return np.where(left_out, NO_DAY, decided)


@truth_of
def address_learnt_afterwards_or_undecided(known: Known, falls: Falls) -> Truth:
    """The move was on or before proposed_on (learnt afterwards), or neither a decision nor a move is dated."""
    moved = falls.things.day("moved_in_on")
    afterwards = moved <= falls.things.day("proposed_on")
    return truth(afterwards | (~filled(moved) & ~filled(address_decided(known, falls))))


@date_of
def address_event(known: Known, falls: Falls) -> Days:
    """The earlier of the decision and the move."""
    return earliest(address_decided(known, falls), falls.things.day("moved_in_on"))


@date_of
def address_last_day(known: Known, falls: Falls) -> Days:
    """The earlier of the decision and the day before the move."""
    return earliest(address_decided(known, falls), falls.things.day("moved_in_on") - np.timedelta64(1, "D"))


@thing
def pregnancies(known: Known) -> Records:
    """Each pregnancy known from a court report (where sentence has been passed) or from a change of circumstances.

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
        "child_ref": Text(np.full(len(reports), BLANK), changes.text("child_ref").words),
        "change_ref": Text.blank(len(reports)),
        "known_on": reports.day("interview_date"),
        "sentence_date": sentence,
        "due_date": reports.day("due_date"),
    }
    from_changes: dict[str, Column] = {
        "case": changes.case,
        "record": changes.record,
        "event_number": np.full(len(changes), BLANK),
        "child_ref": changes.text("child_ref"),
        "change_ref": changes.text("change_ref"),
        "known_on": changes.day("known_on"),
        "sentence_date": np.full(len(changes), NO_DAY),
        "due_date": changes.day("due_date"),
    }
    return stacked("pregnancies", [from_reports, from_changes])


@date_of
def pregnancy_known_or_sentence(known: Known, falls: Falls) -> Days:
    """The day the pregnancy was known, or where a report told of it and sentence came later, the day of sentence."""
    return latest(falls.things.day("known_on"), falls.things.day("sentence_date"))
