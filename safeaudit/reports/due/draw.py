"""What falls due next on the terminal: by day, officer or team, and how much for whom."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from safeaudit.clock.in_words import day_in_words
from safeaudit.reports.due.fall_due import RUNS_OUT, TO_DO, DueNext, by_place, in_order
from safeaudit.reports.plain import plain

Row = Mapping[Hashable, Any]
MOST_SHOWN = 500
ORDERS = {"day": ["due"], "officer": ["staff_code", "due"], "team": ["pdu", "team", "due"]}


def draw_due(due: DueNext, by: str, console: Console) -> None:
    """Draw what falls due, under a heading for each day, officer or team (`by`)."""
    audit = due.report.audit
    console.print(Text(audit.settings.marking, style="bold"))
    span = f"Due from {day_in_words(audit.as_at)} to {day_in_words(due.until)} ({due.days} days)"
    console.print(Text(span, style="bold"))
    console.print(Text(_summed_up(due) + ("" if by == "day" else " wd: working days left.")))
    rows = in_order(due.rows, [*ORDERS[by], "theme", "step", "staff_code", "crn"])
    shown = rows.head(MOST_SHOWN)
    for heading, group in _groups(shown.to_dict("records"), HEADINGS[by]).items():
        console.print()
        console.print(Text(plain(f"{heading}: {len(group):,}"), style="bold underline"))
        console.print(_listed(group, by))
    if len(shown) < len(rows):
        more = "--csv holds them all; --team or --officer narrows the list"
        console.print(Text(f"\nThe first {len(shown):,} of {len(rows):,} are shown; {more}."))
    if len(rows):
        _places(due.rows, console)


def _summed_up(due: DueNext) -> str:
    counts = due.counts
    left_out = [f"{due.later:,} due later"] + [f"{due.no_day:,} without a due day"] * bool(due.no_day)
    return (
        f"{counts[TO_DO]:,} to do, {counts[RUNS_OUT]:,} that run out. Not here: {', '.join(left_out)};"
        f" {due.overdue:,} are overdue already (safeaudit audit)."
    )


def _groups(rows: Iterable[Row], heading: Callable[[Row], str]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(heading(row), []).append(row)
    return groups


def _listed(rows: list[Row], by: str) -> Table:
    """What is to be done, once for each day and step, and in which cases."""
    grid = Table.grid(padding=(0, 2 if by != "day" else 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold", ratio=1)
    for same in _groups(rows, lambda row: f"{row['due']} {row['policy']} {row['step']} {row['what']}").values():
        first = same[0]
        again = "runs out; " if first["what"] == RUNS_OUT else ""
        what = Text(f"{first['next']} ({again}{first['step']}) ", style="bold")
        what.append(plain("; ".join(_who(row, by) for row in same)), style="not bold")
        grid.add_row(_left(first) if by != "day" else "-", what)
    return grid


def _who(row: Row, by: str) -> str:
    """The CRN (or staff member, or unit), what it is about, and whose it is."""
    crn, subject, officer = (_text(row[name]) for name in ("crn", "subject", "staff_code"))
    about = [row["decision"].rstrip(".")] * bool(row["decision"])
    about += [subject] * bool(crn and subject) + [officer] * bool(by != "officer" and officer and officer != subject)
    return f"{crn or subject} ({', '.join(about)})" if about else crn or subject


def _left(row: Row) -> str:
    """The due day, and how many working days are left after as-at."""
    left = row["working_days_left"]
    told = "as-at day" if row["days_left"] == 0 else "" if pd.isna(left) else f"{left} wd"
    return f"{day_in_words(row['due'].date(), year=False)}, {told}"


def _day(row: Row) -> str:
    left = row["working_days_left"]
    if row["days_left"] == 0:
        told = "the as-at day"
    elif pd.isna(left):
        told = "outside the calendar"
    else:
        told = f"{left:,} working {'day' if left == 1 else 'days'} left"
    return f"{day_in_words(row['due'].date())}, {told}"


def _officer(row: Row) -> str:
    return ", ".join(filter(None, (_text(row["staff_code"]) or "No officer", _text(row["team"]), _text(row["pdu"]))))


def _team(row: Row) -> str:
    return ", ".join(filter(None, (_text(row["pdu"]), _text(row["team"]) or "no team")))


HEADINGS: dict[str, Callable[[Row], str]] = {"day": _day, "officer": _officer, "team": _team}


def _places(rows: pd.DataFrame, console: Console) -> None:
    """How much falls due for whom."""
    for name, columns in (("team", ["pdu", "team"]), ("officer", ["staff_code", "team"])):
        places = by_place(rows, columns)
        console.print()
        console.print(Text(f"By {name}", style="bold underline"))
        table = Table(box=None, pad_edge=False, header_style="underline")
        for column in columns:
            table.add_column({"pdu": "PDU", "staff_code": "Officer"}.get(column, column.capitalize()), overflow="fold")
        for heading in ("in 5 working days", "in all"):
            table.add_column(heading, justify="right")
        table.add_column("first")
        for place in places.to_dict("records"):
            names = [Text(plain(place[column]) or "(none)") for column in columns]
            first = day_in_words(place["first"].date())
            table.add_row(*names, f"{place['within_5']:,}", f"{place['all']:,}", first)
        console.print(table)


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""
