"""Hand-worked cases, straight from further-steps.md, that check the reference."""

import pytest

from .test_reference import d, load, one, verdict

REPORT = {"event_number": 1, "interview_date": d("2026-05-01")}


@pytest.mark.parametrize(
    ("recorded", "answered", "want"),
    [
        (None, None, "overdue"),
        ("2026-06-02", None, "met"),
        ("2026-06-03", None, "late"),
        ("2026-06-02", "2026-06-01", None),
        (None, "2026-06-02", "overdue"),
    ],
)
def test_outstanding_recorded(recorded, answered, want):
    enquiry = {
        "enquiry_ref": "E1",
        "point": "psr",
        "sent": d("2026-05-20"),
        "responded": answered and d(answered),
        "outstanding_recorded_on": recorded and d(recorded),
    }
    caseload = load(cases=[{"sentence_date": d("2026-06-01")}], enquiries=[enquiry])
    assert verdict("enq-court-outstanding-recorded", caseload) == want


@pytest.mark.parametrize(
    ("asked", "sentence", "want"),
    [
        ("2026-05-31", "2026-06-01", "met"),
        ("2026-06-01", "2026-06-01", "breached"),
        ("2026-06-01", None, "met"),
        (None, None, "overdue"),
        (None, "2026-07-01", "overdue"),  # the sentence is hidden
    ],
)
def test_mbu_extra_time(asked, sentence, want):
    report = {**REPORT, "mbu_application": True, "completed_on": d("2026-05-20")}
    report["extra_time_requested_on"] = asked and d(asked)
    caseload = load(cases=[{"sentence_date": sentence and d(sentence)}], court_reports=[report])
    assert verdict("psr-mbu-extra-time", caseload) == want


@pytest.mark.parametrize(
    ("born", "want"), [("2024-11-01", None), ("2024-11-02", "not assessable"), ("2026-05-02", None)]
)
def test_baby_of_18_months(born, want):
    caseload = load(court_reports=[REPORT], children=[{"child_ref": "K1", "date_of_birth": d(born)}])
    assert verdict("psr-mbu-extra-time", caseload) == want


@pytest.mark.parametrize(
    ("cells", "want"),
    [
        ({"decision": "approved"}, "breached"),
        ({"decision": "refused", "decided_on": d("2026-06-09")}, "met"),
        ({"decision": "refused", "decided_on": d("2026-06-10")}, "breached"),
        ({"decision": "refused"}, "not assessable"),
        ({"power_to_refuse": None}, "not assessable"),
        ({"power_to_refuse": False}, None),
        ({"moved_in_on": None, "decision": "refused", "decided_on": d("2026-06-09")}, "late"),
        ({"moved_in_on": d("2026-06-01"), "decision": "refused", "decided_on": d("2026-06-08")}, "met"),
    ],
)
def test_refuse_unsafe(cells, want):
    row = {
        "address_ref": "B1",
        "proposed_on": d("2026-06-01"),
        "moved_in_on": d("2026-06-10"),
        "unsafe_for_child": True,
        "power_to_refuse": True,
    }
    assert verdict("address-refuse-unsafe", load(addresses=[row | cells])) == want


@pytest.mark.parametrize(
    ("when", "codes", "want"),
    [
        ("2026-06-26", {"MO1": "2026-06-27"}, "met"),  # a Friday; the next day
        ("2026-06-26", {"CSPO": "2026-06-28"}, "late"),
        ("2026-06-26", {}, "overdue"),
        ("2026-06-25", {}, None),
        ("2026-04-02", {"MO1": "2026-04-03"}, "met"),  # the Thursday before Good Friday
    ],
)
def test_last_day_of_the_week(when, codes, want):
    contacts = [{"contact_type": code, "contact_date": d(day)} for code, day in codes.items()]
    caseload = load(referrals=[{"referral_ref": "R1", "identified_at": d(when)}], contacts=contacts)
    assert verdict("ref-last-day-escalate", caseload) == want


@pytest.mark.parametrize(
    ("child", "change", "want"),
    [
        ({"linked_on": None, "identified": True}, "K1", "met"),
        ({"linked_on": d("2026-06-09"), "identified": True}, None, "late"),
        ({"linked_on": d("2026-05-31"), "identified": True}, None, "overdue"),
        ({"linked_on": d("2026-06-02")}, None, "not assessable"),
        ({"linked_on": d("2026-06-02"), "identified": False}, "K1", "overdue"),
    ],
)
def test_child_of_a_new_contact(child, change, want):
    row = {"change_ref": "G1", "known_on": d("2026-06-01"), "change": "new-contact", "child_ref": change}
    caseload = load(changes=[row], children=[{"child_ref": "K1", **child}])
    assert verdict("newcontact-child-recorded", caseload) == want


