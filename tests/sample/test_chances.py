"""How many of each stratum are drawn on average: worked by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeaudit.sample.chances import Cells, by_stratum, expected


@pytest.mark.parametrize(
    ("strata", "size", "least", "drawn"),
    [
        ([60, 30, 10], 10, [0, 0, 0], [6, 3, 1]),  # in proportion
        ([60, 30, 10], 10, [2, 2, 2], [6 * 8 / 9 + 0, 3 * 8 / 9, 2]),  # 8 are left for 90: 60 and 30 in proportion
        ([96, 3, 1], 10, [2, 2, 1], [7, 2, 1]),
        ([5, 3], 8, [0, 0], [5, 3]),  # all of them
        ([5, 3], 0, [0, 0], [0, 0]),
    ],
)
def test_of_each_stratum_in_proportion_but_no_fewer_than_the_least(strata, size, least, drawn):
    assert by_stratum(np.array(strata, float), size, np.array(least, float)) == pytest.approx(drawn)


def test_least_numbers_that_come_to_more_than_the_size():
    with pytest.raises(ValueError, match="the strata want 4 at least"):
        expected(Cells.of(np.repeat([0, 1], 10), np.zeros(20, dtype=np.int64)), 3, 2, np.array([np.inf]))


def test_the_officers_most_goes_before_the_least_of_a_stratum():
    cells = Cells.of(np.repeat([0, 1], 10), np.zeros(20, dtype=np.int64))
    assert expected(cells, 6, 2, np.array([3.0])) == pytest.approx([1.5, 1.5])


def test_what_an_officer_may_not_take_goes_to_others_of_the_stratum():
    # One stratum of 12, 6 drawn: N0 has 9 cases, 4.5 on average, but at most 2; N1 has 3 and takes 3. One is left over:
    # nobody has room for it, so 5 are drawn in all.
    cells = Cells.of(np.zeros(12, dtype=np.int64), np.repeat([0, 1], [9, 3]))
    assert expected(cells, 6, 0, np.array([2.0, np.inf])) == pytest.approx([2, 3])
    # 4 drawn: N0's 3 are cut to 2, and N1 has 2 instead of 1.
    assert expected(cells, 4, 0, np.array([2.0, np.inf])) == pytest.approx([2, 2])


def test_what_a_whole_stratum_may_not_take_goes_to_the_other_strata():
    # Two strata of 10, 8 drawn: the first is all N0's, who may have 1; so the other has 7.
    cells = Cells.of(np.repeat([0, 1], 10), np.repeat([0, 1], 10))
    assert expected(cells, 8, 2, np.array([1.0, np.inf])) == pytest.approx([1, 7])


cases = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 5)), min_size=1, max_size=60)


@given(cases, st.integers(0, 70), st.integers(1, 5))
def test_never_more_than_the_cases_the_officers_most_or_the_size(cases, size, cap):
    stratum, officer = (np.array(numbers, dtype=np.int64) for numbers in zip(*cases, strict=True))
    stratum = np.unique(stratum, return_inverse=True)[1]
    cells, room = Cells.of(stratum, officer), np.full(officer.max() + 1, float(cap))
    drawn = expected(cells, size, 0, room)
    officers = np.bincount(officer)
    assert (drawn >= 0).all() and (drawn <= cells.cases + 1e-9).all()
    assert (np.bincount(cells.officer, weights=drawn) <= cap + 1e-9).all()
    assert drawn.sum() == pytest.approx(min(size, np.minimum(officers, cap).sum()))
