"""Hand-worked cases, straight from steps.md, that check the reference. 2026: Good Friday is 3 April."""

from datetime import date, datetime

import pytest

from . import clock
from .caseload import SCHEMA, UNUSABLE, Caseload
from .evaluate import evaluate, not_assessed
from .generate import generate, write_csv
from .needs import NEEDS

AS_AT = date(2026, 6, 30)  # a Tuesday


def d(text):
    return date.fromisoformat(text)


def t(text):
    return datetime.fromisoformat(text)


def load(**tables):
    """A full set of tables, empty but for the rows given, each of case Z900001."""
    held = {table: [] for table in SCHEMA}
    tables.setdefault("cases", [{}])
    for table, rows in tables.items():
        for row in rows:
            key = {"staff": "staff_code", "training": "staff_code", "units": "unit"}.get(table, "crn")
            held[table].append({key: "Z900001", **row})
    return Caseload(held)


def one(step, caseload, as_at=AS_AT, benchmarks=None):
    found = [v for v in evaluate(caseload, as_at, benchmarks) if v.step == step]
    assert len(found) <= 1, found
    return found[0] if found else None


def verdict(step, caseload, **kw):
    found = one(step, caseload, **kw)
    return found and found.verdict


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [  # domain.md 6.4
        ("2026-04-02", 2, "2026-04-08"),
        ("2026-04-04", 2, "2026-04-08"),
        ("2025-12-24", 2, "2025-12-30"),
        ("2025-12-23", 2, "2025-12-29"),
        ("2022-09-16", 2, "2022-09-21"),
        ("2022-06-01", 2, "2022-06-07"),
        ("2023-05-05", 2, "2023-05-10"),
        ("2026-05-21", 2, "2026-05-26"),
        ("2026-11-20", 2, "2026-11-24"),
        ("2026-11-21", 2, "2026-11-24"),
        ("2027-12-24", 2, "2027-12-30"),
        ("2026-03-16", 15, "2026-04-08"),
        ("2025-12-08", 15, "2025-12-31"),
        ("2027-03-24", 15, "2027-04-16"),
        ("2027-03-25", 1, "2027-03-30"),
    ],
)
def test_working_days(start, n, end):
    assert clock.add_working_days(d(start), n) == d(end)


@pytest.mark.parametrize(
    ("year", "days"),
    [  # domain.md 6.1
        (2012, "02/01, 06/04, 09/04, 07/05, 04/06, 05/06, 27/08, 25/12, 26/12"),
        (2015, "01/01, 03/04, 06/04, 04/05, 25/05, 31/08, 25/12, 28/12"),
        (2016, "01/01, 25/03, 28/03, 02/05, 30/05, 29/08, 26/12, 27/12"),
        (2017, "02/01, 14/04, 17/04, 01/05, 29/05, 28/08, 25/12, 26/12"),
        (2020, "01/01, 10/04, 13/04, 08/05, 25/05, 31/08, 25/12, 28/12"),
        (2021, "01/01, 02/04, 05/04, 03/05, 31/05, 30/08, 27/12, 28/12"),
        (2022, "03/01, 15/04, 18/04, 02/05, 02/06, 03/06, 29/08, 19/09, 26/12, 27/12"),
        (2023, "02/01, 07/04, 10/04, 01/05, 08/05, 29/05, 28/08, 25/12, 26/12"),
        (2026, "01/01, 03/04, 06/04, 04/05, 25/05, 31/08, 25/12, 28/12"),
        (2028, "03/01, 14/04, 17/04, 01/05, 29/05, 28/08, 25/12, 26/12"),
    ],
)
def test_bank_holidays(year, days):
    want = {date(year, int(day[3:]), int(day[:2])) for day in days.split(", ")}
    assert clock.bank_holidays(year) == want


def test_months_and_years():
    assert clock.add(d("2024-02-29"), (3, "years")) == d("2027-02-28")
    assert clock.add(d("2026-05-31"), (3, "months"), -1) == d("2026-02-28")


