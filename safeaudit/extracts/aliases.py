"""Headings that systems and trackers use for the contract's columns.

From the workload (WMT) extracts of NDelius MIS, the NDelius screens and database, DPS and NOMIS, OASys, the training
systems, and what office trackers call the same things. Of several headings for one column the one named first goes
before the others; that is why a text of an outcome, which tells more than its code, stands first.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from safeaudit.extracts.contract import TABLES, ColumnSpec, TableSpec

# What a column is called whatever its table.
_ANYWHERE: Final = """
crn: Case Ref No, Case Reference Number, Case Reference, CRN Number, CRN No, Case CRN, Offender CRN, Person CRN
    NDelius CRN, Delius CRN, CRN Ref
event_number: Event No, Event Num, CMS Event Number, NDelius Event Number, Conviction Event Number
noms_number: NOMS, NOMS ID, NOMS No, NOMIS ID, NOMIS Number, NOMIS No, Prison Number, Prison No, Prisoner Number
    Prisoner No, Offender No, Offender Number, Offender Identifier, Most Recent Prisoner Number
child_ref: Child Reference Number, Child Identifier
local_authority: Local Authority Name, LA Name, LA, Council
team: Team Desc, Team Description, Team Name, Team Code, Team Cd, Team Key
pdu: PDU Desc, PDU Description, PDU Name, Probation Delivery Unit, LDU Desc, LDU Description, LDU Name, LDU
    Local Delivery Unit, Cluster, PDU Code, PDU Cd, LDU Code, LDU Cd
region: Region Desc, Region Description, Region Name, Probation Region, Provider, Region Code, Provider Code
establishment: Prison, Prison Name, Establishment Name, Institution
date_of_birth: DOB, Birth Date
staff_code: Staff Key, Staff Cd, Officer Code
recorded_on: Recorded Date, Date Recorded, Entered On, Entered Date, Date Entered, Entry Date, Created On, Created Date
    Date Created, Created Datetime
