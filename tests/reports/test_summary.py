"""The sheet to read first, and what has changed since the last audit."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from safeaudit.audit import run_audit
from safeaudit.filters import Filters
from safeaudit.reports.last_audit import LastAudit, points
from safeaudit.reports.obligation_table import obligation_table
from safeaudit.reports.report import Report
from safeaudit.reports.workbook.summary import summary_sheet
from tests.cli.helpers import STEP, UNIT, write


@pytest.fixture
def report(tmp_path) -> Report:
    filters = Filters(steps=[STEP])
    audit = run_audit([Path(write(tmp_path))], date(2026, 10, 31), filters=filters)
    return Report(audit, filters, obligation_table(audit))


def part(report: Report, name: str) -> pd.DataFrame:
    rows = summary_sheet(report, "title").rows
    return rows[rows["part"] == name].set_index("what")


def test_the_first_line_is_the_rate_with_both_numbers(report):
    line = part(report, "Headline").iloc[0]
    assert (line.name, line["number"], line["due"], line["rate"]) == ("Done in time", 1, 3, pytest.approx(1 / 3))


def test_cases_with_a_child_protection_plan_are_counted_or_cannot_be_told(report, tmp_path):
    line = part(report, "Headline").loc["Open cases with a child protection plan"]
    assert pd.isna(line["number"])
    assert line["remark"].startswith("cannot be told")
    plans = "crn,child_ref,plan,start\nA000001,C1,CP,2026-10-05\n"
    registers = "crn,register,start\nA000002,RCCO,2026-10-05\n"
    unit = write(tmp_path / "b", UNIT | {"plans.csv": plans, "registrations.csv": registers})
    audit = run_audit([Path(unit)], date(2026, 10, 31))
    known = Report(audit, Filters(), obligation_table(audit))
    line = part(known, "Headline").loc["Open cases with a child protection plan"]
    assert (line["number"], line["remark"].split(";")[0]) == (1, "register wrong in 1, oversight overdue in 0")


def test_the_first_exceptions_say_who_what_and_what_to_do(report):
    first = part(report, "These five first")
    assert len(first) == 2  # one overdue, one late: there are no more
    assert first.index[0].startswith("A000001 (officer N01): Children's services are asked")
    assert first["number"].tolist() == [23, 12]
    assert first["remark"].iloc[0].startswith("Send the enquiry")


def test_each_theme_with_both_numbers_and_what_stands_beside(report):
    themes = part(report, "Rate by theme")
    assert themes.loc["Enquiries", ["number", "due"]].tolist() == [1, 3]
    assert themes.loc["Enquiries", "remark"] == "1 pending"


def test_what_the_filters_left_out_is_said(report):
    assert f"Obligations left out by --step {STEP}" in part(report, "Cannot be told").index


def test_the_chart_says_in_words_what_it_shows(report):
    chart = summary_sheet(report, "title").chart
    assert "Enquiries 33%" in chart.words
    assert summary_sheet(report, "title").rows["what"].iloc[chart.first] == "Enquiries"


def test_change_is_told_only_where_there_is_an_earlier_audit(report):
    sheet = summary_sheet(report, "title")
    assert "Change" not in [column.heading for column in sheet.columns]
    assert any("there is no earlier audit" in note for note in sheet.notes)
    last = LastAudit(date(2026, 9, 30), {"overdue": 4, "late": 1}, {"enquiries": (1, 5)})
    told = replace(report, last=last)
    assert "Change" in [column.heading for column in summary_sheet(told, "title").columns]
    headline = part(told, "Headline")["change"]
    assert headline["Overdue: not done, can still be put right"] == "-3"
    assert headline["Done late"] == "no change"
    assert headline["Done in time"] == part(told, "Rate by theme").loc["Enquiries", "change"] == "+13 points"


def test_points():
    assert points((1, 5), (1, 3)) == "+13 points"
    assert points((50, 100), (49, 100)) == "-1 point"
    assert points((1, 3), (1, 3)) == "no change"
    # 70.4% and 71.8% are shown as 70% and 72%, and whoever subtracts those gets two.
    assert points((704, 1000), (718, 1000)) == "+2 points"
    assert points(None, (1, 3)) == points((0, 0), (1, 3)) == "none due then"
    assert points((1, 3), (0, 0)) == "none due now"
