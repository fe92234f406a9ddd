"""Work done late and work recorded late (`recorded_on`), drawn and worked by hand.

E1 to E7 are sent on Mon 1 Jun 2026: 2, 3, then 4 June is the last day for a follow-up.

    E1  followed up Thu 4 Jun, entered Mon 8 Jun         met, recorded late
    E2  followed up Thu 4 Jun, entered Thu 4 Jun         met, recorded by then
    E3  followed up Fri 5 Jun, entered Mon 8 Jun         late work, and when it was recorded
    E4  followed up Fri 5 Jun, entered Mon 1 Jun         late work; the row was entered before it was done
    E5  followed up Thu 4 Jun, day of recording blank    met
    E6  nothing                                          overdue
    E7  followed up Fri 5 Jun, entered Fri 5 Jun         late work, recorded the same day
"""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from safeaudit.audit import Audit, run_audit
from safeaudit.filters import Filters
from safeaudit.reports.headline import headline

CASES = "crn\nZ900001\n"
TRACKER = """\
enquiry_ref,crn,sent,followed_up,recorded_on
E1,Z900001,2026-06-01,2026-06-04,2026-06-08
E2,Z900001,2026-06-01,2026-06-04,2026-06-04
E3,Z900001,2026-06-01,2026-06-05,2026-06-08
E4,Z900001,2026-06-01,2026-06-05,2026-06-01
E5,Z900001,2026-06-01,2026-06-04,
E6,Z900001,2026-06-01,,2026-06-08
E7,Z900001,2026-06-01,2026-06-05,2026-06-05
"""
STEP = "followup-no-ack-2wd"
FILTERS = Filters(steps=[STEP])


def audited(folder: Path, as_at: str = "2026-06-30", **tables: str) -> Audit:
    for table, text in ({"cases": CASES} | tables).items():
        (folder / f"{table}.csv").write_text(text, "utf-8")
    return run_audit([folder], date.fromisoformat(as_at), filters=FILTERS)


@pytest.fixture
def audit(tmp_path: Path) -> Audit:
    return audited(tmp_path, enquiries=TRACKER)


def test_the_verdict_is_that_of_the_deed(audit):
    verdicts = dict(zip(audit.obligations["subject"], audit.obligations["verdict"], strict=True))
    late = dict.fromkeys(("E3", "E4", "E7"), "late")
    assert verdicts == dict.fromkeys(("E1", "E2", "E5"), "met") | late | {"E6": "overdue"}


def test_the_reason_tells_late_recording_from_late_work(audit):
    told = dict(zip(audit.obligations["subject"], audit.reasons(audit.obligations), strict=True))
    assert told["E1"] == (
        "A reply or follow-up is recorded on Thu 4 Jun 2026; due by Thu 4 Jun 2026."
        " Done in time, recorded late: on Mon 8 Jun 2026."
    )
    assert told["E2"] == "A reply or follow-up is recorded on Thu 4 Jun 2026; due by Thu 4 Jun 2026."
    assert told["E3"].endswith(", late: due by Thu 4 Jun 2026. Recorded on Mon 8 Jun 2026.")
    for ref in ("E4", "E7"):
        assert told[ref].endswith(", late: due by Thu 4 Jun 2026.")
    assert "ecorded on" not in told["E6"].replace("is recorded", "")


def test_it_is_counted_where_it_is_known(audit):
    sums = headline(audit, FILTERS)
    assert (sums.recorded_late, sums.recording_known) == (1, 2)
    (step,) = audit.steps[audit.steps["step"] == STEP]["recorded_late"]
    assert step == 1


def test_without_the_column_nothing_is_said(tmp_path):
    lines = [line.rpartition(",")[0] for line in TRACKER.splitlines()]
    audit = audited(tmp_path, enquiries="\n".join(lines) + "\n")
    sums = headline(audit, FILTERS)
    assert (sums.recorded_late, sums.recording_known) == (0, 0)
    assert not any("ecorded late" in reason for reason in audit.reasons(audit.obligations))


def test_no_day_of_recording_changes_a_verdict(tmp_path):
    columns = ["subject", "due", "done_on", "verdict", "days"]
    found = []
    for number, day in enumerate(("2026-05-01", "2026-06-04", "2026-06-05", "2027-01-01", "not a date", "")):
        folder = tmp_path / str(number)
        folder.mkdir()
        rows = TRACKER.splitlines()
        lines = [rows[0], *(line.rpartition(",")[0] + f",{day}" for line in rows[1:])]
        found.append(audited(folder, enquiries="\n".join(lines) + "\n").obligations[columns])
    for other in found[1:]:
        pd.testing.assert_frame_equal(found[0], other)


def test_a_contact_and_a_referral_have_a_day_of_recording_too(tmp_path):
    # The follow-up of a contact enquiry is a C157; of a referral its own row.
    audit = audited(
        tmp_path,
        contacts="crn,contact_date,contact_type,outcome,recorded_on\n"
        "Z900001,2026-06-01,SFGC,,2026-06-01\nZ900001,2026-06-03,C157,,2026-06-09\n",
        referrals="referral_ref,crn,sent_at,followed_up,recorded_on\nF1,Z900001,2026-06-01,2026-06-02,2026-06-10\n",
    )
    told = dict(zip(audit.obligations["subject"], audit.reasons(audit.obligations), strict=True))
    assert told["SFGC"].endswith("Done in time, recorded late: on Tue 9 Jun 2026.")
    assert told["F1"].endswith("Done in time, recorded late: on Wed 10 Jun 2026.")


def test_what_was_done_after_its_due_day_is_no_late_recording_whatever_the_verdict(tmp_path):
    """Both were entered later still. 24 hours from Tue 2 Jun at 10:15 were over when the referral went on Wed 3 Jun at
    10:16, though that is the due day. The release of Wed 10 Jun has not come about: what was sent after the due day
    before it still counts."""
    tables = {
        "cases": CASES,
        "referrals": "referral_ref,crn,identified_at,sent_at,recorded_on\n"
        "F1,Z900001,2026-06-02 10:15,2026-06-03 10:16,2026-06-08\n",
        "releases": "release_ref,crn,planned_on\nL1,Z900001,2026-06-10\n",
        "enquiries": "enquiry_ref,crn,point,sent,recorded_on\nE1,Z900001,pre-release,2026-06-12,2026-06-15\n",
    }
    for table, text in tables.items():
        (tmp_path / f"{table}.csv").write_text(text, "utf-8")
    audit = run_audit([tmp_path], date(2026, 6, 30), filters=Filters(steps=["ref-24h", "enq-pre-release"]))
    told = dict(zip(audit.obligations["step"], audit.reasons(audit.obligations), strict=True))
    assert list(audit.obligations.set_index("step").loc[["ref-24h", "enq-pre-release"], "verdict"]) == ["late", "met"]
    assert told["ref-24h"].endswith(", late: due by Wed 3 Jun 2026. Recorded on Mon 8 Jun 2026.")
    assert told["enq-pre-release"].endswith("on Fri 12 Jun 2026; due by Tue 9 Jun 2026.")
    assert (audit.obligations["recorded_late"] == -1).all()
