"""The sheet of every step with its counts and rate."""

from safeaudit.reports.breakdown import basis_of_steps
from safeaudit.reports.report import Report
from safeaudit.reports.workbook.columns import wrappable
from safeaudit.reports.workbook.sheet import Column, Sheet

COLUMNS = (
    Column("Theme", "theme", "text", 24),
    Column("What the policy asks", "title", "text", 50),
    Column("Done in time", "rate", "share", 9),
    Column("Met", "met", "number", 9),
    Column("Of those due", "due", "number", 9),
    Column("Late", "late", "number", 9),
    Column("Overdue", "overdue", "number", 10),
    Column("Breached", "breached", "number", 10),
    Column("Pending", "pending", "number", 10),
    Column("Exempt", "exempt", "number", 9),
    Column("Not assessable", "not assessable", "number", 12),
    Column("Not assessed because", "not_assessed", "text", 34),
    Column("From contacts alone, without", "contacts_alone", "text", 18),
    Column("Tables not looked at", "not_looked_at", "text", 18),
    Column("Due day set by", "basis", "text", 14),
    Column("Strength", "strength", "text", 11),
    Column("Paragraphs", "paragraphs", "text", 30),
    Column("Step", "step", "text", 30),
    Column("Policy", "policy", "text", 10),
)


def steps_sheet(report: Report) -> Sheet:
    """Every step with its obligations by verdict and its rate, or why it was not assessed."""
    steps = report.audit.steps
    rows = wrappable(steps.assign(basis=basis_of_steps(report.audit.obligations, steps)))
    notes = (
        "Done in time = met / of those due (met, late, overdue, breached); blank where nothing was due.",
        "Pending, exempt and not assessable are in neither number.",
    )
    return Sheet(
        "Steps and rates",
        "StepsAndRates",
        "Steps and rates",
        notes,
        COLUMNS,
        rows,
        keep=2,
        printed=12,
        whole="steps.csv",
    )
