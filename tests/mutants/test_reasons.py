"""What the reason says where neither the verdict nor a day shows it (`outputs.md`, reason)."""

import pytest

from .helpers import told

HISTORIES = {
    # Agreed on Monday 2 March, made on Monday the 9th; the second was agreed only after it was made.
    "transfer-impact": (
        """As at: 2026-06-30
cases          crn      supervision_start
               Z900001  2025-06-02
               Z900002  2025-06-02
registrations  crn      register  start
               Z900001  RCCO      2025-06-02
               Z900002  RCCO      2025-06-02
allocations    crn      changed_on  kind  from_staff  to_staff  agreed_on   child_impact_considered_on
               Z900001  2026-03-09  com   S1          S2        2026-03-02  -
               Z900002  2026-03-09  com   S1          S2        2026-03-10  -""",
        ["the transfer was agreed or made on Mon 2 Mar 2026.", "the transfer was agreed or made on Mon 9 Mar 2026."],
    ),
}


@pytest.mark.parametrize("step", HISTORIES)
def test_what_the_reason_says(step, tmp_path):
    drawn, wanted = HISTORIES[step]
    rows = told(step, drawn, tmp_path)
    assert len(rows) == len(wanted)
    for row, words in zip(rows, wanted, strict=True):
        assert words in row.reason


def test_words_that_excuse_nothing_are_told_of_and_a_reason_that_came_too_late_is_not(tmp_path):
    """Due on Mon 8 June; a reason without a point counts only by then."""
    drawn = """As at: 2026-06-30
cases      crn      sentence_date
           Z900001  2026-06-01
           Z900002  2026-06-01
enquiries  enquiry_ref  crn      point           sent  not_made_on  not_made_reason
           E1           Z900001  sentence-start  -     2026-06-03   no-time
           E2           Z900002  -               -     2026-06-15   current-info"""
    rows = told("enq-start-of-sentence", drawn, tmp_path)
    assert [row.verdict for row in rows] == ["overdue", "overdue"]
    assert ["Other reason recorded, see row." in row.reason for row in rows] == [True, False]
    assert [row.evidence for row in rows] == ["cases.csv:2; enquiries.csv:2", "cases.csv:3"]


SIBLINGS = """As at: 2026-04-30
cases          crn      supervision_start
               Z900001  2025-06-02
plans          crn      child_ref  plan  start
               Z900001  K2         CP    2026-04-20
               Z900001  K1         CP    2026-04-21
               Z900001  K2         CP    2026-04-22
               Z900001  K3         CIN   2026-04-22
registrations  crn      register  start
               Z900001  RCPR      2026-04-22"""


def test_the_children_of_a_spell_are_named_each_once(tmp_path):
    (row,) = told("reg-cp", SIBLINGS, tmp_path)
    assert row.reason.endswith(" Children: K1, K2.")


VISITS = """As at: 2026-04-30
cases        crn      supervision_start  supervision_end
             Z900001  2026-04-20         2026-04-28
             Z900002  2026-04-20         -
             Z900003  2026-04-20         2026-04-24
assessments  assessment_ref  crn      completed_on  rosh_children
             A1              Z900001  2026-04-01    high
             A2              Z900002  2026-04-01    high
             A3              Z900003  2026-04-01    high
contacts     crn      contact_date  contact_type  outcome
             Z900001  2026-04-20    CHVS          ATTC
             Z900001  2026-04-28    MO8           Home visit exempted
             Z900002  2026-04-19    MO8           Home visit exempted
             Z900003  2026-04-24    CHVS          ATTC
             Z900003  2026-04-25    MO8           Home visit exempted"""


def test_a_reason_for_no_visit_is_told_where_it_was_recorded_in_the_period(tmp_path):
    told_of = [
        "A reason for no home visit is recorded" in row.reason for row in told("hv-high-rosh-15wd", VISITS, tmp_path)
    ]
    assert told_of == [True, False, False]


def test_a_record_of_a_table_without_days_of_recording_was_not_entered_late(tmp_path):
    """One done by a registration, one by an assessment, while contacts and enquiries hold a day of recording."""
    drawn = """As at: 2026-06-30
cases          crn      sentence_date  supervision_start
               Z900001  2026-03-09     2026-03-09
plans          crn      child_ref  plan  start
               Z900001  K1         CP    2026-03-16
registrations  crn      register  start
               Z900001  RCPR      2026-03-17
contacts       crn      contact_date  contact_type  outcome  recorded_on
               Z900001  2026-03-17    C005          -        2026-06-01
enquiries      enquiry_ref  crn      sent        recorded_on
               E1           Z900001  2026-03-17  2026-06-01
changes        change_ref  crn      known_on    change
               G1          Z900001  2026-03-16  pregnancy
assessments    assessment_ref  crn      completed_on
               A1              Z900001  2026-03-17"""
    for folder, step in ((tmp_path / "one", "reg-cp"), (tmp_path / "two", "oasys-review-after-change")):
        folder.mkdir()
        (row,) = told(step, drawn, folder)
        assert row.verdict == "met"
        assert "recorded late" not in row.reason
