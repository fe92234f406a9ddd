"""A check on the terminal and as JSON: what extracts hold, what is doubtful in them, and which steps can run."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from itertools import groupby
from pathlib import Path

import pandas as pd
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from safeaudit.check import Check
from safeaudit.check.found import CodeFound, ColumnFound, StepFound, TableFound
from safeaudit.reports.contacts_alone import costs
from safeaudit.reports.headline import percent
from safeaudit.reports.manifest import program
from safeaudit.reports.output_folder import cannot_write
from safeaudit.reports.plain import plain
from safeaudit.reports.tables_csv import write_csv

MOST_CODES = 8
MOST_PROBLEMS = 20


def check_json(found: Check) -> str:
    """The check as JSON text, one object."""
    return json.dumps({"program": program()} | asdict(found), indent=2, ensure_ascii=False) + "\n"


def write_check(found: Check, problems: pd.DataFrame, folder: Path) -> None:
    """Write every data problem and the whole check into a folder; OutputError where that fails."""
    try:
        write_csv(folder / "problems.csv", problems)
        (folder / "check.json").write_text(check_json(found), "utf-8", newline="\n")
    except OSError as error:
        raise cannot_write(folder, error) from None


def draw_check(found: Check, console: Console) -> None:
    """Draw the check for the terminal."""
    _heading("Tables", console)
    for table in found.tables:
        _draw_table(table, console)
    if found.not_supplied:
        console.print(Text(f"Not supplied: {', '.join(found.not_supplied)}."))
    _draw_read_otherwise(found, console)
    _draw_codes(found.codes, console)
    _draw_problems(found, console)
    _draw_steps(found.steps, console)


def _draw_table(table: TableFound, console: Console) -> None:
    rows = (
        f"{table.rows_read:,} rows read = {table.used:,} used + {table.quarantined:,} quarantined"
        f" + {table.duplicate:,} duplicate"
    )
    console.print(Text.assemble((table.table, "bold"), f": {rows}"))
    console.print(Text(plain(f"from {', '.join(table.files)}")))
    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="underline")
    grid.add_column("column", no_wrap=True, min_width=26)
    grid.add_column("needed by", justify="right", no_wrap=True)
    grid.add_column("blank", justify="right", no_wrap=True)
    grid.add_column("holds", no_wrap=True)
    for column in table.columns:
        grid.add_row(*_cells(column))
    console.print(grid)
    _sentence(
        "Under other headings", [f"{c.column} {', '.join(c.headings)}" for c in table.columns if c.headings], console
    )
    unreadable = [f"{c.column} {c.unreadable:,}" for c in table.columns if c.unreadable]
    _sentence("Cells that cannot be read", unreadable, console)
    _sentence("Without", table.missing, console)
    console.print()


def _cells(column: ColumnFound) -> list[Text]:
    """One column's line: its name, the steps that need it, its blanks and its dates."""
    return [
        Text(column.column),
        Text("required" if column.required else _steps(column.needed_by) if column.needed_by else ""),
        Text(percent(column.blank, column.rows) if column.blank else ""),
        Text(f"{_day(column.first)} to {_day(column.last)}" if column.first else ""),
    ]


def _sentence(what: str, items: Sequence[str], console: Console) -> None:
    if items:
        console.print(Text(plain(f"{what}: {'; '.join(items)}.")))


def _steps(count: int) -> str:
    return "1 step" if count == 1 else f"{count} steps"


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%b %Y}"


def _draw_read_otherwise(found: Check, console: Console) -> None:
    if found.remarks:
        _heading("Read with care", console)
        _pairs([(_place(remark.file, remark.sheet), remark.said) for remark in found.remarks], console)
    _heading("Passed over", console)
    passed = [(_place(p.file, p.sheet) + (f", column {p.column}" if p.column else ""), p.why) for p in found.not_read]
    _pairs(passed, console)


def _draw_codes(codes: Sequence[CodeFound], console: Console) -> None:
    _heading("Codes and words not understood", console)
    lines = []
    for (table, column, follows), alike in groupby(codes, key=lambda code: (code.table, code.column, code.follows)):
        listed = list(alike)
        told = [f"{code.code} {code.rows:,}" for code in listed[:MOST_CODES]]
        more = len(listed) - MOST_CODES
        if more > 0:
            told.append(f"and {more:,} more, {sum(c.rows for c in listed[MOST_CODES:]):,} (all with --json)")
        lines.append((f"{table}.{column}", f"{follows}: {', '.join(told)}"))
    _pairs(lines, console)


def _draw_problems(found: Check, console: Console) -> None:
    _heading("Data problems", console)
    lines = [
        (
            f"{problem.count:,}",
            f"{problem.kind} ({problem.effect}), {problem.table}{'.' if problem.column else ''}{problem.column}:"
            f" {problem.reason} First: {problem.first}",
        )
        for problem in found.problems[:MOST_PROBLEMS]
    ]
    more = len(found.problems) - MOST_PROBLEMS
    if more > 0:
        rows = sum(problem.count for problem in found.problems[MOST_PROBLEMS:])
        lines.append((f"{rows:,}", f"of {more:,} further kinds, with --json"))
    _pairs(lines, console, right=True)
    for gap in found.gaps:
        months = gap.first if gap.months == 1 else f"{gap.first} to {gap.last}"
        console.print(Text(f"No contact at all in {months}: was a month left out of the export?"))


def _draw_steps(steps: Sequence[StepFound], console: Console) -> None:
    ready = [step for step in steps if not step.lacks]
    _heading("Steps", console)
    console.print(f"{len(ready):,} of {len(steps):,} steps can be audited.")
    _listed("", ((step.lacks, step.step) for step in steps if step.lacks), console)
    alone = [(", ".join(step.contacts_alone), step.step) for step in ready if step.contacts_alone]
    _listed("from contacts alone without ", alone, console)
    for cost in costs(tables for tables, _ in alone):
        console.print(Text(f"  {cost}"))
    widened = ((", ".join(step.not_looked_at), step.step) for step in ready if step.not_looked_at)
    _listed("might be more with ", widened, console)


def _listed(what: str, steps: Iterable[tuple[str, str]], console: Console) -> None:
    """Steps alike in what is said of them, on one line."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for says, step in steps:
        alike[says].append(step)
    for says, names in alike.items():
        console.print(Text.assemble((what + says, "bold"), f": {', '.join(names)}"))


def _place(file: str, sheet: str) -> str:
    return plain(f"{file}[{sheet}]" if sheet else file)


def _pairs(pairs: Sequence[tuple[str, str]], console: Console, *, right: bool = False) -> None:
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(justify="right" if right else "left", overflow="fold")
    grid.add_column(overflow="fold")
    for first, second in pairs or [("None.", "")]:
        grid.add_row(Text(plain(first)), Text(plain(second)))
    console.print(grid)


def _heading(text: str, console: Console) -> None:
    console.print()
    console.print(Text(text, style="bold underline"))
