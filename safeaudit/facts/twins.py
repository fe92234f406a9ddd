"""What the office's trackers and the contact log both ought to hold, and only one of them does."""

from collections.abc import Iterator
from dataclasses import dataclass

from safeaudit.caseload.arrays import Days, Mask, any_of_each, filled, pairs
from safeaudit.caseload.records import Records
from safeaudit.facts.contact_enquiries import contacts_of, sfgc_sent_days
from safeaudit.facts.known import Known
from safeaudit.facts.trackers import sent_referrals, tracker_sent

MATCH = "tracker_match"


@dataclass(frozen=True)
class _Side:
    """One side's records, the column of their day, and what to call one of them."""

    rows: Records
    column: str
    name: str

    @property
    def day(self) -> Days:
        return self.rows.day(self.column)


def twinless(known: Known) -> Iterator[tuple[Records, str, str]]:
    """Find the records without a twin within tracker_match, by CRN and day, with the column of their day and why.

    Nothing is compared where one side holds nothing of its kind at all, nor from before the other side begins.
    """
    answered = tracker_sent(known)
    answered = answered.where(filled(answered.day("responded")))
    sent = _Side(tracker_sent(known), "sent", "enquiry sent")
    yield from _compared(known, sent, _Side(sfgc_sent_days(known), "contact_date", "SFGC that says sent"))
    response = _Side(answered, "responded", "enquiry responded")
    yield from _compared(known, response, _Side(contacts_of(known, "SFRR"), "contact_date", "SFRR"))
    referral = _Side(sent_referrals(known), "sent_at", "referral sent")
    yield from _compared(known, referral, _Side(contacts_of(known, "C507"), "contact_date", "C507"))


def _compared(known: Known, tracker: _Side, contact: _Side) -> Iterator[tuple[Records, str, str]]:
    if not len(tracker.rows) or not len(contact.rows):
        return
    span = known.benchmarks[MATCH]
    within = f"within {span} of it" if span else "at all"
    log, listed = known.caseload["contacts"].day("contact_date").min(), tracker.day.min()
    tracked, logged = _near(known, tracker, contact)
    reason = f"The contact log has no {contact.name} for this case {within}."
    yield tracker.rows.where(~tracked & (tracker.day >= log)), tracker.column, reason
    reason = f"The tracker has no {tracker.name} for this case {within}."
    yield contact.rows.where(~logged & (contact.day >= listed)), contact.column, reason


def _near(known: Known, these: _Side, others: _Side) -> tuple[Mask, Mask]:
    """Which of these have one of the others within tracker_match on either side, and which of the others so."""
    i, j = pairs(these.rows.case, others.rows.case)
    here, there = these.day, others.day
    near = ~(there[j] > known.later(here, MATCH)[i]) & ~(here[i] > known.later(there, MATCH)[j])
    return any_of_each(i, len(here), near), any_of_each(j, len(there), near)