# --- Enquiries ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "want"),
    [
        # Sentenced Thursday 2 April 2026: days 7, 8, 9, 10, 13 (Easter 3rd and 6th), so due 13 April.
        ("2026-04-13", "met"),
        ("2026-04-14", "late"),
        (None, "overdue"),
        ("2026-01-02", "met"),  # 3 months before the sentence: in the window
        ("2026-01-01", "overdue"),  # a day before it
        ("2026-07-01", "overdue"),  # after as-at: hidden
    ],
)
def test_start_of_sentence(sent, want):
    enquiries = [{"enquiry_ref": "E1", "point": None, "sent": d(sent)}] if sent else []
    found = one("enq-start-of-sentence", load(cases=[{"sentence_date": d("2026-04-02")}], enquiries=enquiries))
    assert (found.verdict, found.due) == (want, d("2026-04-13"))


def test_start_of_sentence_psr_of_its_event_whenever_sent():
    enquiry = {"enquiry_ref": "E1", "point": "psr", "sent": d("2025-06-01"), "event_number": 1}
    caseload = load(cases=[{"sentence_date": d("2026-04-02")}], enquiries=[enquiry])
    assert verdict("enq-start-of-sentence", caseload) == "met"
    caseload["enquiries"][0]["event_number"] = 2
    assert verdict("enq-start-of-sentence", caseload) == "overdue"


def test_start_of_sentence_cohort():
    assert one("enq-start-of-sentence", load(cases=[{}])) is None
    assert verdict("enq-start-of-sentence", load(cases=[{"in_custody": True}])) == "not assessable"
    fine = {"sentence_date": d("2026-04-02"), "sentence_type": "Fine (and costs)"}
    assert one("enq-start-of-sentence", load(cases=[fine])) is None
    assert verdict("enq-start-of-sentence", load(cases=[{**fine, "supervision_start": d("2026-04-02")}])) == "overdue"


@pytest.mark.parametrize(
    ("point", "day", "want"),
    [
        (None, "2026-04-13", "exempt"),
        (None, "2026-04-14", "overdue"),  # a blank point excuses nothing late
        ("sentence-start", "2026-04-14", "exempt"),
        ("psr", "2026-04-10", "overdue"),
    ],
)
def test_reasons(point, day, want):
    reason = {"enquiry_ref": "E1", "point": point, "not_made_on": d(day), "not_made_reason": "current-info"}
    caseload = load(cases=[{"sentence_date": d("2026-04-02")}], enquiries=[reason])
    assert verdict("enq-start-of-sentence", caseload) == want


def test_contact_enquiries_first_in_first_out():
    # SFGC on 1 and 8 June; the tracker covers the 1st (sent on the 4th: 3 days). One SFRR answers the 1st.
    contacts = [
        {"contact_type": kind, "contact_date": d(day), "outcome": None}
        for kind, day in (("SFGC", "2026-06-01"), ("SFGC", "2026-06-08"), ("SFRR", "2026-06-09"))
    ]
    caseload = load(contacts=contacts, enquiries=[{"enquiry_ref": "E1", "sent": d("2026-06-04")}])
    found = [v for v in evaluate(caseload, AS_AT) if v.step == "followup-no-ack-2wd"]
    # E1: due 4 June + 2 (the 8th) + 1 = 9 June, nothing done.
    # SFGC 8 June: due 11 June, not answered; acknowledgements are not held.
    assert [(v.subject, v.verdict, v.due) for v in found] == [
        ("E1", "overdue", d("2026-06-09")),
        ("SFGC", "not assessable", d("2026-06-11")),
    ]
    contacts.append({"contact_type": "SFRR", "contact_date": d("2026-06-11"), "outcome": None})
    caseload = load(contacts=contacts, enquiries=[{"enquiry_ref": "E1", "sent": d("2026-06-04")}])
    assert [v.verdict for v in evaluate(caseload, AS_AT) if v.subject == "SFGC"] == ["met"]


