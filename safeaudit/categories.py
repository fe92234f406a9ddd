"""Text columns as pandas holds them: each different word once, and a code for each row."""

from typing import Any, Final

import numpy.typing as npt
import pandas as pd

# Makes a dtype of words known to be distinct without proving it again, where this pandas has that way.
_known_distinct: Final[Any] = getattr(pd.CategoricalDtype, "_from_fastpath", pd.CategoricalDtype)


def category(codes: npt.NDArray[Any], words: pd.Index) -> pd.Categorical:
    """A categorical of `codes` (integers, −1 for blank) into `words` (an index, no word twice)."""
    return pd.Categorical.from_codes(codes, dtype=_known_distinct(words, False), validate=False)
