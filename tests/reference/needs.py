"""The section "What a step needs": which steps cannot be assessed with the tables and columns supplied."""

from __future__ import annotations

from . import further_needs
from .caseload import REQUIRED, Caseload


class Supplied:
    """What the extracts hold."""

    def __init__(self, caseload: Caseload) -> None:
        self.caseload = caseload

    def has(self, table: str, *columns: str) -> bool:
        """The table was supplied and each of these columns is in some file of it."""
        if table not in self.caseload:
            return False
        held = self.caseload.columns.get(table, set()) | set(REQUIRED[table])
        if table == "contacts" and "outcome" in columns:
            rows = self.caseload[table]
            if rows and all(row.get("_no_outcome_column") for row in rows):
                return False
        return all(column in held for column in columns)

    def lacking(self, table: str, *columns: str) -> str:
        """What to name where it is lacking."""
        if table not in self.caseload:
            return table
        return next((f"{table}.{column}" for column in columns if not self.has(table, column)), table)


# A need is one table with columns, e.g. ("releases", "la_notified_on"), several of these together
# (a tuple of them), or a list of such needs one of which is enough. A step needs all of its needs.
Need = tuple | list

CASES = ("cases",)
SENTENCE = ("cases", "sentence_date")
ENQUIRIES: Need = [("enquiries", "sent"), ("contacts", "outcome")]
VISITS = ("contacts", "outcome")
PERIODS = ("cases", "supervision_start")
ANY_PREGNANCY: Need = [
    (("court_reports", "pregnant"), SENTENCE),
    (("court_reports", "partner_pregnant"), SENTENCE),
    ("changes",),
]
COURT_COHORT: Need = [
    ("court_reports", column)
    for column in (
        "has_children",
        "lives_with_children",
        "caring",
        "contact",
        "seeking_contact",
        "risk_to_children",
        "answered",
        "disclosure_doubted",
    )
]
GENDER: Need = [("cases", "gender"), ("cases", "transgender")]
SAFEGUARDING: Need = [("registrations",), ("plans",), ("children", "at_risk")]
ROSH = ("assessments", "rosh_children")
IDENTIFIED = ("children", "identified")

