"""How long other agencies take over duties of their own, as at Sat 31 Oct 2026.

Thu 1 Oct 2026; the first working day after it is Fri 2 Oct. Fri 30 Oct is the last working day before as-at. Mon 31 Aug
is a bank holiday.
"""

import pandas as pd
import pytest

from safeaudit.reports.workbook.response_times import response_times_sheet
from safeaudit.worklists.response_times import KINDS, response_times, waits_for_others

from .helpers import audited
from .test_enquiries import ENQUIRIES
from .test_enquiries import HEAD as ENQUIRY

REFERRAL = "referral_ref,crn,local_authority,sent_at,acknowledged,outcome_on\n"
CONFERENCE = "conference_ref,crn,child_ref,kind,held_on\n"
PLAN = "crn,child_ref,plan,start,end,local_authority\n"
REPLY, OUTCOME, CORE_GROUP = "referral: first reply", "referral: outcome", "first core group"


def times_of(folder, **tables: str) -> pd.DataFrame:
    rows = response_times(waits_for_others(audited(folder, **tables).replays[0].known))
    return rows.set_index(["kind", "local_authority"])


def in_time(row: pd.Series) -> tuple:
    return row["in_time"], row["of_in_time"]


def done(row: pd.Series) -> tuple:
    return row["number"], row["done"], row["median"], row["longest"]


def waiting(row: pd.Series) -> tuple:
    return row["not_done"], row["waiting_median"], row["waiting_longest"]


def test_enquiries_in_calendar_days(tmp_path):
    rows = times_of(tmp_path, enquiries=ENQUIRIES)
    halton, wirral = rows.loc["enquiry", "Halton"], rows.loc["enquiry", "Wirral"]
    assert (in_time(halton), done(halton), waiting(halton)) == ((1, 3), (3, 2, 7.0, 10), (1, 30.0, 30))
    assert (in_time(wirral), done(wirral), waiting(wirral)) == ((1, 1), (2, 1, 3.0, 3), (1, 1.0, 1))
    assert halton["days"] == "calendar"


def test_an_authority_that_has_answered_nothing_has_no_median(tmp_path):
    row = times_of(tmp_path, enquiries=ENQUIRY + "E1,A000001,psr,Wirral,2026-10-01,,\n").loc["enquiry", "Wirral"]
    assert row["done"] == 0
    assert pd.isna(row["median"])


REFERRALS = REFERRAL + (
    "R1,A000001,Halton,2026-10-01 16:00,2026-10-02,2026-10-08\n"  # reply in 1 working day, outcome in 5
    "R2,A000001,HALTON ,2026-10-02,2026-10-06,\n"  # Fri to Tue: 2 working days; no outcome for 4 weeks of 5 days
    "R3,A000002,Halton,2026-10-30,,\n"  # its first working day, 2 Nov, is still to come
    "R4,A000002,Wirral,2026-08-28,,2026-09-01\n"  # Fri to Tue over the bank holiday: 1 working day
    "R5,A000002,Wirral,2026-10-08,2026-10-07,\n"  # acknowledged before it was sent: no days, cannot be told
    "R6,A000002,Wirral,,,\n"  # not sent
)


def test_referrals_to_the_first_reply_in_working_days(tmp_path):
    rows = times_of(tmp_path, referrals=REFERRALS)
    halton, wirral = rows.loc[REPLY, "Halton"], rows.loc[REPLY, "Wirral"]
    assert (in_time(halton), done(halton), waiting(halton)) == ((1, 2), (3, 2, 1.5, 2), (1, 0.0, 0))
    assert (in_time(wirral), done(wirral), wirral["not_done"]) == ((1, 1), (2, 2, 1.0, 1), 0)
    assert halton["days"] == "working"


def test_referrals_to_the_outcome_without_a_word_on_whether_the_decision_was_in_time(tmp_path):
    rows = times_of(tmp_path, referrals=REFERRALS)
    halton, wirral = rows.loc[OUTCOME, "Halton"], rows.loc[OUTCOME, "Wirral"]
    assert (done(halton), waiting(halton)) == ((3, 1, 5.0, 5), (2, 10.0, 20))
    assert (done(wirral), waiting(wirral)) == ((2, 1, 1.0, 1), (1, 16.0, 16))
    assert pd.isna(halton["in_time"])
    assert halton["of_in_time"] == 0


CHILDREN = "crn,child_ref,local_authority\nA000001,C1,Halton\nA000001,C2,Halton\nA000002,C1,Wirral\n"


@pytest.mark.parametrize(
    ("group", "told", "took"),
    [
        ("2026-09-11", (1, 1), 10),  # the tenth day
        ("2026-09-12", (0, 1), 11),
        ("2026-09-01", (1, 1), 0),  # straight after the conference
    ],
)
def test_days_to_the_first_core_group(tmp_path, group, told, took):
    conferences = CONFERENCE + f"I1,A000001,C1,icpc,2026-09-01\nG1,A000001,C1,core-group,{group}\n"
    row = times_of(tmp_path, children=CHILDREN, conferences=conferences).loc[CORE_GROUP, "Halton"]
    assert (in_time(row), done(row)) == (told, (1, 1, took, took))


