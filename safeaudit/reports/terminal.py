"""The report on the terminal: readable at 80 columns, and without colour."""

from collections.abc import Hashable, Iterable, Mapping
from pathlib import Path
from textwrap import wrap
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from safeaudit import __version__
from safeaudit.audit import Audit
from safeaudit.filters import Filters
from safeaudit.reports.breakdown import basis_of_steps, exceptions_by
from safeaudit.reports.contacts_alone import costs
from safeaudit.reports.decisions import decisions_told
from safeaudit.reports.headline import Headline, day_text, headline, rate_text
from safeaudit.reports.obligation_table import URGENCY, urgent_order
from safeaudit.reports.plain import plain

MOST_URGENT = 15
MOST_TEAMS = 25
MOST_PASSED_OVER = 10
WIDE = 120
NUMBERS = ("met", "late", "overdue", "breached", "pending", "exempt", "not assessable")
HEADINGS = ("met", "late", "overdue", "breached", "pending", "exempt", "not ass.")
HOW_TO_READ = (
    "in time/due: met, of those due (met, late, overdue, breached). not ass.: not assessable, the records do"
    " not say. [benchmark]: the due day rests on a local benchmark, since the policy gives no number."
)
# Red and magenta can be read on light and on dark ground; yellow cannot, so what was done late stands in plain ink.
STYLES = {"overdue": "bold red", "breached": "bold magenta", "late": ""}


def draw_audit(audit: Audit, filters: Filters, out: Path | None, console: Console) -> None:
    """Draw the whole report; `out` is where the files were written."""
    sums = headline(audit, filters)
    console.print(Text(audit.settings.marking, style="bold"))
    _title(audit, console)
    console.print(_facts(sums))
    _themes(audit, console)
    _teams(audit.obligations, console)
    _urgent(audit, console)
    if out:
        console.print(Text(f"\nWritten to {plain(str(out))}; every obligation is in obligations.csv."))


def _title(audit: Audit, console: Console) -> None:
    policies = ", ".join(f"{r.pack.head.title} {r.pack.head.version}" for r in audit.replays)
    console.print(Text(f"Audit as at {day_text(audit.as_at)} (safeaudit {__version__})", style="bold"))
    console.print(Text(policies))
    if audit.settings.file:
        console.print(Text(plain(f"Settings of {audit.settings.file.name}")))
    console.print()


