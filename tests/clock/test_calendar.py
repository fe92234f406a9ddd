"""Working days: vectors worked by hand (domain.md 6.4), edges, local changes, the scalar twin."""

import re
import subprocess
import sys
from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeaudit.clock.calendar import Calendar
from safeaudit.errors import PolicyError

from . import scalar

EW = Calendar.england_and_wales()
near_the_calendar = st.dates(date(2011, 12, 1), date(2036, 1, 31))


def days(*texts):
    return np.array(texts, dtype="datetime64[D]")


def same(found, *expected):
    assert found.dtype == np.dtype("datetime64[D]")
    np.testing.assert_array_equal(found, days(*expected))


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        # domain.md 6.4
        ("2026-04-02", 2, "2026-04-08"),  # Thu before Easter
        ("2026-04-04", 2, "2026-04-08"),  # Easter Saturday
        ("2025-12-24", 2, "2025-12-30"),
        ("2025-12-23", 2, "2025-12-29"),
        ("2022-09-16", 2, "2022-09-21"),  # State Funeral, Mon 19
        ("2022-06-01", 2, "2022-06-07"),  # Platinum Jubilee, Thu 2 and Fri 3
        ("2023-05-05", 2, "2023-05-10"),  # Coronation, Mon 8
        ("2026-05-21", 2, "2026-05-26"),
        ("2026-11-20", 2, "2026-11-24"),
        ("2026-11-21", 2, "2026-11-24"),  # from a Saturday, 2 working days is Tuesday
        ("2027-12-24", 2, "2027-12-30"),
        ("2026-03-16", 15, "2026-04-08"),
        ("2025-12-08", 15, "2025-12-31"),
        ("2027-03-24", 15, "2027-04-16"),
        ("2027-03-25", 1, "2027-03-30"),
        # other starts that are not worked
        ("2026-11-22", 2, "2026-11-24"),  # Sunday
        ("2026-04-03", 1, "2026-04-07"),  # Good Friday
        ("2026-04-06", 1, "2026-04-07"),  # Easter Monday
        ("2026-12-25", 1, "2026-12-29"),  # Christmas Friday; Monday 28 is a substitute day
        # one-offs
        ("2012-06-01", 1, "2012-06-06"),  # Mon 4 and Tue 5 June 2012
        ("2012-05-25", 1, "2012-05-28"),  # the last Monday of May 2012 was worked
        ("2020-05-01", 1, "2020-05-04"),  # early May moved from Monday 4 ...
        ("2020-05-07", 1, "2020-05-11"),  # ... to Friday 8
        ("2022-05-27", 1, "2022-05-30"),  # the last Monday of May 2022 was worked
        ("2023-05-26", 5, "2023-06-05"),
        # leap day, and a step past it
        ("2024-02-28", 1, "2024-02-29"),
        ("2024-02-28", 2, "2024-03-01"),
        # 0: the day itself
        ("2026-11-21", 0, "2026-11-21"),
        ("2026-12-25", 0, "2026-12-25"),
    ],
)
def test_nth_working_day(start, n, due):
    same(EW.add_working_days(days(start), n), due)


def test_outside_the_calendar_is_not_a_day():
    starts = days("NaT", "2011-12-30", "2011-12-31", "2012-01-01", "2035-12-28", "2035-12-31", "2036-01-02")
    # Sunday 1 January 2012, then Monday's substitute day, Tuesday 3. Friday 28 December 2035, then Monday 31.
    # Counted from the eve of the calendar (day 0) all days lie inside it; from the day before they do not.
    same(EW.add_working_days(starts, 1), "NaT", "NaT", "2012-01-03", "2012-01-03", "2035-12-31", "NaT", "NaT")
    same(EW.add_working_days(starts, 0), "NaT", "NaT", "NaT", *starts[3:6], "NaT")
    assert EW.covers(starts).tolist() == [False, False, False, True, True, True, False]
    assert EW.is_working(starts).tolist() == [False, False, False, False, True, True, False]
    assert (EW.first, EW.last, EW.published_to) == (date(2012, 1, 1), date(2035, 12, 31), date(2028, 12, 31))