@pytest.mark.parametrize(
    ("responded", "want"),
    [
        ("2026-05-20", "met"),
        ("2026-05-21", "breached"),
        ("2026-02-20", "met"),
        ("2026-02-19", "breached"),
    ],
)
def test_curfew_wants_a_response(responded, want):
    # proposed 20 May; the response counts from 20 February to 20 May
    enquiry = {"enquiry_ref": "E1", "point": "psr", "sent": d("2026-01-05"), "responded": d(responded)}
    caseload = load(curfews=[{"curfew_ref": "C1", "proposed_on": d("2026-05-20")}], enquiries=[enquiry])
    assert verdict("enq-emc", caseload) == want


@pytest.mark.parametrize(
    ("address", "sent", "want", "due"),
    [
        ({"decided_on": d("2026-05-20")}, "2026-05-20", "met", "2026-05-20"),
        ({"decided_on": d("2026-05-20")}, "2026-05-21", "breached", "2026-05-20"),
        ({"moved_in_on": d("2026-05-20")}, "2026-05-20", "breached", "2026-05-19"),
        ({"moved_in_on": d("2026-07-01")}, None, "pending", "2026-06-30"),
        # learnt afterwards: Friday 1 May + 5 working days (4 May is a bank holiday) = Monday 11 May
        ({"moved_in_on": d("2026-05-01")}, "2026-05-12", "late", "2026-05-11"),
        (
            {"decision": "refused", "decided_on": d("2026-05-04"), "moved_in_on": d("2026-05-20")},
            "2026-05-19",
            "met",
            "2026-05-19",
        ),
    ],
)
def test_address(address, sent, want, due):
    rows = [{"enquiry_ref": "E1", "point": "address", "sent": d(sent)}] if sent else []
    caseload = load(addresses=[{"address_ref": "A1", "proposed_on": d("2026-05-01"), **address}], enquiries=rows)
    found = one("enq-address", caseload)
    assert (found.verdict, found.due) == (want, d(due))


def test_refused_and_never_moved_in_makes_no_row():
    row = {
        "address_ref": "A1",
        "proposed_on": d("2026-05-01"),
        "decision": "refused",
        "decided_on": d("2026-05-04"),
    }
    assert one("enq-address", load(addresses=[row])) is None


# --- Following up and referrals -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("identified", "sent", "want"),
    [
        (t("2026-06-16 10:00"), t("2026-06-17 10:00"), "met"),  # Tuesday: exactly 24 hours
        (t("2026-06-16 10:00"), t("2026-06-17 10:01"), "late"),
        (t("2026-06-19 10:00"), t("2026-06-20 23:00"), "met"),  # Friday: end of Saturday
        (
            t("2026-04-02 10:00"),
            t("2026-04-04 01:00"),
            "late",
        ),  # Maundy Thursday: end of Good Friday
        (d("2026-06-16"), t("2026-06-17 10:00"), "not assessable"),
        (d("2026-06-16"), d("2026-06-16"), "met"),
        (d("2026-06-16"), d("2026-06-18"), "late"),
        (d("2026-06-16"), d("2026-06-15"), "not assessable"),
        (None, d("2026-06-15"), "not assessable"),
        (d("2026-06-29"), None, "pending"),
        (d("2026-06-28"), None, "overdue"),
        # Saturday 28 March 2026, 12:00 GMT; the clocks go forward that night: 24 hours end at 13:00 BST
        (t("2026-03-28 12:00"), t("2026-03-29 13:00"), "met"),
    ],
)
def test_referral_in_24_hours(identified, sent, want):
    row = {"referral_ref": "R1", "identified_at": identified, "sent_at": sent}
    assert verdict("ref-24h", load(referrals=[row])) == want


