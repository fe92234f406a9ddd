"""`--split`: a workbook for each team or officer, nothing lost between them, and one page for supervision."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from safeaudit.audit import run_audit
from safeaudit.cli.run import run
from safeaudit.filters import Filters
from safeaudit.reports.obligation_table import obligation_table
from safeaudit.reports.parts.by import By
from safeaudit.reports.parts.parts import parts_of
from safeaudit.reports.report import Report
from tests.cli.helpers import AS_AT, rows, write


def names(by: By, *places: tuple[str | None, str | None]) -> list[str]:
    """The files of teams (with their PDU) or officers."""
    frame = pd.DataFrame(places, columns=["team", "pdu"]).assign(staff_code=[place[0] for place in places])
    return [part.file for part in parts_of(frame, by)]


def test_teams_are_called_by_their_name_and_by_their_pdu_where_two_share_it():
    assert names(By.TEAM, ("A", "North"), ("B", "North"), ("B", "South")) == [
        "teams/A.xlsx",
        "teams/B-North.xlsx",
        "teams/B-South.xlsx",
    ]


def test_what_names_no_team_has_a_file_too():
    assert names(By.TEAM, (None, "North"), (None, None)) == ["teams/no-team.xlsx", "teams/no-team-North.xlsx"]
    assert names(By.OFFICER, (None, None)) == ["officers/no-officer.xlsx"]


def test_no_file_is_called_after_what_might_be_a_person():
    assert names(By.OFFICER, ("N01", None), ("Jane Doe", None)) == ["officers/officer-1.xlsx", "officers/N01.xlsx"]


def test_no_two_files_share_a_name_whatever_the_case_and_none_leaves_its_folder():
    found = names(By.TEAM, ("a/b", None), ("A B", None), ("../..", None), ("团队", None))
    assert len({name.lower() for name in found}) == 4
    assert all(Path(name).parent == Path("teams") and Path(name).stem for name in found)


@pytest.fixture
def split(tmp_path) -> Path:
    unit = write(tmp_path / "extracts")
    options = ["--out", str(tmp_path / "out"), "--split", "team", "--split", "officer", "--quiet"]
    assert run(["audit", unit, *AS_AT, *options]) == 0
    return tmp_path / "out"


def ids(path: Path) -> list[str]:
    page = openpyxl.load_workbook(path)["Exceptions"]
    if not page.tables:
        return []
    (found,) = page.tables.values()
    head, *held = page[found.ref]
    at = [cell.value for cell in head].index("Obligation id")
    return [row[at].value for row in held]


@pytest.mark.parametrize("folder", ["teams", "officers"])
def test_the_parts_hold_every_exception_once(split, folder):
    wanted = [row["obligation_id"] for row in rows(split / "obligations.csv") if row["verdict"] in ("overdue", "late")]
    found = [key for path in (split / folder).iterdir() for key in ids(path)]
    assert sorted(found) == sorted(wanted)


def test_each_part_says_what_it_leaves_out(split):
    book = openpyxl.load_workbook(split / "teams" / "Team-A.xlsx")
    assert {page["A3"].value for page in book} == {"Only pdu North; team Team A: 2 other obligations are left out."}


def test_an_officers_workbook_opens_with_a_page_for_supervision(split):
    book = openpyxl.load_workbook(split / "officers" / "N01.xlsx")
    assert book.sheetnames == ["Supervision", "Exceptions", "Due next", "About this audit"]
    page = book["Supervision"]
    assert page["A2"].value == "For supervision: officer N01"
    # One page is what fitting means where no number is given.
    setup = page.page_setup
    fitted = page.sheet_properties.pageSetUpPr.fitToPage
    assert (fitted, setup.fitToHeight, setup.orientation) == (True, None, "portrait")
    parts = [row[0].value for row in page[next(iter(page.tables.values())).ref]][1:]
    assert parts == ["To put right"]


def test_the_manifest_names_the_parts_and_how_many_obligations_each_has(split):
    held = json.loads((split / "manifest.json").read_text())
    teams = {part["team"]: part["obligations"] for part in held["split"] if part["file"].startswith("teams/")}
    assert teams == {"Team A": 2, "Team B": 1, "Team C": 1}
    assert sum(teams.values()) == held["obligations"]


def test_a_split_folder_is_written_over_with_force_but_not_one_with_other_files(split, tmp_path):
    again = ["audit", str(tmp_path / "extracts"), *AS_AT, "--out", str(split), "--force", "--quiet"]
    assert run(again) == 0
    assert not (split / "teams").exists()
    (split / "teams").mkdir()
    (split / "teams" / "mine.txt").write_text("mine")
    assert run(again) == 5
    assert (split / "teams" / "mine.txt").read_text() == "mine"


def test_only_the_owner_may_read_the_parts(split):
    assert (split / "teams").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (split / "teams").iterdir()} == {0o600}


@pytest.mark.parametrize("options", [["--split", "team"], ["--split", "team", "--out", "x", "--no-workbook"]])
def test_a_split_needs_workbooks_to_write(tmp_path, options, capsys):
    assert run(["audit", write(tmp_path / "extracts"), *AS_AT, *options]) == 2
    assert "--split writes workbooks" in capsys.readouterr().err


def test_a_narrowed_report_counts_its_own_steps_and_what_is_left_out(tmp_path):
    filters = Filters(since=date(2026, 9, 1))
    audit = run_audit([Path(write(tmp_path))], date(2026, 10, 31), filters=filters)
    report = Report(audit, filters, obligation_table(audit))
    part = report.narrowed(Filters(teams=["Team A"]))
    step = part.audit.steps.set_index("step").loc["enq-start-of-sentence"]
    assert (step["overdue"], step["met"], step["late"], step["due"], step["rate"]) == (1, 1, 0, 2, 0.5)
    assert part.audit.left_out == {"since": 0, "team": 2}
