"""The caseload as parsed values, and what each column of the extracts may hold (extracts.md; further-steps.md)."""

from __future__ import annotations

from datetime import date, datetime


class _Unusable:
    """The one value of a cell that could not be read."""

    def __repr__(self) -> str:
        return "UNUSABLE"

    def __bool__(self) -> bool:
        raise TypeError("an unusable cell is neither true nor false: blank it or try values")

    def __copy__(self) -> _Unusable:
        return self

    def __deepcopy__(self, memo: dict) -> _Unusable:
        return self


UNUSABLE = _Unusable()

DATE, TIME, YN, INT, TEXT = "date", "datetime", "yes/no", "number", "text"
ROSH = ("low", "medium", "high", "very high")
POINTS = ("psr", "sentence-start", "curfew", "new-contact", "pre-release", "address", "pre-birth")

# table -> column -> what it holds; a tuple is a closed list of words.
SCHEMA: dict[str, dict[str, object]] = {
    "cases": {
        "crn": TEXT,
        "event_number": INT,
        "noms_number": TEXT,
        "gender": TEXT,
        "transgender": YN,
        "sentence_date": DATE,
        "sentence_type": TEXT,
        "supervision_start": DATE,
        "supervision_end": DATE,
        "in_custody": YN,
        "establishment": TEXT,
        "led": DATE,
        "sed": DATE,
        "pprc": ("confirmed", "potential", "no"),
        "staff_code": TEXT,
        "officer_role": TEXT,
        "team": TEXT,
        "pdu": TEXT,
        "region": TEXT,
        "complex_safeguarding": YN,
        "programme_referred_on": DATE,
        "programme_unsuitable": YN,
        "date_of_birth": DATE,
    },
    "children": {
        "crn": TEXT,
        "child_ref": TEXT,
        "linked_on": DATE,
        "date_of_birth": DATE,
        "due_date": DATE,
        "relationship": TEXT,
        "lives_with": YN,
        "caring": YN,
        "in_contact": YN,
        "seeking_contact": YN,
        "at_risk": YN,
        "local_authority": TEXT,
        "identified": YN,
        "looked_after": YN,
        "looked_after_from": DATE,
        "victim": YN,
        "la_changed_on": DATE,
        "previous_local_authority": TEXT,
    },
    "plans": {
        "crn": TEXT,
        "child_ref": TEXT,
        "plan": ("cp", "cin"),
        "start": DATE,
        "end": DATE,
        "risk_from_case": YN,
        "local_authority": TEXT,
    },
    "contacts": {
        "crn": TEXT,
        "event_number": INT,
        "contact_date": DATE,
        "contact_time": TEXT,
        "contact_type": TEXT,
        "description": TEXT,
        "outcome": TEXT,
        "staff_code": TEXT,
        "team": TEXT,
        "sensitive": YN,
        "child_seen": YN,
        "child_effort": YN,
        "disclosure_risk": YN,
    },
    "registrations": {
        "crn": TEXT,
        "register": TEXT,
        "description": TEXT,
        "level": TEXT,
        "start": DATE,
        "next_review": DATE,
        "end": DATE,
    },
    "enquiries": {
        "enquiry_ref": TEXT,
        "crn": TEXT,
        "event_number": INT,
        "point": POINTS,
        "child_ref": TEXT,
        "address_ref": TEXT,
        "local_authority": TEXT,
        "sent": DATE,
        "acknowledged": DATE,
        "responded": DATE,
        "analysed": DATE,
        "followed_up": DATE,
        "escalated": DATE,
        "not_made_on": DATE,
        "not_made_reason": TEXT,
        "outstanding_recorded_on": DATE,
    },
    "referrals": {
        "referral_ref": TEXT,
        "crn": TEXT,
        "child_ref": TEXT,
        "identified_at": TIME,
        "sent_at": TIME,
        "local_authority": TEXT,
        "reason": TEXT,
        "harm_category": TEXT,
        "rosh_level": ROSH,
        "response_requested": ("early-help", "cin", "cp"),
        "parents_informed": ("y", "n", "withheld"),
        "acknowledged": DATE,
        "outcome_on": DATE,
        "outcome": TEXT,
        "concern_remains": YN,
        "followed_up": DATE,
        "escalated": DATE,
    },
    "court_reports": {
        "crn": TEXT,
        "event_number": INT,
        "report_type": TEXT,
        "interview_date": DATE,
        "completed_on": DATE,
        "has_children": YN,
        "lives_with_children": YN,
        "caring": YN,
        "contact": YN,
        "seeking_contact": YN,
        "risk_to_children": YN,
        "answered": ("y", "n", "refused"),
        "disclosure_doubted": YN,
        "asked_pregnant": YN,
        "pregnant": YN,
        "asked_partner_pregnant": YN,
        "partner_pregnant": YN,
        "due_date": DATE,
        "mbu_application": YN,
        "extra_time_requested_on": DATE,
        "proposal_unaffected": YN,
        "custody_option": YN,
        "dependants_care_recorded_on": DATE,
    },
    "curfews": {
        "curfew_ref": TEXT,
        "crn": TEXT,
        "event_number": INT,
        "proposed_on": DATE,
        "setting": TEXT,
        "address_ref": TEXT,
    },
    "addresses": {
        "address_ref": TEXT,
        "crn": TEXT,
        "proposed_on": DATE,
        "decided_on": DATE,
        "moved_in_on": DATE,
        "decision": ("approved", "refused"),
        "children_present": YN,
        "unsafe_for_child": YN,
        "power_to_refuse": YN,
    },
    "changes": {
        "change_ref": TEXT,
        "crn": TEXT,
        "known_on": DATE,
        "change": (
            "new-contact",
            "new-relationship",
            "pregnancy",
            "partner-pregnancy",
            "domestic-abuse",
            "cse",
            "other",
        ),
        "child_ref": TEXT,
        "due_date": DATE,
        "significant_harm": YN,
    },
    "releases": {
        "release_ref": TEXT,
        "crn": TEXT,
        "event_number": INT,
        "release_type": ("licence", "hdc", "rotl", "led", "sed"),
        "planned_on": DATE,
        "released_on": DATE,
        "confirmed_on": DATE,
        "la_notified_on": DATE,
        "local_authority": TEXT,
    },
    "assessments": {
        "assessment_ref": TEXT,
        "crn": TEXT,
        "event_number": INT,
        "completed_on": DATE,
        "kind": ("initial", "review", "termination"),
        "rosh_children": ROSH,
        "rosh_overall": TEXT,
        "identifiable_children": YN,
        "risk_management_plan": YN,
        "contingency_plan": YN,
        "child_objective": YN,
        "countersigned_on": DATE,
        "child_wellbeing_concern": YN,
        "wellbeing_section": YN,
        "layer": ("1", "2", "3"),
        "marac_in_main_body": YN,
    },
    "conferences": {
        "conference_ref": TEXT,
        "crn": TEXT,
        "child_ref": TEXT,
        "kind": ("icpc", "rcpc", "pre-birth", "core-group"),
        "invited_on": DATE,
        "held_on": DATE,
        "officer_role": ("com", "pom", "omu"),
        "report_due_on": DATE,
        "report_sent_on": DATE,
        "attended": YN,
        "chair_notified_on": DATE,
        "manager_discussed_on": DATE,
        "reason_recorded": YN,
        "report_template": ("932", "2962", "la", "other"),
        "vlo_invited_on": DATE,
        "minutes_restricted": YN,
    },
    "allocations": {
        "crn": TEXT,
        "event_number": INT,
        "changed_on": DATE,
        "kind": ("com", "pom", "area", "yta"),
        "from_staff": TEXT,
        "to_staff": TEXT,
        "handover_recorded_on": DATE,
        "partners_updated_on": DATE,
        "agreed_on": DATE,
        "child_impact_considered_on": DATE,
    },
    "receptions": {
        "crn": TEXT,
        "received_on": DATE,
        "establishment": TEXT,
        "pregnancy_asked_on": DATE,
        "dependants_recorded_on": DATE,
    },
    "concerns": {
        "concern_ref": TEXT,
        "crn": TEXT,
        "kind": (
            "prison-risk",
            "programme",
            "out-of-hours",
            "victim",
            "breach-report",
            "child-at-office",
            "fgm",
            "nrm",
            "travel",
        ),
        "known_on": DATE,
        "child_ref": TEXT,
        "told_om_on": DATE,
        "told_la_on": DATE,
        "told_police_on": DATE,
        "told_manager_on": DATE,
        "acknowledged_on": DATE,
        "chased_on": DATE,
    },
    "child_contacts": {
        "contact_ref": TEXT,
        "crn": TEXT,
        "contact_on": DATE,
        "child_ref": TEXT,
        "kind": TEXT,
        "assessed_on": DATE,
    },
    "child_contact_applications": {
        "application_ref": TEXT,
        "crn": TEXT,
        "applied_on": DATE,
        "child_ref": TEXT,
        "decided_on": DATE,
        "decision": TEXT,
        "prisoner_told_on": DATE,
        "rationale_recorded": YN,
    },
    "victims": {
        "victim_ref": TEXT,
        "crn": TEXT,
        "child": YN,
        "contact_due_on": DATE,
        "carer_contacted_on": DATE,
        "carer_excluded": YN,
    },
    "mbu_boards": {
        "board_ref": TEXT,
        "crn": TEXT,
        "board_on": DATE,
        "child_ref": TEXT,
        "decision": TEXT,
        "la_consulted_on": DATE,
    },
    "overnight_visits": {
        "visit_ref": TEXT,
        "crn": TEXT,
        "visit_on": DATE,
        "child_ref": TEXT,
        "risk_assessed_on": DATE,
        "carer_consent_on": DATE,
        "plan_recorded_on": DATE,
        "la_notified_on": DATE,
    },
    "staff": {
        "staff_code": TEXT,
        "role": TEXT,
        "team": TEXT,
        "pdu": TEXT,
        "establishment": TEXT,
        "womens_prison": YN,
        "started_on": DATE,
        "left_on": DATE,
        "induction_plan_on": DATE,
        "induction_elearning": YN,
    },
    "training": {"staff_code": TEXT, "course": ("elearning", "advanced", "mbu"), "completed_on": DATE},
    "units": {
        "unit": TEXT,
        "kind": ("pdu", "prison", "national"),
        "section11_completed_on": DATE,
        "safeguarding_lead": TEXT,
        "lead_named_on": DATE,
    },
}