NEEDS: dict[str, list[Need]] = {
    # Enquiries
    "enq-court-psr": [CASES, ("court_reports",), COURT_COHORT, ENQUIRIES],
    "enq-start-of-sentence": [SENTENCE, ENQUIRIES],
    "enq-court-followup-by-om": [
        SENTENCE,
        [
            ("enquiries", "sent", "point", "responded"),
            ("enquiries", "sent", "point", "followed_up"),
            (("court_reports",), ("contacts", "outcome")),
        ],
    ],
    "enq-emc": [CASES, ("curfews",), [("enquiries", "sent", "responded"), ("contacts", "outcome")]],
    "enq-new-contact": [CASES, ("changes",), ENQUIRIES],
    "enq-pre-release": [CASES, [("releases", "planned_on"), ("releases", "released_on")], ENQUIRIES],
    "enq-address": [CASES, ("addresses",), ENQUIRIES],
    "enq-prebirth-om": [CASES, ANY_PREGNANCY, ENQUIRIES],
    "enq-analysed": [CASES, ("enquiries", "sent", "responded", "analysed")],
    # Following up
    "followup-no-ack-2wd": [
        CASES,
        [
            ("enquiries", "sent", "acknowledged"),
            ("enquiries", "sent", "responded"),
            ("enquiries", "sent", "followed_up"),
            ("referrals", "sent_at", "acknowledged"),
            ("referrals", "sent_at", "outcome_on"),
            ("referrals", "sent_at", "followed_up"),
            ("contacts", "outcome"),
        ],
    ],
    "escalate-no-ack": [
        CASES,
        [
            ("enquiries", "sent", "acknowledged"),
            ("enquiries", "sent", "responded"),
            ("enquiries", "sent", "escalated"),
            ("referrals", "sent_at", "acknowledged"),
            ("referrals", "sent_at", "outcome_on"),
            ("referrals", "sent_at", "escalated"),
        ],
    ],
    "escalate-ack-only-2-further-wd": [
        CASES,
        [
            ("enquiries", "sent", "acknowledged", "responded"),
            ("enquiries", "sent", "acknowledged", "escalated"),
            ("referrals", "sent_at", "acknowledged", "outcome_on"),
            ("referrals", "sent_at", "acknowledged", "escalated"),
        ],
    ],
    # Referrals
    "ref-24h": [CASES, ("referrals", "identified_at", "sent_at")],
    "ref-domestic-abuse": [
        CASES,
        ("changes",),
        [("changes", "child_ref"), IDENTIFIED],
        [("referrals", "sent_at"), ("contacts",)],
    ],
    "ref-unsafe-address": [
        CASES,
        ("addresses", "decision", "moved_in_on"),
        [("referrals", "sent_at"), ("contacts",)],
    ],
    "ref-content": [
        CASES,
        (
            "referrals",
            "sent_at",
            "reason",
            "harm_category",
            "rosh_level",
            "response_requested",
            "parents_informed",
        ),
    ],
    "ref-right-authority": [
        CASES,
        ("referrals", "sent_at", "child_ref", "local_authority"),
        ("children", "local_authority"),
    ],
    "ref-outcome-recorded": [CASES, ("referrals", "acknowledged", "outcome_on", "outcome")],
    "ref-challenge": [
        CASES,
        ("referrals", "outcome", "outcome_on", "concern_remains"),
        [("referrals", "escalated"), ("referrals", "sent_at")],
    ],
    # Home visits
    "hv-high-rosh-15wd": [PERIODS, VISITS, ROSH],
    "hv-cse-15d": [PERIODS, VISITS, [("registrations",), ("changes",)]],
    "hv-other-6-weeks": [PERIODS, VISITS, [("registrations",), ("plans",), ("children", "at_risk"), ROSH]],
    "hv-consider-record": [PERIODS, VISITS],
    # Conferences
    "cpc-attend": [CASES, ("conferences", "attended")],
    "cpc-notify-chair": [CASES, ("conferences", "attended", "chair_notified_on")],
    "core-group-attend": [CASES, ("conferences", "officer_role", "attended")],
    "cpc-report": [CASES, ("conferences", "report_sent_on")],
    # Registers, alerts and oversight
    "reg-cp": [CASES, ("plans",), ("registrations",)],
    "reg-cin": [CASES, ("plans",), ("registrations",)],
    "reg-cp-closed": [CASES, ("plans", "end"), ("registrations",)],
    "reg-review": [CASES, ("registrations", "next_review")],
    "oversight-cp-plan": [CASES, [("plans",), ("registrations",)], ("contacts",)],
    # Assessment
    "oasys-rmp": [CASES, ("assessments", "rosh_children", "risk_management_plan")],
    "oasys-contingency": [CASES, ("assessments", "rosh_children", "contingency_plan")],
    "oasys-child-objective": [
        CASES,
        ("assessments", "child_objective"),
        [
            ROSH,
            ("plans",),
            (("registrations",), ("children", "in_contact")),
            (("registrations",), ("children", "lives_with")),
        ],
    ],
    "oasys-countersign": [CASES, ("assessments", "identifiable_children", "countersigned_on")],
    "oasys-review-after-change": [CASES, ("changes",), ("assessments",)],
    "termination-plan": [
        PERIODS,
        [("cases", "supervision_end"), ("cases", "sed"), ("cases", "led")],
        ("assessments", "rosh_children", "kind"),
        IDENTIFIED,
    ],
    # Release, transfer and custody
    "pprc-notify-la-release": [
        CASES,
        ("releases", "release_type", "planned_on", "la_notified_on"),
        [("cases", "pprc"), ("registrations",)],
        ROSH,
        IDENTIFIED,
    ],
    "transfer-handover": [
        CASES,
        ("allocations", "kind", "from_staff"),
        SAFEGUARDING,
        [("allocations", "handover_recorded_on"), ("contacts",)],
    ],
    "transfer-partner-update": [
        CASES,
        ("allocations", "kind", "from_staff", "partners_updated_on"),
        SAFEGUARDING,
    ],
    "pom-to-pom-handover": [
        CASES,
        ("allocations", "kind", "from_staff"),
        [("allocations", "handover_recorded_on"), ("contacts",)],
    ],
    "pom-induction-pregnancy": [CASES, ("receptions", "pregnancy_asked_on"), GENDER],
    "pom-dependents-care": [CASES, ("receptions", "dependants_recorded_on")],
    # Court and recording
    "psr-ask-children": [CASES, ("court_reports", "answered")],
    "psr-ask-pregnancy": [CASES, ("court_reports", "asked_pregnant"), GENDER],
    "psr-ask-partner-pregnant": [CASES, ("court_reports", "asked_partner_pregnant")],
    "enq-prebirth-due-date": [
        CASES,
        [
            (("court_reports", "pregnant", "due_date"), SENTENCE),
            (("court_reports", "partner_pregnant", "due_date"), SENTENCE),
            ("changes", "due_date"),
        ],
    ],
    "rec-marac-cpc-sensitive": [CASES, ("contacts", "sensitive")],
    # Training
    "training-elearning": [("staff",), ("training",)],
    "training-advanced": [("staff",), ("training",)],
    "training-advanced-access": [("staff",), ("training",)],
    # Units
    "s11-self-assessment": [("units", "section11_completed_on")],
    "designated-lead": [("units", "safeguarding_lead")],
    **further_needs.NEEDS,
}


