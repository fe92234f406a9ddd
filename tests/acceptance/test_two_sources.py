"""Tracker and contact log: what one shows and the other does not, and what contacts alone can carry."""

from datetime import date
from pathlib import Path

import pytest

from safeaudit.audit import Audit, run_audit
from safeaudit.settings import Settings

AS_AT = date(2026, 10, 31)
CASES = "crn,sentence_date,supervision_start\nZ900001,2026-09-01,2026-09-01\nZ900002,2026-09-01,2026-09-01\n"
TRACKER = "enquiry_ref,crn,sent,responded\nE0,Z900002,2026-01-05,\n"
CONTACTS = "crn,contact_date,contact_type,outcome\nZ900002,2026-01-05,SFGC,\n"


def audited(folder: Path, settings: Settings | None = None, **tables: str) -> Audit:
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return run_audit([folder], AS_AT, settings=settings)


def alone(audit: Audit) -> list[tuple[str, int, str, str]]:
    """Each record without its twin: file, row, column, reason."""
    rows = audit.extracts.problems
    assert set(rows["effect"]) <= {"warning"}
    return list(rows[["file", "row", "column", "reason"]].itertuples(index=False, name=None))


NO_SFGC = "The contact log has no SFGC that says sent for this case within 3 days of it."
NO_ENQUIRY = "The tracker has no enquiry sent for this case within 3 days of it."


@pytest.mark.parametrize(
    ("tracker", "contact", "found"),
    [
        ("2026-09-02", "2026-09-05", []),
        ("2026-09-05", "2026-09-02", []),
        (
            "2026-09-02",
            "2026-09-06",
            [("contacts.csv", 3, "contact_date", NO_ENQUIRY), ("enquiries.csv", 3, "sent", NO_SFGC)],
        ),
        (
            "2026-09-06",
            "2026-09-02",
            [("contacts.csv", 3, "contact_date", NO_ENQUIRY), ("enquiries.csv", 3, "sent", NO_SFGC)],
        ),
    ],
)
def test_twins_are_those_within_tracker_match(
    tmp_path: Path, tracker: str, contact: str, found: list[tuple[str, int, str, str]]
) -> None:
    audit = audited(
        tmp_path,
        cases=CASES,
        enquiries=TRACKER + f"E1,Z900001,{tracker},\n",
        contacts=CONTACTS + f"Z900001,{contact},SFGC,\n",
    )
    assert sorted(alone(audit)) == found


def test_another_case_is_no_twin(tmp_path: Path) -> None:
    audit = audited(tmp_path, cases=CASES, enquiries=TRACKER + "E1,Z900001,2026-09-02,\n", contacts=CONTACTS)
    assert alone(audit) == [("enquiries.csv", 3, "sent", NO_SFGC)]


def test_nothing_is_missed_before_the_other_side_begins(tmp_path: Path) -> None:
    early = "E1,Z900001,2026-01-04,\n"
    assert alone(audited(tmp_path, cases=CASES, enquiries=TRACKER + early, contacts=CONTACTS)) == []
    on_its_first_day = "E1,Z900001,2026-01-05,\n"
    audit = audited(tmp_path, cases=CASES, enquiries=TRACKER + on_its_first_day, contacts=CONTACTS)
    assert alone(audit) == [("enquiries.csv", 3, "sent", NO_SFGC)]
    early = "Z900001,2026-01-04,SFGC,\n"
    assert alone(audited(tmp_path, cases=CASES, enquiries=TRACKER, contacts=CONTACTS + early)) == []
    on_its_first_day = "Z900001,2026-01-05,SFGC,\nZ900002,2026-09-02,SFGC,\n"
    tracker = TRACKER + "E1,Z900002,2026-09-02,\n"
    audit = audited(tmp_path, cases=CASES, enquiries=tracker, contacts=CONTACTS + on_its_first_day)
    assert alone(audit) == [("contacts.csv", 3, "contact_date", NO_ENQUIRY)]


def test_with_tracker_match_set_to_none_any_record_of_the_case_is_a_twin(tmp_path: Path) -> None:
    none = Settings.model_validate({"benchmarks": {"tracker_match": "none"}})
    tracker = TRACKER + "E1,Z900001,2026-09-02,\n"
    contacts = CONTACTS + "Z900002,2026-09-30,SFGC,\n"
    audit = audited(tmp_path, none, cases=CASES, enquiries=tracker, contacts=contacts)
    assert alone(audit) == [("enquiries.csv", 3, "sent", NO_SFGC.replace("within 3 days of it", "at all"))]


def test_a_log_without_any_enquiry_is_not_compared(tmp_path: Path) -> None:
    contacts = "crn,contact_date,contact_type,outcome\nZ900001,2026-01-01,MO1,\n"
    assert alone(audited(tmp_path, cases=CASES, enquiries=TRACKER, contacts=contacts)) == []


def test_responses_and_referrals_have_twins_too(tmp_path: Path) -> None:
    audit = audited(
        tmp_path,
        cases=CASES,
        enquiries=TRACKER + "E1,Z900001,2026-09-02,2026-09-09\nE2,Z900002,2026-09-02,2026-09-09\n",
        referrals="referral_ref,crn,sent_at\nR1,Z900001,2026-09-03\nR2,Z900002,2026-09-03\n",
        contacts=CONTACTS
        + "Z900001,2026-09-02,SFGC,\nZ900002,2026-09-02,SFGC,\n"
        + "Z900001,2026-09-12,SFRR,\nZ900001,2026-09-20,SFRR,\nZ900002,2026-09-03,C507,\nZ900002,2026-09-20,C507,\n",
    )
    assert sorted((file, row, why) for file, row, _, why in alone(audit)) == [
        ("contacts.csv", 6, NO_ENQUIRY.replace("sent", "responded")),  # the second SFRR
        ("contacts.csv", 8, NO_ENQUIRY.replace("enquiry", "referral")),  # the second C507
        ("enquiries.csv", 4, NO_SFGC.replace("SFGC that says sent", "SFRR")),  # E2, answered
        ("referrals.csv", 2, NO_SFGC.replace("SFGC that says sent", "C507")),  # R1
    ]


def test_a_discrepancy_is_no_exception(tmp_path: Path) -> None:
    audit = audited(tmp_path, cases=CASES, enquiries=TRACKER + "E1,Z900001,2026-09-02,\n", contacts=CONTACTS)
    rows = audit.obligations[audit.obligations["step"] == "enq-start-of-sentence"]
    assert rows.set_index("crn")["verdict"].to_dict()["Z900001"] == "met"


def test_steps_judged_from_contacts_alone_are_named(tmp_path: Path) -> None:
    steps = audited(tmp_path, cases=CASES, contacts=CONTACTS).steps.set_index("step")["contacts_alone"]
    assert steps["enq-start-of-sentence"] == "enquiries"
    assert steps["followup-no-ack-2wd"] == "enquiries, referrals"
    assert steps["hv-consider-record"] == ""  # contacts are all that it ever looks at
    steps = audited(tmp_path, enquiries=TRACKER).steps.set_index("step")["contacts_alone"]
    assert steps["enq-start-of-sentence"] == ""
