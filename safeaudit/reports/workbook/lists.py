"""The sheets with a row for each obligation or data problem."""

from collections.abc import Sequence

import pandas as pd

from safeaudit.audit import Audit
from safeaudit.reports.obligation_table import URGENCY, urgent_first
from safeaudit.reports.workbook.sheet import Column, Sheet

BLANK_CRN = "A blank CRN: the duty falls on a staff member or a unit, named under Reference."
WHO = (Column("CRN", "crn", "text", 10), Column("Event", "event_number", "plain number", 7))
STEP = Column("What the policy asks", "title", "long", 38)
REASON = Column("What the records say", "reason", "long", 44)
NEXT = Column("What to do next", "next", "long", 34)
PLACE = (
    Column("Officer", "staff_code", "text", 11),
    Column("Team", "team", "text", 14),
    Column("PDU", "pdu", "text", 18),
)
ABOUT = (
    Column("Theme", "theme", "text", 22),
    Column("Paragraphs", "paragraphs", "long", 30),
    Column("Strength", "strength", "text", 11),
    Column("Due day set by", "basis", "text", 12),
)
TRACE = (
    Column("Reference", "subject", "text", 16),
    Column("Rows it rests on", "evidence", "long", 40),
    Column("Step", "step", "text", 28),
    Column("Obligation id", "obligation_id", "text", 20),
)


def exceptions_sheet(audit: Audit, obligations: pd.DataFrame) -> Sheet:
    """Overdue, breached and late, most urgent first, each with all that a person needs to act."""
    columns = (
        Column("Verdict", "verdict", "verdict", 11),
        *WHO,
        STEP,
        REASON,
        NEXT,
        Column("Due", "due", "date", 13),
        Column("Days past due", "days", "number", 9),
        *PLACE,
        Column("Triggered", "trigger_on", "date", 13),
        *ABOUT,
        *TRACE,
    )
    rows = _with_next(audit, urgent_first(obligations))
    title = f"Exceptions: {len(rows):,} not done, or done late"
    notes = (f"Order: {URGENCY}.", BLANK_CRN)
    return Sheet("Exceptions", "Exceptions", title, notes, columns, rows, keep=3, printed=11)


def due_next_sheet(audit: Audit, obligations: pd.DataFrame) -> Sheet:
    """What is pending, by due day; what has no due day comes last."""
    rows = obligations[obligations["verdict"] == "pending"].sort_values("due", kind="stable")
    rows = _with_next(audit, rows).assign(days_left=lambda frame: -frame["days"])
    columns = (
        Column("Due", "due", "date", 13),
        Column("Days left", "days_left", "number", 8),
        *WHO,
        STEP,
        NEXT,
        *PLACE,
        Column("Triggered", "trigger_on", "date", 13),
        REASON,
        *ABOUT,
        *TRACE,
    )
    title = f"Due next: {len(rows):,} pending"
    notes = ("By due day, counted from the as-at date. A blank due day: none is set.", BLANK_CRN)
    return Sheet("Due next", "DueNext", title, notes, columns, rows, keep=4, printed=9)


def not_assessable_sheet(obligations: pd.DataFrame) -> Sheet:
    """What the records cannot answer, and why."""
    rows = obligations[obligations["verdict"] == "not assessable"]
    columns = (*WHO, STEP, REASON, *PLACE, Column("Triggered", "trigger_on", "date", 13), *ABOUT, *TRACE)
    title = f"Not assessable: {len(rows):,} that the records do not answer"
    notes = ("Neither met nor missed, and in no rate: the record must be read or mended.", BLANK_CRN)
    return Sheet("Not assessable", "NotAssessable", title, notes, columns, rows, keep=2, printed=7)


def problems_sheet(audit: Audit) -> Sheet:
    """Every data problem, in file order."""
    columns = (
        Column("File", "file", "text", 24),
        Column("Sheet", "sheet", "text", 14),
        Column("Row", "row", "plain number", 8),
        Column("Column", "column", "text", 20),
        Column("Value found", "value", "text", 24),
        Column("What is wrong", "reason", "long", 50),
        Column("Kind", "kind", "text", 18),
        Column("Effect", "effect", "text", 18),
        Column("Table", "table", "text", 16),
    )
    rows = audit.extracts.problems
    title = f"Data problems: {len(rows):,}"
    notes = ("Rows as a spreadsheet shows them. Free text is shown by its length only.",)
    return Sheet("Data problems", "DataProblems", title, notes, columns, rows, keep=3)


def _with_next(audit: Audit, rows: pd.DataFrame) -> pd.DataFrame:
    """Add what to do next, as the policy pack says it."""
    says = {(r.pack.head.name, step.id): step.says.next for r in audit.replays for step in r.pack.steps}
    keys: Sequence[tuple[str, str]] = list(zip(rows["policy"], rows["step"], strict=True))
    return rows.assign(next=[says[key] for key in keys])
