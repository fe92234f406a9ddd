"""What somebody does who wants the hidden counts: subtract what is shown from the totals, in every way there is."""

import numpy as np


def subtract(shown: np.ndarray, hidden: np.ndarray, row_totals: np.ndarray, column_totals: np.ndarray) -> np.ndarray:
    """The table with each cell filled in that is the only unknown of its row or column, again and again; −1: not."""
    found = np.where(hidden, -1, shown)
    while True:
        before = found.copy()
        for cells, totals in ((found, row_totals), (found.T, column_totals)):
            for line, total in zip(cells, totals, strict=True):
                if (line < 0).sum() == 1:
                    line[line < 0] = total - line[line >= 0].sum()
        if (found == before).all():
            return found


def could_be(value: int, row: int, column: int, hidden: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> bool:
    """Whether a hidden cell could hold a value, given what the totals leave for the hidden cells of each row and
    column.

    A table of whole numbers with given margins exists when all that is left flows from the rows to the columns, through
    the cells that may be filled (Ford and Fulkerson).
    """
    rows, columns, free = rows.copy(), columns.copy(), hidden.copy()
    rows[row] -= value
    columns[column] -= value
    free[row, column] = False
    if min(rows[row], columns[column]) < 0:
        return False
    flow = np.zeros(free.shape, dtype=np.int64)
    while path := _path(free, flow, rows - flow.sum(axis=1), columns - flow.sum(axis=0)):
        source, *steps = path
        room = [rows[source] - flow[source].sum()]
        at = source
        for to_column, index in steps:
            room.append(rows.sum() if to_column else flow[index, at])
            at = index
        room.append(columns[at] - flow[:, at].sum())
        amount, at = min(room), source
        for to_column, index in steps:
            if to_column:
                flow[at, index] += amount
            else:
                flow[index, at] -= amount
            at = index
    return int(flow.sum()) == int(rows.sum())


def _path(free: np.ndarray, flow: np.ndarray, rows_left: np.ndarray, columns_left: np.ndarray) -> list:
    """A way from a row with something left to a column with room left; [] for none."""
    ways = [[int(row)] for row in np.flatnonzero(rows_left > 0)]
    seen_rows, seen_columns = {way[0] for way in ways}, set()
    for way in ways:
        last = way[-1]
        if len(way) == 1 or not last[0]:
            row = last if len(way) == 1 else last[1]
            for column in np.flatnonzero(free[row]).tolist():
                if column not in seen_columns:
                    seen_columns.add(column)
                    ways.append([*way, (True, column)])
                    if columns_left[column] > 0:
                        return ways[-1]
        else:
            for row in np.flatnonzero(flow[:, last[1]] > 0).tolist():
                if row not in seen_rows:
                    seen_rows.add(row)
                    ways.append([*way, (False, row)])
    return []
