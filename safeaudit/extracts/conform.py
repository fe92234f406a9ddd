"""One table's raw rows → usable rows, with every other row accounted for as quarantined or duplicate."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from safeaudit.extracts.cells import BAD_KINDS, BLANK, Meaning, read_cells
from safeaudit.extracts.contract import ColumnSpec, TableSpec
from safeaudit.extracts.no_records import REASON as NO_RECORD
from safeaudit.extracts.no_records import no_subjects, subject_of
from safeaudit.extracts.outcomes import not_understood
from safeaudit.extracts.problems import IGNORED, QUARANTINED, UNUSABLE, WARNING, Problems, shown
from safeaudit.extracts.repeats import repeated_keys, repeated_rows
from safeaudit.extracts.side_by_side import side_by_side
from safeaudit.extracts.store import ColumnStore, TableStore, narrowest
from safeaudit.extracts.unreadable import why_unreadable
from safeaudit.extracts.words import in_contract_words

Codes = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.int64]


@dataclass
class Conformed:
    """One table's columns as codes with their meanings, and what became of each row.

    `quarantined` and `duplicate` are masks over all rows; a row in neither is used.
    """

    spec: TableSpec
    codes: dict[str, Codes]
    meanings: dict[str, Meaning]
    duplicate: Mask
    quarantined: Mask

    @property
    def used(self) -> Mask:
        """Tell for each row whether it is used."""
        return ~(self.duplicate | self.quarantined)

    def used_texts(self, column: str) -> pa.Array:
        """Give the distinct texts of a column over the used rows."""
        seen = np.zeros(len(self.meanings[column].texts) + 1, dtype=bool)
        seen[self.codes[column][self.used]] = True
        return self.meanings[column].texts.filter(pa.array(seen[:-1]))


def conform(
    store: TableStore,
    masters: Mapping[str, pa.Array],
    problems: Problems,
    words: Mapping[str, Mapping[str, str]] | None = None,
) -> Conformed:
    """Read the cells of a table and settle each row's fate; list every problem.

    `masters`: for each table that others refer to and that was supplied, the values that its used rows hold.
    `words`: for each column the office's own words, folded → the contract's (`Hints.words`).
    """
    table = _read_columns(store, words or {})
    work = _Work(store, table, problems)
    work.quarantine_what_is_no_record()
    work.ignore_duplicates()
    work.quarantine_unusable_rows()
    work.quarantine_orphans(masters)
    work.quarantine_repeated_refs()
    work.list_cells()
    if store.spec.name == "contacts":
        work.list_unclear_outcomes()
    return table


def _read_columns(store: TableStore, words: Mapping[str, Mapping[str, str]]) -> Conformed:
    def read(spec: ColumnSpec) -> tuple[Codes, Meaning]:
        return _read_column(spec, store.columns.pop(spec.name, None), store.count, words.get(spec.name))

    columns = store.spec.columns
    done = {spec.name: column for spec, column in zip(columns, side_by_side(read, columns, store.count), strict=True)}
    nothing = np.zeros(store.count, dtype=bool)
    codes = {name: column[0] for name, column in done.items()}
    meanings = {name: column[1] for name, column in done.items()}
    return Conformed(store.spec, codes, meanings, nothing, nothing.copy())


def _read_column(
    spec: ColumnSpec, column: ColumnStore | None, count: int, words: Mapping[str, str] | None
) -> tuple[Codes, Meaning]:
    texts = column.texts if column else pa.array([], pa.string())
    if words:
        ours, which = in_contract_words(texts, words)
        meaning = read_cells(spec, ours)
        meaning = replace(meaning, code_of_raw=meaning.code_of_raw[which])
    else:
        meaning = read_cells(spec, texts)
    absent = BLANK if spec.blank_means is None else 0
    if not column:
        return np.broadcast_to(np.int8(absent), count), meaning
    code_of_raw = np.append(meaning.code_of_raw, absent).astype(narrowest(len(meaning.texts)))
    return column.take_codes(code_of_raw), meaning


class _Work:
    """The steps of `conform` on one table, in the order that decides which of several reasons a row gets."""

    def __init__(self, store: TableStore, table: Conformed, problems: Problems) -> None:
        self.store = store
        self.spec = store.spec
        self.table = table
        self.problems = problems
        self.settled = table.duplicate  # rows of which everything is said

    def ignore_duplicates(self) -> None:
        """Ignore each row that equals an earlier one in every column."""
        # A column that no file held is one blank spread over all rows, and tells none apart.
        filled = [codes for codes in self.table.codes.values() if codes.strides != (0,)]
        positions = repeated_rows(filled, self.store.count)
        positions = positions[~self.table.quarantined[positions]]  # such as a heading repeated on every page
        self.settled = self.table.quarantined.copy() if self.table.quarantined.any() else self.table.duplicate
        self.table.duplicate[positions] = True
        self.settled[positions] = True
        reason = "The row equals an earlier row of its table in every column."
        self._list(positions, "", "exact-duplicate", reason, IGNORED)

    def quarantine_what_is_no_record(self) -> None:
        """Quarantine totals, repeated headings and remarks; nothing else is said of such a row."""
        column = subject_of(self.spec)
        meaning, codes = self.table.meanings[column], self.table.codes[column]
        if column != "crn" or meaning.unusual is not None:
            never, alone = (np.append(flags, False) for flags in no_subjects(self.spec, meaning.texts))
            found = never[codes]
            if alone.any():
                others = [c.name for c in self.spec.columns if c.name != column and c.blank_means is None]
                found |= alone[codes] & np.all([self.table.codes[name] == BLANK for name in others], axis=0)
            self.table.quarantined |= found
            self._list(np.flatnonzero(found), column, "missing-required", NO_RECORD, QUARANTINED, of_cells=True)

    def quarantine_unusable_rows(self) -> None:
        """Quarantine the rows in which a required cell is blank or unreadable."""
        for spec in self.spec.columns:
            if not spec.required:
                continue
            codes = self.table.codes[spec.name]
            bad = self.table.meanings[spec.name].bad
            if bad is not None:
                self.table.quarantined |= bad[codes] & ~self.settled
            blank = np.flatnonzero((codes == BLANK) & ~self.settled)
            self.table.quarantined[blank] = True
            self._list(blank, spec.name, "missing-required", f"{spec.name} is required and blank.", QUARANTINED)
        if self.spec.one_of:
            self._require_one_of()

    def _require_one_of(self) -> None:
        none = ~self.settled
        for name in self.spec.one_of:
            codes, bad = self.table.codes[name], self.table.meanings[name].bad
            none &= codes == BLANK if bad is None else (codes == BLANK) | bad[codes]
        positions = np.flatnonzero(none)
        self.table.quarantined[positions] = True
        reason = f"Neither {' nor '.join(self.spec.one_of)} holds a date that can be read."
        self._list(positions, self.spec.one_of[0], "missing-required", reason, QUARANTINED)

    def quarantine_orphans(self, masters: Mapping[str, pa.Array]) -> None:
        """Quarantine the rows that name what the master table, if it was supplied, does not hold."""
        if self.spec.master is None or self.spec.master[1] not in masters:
            return
        name, master = self.spec.master
        found = pc.is_in(self.table.meanings[name].texts, value_set=masters[master])
        known = np.append(_flags(found), True)
        if known.all():
            return
        positions = np.flatnonzero(~known[self.table.codes[name]] & self.table.used)
        self.table.quarantined[positions] = True
        alike = self._but_for_case(name, masters[master])[self.table.codes[name][positions]]
        reason = f"No usable row of {master} holds this {name}."
        self._list(positions[~alike], name, "orphan", reason, QUARANTINED, of_cells=True)
        reason = f"{master} holds this {name} with other capital and small letters. Write both alike."
        self._list(positions[alike], name, "orphan", reason, QUARANTINED, of_cells=True)

    def _but_for_case(self, name: str, held: pa.Array) -> Mask:
        """Tell for each text of a column whether some other table holds it in other letters."""
        found = pc.is_in(pc.utf8_upper(self.table.meanings[name].texts), value_set=pc.utf8_upper(held))
        return np.append(_flags(found), False)

    def quarantine_repeated_refs(self) -> None:
        """Quarantine each row whose reference an earlier row, still in use, has with other values."""
        if not self.spec.unique:
            return
        among = self.table.used
        for name in self.spec.unique:
            codes, bad = self.table.codes[name], self.table.meanings[name].bad
            among &= (codes != BLANK) if bad is None else (codes != BLANK) & ~bad[codes]
        positions = repeated_keys([self.table.codes[name] for name in self.spec.unique], among)
        self.table.quarantined[positions] = True
        together = " and ".join(self.spec.unique)
        reason = f"An earlier row has the same {together} with other values."
        self._list(positions, self.spec.unique[-1], "duplicate-ref", reason, QUARANTINED, of_cells=True)

    def list_cells(self) -> None:
        """List unreadable cells, numbers of an unusual form and rows with cells to spare."""
        for spec in self.spec.columns:
            meaning, codes = self.table.meanings[spec.name], self.table.codes[spec.name]
            if meaning.bad is not None:
                bad = meaning.bad[codes] & ~self.settled
                for mask, effect in ((self.table.quarantined, QUARANTINED), (self.table.used, UNUSABLE)):
                    self._list_unreadable(np.flatnonzero(bad & mask), spec, effect)
            if meaning.unusual is not None:
                odd = np.flatnonzero(meaning.unusual[codes] & ~self.settled)
                reason = f"{spec.name} is not of the usual form; it is used as it stands."
                self._list(odd, spec.name, "unusual-crn", reason, WARNING, of_cells=True)
        reason = "The row has more filled cells than there are headings; those beyond them were not read."
        for source, rows in self.store.surplus:
            places = (np.full(len(rows), source, dtype=np.int32), rows)
            self.problems.add(places, table=self.spec.name, column="", kind="clash", reason=reason, effect=WARNING)

    def _list_unreadable(self, positions: Positions, spec: ColumnSpec, effect: str) -> None:
        """List cells that cannot be read, each with why."""
        kind, texts, codes = BAD_KINDS[spec.kind], self.table.meanings[spec.name].texts, self.table.codes[spec.name]
        distinct, which = np.unique(codes[positions], return_inverse=True)
        reasons = [why_unreadable(kind, text) for text in texts.take(pa.array(distinct)).to_pylist()]
        for reason in dict.fromkeys(reasons):
            mine = np.array([other == reason for other in reasons], dtype=bool)[which]
            self._list(positions[mine], spec.name, kind, reason, effect, of_cells=True)

    def list_unclear_outcomes(self) -> None:
        """List the outcomes that mean neither sent nor not made, on contacts that ought to mean one of them."""
        types, outcomes = self.table.meanings["contact_type"].texts, self.table.meanings["outcome"].texts
        reason = "This outcome means neither that an enquiry was sent nor that it was not made; it counts as neither."
        for code, unclear in not_understood(types, outcomes).items():
            of_type = (self.table.codes["contact_type"] == code) & self.table.used
            told = np.append(unclear, False)[self.table.codes["outcome"]]
            self._list(np.flatnonzero(of_type & told), "outcome", "bad-code", reason, WARNING, of_cells=True)

    def _list(
        self, positions: Positions, column: str, kind: str, reason: str, effect: str, of_cells: bool = False
    ) -> None:
        if not len(positions):
            return
        values = None
        if of_cells:
            distinct, which = np.unique(self.table.codes[column][positions], return_inverse=True)
            texts = self.table.meanings[column].texts.take(pa.array(distinct)).to_pylist()
            values = ([shown(self.spec.column(column), text) for text in texts], which)
        self.problems.add(
            self.store.places(positions),
            table=self.spec.name,
            column=column,
            kind=kind,
            reason=reason,
            effect=effect,
            values=values,
        )


def _flags(array: pa.Array) -> Mask:
    return np.asarray(array.to_numpy(zero_copy_only=False), dtype=bool)
