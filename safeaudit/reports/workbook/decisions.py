"""The sheet of decisions, where an audit was given any."""

from safeaudit.reports.decisions import decisions_made
from safeaudit.reports.report import Report
from safeaudit.reports.workbook.sheet import Column, Sheet

COLUMNS = (
    Column("Obligation id", "obligation_id", "text", 20),
    Column("CRN", "crn", "text", 12),
    Column("Step", "step", "text", 28),
    Column("Verdict", "verdict", "verdict", 14),
    Column("Standing", "status", "text", 18),
    Column("Decision", "decision", "text", 16),
    Column("Decided on", "decided_on", "date", 14),
    Column("Decided by", "decided_by", "text", 14),
    Column("Until", "until", "date", 14),
    Column("Corrected on", "corrected_on", "date", 14),
    Column("Row of the file", "row", "plain number", 10),
)


def decisions_sheet(report: Report) -> Sheet:
    """Every decision of the file, and what it is worth at the as-at day."""
    rows = decisions_made(report.audit)
    title = f"Decisions: {len(rows):,}"
    notes = (
        "A decision stands beside its verdict, under What the records say, and changes neither verdict nor rate.",
        "Unknown id: no obligation of this audit has it. Superseded: a later one was made on the same obligation.",
    )
    return Sheet("Decisions", "Decisions", title, notes, COLUMNS, rows, keep=1)
