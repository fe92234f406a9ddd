"""The sheets of the copy that leaves the unit."""

from collections.abc import Iterator

import pandas as pd

from safeaudit import __version__
from safeaudit.audit import Audit
from safeaudit.reports.share.suppress import SMALLEST_SHOWN
from safeaudit.reports.share.tables import COLUMNS, Shared
from safeaudit.reports.workbook.sheet import HIDDEN, Column, Sheet

MARK = "shared copy, pseudonyms, small counts hidden"
HIDDEN_CELLS = (
    f"{HIDDEN}: hidden, because the count is under {SMALLEST_SHOWN}, or because it would give such a count away.",
    "Not done: overdue or breached. In no rate: pending, exempt or not assessable.",
)
COUNTS = (
    *(Column(name.capitalize(), name, "count or hidden", 12) for name in COLUMNS),
    Column("Total", "total", "count or hidden", 12),
    Column("Done in time", "rate", "share or hidden", 12),
)
ROWS = (
    Column("Who (pseudonym)", "who", "text", 18),
    Column("Theme", "theme", "text", 22),
    Column("What the policy asks", "title", "text", 44),
    Column("Verdict", "verdict", "text", 12),
    Column("Triggered in", "trigger_month", "text", 13),
    Column("Due in", "due_month", "text", 13),
    Column("Done in", "done_month", "text", 13),
    Column("Strength", "strength", "text", 13),
    Column("Due day set by", "basis", "text", 13),
    Column("Paragraphs", "paragraphs", "text", 24),
    Column("Step", "step", "text", 30),
    Column("Policy", "policy", "text", 12),
)


def shared_sheets(
    audit: Audit, share: Shared, rows: pd.DataFrame, steps: pd.DataFrame, teams: pd.DataFrame
) -> list[Sheet]:
    """About this copy, the two tables and the rows."""
    return [
        _about(audit, share),
        Sheet(
            "Steps",
            "SharedSteps",
            "Obligations by step",
            HIDDEN_CELLS,
            (Column("What the policy asks", "title", "text", 50), *COUNTS, Column("Step", "step", "text", 30)),
            steps,
            keep=1,
            whole="shared-steps.csv",
        ),
        Sheet(
            "Teams",
            "SharedTeams",
            "Obligations by team",
            HIDDEN_CELLS,
            (Column("PDU, team", "place", "text", 36), *COUNTS),
            teams,
            keep=1,
            whole="shared-teams.csv",
        ),
        Sheet(
            "Rows",
            "SharedRows",
            f"Rows: {len(rows):,} obligations under pseudonyms",
            ("Withheld: a row whose verdict the table by step hides; its months would tell it, so they are blank.",),
            ROWS,
            rows,
            keep=1,
            whole="shared-rows.csv",
        ),
    ]


def _about(audit: Audit, share: Shared) -> Sheet:
    rows = pd.DataFrame(_told(audit, share), columns=["item", "value"])
    columns = (Column("Item", "item", "text", 30), Column("Value", "value", "text", 100))
    return Sheet("About this copy", "AboutThisCopy", "About this copy", (), columns, rows)


def _told(audit: Audit, share: Shared) -> Iterator[tuple[str, str]]:
    yield "What it is", f"A copy of a child safeguarding audit as at {audit.as_at:%B %Y}, made to leave the unit"
    yield "Made by", f"safeaudit {__version__}"
    for replayed in audit.replays:
        yield "Policy", f"{replayed.pack.head.title}, version {replayed.pack.head.version}"
    yield (
        "Who",
        "a keyed pseudonym of the case, person or unit; the key stays with the unit, and with it they can be told",
    )
    yield (
        "Counts",
        (
            f"none from 1 to {SMALLEST_SHOWN - 1} is shown, nor can one be worked out from the totals:"
            f" others are hidden with it ({HIDDEN})"
        ),
    )
    yield "Dates", "no finer than the month"
    yield "Not in it", "CRNs, references, officers, days, reasons, evidence, data problems"
    for key, names in share.left_out.items():
        if names:
            what = {"step": "Steps left out", "place": "Teams left out", "group": "Verdicts left out"}[key]
            yield what, f"too few obligations to be shown, or to be in any total: {', '.join(names)}"
    yield "Do not", "send it with another copy of the same audit: what one hides, the difference of the two may show"
    yield "It is still", "personal data under a pseudonym, not anonymous: share it with those who may have it"
