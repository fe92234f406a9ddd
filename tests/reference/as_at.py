"""What the as-at date hides: everything recorded after it (steps.md; "in addition" in further-steps.md)."""

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
    "concerns": "known_on",
    "child_contacts": "contact_on",
    "child_contact_applications": "applied_on",
}

# Any other date that records something done is blanked when later.
BLANKED = {
    "cases": ("sentence_date", "supervision_start", "supervision_end", "programme_referred_on"),
    "children": ("looked_after_from",),
    "plans": ("end",),
    "registrations": ("end",),
    "enquiries": (
        "sent",
        "acknowledged",
        "responded",
        "analysed",
        "followed_up",
        "escalated",
        "not_made_on",
        "outstanding_recorded_on",
    ),
    "referrals": ("sent_at", "acknowledged", "outcome_on", "followed_up", "escalated"),
    "court_reports": ("completed_on", "extra_time_requested_on", "dependants_care_recorded_on"),
    "addresses": ("decided_on",),
    "releases": ("released_on", "confirmed_on", "la_notified_on"),
    "assessments": ("countersigned_on",),
    "conferences": (
        "invited_on",
        "report_sent_on",
        "chair_notified_on",
        "manager_discussed_on",
        "vlo_invited_on",
    ),
    "allocations": ("handover_recorded_on", "partners_updated_on", "agreed_on", "child_impact_considered_on"),
    "receptions": ("pregnancy_asked_on", "dependants_recorded_on"),
    "units": ("section11_completed_on", "lead_named_on"),
    "staff": ("induction_plan_on",),
    "concerns": (
        "told_om_on",
        "told_la_on",
        "told_police_on",
        "told_manager_on",
        "acknowledged_on",
        "chased_on",
    ),
    "child_contacts": ("assessed_on",),
    "child_contact_applications": ("decided_on", "prisoner_told_on"),
    "victims": ("carer_contacted_on",),
    "mbu_boards": ("la_consulted_on",),
    "overnight_visits": ("risk_assessed_on", "carer_consent_on", "plan_recorded_on", "la_notified_on"),
}

# Cells that are blank with a blanked date of their own.
BLANK_WITH = {
    ("addresses", "decided_on"): ("decision",),
    ("referrals", "outcome_on"): ("outcome", "concern_remains"),
    ("units", "lead_named_on"): ("safeguarding_lead",),
    ("children", "looked_after_from"): ("looked_after",),
    ("child_contact_applications", "decided_on"): ("decision", "rationale_recorded"),
    ("conferences", "report_sent_on"): ("report_template",),
    ("staff", "induction_plan_on"): ("induction_elearning",),
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
        seen["attended"] = seen["reason_recorded"] = seen["minutes_restricted"] = None
    if table in ("enquiries", "referrals"):
        dates = [*BLANKED[table], *([own] if own else [])]
        if all(dict.get(seen, column) is None for column in dates):
            return None
    return seen
