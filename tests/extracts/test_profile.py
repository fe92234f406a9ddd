"""What each column holds: rows, blanks, unreadable cells, codes and months, whatever is kept of the rows."""

from pathlib import Path

from safeaudit.extracts.read import read_extracts
from safeaudit.extracts.tables import ColumnProfile

CASES = "crn\nZ900001\n"


def test_a_column_is_counted_over_the_files_that_have_it(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text(CASES, "utf-8")
    rows = "Z900001,2026-09-01,SFGC,\nZ900001,2026-09-02,mo1,x\nZ900001,soon,MO1,\nZ900001,2026-11-02,XX1,\n"
    (tmp_path / "contacts-1.csv").write_text("crn,contact_date,contact_type,outcome\n" + rows + rows[:24], "utf-8")
    (tmp_path / "contacts-2.csv").write_text("crn,contact_date,contact_type\nZ900001,2026-11-03,MO1\n", "utf-8")
    wanted = {"contacts": ("contact_type", frozenset({"SFGC"}))}
    extracts = read_extracts([tmp_path], wanted_codes=wanted, profile=True)
    assert len(extracts.tables["contacts"].rows) == 1
    profiles = extracts.profiles["contacts"]
    assert profiles["outcome"] == ColumnProfile(4, 3, 0, {}, {})
    assert profiles["contact_type"] == ColumnProfile(5, 0, 0, {"MO1": 3, "SFGC": 1, "XX1": 1}, {})
    assert list(profiles["contact_type"].counts) == ["MO1", "SFGC", "XX1"]  # the most frequent first
    assert profiles["contact_date"] == ColumnProfile(5, 0, 1, {}, {"2026-09": 2, "2026-11": 2})
    assert "sensitive" not in profiles


def test_words_that_cannot_be_read_are_counted_too(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("crn,pprc\nZ900001,Maybe\nZ900002,no\nZ900003,\n", "utf-8")
    profile = read_extracts([tmp_path], profile=True).profiles["cases"]["pprc"]
    assert profile == ColumnProfile(3, 1, 1, {"no": 1, "Maybe": 1}, {})


def test_nothing_is_counted_unasked(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text(CASES, "utf-8")
    assert read_extracts([tmp_path]).profiles == {}
