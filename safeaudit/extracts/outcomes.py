"""Outcomes of contacts that the contract gives a meaning; any other on such a contact is a data problem, and means
nothing."""

from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa

SENT: Final = r"^\s*enquiry sent"
NOT_MADE: Final = r"^\s*request not sent\s*[-‐-―−]\s*up to date information already"
UNDERSTOOD: Final = {"SFGC": (SENT, NOT_MADE)}


def not_understood(types: pa.Array, outcomes: pa.Array) -> dict[int, np.ndarray]:
    """For each contact type whose outcomes have a meaning, by its place in `types`: which `outcomes` have none.

    Both are the distinct texts of their columns; a blank outcome is not among them, and is understood.
    """
    texts = pd.Series(outcomes.to_pylist(), dtype="str")
    found = {}
    for place, code in enumerate(types.to_pylist()):
        if code in UNDERSTOOD:
            known = np.zeros(len(texts), dtype=bool)
            for pattern in UNDERSTOOD[code]:
                known |= texts.str.contains(pattern, case=False, regex=True).to_numpy(dtype=bool)
            found[place] = ~known
    return found
