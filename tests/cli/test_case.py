"""`safeaudit case`: one drawn case, its page worked by hand.

Thu 2 Apr 2026   enquiry E1 sent (no reply, no follow-up)    Good Friday 3, Easter Monday 6: due Thu 9 Apr
Wed 15 Apr 2026  the as-at date                              6 days past due
"""

import json
from pathlib import Path

import pytest

from .helpers import write

CASE = {
    "cases.csv": "crn,event_number,sentence_date,supervision_start,staff_code,team,pdu\n"
    "Z900001,1,2026-03-02,2026-03-02,N01,Team A,North\n"
    "Z900011,1,2026-03-02,2026-03-02,N01,Team A,North\n",
    "enquiries.csv": "enquiry_ref,crn,event_number,point,sent,acknowledged,responded,followed_up,not_made_on,"
    "not_made_reason\n"
    "E1,Z900001,1,curfew,2026-04-02,,,,,\n"
    "E2,Z900001,1,sentence-start,,,,,2026-03-20,Mrs Smith said no\n"
    "E9,Z900011,1,psr,2026-03-01,2026-03-02,,,,\n",
    "contacts.csv": "crn,contact_date,contact_type,outcome,description\n"
    "Z900001,2026-03-10,CHVS,Not at 12 High Street,Mrs Smith away\n"
    "Z900001,2026-03-12,CHVS,ATTC,seen\n",
    "releases.csv": "release_ref,crn,release_type,planned_on\nR1,Z900001,licence,2026-06-01\n",
}
AS_AT = ("--as-at", "2026-04-15")


@pytest.fixture
def page(command, tmp_path: Path):
    """The page of Z900001, as printed."""
    folder = write(tmp_path / "extracts", CASE)

    def page(*options: str, crn: str = "Z900001"):
        return command("case", crn, folder, *AS_AT, *options)

    return page


def flat(text: str) -> str:
    return " ".join(text.split())


def test_why_it_says_that_about_my_case(page):
    ended = page("--step", "followup-no-ack-2wd")
    assert (ended.code, ended.err) == (0, "")
    assert (
        "OVERDUE 6 days An enquiry or referral without a reply is followed up after two working days"
        " The enquiry or referral was sent on Thu 2 Apr 2026. Working day 1 Tue 7 Apr (the weekend, Good Friday Fri 3"
        " Apr and Easter Monday Mon 6 Apr do not count), 2 Wed 8 Apr 2026. Then local benchmark follow_up: working day"
        " 1 Thu 9 Apr 2026. No acknowledgement, answer or follow-up is recorded; was due by Thu 9 Apr 2026."
        " To do: Chase children's services and record it."
        " followup-no-ack-2wd; 6.30; mandatory; due by local benchmark; about E1; event 1; enquiries.csv:2"
    ) in flat(ended.out)
    assert flat(ended.out).endswith("What happened Thu 2 Apr 2026 Enquiry sent (E1; curfew) enquiries.csv:2")


def test_what_an_officer_would_point_to_and_why_it_does_not_count(page):
    # Sentenced Mon 2 Mar: due Mon 9 Mar. E1 asks for a curfew; the reason of 20 Mar has words that excuse nothing.
    out = flat(page("--step", "enq-start-of-sentence").out)
    assert "Does not count: enquiry sent on Thu 2 Apr 2026 (enquiries.csv:2): its point is curfew." in out
    assert (
        "Does not count: reason words that are no permitted reason on Fri 20 Mar 2026 (enquiries.csv:3):"
        " it is no reason that this step permits." in out
    )


def test_a_visit_that_was_not_attended(command, tmp_path):
    unseen = CASE | {"contacts.csv": CASE["contacts.csv"].replace("ATTC", "FTAH")}
    folder = write(tmp_path / "x", unseen)
    # Supervision from Mon 2 Mar: 30 working days less Good Friday and Easter Monday end on Wed 15 Apr.
    out = flat(command("case", "Z900001", folder, *AS_AT, "--step", "hv-consider-record").out)
    assert "PENDING due Wed 15 Apr 2026, in 0 days" in out
    assert (
        "home visit contact on Thu 12 Mar 2026 (contacts.csv:3): its outcome does not say that it was attended" in out
    )


def test_the_timeline_tells_each_row_and_no_free_text(page):
    ended = page()
    happened = ended.out[ended.out.index("What happened") :].splitlines()
    assert [day for line in happened[1:] if (day := line.split("  ")[0])] == [
        "Mon 2 Mar 2026",
        "Tue 10 Mar 2026",
        "Thu 12 Mar 2026",
        "Fri 20 Mar 2026",
        "Thu 2 Apr 2026",
        "Wed 15 Apr 2026",
        "Mon 1 Jun 2026",
    ]
    told = flat("\n".join(happened))
    assert "Tue 10 Mar 2026 CHVS, home visit, not said to be attended contacts.csv:2" in told
    assert "Thu 12 Mar 2026 CHVS, home visit, attended contacts.csv:3" in told
    assert "Wed 15 Apr 2026 the audit looks from here; planned: Mon 1 Jun 2026 Release planned (R1; licence)" in told
    for words in ("Smith", "High Street", "away", "seen"):
        assert words not in ended.out