def _facts(sums: Headline) -> Table:
    """The headline as label and text."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="bold")
    grid.add_column(overflow="fold")
    for label, line in _lines(sums):
        grid.add_row(label, Text(plain(line)))
    return grid


def _lines(sums: Headline) -> Iterable[tuple[str, str]]:
    count = sums.verdicts
    yield (
        "Audited",
        f"{sums.cases:,} cases and {sums.staff:,} staff in post; {sums.obligations:,} obligations",
    )
    yield "Done in time", f"{rate_text(count['met'], sums.due)} of those due"
    yield (
        "Exceptions",
        f"{count['overdue']:,} overdue, {count['breached']:,} breached, {count['late']:,} late",
    )
    yield (
        "Beside these",
        ", ".join(f"{count[verdict]:,} {verdict}" for verdict in ("pending", "exempt", "not assessable")),
    )
    if sums.recording_known:
        yield (
            "Recorded late",
            f"{sums.recorded_late:,} done in time were entered only after the due day,"
            f" of {sums.recording_known:,} whose day of recording is held",
        )
    for line in decisions_told(sums.decisions, sums.unknown_decisions):
        yield "Decisions", line
    rows = sums.rows
    yield (
        "Rows",
        f"{rows['read']:,} read = {rows['used']:,} used + {rows['quarantined']:,} quarantined"
        f" + {rows['duplicate']:,} duplicate, in {sums.sources:,} files and sheets",
    )
    yield from _data_lines(sums)
    yield from _coverage_lines(sums)


def _data_lines(sums: Headline) -> Iterable[tuple[str, str]]:
    label = "Data problems"
    for effect in dict.fromkeys(problem.effect for problem in sums.problems):
        mine = [problem for problem in sums.problems if problem.effect == effect]
        kinds = ", ".join(f"{problem.kind} {problem.count:,}" for problem in mine)
        yield label, f"{effect} {sum(problem.count for problem in mine):,}: {kinds}"
        label = ""
    yield from passed_over_lines(sums)


def passed_over_lines(sums: Headline) -> Iterable[tuple[str, str]]:
    """What was not read, and why, the first few and how many more."""
    label = "Passed over"
    for passed in sums.not_read[:MOST_PASSED_OVER]:
        where = passed.file + (f"[{passed.sheet}]" if passed.sheet else "")
        yield label, f"{where}{': column ' + passed.column if passed.column else ''}: {passed.why}"
        label = ""
    more = len(sums.not_read) - MOST_PASSED_OVER
    if more > 0:
        yield "", f"and {more:,} more, in manifest.json and --json"


def _coverage_lines(sums: Headline) -> Iterable[tuple[str, str]]:
    steps = sum(map(len, sums.not_assessed.values()))
    label = "Not assessed"
    yield label, f"{steps:,} of {sums.steps:,} steps" + (":" if steps else "")
    for why, names in sums.not_assessed.items():
        yield "", f"{', '.join(names)}: {why}"
    for tables, names in sums.contacts_alone.items():
        yield "Contacts alone", f"{', '.join(names)}: {tables} not supplied"
    for cost in costs(sums.contacts_alone):
        yield "", cost
    for tables, names in sums.not_looked_at.items():
        yield "Not looked at", f"{tables} not supplied; might add obligations to {', '.join(names)}"
    if sums.log_from and sums.before_log:
        yield (
            "Before the log",
            f"{sums.before_log:,} obligations were triggered before the contact log's first day,"
            f" {day_text(sums.log_from)}: what was done for them may be missing from it",
        )
    for departure in sums.read_otherwise:
        yield "Read otherwise", f"{departure.step}: {departure.says}; instead of: {departure.instead_of}"
    for name, count in sums.left_out.items():
        yield "Left out", f"{count:,} obligations, by {name}"


def _themes(audit: Audit, console: Console) -> None:
    _heading("By theme and step", console)
    console.print(Text(HOW_TO_READ))
    steps = audit.steps.assign(basis=basis_of_steps(audit.obligations, audit.steps))
    widths = _widths(steps)
    rows = steps.to_dict("records")
    for theme in dict.fromkeys(steps["theme"]):
        head = _numbers_line(HEADINGS, "in time/due", widths)
        lines = [Text(), *_beside(Text(theme.capitalize(), style="bold underline"), head, console.width)]
        for step in rows:
            if step["theme"] == theme:
                lines += _step(step, widths, console.width)
        console.print(Text("\n").join(lines), soft_wrap=True)


def _step(step: Mapping[Hashable, Any], widths: list[int], width: int) -> list[Text]:
    mark = {"benchmark": " [benchmark]", "policy and benchmark": " [benchmark in part]"}.get(step["basis"], "")
    title = step["title"] + mark
    if step["not_assessed"]:
        return _wrapped(Text(f"{title}; not assessed: {step['not_assessed']}"), width)
    counts = [f"{step[verdict]:,}" for verdict in NUMBERS]
    return _beside(Text(title), _numbers_line(counts, rate_text(step["met"], step["due"]), widths), width)


def _beside(title: Text, numbers: str, width: int) -> list[Text]:
    """Title and numbers on one line where there is room, else the numbers under the title."""
    if width < WIDE:
        return [*_wrapped(title, width), Text(numbers.rjust(width))]
    first, *rest = _wrapped(title, width - len(numbers) - 2)
    first.append(numbers.rjust(width - len(first)))
    return [first, *rest]


def _wrapped(text: Text, width: int) -> list[Text]:
    return [Text(line, style=text.style) for line in wrap(text.plain, width, break_on_hyphens=False)]


def _widths(steps: pd.DataFrame) -> list[int]:
    """As wide as the widest number or heading of each verdict, and of the rate."""
    counts = [max(len(name), len(f"{steps[verdict].max():,}")) for name, verdict in zip(HEADINGS, NUMBERS, strict=True)]
    rates = [len(rate_text(met, due)) for met, due in zip(steps["met"], steps["due"], strict=True)]
    return [*counts, max(len("in time/due"), *rates)]


def _numbers_line(counts: Iterable[str], rate: str, widths: list[int]) -> str:
    return "  ".join(text.rjust(width) for text, width in zip([*counts, rate], widths, strict=True))


def _teams(obligations: pd.DataFrame, console: Console) -> None:
    teams = exceptions_by(obligations, ["pdu", "team"])
    _heading("Exceptions by team", console)
    if not len(teams):
        console.print("None.")
        return
    order = teams["exceptions"].to_numpy().argsort(kind="stable")[::-1][:MOST_TEAMS]
    console.print(f"Showing {len(order):,} of {len(teams):,} teams, those with the most exceptions.")
    table = Table(box=None, pad_edge=False, header_style="underline")
    for name in ("PDU", "Team"):
        table.add_column(name, overflow="fold")
    for name in ("overdue", "breached", "late", "in time/due"):
        table.add_column(name, justify="right", no_wrap=True)
    for team in teams.iloc[order].to_dict("records"):
        numbers = [f"{team[name]:,}" for name in ("overdue", "breached", "late")]
        places = [Text(plain(team[name]) or "(none)") for name in ("pdu", "team")]
        table.add_row(*places, *numbers, rate_text(team["met"], team["due"]))
    console.print(table)


def _urgent(audit: Audit, console: Console) -> None:
    obligations = audit.obligations
    order = urgent_order(obligations)
    _heading("Most urgent exceptions", console)
    if not len(order):
        console.print("None.")
        return
    shown = obligations.iloc[order[:MOST_URGENT]]
    shown = shown.assign(decision=audit.decision_words(shown))
    console.print(Text(f"Showing {len(shown):,} of {len(order):,}. Order: {URGENCY}."))
    table = Table(box=None, pad_edge=False, header_style="underline")
    table.add_column("CRN or unit", overflow="fold")
    table.add_column("Step", ratio=1)
    table.add_column("Verdict", no_wrap=True)
    table.add_column("Due", no_wrap=True, justify="right")
    table.add_column("Days", no_wrap=True, justify="right")
    table.add_column("Officer", overflow="fold")
    for row in shown.to_dict("records"):
        due = "" if pd.isna(row["due"]) else f"{row['due'].day} {row['due']:%b %Y}"
        days = "" if pd.isna(row["days"]) else f"{row['days']:,}"
        verdict = Text(row["verdict"], style=STYLES[row["verdict"]])
        who = _text(row["subject"] if pd.isna(row["crn"]) else row["crn"])
        what = Text(row["title"]).append(f" {row['decision']}" if row["decision"] else "", style="italic")
        table.add_row(who, what, verdict, due, days, _text(row["staff_code"]))
    console.print(table)


def _text(cell: str | float) -> Text:
    """A cell that came from the extracts, blank where there is none."""
    return Text(plain(cell) if isinstance(cell, str) else "")


def _heading(text: str, console: Console) -> None:
    console.print()
    console.print(Text(text, style="bold underline"))
