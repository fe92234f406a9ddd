"""The sheet to read first: where the unit stands, what to do first, each theme's rate, and what cannot be told."""

from collections.abc import Hashable, Iterable, Iterator
from typing import Any, NamedTuple

import pandas as pd

from safeaudit.reports.by_theme import by_theme
from safeaudit.reports.decisions import decisions_told
from safeaudit.reports.due.fall_due import DAYS_AHEAD, fall_due
from safeaudit.reports.headline import Headline, day_text
from safeaudit.reports.obligation_table import urgent_first
from safeaudit.reports.report import Report
from safeaudit.reports.workbook.sheet import Chart, Column, Sheet

FIRST = 5
HEADLINE, FIRST_FIVE, THEMES = "Headline", "These five first", "Rate by theme"
CANNOT, READ = "Cannot be told", "What was read"
COLUMNS = (
    Column("Part", "part", "text", 16),
    Column("What", "what", "text", 46),
    Column("Number", "number", "number", 10),
    Column("Of those due", "due", "number", 10),
    Column("In time", "rate", "share", 9),
    Column("Change", "change", "text", 12),
    Column("Remark", "remark", "text", 52),
)


class Line(NamedTuple):
    """One row of the summary."""

    part: str
    what: str
    number: int | None = None
    due: int | None = None
    rate: float | None = None
    change: str = ""
    remark: str = ""


def summary_sheet(report: Report, title: str) -> Sheet:
    """Where the unit stands, in one table with a chart of its themes."""
    lines = [*_headline(report), *_first_five(report), *_themes(report), *_cannot(report), *_read(report.sums)]
    rows = pd.DataFrame(lines).astype({"number": "Int64", "due": "Int64", "rate": "Float64"})
    last = report.last
    columns = COLUMNS if last else [column for column in COLUMNS if column.source != "change"]
    since = (
        f"Change: since the audit as at {last.day}." if last else "Change: there is no earlier audit to compare with."
    )
    notes = (
        "Done in time = met / (met, late, overdue and breached); what the words mean stands in About this audit.",
        f"{since} Under These five first, Number is the days past due. A blank cell: there is no such number.",
    )
    return Sheet("Summary", "Summary", title, notes, columns, rows, chart=_chart(rows, report))


def _headline(report: Report) -> Iterator[Line]:
    sums, last = report.sums, report.last
    count = sums.verdicts
    change = last.change_of_all(count["met"], sums.due) if last else ""
    rate = count["met"] / sums.due if sums.due else None
    yield Line(
        HEADLINE, "Done in time", count["met"], sums.due, rate, change, f"{sums.obligations:,} obligations in all"
    )
    told = {
        "overdue": "Overdue: not done, can still be put right",
        "breached": "Breached: not done, and the time for it has gone",
        "late": "Done late",
        "not assessable": "Not assessable: the records do not say",
    }
    for verdict, what in told.items():
        change = last.change_of_count(verdict, count[verdict]) if last else ""
        sheet = "Not assessable" if verdict == "not assessable" else "Exceptions"
        yield Line(HEADLINE, what, count[verdict], change=change, remark=f"sheet {sheet}")
    if sums.recording_known:
        remark = f"entered only after the due day; of {sums.recording_known:,} whose day of recording is held"
        yield Line(HEADLINE, "Done in time, recorded late", sums.recorded_late, remark=remark)
    for line in decisions_told(sums.decisions, sums.unknown_decisions):
        yield Line(HEADLINE, "Decisions", sum(sums.decisions.values()), remark=f"{line}; sheet Decisions")
    ahead = len(fall_due(report).rows)
    remark = f"sheet Due next; {count['pending']:,} are pending in all"
    yield Line(HEADLINE, f"Fall due in the next {DAYS_AHEAD} days", ahead, remark=remark)
    yield Line(HEADLINE, "Exempt: a permitted reason is recorded", count["exempt"], remark="in no rate")
    yield _plans(report)
    here = report.obligations["crn"].nunique()
    only = f"in all the extracts; {here:,} have an obligation here" if report.only else ""
    yield Line(HEADLINE, "Cases audited", sums.cases, remark=only or f"and {sums.staff:,} staff in post")