def test_as_json_it_says_the_same(page):
    told = json.loads(page("--json").out)
    assert (told["crn"], told["as_at"], told["marking"]) == ("Z900001", "2026-04-15", "OFFICIAL-SENSITIVE")
    assert told["events"] == [{"event_number": 1, "staff_code": "N01", "team": "Team A", "pdu": "North"}]
    (follow_up,) = [o for o in told["obligations"] if o["step"] == "followup-no-ack-2wd"]
    assert (follow_up["verdict"], follow_up["due"], follow_up["days"]) == ("overdue", "2026-04-09", 6)
    assert follow_up["counted"].startswith("The enquiry or referral was sent on Thu 2 Apr 2026. Working day 1 Tue 7")
    assert follow_up["evidence"] == ["enquiries.csv:2"]
    assert told["timeline"][0] == {
        "day": "2026-03-02",
        "time": "",
        "what": "Sentence passed (event 1)",
        "evidence": "cases.csv:2",
    }
    assert {o["crn"] for o in told["obligations"]} == {"Z900001"}


def test_it_says_what_the_audit_says_of_the_case(page, command, tmp_path):
    from .helpers import rows

    assert command("audit", tmp_path / "extracts", *AS_AT, "--out", tmp_path / "out", "--no-workbook").code == 0
    audited = {row["obligation_id"]: row for row in rows(tmp_path / "out" / "obligations.csv")}
    for crn in ("Z900001", "Z900011"):
        told = {o["obligation_id"]: o for o in json.loads(page("--json", crn=crn).out)["obligations"]}
        assert told.keys() == {key for key, row in audited.items() if row["crn"] == crn}
        for key, obligation in told.items():
            for column in ("verdict", "reason", "staff_code", "due", "done_on"):
                assert (obligation[column] or "") == audited[key][column]


def test_the_crn_is_found_however_it_is_typed(page):
    assert "Case Z900001 as at" in page(crn=" z900001 ").out


def test_an_unknown_crn_names_those_most_like_it(page):
    ended = page(crn="Z900021")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "safeaudit: Z900021: no usable row of cases has this CRN. Most like it: Z900011, Z900001.\n"


def test_no_table_cases(command, tmp_path):
    folder = write(tmp_path / "x", {"staff.csv": "staff_code,role\nN01,COM\n"})
    ended = command("case", "Z900001", folder, *AS_AT)
    assert ended.code == 2
    assert "the extracts have no table cases" in ended.err


def test_an_unknown_step_names_those_most_like_it(page):
    ended = page("--step", "enq-emd")
    assert ended.code == 2
    assert "Most like it: enq-emc" in ended.err


def test_a_step_that_does_not_fall_on_the_case(page):
    assert "none: no step that could be judged falls on the case" in flat(page("--step", "enq-emc").out)


def test_which_column_would_settle_it(command, tmp_path):
    files = {
        "cases.csv": "crn\nZ900001\n",
        "court_reports.csv": "crn,event_number,interview_date,has_children\nZ900001,1,2026-03-02,\n",
        "enquiries.csv": CASE["enquiries.csv"],
    }
    out = flat(command("case", "Z900001", write(tmp_path / "x", files), *AS_AT, "--step", "enq-court-psr").out)
    assert "NOT ASSESSABLE" in out
    assert (
        "Would settle it: has_children, lives_with_children, caring, contact, seeking_contact, risk_to_children of"
        " court_reports." in out
    )


def test_an_unreadable_cell_of_another_case_is_not_told(command, tmp_path):
    files = CASE | {"enquiries.csv": CASE["enquiries.csv"].replace("2026-03-01,2026-03-02", "2026-03-01,soon")}
    ended = command("case", "Z900001", write(tmp_path / "x", files), *AS_AT)
    assert ended.code == 0
    assert "Unreadable" not in ended.out


def test_a_cell_that_cannot_be_read_is_named(command, tmp_path):
    files = CASE | {"enquiries.csv": CASE["enquiries.csv"].replace("2026-04-02,,", "2026-04-02,soon,")}
    out = flat(command("case", "Z900001", write(tmp_path / "x", files), *AS_AT, "--step", "followup-no-ack-2wd").out)
    assert "Unreadable acknowledged of enquiries.csv:2" in out
    assert "Would settle it: acknowledged of its row." in out