def test_escalation_after_acknowledgement_only():
    # Acknowledged Monday 1 June: + 2 = Wednesday, then + 1 = Thursday 4 June
    row = {"enquiry_ref": "E1", "sent": d("2026-05-29"), "acknowledged": d("2026-06-01")}
    found = one("escalate-ack-only-2-further-wd", load(enquiries=[row]))
    assert (found.verdict, found.due) == ("overdue", d("2026-06-04"))
    row["escalated"] = d("2026-05-31")  # before the acknowledgement: does not count
    assert verdict("escalate-ack-only-2-further-wd", load(enquiries=[row])) == "overdue"
    row["responded"] = d("2026-06-05")
    assert verdict("escalate-ack-only-2-further-wd", load(enquiries=[row])) == "late"


# --- Training -----------------------------------------------------------------------------------------------


def test_training():
    staff = [{"role": "COM", "started_on": d("2026-04-01")}]
    training = [{"course": "advanced", "completed_on": d("2023-06-30")}]
    found = {v.step: v for v in evaluate(load(staff=staff, training=training), AS_AT)}
    # e-learning: 1 April + 3 months = 1 July; advanced: 30 June 2023 + 3 years = the as-at date
    assert (found["training-elearning"].verdict, found["training-elearning"].due) == (
        "pending",
        d("2026-07-01"),
    )
    assert (found["training-advanced"].verdict, found["training-advanced"].due) == ("met", AS_AT)
    found = {v.step: v.verdict for v in evaluate(load(staff=[{"role": "wizard"}]), AS_AT)}
    assert found == {"training-elearning": "not assessable", "training-advanced": "not assessable"}


# --- What a step needs; unusable cells ----------------------------------------------------------------------


def test_not_assessed():
    caseload = load()
    del caseload["enquiries"]
    caseload.columns["contacts"].discard("outcome")
    lacks = not_assessed(caseload)
    assert "enq-start-of-sentence" in lacks
    assert "enq-analysed" in lacks
    assert "reg-cp" not in lacks


def test_unusable_cells():
    case = {"sentence_date": UNUSABLE, "supervision_start": d("2026-04-02")}
    assert verdict("enq-start-of-sentence", load(cases=[case])) == "not assessable"
    # the start decides nothing once the sentence date is there and the type is not a fine
    case = {"sentence_date": d("2026-04-02"), "sentence_type": "community", "supervision_start": UNUSABLE}
    assert verdict("enq-start-of-sentence", load(cases=[case])) == "overdue"
    # decided_on unreadable: the enquiry of the proposal's own day is in time whatever it says
    address = {
        "address_ref": "A1",
        "proposed_on": d("2026-05-01"),
        "decided_on": UNUSABLE,
        "decision": "approved",
    }
    enquiry = {"enquiry_ref": "E1", "sent": d("2026-05-01")}
    assert verdict("enq-address", load(addresses=[address], enquiries=[enquiry])) == "met"
    assert verdict("enq-address", load(addresses=[address])) == "not assessable"
    # in another record it is as if blank
    enquiry["sent"], enquiry["not_made_on"] = UNUSABLE, d("2026-05-02")
    address["decided_on"] = d("2026-05-20")
    assert verdict("enq-address", load(addresses=[address], enquiries=[enquiry])) == "breached"


# --- Home visits --------------------------------------------------------------------------------------------


def visit(day, outcome="ATTC"):
    return {"contact_type": "CHVS", "contact_date": d(day), "outcome": outcome}


@pytest.mark.parametrize(
    ("contacts", "end", "want"),
    [
        # Start Monday 16 March 2026 + 15 working days = Wednesday 8 April (Easter: domain.md 6.4)
        ([visit("2026-04-08")], None, "met"),
        ([visit("2026-04-09", "Attended - Complied")], None, "late"),
        ([visit("2026-04-08", "FTTA")], None, "overdue"),
        ([visit("2026-03-15")], None, "overdue"),  # before the trigger
        ([visit("2026-04-08")], "2026-04-07", None),  # ended the day before the due: no row
        ([], "2026-04-08", None),
        ([], "2026-04-09", "breached"),
    ],
)
def test_home_visit_high_rosh(contacts, end, want):
    case = {"supervision_start": d("2026-03-16"), "supervision_end": d(end) if end else None}
    assessment = {"assessment_ref": "A1", "completed_on": d("2026-03-16"), "rosh_children": "high"}
    caseload = load(cases=[case], assessments=[assessment], contacts=contacts)
    assert verdict("hv-high-rosh-15wd", caseload) == want
    assert verdict("hv-other-6-weeks", caseload) is None
    caseload["cases"][0]["in_custody"] = True
    if not end and want == "overdue":
        assert verdict("hv-high-rosh-15wd", caseload) == "not assessable"


