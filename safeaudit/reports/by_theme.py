"""The rate of each theme, with both its numbers and what stands beside them."""

import pandas as pd


def by_theme(steps: pd.DataFrame) -> pd.DataFrame:
    """One row for each theme of some steps (see `replay.rates.step_table`), in their order.

    Columns: theme, met, late, overdue, breached, due, rate (missing where nothing was due), pending, exempt,
    `not assessable`, steps, not_assessed (steps that could not be).
    """
    counts = ["met", "late", "overdue", "breached", "due", "pending", "exempt", "not assessable"]
    groups = steps.groupby("theme", sort=False)
    themes = groups[counts].sum()
    return themes.assign(
        rate=(themes["met"] / themes["due"].where(themes["due"] > 0)).astype("float64"),
        steps=groups.size(),
        not_assessed=groups["not_assessed"].agg(lambda why: int((why != "").sum())),
    ).reset_index()