@pytest.mark.parametrize(("born", "want"), [(None, "overdue"), ("2008-06-01", None), ("2008-06-02", "overdue")])
def test_eighteen(born, want):
    child = {
        "child_ref": "K1",
        "date_of_birth": born and d(born),
        "looked_after": True,
        "looked_after_from": d("2026-06-01"),
    }
    assert verdict("om-lac-liaison", load(children=[child])) == want


@pytest.mark.parametrize(
    ("visits", "want"),
    [
        ([("2026-06-10", True, None)], "met"),
        ([("2026-06-10", None, None)], "not assessable"),
        ([("2026-06-10", False, True)], "exempt"),
        ([("2026-06-10", False, None)], "pending"),
        ([], None),
    ],
)
def test_child_present(visits, want):
    contacts = [
        {
            "contact_type": "CHVS",
            "outcome": "ATTC",
            "contact_date": d(day),
            "child_seen": seen,
            "child_effort": effort,
        }
        for day, seen, effort in visits
    ]
    caseload = load(
        cases=[{"supervision_start": d("2026-06-01")}],
        children=[{"child_ref": "K1", "lives_with": True}],
        contacts=contacts,
    )
    assert verdict("hv-child-present", caseload) == want


@pytest.mark.parametrize(
    ("plan", "notified", "want"),
    [
        ("2026-06-15", "2026-06-15", "met"),  # 5 working days before Monday 22 June
        ("2026-06-15", "2026-06-16", "late"),
        ("2026-06-15", "2026-06-22", "breached"),
        ("2026-06-15", None, "breached"),
    ],
)
def test_overnight_visit(plan, notified, want):
    visit = {"visit_ref": "O1", "visit_on": d("2026-06-22"), "plan_recorded_on": d(plan)}
    visit["la_notified_on"] = notified and d(notified)
    assessment = {"assessment_ref": "A1", "completed_on": d("2026-06-22"), "rosh_children": "high"}
    caseload = load(overnight_visits=[visit], assessments=[assessment])
    assert verdict("fos-plan-highrisk", caseload) == want


@pytest.mark.parametrize(
    ("custody", "cells", "want"),
    [
        (True, {}, "overdue"),
        (None, {}, "not assessable"),
        (False, {}, None),
        (True, {"end": d("2026-06-08")}, None),
        (True, {"end": d("2026-06-09")}, "overdue"),
    ],
)
def test_contact_level(custody, cells, want):
    alert = {"register": "CPC", "start": d("2026-06-01"), **cells}
    caseload = load(cases=[{"in_custody": custody}], registrations=[alert])
    assert verdict("pprc-contact-level", caseload) == want


@pytest.mark.parametrize(
    ("pprc", "alert", "want"),
    [
        (None, None, "overdue"),
        ("no", None, "exempt"),
        ("no", "2026-06-12", "met"),
        ("potential", None, "met"),
        (None, "2026-06-15", "late"),
    ],
)
def test_identify(pprc, alert, want):
    registrations = [{"register": "SC", "start": d("2026-06-05")}]
    if alert:
        registrations.append({"register": "CPRC", "start": d(alert)})
    caseload = load(
        cases=[{"in_custody": True, "pprc": pprc}],
        receptions=[{"received_on": d("2026-06-01")}],
        registrations=registrations,
    )
    found = one("pprc-identify", caseload)
    assert (found.verdict, found.trigger_on) == (want, d("2026-06-05"))


@pytest.mark.parametrize(
    ("kind", "told", "want"),
    [
        ("fgm", {"told_police_on": "2026-06-02", "told_la_on": "2026-06-03"}, "late"),
        ("nrm", {"told_police_on": "2026-06-02"}, "overdue"),
        ("child-at-office", {"told_manager_on": "2026-06-01"}, "met"),
        ("child-at-office", {"told_om_on": "2026-06-02"}, "late"),
        ("travel", {"told_police_on": "2026-06-02"}, "met"),
    ],
)
def test_concerns(kind, told, want):
    step = "concern-child-at-office" if kind == "child-at-office" else f"concern-shared-{kind}"
    row = {"concern_ref": "Q1", "kind": kind, "known_on": d("2026-06-01")}
    assert verdict(step, load(concerns=[row | {who: d(day) for who, day in told.items()}])) == want


def test_renewed_without_a_trigger():
    case = {"complex_safeguarding": True}
    assert verdict("oversight-complex", load(cases=[case])) == "not assessable"
    contacts = [{"contact_type": "MO1", "contact_date": d("2026-03-30")}]
    assert verdict("oversight-complex", load(cases=[case], contacts=contacts)) == "met"
    contacts[0]["contact_date"] = d("2026-03-29")
    assert verdict("oversight-complex", load(cases=[case], contacts=contacts)) == "overdue"


def test_initial_assessment_has_no_due():
    caseload = load(cases=[{"sentence_date": d("2020-01-01")}])
    assert verdict("oasys-rosh-children", caseload) == "pending"
    assert verdict("oasys-rosh-children", caseload, benchmarks={"initial_assessment": "15 working days"}) == "overdue"
