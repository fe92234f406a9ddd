"""Decisions beside verdicts: drawn, on the small unit of `helpers`, worked by hand.

as-at Sat 31 Oct 2026. A000001 is overdue, A000002 pending, A000003 met, A000004 late (all of one step).
"""

import json
from pathlib import Path

import openpyxl
import pytest

from .helpers import AS_AT, STEP, rows, write

HEAD = "obligation_id,decision,decided_on,decided_by,until,corrected_on\n"


@pytest.fixture
def ids(audited: Path) -> dict[str, str]:
    """The id of each case's obligation of the step."""
    found = {row["crn"]: row["obligation_id"] for row in rows(audited / "obligations.csv") if row["step"] == STEP}
    assert len(found) == 4
    return found


@pytest.fixture
def decided(command, unit, tmp_path: Path):
    """Runs a command with a file of decisions."""

    def decided(name: str, *lines: str, options=(), file: str = "decisions.csv"):
        path = tmp_path / file
        path.write_text(HEAD + "".join(f"{line}\n" for line in lines), "utf-8")
        return command(name, *(("A000001",) if name == "case" else ()), unit, *AS_AT, "--decisions", path, *options)

    return decided


def of_step(folder: Path) -> dict[str, dict[str, str]]:
    return {row["crn"]: row for row in rows(folder / "obligations.csv") if row["step"] == STEP}


def test_it_stands_beside_the_verdict_and_changes_nothing_else(decided, ids, audited, tmp_path):
    lines = [
        f"{ids['A000001']},accepted,2026-10-12,N09,2026-12-31,",
        f"{ids['A000004']},record-wrong,2026-10-12,N09,2026-12-31,2026-10-20",
    ]
    assert decided("audit", *lines, options=("--out", tmp_path / "with")).code == 0
    before, after = of_step(audited), of_step(tmp_path / "with")
    assert after["A000001"]["reason"] == before["A000001"]["reason"] + (
        " Decision: accepted as it stands (N09 on Mon 12 Oct 2026; stands until Thu 31 Dec 2026)."
    )
    assert after["A000004"]["reason"] == before["A000004"]["reason"] + (
        " Decision: the record is wrong, corrected on Tue 20 Oct 2026"
        " (N09 on Mon 12 Oct 2026; stands until Thu 31 Dec 2026)."
    )
    for row in [*before.values(), *after.values()]:
        row.pop("reason")
    assert before == after
    assert (audited / "steps.csv").read_bytes() == (tmp_path / "with" / "steps.csv").read_bytes()


@pytest.mark.parametrize(
    ("until", "told"),
    [
        ("2026-10-31", "Decision: accepted as it stands (N09 on Mon 12 Oct 2026; stands until Sat 31 Oct 2026)."),
        (
            "2026-10-30",
            "Decision expired: accepted as it stands (N09 on Mon 12 Oct 2026; stood until Fri 30 Oct 2026).",
        ),
    ],
)
def test_the_last_day_still_stands_and_what_has_expired_is_said(decided, ids, tmp_path, until, told):
    line = f"{ids['A000001']},accepted,2026-10-12,N09,{until},"
    assert decided("audit", line, options=("--out", tmp_path / "with")).code == 0
    assert of_step(tmp_path / "with")["A000001"]["reason"].endswith(told)


def test_one_made_on_the_as_at_day_stands(decided, ids):
    assert "1 in force" in decided("audit", f"{ids['A000001']},accepted,2026-10-31,N09,2026-12-31,").out


def test_one_made_after_the_as_at_day_is_not_there_yet(decided, ids, tmp_path):
    line = f"{ids['A000001']},accepted,2026-11-01,N09,2026-12-31,"
    out = decided("audit", line, options=("--out", tmp_path / "with")).out
    assert "Decision" not in of_step(tmp_path / "with")["A000001"]["reason"]
    assert "1 not yet made" in out


def test_the_latest_made_by_then_counts(decided, ids, tmp_path):
    crn = ids["A000001"]
    lines = [
        f"{crn},disputed,2026-10-20,N09,2026-12-31,",
        f"{crn},accepted,2026-10-12,N09,2026-12-31,",
        f"{crn},not-applicable,2026-11-05,N09,2026-12-31,",
    ]
    out = decided("audit", *lines, options=("--out", tmp_path / "with")).out
    assert "Decision: disputed" in of_step(tmp_path / "with")["A000001"]["reason"]
    for told in ("1 in force", "1 superseded", "1 not yet made"):
        assert told in out


def test_unknown_ids_are_listed_and_filtered_ones_are_not_called_unknown(decided, ids):
    lines = [
        f"{ids['A000001']},accepted,2026-10-12,N09,2026-12-31,",
        "bcdfghjklmnpqrst,accepted,2026-10-12,N09,2026-12-31,",
    ]
    out = " ".join(decided("audit", *lines, options=("--team", "Team B")).out.split())
    assert "1 left out by a filter" in out
    assert "no obligation of this audit has the id bcdfghjklmnpqrst" in out


