"""The sheet that counts as inspectors do, theme by theme."""

from safeaudit.reports.inspection import by_question
from safeaudit.reports.report import Report
from safeaudit.reports.workbook.sheet import Column, Sheet

COLUMNS = (
    Column("Theme", "theme", "text", 26),
    Column("Stage of the inspection", "stage", "text", 26),
    Column("Bears on the question", "asks", "text", 56),
    Column("Cases where required", "required", "number", 12),
    Column("All of it done", "done", "number", 11),
    Column("Share done", "rate", "share", 10),
    Column("All of it in time", "in_time", "number", 11),
    Column("Cannot be told", "cannot_tell", "number", 11),
    Column("Exempt or not yet due", "not_due", "number", 13),
)


def inspection_sheet(report: Report) -> Sheet:
    """Of the cases where a theme was required: all done, and all done in time."""
    rows = by_question(report.obligations, [replay.pack.head.name for replay in report.audit.replays])
    notes = (
        "As inspectors count: of the cases where something was required. Training counts people, organisation units.",
        "The questions are in our own words; look the inspectorate's up before quoting. Done on record is not done"
        " well: that takes reading the file.",
    )
    title = "By inspection question"
    none = "None: the policies used name no question of an inspectorate."
    return Sheet("By inspection question", "ByInspectionQuestion", title, notes, COLUMNS, rows, keep=1, none=none)
