"""The headings of each table, in the order of the extract contract, and the files the demo puts them in."""

_COLUMNS = {
    "cases": (
        "crn event_number noms_number gender transgender sentence_date sentence_type "
        "supervision_start supervision_end in_custody establishment led sed pprc staff_code "
        "officer_role team pdu region"
    ),
    "children": (
        "crn child_ref linked_on date_of_birth due_date relationship lives_with caring in_contact "
        "seeking_contact at_risk local_authority identified"
    ),
    "plans": "crn child_ref plan start end risk_from_case local_authority",
    "contacts": (
        "crn event_number contact_date contact_time contact_type description outcome staff_code team sensitive"
    ),
    "registrations": "crn register description level start next_review end",
    "enquiries": (
        "enquiry_ref crn event_number point child_ref address_ref local_authority sent acknowledged "
        "responded analysed followed_up escalated not_made_on not_made_reason"
    ),
    "referrals": (
        "referral_ref crn child_ref identified_at sent_at local_authority reason harm_category "
        "rosh_level response_requested parents_informed acknowledged outcome_on outcome "
        "concern_remains followed_up escalated"
    ),
    "court_reports": (
        "crn event_number report_type interview_date completed_on has_children lives_with_children "
        "caring contact seeking_contact risk_to_children answered disclosure_doubted asked_pregnant "
        "pregnant asked_partner_pregnant partner_pregnant due_date"
    ),
    "curfews": "curfew_ref crn event_number proposed_on setting address_ref",
    "addresses": "address_ref crn proposed_on decided_on moved_in_on decision children_present",
    "changes": "change_ref crn known_on change child_ref due_date",
    "releases": (
        "release_ref crn event_number release_type planned_on released_on confirmed_on la_notified_on local_authority"
    ),
    "assessments": (
        "assessment_ref crn event_number completed_on kind rosh_children rosh_overall "
        "identifiable_children risk_management_plan contingency_plan child_objective "
        "countersigned_on"
    ),
    "conferences": (
        "conference_ref crn child_ref kind invited_on held_on officer_role report_due_on "
        "report_sent_on attended chair_notified_on manager_discussed_on reason_recorded"
    ),
    "allocations": ("crn event_number changed_on kind from_staff to_staff handover_recorded_on partners_updated_on"),
    "receptions": "crn received_on establishment pregnancy_asked_on dependants_recorded_on",
    "staff": "staff_code role team pdu establishment womens_prison started_on left_on",
    "training": "staff_code course completed_on",
    "units": "unit kind section11_completed_on safeguarding_lead lead_named_on",
}
HEADINGS: dict[str, tuple[str, ...]] = {table: tuple(columns.split()) for table, columns in _COLUMNS.items()}
WORKBOOKS: dict[str, tuple[str, ...]] = {
    "trackers.xlsx": (
        "referrals",
        "curfews",
        "addresses",
        "changes",
        "releases",
        "conferences",
        "allocations",
        "receptions",
    ),
    "training.xlsx": ("staff", "training", "units"),
}
PLANTED_HEADINGS = (
    "step",
    "crn",
    "event_number",
    "subject",
    "trigger_on",
    "due",
    "done_on",
    "verdict",
    "note",
)
