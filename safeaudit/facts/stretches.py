"""Stretches of time merged where they overlap or touch: supervision periods and plan spells."""

from dataclasses import dataclass

import numpy as np

from safeaudit.caseload.arrays import NO_DAY, Days, Ints, day_number

# A blank end runs on for ever.
FOREVER = 2**30


@dataclass(frozen=True)
class Merged:
    """Merged stretches by case and start: `stretch_of` says for each original row which stretch it is in, −1 for
    none."""

    case: Ints
    start: Days
    end: Days
    first_row: Ints
    stretch_of: Ints

    def members(self, record: Ints) -> tuple[Ints, Ints]:
        """Pairs of a stretch and the record of a row in it, given the records of all rows."""
        inside = np.flatnonzero(self.stretch_of >= 0)
        return self.stretch_of[inside], record[inside]


def merge(case: Ints, start: Days, end: Days) -> Merged:
    """Merge the stretches of each case that overlap, or of which the next begins not later than the day after.

    A row without a start makes no stretch. `first_row` is the stretch's first row in file order.
    """
    usable = np.flatnonzero(~np.isnat(start))
    order = usable[np.lexsort((day_number(start[usable]), case[usable]))]
    first = day_number(start[order])
    last = np.where(np.isnat(end[order]), FOREVER, day_number(end[order]))
    begins = np.ones(len(order), dtype=bool)
    begins[1:] = case[order][1:] != case[order][:-1]
    # A rising offset for each case keeps the running maximum of one from reaching into the next.
    offset = np.cumsum(begins) * 2**32
    reached = np.maximum.accumulate(last + offset) - offset
    begins[1:] |= first[1:] > reached[:-1] + 1
    stretch = np.cumsum(begins) - 1
    stretch_of = np.full(len(case), -1)
    stretch_of[order] = stretch
    starts = np.flatnonzero(begins)
    final = reached[np.append(starts[1:], len(order))[: len(starts)] - 1]
    first_row = np.full(len(starts), len(case))
    np.minimum.at(first_row, stretch, order)
    ends = final.astype("datetime64[D]")
    ends[final >= FOREVER] = NO_DAY
    return Merged(case[order][starts], start[order][starts], ends, first_row, stretch_of)
