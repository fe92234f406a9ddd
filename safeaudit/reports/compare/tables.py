"""Counts and rates of two audits compared, by theme and by team."""

from collections.abc import Sequence
from io import StringIO

import pandas as pd

from safeaudit.compare.changes import Change
from safeaudit.compare.comparison import Comparison
from safeaudit.reports.headline import IN_THE_RATE
from safeaudit.reports.tables_csv import write_rows

PLACE = ("pdu", "team")
# How long past due, by the last day of each.
AGES = {"not yet due": 0, "1 to 28 days": 28, "29 to 91 days": 91, "92 to 182 days": 182, "over 182 days": 10**6}


def counts_of_changes(comparison: Comparison) -> pd.DataFrame:
    """One row for each class: change, obligations, overdue_now (of them, in the later audit)."""
    changes = comparison.changes
    overdue = changes["change"][changes["verdict_after"] == "overdue"]
    return pd.DataFrame(
        {
            "change": list(Change),
            "obligations": _counted(changes["change"]),
            "overdue_now": _counted(overdue),
        }
    )


def reasons_of_changes(comparison: Comparison) -> pd.DataFrame:
    """One row for each class and reason found: change, why, obligations; in the order of the classes, most first."""
    found = comparison.changes.groupby(["change", "why"], observed=True).size().rename("obligations").reset_index()
    return found.sort_values(["change", "obligations"], ascending=[True, False], ignore_index=True, kind="stable")


def changes_by(comparison: Comparison, columns: Sequence[str]) -> pd.DataFrame:
    """One row for each theme or place: `columns`, and one count for each class."""
    keys = list(columns)
    counts = comparison.changes.groupby([*keys, "change"], observed=True, dropna=False).size().unstack(fill_value=0)
    counts = counts.reindex(columns=list(Change), fill_value=0).rename_axis(columns=None).reset_index()
    counts[keys] = counts[keys].astype("str").fillna("")
    return counts.sort_values(keys, ignore_index=True)


def rates_by(comparison: Comparison, columns: Sequence[str]) -> pd.DataFrame:
    """Done in time in both audits: `columns`, met_before, due_before, met_after, due_after; 0 where nothing was due."""
    keys = list(columns)
    sides = []
    for name, audit in (("before", comparison.before), ("after", comparison.after)):
        due = audit.obligations[audit.obligations["verdict"].isin(IN_THE_RATE)]
        met = (due["verdict"] == "met").astype("int64")
        texts = [due[key].astype("str").fillna("").rename(key) for key in keys]
        sides.append(met.groupby(texts).agg(["sum", "size"]).set_axis([f"met_{name}", f"due_{name}"], axis=1))
    both = sides[1].join(sides[0], how="outer").fillna(0).astype("int64").reset_index()
    return both[[*keys, "met_before", "due_before", "met_after", "due_after"]]


def ages_of_open(comparison: Comparison) -> pd.Series:
    """What is still open, by how long past its due day; what has no due day is in none."""
    days = comparison.changes["days"].dropna().astype("int64")
    bands = pd.cut(days, [-(10**6), *AGES.values()], labels=list(AGES))
    return bands.value_counts(sort=False)


def themes_with_changed_rules(comparison: Comparison) -> set[str]:
    """The themes of which a step's meaning changed, so that their rates are of different rules."""
    table = comparison.steps.table
    differs = table["changed"] | (table["in_before"] != table["in_after"])
    return set(table["theme"][differs])


def _counted(changes: pd.Series) -> list[int]:
    counts = changes.value_counts()
    return [int(counts.get(change, 0)) for change in Change]


def comparison_csv(comparison: Comparison) -> str:
    """Every obligation of either audit with its class and why, as CSV text, the marking in a column of its own."""
    text = StringIO(newline="")
    write_rows(text, comparison.changes.assign(marking=comparison.after.manifest.get("marking", "")))
    return text.getvalue()
