"""A file of decisions (CSV, or the first worksheet with their headings) → the decisions, or every mistake in it."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from safeaudit.errors import DecisionsError, ExtractError
from safeaudit.extracts.conform import conform
from safeaudit.extracts.contract import ColumnSpec, TableSpec
from safeaudit.extracts.csv_file import csv_blocks, read_layout
from safeaudit.extracts.find import WORKBOOK_SUFFIXES
from safeaudit.extracts.heading_messages import heading_errors, passed_over
from safeaudit.extracts.heading_row import Top, find_top
from safeaudit.extracts.problems import IGNORED, WARNING, Problems
from safeaudit.extracts.rows import build_table
from safeaudit.extracts.store import Block, TableStore
from safeaudit.extracts.tables import NotRead, Source

# What may be decided, and how it is told.
KINDS = {
    "record-wrong": "the record is wrong",
    "accepted": "accepted as it stands",
    "not-applicable": "judged not to apply",
    "disputed": "disputed",
}
TABLE = TableSpec(
    "decisions",
    (
        ColumnSpec("obligation_id", "ref", required=True),
        ColumnSpec("decision", "word", required=True, words={word: word for word in KINDS}),
        ColumnSpec("decided_on", "date", required=True),
        ColumnSpec("decided_by", "ref", required=True),
        ColumnSpec("until", "date", required=True),
        ColumnSpec("corrected_on", "date"),
    ),
)
ID = r"[b-df-hj-np-t]{16}"
STAFF_CODE = r"(?=.*\d)\S{2,20}"
REMEDIES = {
    "bad-date": "write a date, such as 2026-10-31 or 31/10/2026",
    "bad-code": f"write one of {', '.join(KINDS)}",
    "missing-required": "fill it",
}


@dataclass(frozen=True)
class Decisions:
    """`rows`: a row for each decision, in file order: obligation_id, decision, decided_by (text), decided_on, until,
    corrected_on (datetime64[s]), row (as a spreadsheet shows it). `not_read`: what of the file was passed over."""

    file: str
    size: int
    sha256: str
    rows: pd.DataFrame
    not_read: Sequence[NotRead]


def read_decisions(path: Path) -> Decisions:
    """Read a file of decisions. DecisionsError: it cannot be read, or a message for each mistake in it."""
    try:
        held = path.read_bytes()
        is_workbook = path.suffix.lower() in WORKBOOK_SUFFIXES
        source, store, not_read = _read_workbook(path) if is_workbook else _read_csv(path)
    except OSError as error:
        raise DecisionsError(f"{path}: the file of decisions cannot be read ({error.strerror}).") from None
    except ExtractError as error:
        raise DecisionsError(*error.messages) from None
    problems = Problems()
    table = build_table(store, conform(store, {}, problems), [source], None)
    rows = table.rows.astype(dict.fromkeys(("obligation_id", "decision", "decided_by"), "str"))
    where = f"{source.file}, sheet {source.sheet}" if source.sheet else source.file
    mistakes = [*_unread(problems.frame([source]), where), *_contradictions(rows, where)]
    if mistakes:
        raise DecisionsError(*mistakes)
    return Decisions(path.name, len(held), hashlib.sha256(held).hexdigest(), rows, not_read)


def _read_csv(path: Path) -> tuple[Source, TableStore, list[NotRead]]:
    layout = read_layout(path, path.name, TABLE)
    blocks = csv_blocks(layout, lambda done: None)
    return _store(layout.top, path.name, "", blocks)


def _read_workbook(path: Path) -> tuple[Source, TableStore, list[NotRead]]:
    from safeaudit.extracts.workbook import Workbook  # takes a while to load

    book = Workbook(path, path.name)
    passed: list[NotRead] = []
    for sheet in book.sheets:
        if not sheet.is_worksheet:
            continue
        opened = book.open(sheet.name)
        top = find_top(opened.top, TABLE)
        if top and top.headings.usable:
            source, store, not_read = _store(top, path.name, sheet.name, opened.blocks(top, TABLE))
            return source, store, passed + not_read
        passed.append(NotRead(path.name, sheet.name, "", "it has not the headings of decisions"))
    wanted = ", ".join(column.name for column in TABLE.columns if column.required)
    raise ExtractError(f"{path.name}: no worksheet has the headings of decisions. Wanted: {wanted}.")


def _store(top: Top, file: str, sheet: str, blocks: Iterator[Block]) -> tuple[Source, TableStore, list[NotRead]]:
    errors = heading_errors(top, TABLE, f"{file}, sheet {sheet}" if sheet else file)
    if errors:
        raise ExtractError(*errors)
    store = TableStore(TABLE)
    store.open_source(0)
    for block in blocks:
        store.add(block)
    not_read = [NotRead(file, sheet, name, why) for name, why in passed_over(top.headings, TABLE)]
    return Source(file, sheet, frozenset(top.headings.places)), store, not_read


def _unread(problems: pd.DataFrame, where: str) -> Iterator[str]:
    """Each cell that is blank or cannot be read: in a file so small it is to be put right, not set aside."""
    for problem in problems.to_dict("records"):
        if problem["effect"] not in (IGNORED, WARNING):
            found = f" holds {problem['value']!r}" if problem["value"] else " is blank"
            remedy = REMEDIES.get(problem["kind"], "put it right")
            yield f"{where}, row {problem['row']}: {problem['column']}{found}; {remedy}."


def _contradictions(rows: pd.DataFrame, where: str) -> Iterator[str]:
    """Each cell that is read and cannot be meant."""
    ids, by = rows["obligation_id"], rows["decided_by"]
    other = rows["decision"] != "record-wrong"
    wrong = {
        "obligation_id is none: copy the 16 letters of a row of obligations.csv": ~ids.str.fullmatch(ID),
        "decided_by wants a staff code, such as N51A001, and no name": ~by.str.fullmatch(STAFF_CODE),
        "until is before decided_on; a decision stands from the one to the other": rows["until"] < rows["decided_on"],
        "corrected_on goes with the decision record-wrong alone": other & rows["corrected_on"].notna(),
    }
    for says, mask in wrong.items():
        yield from (f"{where}, row {row}: {says}." for row in rows["row"][mask])
