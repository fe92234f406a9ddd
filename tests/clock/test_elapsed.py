"""Elapsed hours, over clock changes: forward on 29 March 2026, back on 25 October 2026."""

from datetime import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeaudit.clock.elapsed import hours_between, plus_hours, within_hours

from . import scalar


def times(*texts):
    return np.array(texts, dtype="datetime64[s]")


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-06-01T10:00", "2026-06-02T10:00", 24),
        ("2026-06-01T10:00", "2026-06-01T10:45", 0.75),
        ("2026-06-02T10:00", "2026-06-01T10:00", -24),
        ("2026-02-28T10:00", "2026-03-01T10:00", 24),
        ("2024-02-28T10:00", "2024-03-01T10:00", 48),  # leap day
        # clocks forward at 01:00 on 29 March 2026: the day has 23 hours
        ("2026-03-28T10:00", "2026-03-29T10:00", 23),
        ("2026-03-29T00:59", "2026-03-29T02:00", 1 / 60),
        ("2026-03-29T00:30", "2026-03-29T01:30", 0.5),
        ("2026-03-29T01:30", "2026-03-29T02:00", 0),  # 01:30 is left out: read as 02:00
        # clocks back at 02:00 on 25 October 2026: the day has 25 hours
        ("2026-10-24T10:00", "2026-10-25T10:00", 25),
        ("2026-10-25T00:30", "2026-10-25T01:30", 1),  # 01:30 is read as the first one
        ("2026-10-25T01:30", "2026-10-25T02:00", 1.5),
        # seconds are cut off
        ("2026-06-01T10:00:00", "2026-06-02T10:00:59", 24),
        ("2026-06-01T10:00:59", "2026-06-02T10:00:00", 24),
    ],
)
def test_real_hours(start, end, hours):
    found = hours_between(times(start, "NaT", end), times(end, end, "NaT"))
    assert found.dtype == np.float64
    np.testing.assert_allclose(found, [hours, np.nan, np.nan], rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    ("start", "end", "within"),
    [
        ("2026-06-01T10:00", "2026-06-02T09:59", True),
        ("2026-06-01T10:00", "2026-06-02T10:00", True),  # exactly 24 hours is met
        ("2026-06-01T10:00", "2026-06-02T10:00:59", True),
        ("2026-06-01T10:00", "2026-06-02T10:01", False),
        ("2026-06-01T10:00", "2026-06-01T09:00", True),
        ("2026-03-28T10:00", "2026-03-29T11:00", True),
        ("2026-03-28T10:00", "2026-03-29T11:01", False),
        ("2026-10-24T10:00", "2026-10-25T09:00", True),
        ("2026-10-24T10:00", "2026-10-25T09:01", False),
        ("2026-10-24T10:00", "2026-10-25T10:00", False),
        ("2026-06-01T10:00", "NaT", False),
        ("NaT", "2026-06-01T10:00", False),
    ],
)
def test_within_24_hours_to_the_minute(start, end, within):
    assert within_hours(times(start), times(end), 24).tolist() == [within]


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-06-01T10:00", 24, "2026-06-02T10:00"),
        ("2026-06-01T10:00:59", 24, "2026-06-02T10:00"),
        ("2026-03-28T10:00", 24, "2026-03-29T11:00"),
        ("2026-03-28T00:30", 24, "2026-03-29T00:30"),
        ("2026-03-28T01:30", 24, "2026-03-29T02:30"),
        ("2026-03-28T23:30", 24, "2026-03-30T00:30"),  # two days on
        ("2026-10-24T10:00", 24, "2026-10-25T09:00"),
        ("2026-10-25T00:30", 24, "2026-10-25T23:30"),  # the same day
        ("2026-10-25T00:30", 2, "2026-10-25T01:30"),  # the second 01:30
        ("2024-02-28T10:00", 24, "2024-02-29T10:00"),
        ("NaT", 24, "NaT"),
    ],
)
def test_due_on_the_wall_clock(start, hours, due):
    found = plus_hours(times(start), hours)
    assert found.dtype == np.dtype("datetime64[s]")
    np.testing.assert_array_equal(found, times(due))


def test_nothing_in_nothing_out():
    assert hours_between(times(), times()).size == 0
    assert within_hours(times(), times(), 24).size == 0
    assert plus_hours(times(), 24).size == 0


around_changes = st.one_of(
    st.datetimes(datetime(2012, 1, 1), datetime(2035, 12, 31)),  # noqa: DTZ001
    st.datetimes(datetime(2026, 3, 29), datetime(2026, 3, 29, 3)),  # noqa: DTZ001
    st.datetimes(datetime(2026, 10, 25), datetime(2026, 10, 25, 3)),  # noqa: DTZ001
    st.datetimes(datetime(2026, 3, 28), datetime(2026, 3, 30, 12)),  # noqa: DTZ001
    st.datetimes(datetime(2026, 10, 24), datetime(2026, 10, 26, 12)),  # noqa: DTZ001
).map(lambda moment: moment.replace(microsecond=0))


@given(st.lists(st.tuples(around_changes, around_changes), min_size=1, max_size=8), st.integers(0, 72))
def test_hours_as_counted_one_by_one(pairs, n):
    starts, ends = zip(*pairs, strict=True)
    expected = [scalar.hours_between(start, end) for start, end in pairs]
    np.testing.assert_allclose(hours_between(times(*starts), times(*ends)), expected, rtol=0, atol=1e-9)
    inside = [scalar.instant(end).timestamp() - scalar.instant(start).timestamp() <= n * 3600 for start, end in pairs]
    assert within_hours(times(*starts), times(*ends), n).tolist() == inside
    np.testing.assert_array_equal(
        plus_hours(times(*starts), n), times(*[scalar.plus_hours(start, n) for start in starts])
    )
