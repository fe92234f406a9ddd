"""The sheet of exceptions by team and officer."""

from safeaudit.reports.breakdown import exceptions_by
from safeaudit.reports.report import Report
from safeaudit.reports.workbook.sheet import Column, Sheet

COLUMNS = (
    Column("PDU", "pdu", "text", 22),
    Column("Team", "team", "text", 22),
    Column("Officer", "staff_code", "text", 14),
    Column("Theme", "theme", "text", 26),
    Column("Overdue", "overdue", "number", 10),
    Column("Breached", "breached", "number", 10),
    Column("Late", "late", "number", 10),
    Column("Exceptions", "exceptions", "number", 12),
    Column("Met", "met", "number", 10),
    Column("Of those due", "due", "number", 10),
)


def teams_sheet(report: Report) -> Sheet:
    """Exceptions by PDU, team, officer and theme, in that order and in no order of merit."""
    rows = exceptions_by(report.obligations, ["pdu", "team", "staff_code", "theme"])
    notes = (
        "In alphabetical order. Counts tell of records, not of the quality of anybody's work.",
        "A blank place: the extracts name none.",
    )
    title = "Exceptions by team, officer and theme"
    return Sheet("By team and officer", "ByTeamAndOfficer", title, notes, COLUMNS, rows)
