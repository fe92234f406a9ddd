"""Two audits compared, on the terminal: readable at 80 columns, and without colour."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from safeaudit.compare.changes import MEANINGS, Change
from safeaudit.compare.comparison import Comparison
from safeaudit.reports.compare.notes import notes
from safeaudit.reports.compare.tables import (
    PLACE,
    ages_of_open,
    changes_by,
    counts_of_changes,
    rates_by,
    themes_with_changed_rules,
)
from safeaudit.reports.headline import day_text, rate_text
from safeaudit.reports.plain import plain

MOST_TEAMS = 25
HEADINGS = {
    "new": [Change.NEW],
    "still open": [Change.STILL_OPEN],
    "in time": [Change.IN_TIME],
    "late": [Change.PUT_RIGHT_LATE],
    "missed": [Change.MISSED, Change.LAPSED],
    "ended": [Change.NO_LONGER_APPLICABLE],
    "data": [Change.GONE, Change.DATA],
    "rule": [Change.RULE],
    "not told": [Change.NOT_TOLD, Change.LEFT_OUT],
}
HOW_TO_READ = (
    "in time, late: put right. missed: missed or lapsed. ended: no longer applicable. data: gone or changed with the"
    " data. not told: also left out. What is as before is in none."
)


def draw_comparison(comparison: Comparison, out: Path | None, console: Console) -> None:
    """Draw the whole report; `out` is the file that holds every obligation, if one was written."""
    before, after = comparison.before, comparison.after
    console.print(Text(plain(str(after.manifest.get("marking", ""))), style="bold"))
    console.print(Text(f"From {day_text(before.as_at)} to {day_text(after.as_at)}", style="bold"))
    for note in notes(comparison):
        console.print(Text(f"Note: {plain(note)}"))
    _changes(comparison, console)
    _ages(comparison, console)
    _rates(comparison, console)
    _heading("By theme and team", console)
    console.print(HOW_TO_READ)
    _by(comparison, ("theme",), console)
    _by(comparison, PLACE, console)
    if out:
        console.print(Text(f"\nWritten to {plain(str(out))}: every obligation with its class and why."))


def _changes(comparison: Comparison, console: Console) -> None:
    _heading("What became of each obligation", console)
    table = _table(["Class", "Obligations", "Overdue now", "What it holds"], numbers=(1, 2))
    for row in counts_of_changes(comparison).to_dict("records"):
        counts = [f"{row['obligations']:,}", f"{row['overdue_now']:,}"]
        table.add_row(row["change"], *counts, MEANINGS[row["change"]])
    before, after = len(comparison.before.obligations), len(comparison.after.obligations)
    console.print(table)
    console.print(f"{len(comparison.changes):,} in all: {before:,} then, {after:,} now. Each is in one class.")


def _ages(comparison: Comparison, console: Console) -> None:
    ages = ages_of_open(comparison)
    if ages.sum():
        _heading("Still open, by how long past due", console)
        console.print(", ".join(f"{age}: {count:,}" for age, count in ages.items()))


def _rates(comparison: Comparison, console: Console) -> None:
    _heading("Done in time, of those due", console)
    changed = themes_with_changed_rules(comparison)
    table = _table(["Theme", "before", "after", "points"], numbers=(1, 2, 3))
    rates = rates_by(comparison, ["theme"])
    total = rates.drop(columns="theme").sum()
    for theme, row in [("all themes", total), *((row["theme"], row) for _, row in rates.iterrows())]:
        earlier, later = (rate_text(row[f"met_{side}"], row[f"due_{side}"]) for side in ("before", "after"))
        table.add_row(theme + (" *" if theme in changed else ""), earlier, later, points(row))
    console.print(table)
    if changed:
        console.print("* a step of it changed its meaning: the two rates are not of the same rules.")


def points(row: pd.Series) -> str:
    """The difference of two rates in percentage points, such as +3; blank where either had nothing due."""
    if not (row["due_before"] and row["due_after"]):
        return ""
    change = round(100 * row["met_after"] / row["due_after"] - 100 * row["met_before"] / row["due_before"])
    return f"{change:+d}" if change else "0"


def _by(comparison: Comparison, columns: Sequence[str], console: Console) -> None:
    rows = changes_by(comparison, columns)
    counts = pd.DataFrame({heading: rows[changes].sum(axis=1) for heading, changes in HEADINGS.items()})
    console.print()
    if columns == PLACE:
        order = counts["still open"].to_numpy().argsort(kind="stable")[::-1][:MOST_TEAMS]
        console.print(f"Showing {len(order):,} of {len(rows):,} teams, those with the most still open.")
        rows, counts = rows.iloc[order], counts.iloc[order]
    table = Table(box=None, pad_edge=False, header_style="underline", padding=(0, 0, 0, 1))
    table.add_column("PDU, team" if columns == PLACE else "Theme", min_width=21, overflow="fold")
    for heading in HEADINGS:
        table.add_column(heading.replace(" ", "\n"), justify="right", no_wrap=True)
    names = rows[list(columns)].to_numpy().tolist()
    for place, numbers in zip(names, counts.to_numpy().tolist(), strict=True):
        name = ", ".join(plain(part) or "(none)" for part in place)
        table.add_row(Text(name), *(f"{number:,}" for number in numbers))
    console.print(table)


def _table(headings: Sequence[str], numbers: Sequence[int] = ()) -> Table:
    table = Table(box=None, pad_edge=False, header_style="underline", padding=(0, 1))
    for place, heading in enumerate(headings):
        table.add_column(heading, justify="right" if place in numbers else "left")
    return table


def _heading(text: str, console: Console) -> None:
    console.print()
    console.print(Text(text, style="bold underline"))
