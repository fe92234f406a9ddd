"""Small frames of open cases, drawn by hand."""

import pandas as pd

COLUMNS = ["crn", "staff_code", "team", "pdu", "rosh", "plan"]


def frame(*groups: tuple[int, str, str, str, str]) -> pd.DataFrame:
    """So many cases of an officer, team, RoSH and plan, for each group; CRNs in their order from Z900001."""
    rows = [[officer, team, "North", rosh, plan] for n, officer, team, rosh, plan in groups for _ in range(n)]
    crns = [f"Z9{number:05d}" for number in range(1, len(rows) + 1)]
    return pd.DataFrame([[crn, *row] for crn, row in zip(crns, rows, strict=True)], columns=COLUMNS, dtype="str")


# 40 cases: 4 with a child protection plan; by lot 24 of Team A (two officers), 12 of Team B (two officers).
UNIT = frame(
    (3, "N01", "Team A", "high", "child protection"),
    (1, "N03", "Team B", "low", "child protection"),
    (10, "N01", "Team A", "low", "none"),
    (8, "N02", "Team A", "low", "none"),
    (4, "N02", "Team A", "high", "none"),
    (2, "N01", "Team A", "high", "child in need"),
    (9, "N03", "Team B", "medium", "none"),
    (3, "N04", "Team B", "low", "none"),
)
