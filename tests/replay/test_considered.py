"""What does not count, and why: drawn by hand; and on the sample it never gainsays a verdict."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from safeaudit.audit import Audit, run_audit
from safeaudit.facts.considered import CONSIDERED_FOR
from safeaudit.replay.considered import UNDONE

SAMPLE = Path(__file__).parents[2] / "sample_data"
CASES = "crn,event_number,sentence_date,supervision_start\nZ900001,1,2026-03-02,2026-03-02\nZ900002,1,2026-03-02,\n"


def audited(folder: Path, as_at: str, **tables: str) -> Audit:
    for table, text in ({"cases": CASES} | tables).items():
        (folder / f"{table}.csv").write_text(text, "utf-8")
    return run_audit([folder], date.fromisoformat(as_at))


def told(audit: Audit, step: str, crn: str = "Z900001") -> list[str]:
    rows = audit.obligations[(audit.obligations["step"] == step) & (audit.obligations["crn"] == crn)]
    (lines,) = audit.considered(rows)
    return [line for line in lines.split("; ") if line]


ENQUIRIES = "enquiry_ref,crn,point,child_ref,sent,responded,not_made_on,not_made_reason\n"


def test_another_point_too_early_and_another_case(tmp_path):
    # Sentenced Mon 2 Mar 2026: the window of 3 months begins on Tue 2 Dec 2025.
    rows = "E1,Z900001,curfew,,2026-03-03,,,\nE2,Z900001,sentence-start,,2025-12-01,,,\nE3,Z900002,psr,,2026-03-03,,,\n"
    assert told(audited(tmp_path, "2026-03-20", enquiries=ENQUIRIES + rows), "enq-start-of-sentence") == [
        "enquiry sent on Mon 1 Dec 2025 (enquiries.csv:3): it was sent before the day from which records count",
        "enquiry sent on Tue 3 Mar 2026 (enquiries.csv:2): its point is curfew",
    ]


def test_nothing_is_considered_where_neither_enquiries_visits_nor_reasons_are_looked_for(tmp_path):
    changes = "change_ref,crn,known_on,change,child_ref\nG1,Z900001,2026-03-03,pregnancy,C1\n"
    audit = audited(tmp_path, "2026-06-30", changes=changes, assessments="assessment_ref,crn,completed_on\n")
    step = "oasys-review-after-change"
    assert audit.obligations.set_index("step").loc[step, "verdict"] == "overdue"
    assert told(audit, step) == []


def test_another_child(tmp_path):
    changes = "change_ref,crn,known_on,change,child_ref\nG1,Z900001,2026-03-03,new-contact,C1\n"
    rows = "E1,Z900001,new-contact,C2,2026-03-03,,,\n"
    audit = audited(tmp_path, "2026-03-20", enquiries=ENQUIRIES + rows, changes=changes)
    assert told(audit, "enq-new-contact") == [
        "enquiry sent on Tue 3 Mar 2026 (enquiries.csv:2): it is about another child"
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("E1,Z900001,curfew,,2026-03-03,,,\n", "no answer to it is recorded"),
        ("E1,Z900001,curfew,,2026-03-10,,,\n", "no answer to it is recorded"),
        ("E1,Z900001,curfew,,2025-11-03,2025-11-20,,\n", "it was answered before the day from which records count"),
        ("E1,Z900001,curfew,,2026-03-12,2026-03-13,,\n", "it was sent after the day that it had to come before"),
    ],
)
def test_an_answer_that_came_too_early_too_late_or_not(tmp_path, row, why):
    # The curfew is proposed on Tue 10 Mar 2026: answers from Wed 10 Dec 2025 on count.
    curfews = "curfew_ref,crn,proposed_on\nK1,Z900001,2026-03-10\n"
    audit = audited(tmp_path, "2026-03-20", enquiries=ENQUIRIES + row, curfews=curfews)
    (line,) = told(audit, "enq-emc")
    assert line.endswith(f"(enquiries.csv:2): {why}")


@pytest.mark.parametrize(
    ("point", "day", "reason", "why"),
    [
        ("curfew", "2026-03-04", "current-info", "its point is curfew"),
        ("sentence-start", "2025-11-04", "current-info", "it was recorded before the day from which records count"),
        ("sentence-start", "2025-12-02", "outside-cohort", "it is no reason that this step permits"),
        ("", "2026-03-12", "current-info", "it was recorded after the due day"),
        ("", "2026-03-04", "existing-response-unchanged", "no enquiry of the case had been answered by then"),
        ("", "2026-03-04", "la-identifiable-only", "an identified child had been linked by then"),
        ("", "2026-03-04", "outside-cohort", "it is no reason that this step permits"),
    ],
)
def test_a_reason_that_excuses_nothing(tmp_path, point, day, reason, why):
    # Due Mon 9 Mar 2026.
    rows = f"E1,Z900001,{point},,,,{day},{reason}\n"
    children = "crn,child_ref,linked_on,identified\nZ900001,C1,2026-03-04,Y\n"
    audit = audited(tmp_path, "2026-03-20", enquiries=ENQUIRIES + rows, children=children)
    (line,) = told(audit, "enq-start-of-sentence")
    assert line.startswith(f"reason {reason} on ")
    assert line.endswith(f"(enquiries.csv:2): {why}")


def test_other_words_are_never_repeated(tmp_path):
    rows = "E1,Z900001,,,,,2026-03-04,the family said so\n"
    assert told(audited(tmp_path, "2026-03-20", enquiries=ENQUIRIES + rows), "enq-start-of-sentence") == [
        "reason words that are no permitted reason on Wed 4 Mar 2026 (enquiries.csv:2): it is no reason that this step"
        " permits"
    ]


def test_a_reason_without_a_point_where_the_step_wants_its_own(tmp_path):
    curfews = "curfew_ref,crn,proposed_on\nK1,Z900001,2026-03-10\n"
    rows = "E1,Z900001,,,,,2026-03-04,current-info\n"
    assert told(audited(tmp_path, "2026-03-20", enquiries=ENQUIRIES + rows, curfews=curfews), "enq-emc") == [
        "reason current-info on Wed 4 Mar 2026 (enquiries.csv:2): it names no point"
    ]


def test_a_reason_about_another_child(tmp_path):
    changes = "change_ref,crn,known_on,change,child_ref\nG1,Z900001,2026-03-03,new-contact,C1\n"
    rows = "E1,Z900001,new-contact,C2,,,2026-03-03,current-info\n"
    assert told(audited(tmp_path, "2026-03-20", enquiries=ENQUIRIES + rows, changes=changes), "enq-new-contact") == [
        "reason current-info on Tue 3 Mar 2026 (enquiries.csv:2): it is about another child"
    ]


def test_an_enquiry_and_a_reason_about_another_address(tmp_path):
    addresses = "address_ref,crn,proposed_on,decided_on\nA1,Z900001,2026-03-03,2026-03-10\n"
    enquiries = (
        "enquiry_ref,crn,point,address_ref,sent,not_made_on,not_made_reason\n"
        "E1,Z900001,address,A2,2026-03-04,,\nE2,Z900001,address,A2,,2026-03-05,current-info\n"
    )
    assert told(audited(tmp_path, "2026-03-20", enquiries=enquiries, addresses=addresses), "enq-address") == [
        "enquiry sent on Wed 4 Mar 2026 (enquiries.csv:2): it is about another address",
        "reason current-info on Thu 5 Mar 2026 (enquiries.csv:3): it is about another address",
    ]


def test_visits_before_and_after_supervision_and_not_attended(tmp_path):
    # Wanted by Mon 23 Mar 2026; supervision ended on Fri 15 May without a visit.
    cases = "crn,supervision_start,supervision_end\nZ900001,2026-03-02,2026-05-15\n"
    assessments = "assessment_ref,crn,completed_on,rosh_children\nA1,Z900001,2026-02-02,high\n"
    contacts = (
        "crn,contact_date,contact_type,outcome\nZ900001,2026-03-01,CHVS,ATTC\nZ900001,2026-03-02,CHVS,FTA\n"
        "Z900001,2026-05-15,CHVS,FTA\nZ900001,2026-05-16,CHVS,ATTC\n"
    )
    audit = audited(tmp_path, "2026-06-30", cases=cases, assessments=assessments, contacts=contacts)
    assert told(audit, "hv-high-rosh-15wd") == [
        "home visit contact on Sun 1 Mar 2026 (contacts.csv:2): it was before the day from which records count",
        "home visit contact on Mon 2 Mar 2026 (contacts.csv:3): its outcome does not say that it was attended",
        "home visit contact on Fri 15 May 2026 (contacts.csv:4): its outcome does not say that it was attended",
        "home visit contact on Sat 16 May 2026 (contacts.csv:5): it was after supervision had ended",
    ]


def test_nothing_is_said_of_what_counts_and_came_too_late(tmp_path):
    # The report was completed the day before the interview; the enquiry, sent on the day of that, counts.
    reports = "crn,event_number,interview_date,completed_on,has_children\nZ900001,1,2026-03-10,2026-03-09,Y\n"
    rows = "E1,Z900001,psr,,2026-03-10,,,\n"
    audit = audited(tmp_path, "2026-03-20", enquiries=ENQUIRIES + rows, court_reports=reports)
    assert audit.obligations.set_index("step").loc["enq-court-psr", "verdict"] == "breached"
    assert told(audit, "enq-court-psr") == []


def test_nothing_is_said_of_what_was_done_in_time(tmp_path):
    rows = "E1,Z900001,curfew,,2026-03-03,,,\nE2,Z900001,sentence-start,,2026-03-04,,,\n"
    assert told(audited(tmp_path, "2026-03-20", enquiries=ENQUIRIES + rows), "enq-start-of-sentence") == []


def test_of_what_was_done_late_only_what_came_before_it(tmp_path):
    rows = (
        "E1,Z900001,curfew,,2026-03-03,,,\nE2,Z900001,sentence-start,,2026-03-16,,,\nE3,Z900001,curfew,,2026-03-17,,,\n"
        "E4,Z900001,curfew,,2026-03-16,,,\n"
    )
    (line,) = told(audited(tmp_path, "2026-03-20", enquiries=ENQUIRIES + rows), "enq-start-of-sentence")
    assert line == "enquiry sent on Tue 3 Mar 2026 (enquiries.csv:2): its point is curfew"


def test_what_is_undone_has_no_record_that_counts():
    (replay,) = run_audit([SAMPLE], date(2026, 10, 31)).replays
    looked_at = 0
    for step in replay.judged:
        # What came too late for its event is told in the reason.
        undone = np.flatnonzero(np.isin(step.verdict, UNDONE) & np.isnat(step.done.day))
        falls, since = step.falls.take(undone), step.window[undone]
        for way in step.step.done:
            if way.action in CONSIDERED_FOR:
                found = CONSIDERED_FOR[way.action](replay.known, falls, since, way)
                looked_at += len(found)
                assert not (found.why_not == "").any(), step.step.id
    assert looked_at > 100
