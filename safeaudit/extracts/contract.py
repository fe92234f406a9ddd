"""The tables and columns that an extract may hold, as data.

One `TableSpec` for each table of the extract contract, in the contract's order. A column's kind decides how
its cells are read (`cells.py`) and which dtype it has in `Table.rows`:

    crn, noms, ref, code, text, word    category   (word: a closed list; code: upper case)
    date, datetime                      datetime64[s]
    yes-no                              int8
    number                              int32
"""

from dataclasses import dataclass, field

_YES_NO_WORDS = dict.fromkeys(("y", "yes", "true", "1"), "y") | dict.fromkeys(("n", "no", "false", "0"), "n")


def _words(*words: str) -> dict[str, str]:
    return {word: word for word in words}


_ROSH = _words("low", "medium", "high") | {f"very{gap}high": "very high" for gap in (" ", "-", "_")}

# Each closed list: the words that a cell may hold, in lower case, and the word that is kept for it.
CLOSED_LISTS: dict[str, dict[str, str]] = {
    "yes-no": _YES_NO_WORDS,
    "pprc": _words("confirmed", "potential", "no"),
    "plan": _words("cp", "cin"),
    "point": _words("psr", "sentence-start", "curfew", "new-contact", "pre-release", "address", "pre-birth"),
    "rosh": _ROSH,
    "response_requested": _words("early-help", "cin", "cp"),
    "parents_informed": _YES_NO_WORDS | _words("withheld"),
    "answered": _YES_NO_WORDS | _words("refused"),
    "decision": _words("approved", "refused"),
    "change": _words(
        "new-contact", "new-relationship", "pregnancy", "partner-pregnancy", "domestic-abuse", "cse", "other"
    ),
    "release_type": _words("licence", "hdc", "rotl", "led", "sed"),
    "assessment_kind": _words("initial", "review", "termination"),
    "conference_kind": _words("icpc", "rcpc", "pre-birth", "core-group"),
    "officer_role": _words("com", "pom", "omu"),
    "allocation_kind": _words("com", "pom", "area", "yta"),
    "unit_kind": _words("pdu", "prison", "national"),
    "course": _words("elearning", "advanced", "mbu"),
    "report_template": _words("932", "2962", "la", "other"),
    "layer": _words("1", "2", "3") | {f"layer{number}": number for number in "123"},
    "concern": _words(
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
}


@dataclass(frozen=True)
class ColumnSpec:
    """One column: name, kind, whether required, closed list (of kind `word`), and what a blank means."""

    name: str
    kind: str
    required: bool = False
    words: dict[str, str] = field(default_factory=dict)
    blank_means: int | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableSpec:
    """One table: its columns in order, and what ties its rows to each other and to other tables.

    `unique`: columns that are unique together. `master`: the column and the table that must hold its value.
    `one_of`: columns of which a row must have at least one readable cell; the first stands for them in a
    problem.
    """

    name: str
    columns: tuple[ColumnSpec, ...]
    unique: tuple[str, ...] = ()
    master: tuple[str, str] | None = None
    one_of: tuple[str, ...] = ()

    def column(self, name: str) -> ColumnSpec:
        """Give the column of that name; KeyError if the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def _column(text: str) -> ColumnSpec:
    """Read `name*: kind`; the star marks a required column, `word(list)` names a closed list."""
    name, kind = (part.strip() for part in text.split(":"))
    required = name.endswith("*")
    if kind.startswith("word("):
        return ColumnSpec(name.rstrip("*"), "word", required, CLOSED_LISTS[kind[5:-1]])
    if kind == "number=1":
        return ColumnSpec(name, "number", required, blank_means=1)
    return ColumnSpec(name.rstrip("*"), kind, required)


def _table(
    name: str,
    columns: str,
    unique: tuple[str, ...] = (),
    master: tuple[str, str] | None = ("crn", "cases"),
    one_of: tuple[str, ...] = (),
) -> TableSpec:
    specs = tuple(_column(text) for text in columns.replace("\n", ",").split(",") if text.strip())
    return TableSpec(name, specs, unique, master, one_of)


_ALL = (
    _table(
        "cases",
        """crn*: crn, event_number: number=1, noms_number: noms, gender: text, transgender: yes-no
        sentence_date: date, sentence_type: text, supervision_start: date, supervision_end: date
        in_custody: yes-no, establishment: text, led: date, sed: date, pprc: word(pprc), staff_code: ref
        officer_role: text, team: text, pdu: text, region: text, complex_safeguarding: yes-no
        programme_referred_on: date, programme_unsuitable: yes-no, date_of_birth: date""",
        unique=("crn", "event_number"),
        master=None,
    ),
    _table(
        "children",
        """crn*: crn, child_ref*: ref, linked_on: date, date_of_birth: date, due_date: date
        relationship: text, lives_with: yes-no, caring: yes-no, in_contact: yes-no
        seeking_contact: yes-no, at_risk: yes-no, local_authority: text, identified: yes-no
        looked_after: yes-no, looked_after_from: date, victim: yes-no, la_changed_on: date
        previous_local_authority: text""",
        unique=("crn", "child_ref"),
    ),
    _table(
        "plans",
        """crn*: crn, child_ref*: ref, plan*: word(plan), start*: date, end: date, risk_from_case: yes-no
        local_authority: text""",
    ),
    _table(
        "contacts",
        """crn*: crn, event_number: number, contact_date*: date, contact_time: text, contact_type*: code
        description: text, outcome: text, staff_code: ref, team: text, sensitive: yes-no
        child_seen: yes-no, child_effort: yes-no, disclosure_risk: yes-no, recorded_on: date""",
    ),
    _table(
        "registrations",
        """crn*: crn, register*: code, description: text, level: text, start*: date, next_review: date
        end: date""",
    ),
    _table(
        "enquiries",
        """enquiry_ref*: ref, crn*: crn, event_number: number, point: word(point), child_ref: ref
        address_ref: ref, local_authority: text, sent: date, acknowledged: date, responded: date
        analysed: date, followed_up: date, escalated: date, not_made_on: date, not_made_reason: text
        outstanding_recorded_on: date, recorded_on: date""",
        unique=("enquiry_ref",),
        one_of=("sent", "not_made_on"),
    ),
    _table(
        "referrals",
        """referral_ref*: ref, crn*: crn, child_ref: ref, identified_at: datetime, sent_at: datetime
        local_authority: text, reason: text, harm_category: text, rosh_level: word(rosh)
        response_requested: word(response_requested), parents_informed: word(parents_informed)
        acknowledged: date, outcome_on: date, outcome: text, concern_remains: yes-no, followed_up: date
        escalated: date, recorded_on: date""",
        unique=("referral_ref",),
    ),
    _table(
        "court_reports",
        """crn*: crn, event_number*: number, report_type: text, interview_date*: date, completed_on: date
        has_children: yes-no, lives_with_children: yes-no, caring: yes-no, contact: yes-no
        seeking_contact: yes-no, risk_to_children: yes-no, answered: word(answered)
        disclosure_doubted: yes-no, asked_pregnant: yes-no, pregnant: yes-no
        asked_partner_pregnant: yes-no, partner_pregnant: yes-no, due_date: date
        mbu_application: yes-no, extra_time_requested_on: date, proposal_unaffected: yes-no
        custody_option: yes-no, dependants_care_recorded_on: date""",
    ),
    _table(
        "curfews",
        """curfew_ref*: ref, crn*: crn, event_number: number, proposed_on*: date, setting: text
        address_ref: ref""",
        unique=("curfew_ref",),
    ),
    _table(
        "addresses",
        """address_ref*: ref, crn*: crn, proposed_on*: date, decided_on: date, moved_in_on: date
        decision: word(decision), children_present: yes-no, unsafe_for_child: yes-no
        power_to_refuse: yes-no""",
        unique=("address_ref",),
    ),
    _table(
        "changes",
        """change_ref*: ref, crn*: crn, known_on*: date, change*: word(change), child_ref: ref
        due_date: date, significant_harm: yes-no""",
        unique=("change_ref",),
    ),
    _table(
        "releases",
        """release_ref*: ref, crn*: crn, event_number: number, release_type: word(release_type)
        planned_on: date, released_on: date, confirmed_on: date, la_notified_on: date
        local_authority: text""",
        unique=("release_ref",),
    ),
    _table(
        "assessments",
        """assessment_ref*: ref, crn*: crn, event_number: number, completed_on*: date
        kind: word(assessment_kind), rosh_children: word(rosh), rosh_overall: text
        identifiable_children: yes-no, risk_management_plan: yes-no, contingency_plan: yes-no
        child_objective: yes-no, countersigned_on: date
        child_wellbeing_concern: yes-no, wellbeing_section: yes-no, layer: word(layer)
        marac_in_main_body: yes-no""",
        unique=("assessment_ref",),
    ),
    _table(
        "conferences",
        """conference_ref*: ref, crn*: crn, child_ref: ref, kind*: word(conference_kind), invited_on: date
        held_on*: date, officer_role: word(officer_role), report_due_on: date, report_sent_on: date
        attended: yes-no, chair_notified_on: date, manager_discussed_on: date, reason_recorded: yes-no
        report_template: word(report_template), vlo_invited_on: date, minutes_restricted: yes-no""",
        unique=("conference_ref",),
    ),
    _table(
        "allocations",
        """crn*: crn, event_number: number, changed_on*: date, kind: word(allocation_kind), from_staff: ref
        to_staff: ref, handover_recorded_on: date, partners_updated_on: date, agreed_on: date
        child_impact_considered_on: date""",
    ),
    _table(
        "receptions",
        """crn*: crn, received_on*: date, establishment: text, pregnancy_asked_on: date
        dependants_recorded_on: date""",
    ),
    _table(
        "staff",
        """staff_code*: ref, role*: text, team: text, pdu: text, establishment: text, womens_prison: yes-no
        started_on: date, left_on: date, induction_plan_on: date, induction_elearning: yes-no""",
        master=None,
    ),
    _table(
        "training",
        "staff_code*: ref, course*: word(course), completed_on*: date",
        master=("staff_code", "staff"),
    ),
    _table(
        "units",
        """unit*: text, kind*: word(unit_kind), section11_completed_on: date, safeguarding_lead: text
        lead_named_on: date""",
        master=None,
    ),
    _table(
        "concerns",
        """concern_ref*: ref, crn*: crn, kind*: word(concern), known_on*: date, child_ref: ref
        told_om_on: date, told_la_on: date, told_police_on: date, told_manager_on: date
        acknowledged_on: date, chased_on: date""",
        unique=("concern_ref",),
    ),
    _table(
        "child_contacts",
        "contact_ref*: ref, crn*: crn, contact_on*: date, child_ref: ref, kind: text, assessed_on: date",
        unique=("contact_ref",),
    ),
    _table(
        "child_contact_applications",
        """application_ref*: ref, crn*: crn, applied_on*: date, child_ref: ref, decided_on: date
        decision: text, prisoner_told_on: date, rationale_recorded: yes-no""",
        unique=("application_ref",),
    ),
    _table(
        "victims",
        """victim_ref*: ref, crn*: crn, child: yes-no, contact_due_on: date, carer_contacted_on: date
        carer_excluded: yes-no""",
        unique=("victim_ref",),
    ),
    _table(
        "mbu_boards",
        "board_ref*: ref, crn*: crn, board_on*: date, child_ref: ref, decision: text, la_consulted_on: date",
        unique=("board_ref",),
    ),
    _table(
        "overnight_visits",
        """visit_ref*: ref, crn*: crn, visit_on*: date, child_ref: ref, risk_assessed_on: date
        carer_consent_on: date, plan_recorded_on: date, la_notified_on: date""",
        unique=("visit_ref",),
    ),
)

TABLES: dict[str, TableSpec] = {table.name: table for table in _ALL}