def test_a_core_group_on_its_tenth_day_is_in_time_though_that_is_the_day_looked_from(tmp_path):
    conferences = CONFERENCE + "I1,A000001,C1,icpc,2026-10-21\nG1,A000001,C1,core-group,2026-10-31\n"
    row = times_of(tmp_path, children=CHILDREN, conferences=conferences).loc[CORE_GROUP, "Halton"]
    assert (in_time(row), done(row)) == ((1, 1), (1, 1, 10, 10))


@pytest.mark.parametrize(("held", "told"), [("2026-10-20", (0, 1)), ("2026-10-21", (None, 0))])
def test_no_core_group_yet_is_late_once_the_tenth_day_is_over(tmp_path, held, told):
    conferences = CONFERENCE + f"I1,A000001,C1,icpc,{held}\nG1,A000001,C1,core-group,2026-11-02\n"
    row = times_of(tmp_path, children=CHILDREN, conferences=conferences).loc[CORE_GROUP, "Halton"]
    assert (None if pd.isna(row["in_time"]) else row["in_time"], row["of_in_time"]) == told
    assert (row["done"], row["not_done"]) == (0, 1)


def test_each_childs_own_first_conference_and_core_group(tmp_path):
    conferences = CONFERENCE + (
        "G0,A000001,C1,core-group,2026-08-01\n"  # before the conference
        "I1,A000001,C1,icpc,2026-09-01\n"
        "I2,A000001,C1,icpc,2026-10-01\n"  # not the first
        "G1,A000001,C2,core-group,2026-09-03\n"  # of the other child
        "G2,A000001,,core-group,2026-09-05\n"  # names no child: C1's in 4 days
        "G3,A000001,C1,core-group,2026-09-08\n"  # not the first
        "I3,A000001,C2,icpc,2026-09-02\n"  # in 1 day
        "I4,A000002,C1,icpc,2026-09-01\n"  # another case: none for 60 days
        "I5,A000004,C9,icpc,2026-10-30\n"  # no row of children
    )
    rows = times_of(tmp_path, children=CHILDREN, conferences=conferences).loc[CORE_GROUP]
    assert done(rows.loc["Halton"]) == (2, 2, 2.5, 4)
    assert waiting(rows.loc["Wirral"]) == (1, 60.0, 60)
    assert waiting(rows.loc["(not recorded)"]) == (1, 1.0, 1)


def test_how_long_the_running_child_in_need_plans_have_run(tmp_path):
    plans = PLAN + (
        "A000001,C1,CIN,2026-10-01,,Halton\n"  # 30 days
        "A000001,C2,CIN,2026-07-31,2026-11-30,halton\n"  # 92 days, to end after as-at
        "A000002,C1,CIN,2026-01-01,2026-10-31,Halton\n"  # ended by as-at
        "A000002,C2,CP,2026-01-01,,Halton\n"
        "A000002,C3,CIN,2026-11-02,,Halton\n"  # to come
    )
    row = times_of(tmp_path, plans=plans).loc["child-in-need plan", "Halton"]
    assert (row["number"], waiting(row)) == (2, (2, 61.0, 92))
    assert row[["in_time", "done", "median"]].isna().all()


def test_one_spelling_of_an_authority_for_all_kinds_and_none_recorded_last(tmp_path):
    referrals = REFERRAL + "R1,A000001,,2026-10-01,,\nR2,A000001,wirral,2026-10-01,,\nR3,A000001,Zed,2026-10-01,,\n"
    rows = times_of(tmp_path, enquiries=ENQUIRIES, referrals=referrals)
    assert rows.index.tolist() == [
        *[("enquiry", name) for name in ("Halton", "Wirral", "(not recorded)")],
        *[(kind, name) for kind in (REPLY, OUTCOME) for name in ("Wirral", "Zed", "(not recorded)")],
    ]


def test_nothing_at_all_is_a_sheet_without_rows(tmp_path):
    assert len(response_times_sheet(waits_for_others(audited(tmp_path).replays[0].known)).rows) == 0


def test_the_sheet_says_whose_duty_by_paragraph_and_that_it_is_no_verdict(tmp_path):
    sheet = response_times_sheet(waits_for_others(audited(tmp_path, referrals=REFERRALS).replays[0].known))
    assert "no verdict on staff" in sheet.notes[0]
    assert set(sheet.rows["standard"]) == {KINDS[REPLY][0], KINDS[OUTCOME][0]}
    assert sheet.rows.loc[sheet.rows["kind"] == REPLY, "share"].tolist() == [0.5, 1.0]
