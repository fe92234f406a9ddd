"""A small file that an office keeps by hand (CSV, or the first worksheet with its headings) → its rows, or every
mistake in it: in a file so small a mistake is to be put right, not set aside."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from safeaudit.errors import ExtractError
from safeaudit.extracts.conform import conform
from safeaudit.extracts.contract import TableSpec
from safeaudit.extracts.csv_file import csv_blocks, read_layout
from safeaudit.extracts.find import WORKBOOK_SUFFIXES
from safeaudit.extracts.heading_messages import heading_errors, passed_over
from safeaudit.extracts.heading_row import Top, find_top
from safeaudit.extracts.problems import IGNORED, WARNING, Problems
from safeaudit.extracts.rows import build_table
from safeaudit.extracts.store import Block, TableStore
from safeaudit.extracts.tables import NotRead, Source


@dataclass(frozen=True)
class SmallFile:
    """`rows`: in file order, of the kinds that the table's columns have, and `row` (as a spreadsheet shows it).
    `where`: file and sheet, for messages. `mistakes`: a message for each cell that cannot be used. `not_read`: what of
    the file was passed over."""

    file: str
    size: int
    sha256: str
    where: str
    rows: pd.DataFrame
    mistakes: Sequence[str]
    not_read: Sequence[NotRead]


def read_small_file(path: Path, table: TableSpec, remedies: Mapping[str, str]) -> SmallFile:
    """Read a file of one table; `remedies`: for each kind of problem what to do. ExtractError: it cannot be read."""
    try:
        held = path.read_bytes()
        is_workbook = path.suffix.lower() in WORKBOOK_SUFFIXES
        source, store, not_read = _read_workbook(path, table) if is_workbook else _read_csv(path, table)
    except OSError as error:
        raise ExtractError(f"{path}: the file of {_spoken(table)} cannot be read ({error.strerror}).") from None
    problems = Problems()
    rows = build_table(store, conform(store, {}, problems), [source], None).rows
    where = f"{source.file}, sheet {source.sheet}" if source.sheet else source.file
    mistakes = list(_unread(problems.frame([source]), where, remedies))
    return SmallFile(path.name, len(held), hashlib.sha256(held).hexdigest(), where, rows, mistakes, not_read)


def _read_csv(path: Path, table: TableSpec) -> tuple[Source, TableStore, list[NotRead]]:
    layout = read_layout(path, path.name, table)
    blocks = csv_blocks(layout, lambda done: None)
    return _store(layout.top, table, path.name, "", blocks)


def _read_workbook(path: Path, table: TableSpec) -> tuple[Source, TableStore, list[NotRead]]:
    from safeaudit.extracts.workbook import Workbook  # takes a while to load

    book = Workbook(path, path.name)
    passed: list[NotRead] = []
    for sheet in book.sheets:
        if not sheet.is_worksheet:
            continue
        opened = book.open(sheet.name)
        top = find_top(opened.top, table)
        if top and top.headings.usable:
            source, store, not_read = _store(top, table, path.name, sheet.name, opened.blocks(top, table))
            return source, store, passed + not_read
        passed.append(NotRead(path.name, sheet.name, "", f"it has not the headings of {_spoken(table)}"))
    wanted = ", ".join(column.name for column in table.columns if column.required)
    raise ExtractError(f"{path.name}: no worksheet has the headings of {_spoken(table)}. Wanted: {wanted}.")


def _store(
    top: Top, table: TableSpec, file: str, sheet: str, blocks: Iterator[Block]
) -> tuple[Source, TableStore, list[NotRead]]:
    errors = heading_errors(top, table, f"{file}, sheet {sheet}" if sheet else file)
    if errors:
        raise ExtractError(*errors)
    store = TableStore(table)
    store.open_source(0)
    for block in blocks:
        store.add(block)
    not_read = [NotRead(file, sheet, name, why) for name, why in passed_over(top.headings, table)]
    return Source(file, sheet, frozenset(top.headings.places)), store, not_read


def _unread(problems: pd.DataFrame, where: str, remedies: Mapping[str, str]) -> Iterator[str]:
    """Each cell that is blank or cannot be read."""
    for problem in problems.to_dict("records"):
        if problem["effect"] not in (IGNORED, WARNING):
            found = f" holds {problem['value']!r}" if problem["value"] else " is blank"
            remedy = remedies.get(problem["kind"], "put it right")
            yield f"{where}, row {problem['row']}: {problem['column']}{found}; {remedy}."


def _spoken(table: TableSpec) -> str:
    return table.name.replace("_", " ")