def test_in_every_output(decided, ids, command, tmp_path):
    line = f"{ids['A000001']},accepted,2026-10-12,N09,2026-12-31,"
    told = "Decision: accepted as it stands (N09 on Mon 12 Oct 2026; stands until Thu 31 Dec 2026)."

    ended = decided("audit", line, options=("--out", tmp_path / "with"))
    assert told in " ".join(ended.out.split())
    assert "1 in force; they change no verdict" in " ".join(ended.out.split())

    report = json.loads(decided("audit", line, options=("--json",)).out)
    (urgent,) = [o for o in report["most_urgent"]["obligations"] if o["obligation_id"] == ids["A000001"]]
    assert (urgent["verdict"], urgent["decision"]) == ("overdue", told)
    assert report["decisions"][0]["status"] == "in force"

    assert told in " ".join(decided("case", line).out.split())
    case = json.loads(decided("case", line, options=("--json",)).out)
    assert any(o["reason"].endswith(told) for o in case["obligations"])

    manifest = json.loads((tmp_path / "with" / "manifest.json").read_text("utf-8"))
    assert manifest["decisions"]["file"] == "decisions.csv"

    book = openpyxl.load_workbook(tmp_path / "with" / "exceptions.xlsx")
    cells = [str(cell.value) for row in book["Exceptions"].iter_rows() for cell in row]
    assert any(told in cell for cell in cells)
    assert ids["A000001"] in [cell.value for row in book["Decisions"].iter_rows() for cell in row]


def test_beside_what_falls_due(decided, ids):
    line = f"{ids['A000002']},disputed,2026-10-30,N09,2026-12-31,"
    assert "A000002 (Decision: disputed" in " ".join(decided("due", line).out.split())


def test_a_workbook_with_dates_as_excel_has_them_and_headings_as_typed(command, unit, ids, tmp_path):
    from datetime import date

    book = openpyxl.Workbook()
    book.active.title = "Notes"
    page = book.create_sheet("Decisions")
    page.append(["Obligation ID", "Decision", "Decided on", "Decided by", "Until", "Why"])
    page.append([ids["A000001"], "Accepted", date(2026, 10, 12), "N09", date(2026, 12, 31), "Mrs Smith agreed"])
    book.save(tmp_path / "decisions.xlsx")
    ended = command("audit", unit, *AS_AT, "--decisions", tmp_path / "decisions.xlsx")
    out = " ".join(ended.out.split())
    assert "1 in force" in out
    assert "decisions.xlsx[Decisions]: column Why: not a column of decisions" in out
    assert "Smith" not in out


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("ID,accepted,2026-10-12,N09,,", "row 2: until is blank; fill it"),
        ("ID,accepted,soon,N09,2026-12-31,", "row 2: decided_on holds 'soon'; write a date"),
        ("ID,fine,2026-10-12,N09,2026-12-31,", "row 2: decision holds 'fine'; write one of record-wrong, accepted"),
        ("ID,accepted,2026-10-12,Mary Smith,2026-12-31,", "row 2: decided_by wants a staff code"),
        ("ID,accepted,2026-10-12,Smith,2026-12-31,", "row 2: decided_by wants a staff code"),
        ("ID,accepted,2026-10-12,N09,2026-10-11,", "row 2: until is before decided_on"),
        ("ID,accepted,2026-10-12,N09,2026-12-31,2026-10-20", "row 2: corrected_on goes with the decision record-wrong"),
        ("the enquiry,accepted,2026-10-12,N09,2026-12-31,", "row 2: obligation_id is none"),
    ],
)
def test_every_mistake_is_named_and_nothing_is_done(decided, ids, tmp_path, line, message):
    ended = decided("audit", line.replace("ID", ids["A000001"]), options=("--out", tmp_path / "with"))
    assert (ended.code, ended.out) == (3, "")
    assert f"safeaudit: decisions.csv, {message}" in ended.err
    assert "Mary" not in ended.err
    assert not (tmp_path / "with").exists()


def test_the_settings_may_name_the_file(command, unit, ids, tmp_path, monkeypatch):
    line = f"{ids['A000001']},accepted,2026-10-12,N09,2026-12-31,\n"
    folder = write(tmp_path / "office", {"safeaudit.toml": '[audit]\ndecisions = "d.csv"\n', "d.csv": HEAD + line})
    settings = Path(folder) / "safeaudit.toml"
    assert "1 in force" in command("audit", unit, *AS_AT, "--settings", settings).out
    assert "Decision: accepted" in command("case", "A000001", unit, *AS_AT, "--settings", settings).out


def test_all_mistakes_at_once(decided, ids):
    lines = [f"{ids['A000001']},fine,2026-10-12,N09,2026-12-31,", f"{ids['A000002']},accepted,2026-10-12,N09,,"]
    assert len(decided("audit", *lines).err.splitlines()) == 2


def test_no_file_and_the_wrong_headings(command, unit, tmp_path):
    ended = command("audit", unit, *AS_AT, "--decisions", tmp_path / "none.csv")
    assert ended.code == 3
    assert "none.csv: the file of decisions cannot be read" in ended.err
    path = write(tmp_path / "y", {"d.csv": "obligation_id,note\nx,y\n"})
    ended = command("audit", unit, *AS_AT, "--decisions", Path(path) / "d.csv")
    assert ended.code == 3
    assert "decision" in ended.err


def test_in_one_teams_report_another_teams_decision_is_left_out(decided, ids, tmp_path):
    line = f"{ids['A000001']},accepted,2026-10-12,N09,2026-12-31,"
    assert decided("audit", line, options=("--out", tmp_path / "with", "--split", "team")).code == 0
    found = {}
    for path in (tmp_path / "with" / "teams").rglob("*.xlsx"):
        told = [str(cell.value) for row in openpyxl.load_workbook(path)["Decisions"].iter_rows() for cell in row]
        found[path.parent.name + path.name] = "in force" in told, "left out by a filter" in told
    assert sorted(found.values()) == [(False, True), (False, True), (True, False)]
