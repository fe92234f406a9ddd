"""The sheet of who has which training, until when."""

from safeaudit.reports.report import Report
from safeaudit.reports.workbook.columns import PDU, TEAM, WHATEVER
from safeaudit.reports.workbook.sheet import Column, Sheet
from safeaudit.worklists.training import training

COLUMNS = (
    Column("Staff code", "staff_code", "text", 12),
    Column("Role", "role", "text", 22),
    TEAM,
    PDU,
    Column("eLearning completed", "elearning_done", "date", 14),
    Column("eLearning valid until", "elearning_until", "date", 14),
    Column("eLearning is", "elearning_state", "text", 24),
    Column("Advanced completed", "advanced_done", "date", 14),
    Column("Advanced valid until", "advanced_until", "date", 14),
    Column("Advanced is", "advanced_state", "text", 24),
)
STATES = "in date, lapsed, none on record, not yet due (new in post), cannot be told, not wanted of this role"


def training_sheet(report: Report) -> Sheet:
    """A row for each person in post: both courses, valid until, and how each stands."""
    rows = report.asked_for(training(report.known, report.judged))
    supplied = report.known.caseload.rows.supplied
    lacking = [table for table in ("staff", "training") if not supplied(table)]
    notes = (
        f"Everybody in post at the as-at date, by PDU, team and staff code. Each course is one of: {STATES}.",
        "A date of validity that is blank: nothing completed, or the policy sets no interval for the role.",
        WHATEVER,
    )
    none = f"Cannot be told: not supplied: {', '.join(lacking)}." if lacking else "Nobody in post is on record."
    return Sheet("Training", "Training", f"Training: {len(rows):,} in post", notes, COLUMNS, rows, keep=1, none=none)
