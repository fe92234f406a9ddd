"""Which rows repeat an earlier row: whole columns of codes in, positions out."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from safeaudit.extracts.side_by_side import side_by_side

Codes = npt.NDArray[Any]
Positions = npt.NDArray[np.int64]
_BLOCK: Final = 1 << 16  # rows hashed at a time, so that the work stays in the processor's cache
_FEW: Final = 64  # at most one row in so many
_TABLE_BITS: Final = 20
_TABLE_SHIFT: Final = np.uint32(32 - _TABLE_BITS)
_NONE: Final = np.empty(0, dtype=np.int64)
_SEED: Final = 20_260_704


def repeated_rows(columns: Sequence[Codes], count: int) -> Positions:
    """Give the positions of rows equal in every column (integer codes, −1 and up) to an earlier one.

    A hash of each row finds the few that may be repeats; only these are compared column by column.
    """
    if count < 2:
        return _NONE
    hashes = _row_hashes(columns, count)
    candidates = _sharing_half(hashes)
    if not len(candidates):
        return _NONE
    hashes = hashes[candidates]
    order = np.argsort(hashes, kind="stable")  # so that of equal rows the first in file order leads
    hashes, candidates = hashes[order], candidates[order]
    leads = np.append(True, hashes[1:] != hashes[:-1])
    leader = candidates[leads][np.cumsum(leads) - 1]
    differs = np.zeros(len(candidates), dtype=bool)
    for codes in columns:
        differs |= codes[candidates] != codes[leader]
    repeats = candidates[~differs & ~leads]
    if differs.any():  # two different rows have one hash: the leader alone does not tell
        alike = np.sort(candidates[np.isin(leader, leader[differs])])
        rows = pd.DataFrame({number: codes[alike] for number, codes in enumerate(columns)})
        repeats = np.union1d(repeats, alike[rows.duplicated().to_numpy()])
    repeats.sort()
    return repeats


def _sharing_half(hashes: npt.NDArray[np.uint64]) -> Positions:
    """Give the positions of the hashes of which the upper half occurs twice; halves are quicker to sort."""
    halves = (hashes >> np.uint64(32)).astype(np.uint32)
    ordered = np.sort(halves)
    alike = ordered[1:][ordered[1:] == ordered[:-1]]
    if not len(alike):
        return _NONE
    if len(alike) > len(hashes) // _FEW:
        return np.arange(len(hashes))
    # Few against many: what a table of some of their bits lets through is soon compared.
    marked = np.zeros(1 << _TABLE_BITS, dtype=bool)
    marked[alike >> _TABLE_SHIFT] = True
    perhaps = np.flatnonzero(marked[halves >> _TABLE_SHIFT])
    found = np.minimum(np.searchsorted(alike, halves[perhaps]), len(alike) - 1)
    return perhaps[alike[found] == halves[perhaps]]


def repeated_keys(columns: Sequence[Codes], among: npt.NDArray[np.bool_]) -> Positions:
    """Give the positions of those rows `among` whose codes (0 and up) repeat an earlier such row's."""
    positions = np.flatnonzero(among)
    if len(positions) < 2:
        return _NONE
    keys = np.zeros(len(positions), dtype=np.int64)
    for codes in columns:
        chosen = codes[positions].astype(np.int64)
        keys = keys * (chosen.max() + 1) + chosen  # no blanks among them, so each combination has its own number
    repeats: npt.NDArray[np.bool_] = pd.Series(keys).duplicated().to_numpy()
    return positions[repeats]


def _row_hashes(columns: Sequence[Codes], count: int) -> npt.NDArray[np.uint64]:
    factors = np.random.default_rng(_SEED).integers(1, 2**63, len(columns), dtype=np.uint64) | np.uint64(1)
    hashes = np.zeros(count, dtype=np.uint64)

    def add_up(start: int) -> None:
        block = hashes[start : start + _BLOCK]
        for codes, factor in zip(columns, factors, strict=True):
            block += codes[start : start + _BLOCK].astype(np.uint64) * factor

    side_by_side(add_up, range(0, count, _BLOCK), count)
    return hashes
