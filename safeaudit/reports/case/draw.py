"""One case on the terminal: what to act on in full, the rest in short, then what happened."""

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from safeaudit import __version__
from safeaudit.clock.in_words import day_in_words
from safeaudit.reports.case.casefile import ORDER, CaseFile
from safeaudit.reports.headline import left_out
from safeaudit.reports.plain import plain

# As in the report: what reads on light and on dark ground alike.
STYLES = {"overdue": "bold red", "breached": "bold magenta", "late": "", "pending": ""}
IN_SHORT = ("met", "exempt")
TO_DO = {
    "overdue": "{next}",
    "pending": "{next}",
    "breached": "Too late to be put right. {next}",
}


def draw_case(case: CaseFile, console: Console, *, in_full: bool = False) -> None:
    """Draw the page of a case; `in_full` tells the arithmetic also of what was done in time or not needed."""
    console.print(Text(case.audit.settings.marking, style="bold"))
    as_at = day_in_words(case.audit.as_at)
    console.print(Text(f"Case {case.crn} as at {as_at} (safeaudit {__version__})", style="bold"))
    console.print(_facts(case))
    in_short = case.obligations["verdict"].isin(() if in_full else IN_SHORT)
    for obligation in case.obligations[~in_short].to_dict("records"):
        console.print()
        console.print(_in_full(obligation))
    rest = case.obligations[in_short].to_dict("records")
    if rest:
        _heading("Done in time, or not needed (--step STEP tells one in full)", console)
    for obligation in rest:
        console.print(_in_brief(obligation))
    _heading("What happened", console)
    console.print(_timeline(case))


def _facts(case: CaseFile) -> Table:
    """Label and text of what stands above the obligations."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="bold")
    grid.add_column(overflow="fold")
    for label, line in _lines(case):
        grid.add_row(label, Text(plain(line)))
    return grid


def _lines(case: CaseFile) -> Iterator[tuple[str, str]]:
    for event in case.events.to_dict("records"):
        places = [str(event[name]) for name in ("staff_code", "team", "pdu") if isinstance(event[name], str)]
        yield f"Event {event['event_number']}", ", ".join(places) or "no officer recorded"
    counts = case.obligations["verdict"].value_counts()
    found = ", ".join(f"{counts[verdict]} {verdict}" for verdict in ORDER if counts.get(verdict))
    total = len(case.obligations)
    yield "Obligations", f"{total}: {found}" if total else "none: no step that could be judged falls on the case"
    if case.unreadable:
        yield "Unreadable", "; ".join(case.unreadable)
    for name, count in left_out(case.audit, case.filters).items():
        yield "Left out", f"{count} obligations, by {name}"
    if case.not_assessed:
        lacking = list(case.not_assessed.items())
        told = "; ".join(f"{step} {why}" for step, why in lacking) if len(lacking) < 4 else f"{len(lacking)} steps"
        yield "Not judged", f"{told}: see safeaudit check"


def _in_full(obligation: Mapping[Hashable, Any]) -> RenderableType:
    """The verdict, how it came about, what to do, and what it rests on."""
    verdict = obligation["verdict"]
    head = Text(verdict.upper() + _days(obligation), style=STYLES.get(verdict, "bold"))
    head.append(f"  {obligation['title']}", style="bold")
    lines = [Text(plain(line)) for line in _explained(obligation)]
    return Group(head, *(Padding(line, (0, 0, 0, 2)) for line in [*lines, _rests_on(obligation)]))


def _explained(obligation: Mapping[Hashable, Any]) -> Iterator[str]:
    yield " ".join(filter(None, (obligation["counted"], obligation["reason"])))
    for line in filter(None, obligation["not_counted"].split("; ")):
        yield f"Does not count: {line}."
    if obligation["verdict"] in TO_DO:
        yield "To do: " + TO_DO[obligation["verdict"]].format(next=obligation["next"])


def _in_brief(obligation: Mapping[Hashable, Any]) -> RenderableType:
    """The verdict, the step, what the records say, and the rows."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, width=max(map(len, IN_SHORT)))
    grid.add_column(overflow="fold")
    line = Text(f"{obligation['step']}: {plain(obligation['reason'])}")
    line.append(plain(f" {obligation['evidence']}"), style="dim")
    grid.add_row(obligation["verdict"], line)
    return grid


def _rests_on(obligation: Mapping[Hashable, Any]) -> Text:
    """The step, where the policy says so, what it falls on, and the rows."""
    about = [obligation["step"], obligation["paragraphs"].replace(";", ", "), obligation["strength"]]
    about.append("due by policy" if obligation["basis"] == "policy" else "due by local benchmark")
    if isinstance(obligation["subject"], str):
        about.append(f"about {obligation['subject']}")
    if not pd.isna(obligation["event_number"]):
        about.append(f"event {obligation['event_number']}")
    return Text(plain("; ".join([*about, obligation["evidence"]])), style="dim")


def _days(obligation: Mapping[Hashable, Any]) -> str:
    """How long ago, or how soon."""
    days, due = obligation["days"], obligation["due"]
    if pd.isna(days):
        return ""
    if obligation["verdict"] == "pending":
        return f" due {day_in_words(due.date())}, in {_plural(-days)}"
    return f" {'by ' if obligation['verdict'] == 'late' else ''}{_plural(days)}"


def _plural(days: int) -> str:
    return f"{days:,} day" if days == 1 else f"{days:,} days"


def _timeline(case: CaseFile) -> Table:
    """What happened day by day; a line where the audit stands, and what is planned after it."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_column(overflow="fold", style="dim")
    before, drawn = None, False
    for event in case.timeline.to_dict("records"):
        if not drawn and event["day"].date() > case.audit.as_at:
            grid.add_row(day_in_words(case.audit.as_at), Text("the audit looks from here; planned:", style="italic"))
            drawn = True
        day = "" if event["day"] == before else day_in_words(event["day"].date())
        time = f"{event['time']} " if event["time"] else ""
        grid.add_row(day, Text(plain(time + event["what"])), Text(plain(event["evidence"])))
        before = event["day"]
    return grid


def _heading(text: str, console: Console) -> None:
    console.print()
    console.print(Text(text, style="bold underline"))
