"""The steps that changed most in a period, on the terminal and as JSON."""

import json
from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from safeaudit.reports.headline import day_text, rate_text
from safeaudit.reports.history.trend import ENOUGH, Trend
from safeaudit.reports.json_report import records
from safeaudit.reports.last_audit import points
from safeaudit.reports.plain import plain


def draw_trend(found: Sequence[Trend], console: Console) -> None:
    """Draw the steps of each series that changed most."""
    for place, trend in enumerate(found):
        if place:
            console.print()
        _series(trend, console)


def _series(trend: Trend, console: Console) -> None:
    console.print(Text(plain(trend.marking), style="bold"))
    what = plain(json.dumps(trend.filters, ensure_ascii=False)) if trend.filters else "everything"
    if trend.first is None or trend.last is None:
        console.print(Text(f"{what}: fewer than two audits in this period, so nothing can be compared."))
        return
    heading = f"The steps of {what} that changed most, {day_text(trend.first)} to {day_text(trend.last)}"
    console.print(Text(heading, style="bold"))
    most = trend.changed_most
    table = Table(box=None, pad_edge=False, header_style="underline", padding=(0, 1))
    for number, name in enumerate(("Step", "done in time first", "last", "change")):
        table.add_column(name, justify="left" if not number else "right", no_wrap=number > 0, overflow="fold")
    for row in most.to_dict("records"):
        ends = (row["met_first"], row["due_first"]), (row["met_last"], row["due_last"])
        name = row["step"] + (" *" if row["other_rules"] else "")
        table.add_row(Text(name), rate_text(*ends[0]), rate_text(*ends[1]), points(*ends))
    console.print(table if len(most) else Text("No step changed."))
    if most["other_rules"].any():
        console.print("* its meaning changed in between: the two rates are not of the same rule.")
    console.print(
        Text(
            f"Not ranked: {trend.few:,} steps with fewer than {ENOUGH} due at one end,"
            f" {trend.one_end:,} with something due at one end alone. --json has every step that is ranked."
        )
    )


def trend_json(found: Sequence[Trend]) -> str:
    """The trends as JSON text, one object: every step ranked, those that changed most first."""

    def day(value: date | None) -> str | None:
        return value.isoformat() if value else None

    held = [
        {
            "filters": trend.filters,
            "marking": trend.marking,
            "first": day(trend.first),
            "last": day(trend.last),
            "changed_most": trend.changed_most["step"].tolist(),
            "steps": records(trend.steps),
            "too_few": trend.few,
            "one_end_alone": trend.one_end,
        }
        for trend in found
    ]
    return json.dumps({"trend": held}, indent=2, ensure_ascii=False) + "\n"
