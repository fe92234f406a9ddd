"""A file of decisions (CSV, or the first worksheet with their headings) → the decisions, or every mistake in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from safeaudit.errors import DecisionsError, ExtractError
from safeaudit.extracts.contract import ColumnSpec, TableSpec
from safeaudit.extracts.small_file import read_small_file
from safeaudit.extracts.tables import NotRead

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
        held = read_small_file(path, TABLE, REMEDIES)
    except ExtractError as error:
        raise DecisionsError(*error.messages) from None
    rows = held.rows.astype(dict.fromkeys(("obligation_id", "decision", "decided_by"), "str"))
    mistakes = [*held.mistakes, *_contradictions(rows, held.where)]
    if mistakes:
        raise DecisionsError(*mistakes)
    return Decisions(held.file, held.size, held.sha256, rows, held.not_read)


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
