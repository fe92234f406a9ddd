"""The arithmetic in words: worked by hand from a calendar on the wall."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from safeaudit.audit import run_audit
from safeaudit.settings import Settings

CASES = "crn\nZ900001\n"
Trail = Callable[..., dict[str, str]]


@pytest.fixture
def trail(tmp_path: Path) -> Trail:
    """The trail of each obligation of one step, by its subject."""

    def told(step: str, as_at: str, settings: Settings | None = None, **tables: str) -> dict[str, str]:
        for table, text in ({"cases": CASES} | tables).items():
            (tmp_path / f"{table}.csv").write_text(text, "utf-8")
        audit = run_audit([tmp_path], date.fromisoformat(as_at), settings=settings)
        rows = audit.obligations[audit.obligations["step"] == step]
        return dict(zip(rows["subject"].astype(str).tolist(), audit.trails(rows), strict=True))

    return told


def enquiry(sent: str, **more: str) -> str:
    cells: Mapping[str, str] = {"enquiry_ref": "E1", "crn": "Z900001", "sent": sent, "acknowledged": ""} | more
    return f"{','.join(cells)}\n{','.join(cells.values())}\n"


def test_days_that_do_not_count_are_named(trail):
    # Thu 2 Apr 2026: Good Friday 3, Sat 4, Sun 5, Easter Monday 6; so 7, 8, and 9 for the act.
    assert trail("followup-no-ack-2wd", "2026-04-15", enquiries=enquiry("2026-04-02")) == {
        "E1": "The enquiry or referral was sent on Thu 2 Apr 2026. Working day 1 Tue 7 Apr (the weekend, Good Friday"
        " Fri 3 Apr and Easter Monday Mon 6 Apr do not count), 2 Wed 8 Apr 2026. Then local benchmark follow_up:"
        " working day 1 Thu 9 Apr 2026."
    }


def test_a_count_that_skips_nothing(trail):
    # Mon 1 Jun 2026: 2, 3, then 4.
    told = trail("followup-no-ack-2wd", "2026-06-15", enquiries=enquiry("2026-06-01"))
    assert told["E1"].endswith("Working day 1 Tue 2 Jun, 2 Wed 3 Jun 2026. Then local benchmark follow_up:"
                               " working day 1 Thu 4 Jun 2026.")  # fmt: skip


def test_five_days_are_told_one_by_one(trail):
    told = trail(
        "enq-start-of-sentence",
        "2026-10-31",
        cases="crn,sentence_date\nZ900001,2026-10-20\n",
        enquiries=enquiry("2024-06-01"),
    )
    assert list(told.values()) == [
        "Sentence was passed on Tue 20 Oct 2026. Local benchmark earliest_opportunity: working day 1 Wed 21 Oct,"
        " 2 Thu 22 Oct, 3 Fri 23 Oct, 4 Mon 26 Oct (the weekend does not count), 5 Tue 27 Oct 2026."
        " Records from Mon 20 Jul 2026 on count (local benchmark psr_window: 3 months before)."
    ]


def test_working_days_back_from_a_saturday(trail):
    # Before Sat 14 Nov 2026: Fri 13, 12, 11, 10, and Mon 9 is the fifth.
    told = trail(
        "fos-plan-highrisk",
        "2026-10-31",
        overnight_visits="visit_ref,crn,visit_on,child_ref,plan_recorded_on,la_notified_on\n"
        "V1,Z900001,2026-11-14,C1,,\n",
        assessments="assessment_ref,crn,completed_on,rosh_children\nA1,Z900001,2026-06-01,high\n",
        children="crn,child_ref,at_risk\nZ900001,C1,Y\n",
    )
    assert told == {
        "V1": "The overnight visit falls on Sat 14 Nov 2026. Local benchmark overnight_notice: 5 working days back is"
        " Mon 9 Nov 2026."
    }


def test_an_offices_own_day_off_is_named(trail):
    closed = Settings.model_validate({"calendar": {"add": ["2026-06-02"]}})
    told = trail("followup-no-ack-2wd", "2026-06-15", closed, enquiries=enquiry("2026-06-01"))
    assert "Working day 1 Wed 3 Jun (local holiday Tue 2 Jun does not count), 2 Thu 4 Jun 2026." in told["E1"]


def test_a_benchmark_set_to_none_leaves_no_day(trail):
    none = Settings.model_validate({"benchmarks": {"follow_up": "none"}})
    told = trail("followup-no-ack-2wd", "2026-06-15", none, enquiries=enquiry("2026-06-01"))
    assert told["E1"].endswith("Then local benchmark follow_up: none is set, so there is no due day.")


def test_a_long_count_sums_up_what_it_skips(trail):
    # 30 working days from Thu 2 Apr 2026: 5 in each of six weeks from 7 Apr less 4 May is Mon 18, so Tue 19 May
    # (7-10 Apr 4, 13-17 9, 20-24 14, 27-1 19, 5-8 May 23, 11-15 28, 18 29, 19 30).
    told = trail(
        "hv-consider-record",
        "2026-06-15",
        cases="crn,supervision_start\nZ900001,2026-04-02\n",
        contacts="crn,contact_date,contact_type,outcome\nZ900001,2026-04-02,X,\n",
    )
    assert list(told.values()) == [
        "Supervision began on Thu 2 Apr 2026. Local benchmark home_visit_considered: 30 working days on is"
        " Tue 19 May 2026 (7 weekends, Good Friday Fri 3 Apr, Easter Monday Mon 6 Apr and Early May bank holiday"
        " Mon 4 May do not count)."
    ]


def test_calendar_days_back_and_the_window(trail):
    told = trail(
        "enq-pre-release",
        "2026-10-31",
        releases="release_ref,crn,planned_on\nR1,Z900001,2026-11-13\n",
        enquiries=enquiry("2026-06-01"),
    )
    assert told == {
        "R1": "The release falls on Fri 13 Nov 2026. 1 day back is Thu 12 Nov 2026. Records from Thu 13 Nov 2025 on"
        " count (local benchmark pre_release_window: 12 months before)."
    }


@pytest.mark.parametrize(
    ("identified", "sent", "told"),
    [
        (
            "2026-10-07 14:05",
            "2026-10-08 13:00",
            "The risk was identified on Wed 7 Oct 2026 at 14:05; 24 hours end on Thu 8 Oct 2026 at 14:05."
            " The referral was sent on Thu 8 Oct 2026 at 13:00.",
        ),
        (
            "2026-10-09 14:05",
            "",
            "The risk was identified on Fri 9 Oct 2026 at 14:05, the last working day of its week; wanted by the end"
            " of the next day, Sat 10 Oct 2026.",
        ),
        (
            "2026-10-06",
            "2026-10-06",
            "The risk was identified on Tue 6 Oct 2026; by the day alone, without the times, due by Wed 7 Oct 2026."
            " The referral was sent on Tue 6 Oct 2026.",
        ),
        (
            "",
            "2026-10-08 13:00",
            "The risk was identified (that day not given: the referral was sent) on Thu 8 Oct 2026.",
        ),
    ],
)
def test_the_24_hours_of_a_referral(trail, identified, sent, told):
    referrals = f"referral_ref,crn,identified_at,sent_at\nF1,Z900001,{identified},{sent}\n"
    assert trail("ref-24h", "2026-10-31", referrals=referrals) == {"F1": told}


def test_the_interval_of_what_is_renewed(trail):
    # The clock starts at the last completion; without one at the start in post.
    told = trail(
        "training-elearning",
        "2026-10-31",
        staff="staff_code,role,started_on\nN01,COM,2024-01-08\nN02,COM,2026-09-13\n",
        training="staff_code,course,completed_on\nN01,elearning,2024-02-29\n",
    )
    assert told == {
        "N01": "The eLearning was last completed on Thu 29 Feb 2024. 3 years on is Sun 28 Feb 2027.",
        "N02": "The post was taken up on Sun 13 Sep 2026. Local benchmark induction: 3 months on is Sun 13 Dec 2026.",
    }


def test_another_readings_count_stands_last_where_its_day_differs(trail):
    # Acknowledged on the day of sending, Mon 1 Jun 2026: 3 Jun and 4 for the act; from sending 5 Jun, then Mon 8.
    sent = enquiry("2026-06-01", acknowledged="2026-06-01", responded="")
    told = trail("escalate-ack-only-2-further-wd", "2026-06-15", enquiries=sent)["E1"]
    own, _, other = told.partition(" By the other reading: ")
    assert own.startswith("The enquiry or referral was acknowledged on Mon 1 Jun 2026. Working day 1 Tue 2 Jun,")
    assert other == (
        "The enquiry or referral was sent on Mon 1 Jun 2026. Working day 1 Tue 2 Jun, 2 Wed 3 Jun 2026. Then working"
        " day 1 Thu 4 Jun, 2 Fri 5 Jun 2026. Then local benchmark immediately: working day 1 Mon 8 Jun 2026 (the"
        " weekend does not count)."
    )


def test_another_reading_is_passed_over_where_its_day_is_the_same(trail):
    sent = enquiry("2026-06-01", acknowledged="2026-06-03", responded="")
    assert "other reading" not in trail("escalate-ack-only-2-further-wd", "2026-06-15", enquiries=sent)["E1"]