def test_last_moments_of_the_calendar_are_inside_it():
    late = np.array(["2035-12-31T23:59:59", "2026-11-20T23:59:59"], dtype="datetime64[s]")
    assert EW.covers(late).tolist() == [True, True]
    assert EW.is_working(late).tolist() == [True, True]
    same(EW.add_working_days(late, 0), "2035-12-31", "2026-11-20")
    same(EW.add_working_days(late, 2), "NaT", "2026-11-24")


def test_nothing_in_nothing_out():
    assert EW.add_working_days(days(), 2).size == 0
    assert all(answer.size == 0 for answer in EW.is_last_working_day_of_week(days()))
    assert EW.is_working(days()).size == 0


def test_input_is_left_alone():
    given_days = days("2026-11-21", "NaT")
    EW.add_working_days(given_days, 2)
    EW.is_last_working_day_of_week(given_days)
    same(given_days, "2026-11-21", "NaT")


def test_counting_back():
    # From a Friday, a Saturday, a Sunday and a Monday: the working day before, then the second before.
    given_days = days("2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23", "NaT")
    same(EW.add_working_days(given_days, -1), "2026-11-19", "2026-11-20", "2026-11-20", "2026-11-20", "NaT")
    same(EW.add_working_days(given_days, -2), "2026-11-18", "2026-11-19", "2026-11-19", "2026-11-19", "NaT")
    # Over the early May bank holiday of 4 May 2026, and to the calendar's edge.
    same(EW.add_working_days(days("2026-05-05"), -1), "2026-05-01")
    same(EW.add_working_days(days("2012-01-03"), -1), "NaT")
    # Tuesday 1 January 2036 is day 0 and not counted, so all days lie inside; from the day after it they do not.
    edges = days("2011-12-30", "2011-12-31", "2036-01-01", "2036-01-02")
    same(EW.add_working_days(edges, -1), "NaT", "NaT", "2035-12-31", "NaT")


@pytest.mark.parametrize(
    ("day", "last", "unknown"),
    [
        ("2026-11-16", False, False),  # Monday
        ("2026-11-20", True, False),  # Friday
        ("2026-11-22", False, False),  # Sunday belongs to the week before it
        ("2026-04-02", True, False),  # Thursday before Good Friday
        ("2026-04-03", False, False),  # Good Friday itself is not worked
        ("2026-04-10", True, False),  # Easter week
        ("2022-06-01", True, False),  # Jubilee: Thursday and Friday off
        ("2020-12-24", True, False),  # Christmas Friday
        ("2012-01-01", False, False),  # a Sunday needs no other day
        ("2011-12-30", False, True),  # outside
        ("2035-12-28", True, False),  # the last Friday: Monday 31 December comes next
        ("2035-12-30", False, False),
        ("2035-12-31", False, True),  # the next working day is outside
        ("2040-01-01", False, True),
        ("NaT", False, False),
    ],
)
def test_last_working_day_of_the_week(day, last, unknown):
    answers = EW.is_last_working_day_of_week(days(day))
    assert [answer.tolist() for answer in answers] == [[last], [unknown]]


def test_week_with_no_working_day():
    monday = date(2026, 11, 16)
    shut = Calendar.england_and_wales(added=[monday + timedelta(days=n) for n in range(5)])
    last, unknown = shut.is_last_working_day_of_week(days("2026-11-13", "2026-11-18", "2026-11-20"))
    assert last.tolist() == [True, False, False]
    assert not unknown.any()


def test_a_day_not_worked_is_never_the_last_though_none_follows_in_the_calendar():
    """Monday 31 December 2035 off: nothing worked follows Sunday the 30th, and of Friday the 28th nobody can tell."""
    shut = Calendar.england_and_wales(added=[date(2035, 12, 31)])
    last, unknown = shut.is_last_working_day_of_week(days("2035-12-28", "2035-12-30", "2035-12-31"))
    assert last.tolist() == [False, False, False]
    assert unknown.tolist() == [True, False, False]


