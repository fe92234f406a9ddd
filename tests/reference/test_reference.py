"""Hand-worked cases, straight from steps.md, that check the reference. 2026: Good Friday is 3 April."""

from datetime import date, datetime

import pytest

from . import clock
from .caseload import SCHEMA, UNUSABLE, Caseload
from .evaluate import evaluate, not_assessed

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
    found = one(
        "enq-start-of-sentence", load(cases=[{"sentence_date": d("2026-04-02")}], enquiries=enquiries)
    )
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
    assert (
        verdict("enq-start-of-sentence", load(cases=[{**fine, "supervision_start": d("2026-04-02")}]))
        == "overdue"
    )


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
    caseload = load(
        addresses=[{"address_ref": "A1", "proposed_on": d("2026-05-01"), **address}], enquiries=rows
    )
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
