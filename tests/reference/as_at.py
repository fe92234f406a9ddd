"""The section "What the as-at date hides": everything recorded after it."""

from __future__ import annotations

from datetime import date

from .caseload import Row, day_of

# The whole row goes when this date is later.
OWN_DATE = {
    "children": "linked_on",
    "plans": "start",
    "contacts": "contact_date",
    "registrations": "start",
    "court_reports": "interview_date",
    "curfews": "proposed_on",
    "addresses": "proposed_on",
    "changes": "known_on",
    "assessments": "completed_on",
    "allocations": "changed_on",
    "receptions": "received_on",
    "training": "completed_on",
    "referrals": "identified_at",
}

# Any other date that records something done is blanked when later.
BLANKED = {
    "cases": ("sentence_date", "supervision_start", "supervision_end"),
    "plans": ("end",),
    "registrations": ("end",),
    "enquiries": ("sent", "acknowledged", "responded", "analysed", "followed_up", "escalated", "not_made_on"),
    "referrals": ("sent_at", "acknowledged", "outcome_on", "followed_up", "escalated"),
    "court_reports": ("completed_on",),
    "addresses": ("decided_on",),
    "releases": ("released_on", "confirmed_on", "la_notified_on"),
    "assessments": ("countersigned_on",),
    "conferences": ("invited_on", "report_sent_on", "chair_notified_on", "manager_discussed_on"),
    "allocations": ("handover_recorded_on", "partners_updated_on"),
    "receptions": ("pregnancy_asked_on", "dependants_recorded_on"),
    "units": ("section11_completed_on", "lead_named_on"),
}

# Cells that are blank with a blanked date of their own.
BLANK_WITH = {
    ("addresses", "decided_on"): ("decision",),
    ("referrals", "outcome_on"): ("outcome", "concern_remains"),
    ("units", "lead_named_on"): ("safeguarding_lead",),
}


def hide(table: str, row: Row, as_at: date) -> Row | None:
    """The row as it stood at the end of the as-at date, or None where the whole row goes."""

    def later(column: str) -> bool:
        day = day_of(dict.get(row, column))
        return day is not None and day > as_at

    own = OWN_DATE.get(table)
    if own and later(own):
        return None
    seen = row.__class__(row)
    seen.id = row.id
    for column in BLANKED.get(table, ()):
        if later(column):
            seen[column] = None
            for other in BLANK_WITH.get((table, column), ()):
                seen[other] = None
    if table == "conferences" and later("held_on"):
        seen["attended"] = seen["reason_recorded"] = None
    if table in ("enquiries", "referrals"):
        dates = [*BLANKED[table], *([own] if own else [])]
        if all(dict.get(seen, column) is None for column in dates):
            return None
    return seen
