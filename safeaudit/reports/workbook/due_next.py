"""The sheet of what falls due in the next 28 days."""

import pandas as pd

from safeaudit.reports.headline import day_text
from safeaudit.reports.report import Report
from safeaudit.reports.workbook.columns import (
    BASIS,
    BLANK_CRN,
    DUE,
    NEXT,
    PARAGRAPHS,
    PLACE,
    REASON,
    STEP,
    STRENGTH,
    THEME,
    TRACE,
    TRIGGERED,
    WHO,
)
from safeaudit.reports.workbook.sheet import Column, Sheet

DAYS_AHEAD = 28
COLUMNS = (
    DUE,
    Column("Days left", "days_left", "number", 10),
    *WHO,
    STEP,
    NEXT,
    *PLACE,
    TRIGGERED,
    REASON,
    PARAGRAPHS,
    STRENGTH,
    BASIS,
    THEME,
    *TRACE,
)


def due_next(obligations: pd.DataFrame, as_at: pd.Timestamp) -> pd.DataFrame:
    """What is pending and due within 28 days of as-at, by due day; `days_left` counts calendar days."""
    rows = obligations[obligations["verdict"] == "pending"]
    rows = rows[rows["due"] <= as_at + pd.Timedelta(days=DAYS_AHEAD)].sort_values("due", kind="stable")
    return rows.assign(days_left=-rows["days"])


def due_next_sheet(report: Report) -> Sheet:
    """What is pending, by due day, and how much more is pending beyond."""
    as_at = pd.Timestamp(report.audit.as_at)
    rows = report.with_next(due_next(report.obligations, as_at))
    last = day_text((as_at + pd.Timedelta(days=DAYS_AHEAD)).date())
    pending = report.obligations[report.obligations["verdict"] == "pending"]
    no_day = int(pending["due"].isna().sum())
    later = len(pending) - len(rows) - no_day
    notes = (
        "By due day, counted in calendar days from the as-at date.",
        f"Not here: {later:,} pending that fall due later, and {no_day:,} for which no due day is set;"
        " obligations.csv holds them.",
        BLANK_CRN,
    )
    title = f"Due next: {len(rows):,} fall due in the {DAYS_AHEAD} days to {last}"
    return Sheet("Due next", "DueNext", title, notes, COLUMNS, rows, keep=4, printed=9)
