"""What the contact log holds of what was done: contacts of some types, enquiries and answers (6.37, 7.45)."""

from safeaudit.caseload.arrays import Days, pairs
from safeaudit.facts.contact_enquiries import first_contact_since, sfgc_sent_days
from safeaudit.facts.known import Falls, Found, Known
from safeaudit.facts.registry import action
from safeaudit.packs.schema import Done


@action
def contact_recorded(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """A contact of one of these types."""
    return first_contact_since(known, falls.case, since, *done.types)


@action
def sent_enquiry_in_contacts(known: Known, falls: Falls, since: Days, done: Done) -> Found:
    """A contact SFGC that means an enquiry was sent."""
    sent = sfgc_sent_days(known)
    i, j = pairs(falls.case, sent.case)
    day = sent.day("contact_date")[j]
    fits = day >= since[i]
    return Found.earliest(len(falls), i[fits], day[fits], sent.record[j][fits])
