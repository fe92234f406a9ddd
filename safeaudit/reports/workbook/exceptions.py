"""The sheet that teams work down: what is overdue, breached or late, most urgent first, with room to say what was
done about it."""

from typing import Any

import numpy as np
import pandas as pd

from safeaudit.actions.carry import Carried
from safeaudit.reports.obligation_table import URGENCY, urgent_first
from safeaudit.reports.report import Report
from safeaudit.reports.workbook.columns import (
    BASIS,
    BLANK_CRN,
    DUE,
    NEXT,
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
from safeaudit.reports.workbook.sheet import Column, Sheet

# In the order of urgency; the number lets a spreadsheet sort by it.
SEVERITIES = ("1 put right now", "2 cannot be put right", "3 guidance not done", "4 done late")
STATUSES = ("Not started", "In progress", "Done", "Not needed")
BORNE_OUT = Column("Said and shown", "borne_out", "text", 20)
FILL_IN = (
    Column("Owner", "owner", "text to fill in", 12),
    Column("Action", "action", "text to fill in", 28),
    Column("Target date", "target_date", "date to fill in", 13),
    Column("Status", "status", "choice to fill in", 12, STATUSES),
    Column("Comment", "comment", "text to fill in", 28),
)
COLUMNS = (
    Column("Severity", "severity", "text", 20),
    Column("Verdict", "verdict", "verdict", 13),
    *WHO,
    STEP,
    REASON,
    NEXT,
    DUE,
    Column("Days past due", "days", "number", 10),
    *PLACE,
    *FILL_IN,
    PARAGRAPHS,
    STRENGTH,
    BASIS,
    THEME,
    TRIGGERED,
    *TRACE,
)


def exceptions_sheet(report: Report) -> Sheet:
    """Overdue, breached and late, each with all that a person needs to act and the columns to answer in."""
    rows = report.with_next(urgent_first(report.obligations))
    rows = rows.assign(severity=severity(rows), **_answers(rows, report.carried))
    last = COLUMNS.index(FILL_IN[-1]) + 1
    columns = (*COLUMNS[:last], BORNE_OUT, *COLUMNS[last:]) if report.carried else COLUMNS
    notes = (
        f"Order: {URGENCY}.",
        "Owner to Comment are yours to fill in: a staff code, what will be done, by when, and how it stands."
        " The next audit reads them back by Obligation id.",
        BLANK_CRN,
    )
    title = f"Exceptions: {len(rows):,} not done, or done late"
    printed = COLUMNS.index(FILL_IN[0])
    return Sheet("Exceptions", "Exceptions", title, notes, columns, rows, keep=3, printed=printed)


def severity(rows: pd.DataFrame) -> pd.Categorical:
    """How each exception presses, in words: see `SEVERITIES`."""
    late, guidance = rows["verdict"] == "late", rows["strength"] != "mandatory"
    code = np.select([late, guidance, rows["verdict"] == "breached"], [3, 2, 1], 0)
    return pd.Categorical.from_codes(code, pd.Index(SEVERITIES, dtype="str"))


def _answers(rows: pd.DataFrame, carried: Carried | None) -> dict[str, Any]:
    """What was written beside each exception in the last workbook; blank where nobody has answered yet."""
    if carried is None:
        return {column.source: "" for column in FILL_IN} | {"target_date": np.datetime64("NaT", "s")}
    given = carried.answers.reindex(rows["obligation_id"])
    return {name: given[name].fillna("").to_numpy() for name in given.columns}
