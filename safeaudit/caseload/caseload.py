"""The caseload: every table as known at the as-at date, its CRNs turned into integers once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from safeaudit.caseload.arrays import Ints
from safeaudit.caseload.as_at import known_at
from safeaudit.caseload.looked_at import LookedAt
from safeaudit.caseload.records import Records
from safeaudit.categories import category
from safeaudit.extracts.contract import TABLES, ColumnSpec
from safeaudit.extracts.tables import Table

# What ties rows of different tables together: one numbering for all tables, so that codes compare.
SHARED_REFERENCES = ("crn", "child_ref", "address_ref")
_NO_WORDS = pd.Index([], dtype=object)
_NO_CELLS = pd.DataFrame({"table": [], "record": np.zeros(0, dtype=np.int64), "column": []})
DTYPES = {"date": "datetime64[s]", "datetime": "datetime64[s]", "yes-no": "int8", "number": "int32"}


@dataclass(frozen=True)
class Rows:
    """All tables before anything is hidden, rows in file order, each with its `record` number.

    `frames` has every table of the contract (no rows where not supplied); references that tie tables together have
    one list of categories in all of them, so that their codes compare. `columns` holds, for each supplied table, the
    columns that any of its files had. `unusable` has the columns table, record, column: cells that could not be read.
    """

    frames: Mapping[str, pd.DataFrame]
    columns: Mapping[str, frozenset[str]]
    unusable: pd.DataFrame

    def supplied(self, table: str, *columns: str) -> bool:
        """Say whether a table was supplied, and each of these columns in one of its files at least."""
        return table in self.columns and self.columns[table].issuperset(columns)


@dataclass(frozen=True)
class Caseload:
    """What was known of all cases, staff and units at the end of the as-at day.

    `crns` gives the text of the integers in the `case` columns; `rows` is what it was built from; `looked_at` notes
    each column that is asked for.
    """

    as_at: date
    crns: pd.Index
    tables: Mapping[str, Records]
    rows: Rows
    looked_at: LookedAt

    def __getitem__(self, table: str) -> Records:
        """The rows of a table in file order; none where it was not supplied."""
        return self.tables[table]

    def supplied(self, table: str, *columns: str) -> bool:
        """Say whether a table was supplied, and each of these columns in one of its files at least."""
        return self.rows.supplied(table, *columns)


def number_rows(tables: Mapping[str, Table]) -> Rows:
    """Number the rows of all tables, so that `record` alone finds a row of a file again (see `record_offsets`)."""
    offsets = record_offsets(tables)
    frames, columns, unusable = {}, {}, [_NO_CELLS]
    for name, spec in TABLES.items():
        table = tables.get(name)
        frame = table.rows if table else _no_rows(name)
        frames[name] = frame.assign(record=np.arange(len(frame)) + offsets[name])
        if table:
            columns[name] = frozenset(column.name for column in spec.columns if table.held(column.name))
            cells = table.unusable
            if len(cells):
                record = cells["position"].to_numpy() + offsets[name]
                unusable.append(pd.DataFrame({"table": name, "record": record, "column": cells["column"]}))
        if name == "contacts":
            frames[name]["outcome_held"] = table.held_by_row("outcome") if table else np.zeros(0, dtype=bool)
    for column in SHARED_REFERENCES:
        _number_alike(frames, column)
    return Rows(frames, columns, pd.concat(unusable, ignore_index=True))


def build_caseload(rows: Rows, as_at: date) -> Caseload:
    """Hide what came after as-at and turn CRNs into integers, in the order of the CRNs."""
    crn = rows.frames["cases"]["crn"].cat
    audited = np.unique(crn.codes.to_numpy())
    number = np.full(len(crn.categories) + 1, -1)
    number[audited] = np.arange(len(audited))
    looked_at = LookedAt()
    tables = _Tables(rows, number, as_at, looked_at)
    return Caseload(as_at, pd.Index(crn.categories[audited], dtype=object), tables, rows, looked_at)


class _Tables(Mapping[str, Records]):
    """The tables of a caseload, each made when it is first asked for."""

    def __init__(self, rows: Rows, number_of_crn: Ints, as_at: date, looked_at: LookedAt) -> None:
        self._rows, self._number_of_crn, self._as_at, self._looked_at = rows, number_of_crn, as_at, looked_at
        self._made: dict[str, Records] = {}

    def __getitem__(self, name: str) -> Records:
        if name not in self._made:
            frame = self._rows.frames[name]
            known = known_at(name, frame.assign(case=_case_numbers(frame, self._number_of_crn)), self._as_at)
            self._made[name] = Records.of_frame(name, known, self._looked_at)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows.frames)

    def __len__(self) -> int:
        return len(self._rows.frames)


def record_offsets(tables: Mapping[str, Table]) -> dict[str, int]:
    """The record number of each table's first row; tables follow the contract's order."""
    offsets, total = {}, 0
    for name in TABLES:
        offsets[name] = total
        total += len(tables[name].rows) if name in tables else 0
    return offsets


def blank_column(column: ColumnSpec, size: int) -> pd.Series:
    """A column that holds nothing, of the dtype that the column's kind has."""
    dtype = DTYPES.get(column.kind, "category")
    if dtype == "category":
        return pd.Series(category(np.full(size, -1, dtype=np.int8), _NO_WORDS))
    return pd.Series(np.full(size, "NaT" if dtype.startswith("datetime") else -1, dtype=dtype))


@cache
def _no_rows(table: str) -> pd.DataFrame:
    return pd.DataFrame({column.name: blank_column(column, 0) for column in TABLES[table].columns})


def _number_alike(frames: Mapping[str, pd.DataFrame], column: str) -> None:
    """Give a column one list of categories, in alphabetical order, in every table that has it."""
    having = [frame for frame in frames.values() if column in frame]
    held = [pa.array(frame[column].cat.categories, pa.string()) for frame in having]
    alike = pa.chunked_array(held, pa.string()).dictionary_encode().combine_chunks()
    order = pc.array_sort_indices(alike.dictionary)
    rank = np.empty(len(order) + 1, dtype=np.int32)
    rank[order.to_numpy()], rank[-1] = np.arange(len(order)), -1
    shared = pd.CategoricalDtype(pd.Index(alike.dictionary.take(order).to_numpy(zero_copy_only=False), dtype=object))
    start = 0
    for frame, words in zip(having, held, strict=True):
        number = rank[np.append(alike.indices.to_numpy()[start : start + len(words)], -1)]
        codes = number[frame[column].cat.codes.to_numpy()]
        frame[column] = pd.Categorical.from_codes(codes, dtype=shared, validate=False)
        start += len(words)


def _case_numbers(frame: pd.DataFrame, number_of_crn: Ints) -> Ints:
    return number_of_crn[frame["crn"].cat.codes.to_numpy()] if "crn" in frame else np.full(len(frame), -1)
