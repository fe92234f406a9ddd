"""Which rows repeat an earlier row: whole columns of codes in, positions out."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

Codes = npt.NDArray[Any]
_BLOCK: Final = 1 << 16  # rows hashed at a time, so that the work stays in the processor's cache
_SEED: Final = 20_260_704


def repeated_rows(columns: Sequence[Codes], count: int) -> npt.NDArray[np.int64]:
    """Give the positions of rows equal in every column (integer codes, −1 and up) to an earlier one.

    A 64-bit hash of each row finds the few that may be repeats; only these are compared column by column.
    """
    if count < 2:
        return np.empty(0, dtype=np.int64)
    hashes = _row_hashes(columns, count)
    ordered = np.sort(hashes)
    alike = ordered[1:][ordered[1:] == ordered[:-1]]
    del ordered
    if not len(alike):
        return np.empty(0, dtype=np.int64)
    # Few hashes against many rows: a search in the few is far quicker than np.isin, which sorts the many.
    alike = np.unique(alike)
    found = np.minimum(np.searchsorted(alike, hashes), len(alike) - 1)
    candidates = np.flatnonzero(alike[found] == hashes)
    del hashes, found
    rows = pd.DataFrame({number: codes[candidates] for number, codes in enumerate(columns)})
    repeats: npt.NDArray[np.bool_] = rows.duplicated().to_numpy()
    return candidates[repeats]


def repeated_keys(columns: Sequence[Codes], among: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Give the positions of those rows `among` whose codes (0 and up) repeat an earlier such row's."""
    positions = np.flatnonzero(among)
    if len(positions) < 2:
        return np.empty(0, dtype=np.int64)
    keys = np.zeros(len(positions), dtype=np.int64)
    for codes in columns:
        chosen = codes[positions].astype(np.int64)
        keys = keys * (chosen.max() + 1) + chosen  # no blanks among them, so each combination has its own number
    repeats: npt.NDArray[np.bool_] = pd.Series(keys).duplicated().to_numpy()
    return positions[repeats]


def _row_hashes(columns: Sequence[Codes], count: int) -> npt.NDArray[np.uint64]:
    factors = np.random.default_rng(_SEED).integers(1, 2**63, len(columns), dtype=np.uint64) | np.uint64(1)
    hashes = np.zeros(count, dtype=np.uint64)
    for start in range(0, count, _BLOCK):
        block = hashes[start : start + _BLOCK]
        for codes, factor in zip(columns, factors, strict=True):
            block += codes[start : start + _BLOCK].astype(np.uint64) * factor
    return hashes
