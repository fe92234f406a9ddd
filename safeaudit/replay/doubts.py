"""What an unreadable cell does to the obligations that its row makes (`steps.md`, last section).

Such an obligation is not assessable, unless a blank and every readable value in the cell would give the same verdict.
So the case is replayed as it might have been: one copy of it for each value that the cell could have held, all copies
of all doubtful cases together. A cell that a step does not look at then changes nothing, and no step needs a rule of
its own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from safeaudit.caseload.arrays import Ints, Mask, pairs, pick
from safeaudit.caseload.looked_at import Columns
from safeaudit.facts.known import Known
from safeaudit.replay.copies import Copies
from safeaudit.replay.step import Judged, Why, judge_step
from safeaudit.replay.values import OWNERS, Cell, Surroundings, first_values, more_values
from safeaudit.shapes.standing import Verdict

# Copies replayed at once, so that memory stays bounded however many cells are unreadable.
AT_ONCE = 60_000

Values = Callable[[Cell, Surroundings], Iterable[Any]]


@dataclass(frozen=True)
class _InDoubt:
    """A step some of whose obligations are made by rows with unreadable cells.

    `position`: for each cell, in the order of all cells, the obligation that its row makes, −1 for none. `decides`:
    the cells found to decide its verdict; `settled`: those found not to. `looked_at`: the columns that judging the
    copies has looked at.
    """

    step: Judged
    position: Ints
    decides: Mask
    settled: Mask
    looked_at: Columns

    @property
    def open(self) -> Mask:
        """The cells of which it is not known yet whether they decide."""
        return (self.stands != Verdict.NO_ROW) & ~self.decides & ~self.settled

    @property
    def stands(self) -> Ints:
        """For each cell the verdict of what its row makes, as the records stand."""
        return pick(self.step.verdict, self.position, Verdict.NO_ROW)


def with_doubts(known: Known, judged: Sequence[Judged]) -> list[Judged]:
    """The judged steps, with what an unreadable cell could decide either way made not assessable."""
    cells = _cells_that_make_obligations(known, judged)
    if not cells:
        return list(judged)
    doubts = [_in_doubt(step, cells) for step in judged]
    around = Surroundings(known.caseload.as_at, known.caseload.rows, sorted({cell.owner for cell in cells}))
    _try_all(known, doubts, cells, first_values, around)
    for doubt in doubts:
        # Where a step has not looked at a day, it matters only by what it hides (`caseload.as_at`), and that is one
        # thing by as-at and another after: the first values have shown both.
        doubt.settled[:] = [(cell.table, cell.column) not in doubt.looked_at for cell in cells]
    _try_all(known, doubts, cells, more_values, around)
    return [_doubted(doubt.step, cells, doubt.decides) for doubt in doubts]


def _cells_that_make_obligations(known: Known, judged: Sequence[Judged]) -> list[Cell]:
    rows = known.caseload.rows
    if not len(rows.unusable):
        return []
    makes = np.zeros(sum(map(len, rows.frames.values())), dtype=bool)
    for step in judged:
        makes[step.things.makers()[1]] = True
    unusable = rows.unusable[makes[rows.unusable["record"].to_numpy()]]
    cells = []
    for table, found in unusable.groupby("table", sort=False):
        frame = rows.frames[table]
        at = np.searchsorted(frame["record"].to_numpy(), found["record"].to_numpy())
        owners = frame[OWNERS.get(table, "crn")].iloc[at]
        cells += [Cell(table, *cell) for cell in zip(found["column"], found["record"], owners, strict=True)]
    return cells


def _in_doubt(step: Judged, cells: list[Cell]) -> _InDoubt:
    position, maker = step.things.makers()
    records = np.array([cell.record for cell in cells])
    near = np.flatnonzero((maker >= records.min()) & (maker <= records.max()))
    i, j = pairs(records, maker[near])
    made = np.full(len(cells), -1)
    made[i[::-1]] = position[near][j[::-1]]  # of several things that a row makes the first
    none = np.zeros(len(cells), dtype=bool)
    return _InDoubt(step, made, none, none.copy(), set())


def _try_all(known: Known, doubts: list[_InDoubt], cells: list[Cell], values: Values, around: Surroundings) -> None:
    """Try every value on the cells of which it is not known yet whether they decide."""
    left = np.flatnonzero(np.logical_or.reduce([doubt.open for doubt in doubts]))
    for number, value in _batches(cells, left, values, around):
        _decide(known, [doubt for doubt in doubts if doubt.open[number].any()], cells, number, value)


def _batches(cells: list[Cell], left: Ints, values: Values, around: Surroundings) -> Iterator[tuple[Ints, list[Any]]]:
    """The cells that are left, each by its number, with every value to try, in batches."""
    numbers: list[int] = []
    tried: list[Any] = []
    for number in left.tolist():
        possible = list(values(cells[number], around))
        numbers += [number] * len(possible)
        tried += possible
        if len(tried) >= AT_ONCE:
            yield np.array(numbers), tried
            numbers, tried = [], []
    if tried:
        yield np.array(numbers), tried


def _decide(known: Known, doubts: list[_InDoubt], cells: list[Cell], number: Ints, value: list[Any]) -> None:
    """Mark the cells of a batch that change the verdict of what their row makes."""
    copies = Copies(cells, number, value)
    imagined = Known(copies.of(known.caseload), known.calendar, known.benchmarks)
    for doubt in doubts:
        with imagined.caseload.looked_at.by() as columns:
            judged = judge_step(imagined, doubt.step.step)
        doubt.looked_at.update(columns)
        then = _verdict_of_copy(doubt, judged, copies, imagined)
        changed = number[doubt.open[number] & (doubt.stands[number] != then)]
        doubt.decides[changed] = True


def _verdict_of_copy(doubt: _InDoubt, then: Judged, copies: Copies, imagined: Known) -> Ints:
    """For each copy the verdict there of the obligation that its doubtful row makes now, NO_ROW for none.

    It is found by that row; where the row makes none there, by its event, subject and trigger, since another row may
    make the same obligation (a sibling's plan the same spell).
    """
    now, here = doubt.step, doubt.position[copies.cell]
    copy = copies.copy_of(then.things, imagined.caseload)
    position, maker = then.things.makers()
    # A row may come twice (a child linked during two reports): the time that makes no obligation says nothing.
    mine = (copies.record[copy[position]] == maker) & (then.verdict[position] != Verdict.NO_ROW)
    found = np.full(len(here), int(Verdict.NO_ROW))
    found[copy[position[mine]]] = then.verdict[position[mine]]
    lost = np.flatnonzero((found == Verdict.NO_ROW) & (here >= 0))
    i, j = pairs(lost, copy)
    i = lost[i]
    same = (now.falls.event[here[i]] == then.falls.event[j]) & (now.falls.trigger[here[i]] == then.falls.trigger[j])
    same &= now.subject.take(here[i]).strings() == then.subject.take(j).strings()
    same &= then.verdict[j] != Verdict.NO_ROW
    found[i[same]] = then.verdict[j[same]]
    return found


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