def test_skipped_names_each_day_and_leaves_out_the_first():
    assert EW.skipped(date(2026, 4, 3), date(2026, 4, 7)) == [
        (date(2026, 4, 4), "Saturday"),
        (date(2026, 4, 5), "Sunday"),
        (date(2026, 4, 6), "Easter Monday"),
    ]
    assert EW.skipped(date(2026, 12, 24), date(2026, 12, 28)) == [
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 26), "Saturday"),
        (date(2026, 12, 27), "Sunday"),
        (date(2026, 12, 28), "Boxing Day (substitute day)"),
    ]
    assert EW.skipped(date(2029, 12, 29), date(2030, 1, 1)) == [
        (date(2029, 12, 30), "Sunday"),
        (date(2030, 1, 1), "New Year's Day (projected)"),
    ]
    assert EW.skipped(date(2026, 4, 6), date(2026, 4, 6)) == []
    assert EW.skipped(date(2026, 4, 6), date(2026, 4, 1)) == []


def test_names():
    assert EW.name_of(date(2022, 9, 19)) == "Bank Holiday for the State Funeral of Queen Elizabeth II"
    assert EW.name_of(date(2030, 4, 19)) == "Good Friday"
    assert EW.name_of(date(2026, 11, 21)) is None
    assert EW.name_of(date(2022, 9, 20)) is None


def test_local_changes():
    local = Calendar.england_and_wales(added=[date(2026, 11, 23)], removed=[date(2026, 4, 6)])
    same(local.add_working_days(days("2026-11-20", "2026-04-02"), 1), "2026-11-24", "2026-04-06")
    assert local.name_of(date(2026, 11, 23)) == "local holiday"
    assert local.name_of(date(2026, 4, 6)) is None
    assert local.skipped(date(2026, 11, 22), date(2026, 11, 24)) == [(date(2026, 11, 23), "local holiday")]
    same(EW.add_working_days(days("2026-11-20", "2026-04-02"), 1), "2026-11-23", "2026-04-07")


def test_adding_a_bank_holiday_or_a_weekend_changes_no_count():
    local = Calendar.england_and_wales(added=[date(2026, 12, 25), date(2026, 11, 21)])
    assert local.name_of(date(2026, 12, 25)) == "Christmas Day"
    assert local.skipped(date(2026, 11, 20), date(2026, 11, 21)) == [(date(2026, 11, 21), "Saturday")]
    every = np.arange("2026-01-01", "2027-01-01", dtype="datetime64[D]")
    np.testing.assert_array_equal(local.is_working(every), EW.is_working(every))


def test_every_mistake_in_local_changes_has_its_message():
    with pytest.raises(PolicyError) as caught:
        Calendar.england_and_wales(
            added=[date(2036, 1, 1), date(2011, 12, 31), date(2026, 8, 31), date(2026, 11, 23)],
            removed=[date(2026, 11, 23), date(2026, 8, 31)],
        )
    assert list(caught.value.messages) == [
        "holiday added on 2011-12-31: give a date from 2012-01-01 to 2035-12-31",
        "holiday added on 2036-01-01: give a date from 2012-01-01 to 2035-12-31",
        "holiday removed on 2026-11-23: that day is not a bank holiday; leave it out",
        "holiday on 2026-08-31: both added and removed; give it once",
    ]
    assert caught.value.exit_code == 4


def test_the_first_and_the_last_day_of_the_calendar_may_be_added():
    local = Calendar.england_and_wales(added=[date(2012, 1, 1), date(2035, 12, 31)])
    same(local.add_working_days(days("2035-12-28"), 1), "NaT")
    assert local.name_of(date(2012, 1, 1)) == "local holiday"


