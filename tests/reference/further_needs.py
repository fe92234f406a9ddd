"""What each further step needs: the last column of the table near the end of further-steps.md."""

from __future__ import annotations

Need = tuple | list

CASES = ("cases",)
TRACKED_OR_CONTACTS: Need = [("enquiries", "sent"), ("referrals", "sent_at"), ("contacts",)]
ENQUIRIES: Need = [("enquiries", "sent"), ("contacts", "outcome")]
REFERRED: Need = [("referrals", "sent_at"), ("contacts",)]
SAFEGUARDING: Need = [("registrations",), ("plans",), ("children", "at_risk")]
ROSH = ("assessments", "rosh_children")
PPRC: Need = [("cases", "pprc"), ("registrations",)]


def concern(*columns: str) -> list[Need]:
    """All of these columns of `concerns`."""
    return [CASES, ("concerns", *columns)]


def any_told(*columns: str) -> list[Need]:
    """At least one of these columns of `concerns`."""
    return [CASES, [("concerns", column) for column in columns]]


NEEDS: dict[str, list[Need]] = {
    # Court
    "enq-court-outstanding-recorded": [
        ("cases", "sentence_date"),
        ("enquiries", "point", "sent", "outstanding_recorded_on"),
    ],
    "psr-children-linked": [
        CASES,
        [
            ("court_reports", "answered", column)
            for column in ("has_children", "lives_with_children", "caring", "contact")
        ],
        ("children",),
    ],
    "psr-child-details": [
        CASES,
        ("court_reports",),
        ("children", "linked_on", "relationship", "lives_with", "local_authority", "identified"),
        [("children", "date_of_birth"), ("children", "due_date")],
    ],
    "psr-mbu-extra-time": [CASES, ("court_reports", "mbu_application", "extra_time_requested_on")],
    "psr-extra-time-outstanding": [
        CASES,
        ("court_reports", "completed_on", "extra_time_requested_on"),
        ENQUIRIES,
    ],
    "psr-dependants-care": [CASES, ("court_reports", "custody_option", "dependants_care_recorded_on")],
    # Enquiries, addresses, following up
    "enq-refresh-on-change": [
        ("changes",),
        ("enquiries", "sent", "point", "responded"),
        ("cases", "sentence_date"),
    ],
    "enq-right-authority": [
        CASES,
        ("enquiries", "sent", "child_ref", "local_authority"),
        ("children", "local_authority"),
    ],
    "address-refuse-unsafe": [CASES, ("addresses", "unsafe_for_child", "power_to_refuse", "decision")],
    "manager-support-followup": [
        CASES,
        [("enquiries", "sent", "escalated"), ("referrals", "sent_at", "escalated")],
        ("contacts",),
    ],
    "child-moves-authority": [
        CASES,
        ("children", "la_changed_on", "local_authority"),
        [("enquiries", "sent", "local_authority"), ("referrals", "sent_at", "local_authority"), ("contacts",)],
    ],
    # Changes of circumstances and referrals
    "change-response": [CASES, ("changes",), [("assessments",), *TRACKED_OR_CONTACTS]],
    "change-shared": [CASES, ("changes",), TRACKED_OR_CONTACTS],
    "newcontact-child-recorded": [CASES, ("changes",), ("children", "identified")],
    "newcontact-referral": [CASES, ("changes", "significant_harm"), REFERRED],
    "ref-last-day-escalate": [
        CASES,
        ("referrals", "identified_at"),
        [("referrals", "escalated"), ("contacts",)],
    ],
    "ref-inform-parents": [CASES, ("referrals", "sent_at", "parents_informed")],
    "ref-recorded-on-case": [CASES, ("referrals", "sent_at"), ("contacts",)],
    "rec-enquiry-on-case": [CASES, ("enquiries", "sent"), ("contacts", "outcome")],
    "rec-response-on-case": [CASES, ("enquiries", "sent", "responded"), ("contacts",)],
    # Assessment
    "oasys-rosh-children": [[("cases", "sentence_date"), ("cases", "supervision_start")], ROSH],
    "oasys-wellbeing": [CASES, ("assessments", "child_wellbeing_concern", "wellbeing_section")],
    "oasys-rise-discussed": [CASES, ("assessments", "rosh_children", "layer"), ("contacts",)],
    "oasys-marac-main-body": [
        CASES,
        ("assessments", "marac_in_main_body"),
        [("contacts",), ("registrations",)],
    ],
    "mappa-considered": [CASES, ROSH, ("contacts",)],
    "om-lac-liaison": [CASES, ("children", "looked_after"), ("contacts",)],
    # Registers and oversight
    "reg-rchd": [CASES, ROSH, ("registrations",)],
    "reg-unsupported": [CASES, ("registrations",), [ROSH, ("plans",)]],
    "reg-cse": [CASES, ("changes",), ("registrations",)],
    "oversight-complex": [("cases", "complex_safeguarding"), ("contacts",)],
    "oversight-safeguarding": [CASES, SAFEGUARDING, ("contacts",)],
    "oversight-actions-closed": [CASES, ("contacts", "outcome")],
    "cse-police-liaison": [CASES, ("registrations",), ("contacts",)],
    "cse-programme-referred": [("cases", "programme_referred_on"), [("registrations",), ("changes",)]],
    # Home visits and conferences
    "hv-child-present": [
        ("cases", "supervision_start"),
        [("contacts", "outcome", "child_seen"), ("contacts", "outcome", "child_effort")],
        ("children", "lives_with"),
    ],
    "cpc-report-template": [CASES, ("conferences", "report_sent_on", "report_template")],
    "cpc-minutes-restricted": [CASES, ("conferences", "minutes_restricted")],
    "vlo-invited": [CASES, ("conferences", "vlo_invited_on"), ("registrations",)],
    # Victims' contacts
    "vlo-liaison": [CASES, ("children", "victim"), ("registrations",), ("contacts",)],
    "vlo-notified-of-change": [CASES, ("contacts",), ("registrations",)],
    "lcond-vlo-before-release": [
        CASES,
        [("releases", "release_type", "planned_on"), ("releases", "release_type", "released_on")],
        ("registrations",),
        ("contacts",),
    ],
    "vcs-child-carer": [CASES, ("victims", "child", "carer_contacted_on")],
    # Release, transfer and custody
    "pprc-right-authority": [
        CASES,
        ("releases", "release_type", "planned_on", "la_notified_on", "local_authority"),
        PPRC,
        ROSH,
        ("children", "identified", "local_authority"),
    ],
    "transfer-impact": [
        CASES,
        ("allocations", "kind", "from_staff", "child_impact_considered_on"),
        SAFEGUARDING,
    ],
    "yta-handover": [CASES, ("allocations", "kind", "handover_recorded_on")],
    "pprc-contact-level": [("cases", "in_custody"), ("registrations",)],
    "pprc-status-recorded": [CASES, ("receptions",), PPRC],
    "pprc-identify": [CASES, ("receptions",), [("registrations",), ROSH], PPRC],
    "pprc-no-contact-before-assessment": [CASES, ("child_contacts", "assessed_on"), ("registrations",)],
    "pprc-contact-decision": [
        CASES,
        ("child_contact_applications", "decided_on", "decision", "prisoner_told_on", "rationale_recorded"),
        ("registrations",),
    ],
    "mbu-board-consult": [CASES, ("mbu_boards", "la_consulted_on")],
    "fos-risk-assessment": [CASES, ("overnight_visits", "risk_assessed_on")],
    "fos-consent": [CASES, ("overnight_visits", "carer_consent_on")],
    "fos-plan-highrisk": [CASES, ("overnight_visits", "plan_recorded_on", "la_notified_on"), ROSH],
    # Concerns passed on
    "concern-shared-prison": [
        *concern("told_la_on", "told_police_on", "told_om_on"),
        ("children", "identified"),
    ],
    "concern-shared-programme": concern("told_om_on"),
    "concern-shared-vlo": concern("told_om_on"),
    "concern-breach-notified": concern("told_om_on"),
    "concern-acknowledged": [*concern("told_om_on"), *any_told("acknowledged_on", "chased_on")],
    "concern-out-of-hours": any_told("told_manager_on", "told_police_on"),
    "concern-child-at-office": any_told("told_om_on", "told_manager_on"),
    "concern-shared-fgm": concern("told_police_on", "told_la_on"),
    "concern-shared-nrm": concern("told_police_on", "told_la_on"),
    "concern-shared-travel": concern("told_police_on"),
    # Recording, training, organisation
    "rec-third-party-sensitive": [CASES, ("contacts", "disclosure_risk", "sensitive")],
    "training-mbu": [("staff",), ("training",)],
    "training-induction-plan": [("staff", "started_on", "induction_plan_on", "induction_elearning")],
}
