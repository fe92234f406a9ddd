"""Every open case with a child protection plan, once."""

import pandas as pd

from .helpers import day, plans_of

PLANS = """\
crn,child_ref,plan,start,end,local_authority
A000001,C1,CP,2026-02-01,,Halton
A000001,C2,CP,2026-03-01,,Halton
A000002,C1,CIN,2026-02-01,,Halton
A000003,C1,CP,2026-02-01,,Halton
A000004,C1,CP,2026-02-01,,Wirral
"""
REGISTRATIONS = """\
crn,register,start,next_review,end
A000001,RCPR,2026-02-03,2026-11-03,
A000002,RCPR,2026-02-03,,
A000004,RCP,2026-02-05,,2026-10-31
"""


def test_open_cases_with_a_running_plan_each_once(tmp_path):
    rows = plans_of(tmp_path, plans=PLANS)
    # A000002 is a child in need, A000003 is closed; siblings are one row.
    assert list(rows.index) == ["A000001", "A000004"]
    assert rows.loc["A000001", "children"] == "C1, C2"
    assert rows.loc["A000001", "since"] == day("2026-02-01")
    assert list(rows.loc["A000001", ["staff_code", "team", "pdu"]]) == ["N01", "Team A", "North"]
    assert rows.loc["A000004", "local_authority"] == "Wirral"


def test_without_any_plan_on_record_the_register_tells_of_one(tmp_path):
    rows = plans_of(tmp_path, registrations=REGISTRATIONS)
    assert list(rows.index) == ["A000001", "A000002"]
    assert set(rows["source"]) == {"the register alone"}
    assert set(rows["register"]) == {"active; no plan on record"}


def test_the_register_is_right_where_active_and_in_custody_the_alert(tmp_path):
    rows = plans_of(tmp_path, plans=PLANS, registrations=REGISTRATIONS)
    # A000002 is registered with no child protection plan on record.
    told = {"A000001": "right: active", "A000002": "active; no plan on record", "A000004": "wrong: ended"}
    assert rows["register"].to_dict() == told
    assert rows.loc["A000001", "register_since"] == day("2026-02-03")
    assert rows.loc["A000001", "next_review"] == day("2026-11-03")
    open_alert = REGISTRATIONS.replace(",2026-10-31", ",")
    rows = plans_of(tmp_path / "b", plans=PLANS, registrations=open_alert)
    assert rows.loc["A000004", "register"] == "right: active"


def test_a_register_never_made_and_a_table_not_supplied_are_told_apart(tmp_path):
    none = "crn,register,start\nA000002,RCCO,2026-02-03\n"
    assert plans_of(tmp_path, plans=PLANS, registrations=none).loc["A000001", "register"] == "wrong: never made"
    assert plans_of(tmp_path / "b", plans=PLANS).loc["A000001", "register"] == "not supplied"


def test_oversight_is_the_latest_and_due_again_in_three_months(tmp_path):
    contacts = "crn,contact_date,contact_type\nA000001,2026-05-01,MO1\nA000001,2026-08-15,MO1\n"
    rows = plans_of(tmp_path, plans=PLANS, contacts=contacts)
    one = rows.loc["A000001"]
    assert (one["oversight"], one["oversight_due"], one["oversight_state"]) == (
        day("2026-08-15"),
        day("2026-11-15"),
        "met",
    )
    never = rows.loc["A000004"]
    assert pd.isna(never["oversight"])
    assert never["oversight_state"] == "overdue"


def test_the_next_conference_is_the_first_from_as_at_on_with_its_report(tmp_path):
    conferences = """\
conference_ref,crn,kind,held_on,report_due_on,report_sent_on
K1,A000001,icpc,2026-10-30,,
K2,A000001,rcpc,2026-12-01,2026-11-20,2026-10-20
K3,A000001,core-group,2026-11-05,,
K4,A000004,rcpc,2026-10-31,,
"""
    rows = plans_of(tmp_path, plans=PLANS, conferences=conferences)
    assert list(rows.loc["A000001", ["conference", "conference_on"]]) == ["core-group", day("2026-11-05")]
    assert pd.isna(rows.loc["A000001", "report_due"])
    # Held today counts as to come; without a day of its own the report is due the day before.
    assert list(rows.loc["A000004", ["conference", "report_due"]]) == ["rcpc", day("2026-10-30")]


def test_the_latest_assessment_and_its_risk_to_children(tmp_path):
    assessments = """\
assessment_ref,crn,completed_on,rosh_children
S1,A000001,2026-03-01,high
S2,A000001,2026-06-01,medium
S3,A000001,2026-11-01,low
"""
    row = plans_of(tmp_path, plans=PLANS, assessments=assessments).loc["A000001"]
    assert (row["assessed"], row["rosh"]) == (day("2026-06-01"), "medium")
