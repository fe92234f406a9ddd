"""One page for one officer's supervision: what to put right, what falls due, and what went well."""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from safeaudit.reports.due.fall_due import DAYS_AHEAD, fall_due
from safeaudit.reports.headline import rate_text
from safeaudit.reports.obligation_table import urgent_first
from safeaudit.reports.report import Report
from safeaudit.reports.workbook.sheet import Column, Sheet

# As many of each as one page holds.
MOST_TO_PUT_RIGHT, MOST_DUE, MOST_WELL = 14, 8, 8
PUT_RIGHT, DUE, WELL = "To put right", "Due next", "Went well"
COLUMNS = (
    Column("Part", "part", "text", 14),
    Column("CRN", "crn", "text", 12),
    Column("What the policy asks", "what", "text", 40),
    Column("Due", "due", "date", 14),
    Column("Days", "days", "number", 8),
    Column("Next, or how it went", "remark", "text", 40),
)


class Line(NamedTuple):
    """One row of the page."""

    part: str
    crn: str
    what: str
    due: pd.Timestamp | None
    days: int | None
    remark: str


def supervision_sheet(report: Report) -> Sheet:
    """The most urgent exceptions, the next to fall due, and the steps that were all done in time."""
    exceptions = urgent_first(report.obligations)
    ahead = fall_due(report).rows
    well = _well(report.audit.steps)
    lines = [
        *_cases(PUT_RIGHT, report.with_next(exceptions.head(MOST_TO_PUT_RIGHT)), "days", "verdict"),
        *_cases(DUE, ahead.head(MOST_DUE), "days_left", "what"),
        *_steps(well.head(MOST_WELL)),
    ]
    rows = pd.DataFrame(lines, columns=[column.source for column in COLUMNS])
    rows = rows.astype({"due": "datetime64[s]", "days": "Int64"})
    met, due = report.sums.verdicts["met"], report.sums.due
    notes = (
        f"Done in time: {rate_text(met, due)} of those due. Records, not the quality of the work: that is for reading"
        " files together.",
        _shown(PUT_RIGHT, MOST_TO_PUT_RIGHT, len(exceptions), "sheet Exceptions has all"),
        _shown(DUE, MOST_DUE, len(ahead), f"in the next {DAYS_AHEAD} days; sheet Due next has all"),
        _shown(WELL, MOST_WELL, len(well), "steps with everything due done in time, the most often due first"),
        "Days: past due, or left. A blank: it does not apply.",
    )
    officer = ", ".join(report.filters.officers) or "(none)"
    title = f"For supervision: officer {officer}"
    return Sheet("Supervision", "Supervision", title, notes, COLUMNS, rows, one_page=True)


def _shown(part: str, most: int, of: int, remark: str) -> str:
    return f"{part}: {min(most, of):,} of {of:,} are shown ({remark})."


def _cases(part: str, rows: pd.DataFrame, days_in: str, standing_in: str) -> Iterator[Line]:
    for row in rows.to_dict("records"):
        days = None if pd.isna(row[days_in]) else int(row[days_in])
        crn = row["subject"] if pd.isna(row["crn"]) else row["crn"]
        due = None if pd.isna(row["due"]) else row["due"]
        yield Line(part, str(crn), f"{row['title']} ({row[standing_in]})", due, days, row["next"])


def _well(steps: pd.DataFrame) -> pd.DataFrame:
    """The steps of which something was due and all of it was done in time, the most often due first."""
    well = steps[(steps["due"] > 0) & (steps["met"] == steps["due"])]
    return well.sort_values("due", ascending=False, kind="stable")


def _steps(steps: pd.DataFrame) -> Iterator[Line]:
    for step in steps.to_dict("records"):
        yield Line(WELL, "", step["title"], None, None, f"{step['met']:,} of {step['due']:,} in time")
