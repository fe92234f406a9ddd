"""Rates over months on the terminal: readable at 80 columns, and without colour."""

import json
from collections.abc import Sequence

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from safeaudit.reports.headline import day_text, rate_text
from safeaudit.reports.history.sparks import sparkline
from safeaudit.reports.history.tables import Months, changed_themes, rates_of
from safeaudit.reports.plain import plain

MOST_MONTHS = 24
MOST_TEAMS = 25
PLACE = ("pdu", "team")
COUNTS = ("late", "overdue", "breached", "pending", "exempt", "not_assessable")
MONTH_WIDTH, NAME_WIDTH = 17, 24


def draw_history(found: Sequence[Months], marks: str, console: Console) -> None:
    """Draw each series; `marks`: what sparklines are drawn with."""
    for place, months in enumerate(found):
        if place:
            console.print()
        _series(months, marks, console)


def _series(months: Months, marks: str, console: Console) -> None:
    audits = months.audits
    console.print(Text(plain(audits["marking"].iloc[-1]), style="bold"))
    first, last = (day_text(audits["as_at"].iloc[at].date()) for at in (0, -1))
    what = "everything" if not months.series.filters else plain(_filters(months))
    console.print(Text(f"{len(audits):,} months of {what}, {first} to {last}", style="bold"))
    if months.passed_over:
        console.print(
            f"The last audit of each month; {months.passed_over:,} earlier ones of these months are not shown."
        )
    if audits["since"].nunique(dropna=False) > 1:
        console.print("Note: the audits begin on different days (--since), so their rates are not of the same stretch.")
    _by_month(audits, console)
    _by("theme", months, marks, console)
    _by("team", months, marks, console)


def _filters(months: Months) -> str:
    return json.dumps(months.series.filters, ensure_ascii=False)


def _by_month(audits: pd.DataFrame, console: Console) -> None:
    _heading("By month", console)
    table = _table("As at", "in time/due", *(name.replace("not_assessable", "not ass.") for name in COUNTS))
    shown = audits.tail(MOST_MONTHS)
    if len(shown) < len(audits):
        console.print(f"The last {len(shown)} of {len(audits)} months; --json has all.")
    for row in shown.to_dict("records"):
        counts = [f"{row[name]:,}" for name in COUNTS]
        table.add_row(f"{row['as_at'].day} {row['as_at']:%b %Y}", rate_text(row["met"], row["due"]), *counts)
    console.print(table)


def _by(what: str, months: Months, marks: str, console: Console) -> None:
    _heading(f"By {what}", console)
    columns = PLACE if what == "team" else ("theme",)
    rates = rates_of(months, columns)
    audits = months.audits.tail(MOST_MONTHS)
    latest = audits.tail(max(1, (console.width - NAME_WIDTH - len(audits) - 2) // MONTH_WIDTH))
    table = _table(what.capitalize(), "trend", *(f"{day:%b %Y}" for day in latest["as_at"]), left=2)
    changed = changed_themes(months) if what == "theme" else set()
    groups = list(rates.groupby(list(columns), sort=True))
    if what == "team" and len(groups) > MOST_TEAMS:
        console.print(f"The first {MOST_TEAMS} of {len(groups):,} teams by name; --team names one, --json has all.")
        groups = groups[:MOST_TEAMS]
    for names, mine in groups:
        held = {audit: (met, due) for audit, met, due in mine[["audit", "met", "due"]].to_numpy().tolist()}
        name = ", ".join(plain(str(part)) or "(none)" for part in names) + (" *" if set(names) & changed else "")
        line = sparkline((held.get(audit) for audit in audits["audit"]), marks)
        table.add_row(Text(name), line, *(rate_text(*held.get(audit, (0, 0))) for audit in latest["audit"]))
    console.print(table)
    if what == "theme":
        console.print(
            f"trend: {len(audits)} months, from none in time ({marks[0]}) to all ({marks[-1]}); · nothing due."
        )
    if changed:
        console.print("* a step of it changed its meaning within these months: not all are of the same rules.")


def _table(*headings: str, left: int = 1) -> Table:
    table = Table(box=None, pad_edge=False, header_style="underline", padding=(0, 1))
    for place, heading in enumerate(headings):
        table.add_column(heading, justify="left" if place < left else "right", no_wrap=place > 0, overflow="fold")
    return table


def _heading(text: str, console: Console) -> None:
    console.print()
    console.print(Text(text, style="bold underline"))