def _plans(report: Report) -> Line:
    """How many cases a head must be aware of (6.5), and in how many something is wrong."""
    supplied = report.known.caseload.rows.supplied
    what = "Open cases with a child protection plan"
    if not (supplied("plans") or supplied("registrations")):
        return Line(HEADLINE, what, remark="cannot be told: neither plans nor registrations were supplied")
    plans = report.plans
    wrong = int(plans["register"].str.startswith("wrong").sum())
    overdue = int((plans["oversight_state"] == "overdue").sum())
    remark = f"register wrong in {wrong:,}, oversight overdue in {overdue:,}; sheet Child protection plans"
    return Line(HEADLINE, what, len(plans), remark=remark)


def _first_five(report: Report) -> Iterator[Line]:
    rows = report.with_next(urgent_first(report.obligations).head(FIRST))
    for row in rows.to_dict("records"):
        who = row["subject"] if pd.isna(row["crn"]) else row["crn"]
        officer = "" if pd.isna(row["staff_code"]) else f" (officer {row['staff_code']})"
        days = None if pd.isna(row["days"]) else int(row["days"])
        yield Line(FIRST_FIVE, f"{who}{officer}: {row['title']}", days, remark=f"{row['next']}")
    if not len(rows):
        yield Line(FIRST_FIVE, "Nothing is overdue, breached or late")


def _themes(report: Report) -> Iterator[Line]:
    for theme in by_theme(report.audit.steps).to_dict("records"):
        met, due = int(theme["met"]), int(theme["due"])
        change = report.last.change_of_theme(theme["theme"], met, due) if report.last else ""
        rate = theme["rate"] if due else None
        yield Line(THEMES, theme["theme"].capitalize(), met, due, rate, change, ", ".join(_beside(theme)) or "")


def _beside(theme: dict[Hashable, Any]) -> Iterable[str]:
    """What stands beside a theme's rate and in neither of its numbers."""
    for verdict in ("pending", "exempt", "not assessable"):
        if theme[verdict]:
            yield f"{theme[verdict]:,} {verdict}"
    if theme["not_assessed"]:
        yield f"{theme['not_assessed']:,} of {theme['steps']:,} steps not assessed"


def _cannot(report: Report) -> Iterator[Line]:
    sums = report.sums
    steps = sum(map(len, sums.not_assessed.values()))
    yield Line(CANNOT, "Steps not assessed", steps, remark=f"of {sums.steps:,}; sheet Steps and rates says why of each")
    for tables, names in sums.contacts_alone.items():
        remark = f"{tables} not supplied; sheet About this audit says what that costs"
        yield Line(CANNOT, "Steps judged from contacts alone", len(names), remark=remark)
    for tables, names in sums.not_looked_at.items():
        yield Line(CANNOT, "Steps that may lack obligations", len(names), remark=f"{tables} not supplied")
    if sums.log_from:
        remark = f"{day_text(sums.log_from)}; what was done for them may be missing from the log"
        yield Line(CANNOT, "Triggered before the contact log's first day", sums.before_log, remark=remark)
    for name, count in sums.left_out.items():
        yield Line(CANNOT, f"Obligations left out by {name}", count, remark="in no other count of this workbook")


def _read(sums: Headline) -> Iterator[Line]:
    yield Line(READ, "Rows read", sums.rows["read"], remark=f"from {sums.sources:,} files and sheets")
    for name in ("used", "quarantined", "duplicate"):
        yield Line(READ, f"Rows {name}", sums.rows[name], remark="" if name == "used" else "sheet Data problems")
    for problem in sums.problems:
        yield Line(READ, f"Data problems: {problem.kind}", problem.count, remark=problem.effect)
    yield Line(READ, "Files, sheets and columns passed over", len(sums.not_read), remark="sheet About this audit")


def _chart(rows: pd.DataFrame, report: Report) -> Chart | None:
    """The rates by theme as bars, and the same in words for who cannot see them."""
    themes = rows.index[rows["part"] == THEMES]
    shown = rows.loc[themes]
    if not len(shown):
        return None
    told = [f"{line.what} {f'{line.rate:.0%}' if line.due else 'none due'}" for line in shown.itertuples()]
    words = f"Bar chart of the share done in time, by theme, as at {day_text(report.audit.as_at)}: {'; '.join(told)}."
    return Chart("Done in time, of those due", words, "what", "rate", int(themes[0]), int(themes[-1]))
