"""Facts about court reports and the marking of records (6.23, 6.25, 6.46)."""

from dataclasses import replace

import numpy as np

from safeaudit.caseload.arrays import NO, UNKNOWN, YES, Truth, any_of_each, filled, grouped, truth
from safeaudit.caseload.records import Records
from safeaudit.facts.contact_enquiries import contacts_of
from safeaudit.facts.known import Falls, Known
from safeaudit.facts.registry import thing, truth_of

THIRD_PARTY = ("CI3A", "CIEA", "C157")
CONFERENCE_AND_MARAC = ("C005", "C150", "C151", "ERFM", "CCCP", "C078")


@thing
def court_reports(known: Known) -> Records:
    """Each pre-sentence report."""
    return known.caseload["court_reports"]


@truth_of
def refused_to_answer(known: Known, falls: Falls) -> Truth:
    """The person refused to answer the questions about children."""
    return truth(falls.things.is_any("answered", ["refused"]))


@truth_of
def disclosure_is_doubted(known: Known, falls: Falls) -> Truth:
    """What was said about children is doubted."""
    return truth(falls.things.yes("disclosure_doubted"))


@truth_of
def report_completed(known: Known, falls: Falls) -> Truth:
    """The report has a completion date."""
    return truth(filled(falls.things.day("completed_on")))


@truth_of
def asked_about_children(known: Known, falls: Falls) -> Truth:
    """The questions about children were answered or refused; anything else is not shown to have been asked."""
    return truth(falls.things.is_any("answered", ["y", "refused"]))


@truth_of
def asked_whether_pregnant(known: Known, falls: Falls) -> Truth:
    """The question was asked (asked_pregnant = Y)."""
    return truth(falls.things.yes("asked_pregnant"))


@truth_of
def asked_whether_partner_pregnant(known: Known, falls: Falls) -> Truth:
    """The question was asked (asked_partner_pregnant = Y)."""
    return truth(falls.things.yes("asked_partner_pregnant"))


@thing
def marac_and_conference_contacts(known: Known) -> Records:
    """Each case, day and contact type of contacts about MARAC and child protection conferences."""
    return by_day_and_type(contacts_of(known, *CONFERENCE_AND_MARAC))


@thing
def harmful_third_party_contacts(known: Known) -> Records:
    """Each case, day and contact type of contacts marked as holding third-party information that could harm if
    disclosed."""
    contacts = contacts_of(known, *THIRD_PARTY)
    return by_day_and_type(contacts.where(contacts.yes("disclosure_risk")))


def by_day_and_type(contacts: Records) -> Records:
    """One for each case, day and type: `sensitive` is no where any contact is not marked, unknown where any is blank,
    else yes."""
    group, first = grouped(contacts.case, contacts.day("contact_date"), contacts.codes("contact_type"))
    any_no = any_of_each(group, len(first), contacts.no("sensitive"))
    any_blank = any_of_each(group, len(first), contacts.blank("sensitive"))
    marks = np.select([any_no, any_blank], [NO, UNKNOWN], YES).astype(np.int8)
    return replace(contacts.take(first).having(sensitive=marks), members=(group, contacts.record))


@truth_of
def due_date_exported(known: Known, falls: Falls) -> Truth:
    """The table that tells of the pregnancy was exported with its due_date column."""
    held = [known.caseload.supplied(table, "due_date") for table in ("court_reports", "changes")]
    from_report = falls.things.blank("change_ref")
    return truth(np.where(from_report, held[0], held[1]))
