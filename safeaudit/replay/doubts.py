"""What an unreadable cell does to the obligations that its row makes (`steps.md`, last section).

Such an obligation is not assessable, unless a blank and every readable value in the cell would give the same verdict.
So the case is replayed as it might have been: one copy of it for each value that the cell could have held, all copies
of all doubtful cases together. A cell that a step does not look at then changes nothing, and no step needs a rule of
its own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import Ints, Mask, pairs
from safeaudit.caseload.caseload import Caseload, Rows, build_caseload
from safeaudit.facts.known import Known
from safeaudit.replay.step import Judged, Why, judge_step
from safeaudit.replay.values import OWNERS, Cell, Surroundings, first_values, more_values, surroundings
from safeaudit.shapes.standing import Verdict

# Copies replayed at once, so that memory stays bounded however many cells are unreadable.
AT_ONCE = 20_000


Copy = tuple[Cell, Any]
Values = Callable[[Cell, Surroundings], Iterable[Any]]


def with_doubts(known: Known, judged: Sequence[Judged]) -> list[Judged]:
    """The judged steps, with what an unreadable cell could decide either way made not assessable."""
    cells = _cells_that_make_obligations(known.caseload, judged)
    if not cells:
        return list(judged)
    around = surroundings(known.caseload.rows, sorted({cell.owner for cell in cells}), known.caseload.as_at)
    decided = np.zeros((len(judged), len(cells)), dtype=bool)
    for values in (first_values, more_values):
        for number, value in _batches(cells, values, around):
            _decide(known, judged, cells, number, value, decided)
    return [_doubted(step, cells, decides) for step, decides in zip(judged, decided, strict=True)]


def _cells_that_make_obligations(caseload: Caseload, judged: Sequence[Judged]) -> list[Cell]:
    unusable = caseload.rows.unusable
    if not len(unusable):
        return []
    makes = np.zeros(sum(map(len, caseload.rows.frames.values())), dtype=bool)
    for step in judged:
        makes[step.things.makers()[1]] = True
    unusable = unusable[makes[unusable["record"].to_numpy()]]
    cells = []
    for table, found in unusable.groupby("table", sort=False):
        frame = caseload.rows.frames[table]
        at = np.searchsorted(frame["record"].to_numpy(), found["record"].to_numpy())
        owners = frame[OWNERS.get(table, "crn")].iloc[at]
        cells += [Cell(table, *cell) for cell in zip(found["column"], found["record"], owners, strict=True)]
    return cells


def _batches(cells: list[Cell], values: Values, around: Surroundings) -> Iterator[tuple[Ints, list[Any]]]:
    """Every cell, by its number, with every value to try, in batches."""
    numbers: list[int] = []
    tried: list[Any] = []
    for number, cell in enumerate(cells):
        possible = list(values(cell, around))
        numbers += [number] * len(possible)
        tried += possible
        if len(tried) >= AT_ONCE or (tried and number == len(cells) - 1):
            yield np.array(numbers), tried
            numbers, tried = [], []
    if tried:
        yield np.array(numbers), tried


def _decide(
    known: Known, judged: Sequence[Judged], cells: list[Cell], number: Ints, value: list[Any], decided: Mask
) -> None:
    """Mark in `decided` (step by cell) the cells of a batch that change the verdict of what their row makes."""
    records = np.array([cell.record for cell in cells])[number]
    imagined: Known | None = None
    for at, step in enumerate(judged):
        here = _position_of_record(step, records)
        now = np.append(step.verdict, Verdict.NO_ROW)[here]
        open_question = (now != Verdict.NO_ROW) & ~decided[at][number]
        if not open_question.any():
            continue
        if imagined is None:
            copies = [(cells[cell], tried) for cell, tried in zip(number, value, strict=True)]
            imagined = Known(_copied(known.caseload, copies), known.calendar, known.benchmarks)
        then = _verdict_of_copy(imagined, step, judge_step(imagined, step.step), records)
        decided[at, number[open_question & (now != then)]] = True


def _position_of_record(step: Judged, records: Ints) -> Ints:
    """The position of the obligation that each record makes, −1 for none."""
    position, maker = step.things.makers()
    order = np.argsort(maker, kind="stable")
    at = np.minimum(np.searchsorted(maker[order], records), max(len(maker) - 1, 0))
    if not len(maker):
        return np.full(len(records), -1)
    return np.where(maker[order][at] == records, position[order][at], -1)


def _verdict_of_copy(imagined: Known, now: Judged, then: Judged, records: Ints) -> Ints:
    """For each copy the verdict there of the obligation that its doubtful row makes now, NO_ROW for none.

    It is found by that row; where the row makes none there, by its event, subject and trigger, since another row may
    make the same obligation (a sibling's plan the same spell).
    """
    copy = _copy_of(imagined, then)
    position, maker = then.things.makers()
    mine = records[copy[position]] == maker
    found = np.full(len(records), int(Verdict.NO_ROW))
    found[copy[position[mine]]] = then.verdict[position[mine]]
    here = _position_of_record(now, records)
    lost = np.flatnonzero((found == Verdict.NO_ROW) & (here >= 0))
    i, j = pairs(lost, copy)
    i = lost[i]
    same = (now.falls.event[here[i]] == then.falls.event[j]) & (now.falls.trigger[here[i]] == then.falls.trigger[j])
    same &= now.subject.take(here[i]).strings() == then.subject.take(j).strings()
    found[i[same]] = then.verdict[j[same]]
    return found


def _copy_of(imagined: Known, step: Judged) -> Ints:
    """The number of the copy that each obligation is of."""
    if step.things.table in ("staff", "units"):
        owner = step.things.words(OWNERS[step.things.table])
    else:
        owner = imagined.caseload.crns.to_numpy(dtype=object)[step.things.case]
    return owner.astype(np.int64)


def _copied(caseload: Caseload, copies: list[Copy]) -> Caseload:
    """A caseload of copies: copy n is the whole case (or staff member, or unit) under the name n, with one cell
    filled."""
    owners = pd.Index(sorted({cell.owner for cell, _ in copies}))
    owner_of_copy = owners.get_indexer(pd.Index([cell.owner for cell, _ in copies]))
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
    column[where] = values if column.dtype == "category" else np.array(values).astype(column.to_numpy().dtype)
    return column


def _doubted(step: Judged, cells: list[Cell], decides: Mask) -> Judged:
    """The step with the obligations of the rows whose cells decide it made not assessable, naming the cell."""
    if not decides.any():
        return step
    verdict, unclear, whys = step.verdict.copy(), step.unclear.copy(), list(step.whys)
    position, maker = step.things.makers()
    deciding = [cell for cell, decided in zip(cells, decides, strict=True) if decided]
    for column in sorted({cell.column for cell in deciding}):
        hit = position[np.isin(maker, [cell.record for cell in deciding if cell.column == column])]
        hit = hit[verdict[hit] != Verdict.NO_ROW]
        verdict[hit], unclear[hit] = Verdict.NOT_ASSESSABLE, len(whys)
        whys.append(Why(f"the {column} cell of its row cannot be read, and it decides", f"{column} of its row"))
    return replace(step, verdict=verdict, unclear=unclear, whys=whys)