REQUIRED: dict[str, tuple[str, ...]] = {
    "cases": ("crn",),
    "children": ("crn", "child_ref"),
    "plans": ("crn", "child_ref", "plan", "start"),
    "contacts": ("crn", "contact_date", "contact_type"),
    "registrations": ("crn", "register", "start"),
    "enquiries": ("enquiry_ref", "crn"),
    "referrals": ("referral_ref", "crn"),
    "court_reports": ("crn", "event_number", "interview_date"),
    "curfews": ("curfew_ref", "crn", "proposed_on"),
    "addresses": ("address_ref", "crn", "proposed_on"),
    "changes": ("change_ref", "crn", "known_on", "change"),
    "releases": ("release_ref", "crn"),
    "assessments": ("assessment_ref", "crn", "completed_on"),
    "conferences": ("conference_ref", "crn", "kind", "held_on"),
    "allocations": ("crn", "changed_on"),
    "receptions": ("crn", "received_on"),
    "concerns": ("concern_ref", "crn", "kind", "known_on"),
    "child_contacts": ("contact_ref", "crn", "contact_on"),
    "child_contact_applications": ("application_ref", "crn", "applied_on"),
    "victims": ("victim_ref", "crn"),
    "mbu_boards": ("board_ref", "crn", "board_on"),
    "overnight_visits": ("visit_ref", "crn", "visit_on"),
    "staff": ("staff_code", "role"),
    "training": ("staff_code", "course", "completed_on"),
    "units": ("unit", "kind"),
}

CASE_TABLES = tuple(table for table in SCHEMA if table not in ("staff", "training", "units"))


class Caseload(dict):
    """Table name -> rows (dicts) in file order; `columns` says which columns each table's files held."""

    def __init__(self, tables: dict[str, list[dict]] | None = None, columns: dict[str, set[str]] | None = None) -> None:
        super().__init__(tables or {})
        self.columns: dict[str, set[str]] = columns or {table: set(SCHEMA[table]) for table in self}


class Row(dict):
    """One row as a step sees it; a column that is not there reads as blank. `id` says which row it is."""

    id: tuple[str, int] = ("", -1)

    def __missing__(self, column: str) -> None:
        return None


def day_of(value: date | datetime | None) -> date | None:
    """The day of a date or date-time."""
    return value.date() if isinstance(value, datetime) else value
