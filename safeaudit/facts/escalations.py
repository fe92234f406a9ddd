"""Tracker enquiries and referrals that were escalated without an answer in hand (6.16)."""

from safeaudit.caseload.records import Records, stacked
from safeaudit.facts.followups import shows, tracker_enquiries, tracker_referrals
from safeaudit.facts.known import Known
from safeaudit.facts.registry import thing


@thing
def escalated_requests(known: Known) -> Records:
    """Each enquiry or referral of the trackers that was sent and escalated, without a substantive answer by then.

    Columns as `sent_requests`.
    """
    parts = []
    if shows(known, "enquiries", "escalated"):
        parts.append(tracker_enquiries(known))
    if shows(known, "referrals", "escalated"):
        parts.append(tracker_referrals(known))
    rows = stacked("requests", parts)
    # What was not escalated has no day from which the step is counted.
    return rows.where(~(rows.day("answered") <= rows.day("escalated")))
