"""The decisions that an audit was given: how many stand, have run out or name nothing, and all of them as a list."""

from collections.abc import Iterator, Mapping

import pandas as pd

from safeaudit.audit import Audit

COLUMNS = [
    "obligation_id",
    "crn",
    "step",
    "verdict",
    "status",
    "decision",
    "decided_on",
    "decided_by",
    "until",
    "corrected_on",
    "row",
]
# As `decisions.standing` has them; here so that an audit without decisions loads nothing of them.
UNKNOWN_ID = "unknown id"


def decisions_made(audit: Audit) -> pd.DataFrame:
    """Every decision with what it is worth at as-at (`status`) and the obligation that it stands beside (blank for
    none); no rows where none were given."""
    if audit.decided is None:
        return pd.DataFrame(columns=COLUMNS)
    beside = audit.obligations[audit.obligations["decided"] >= 0].set_index("decided")
    about = beside[["crn", "step", "verdict"]].astype("str").reindex(audit.decided.index)
    return audit.decided.join(about)[COLUMNS]


def count_decisions(audit: Audit) -> dict[str, int]:
    """How many decisions have each status, the most frequent first."""
    counts = decisions_made(audit)["status"].value_counts()
    return {str(status): int(count) for status, count in counts.items()}


def unknown_ids(audit: Audit) -> list[str]:
    """The ids that no obligation of the audit has, in file order."""
    made = decisions_made(audit)
    return list(dict.fromkeys(made.loc[made["status"] == UNKNOWN_ID, "obligation_id"]))


def decisions_told(counts: Mapping[str, int], unknown: list[str]) -> Iterator[str]:
    """The decisions in sentences; none where none were given."""
    if counts:
        yield ", ".join(f"{count:,} {status}" for status, count in counts.items()) + "; they change no verdict"
    if unknown:
        yield f"no obligation of this audit has the id {', '.join(unknown)}"
