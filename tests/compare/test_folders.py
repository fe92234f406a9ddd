"""What `safeaudit compare` says of folders that are incomplete, changed or of another version, and its report."""

import json
import stat

import pytest

from safeaudit.cli.run import run
from tests.cli.helpers import rows

from .months import NOVEMBER, OCTOBER, audited, edited
from .test_classes import with_enquiry


@pytest.fixture
def two(tmp_path):
    before = audited(tmp_path / "october", with_enquiry("2026-10-01"), OCTOBER)
    return before, audited(tmp_path / "november", with_enquiry("2026-10-01"), NOVEMBER)


def refused(capsys, before, after) -> tuple[int, str]:
    capsys.readouterr()
    code = run(["compare", str(before), str(after)])
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    return code, err


@pytest.mark.parametrize("name", ["manifest.json", "obligations.csv", "steps.csv"])
def test_a_folder_that_lacks_a_file_is_3(capsys, two, name):
    (two[0] / name).unlink()
    code, says = refused(capsys, *two)
    assert (code, f"holds no {name}, so it is not a whole audit" in says) == (3, True)


def test_a_folder_that_is_not_there_is_3(capsys, two):
    code, says = refused(capsys, two[0] / "nowhere", two[1])
    assert (code, "there is no such folder" in says) == (3, True)


def test_the_later_audit_first_is_2(capsys, two):
    code, says = refused(capsys, two[1], two[0])
    assert (code, "Name the earlier first" in says) == (2, True)


def test_a_manifest_of_something_else_is_3(capsys, two):
    (two[1] / "manifest.json").write_text('{"program": {"name": "other"}}')
    code, says = refused(capsys, *two)
    assert (code, "is not the manifest of a safeaudit audit" in says) == (3, True)


def test_obligations_that_were_cut_off_are_3(capsys, two):
    edited(two[0], "obligations.csv", lambda held: held.pop())
    code, says = refused(capsys, *two)
    assert (code, "it was changed or cut off after the audit" in says) == (3, True)


def test_a_date_that_was_changed_by_a_spreadsheet_is_3(capsys, two):
    edited(two[0], "obligations.csv", lambda held: held[0].update(due="08/10/2026"))
    code, says = refused(capsys, *two)
    assert (code, "a date or a row cannot be read" in says) == (3, True)
    assert "08/10/2026" not in says


def test_a_version_with_other_columns_is_3_and_named(capsys, two):
    path = two[0] / "obligations.csv"
    path.write_text(path.read_text().replace("obligation_id,", "id,", 1))
    code, says = refused(capsys, *two)
    assert (code, "has no column obligation_id: another version wrote it" in says) == (3, True)


def test_a_verdict_of_another_version_is_3(capsys, two):
    edited(two[0], "obligations.csv", lambda held: held[0].update(verdict="postponed"))
    code, says = refused(capsys, *two)
    assert (code, "a verdict that this version does not know" in says) == (3, True)


def test_steps_of_a_version_without_their_ends_and_further_columns_are_read(two):
    edited(two[0], "steps.csv", lambda held: [row.pop("ends") for row in held])
    edited(two[1], "obligations.csv", lambda held: [row.update(further="x") for row in held])
    assert run(["compare", *map(str, two), "--quiet"]) == 0


def test_another_version_of_the_program_is_said(capsys, two):
    edited(two[0], "manifest.json", lambda held: held["program"].update(version="0.0.9"))
    assert run(["compare", *map(str, two), "--json"]) == 0
    assert any("Made by safeaudit 0.0.9 and" in note for note in json.loads(capsys.readouterr().out)["notes"])


def test_the_json_report_has_both_rates_and_every_class(capsys, two):
    # Of one step both have one met and one overdue: 1 of 2 in time.
    assert run(["compare", *map(str, two), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert sum(line["obligations"] for line in found["changes"]) == found["obligations"]
    assert sum(line["obligations"] for line in found["reasons"]) == found["obligations"]
    (step,) = [line for line in found["rates"]["by_step"] if line["step"] == "enq-start-of-sentence"]
    assert [step[name] for name in ("met_before", "due_before", "met_after", "due_after")] == [1, 2, 1, 2]
    assert found["changes_by_team"][0]["team"] == "Team A"
    assert [found[side]["as_at"] for side in ("before", "after")] == [OCTOBER, NOVEMBER]


def test_the_report_fits_80_columns_and_says_both_days(capsys, monkeypatch, two):
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["compare", *map(str, two)]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0] == "OFFICIAL-SENSITIVE"
    assert "From Sat 31 Oct 2026 to Mon 30 Nov 2026" in out
    assert max(map(len, out.splitlines())) <= 80


def test_the_csv_is_the_owners_alone_and_never_written_over_unasked(capsys, two, tmp_path):
    file = tmp_path / "changes.csv"
    assert run(["compare", *map(str, two), "--csv", str(file), "--quiet"]) == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    assert run(["compare", *map(str, two), "--csv", str(file), "--quiet"]) == 5
    assert "exists already" in capsys.readouterr().err
    assert file.read_bytes() == before
    assert {row["crn"] for row in rows(file)} >= {"A000001", "A000009"}
