"""`safeaudit due`: a drawn fortnight and more, worked by hand.

as-at Sat 31 Oct 2026 (no bank holiday before Christmas), so Mon 2 Nov is working day 1 and Fri 13 Nov day 10:

    Mon 2 Nov   1 wd   A000002 sentenced Mon 26 Oct, 5 working days to send the enquiry
    Thu 5 Nov   4 wd   N01's eLearning of 5 Nov 2023 runs out after 3 years
    Tue 10 Nov  7 wd   A000003's registration RCHD: next review
    Thu 12 Nov  9 wd   A000003 planned for release on Fri 13 Nov: the enquiry, the day before
    Tue 17 Nov  12 wd  A000003's conference on Wed 18 Nov: the report, the day before
    Wed 18 Nov  13 wd  the conference itself
    Sun 22 Nov  15 wd  A000003, PPRC, released at sentence end on Sun 20 Dec: 28 days' notice
"""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from .helpers import AS_AT, CASES, UNIT, write

FILES = UNIT | {
    "cases.csv": "\n".join(
        line + (",pprc" if line.startswith("crn") else ",confirmed" if line.startswith("A000003") else ",")
        for line in CASES.splitlines()
    ),
    "staff.csv": "staff_code,role,started_on,team,pdu\nN01,OSG,2020-01-06,Team A,North\n",
    "training.csv": "staff_code,course,completed_on\nN01,elearning,2023-11-05\n",
    "registrations.csv": "crn,register,start,next_review\nA000003,RCHD,2026-09-02,2026-11-10\n",
    "releases.csv": "release_ref,crn,release_type,planned_on,released_on,la_notified_on\n"
    "R1,A000003,licence,2026-11-13,,\nR2,A000003,sed,2026-12-20,,\n",
    "conferences.csv": "conference_ref,crn,kind,held_on,report_sent_on,attended\nP1,A000003,icpc,2026-11-18,,\n",
    "children.csv": "crn,child_ref,identified\nA000003,C1,Y\n",
    "assessments.csv": "assessment_ref,crn,completed_on,rosh_children\nS1,A000003,2026-09-02,high\n",
}
DRAWN = {
    ("2026-11-02", "1", "to do", "A000002", "enq-start-of-sentence"),
    ("2026-11-05", "4", "runs out", "", "training-elearning"),
    ("2026-11-10", "7", "runs out", "A000003", "reg-review"),
    ("2026-11-12", "9", "to do", "A000003", "enq-pre-release"),
    ("2026-11-17", "12", "to do", "A000003", "cpc-report"),
    ("2026-11-18", "13", "to do", "A000003", "cpc-attend"),
    ("2026-11-22", "15", "to do", "A000003", "pprc-notify-la-release"),
}


@pytest.fixture
def due(command, tmp_path: Path):
    folder = write(tmp_path / "extracts", FILES)

    def due(*options):
        return command("due", folder, *AS_AT, *options)

    return due


def listed(due, tmp_path: Path, *options: str) -> list[dict[str, str]]:
    path = tmp_path / "due.csv"
    assert due("--csv", path, "--force", *options).code == 0
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def keys(rows) -> set[tuple[str, ...]]:
    return {tuple(row[name] for name in ("due", "working_days_left", "what", "crn", "step")) for row in rows}


def test_what_falls_due_with_the_working_days_left(due, tmp_path):
    rows = listed(due, tmp_path)
    assert keys(rows) >= DRAWN
    assert [row["due"] for row in rows] == sorted(row["due"] for row in rows)
    assert {row["marking"] for row in rows} == {"OFFICIAL-SENSITIVE"}
    assert all("2026-10-31" <= row["due"] <= "2026-11-28" for row in rows)


def test_nothing_that_is_overdue_or_done_for_good(due, tmp_path):
    crns = {row["crn"] for row in listed(due, tmp_path) if row["step"] == "enq-start-of-sentence"}
    assert crns == {"A000002"}


@pytest.mark.parametrize(("days", "there"), [(1, False), (2, True)])
def test_the_last_day_is_included(due, tmp_path, days, there):
    found = {row["step"] for row in listed(due, tmp_path, "--days", str(days))}
    assert ("enq-start-of-sentence" in found) is there


def test_due_on_the_as_at_day_itself(command, tmp_path):
    folder = write(tmp_path / "x", UNIT)
    out = command("due", folder, "--as-at", "2026-11-02", "--days", "0").out
    assert "Mon 2 Nov 2026, the as-at day: 1" in out
    assert "A000002 (N02)" in out


def test_by_day_with_what_to_do_and_for_whom(due):
    out = due("--days", "3").out
    told = " ".join(out.split())
    assert "Due from Sat 31 Oct 2026 to Tue 3 Nov 2026 (3 days)" in told
    assert "Mon 2 Nov 2026, 1 working day left: 1" in told
    assert (
        "- Send the enquiry, or record why up-to-date information makes it unnecessary. (enq-start-of-sentence)"
        " A000002 (N02)" in told
    )
    assert "By team PDU Team in 5 working days in all first North Team B 1 1 Mon 2 Nov 2026" in told
    assert "By officer Officer Team in 5 working days in all first N02 Team B 1 1 Mon 2 Nov 2026" in told


