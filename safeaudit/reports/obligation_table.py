"""Every obligation as `outputs.md` lays it out, and the exceptions, most urgent first."""

import numpy as np
import pandas as pd

from safeaudit.audit import Audit

COLUMNS = [
    "obligation_id",
    "policy",
    "step",
    "title",
    "paragraphs",
    "theme",
    "strength",
    "basis",
    "crn",
    "event_number",
    "subject",
    "trigger_on",
    "due",
    "done_on",
    "verdict",
    "days",
    "reason",
    "staff_code",
    "team",
    "pdu",
    "evidence",
]
EXCEPTIONS = ["overdue", "breached", "late"]
# What stands nearest to a child's safety first.
THEMES = [
    "referrals",
    "enquiries",
    "home visits",
    "conferences",
    "release and transfer",
    "registers and oversight",
    "follow-up",
    "assessment",
    "custody",
    "recording",
    "court",
    "training",
    "organisation",
]
URGENCY = (
    "not done before done late; mandatory before guidance; overdue (can still be put right) before breached; "
    "by theme, what stands nearest to a child first: referrals, enquiries, home visits, conferences and so on; "
    "the policy's own days before local benchmarks; longest first"
)


def obligation_table(audit: Audit) -> pd.DataFrame:
    """Every obligation with its id, its reason and its evidence, the columns in the order of the contract."""
    rows = audit.obligations
    told = {"obligation_id": audit.ids(rows), "reason": audit.reasons(rows), "evidence": audit.evidence(rows)}
    return rows.assign(**told)[COLUMNS]


def urgent_first(obligations: pd.DataFrame) -> pd.DataFrame:
    """The exceptions of some obligations in the order of `URGENCY`; of equals in the order they had."""
    rows = obligations[obligations["verdict"].isin(EXCEPTIONS)]
    keys = (
        rows["verdict"] == "late",
        rows["strength"] != "mandatory",
        rows["verdict"] == "breached",
        rows["theme"].astype("str").map(THEMES.index),
        rows["basis"] == "benchmark",
        -rows["days"].fillna(-1).astype("int64"),
    )
    return rows.iloc[np.lexsort([key.to_numpy() for key in reversed(keys)])]
