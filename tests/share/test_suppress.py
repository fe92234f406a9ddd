"""Counts under five are hidden, and stay hidden from whoever subtracts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeaudit.reports.share.suppress import SMALLEST_SHOWN, suppress

from .attack import could_be, subtract


def table(text: str) -> np.ndarray:
    return np.array([[int(cell) for cell in line.split()] for line in text.strip().splitlines()])


def test_a_small_count_takes_a_rectangle_with_it():
    counts = table("""
        3 20 30
        9 40 50
        0 60 70
    """)
    hidden, hopeless = suppress(counts)
    # The corners that hide least: 9 in its column, 20 in its row, 40 across from it.
    assert hidden.tolist() == [[True, True, False], [True, True, False], [False, False, False]]
    assert not hopeless.any()


def test_noughts_and_fives_are_shown():
    hidden, _ = suppress(table("0 5\n5 0"))
    assert not hidden.any()


@pytest.mark.parametrize("small", [1, 2, 3, 4])
def test_one_to_four_are_hidden(small):
    hidden, _ = suppress(table(f"{small} 50\n60 70"))
    assert hidden.all()


def test_a_row_whose_small_count_nothing_can_hide_must_go():
    # Of the first row nothing is left to take from: its other count is small too.
    _, hopeless = suppress(table("3 4\n60 70"))
    assert hopeless.tolist() == [True, False]
    # And of the column of the 3 nothing.
    _, hopeless = suppress(table("3 50\n0 70"))
    assert hopeless.tolist() == [True, False]


def test_the_attack_finds_what_is_hidden_alone():
    counts = table("3 20\n9 40")
    alone = np.array([[True, False], [False, False]])
    assert subtract(counts, alone, counts.sum(axis=1), counts.sum(axis=0)).tolist() == counts.tolist()
    two = np.array([[True, True], [True, False]])
    assert subtract(counts, two, counts.sum(axis=1), counts.sum(axis=0)).tolist() == counts.tolist()


TABLES = st.tuples(st.integers(2, 7), st.integers(2, 5)).flatmap(
    lambda size: st.lists(
        st.lists(st.one_of(st.integers(0, 6), st.integers(0, 60)), min_size=size[1], max_size=size[1]),
        min_size=size[0],
        max_size=size[0],
    ).map(np.array)
)


@settings(max_examples=300, deadline=None)
@given(TABLES)
def test_no_small_count_can_be_worked_out_by_subtraction(counts):
    hidden, hopeless = suppress(counts)
    counts, hidden = counts[~hopeless], hidden[~hopeless]
    if hopeless.any():
        # What went away changes the totals, so what is left is looked at anew, as `shared` does.
        hidden, hopeless = suppress(counts)
        if hopeless.any():
            return
    small = (counts > 0) & (counts < SMALLEST_SHOWN)
    assert hidden[small].all()
    found = subtract(counts, hidden, counts.sum(axis=1), counts.sum(axis=0))
    assert (found[small] == -1).all()


@settings(max_examples=100, deadline=None)
@given(TABLES)
def test_every_small_count_could_be_any_of_five(counts):
    hidden, hopeless = suppress(counts)
    if hopeless.any():
        return
    rows, columns = np.where(hidden, counts, 0).sum(axis=1), np.where(hidden, counts, 0).sum(axis=0)
    for row, column in np.argwhere((counts > 0) & (counts < SMALLEST_SHOWN)).tolist():
        value = int(counts[row, column])
        assert all(could_be(value + more, row, column, hidden, rows, columns) for more in range(SMALLEST_SHOWN))
