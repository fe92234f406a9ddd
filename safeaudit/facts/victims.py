"""Facts about victims and the victim liaison officer (6.34, 14.4, 14.7, 14.12)."""

from dataclasses import replace

import numpy as np

from safeaudit.caseload.arrays import Days, Truth, filled, grouped, latest, pairs, truth
from safeaudit.caseload.records import Records
from safeaudit.facts.case_days import of_age_by
from safeaudit.facts.contact_enquiries import contacts_of
from safeaudit.facts.known import Falls, Found, Known
from safeaudit.facts.occasions import release_date
from safeaudit.facts.on_a_day import earliest_of
from safeaudit.facts.registry import action, date_of, evidence_for, thing, truth_of
from safeaudit.packs.schema import Done

RECALLS_AND_DEATHS = ("ERCL", "DUS01", "DUS3")


@thing
def child_victims(known: Known) -> Records:
    """Each child of a case who is a victim in it."""
    children = known.caseload["children"]
    return children.where(children.yes("victim"))


@thing
def victims(known: Known) -> Records:
    """Each victim."""
    return known.caseload["victims"]


@thing
def recalls_and_deaths(known: Known) -> Records:
    """Each case, day and contact type of recalls and deaths."""
    contacts = contacts_of(known, *RECALLS_AND_DEATHS)
    group, first = grouped(contacts.case, contacts.day("contact_date"), contacts.codes("contact_type"))
    return replace(contacts.take(first), members=(group, contacts.record))


@date_of
def victim_case_and_child_linked(known: Known, falls: Falls) -> Days:
    """The later of the start of the victim register (INVI) active at the as-at date and linked_on; blank for none."""
    rows = known.caseload["registrations"]
    rows = rows.where(rows.is_any("register", ["INVI"]) & ~(rows.day("end") <= known.as_at))
    registered = earliest_of(rows.case, known.cases, rows.day("start"))[falls.case]
    return np.where(filled(registered), latest(registered, falls.things.day("linked_on")), registered)


@evidence_for("victim_case_and_child_linked", "victim_case_on_the_day", "victim_case_at_release")
def victim_registrations(known: Known, falls: Falls) -> tuple[np.ndarray, np.ndarray]:
    """The victim registrations of the case that had not ended on the trigger's day."""
    rows = known.caseload["registrations"]
    rows = rows.where(rows.is_any("register", ["INVI"]))
    i, j = pairs(falls.case, rows.case)
    fits = ~(rows.day("end")[j] <= falls.trigger[i]) & ~(rows.day("start")[j] > falls.trigger[i])
    return i[fits], rows.record[j][fits]


@truth_of
def of_age_on_the_day(known: Known, falls: Falls) -> Truth:
    """The child was 18 or older on that day."""
    return truth(of_age_by(known, falls.things.day("date_of_birth"), falls.trigger))


@truth_of
def licence_or_curfew_release(known: Known, falls: Falls) -> Truth:
    """Release on licence or on home detention curfew."""
    return truth(falls.things.is_any("release_type", ["licence", "hdc"]))


@truth_of
def victim_case_at_release(known: Known, falls: Falls) -> Truth:
    """It is a victim case (register INVI) on the day of release; without a day, at the as-at date."""
    day = release_date(known, falls)
    rows = known.caseload["registrations"]
    rows = rows.where(rows.is_any("register", ["INVI"]))
    i, j = pairs(falls.case, rows.case)
    on = np.where(filled(day), day, known.as_at)[i]
    fits = (rows.day("start")[j] <= on) & ~(rows.day("end")[j] <= on)
    found = np.zeros(len(falls), dtype=bool)
    found[i[fits]] = True
    return truth(found)


@action
def victim_liaison_before_release(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """A victim liaison contact (CVIC) before the day of release."""
    contacts = contacts_of(known, "CVIC")
    i, j = pairs(falls.case, contacts.case)
    day = contacts.day("contact_date")[j]
    fits = (day >= since[i]) & (day < release_date(known, falls)[i])
    return Found.earliest(len(falls), i[fits], day[fits], contacts.record[j][fits])
