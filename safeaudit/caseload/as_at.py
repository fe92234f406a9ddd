"""What the as-at date hides: everything recorded after it (`steps.md`, "What the as-at date hides")."""

from datetime import date

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import Mask

# A row goes when its own date is later.
ROW_DATES = {
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
DONE_DATES = {
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
    "conferences": ("report_sent_on", "chair_notified_on", "manager_discussed_on", "invited_on", "vlo_invited_on"),
    "allocations": ("handover_recorded_on", "partners_updated_on", "agreed_on", "child_impact_considered_on"),
    "receptions": ("pregnancy_asked_on", "dependants_recorded_on"),
    "staff": ("induction_plan_on",),
    "units": ("section11_completed_on", "lead_named_on"),
    "concerns": ("told_om_on", "told_la_on", "told_police_on", "told_manager_on", "acknowledged_on", "chased_on"),
    "child_contacts": ("assessed_on",),
    "child_contact_applications": ("decided_on", "prisoner_told_on"),
    "victims": ("carer_contacted_on",),
    "mbu_boards": ("la_consulted_on",),
    "overnight_visits": ("risk_assessed_on", "carer_consent_on", "plan_recorded_on", "la_notified_on"),
}

# A cell without a date of its own goes with the date it belongs to.
CELLS_OF = {
    ("addresses", "decided_on"): ("decision",),
    ("referrals", "outcome_on"): ("outcome", "concern_remains"),
    ("units", "lead_named_on"): ("safeguarding_lead",),
    ("conferences", "held_on"): ("attended", "reason_recorded", "minutes_restricted"),
    ("conferences", "report_sent_on"): ("report_template",),
    ("children", "looked_after_from"): ("looked_after",),
    ("child_contact_applications", "decided_on"): ("decision", "rationale_recorded"),
    ("staff", "induction_plan_on"): ("induction_elearning",),
}

# A tracker row none of whose dates is left has not been written yet.
NEED_A_DATE = {
    "enquiries": DONE_DATES["enquiries"],
    "referrals": ("identified_at", *DONE_DATES["referrals"]),
}


def known_at(table: str, rows: pd.DataFrame, as_at: date) -> pd.DataFrame:
    """Hide what was recorded after the end of the as-at day.

    Takes and gives the rows of one table in file order, the index kept (so that a row can be found again)."""
    end_of_day = np.datetime64(as_at, "D") + 1

    def later(column: str) -> Mask:
        return rows[column].to_numpy() >= end_of_day

    if column := ROW_DATES.get(table):
        hidden = later(column)
        rows = rows[~hidden] if hidden.any() else rows
    rows = rows.copy(deep=False)
    for column in DONE_DATES.get(table, ()):
        hidden = later(column)
        _blank(rows, (column, *CELLS_OF.get((table, column), ())), hidden)
    if table == "conferences":
        _blank(rows, CELLS_OF[table, "held_on"], later("held_on"))
    if columns := NEED_A_DATE.get(table):
        written = np.logical_or.reduce([~np.isnat(rows[column].to_numpy()) for column in columns])
        rows = rows if written.all() else rows[written]
    return rows


def _blank(rows: pd.DataFrame, columns: tuple[str, ...], where: Mask) -> None:
    if not where.any():
        return
    for column in columns:
        if rows[column].dtype.kind == "i":
            rows[column] = rows[column].mask(where, -1).astype(rows[column].dtype)
        else:
            rows[column] = rows[column].mask(where)
