"""The obligations as rows that may leave the unit: a pseudonym, the step, the verdict, and months."""

import pandas as pd

from safeaudit.caseload.arrays import Mask
from safeaudit.reports.share.pseudonyms import pseudonyms
from safeaudit.reports.share.tables import COLUMNS, Counted, Shared

MONTHS = {"trigger_month": "trigger_on", "due_month": "due", "done_month": "done_on"}
AS_THEY_ARE = ["policy", "step", "title", "paragraphs", "theme", "strength", "basis"]
WITHHELD = "withheld"


def shared_rows(share: Shared, key: bytes) -> pd.DataFrame:
    """One row for each obligation that the tables count, in the order of the pseudonyms, which says nothing.

    Columns: who (a pseudonym of the case, person or unit), those of `AS_THEY_ARE`, verdict (the group; `withheld` where
    the table by step hides its cell), and trigger_month, due_month, done_month (2026-10; blank where withheld, since
    together they would tell the verdict). No day, place, reference, reason or evidence.
    """
    rows = share.rows
    who = (
        rows["crn"]
        .astype("str")
        .where(rows["crn"].notna(), rows["theme"].astype("str") + " " + rows["subject"].astype("str"))
    )
    names = pseudonyms(key, who.unique())
    withheld = _withheld(share.steps, rows)
    told = rows[AS_THEY_ARE].assign(
        verdict=rows["group"].mask(withheld, WITHHELD),
        **{month: _months(rows[day]).mask(withheld) for month, day in MONTHS.items()},
    )
    told.insert(0, "who", who.map(names))
    return told.sort_values(["who", "step", "verdict", *MONTHS], ignore_index=True)


def _withheld(steps: Counted, rows: pd.DataFrame) -> Mask:
    """The rows that a hidden cell of the table by step counts."""
    row = steps.counts.index.get_indexer(pd.Index(rows["step"]))
    column = pd.Index(COLUMNS).get_indexer(pd.Index(rows["group"]))
    return steps.hidden[row, column]


def _months(days: pd.Series) -> pd.Series:
    return days.dt.strftime("%Y-%m").astype("str")
