"""Repeated rows are found exactly, whatever their hashes."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from safeaudit.extracts import repeats

ROWS = st.lists(st.tuples(st.integers(-1, 2), st.integers(-1, 2), st.integers(-1, 300)), max_size=40)


def earlier(rows):
    return [number for number, row in enumerate(rows) if row in rows[:number]]


def columns(rows):
    return list(np.array(rows, dtype=np.int16).reshape(-1, 3).T)


@given(ROWS)
def test_rows_equal_to_an_earlier_one_are_found(rows):
    assert repeats.repeated_rows(columns(rows), len(rows)).tolist() == earlier(rows)


def test_rows_that_differ_are_not_repeats_even_when_their_hashes_are_equal(monkeypatch):
    monkeypatch.setattr(repeats, "_row_hashes", lambda columns, count: np.zeros(count, dtype=np.uint64))
    rows = [(0, 1, 2), (0, 1, 1), (0, 1, 2), (-1, -1, -1)]
    assert repeats.repeated_rows(columns(rows), len(rows)).tolist() == [2]


@given(ROWS)
def test_repeated_keys_are_found_among_the_rows_given(rows):
    among = np.array([min(row) >= 0 for row in rows], dtype=bool)
    keyed = [
        row if used else (number, None) for number, (row, used) in enumerate(zip(rows, among, strict=True))
    ]
    assert repeats.repeated_keys(columns(rows), among).tolist() == earlier(keyed)