def test_supervision_periods_merge_and_cse_dates():
    cases = [
        {"event_number": 1, "supervision_start": d("2026-03-01"), "supervision_end": d("2026-05-10")},
        {"event_number": 2, "supervision_start": d("2026-05-11")},  # the day after: one period
    ]
    changes = [{"change_ref": "G1", "change": "cse", "known_on": d("2026-01-01")}]
    found = one("hv-cse-15d", load(cases=cases, changes=changes))
    assert (found.trigger_on, found.due, found.verdict) == (d("2026-03-01"), d("2026-03-16"), "overdue")
    cases[1]["supervision_start"] = d("2026-05-12")
    found = [v for v in evaluate(load(cases=cases, changes=changes), AS_AT) if v.step == "hv-cse-15d"]
    assert [(v.trigger_on, v.verdict) for v in found] == [
        (d("2026-03-01"), "breached"),
        (d("2026-05-12"), "overdue"),
    ]


def test_home_visit_other_concern_within_42_days():
    # 1 April + 42 days = 13 May
    case = {"supervision_start": d("2026-04-01")}
    register = {"register": "RCHD", "start": d("2026-05-13"), "end": None}
    found = one("hv-other-6-weeks", load(cases=[case], registrations=[register]))
    assert (found.due, found.verdict) == (d("2026-05-13"), "overdue")
    register["start"] = d("2026-05-14")
    assert one("hv-other-6-weeks", load(cases=[case], registrations=[register])) is None


def test_visit_considered_counts_a_recorded_reason():
    # Wednesday 1 April 2026 + 30 working days: the 2nd is day 1, 10 April 5 (Good Friday and Easter Monday
    # out), 17 April 10, 24 April 15, 1 May 20, 8 May 24 (the 4th is a holiday), 15 May 29, Monday 18 May 30
    mo8 = {"contact_type": "MO8", "contact_date": d("2026-05-18"), "outcome": "Home visit exempted"}
    found = one("hv-consider-record", load(cases=[{"supervision_start": d("2026-04-01")}], contacts=[mo8]))
    assert (found.due, found.verdict, found.basis) == (d("2026-05-18"), "met", "benchmark")


# --- Conferences --------------------------------------------------------------------------------------------


def conference(**cells):
    return {"conference_ref": "F1", "kind": "icpc", "held_on": d("2026-06-10"), **cells}


def test_conference_with_siblings():
    rows = [conference(attended=False), conference(conference_ref="F2", attended=True)]
    found = {v.step: v for v in evaluate(load(conferences=rows), AS_AT)}
    assert (found["cpc-attend"].verdict, found["cpc-attend"].subject) == ("met", "F1")
    assert "cpc-notify-chair" not in found


def test_conference_not_attended():
    excused = conference(attended=False, reason_recorded=True, manager_discussed_on=d("2026-06-10"))
    assert verdict("cpc-attend", load(conferences=[excused])) == "exempt"
    assert verdict("cpc-notify-chair", load(conferences=[excused])) == "breached"
    excused["manager_discussed_on"] = d("2026-06-11")
    assert verdict("cpc-attend", load(conferences=[excused])) == "breached"
    assert verdict("cpc-attend", load(conferences=[conference()])) == "not assessable"
    assert verdict("cpc-attend", load(conferences=[conference(held_on=AS_AT)])) == "pending"


