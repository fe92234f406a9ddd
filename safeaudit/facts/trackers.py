"""What the office's trackers hold as sent: enquiries and referrals."""

from safeaudit.caseload.arrays import filled
from safeaudit.caseload.records import Records
from safeaudit.facts.known import Known, once


@once
def tracker_sent(known: Known) -> Records:
    """The tracker's rows that were sent."""
    rows = known.caseload["enquiries"]
    return rows.where(filled(rows.day("sent")))


@once
def sent_referrals(known: Known) -> Records:
    """The referrals that were sent."""
    rows = known.caseload["referrals"]
    return rows.where(filled(rows.day("sent_at")))
