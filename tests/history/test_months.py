"""`audit --history` and `safeaudit history`, on the small unit of `tests.cli.helpers` over three months.

The enquiry at the start of sentence, as at the end of September: A000003 met, A000004 late: 1 of 2 in time.
October: A000001 (due 8 Oct) overdue as well: 1 of 3. November: A000002 (due 2 Nov) too: 1 of 4.
"""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from safeaudit.cli.run import run
from safeaudit.reports.history.sparks import DIGITS, sparkline
from tests.cli.helpers import STEP, write

SEPTEMBER, OCTOBER, NOVEMBER = "2026-09-30", "2026-10-31", "2026-11-30"


@pytest.fixture
def unit(tmp_path) -> str:
    return write(tmp_path / "extracts")


@pytest.fixture
def history(tmp_path, unit) -> Path:
    for as_at in (SEPTEMBER, OCTOBER, NOVEMBER):
        assert kept(unit, tmp_path / "history.db", as_at) == 0
    return tmp_path / "history.db"


def kept(unit: str, history: Path, as_at: str, *options: str) -> int:
    return run(["audit", unit, "--as-at", as_at, "--history", str(history), "--quiet", *options])


def shown(capsys, history: Path, *options: str) -> dict:
    capsys.readouterr()
    assert run(["history", str(history), "--json", *options]) == 0
    return json.loads(capsys.readouterr().out)


def rates(found: dict) -> list[tuple[str, int, int]]:
    (series,) = found["series"]
    return [(row["as_at"], row["met"], row["due"]) for row in series["by_step"] if row["step"] == STEP]


def test_rates_of_three_months(capsys, history):
    assert rates(shown(capsys, history)) == [(SEPTEMBER, 1, 2), (OCTOBER, 1, 3), (NOVEMBER, 1, 4)]


def test_rates_of_one_team(capsys, history):
    # Team A has A000001 (overdue from October) and A000003 (met).
    assert rates(shown(capsys, history, "--team", "team a")) == [(SEPTEMBER, 1, 1), (OCTOBER, 1, 2), (NOVEMBER, 1, 2)]


def test_a_month_run_again_is_replaced_and_said(capsys, unit, history):
    capsys.readouterr()
    assert kept(unit, history, OCTOBER, "--since", "2026-10-01") == 0
    assert "the audit as at 2026-10-31 with" in capsys.readouterr().err
    # Only A000001, triggered on 1 Oct, is due.
    assert rates(shown(capsys, history)) == [(SEPTEMBER, 1, 2), (OCTOBER, 0, 1), (NOVEMBER, 1, 4)]


def test_the_last_audit_of_a_month_is_shown_and_the_others_are_counted(capsys, unit, history):
    assert kept(unit, history, "2026-10-05") == 0
    found = shown(capsys, history)
    assert rates(found) == [(SEPTEMBER, 1, 2), (OCTOBER, 1, 3), (NOVEMBER, 1, 4)]
    assert found["series"][0]["audits_not_shown"] == 1


def test_filtered_audits_are_a_series_of_their_own(capsys, unit, history):
    assert kept(unit, history, OCTOBER, "--team", "Team C") == 0
    series = shown(capsys, history)["series"]
    assert [one["filters"] for one in series] == [{}, {"team": ["team c"]}]
    assert [month["as_at"] for month in series[1]["months"]] == [OCTOBER]


def test_the_exceptions_are_there_under_their_stable_ids(history):
    with closing(sqlite3.connect(history)) as held:
        found = held.execute(
            "SELECT as_at, crn, verdict, due, days FROM exceptions JOIN audits USING (audit) WHERE step = ?"
            " AND obligation_id = (SELECT obligation_id FROM exceptions WHERE crn = 'A000001' AND step = ? LIMIT 1)"
            " ORDER BY as_at",
            (STEP, STEP),
        ).fetchall()
    # Due Thu 8 Oct: 23 days on 31 Oct, 53 on 30 Nov.
    assert found == [
        (OCTOBER, "A000001", "overdue", "2026-10-08", 23),
        (NOVEMBER, "A000001", "overdue", "2026-10-08", 53),
    ]


def test_the_report_fits_80_columns_and_has_a_line_for_each_theme(capsys, monkeypatch, history):
    monkeypatch.setenv("COLUMNS", "80")
    capsys.readouterr()
    assert run(["history", str(history)]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[:2] == [
        "OFFICIAL-SENSITIVE",
        "3 months of everything, Wed 30 Sep 2026 to Mon 30 Nov 2026",
    ]
    assert "30 Nov 2026" in out
    assert max(map(len, out.splitlines())) <= 80


def test_the_workbook_says_what_changed_since_the_audit_before(tmp_path, unit, history):
    out = tmp_path / "out"
    assert kept(unit, history, NOVEMBER, "--out", str(out)) == 0
    book = openpyxl.load_workbook(out / "exceptions.xlsx")
    told = [str(cell.value) for row in book["Summary"].iter_rows() for cell in row if cell.value is not None]
    assert any("since the audit as at Sat 31 Oct 2026" in text for text in told)


def test_settings_may_name_the_history(tmp_path, unit, monkeypatch):
    (tmp_path / "safeaudit.toml").write_text('[audit]\nextracts = "extracts"\nhistory = "kept/history.db"\n')
    (tmp_path / "kept").mkdir()
    settings = str(tmp_path / "safeaudit.toml")
    assert run(["audit", "--as-at", OCTOBER, "--settings", settings, "--quiet"]) == 0
    assert (tmp_path / "kept" / "history.db").is_file()


def test_a_history_among_the_extracts_is_refused(capsys, unit):
    assert kept(unit, Path(unit) / "history.db", OCTOBER) == 5
    assert "lies among the extracts" in capsys.readouterr().err
    assert not (Path(unit) / "history.db").exists()


def test_a_history_that_cannot_be_written_leaves_no_output(capsys, tmp_path, unit):
    (tmp_path / "history.db").write_text("minutes of a meeting " * 100)
    assert kept(unit, tmp_path / "history.db", OCTOBER, "--out", str(tmp_path / "out")) == 5
    assert "a history cannot be kept in it (file is not a database)" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_history_that_is_not_there_is_3(capsys, tmp_path):
    assert run(["history", str(tmp_path / "none.db")]) == 3
    assert "there is no such file" in capsys.readouterr().err


def test_sparklines_are_all_on_one_scale():
    assert sparkline([(0, 8), (1, 8), (4, 8), (7, 8), (8, 8), (0, 0), None]) == "▁▂▅██··"
    assert sparkline([(0, 10), (5, 10), (10, 10)], DIGITS) == "059"


def test_the_document_shows_the_schema_as_it_is():
    schema = Path("safeaudit/history/schema.sql").read_text("utf-8")
    assert schema in Path("docs/history.md").read_text("utf-8")