@pytest.mark.parametrize(
    ("cells", "want"),
    [
        ({"report_sent_on": d("2026-06-09")}, "met"),  # due the day before
        ({"report_sent_on": d("2026-06-10")}, "late"),
        ({"report_sent_on": d("2026-06-11")}, "breached"),
        ({"held_on": d("2026-07-10"), "report_due_on": d("2026-06-29")}, "overdue"),
        ({"held_on": d("2026-07-01")}, "pending"),  # due on the as-at date
        ({"held_on": AS_AT}, "breached"),
    ],
)
def test_conference_report(cells, want):
    assert verdict("cpc-report", load(conferences=[conference(**cells)])) == want


# --- Registers, alerts and oversight ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("register", "spell_end", "want"),
    [
        # Plan from Monday 1 June 2026 + 5 working days = Monday 8 June
        ({"register": "RCPR", "start": d("2026-06-08")}, None, "met"),
        ({"register": "RCPR", "start": d("2026-06-09")}, None, "late"),
        ({"register": "RCPR", "start": d("2026-06-08"), "end": d("2026-06-20")}, None, "overdue"),
        ({"register": "RCP", "start": d("2026-06-08")}, None, "met"),  # in_custody blank
        ({"register": "RCCO", "start": d("2026-06-08")}, None, "overdue"),
        ({"register": "RCCO", "start": d("2026-06-08")}, "2026-06-08", None),  # ended on the due day
        ({"register": "RCCO", "start": d("2026-06-08")}, "2026-06-09", "breached"),
    ],
)
def test_register_mirrors_the_plan(register, spell_end, want):
    plan = {
        "child_ref": "K1",
        "plan": "cp",
        "start": d("2026-06-01"),
        "end": d(spell_end) if spell_end else None,
    }
    caseload = load(cases=[{"sentence_date": d("2026-01-05")}], plans=[plan], registrations=[{"end": None, **register}])
    assert verdict("reg-cp", caseload) == want


def test_register_closed():
    plan = {"child_ref": "K1", "plan": "cp", "start": d("2026-01-05"), "end": d("2026-06-01")}
    register = {"register": "RCPR", "start": d("2026-01-06"), "end": d("2026-06-09")}  # due 8 June
    assert verdict("reg-cp-closed", load(plans=[plan], registrations=[register])) == "late"
    again = {**plan, "child_ref": "K2", "start": d("2026-06-08"), "end": None}
    found = one("reg-cp-closed", load(plans=[plan, again], registrations=[register]))
    assert (found.verdict, found.done_on) == ("met", d("2026-06-08"))


def test_oversight():
    plan = {"child_ref": "K1", "plan": "cp", "start": d("2026-01-05"), "end": None}
    contact = {"contact_type": "MO1", "contact_date": d("2026-03-30")}  # + 3 months = the as-at date
    found = one("oversight-cp-plan", load(plans=[plan], contacts=[contact]))
    assert (found.verdict, found.due, found.trigger_on) == ("met", AS_AT, d("2026-01-05"))
    contact["contact_date"] = d("2026-03-29")
    assert verdict("oversight-cp-plan", load(plans=[plan], contacts=[contact])) == "overdue"


# --- Assessment, release, court -----------------------------------------------------------------------------


def test_latest_assessment():
    first = {"assessment_ref": "A1", "completed_on": d("2026-05-01"), "rosh_children": "low"}
    second = {**first, "assessment_ref": "A2", "rosh_children": "high", "risk_management_plan": False}
    found = one("oasys-rmp", load(assessments=[first, second]))  # of two on one day, the later in file order
    assert (found.verdict, found.subject) == ("overdue", "A2")
    assert one("oasys-rmp", load(assessments=[second, first])) is None


def test_termination_plan():
    # ends 30 May 2026: window from 28 February (3 months back); due 5 June... 1 to 5 June: Friday the 5th
    case = {"supervision_start": d("2025-06-01"), "supervision_end": d("2026-05-30")}
    children = [{"child_ref": "K1", "identified": True}]
    rows = [{"assessment_ref": "A1", "completed_on": d("2026-02-28"), "rosh_children": "medium"}]
    caseload = load(cases=[case], children=children, assessments=rows)
    found = one("termination-plan", caseload)
    assert (found.verdict, found.trigger_on, found.due) == ("overdue", d("2026-05-30"), d("2026-06-05"))
    caseload["assessments"][0]["kind"] = "termination"
    assert verdict("termination-plan", caseload) == "met"


