"""What extracts hold, before any audit: tables, columns, problems, and what each step lacks."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from safeaudit.caseload.caseload import number_rows
from safeaudit.extracts import Extracts, InputSheet, NotRead, Table
from safeaudit.extracts.contract import TABLES
from safeaudit.packs.schema import Pack
from safeaudit.replay.needs import not_looked_at, what_is_missing
from safeaudit.reports.headline import ProblemCount, count_problems
from safeaudit.reports.plain import plain


@dataclass(frozen=True)
class TableFound:
    """One table that was supplied: where from, its rows, the columns it held and those it did not."""

    table: str
    files: list[str]
    rows_read: int
    used: int
    quarantined: int
    duplicate: int
    columns: list[str]
    missing: list[str]


@dataclass(frozen=True)
class StepFound:
    """One step: what it lacks (blank: it can be audited), and tables not supplied that would widen it."""

    policy: str
    step: str
    title: str
    lacks: str
    not_looked_at: list[str]


@dataclass(frozen=True)
class Check:
    """Everything that `safeaudit check` tells."""

    tables: list[TableFound]
    not_supplied: list[str]
    problems: list[ProblemCount]
    not_read: list[NotRead]
    steps: list[StepFound]


def look_over(extracts: Extracts, packs: Sequence[Pack]) -> Check:
    """Sum up extracts, and what each step of some policies lacks."""
    rows = number_rows(extracts.tables)
    return Check(
        tables=[_table(table, extracts.inputs) for table in extracts.tables.values()],
        not_supplied=[name for name in TABLES if name not in extracts.tables],
        problems=count_problems(extracts.problems),
        not_read=extracts.not_read,
        steps=[
            StepFound(
                pack.head.name,
                step.id,
                step.title,
                what_is_missing(step, rows),
                not_looked_at(step, rows),
            )
            for pack in packs
            for step in pack.steps
        ],
    )


def _table(table: Table, inputs: Sequence[InputSheet]) -> TableFound:
    mine = [sheet for sheet in inputs if sheet.table == table.name]
    names = [column.name for column in TABLES[table.name].columns]
    return TableFound(
        table=table.name,
        files=[f"{sheet.file}[{sheet.sheet}]" if sheet.sheet else sheet.file for sheet in mine],
        rows_read=sum(sheet.rows_read for sheet in mine),
        used=sum(sheet.used for sheet in mine),
        quarantined=sum(sheet.quarantined for sheet in mine),
        duplicate=sum(sheet.duplicate for sheet in mine),
        columns=[name for name in names if table.held(name)],
        missing=[name for name in names if not table.held(name)],
    )


def check_json(found: Check) -> str:
    """The check as JSON text, one object."""
    return json.dumps(asdict(found), indent=2, ensure_ascii=False) + "\n"


def draw_check(found: Check, console: Console) -> None:
    """Draw the check for the terminal."""
    _heading("Tables", console)
    for table in found.tables:
        _draw_table(table, console)
    if found.not_supplied:
        console.print(Text(f"Not supplied: {', '.join(found.not_supplied)}."))
    _heading("Data problems", console)
    _pairs([(f"{p.kind}", f"{p.count:,} ({p.effect})") for p in found.problems], console)
    _heading("Passed over", console)
    _pairs([(_passed(passed), passed.why) for passed in found.not_read], console)
    _draw_steps(found.steps, console)


def _draw_table(table: TableFound, console: Console) -> None:
    rows = (
        f"{table.rows_read:,} rows read = {table.used:,} used + {table.quarantined:,} quarantined"
        f" + {table.duplicate:,} duplicate"
    )
    console.print(Text.assemble((table.table, "bold"), f": {rows}"))
    console.print(Text(plain(f"  from {', '.join(table.files)}")))
    console.print(Text(f"  columns: {', '.join(table.columns)}"))
    if table.missing:
        console.print(Text(f"  without: {', '.join(table.missing)}"))


def _draw_steps(steps: Sequence[StepFound], console: Console) -> None:
    lacking: defaultdict[str, list[str]] = defaultdict(list)
    for step in steps:
        if step.lacks:
            lacking[step.lacks].append(step.step)
    ready = [step for step in steps if not step.lacks]
    _heading("Steps", console)
    console.print(f"{len(ready):,} of {len(steps):,} steps can be audited.")
    for why, names in lacking.items():
        console.print(Text(f"{', '.join(names)}: {why}"))
    for step in ready:
        if step.not_looked_at:
            tables = ", ".join(step.not_looked_at)
            console.print(Text(f"{step.step}: can be audited; {tables} might add to it"))


def _passed(passed: NotRead) -> str:
    where = passed.file + (f"[{passed.sheet}]" if passed.sheet else "")
    return plain(where + (f", column {passed.column}" if passed.column else ""))


def _pairs(pairs: Sequence[tuple[str, str]], console: Console) -> None:
    grid = Grid.grid(padding=(0, 2))
    for first, second in pairs or [("None.", "")]:
        grid.add_row(Text(first), Text(second))
    console.print(grid)


def _heading(text: str, console: Console) -> None:
    console.print()
    console.print(Text(text, style="bold underline"))
