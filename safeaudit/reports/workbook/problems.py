"""The sheet of data problems."""

from safeaudit.reports.report import Report
from safeaudit.reports.workbook.sheet import Column, Sheet

COLUMNS = (
    Column("File", "file", "text", 24),
    Column("Sheet", "sheet", "text", 14),
    Column("Row", "row", "plain number", 8),
    Column("Column", "column", "text", 20),
    Column("Value found", "value", "text", 24),
    Column("What is wrong", "reason", "text", 50),
    Column("Kind", "kind", "text", 18),
    Column("Effect", "effect", "text", 18),
    Column("Table", "table", "text", 16),
)


def problems_sheet(report: Report) -> Sheet:
    """Every data problem, in file order."""
    rows = report.audit.extracts.problems
    title = f"Data problems: {len(rows):,}"
    notes = (
        "Of all the extracts, whatever the filters. Rows as a spreadsheet shows them; free text by its length only.",
    )
    return Sheet("Data problems", "DataProblems", title, notes, COLUMNS, rows, keep=3, whole="problems.csv")
