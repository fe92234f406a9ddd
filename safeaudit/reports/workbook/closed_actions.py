"""The sheet of what people wrote beside obligations that are no exception any more: nothing of it is dropped."""

from safeaudit.actions.carry import Carried
from safeaudit.reports.workbook.columns import DUE, PLACE, STEP, TRACE
from safeaudit.reports.workbook.exceptions import BORNE_OUT, FILL_IN
from safeaudit.reports.workbook.sheet import Column, Sheet

STEP_ID, OBLIGATION_ID = TRACE[-2:]
COLUMNS = (
    Column("What became of it", "state", "text", 26),
    BORNE_OUT,
    *FILL_IN,
    Column("CRN", "crn", "text", 12),
    STEP,
    DUE,
    *PLACE,
    Column("Closed as at", "closed_as_at", "date", 14),
    Column("Read from", "found", "text", 34),
    STEP_ID,
    OBLIGATION_ID,
)


def closed_actions_sheet(carried: Carried) -> Sheet:
    """Actions whose obligation is no exception in this audit, whose id is unknown, or that were entered twice."""
    rows = carried.closed
    notes = (
        "What the records say of it now, and what was written beside it. Said done, not evidenced: somebody wrote that"
        " it is done, and the records do not show it.",
        "The next audit reads this sheet too: what becomes an exception again gets its action back. Delete rows that"
        " are no longer wanted.",
        "A blank cell: nothing was written, or the records say nothing of it.",
    )
    title = f"Closed actions: {len(rows):,} that stand beside no exception"
    printed = COLUMNS.index(PLACE[0])
    return Sheet("Closed actions", "ClosedActions", title, notes, COLUMNS, rows, keep=1, printed=printed)
