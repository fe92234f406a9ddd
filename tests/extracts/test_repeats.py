"""Repeated rows are found exactly, whatever their hashes."""

import numpy as np
import pytest
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


@pytest.mark.parametrize("again", [[], [7], [7, 7, 9_999], list(range(10_000))])
def test_few_and_many_repeats_of_many_rows_are_found(again):
    numbers = np.append(np.arange(10_000), np.array(again, dtype=np.int64))
    columns = [(numbers // 100).astype(np.int16), (numbers % 100).astype(np.int8)]
    assert repeats.repeated_rows(columns, len(numbers)).tolist() == list(range(10_000, len(numbers)))


def test_halves_of_a_hash_that_are_equal_do_not_make_a_repeat(monkeypatch):
    hashes = np.arange(10_000, dtype=np.uint64) << np.uint64(32)
    hashes[5_000] = hashes[4_000] + np.uint64(1)
    monkeypatch.setattr(repeats, "_row_hashes", lambda columns, count: hashes)
    assert repeats.repeated_rows([np.arange(10_000)], 10_000).tolist() == []


@given(ROWS)
def test_repeated_keys_are_found_among_the_rows_given(rows):
    among = np.array([min(row) >= 0 for row in rows], dtype=bool)
    keyed = [row if used else (number, None) for number, (row, used) in enumerate(zip(rows, among, strict=True))]
    assert repeats.repeated_keys(columns(rows), among).tolist() == earlier(keyed)
