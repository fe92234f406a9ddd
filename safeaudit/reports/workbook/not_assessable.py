"""The sheet of what the records cannot answer."""

from safeaudit.reports.report import Report
from safeaudit.reports.workbook.columns import (
    BASIS,
    BLANK_CRN,
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
from safeaudit.reports.workbook.sheet import Sheet

COLUMNS = (*WHO, STEP, REASON, *PLACE, TRIGGERED, PARAGRAPHS, STRENGTH, BASIS, THEME, *TRACE)


def not_assessable_sheet(report: Report) -> Sheet:
    """What the records cannot answer, and why."""
    rows = report.obligations[report.obligations["verdict"] == "not assessable"]
    title = f"Not assessable: {len(rows):,} that the records do not answer"
    notes = ("Neither met nor missed, and in no rate: the record must be read or mended.", BLANK_CRN)
    return Sheet("Not assessable", "NotAssessable", title, notes, COLUMNS, rows, keep=2, printed=7)
