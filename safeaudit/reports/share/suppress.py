"""Which cells of a table of counts must be hidden so that none under five can be worked out from its totals.

A cell of one to four is hidden, and with it the three other corners of a rectangle. Adding up to four to the small one,
and taking it from the corners in its row and its column, leaves every total and every cell that is shown as it was: so
whoever subtracts is left with at least five possible values. (The hypercube method of disclosure control.)
"""

import numpy as np
import numpy.typing as npt

from safeaudit.caseload.arrays import Mask

SMALLEST_SHOWN = 5
# What a cell may be moved by without a total showing it.
ROOM = SMALLEST_SHOWN - 1
NEVER = np.iinfo(np.int64).max

Counts = npt.NDArray[np.int64]


def suppress(counts: Counts) -> tuple[Mask, Mask]:
    """The cells to hide of a table of counts whose totals are shown, and the rows that cannot be shown at all.

    A row cannot be shown where one of its small cells finds no rectangle: it must be left out, of the totals too.
    """
    small = (counts > 0) & (counts < SMALLEST_SHOWN)
    hidden, hopeless = small.copy(), np.zeros(len(counts), dtype=bool)
    for row, column in np.argwhere(small).tolist():
        corners = _cheapest_rectangle(counts, hidden, row, column)
        if corners is None:
            hopeless[row] = True
        else:
            other_row, other_column = corners
            hidden[row, other_column] = hidden[other_row, column] = hidden[other_row, other_column] = True
    return hidden, hopeless


def _cheapest_rectangle(counts: Counts, hidden: Mask, row: int, column: int) -> tuple[int, int] | None:
    """The opposite corner of the rectangle that hides least beyond what is hidden; None where there is none.

    The corners in the cell's row and column must hold what may be taken from them and stay above nought, since noughts
    are shown; so the opposite corner, which is added to, is a nought only where no other will do.
    """
    cost = np.where(hidden, 0, counts + 1)
    in_row, in_column = counts[row] > ROOM, counts[:, column] > ROOM
    in_row[column] = in_column[row] = False
    fits = in_column[:, None] & in_row[None, :]
    if not fits.any():
        return None
    total = cost[row][None, :] + cost[:, column][:, None] + cost
    total = total + np.where(counts == 0, counts.sum() + 1, 0)
    corner = int(np.argmin(np.where(fits, total, NEVER)))
    other_row, other_column = divmod(corner, counts.shape[1])
    return other_row, other_column
