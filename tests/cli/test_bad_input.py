"""Every mistake a user can make: its exit code, one short message, no traceback, nothing left behind."""

from pathlib import Path

import pytest

from .helpers import AS_AT, CASES, UNIT, safeaudit, write

WORKBOOKS = Path("/work/shared/testdata/xlsx-calamine")


def mistake(done, code: int) -> str:
    """The message of a command that ended with this code, having printed nothing else."""
    assert (done.code, done.out) == (code, "")
    lines = done.err.splitlines()
    assert all(line.startswith("safeaudit: ") for line in lines)
    assert "Traceback" not in done.err
    return "\n".join(line.removeprefix("safeaudit: ") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Missing option '--as-at'"),
        (["--as-at", "31/10/2026"], "'31/10/2026' is not a date; write it as 2026-10-31."),
        (["--as-at", "2026-02-30"], "'2026-02-30' is not a date"),
        (["--as-at", "20261031"], "'20261031' is not a date"),
        (["--as-at", "2050-01-01"], "the calendar covers 2012-01-01 to 2035-12-31"),
        ([*AS_AT, "--since", "2026-11-01"], "--since 2026-11-01 is after --as-at 2026-10-31"),
        ([*AS_AT, "--since", "soon"], "'soon' is not a date"),
        ([*AS_AT, "--fail-on", "overdue,lost"], "--fail-on: 'lost' is not a verdict. Known: met, late, overdue"),
        ([*AS_AT, "--fail-on", ""], "--fail-on: '' is not a verdict."),
        ([*AS_AT, "--colour"], "No such option: --colour"),
    ],
)
def test_a_wrong_command_line_is_2(command, unit, arguments, says):
    assert says in mistake(command("audit", unit, *arguments), 2)


def test_no_extracts_and_no_command_are_2(command):
    assert "No extracts given" in mistake(command("audit", *AS_AT), 2)
    assert "See safeaudit" in mistake(command(), 2)
    assert "No such command 'audits'" in mistake(command("audits"), 2)


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"cases.csv": ""}, "cases.csv"),
        ({"cases.xlsx": b"PK\x03\x04 this is no spreadsheet"}, "damaged"),
        ({"notes.txt": "hello"}, "no table found"),
        ({}, "no table found"),
        ({"cases.csv": "crn,event_number\n"}, "No usable row"),
        ({"cases.csv": "crn,event_number\n,1\n,2\n"}, "No usable row"),
        ({"enquiries.csv": "crn,sent\nA000001,2026-10-01\n"}, "required column enquiry_ref not found"),
    ],
)
def test_extracts_that_cannot_be_used_are_3(command, tmp_path, files, says):
    folder = write(tmp_path / "x", files)
    message = mistake(command("audit", folder, *AS_AT, "--out", tmp_path / "out"), 3)
    assert says in message
    assert len(message.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_a_missing_path_is_3(command, tmp_path):
    assert "nowhere: no such file or folder" in mistake(command("audit", tmp_path / "nowhere", *AS_AT), 3)


def test_every_mistake_in_the_extracts_is_told_a_line_each(command, tmp_path):
    folder = write(tmp_path / "x", {"cases.csv": "gender\nF\n", "staff.csv": "staff_code\nN01\n"})
    assert len(mistake(command("audit", folder, *AS_AT), 3).splitlines()) == 2


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "xlsb", "ods"])
def test_a_workbook_with_a_password_is_3(command, suffix):
    book = WORKBOOKS / f"password.{suffix}"
    if not book.exists():
        pytest.skip(f"{book} is not on this machine: a workbook with a password was NOT tried")
    assert len(mistake(command("audit", book, *AS_AT), 3).splitlines()) == 1


def test_an_unknown_policy_is_4(command, unit):
    assert "no policy called nps. Known: hmpps" in mistake(command("audit", unit, *AS_AT, "--policy", "nps"), 4)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("marking = ", "not a TOML file"),
        ("makring = 'OFFICIAL'", "makring is not a setting"),
        ("benchmarks.immediately = 'soon'", '"soon" is not a span of time'),
        ("calendar.remove = [2026-10-30]", "not a bank holiday"),
    ],
)
def test_wrong_settings_are_4(command, unit, tmp_path, text, says):
    (tmp_path / "office.toml").write_text(text)
    message = mistake(command("audit", unit, *AS_AT, "--settings", tmp_path / "office.toml"), 4)
    assert says in message


def test_missing_settings_are_4(command, unit, tmp_path):
    message = mistake(command("audit", unit, *AS_AT, "--settings", tmp_path / "none.toml"), 4)
    assert "the settings file cannot be read" in message


def test_an_unexpected_error_names_its_class_and_no_data(command, unit, monkeypatch):
    def fail(*_args, **_kwargs):
        raise KeyError("A000001 Jane Doe")

    monkeypatch.setattr("safeaudit.audit.extracts_of", fail)
    message = mistake(command("audit", unit, *AS_AT), 70)
    assert "(KeyError)" in message
    assert "Jane" not in message
    monkeypatch.setenv("SAFEAUDIT_TRACEBACK", "1")
    with pytest.raises(KeyError):
        command("audit", unit, *AS_AT)


def test_a_message_stays_on_one_line(command, tmp_path):
    assert len(mistake(command("audit", tmp_path / "a\nb\x1b[2J", *AS_AT), 3).splitlines()) == 1


def test_the_installed_command_ends_the_same(tmp_path):
    folder = write(tmp_path / "x", UNIT | {"cases.csv": CASES.replace("crn,", "person,")})
    done = safeaudit("audit", folder, *AS_AT)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("safeaudit: cases.csv, row 1: required column crn not found.")
