"""The sheet of what falls due in the next 28 days."""

from safeaudit.reports.due.fall_due import fall_due
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

COLUMNS = (
    DUE,
    Column("Days left", "days_left", "number", 10),
    Column("Working days left", "working_days_left", "number", 12),
    Column("What", "what", "text", 10),
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


def due_next_sheet(report: Report) -> Sheet:
    """What falls due, by due day, and how much more is pending beyond."""
    due = fall_due(report)
    notes = (
        "By due day, counted from the as-at date. To do: not done yet. Runs out: done, and to be done again by then.",
        f"Not here: {due.later:,} pending that fall due later, and {due.no_day:,} for which no due day is set;"
        " obligations.csv holds them.",
        BLANK_CRN,
    )
    title = f"Due next: {len(due.rows):,} fall due in the {due.days} days to {day_text(due.until)}"
    return Sheet("Due next", "DueNext", title, notes, COLUMNS, due.rows, keep=4, printed=11)