def test_version_tells_local_changes_apart_but_not_their_order():
    one, two = date(2026, 11, 23), date(2026, 11, 24)
    versions = {
        EW.version,
        Calendar.england_and_wales(added=[one]).version,
        Calendar.england_and_wales(added=[two]).version,
        Calendar.england_and_wales(removed=[date(2026, 4, 6)]).version,
        Calendar.england_and_wales(removed=[date(2026, 4, 3)]).version,
    }
    assert len(versions) == 5
    plain = r"England and Wales 2012-2035 [0-9a-f]{8}"
    assert re.fullmatch(plain, EW.version)
    assert all(re.fullmatch(plain + ", local changes [0-9a-f]{8}", version) for version in versions - {EW.version})
    assert all(len(version) < 80 for version in versions)
    assert Calendar.england_and_wales([one, two]) == Calendar.england_and_wales([two, one, one])
    assert Calendar.england_and_wales() == EW


def test_frozen():
    with pytest.raises(FrozenInstanceError):
        EW.version = "other"


@given(st.lists(near_the_calendar, max_size=8), st.integers(0, 300))
def test_working_days_as_counted_one_by_one(starts, n):
    expected = [scalar.add_working_days(start, n) for start in starts]
    same(EW.add_working_days(days(*starts), n), *expected)


@given(st.lists(near_the_calendar, max_size=8), st.sets(near_the_calendar.filter(scalar.is_working), max_size=12))
def test_weeks_and_local_holidays_as_looked_up_one_by_one(starts, added):
    local, off = Calendar.england_and_wales(added=added), scalar.HOLIDAYS | added
    last, unknown = local.is_last_working_day_of_week(days(*starts))
    expected = [scalar.is_last_working_day_of_week(start, off) for start in starts]
    assert [None if not_known else is_last for is_last, not_known in zip(last, unknown, strict=True)] == expected
    assert local.is_working(days(*starts)).tolist() == [scalar.is_working(start, off) for start in starts]
    same(
        local.add_working_days(days(*starts), 3),
        *[scalar.add_working_days(start, 3, off) for start in starts],
    )


@given(st.dates(date(2012, 1, 1), date(2035, 11, 1)), st.integers(1, 15))
def test_days_skipped_and_working_days_make_up_the_span(start, n):
    due = EW.add_working_days(days(start), n)[0].item()
    skipped = [day for day, _ in EW.skipped(start, due)]
    assert len(skipped) + n == (due - start).days
    assert not any(scalar.is_working(day) for day in skipped)


@given(st.dates(scalar.FIRST, scalar.LAST), st.lists(st.dates(date(2011, 12, 1), date(2036, 1, 31)), max_size=5))
def test_working_days_until_as_counted_one_by_one(start, ends):
    numbers, unknown = EW.working_days_until(start, days(*ends))
    assert unknown.tolist() == [not scalar.FIRST <= end <= scalar.LAST for end in ends]
    for end, number, cannot in zip(ends, numbers.tolist(), unknown.tolist(), strict=True):
        between = [start + timedelta(step) for step in range(1, (end - start).days + 1)]
        assert cannot or number == sum(map(scalar.is_working, between))


def test_working_days_until_a_blank_day_or_from_outside_the_calendar_cannot_be_counted():
    _, unknown = EW.working_days_until(date(2026, 11, 20), days("2026-11-23", "NaT", "2036-01-01"))
    assert unknown.tolist() == [False, True, True]
    _, unknown = EW.working_days_until(date(2011, 12, 31), days("2026-11-23", "2012-01-03"))
    assert unknown.tolist() == [True, True]
    _, unknown = EW.working_days_between(days("NaT", "2026-11-20"), days("2026-11-23", "2026-11-23"))
    assert unknown.tolist() == [True, False]


def test_runtime_imports_neither_pandas_nor_holidays():
    code = (
        "import sys; import safeaudit.clock.spans, safeaudit.clock.elapsed; "
        "safeaudit.clock.calendar.Calendar.england_and_wales(); "
        "sys.exit(bool({'pandas', 'holidays', 'govuk_bank_holidays'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