# Where rows of several tables make a step's obligations, those of one that lacks the only column that could
# show the action make none, though the others do: nobody is blamed for a column that was not exported.
ROWS_NEED: dict[str, dict[str, list[Need]]] = {
    "enq-court-followup-by-om": {
        "enquiries": [("enquiries", "responded"), ("enquiries", "followed_up")],
    },
    "followup-no-ack-2wd": {
        "enquiries": [("enquiries", column) for column in ("acknowledged", "responded", "followed_up")],
        "referrals": [("referrals", column) for column in ("acknowledged", "outcome_on", "followed_up")],
    },
    "escalate-no-ack": {
        "enquiries": [("enquiries", column) for column in ("acknowledged", "responded", "escalated")],
        "referrals": [("referrals", column) for column in ("acknowledged", "outcome_on", "escalated")],
    },
    "escalate-ack-only-2-further-wd": {
        "enquiries": [("enquiries", "responded"), ("enquiries", "escalated")],
        "referrals": [("referrals", "outcome_on"), ("referrals", "escalated")],
    },
    "enq-prebirth-due-date": {
        "court_reports": [("court_reports", "due_date")],
        "changes": [("changes", "due_date")],
    },
}


def not_assessed(caseload: Caseload) -> dict[str, str]:
    """Each step that is not assessed, with the tables or columns it lacks."""
    supplied = Supplied(caseload)
    lacks: dict[str, str] = {}
    for step, needs in NEEDS.items():
        for need in needs:
            options = [together(option) for option in (need if isinstance(need, list) else [need])]
            if not any(all(supplied.has(*one) for one in option) for option in options):
                lacks[step] = " or ".join(
                    dict.fromkeys(
                        " and ".join(supplied.lacking(*one) for one in option if not supplied.has(*one))
                        for option in options
                    )
                )
                break
    return lacks


def together(option: tuple) -> tuple[tuple, ...]:
    """The needs that an alternative asks for together: often only one."""
    return option if isinstance(option[0], tuple) else (option,)


def may_make(caseload: Caseload, step: str, table: str) -> bool:
    """Whether rows of this table may make obligations of the step, with the columns that it was supplied with."""
    options = ROWS_NEED.get(step, {}).get(table)
    return options is None or any(Supplied(caseload).has(*option) for option in options)