@pytest.mark.parametrize(
    ("release", "want"),
    [
        ({"planned_on": d("2026-07-28")}, "pending"),  # − 28 days = the as-at date
        ({"planned_on": d("2026-07-27")}, "overdue"),
        ({"planned_on": d("2026-06-20"), "released_on": d("2026-06-20")}, "breached"),
        ({"planned_on": d("2026-07-27"), "la_notified_on": d("2026-06-30")}, "late"),
        # confirmed on 29 June, later than 29 June? no: 27 July − 28 = 29 June, so that stands
        ({"planned_on": d("2026-07-27"), "confirmed_on": d("2026-06-29")}, "overdue"),
        # confirmed on 30 June: + 1 working day = 1 July
        ({"planned_on": d("2026-07-27"), "confirmed_on": d("2026-06-30")}, "pending"),
        ({"planned_on": None}, "not assessable"),
    ],
)
def test_release_notice(release, want):
    caseload = load(
        cases=[{"pprc": "confirmed"}],
        children=[{"child_ref": "K1", "identified": True}],
        assessments=[{"assessment_ref": "A1", "completed_on": d("2026-05-01"), "rosh_children": "high"}],
        releases=[{"release_ref": "L1", "release_type": "led", **release}],
    )
    assert verdict("pprc-notify-la-release", caseload) == want


@pytest.mark.parametrize(
    ("left", "arrived", "want"),
    [
        ("N01A001", "N01B002", "overdue"),
        ("N01UATU", "N01B002", None),
        ("n01uatu", "N01B002", None),
        ("N01A001", "n01a001", None),
        (None, "N01B002", None),
    ],
)
def test_transfer(left, arrived, want):
    row = {"changed_on": d("2026-06-01"), "kind": "com", "from_staff": left, "to_staff": arrived}
    children = [{"child_ref": "K1", "at_risk": True, "linked_on": d("2026-06-01")}]
    caseload = load(allocations=[row], children=children)
    assert verdict("transfer-handover", caseload) == want
    caseload["contacts"].append({"crn": "Z900001", "contact_type": "POM4", "contact_date": d("2026-05-02")})  # 30 days
    assert verdict("transfer-handover", caseload) == (want and "met")


def test_sensitive_contacts_of_one_day():
    rows = [{"contact_type": "C005", "contact_date": d("2026-06-01"), "sensitive": mark} for mark in (True, None)]
    assert verdict("rec-marac-cpc-sensitive", load(contacts=rows)) == "not assessable"
    rows.append({**rows[0], "sensitive": False})
    assert verdict("rec-marac-cpc-sensitive", load(contacts=rows)) == "overdue"


def test_questions_at_court():
    report = {"event_number": 1, "interview_date": d("2026-06-01"), "answered": "refused"}
    found = {v.step: v.verdict for v in evaluate(load(court_reports=[report]), AS_AT)}
    assert found["psr-ask-children"] == "met"
    assert found["psr-ask-pregnancy"] == "not assessable"
    assert found["psr-ask-partner-pregnant"] == "overdue"
    assert found["enq-court-psr"] == "pending"  # refused: in the cohort; no completion, no sentence: no due


# --- The generator ------------------------------------------------------------------------------------------


def test_generated_caseloads(tmp_path):
    caseload = generate(7, 400, AS_AT)
    assert caseload == generate(7, 400, AS_AT)
    write_csv(caseload, tmp_path)
    found = evaluate(caseload, AS_AT)
    assert {v.step for v in found} >= set(NEEDS)
    keys = [(v.step, v.crn, v.event_number, v.subject, v.trigger_on) for v in found]
    assert len(keys) == len(set(keys))
    for table, rows in caseload.items():
        cells = [tuple(str(row[column]) for column in SCHEMA[table]) for row in rows]
        assert len(cells) == len(set(cells))
