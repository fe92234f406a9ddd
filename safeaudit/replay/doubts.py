"""What an unreadable cell does to the obligations that its row makes (`steps.md`, last section).

Such an obligation is not assessable, unless a blank and every readable value in the cell would give the same verdict. So
the case is replayed as it might have been: one copy of it for each value that the cell could have held, all copies of all
doubtful cases together. A cell that a step does not look at then changes nothing, and no step needs a rule of its own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import Ints, Mask, pairs
from safeaudit.caseload.caseload import Caseload, Rows, build_caseload
from safeaudit.facts.known import Known
from safeaudit.replay.step import Judged, judge_step
from safeaudit.replay.values import OWNERS, Cell, Surroundings, first_values, more_values, surroundings
from safeaudit.shapes.standing import Verdict

# Copies replayed at once, so that memory stays bounded however many cells are unreadable.
AT_ONCE = 20_000


Copy = tuple[Cell, Any]
Values = Callable[[Cell, Surroundings], Iterable[Any]]


def with_doubts(known: Known, judged: Sequence[Judged]) -> list[Judged]:
    """The judged steps, with what an unreadable cell could decide either way made not assessable."""
    cells = list(_cells_that_make_obligations(known.caseload, judged))
    if not cells:
        return list(judged)
    around = surroundings(known.caseload.rows, sorted({cell.owner for cell in cells}), known.caseload.as_at)
    decided: set[tuple[int, Cell]] = set()
    for values in (first_values, more_values):
        for batch in _batches(cells, values, around):
            decided |= _decided_by(known, judged, batch, decided)
    return [_doubted(step, {cell for number, cell in decided if number == n}) for n, step in enumerate(judged)]


def _cells_that_make_obligations(caseload: Caseload, judged: Sequence[Judged]) -> Iterator[Cell]:
    unusable = caseload.rows.unusable
    if not len(unusable):
        return
    makers = np.unique(np.concatenate([step.things.makers()[1] for step in judged] or [np.zeros(0, int)]))
    unusable = unusable[np.isin(unusable["record"].to_numpy(), makers)]
    for table, cells in unusable.groupby("table", sort=False):
        frame = caseload.rows.frames[table].set_index("record")
        owners = frame.loc[cells["record"], OWNERS.get(table, "crn")]
        for record, column, owner in zip(cells["record"], cells["column"], owners, strict=True):
            yield Cell(table, column, int(record), str(owner))


def _batches(cells: list[Cell], values: Values, around: Surroundings) -> Iterator[list[Copy]]:
    """Every cell with every value to try, in batches."""
    batch: list[Copy] = []
    for cell in cells:
        batch += [(cell, value) for value in values(cell, around)]
        if len(batch) >= AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _decided_by(
    known: Known, judged: Sequence[Judged], copies: list[Copy], already: set[tuple[int, Cell]]
) -> set[tuple[int, Cell]]:
    """Which cells of the batch change the verdict of an obligation that their row makes, and in which step."""
    records = np.array([cell.record for cell, _ in copies])
    imagined = None
    decided = set()
    for number, step in enumerate(judged):
        now = _verdict_of_record(step, records)
        settled = np.array([(number, cell) in already for cell, _ in copies])
        open_question = (now != Verdict.NO_ROW) & ~settled
        if not open_question.any():
            continue
        imagined = imagined or Known(_copied(known.caseload, copies), known.calendar, known.benchmarks)
        then = _verdict_of_copy(imagined, judge_step(imagined, step.step), records)
        changed = np.flatnonzero(open_question & (now != then))
        decided |= {(number, copies[copy][0]) for copy in changed}
    return decided


def _verdict_of_record(step: Judged, records: Ints) -> Ints:
    """The verdict of the obligation that each record makes, NO_ROW for none."""
    position, maker = step.things.makers()
    order = np.argsort(maker, kind="stable")
    at = np.searchsorted(maker[order], records)
    found = np.full(len(records), int(Verdict.NO_ROW))
    inside = at < len(maker)
    hit = np.zeros(len(records), dtype=bool)
    hit[inside] = maker[order][at[inside]] == records[inside]
    found[hit] = step.verdict[position[order][at[hit]]]
    return found


def _verdict_of_copy(imagined: Known, step: Judged, records: Ints) -> Ints:
    """For each copy the verdict of the obligation that its doubtful row makes there, NO_ROW for none."""
    position, maker = step.things.makers()
    if step.things.table in ("staff", "units"):
        owner = step.things.words(OWNERS[step.things.table])
    else:
        owner = imagined.caseload.crns.to_numpy(dtype=object)[step.things.case]
    copy = owner[position].astype(np.int64)
    mine = records[copy] == maker
    found = np.full(len(records), int(Verdict.NO_ROW))
    found[copy[mine]] = step.verdict[position[mine]]
    return found


def _copied(caseload: Caseload, copies: list[Copy]) -> Caseload:
    """A caseload of copies: copy n is the whole case (or staff member, or unit) under the name n, with one cell filled."""
    owners = pd.Index(sorted({cell.owner for cell, _ in copies}))
    owner_of_copy = owners.get_indexer([cell.owner for cell, _ in copies])
    frames = {
        table: _copied_rows(table, frame, owners, owner_of_copy, copies)
        for table, frame in caseload.rows.frames.items()
    }
    nothing = caseload.rows.unusable.iloc[:0]
    return build_caseload(Rows(frames, caseload.rows.columns, nothing), caseload.as_at)


def _copied_rows(
    table: str, frame: pd.DataFrame, owners: pd.Index, owner_of_copy: Ints, copies: list[Copy]
) -> pd.DataFrame:
    column = OWNERS.get(table, "crn")
    values = frame[column].cat
    owner = np.append(owners.get_indexer(values.categories), -1)[values.codes.to_numpy()]
    copy, row = pairs(owner_of_copy, owner)
    rows = frame.take(row).reset_index(drop=True)
    names = [str(number).zfill(9) for number in range(len(copies))]
    rows[column] = pd.Categorical.from_codes(copy, pd.Index(names, dtype=object))
    in_table = np.array([cell.table == table for cell, _ in copies], dtype=bool)
    doubtful = in_table[copy] & (rows["record"].to_numpy() == np.array([cell.record for cell, _ in copies])[copy])
    for name in {cell.column for cell, _ in copies if cell.table == table}:
        mine = doubtful & np.array([cell.column == name for cell, _ in copies], dtype=bool)[copy]
        rows[name] = _filled_in(rows[name], mine, [copies[number][1] for number in copy[mine]])
    return rows


def _filled_in(column: pd.Series, where: Mask, values: list[Any]) -> pd.Series:
    if column.dtype == "category":
        known = column.cat.categories
        column = column.cat.set_categories(known.append(pd.Index(sorted(set(values) - set(known)), dtype=object)))
    column = column.copy()
    column[where] = values if column.dtype == "category" else np.array(values).astype(column.dtype)
    return column


def _doubted(step: Judged, cells: set[Cell]) -> Judged:
    if not cells:
        return step
    verdict, unclear, sentences = step.verdict.copy(), step.unclear.copy(), list(step.sentences)
    position, maker = step.things.makers()
    by_column = {
        column: sorted(cell.record for cell in cells if cell.column == column)
        for column in sorted({cell.column for cell in cells})
    }
    for column, records in by_column.items():
        hit = position[np.isin(maker, records)]
        hit = hit[verdict[hit] != Verdict.NO_ROW]
        verdict[hit], unclear[hit] = Verdict.NOT_ASSESSABLE, len(sentences)
        sentences.append(f"the {column} cell of its row cannot be read, and it decides")
    return replace(step, verdict=verdict, unclear=unclear, sentences=sentences)
