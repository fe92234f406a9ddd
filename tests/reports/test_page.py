"""What the page says, before any browser shows it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from safeaudit.audit import run_audit
from safeaudit.filters import Filters
from safeaudit.reports.last_audit import LastAudit
from safeaudit.reports.obligation_table import obligation_table
from safeaudit.reports.page.ageing import ageing
from safeaudit.reports.page.bars import Bar, bar_chart
from safeaudit.reports.page.page import report_page
from safeaudit.reports.page.places import MOST, places
from safeaudit.reports.report import Report
from tests.cli.helpers import CASES, UNIT, write


def report_of(folder: Path, files=UNIT, filters: Filters | None = None) -> Report:
    filters = filters or Filters()
    audit = run_audit([Path(write(folder, files))], date(2026, 10, 31), filters=filters)
    return Report(audit, filters, obligation_table(audit))


def overdue(*days: int | None) -> pd.DataFrame:
    return pd.DataFrame({"verdict": "overdue", "days": pd.array(days, dtype="Int32")})


@pytest.mark.parametrize(
    ("days", "band"),
    [
        (0, "up to 7 days"),
        (7, "up to 7 days"),
        (8, "8 to 28 days"),
        (28, "8 to 28 days"),
        (29, "29 to 91 days"),
        (91, "29 to 91 days"),
        (92, "92 to 182 days"),
        (182, "92 to 182 days"),
        (183, "183 to 365 days"),
        (365, "183 to 365 days"),
        (366, "over a year"),
        (None, "no due day"),
    ],
)
def test_each_day_past_due_is_in_its_band(days, band):
    found = ageing(overdue(days))
    assert found.loc[found["overdue"] == 1, "band"].tolist() == [band]


def test_only_what_is_overdue_ages():
    rows = overdue(3, 40).assign(verdict=["overdue", "breached"])
    assert ageing(rows)["overdue"].sum() == 1


def test_a_bar_chart_says_in_words_what_it_shows_and_escapes_what_it_is_given():
    chart = bar_chart("c", "Rates", [Bar("A & B <i>", 0.5, "50%", mark=0.25), Bar("None", None, "none due")])
    assert '<title id="c-title">Rates</title>' in chart
    assert "A &amp; B &lt;i&gt;: 50%; None: none due." in chart
    assert chart.count("<rect") == 1
    assert 'aria-labelledby="c-title c-words"' in chart


def test_teams_in_alphabetical_order_and_pdus_where_teams_are_too_many():
    rows = pd.DataFrame({"verdict": "overdue", "pdu": "North", "team": [f"T{n:02d}" for n in range(MOST)][::-1]})
    few = places(rows)
    assert (few.what, few.rows["team"].iloc[0], len(few.rows)) == ("team", "T00", MOST)
    many = pd.concat([rows, rows.assign(pdu="South")])
    found = places(many)
    assert (found.what, found.rows["pdu"].tolist(), found.teams, found.left_out) == ("PDU", ["North", "South"], 28, 0)


def test_the_pdus_left_out_are_those_with_fewest_exceptions_and_are_counted():
    pdus = [f"P{n:02d}" for n in range(MOST + 2) for _ in range(1 if n < 2 else 2)]
    found = places(pd.DataFrame({"verdict": "overdue", "pdu": pdus, "team": pdus}))
    assert (found.rows["pdu"].iloc[0], len(found.rows), found.left_out) == ("P02", MOST, 2)


def test_the_page_names_what_was_left_out_and_what_cannot_be_told(tmp_path):
    html = report_page(report_of(tmp_path, filters=Filters(teams=["Team A"])))
    assert "Only team Team A: 2 other obligations are left out." in html
    assert "steps were not assessed" in html


def test_a_team_whose_name_is_markup_is_shown_as_text(tmp_path):
    cases = CASES.replace("Team A", "<b onclick=1>")
    html = report_page(report_of(tmp_path, UNIT | {"cases.csv": cases}))
    assert "&lt;b onclick=1&gt;" in html
    assert "<b onclick" not in html


def test_rates_stand_against_the_last_audit_where_there_is_one(tmp_path):
    report = report_of(tmp_path)
    assert "There is no earlier audit to compare with" in report_page(report)
    html = report_page(replace(report, last=LastAudit(date(2026, 9, 30), {}, {"enquiries": (1, 5)})))
    assert "The upright line is the audit as at Wed 30 Sep 2026" in html
    assert '<td class="number">20%</td><td class="number">+13 points</td>' in html


def test_an_audit_of_nothing_has_a_page_too(tmp_path):
    html = report_page(report_of(tmp_path, filters=Filters(pdus=["Nowhere"])))
    assert "none due" in html
