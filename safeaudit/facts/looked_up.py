"""Contacts and registers looked up by their codes: the actions that packs name with `types`."""

import numpy as np

from safeaudit.caseload.arrays import Days, pairs
from safeaudit.facts.contact_enquiries import contacts_of, first_contact_since
from safeaudit.facts.known import Falls, Found, Known
from safeaudit.facts.registry import action
from safeaudit.packs.schema import Done


@action
def contact_made(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """A contact of one of these types."""
    return first_contact_since(known, falls.case, since, *done.types)


@action
def latest_contact(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """The latest contact of one of these types; where the first day is not known, of all."""
    contacts = contacts_of(known, *done.types)
    i, j = pairs(falls.case, contacts.case)
    day = contacts.day("contact_date")[j]
    fits = ~(day < since[i])
    return Found.latest(len(falls), i[fits], day[fits], contacts.record[j][fits])


@action
def registered(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """One of these registers stood on that day, or began later."""
    rows = known.caseload["registrations"]
    rows = rows.where(rows.is_any("register", done.types))
    i, j = pairs(falls.case, rows.case)
    start, end = rows.day("start")[j], rows.day("end")[j]
    fits = (start > since[i]) | ~(end <= since[i])
    day = np.maximum(start, since[i])
    return Found.earliest(len(falls), i[fits], day[fits], rows.record[j][fits])
