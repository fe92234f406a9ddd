"""The sheet to read first: what was audited, what was found, and what was not."""

from collections.abc import Iterator

import pandas as pd

from safeaudit.reports.headline import Headline, day_text, percent
from safeaudit.reports.report import Report
from safeaudit.reports.workbook.sheet import Column, Sheet

Line = tuple[str, int, str]


def summary_sheet(report: Report, title: str) -> Sheet:
    """What was audited, what was found, and what was not."""
    sums = report.sums
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