def test_what_is_pending_beyond_is_counted(due):
    # 31 Oct to 3 Nov holds one; the conference, its report, two releases and the notice lie beyond.
    counts = json.loads(due("--days", "3", "--json").out)["counts"]
    assert (counts["to do"], counts["runs out"]) == (1, 0)
    assert counts["later"] >= 4


def test_while_there_is_time_it_says_what_to_do_and_not_what_to_mend(due, tmp_path):
    told = {row["step"]: row["next"] for row in listed(due, tmp_path)}
    assert told["enq-pre-release"] == "Send the enquiry before the release."
    assert told["cpc-attend"].startswith("Attend the conference")


@pytest.mark.parametrize(("by", "heading"), [("officer", "N02, Team B, North: 1"), ("team", "North, Team B: 1")])
def test_by_officer_and_by_team(due, by, heading):
    out = due("--days", "3", "--by", by).out
    assert heading in out
    assert "Mon 2 Nov, 1 wd" in out


def test_one_officers_own(due, tmp_path):
    assert {row["staff_code"] for row in listed(due, tmp_path, "--officer", "n02")} == {"N02"}


def test_the_calendar_has_an_all_day_entry_for_each(due, tmp_path):
    path = tmp_path / "due.ics"
    assert due("--ics", path, "--quiet").out == ""
    entries = list(Calendar.from_ical(path.read_bytes()).walk("VEVENT"))
    rows = listed(due, tmp_path)
    assert {str(entry["uid"]) for entry in entries} == {f"{row['obligation_id']}@safeaudit" for row in rows}
    (enquiry,) = [entry for entry in entries if "A000002" in entry["summary"]]
    assert enquiry["summary"] == "A000002: Children's services are asked in every newly sentenced case"
    assert (enquiry["dtstart"].dt, enquiry["dtend"].dt) == (date(2026, 11, 2), date(2026, 11, 3))
    assert enquiry["description"].splitlines()[-1] == "OFFICIAL-SENSITIVE"
    assert path.stat().st_mode & 0o077 == 0


def test_an_entry_keeps_its_uid_when_the_release_slips(command, tmp_path):
    def uids(folder: str, files) -> dict[str, date]:
        path = tmp_path / f"{folder}.ics"
        assert command("due", write(tmp_path / folder, files), *AS_AT, "--step", "enq-pre-release", "--ics", path)
        return {str(e["uid"]): e["dtstart"].dt for e in Calendar.from_ical(path.read_bytes()).walk("VEVENT")}

    first = uids("first", FILES)
    slipped = uids("slipped", FILES | {"releases.csv": FILES["releases.csv"].replace("2026-11-13", "2026-11-20")})
    assert first.keys() == slipped.keys()
    assert (list(first.values()), list(slipped.values())) == ([date(2026, 11, 12)], [date(2026, 11, 19)])


def test_the_same_twice_is_the_same_file(due, tmp_path):
    for name in ("a.ics", "b.ics"):
        due("--ics", tmp_path / name)
    assert (tmp_path / "a.ics").read_bytes() == (tmp_path / "b.ics").read_bytes()


def test_a_file_that_is_there_is_left_alone(due, tmp_path):
    path = tmp_path / "due.ics"
    path.write_text("mine")
    ended = due("--ics", path)
    assert (ended.code, path.read_text()) == (5, "mine")
    assert "--force" in ended.err


def test_no_file_among_the_extracts(due, tmp_path):
    ended = due("--csv", tmp_path / "extracts" / "due.csv")
    assert ended.code == 5
    assert not (tmp_path / "extracts" / "due.csv").exists()


def test_within_five_working_days_includes_the_fifth(command, tmp_path):
    # 6 working days from Thu 29 Oct end on Fri 6 Nov, the 5th after as-at; from Fri 30 Oct on Mon 9 Nov, the 6th.
    sentenced = {"A000001,1,2026-10-01": "A000001,1,2026-10-29", "A000002,1,2026-10-26": "A000002,1,2026-10-30"}
    cases = CASES
    for before, after in sentenced.items():
        cases = cases.replace(before, after)
    folder = write(tmp_path / "x", UNIT | {"cases.csv": cases})
    settings = Path(write(tmp_path / "s", {"s.toml": '[benchmarks]\nearliest_opportunity = "6 working days"\n'}))
    options = ("--step", "enq-start-of-sentence", "--settings", settings / "s.toml", "--json")
    officers = json.loads(command("due", folder, *AS_AT, *options).out)["by_officer"]
    found = [tuple(officer[name] for name in ("staff_code", "within_5", "all", "first")) for officer in officers]
    assert found == [("N01", 1, 1, "2026-11-06"), ("N02", 0, 1, "2026-11-09")]
