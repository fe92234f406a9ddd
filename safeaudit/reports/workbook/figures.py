"""The sheets with counts: summary, steps and rates, teams and officers."""

from collections.abc import Iterator

import pandas as pd

from safeaudit.audit import Audit
from safeaudit.reports.breakdown import basis_of_steps, exceptions_by
from safeaudit.reports.headline import Headline, day_text, percent
from safeaudit.reports.workbook.sheet import Column, Sheet, wrappable

Line = tuple[str, int, str]


def summary_sheet(sums: Headline, title: str) -> Sheet:
    """What was audited, what was found, and what was not."""
    lines = [*_found(sums), *_read(sums), *_not_told(sums)]
    rows = pd.DataFrame(lines, columns=["what", "count", "remark"])
    columns = (
        Column("What", "what", "long", 44),
        Column("Count", "count", "number", 12),
        Column("Remark", "remark", "long", 90),
    )
    notes = ("The sheets hold the rows behind these counts; About this audit says what the words mean.",)
    return Sheet("Summary", "Summary", title, notes, columns, rows)


def _found(sums: Headline) -> Iterator[Line]:
    rate = percent(sums.verdicts["met"], sums.due) if sums.due else ""
    yield "Cases audited", sums.cases, ""
    yield "Staff in post audited", sums.staff, ""
    yield "Obligations", sums.obligations, ""
    remarks = {
        "met": f"done in time: {rate} of the {sums.due:,} due (met, late, overdue and breached)" if sums.due else "",
        "late": "sheet Exceptions",
        "overdue": "sheet Exceptions; can still be put right",
        "breached": "sheet Exceptions; the time for it has gone",
        "pending": "sheet Due next",
        "not assessable": "sheet Not assessable",
    }
    for verdict, count in sums.verdicts.items():
        yield f"  {verdict}", count, remarks.get(verdict, "")
    for name, count in sums.left_out.items():
        yield f"Obligations left out by {name}", count, "in no other count of this workbook"


def _read(sums: Headline) -> Iterator[Line]:
    yield "Rows read", sums.rows["read"], f"from {sums.sources:,} files and sheets"
    for name in ("used", "quarantined", "duplicate"):
        yield f"  {name}", sums.rows[name], "sheet Data problems" if name == "quarantined" else ""
    for problem in sums.problems:
        yield f"Data problems: {problem.kind}", problem.count, f"{problem.effect}; sheet Data problems"
    yield "Files, sheets and columns passed over", len(sums.not_read), "sheet About this audit"


def _not_told(sums: Headline) -> Iterator[Line]:
    yield "Steps of the policy", sums.steps, ""
    yield "Steps not assessed", sum(map(len, sums.not_assessed.values())), ""
    for why, steps in sums.not_assessed.items():
        yield "  not assessed", len(steps), f"{why}: {', '.join(steps)}"
    for tables, steps in sums.not_looked_at.items():
        yield "Steps that may lack obligations", len(steps), f"{tables} not supplied: {', '.join(steps)}"
    if sums.log_from:
        since = f"{day_text(sums.log_from)}; what was done for them may be missing from the log"
        yield "Obligations triggered before the contact log's first day", sums.before_log, since


def steps_sheet(audit: Audit) -> Sheet:
    """Every step with its obligations by verdict and its rate, or why it was not assessed."""
    rows = wrappable(audit.steps.assign(basis=basis_of_steps(audit.obligations, audit.steps)))
    columns = (
        Column("Theme", "theme", "text", 24),
        Column("What the policy asks", "title", "long", 50),
        Column("Done in time", "rate", "share", 9),
        Column("Met", "met", "number", 9),
        Column("Of those due", "due", "number", 9),
        Column("Late", "late", "number", 9),
        Column("Overdue", "overdue", "number", 10),
        Column("Breached", "breached", "number", 10),
        Column("Pending", "pending", "number", 10),
        Column("Exempt", "exempt", "number", 9),
        Column("Not assessable", "not assessable", "number", 12),
        Column("Not assessed because", "not_assessed", "long", 34),
        Column("Tables not looked at", "not_looked_at", "long", 18),
        Column("Due day set by", "basis", "long", 14),
        Column("Strength", "strength", "text", 11),
        Column("Paragraphs", "paragraphs", "long", 30),
        Column("Step", "step", "text", 30),
        Column("Policy", "policy", "text", 10),
    )
    notes = (
        "Done in time = met / of those due (met, late, overdue, breached); blank where nothing was due.",
        "Pending, exempt and not assessable are in neither number.",
    )
    return Sheet("Steps and rates", "StepsAndRates", "Steps and rates", notes, columns, rows, keep=2, printed=12)


def teams_sheet(obligations: pd.DataFrame) -> Sheet:
    """Exceptions by PDU, team, officer and theme, in that order and in no order of merit."""
    rows = exceptions_by(obligations, ["pdu", "team", "staff_code", "theme"])
    columns = (
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
    notes = (
        "Counts tell of records, not of the quality of anybody's work.",
        "A blank place: the extracts name none.",
    )
    return Sheet(
        "Teams and officers",
        "TeamsAndOfficers",
        "Exceptions by team, officer and theme",
        notes,
        columns,
        rows,
    )
