"""Every obligation as `outputs.md` lays it out, and the exceptions, most urgent first."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
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

MORE_DAYS = 2**40  # than any obligation is overdue


def obligation_table(audit: Audit) -> pd.DataFrame:
    """Every obligation with its id, its reason and its evidence, the columns in the order of the contract."""
    rows = audit.obligations
    told = {"obligation_id": audit.ids(rows), "reason": audit.reasons(rows), "evidence": audit.evidence(rows)}
    return rows.assign(**told)[COLUMNS]


def urgent_first(obligations: pd.DataFrame) -> pd.DataFrame:
    """The exceptions of some obligations in the order of `URGENCY`; of equals in the order they had."""
    return obligations.iloc[urgent_order(obligations)]


def urgent_order(obligations: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Where the exceptions of some obligations stand (positions), in the order of `URGENCY`."""
    verdict = ranked(obligations["verdict"], EXCEPTIONS)
    at = np.flatnonzero(verdict >= 0)
    verdict = verdict[at]
    strength, themes, basis, since = (obligations[name].iloc[at] for name in ("strength", "theme", "basis", "days"))
    late, breached = verdict == EXCEPTIONS.index("late"), verdict == EXCEPTIONS.index("breached")
    guidance = ranked(strength, ["mandatory"]) < 0
    theme = ranked(themes, THEMES)
    benchmark = ranked(basis, ["benchmark"]) == 0
    days = since.fillna(-1).to_numpy(dtype=np.int64)
    rank = ((late * 2 + guidance) * 2 + breached) * (len(THEMES) + 1) + theme
    return at[np.argsort((rank * 2 + benchmark) * MORE_DAYS - days, kind="stable")]


def ranked(column: pd.Series, words: Sequence[str]) -> npt.NDArray[np.int64]:
    """For each cell of a text column (category) the place of its word in a list, −1 for any other."""
    held = column.astype("category").cat
    return np.append(pd.Index(words).get_indexer(held.categories), -1)[held.codes.to_numpy()]