due_date: EDD, Expected Due Date, Estimated Due Date, Expected Date of Delivery, Estimated Date of Delivery
"""

_BY_TABLE: Final = {
    "cases": """
        gender: Sex, Gender Desc, Gender Description
        sentence_date: Date of Sentence, Date Sentenced, Disposal Date
        sentence_type: Sentence Type Desc, Sentence Type Description, Disposal Type Desc, Disposal Type Description
            Disposal Type, Order Type
        supervision_start: Start of Supervision, Order Start Date
        supervision_end: End of Supervision, Order Termination Date, Termination Date, Order Terminated Date
        in_custody: Currently in Custody
        led: Licence Expiry Date, Licence Expiry, Licence End Date
        sed: Sentence Expiry Date, Sentence Expiry, Sentence End Date
        pprc: PPRC Status, Person Posing a Risk to Children
        staff_code: OM Key, OM Code, Offender Manager Code, Responsible Officer Code, Probation Practitioner Code
            COM Code, Staff Cd Offender Manager, Staff Cd Order Manager
        officer_role: Responsible Officer Role, Responsible Officer Type
        team: Team Offender Manager, Team Order Manager, OM Team Key, Team Cd Offender Manager, Team Cd Order Manager
        pdu: Cluster Order Manager, Cluster Cd Offender Manager, Cluster Cd Order Manager
    """,
    "children": """
        date_of_birth: Child DOB, Child Date of Birth, Child's Date of Birth
        relationship: Relationship Type, Relationship Description, Relationship to Child, Relationship to Case
        lives_with: Living With, Lives with Child, Resides With
        caring: Caring Responsibilities, Has Caring Responsibilities, Caring For, Cares For
        in_contact: In Contact with Child, Has Contact
        seeking_contact: Seeking Contact with Child, Seeks Contact
        at_risk: Child at Risk, Risk to This Child
        looked_after: Looked After Child, LAC
    """,
    "plans": """
        plan: Plan Type, Type of Plan
        start: Plan Start Date, Plan Start, Date Plan Started
        end: Plan End Date, Plan End, Date Plan Ended
    """,
    "contacts": """
        contact_date: Date of Contact, Contact Start Date, Date
        contact_time: Contact Start Time, Time of Contact, Start Time, Time
        contact_type: Contact Type Code, Contact Type Cd, Contact Code, Type Code, Type of Contact, Type
        description: Contact Type Desc, Contact Type Description, Contact Description, Type Description
        outcome: Contact Outcome, Contact Outcome Description, Contact Outcome Desc, Outcome Description, Outcome Desc
            Contact Outcome Type, Outcome Type, Contact Outcome Code, Outcome Code, Contact Outcome Cd, Outcome Cd
        staff_code: Contact Staff Key, Contact Staff Code
        team: Contact Team Desc, Contact Team Description, Contact Team Name, Contact Team Key, Contact Team Code
        sensitive: Sensitive Contact, Sensitive Flag, Is Sensitive
    """,
    "registrations": """
        register: Register Code, Register Cd, Register Type Code, Registration Type Code, Alert Code, Alert Type Code
            Type Code, Register Type, Registration Type, Type
        description: Register Description, Register Desc, Register Type Description, Registration Type Description
            Alert Description, Alert Code Description, Type Description
        level: Register Level Description, Register Level Desc, Level Description, Register Level, Register Level Code
        start: Registration Date, Date of Registration, Date Registered, Registered On, Register Start Date
            Alert Start Date, Active From, Alert Date
        next_review: Next Review Due, Date of Next Review, Review Due Date, Review Date Due, Next Register Review Date
        end: Deregistration Date, Date Deregistered, Deregistered On, Date of Deregistration, Register End Date
            Alert End Date, Active To, Expiry Date, Alert Expiry Date
    """,
    "enquiries": """
        point: Enquiry Point, Point of Enquiry
        sent: Enquiry Sent, Enquiry Sent Date, Date Enquiry Sent, Enquiry Date, Date of Enquiry
        acknowledged: Acknowledgement Date, Date of Acknowledgement, Acknowledgement Received
            Acknowledgement Received Date
        responded: Response Date, Date of Response, Response Received, Response Received Date, Date Response Received
        analysed: Analysis Date, Date of Analysis
        followed_up: Follow Up Date, Date of Follow Up, Date Chased, Chased On
        escalated: Escalation Date, Date of Escalation
        not_made_on: Not Sent On, Date Not Sent
        not_made_reason: Reason Not Made, Reason Not Sent, Reason for Not Making Enquiry, Reason Enquiry Not Made
    """,
    "referrals": """
        identified_at: Concern Identified, Date Concern Identified, Date and Time Identified, Identified Date and Time
        sent_at: Referral Sent, Date Referral Sent, Referral Sent Date, Referral Date, Date of Referral
            Date and Time Sent, Sent Date and Time
        reason: Referral Reason, Reason for Referral
        harm_category: Category of Harm
        parents_informed: Parents Informed Y/N, Parent Informed, Parents Told
        acknowledged: Acknowledgement Date, Date of Acknowledgement, Acknowledgement Received
            Acknowledgement Received Date
        outcome: Referral Outcome, Outcome of Referral
        followed_up: Follow Up Date, Date of Follow Up, Date Chased, Chased On
        escalated: Escalation Date, Date of Escalation
    """,
    "court_reports": """
        report_type: Court Report Type, Type of Report
        interview_date: PSR Interview Date, Date of PSR Interview
        completed_on: Completion Date, Report Completed Date, Date Report Completed
        lives_with_children: Living With Children
        caring: Caring Responsibilities, Has Caring Responsibilities
        contact: Contact with Children, In Contact with Children
        seeking_contact: Seeking Contact with Children
    """,
    "curfews": "proposed_on: Proposal Date, Date of Proposal, Curfew Proposed Date",
    "addresses": """
        proposed_on: Proposal Date, Date of Proposal, Address Proposed Date
        decided_on: Decision Date, Date of Decision
        moved_in_on: Move In Date, Date of Move
        decision: Address Decision
        children_present: Children at Address, Children Present at Address
    """,
    "changes": """
        known_on: Date Became Known, Became Known On, Date Notified, Notified On
        change: Change Type, Type of Change, Change of Circumstances
    """,
    "releases": """
        release_type: Type of Release
        planned_on: Planned Release Date, Release Planned Date, Expected Release Date
        released_on: Actual Release Date
        confirmed_on: Confirmation Date, Release Confirmed Date
        la_notified_on: LA Notification Date, Local Authority Notified Date, Date Local Authority Notified
    """,
    "assessments": """
        assessment_ref: Assessment PK, OASys ID, OASys Assessment ID, OASys Assessment PK
        completed_on: Completion Date, Assessment Completed Date, Date Assessment Completed, Assessment Date
        kind: Kind of Assessment, Assessment Kind
        rosh_children: RoSH to Children, RoSH Level Children, Children RoSH Level, Risk Children Community
        rosh_overall: Overall RoSH, Overall RoSH Level, Overall Risk
        countersigned_on: Countersignature Date, Countersign Date
        layer: Layer Type
    """,
    "conferences": """
        kind: Conference Type, Conference Kind, Type of Conference
        invited_on: Invitation Date, Date of Invitation, Invitation Received Date
        held_on: Conference Date, Date of Conference, Meeting Date, Date of Meeting
        report_due_on: Report Due
        report_sent_on: Report Sent
    """,
    "allocations": """
        changed_on: Change Date, Date of Change, Allocation Date, Date of Allocation, Transfer Date, Date of Transfer
        kind: Allocation Type, Allocation Kind
        from_staff: From Staff Code, From Staff Key, Previous Staff Code, From Officer Code
        to_staff: To Staff Code, To Staff Key, New Staff Code, To Officer Code
        handover_recorded_on: Handover Date, Date of Handover
    """,
    "receptions": "received_on: Reception Date, Date of Reception, Admission Date",
    "staff": """
        staff_code: OM Key, OM Code
        role: Job Role, Job Title, Staff Role, Staff Grade, Grade, OM Grade, OM Grade Code, Grade Code
        team: OM Team Key
        started_on: Start Date, Date Started in Post
        left_on: Leaving Date, Date of Leaving, End Date
        womens_prison: Female Prison, Women's Estate
    """,
    "training": """
        course: Course Title, Course Name, Training Course, Course Description, Learning Title
        completed_on: Completion Date, Date of Completion, Course Completion Date, Event Timestamp
    """,
    "units": """
        unit: Unit Name, PDU, PDU Name, Prison, Prison Name
        kind: Unit Type, Unit Kind, Type of Unit
        section11_completed_on: Section 11 Date, S11 Date, S11 Completed On, S11 Completed Date
        safeguarding_lead: Designated Lead, Designated Safeguarding Lead
    """,
}


def heading_key(heading: str) -> str:
    """Give what of a heading counts: letters and digits, in lower case."""
    return "".join(filter(str.isalnum, heading.lower()))


@lru_cache
def aliases_of(name: str) -> Mapping[str, tuple[str, int]]:
    """Give for each known heading of a table (its key) the column and its rank: the lower goes before the higher."""
    table = TABLES.get(name)
    if table is None:  # a table of the program's own, under its own headings alone
        return {}
    listed = _listed(_BY_TABLE.get(name, ""))
    anywhere = _listed(_ANYWHERE)
    known: dict[str, tuple[str, int]] = {}
    for column in table.columns:
        headings = [*_usual_forms(column, table), *listed.pop(column.name, ()), *anywhere.get(column.name, ())]
        for rank, heading in enumerate(headings):
            known.setdefault(heading_key(heading), (column.name, rank))
    assert not listed, f"aliases of {name} for columns that it does not have: {', '.join(listed)}"
    return known


def listed_aliases(name: str = "") -> dict[str, list[str]]:
    """Give for each column the headings that are listed for it in one table, or (no name) in every table."""
    return _listed(_BY_TABLE.get(name, "") if name else _ANYWHERE)


def _usual_forms(column: ColumnSpec, table: TableSpec) -> Iterator[str]:
    """Give the forms that follow from a name: `sent_at` is also *Date sent*, `curfew_ref` also *Curfew ID*."""
    stem, _, end = column.name.rpartition("_")
    if column.kind in ("date", "datetime"):
        bare = stem if end in ("on", "at", "date") and stem else column.name
        yield from (f"date {bare}", f"{bare} date", f"{bare} on")
    if column.kind == "datetime":
        yield f"{bare} at"
    if end == "ref":
        yield from (f"{stem} {word}" for word in ("reference", "id", "no", "number", "ref no"))
    if table.unique == (column.name,):
        yield from ("reference", "ref", "ref no", "reference number")


def _listed(text: str) -> dict[str, list[str]]:
    """Read lines of `column: heading, heading`; a line without a column goes on with the one before."""
    listed: dict[str, list[str]] = {}
    for line in text.strip().splitlines():
        name, colon, headings = line.strip().rpartition(":")
        if colon:
            column = listed.setdefault(name, [])
        column += [heading.strip() for heading in headings.split(",")]
    return listed
