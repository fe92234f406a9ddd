"""Each case's chance of being drawn: in proportion to its stratum, with a least number for each stratum and a most for
each officer.

A *cell* is what a stratum and an officer have in common; its cases have one chance. The least that a stratum has is
kept unless the officers' most forbids it; the officers' most is always kept.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from safeaudit.caseload.arrays import Ints

Floats: TypeAlias = npt.NDArray[np.float64]
# Each round of filling up brings a stratum closer to its number; what is left then goes to all strata.
ROUNDS = 50


@dataclass(frozen=True)
class Cells:
    """The cells of some cases: the stratum and officer of each, how many cases it has, and the cell of each case."""

    stratum: Ints
    officer: Ints
    cases: Ints
    of_case: Ints

    @classmethod
    def of(cls, stratum: Ints, officer: Ints) -> "Cells":
        """The cells of cases by their stratum and officer (numbers from 0)."""
        officers = int(officer.max(initial=0)) + 1
        keys, of_case, cases = np.unique(stratum * officers + officer, return_inverse=True, return_counts=True)
        return cls(keys // officers, keys % officers, cases, of_case)


def expected(cells: Cells, size: int, minimum: int, room: Floats) -> Floats:
    """How many cases of each cell are drawn on average; the whole is `size`, or less where there is no room for it.

    `minimum`: of each stratum, or all of a smaller one. `room`: of each officer the most that may be drawn. Raises
    ValueError where the strata's least numbers come to more than `size`.
    """
    officers = np.bincount(cells.officer, weights=cells.cases, minlength=len(room))
    most = np.minimum(room, officers)
    strata = np.bincount(cells.stratum, weights=cells.cases).astype(np.float64)
    least = np.minimum(np.float64(minimum), strata)
    if least.sum() > size:
        raise ValueError(f"the strata want {int(least.sum())} at least")
    size = min(size, int(most.sum()))
    numbers = by_stratum(strata, size, least * min(1, size / max(least.sum(), 1)))
    drawn = (numbers / np.maximum(strata, 1))[cells.stratum] * cells.cases
    taken = np.bincount(cells.officer, weights=drawn, minlength=len(room))
    drawn *= np.minimum(1, most / np.maximum(taken, 1e-300))[cells.officer]
    for _ in range(ROUNDS):
        missing = np.maximum(numbers - np.bincount(cells.stratum, weights=drawn), 0)
        if missing.sum() < 1e-12:
            break
        free = _free(cells, drawn, most)
        of_stratum = np.bincount(cells.stratum, weights=free)
        drawn += np.minimum(1, missing / np.maximum(of_stratum, 1e-300))[cells.stratum] * free
    free = _free(cells, drawn, most)
    drawn += free * min(1, max(size - drawn.sum(), 0) / max(free.sum(), 1e-300))
    return np.minimum(drawn, cells.cases)


def by_stratum(strata: Floats, size: int, least: Floats) -> Floats:
    """How many of each stratum are drawn on average: in proportion to its cases, no fewer than `least` (which come to
    `size` at most), no more than it has."""
    low, high = 0.0, 1.0
    # One share for all strata that neither limit holds; found by halving, which is exact to the last digit.
    for _ in range(200):
        share = (low + high) / 2
        if np.maximum(share * strata, least).sum() < size:
            low = share
        else:
            high = share
    return np.maximum(high * strata, least)


def _free(cells: Cells, drawn: Floats, most: Floats) -> Floats:
    """How much more of each cell could be drawn, all cells at once: an officer's room is shared among their cells."""
    unused = np.maximum(cells.cases - drawn, 0)
    room = np.maximum(most - np.bincount(cells.officer, weights=drawn, minlength=len(most)), 0)
    of_officer = np.bincount(cells.officer, weights=unused, minlength=len(most))
    return unused * np.minimum(1, room / np.maximum(of_officer, 1e-300))[cells.officer]
