"""Spans: words in, words out, and corresponding dates worked by hand (domain.md 7)."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeaudit.clock.calendar import Calendar
from safeaudit.clock.spans import Span, Unit, add, parse_span
from safeaudit.errors import PolicyError

from . import scalar

EW = Calendar.england_and_wales()


def days(*texts):
    return np.array(texts, dtype="datetime64[D]")


def same(found, *expected):
    assert found.dtype == np.dtype("datetime64[D]")
    np.testing.assert_array_equal(found, days(*expected))


@pytest.mark.parametrize(
    ("text", "span", "words"),
    [
        ("5 working days", Span(5, Unit.WORKING_DAYS), "5 working days"),
        ("1 working day", Span(1, Unit.WORKING_DAYS), "1 working day"),
        ("1 working days", Span(1, Unit.WORKING_DAYS), "1 working day"),
        (" 15  Working\tDays ", Span(15, Unit.WORKING_DAYS), "15 working days"),
        ("1 day", Span(1, Unit.DAYS), "1 day"),
        ("0 days", Span(0, Unit.DAYS), "0 days"),
        ("6 weeks", Span(6, Unit.WEEKS), "6 weeks"),
        ("1 week", Span(1, Unit.WEEKS), "1 week"),
        ("3 month", Span(3, Unit.MONTHS), "3 months"),
        ("1 month", Span(1, Unit.MONTHS), "1 month"),
        ("3 years", Span(3, Unit.YEARS), "3 years"),
        ("1 year", Span(1, Unit.YEARS), "1 year"),
    ],
)
def test_parsed_and_put_in_words(text, span, words):
    assert parse_span(text) == span
    assert str(span) == words
    assert parse_span(str(span)) == span


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "5",
        "days",
        "five days",
        "5 fortnights",
        "5 business days",
        "-1 days",
        "1.5 days",
        "5 days 2",
        "5days",
        "24 hours",
        "5 workingdays",
        "99999 years",
        "5 dayss",
        "5 working",
        "٥ days",
        "5 s",
    ],
)
def test_nonsense_is_refused_with_a_remedy(text):
    with pytest.raises(PolicyError) as caught:
        parse_span(text)
    (message,) = caught.value.messages
    assert f'"{text}"' in message
    assert "working days, days, weeks, months or years" in message


def test_negative_span_is_refused():
    with pytest.raises(ValueError, match="negative"):
        Span(-1, Unit.DAYS)


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        # domain.md 7
        ("2024-02-29", "3 years", "2027-02-28"),
        ("2021-02-28", "3 years", "2024-02-28"),
        ("2023-08-31", "3 years", "2026-08-31"),
        ("2020-02-29", "3 years", "2023-02-28"),
        ("2024-02-28", "3 years", "2027-02-28"),
        ("2024-02-29", "4 years", "2028-02-29"),
        # months
        ("2026-01-31", "1 month", "2026-02-28"),
        ("2024-01-31", "1 month", "2024-02-29"),
        ("2026-01-30", "1 month", "2026-02-28"),
        ("2026-03-31", "3 months", "2026-06-30"),
        ("2026-11-30", "3 months", "2027-02-28"),
        ("2026-02-28", "1 month", "2026-03-28"),
        ("2026-12-31", "1 month", "2027-01-31"),
        ("2026-06-15", "0 months", "2026-06-15"),
        # days and weeks never roll forward
        ("2026-04-02", "1 day", "2026-04-03"),  # Good Friday
        ("2026-11-20", "1 day", "2026-11-21"),  # Saturday
        ("2024-02-28", "2 days", "2024-03-01"),
        ("2026-11-10", "6 weeks", "2026-12-22"),
        ("2026-11-13", "6 weeks", "2026-12-25"),  # Christmas Day
        # working days
        ("2026-11-21", "2 working days", "2026-11-24"),
        ("2026-04-02", "0 working days", "2026-04-02"),
        # the calendar's years bind working days alone
        ("2035-12-31", "1 working day", "NaT"),
        ("2035-12-31", "1 day", "2036-01-01"),
        ("2034-06-15", "3 years", "2037-06-15"),
        ("1969-01-31", "1 month", "1969-02-28"),
        ("1940-02-29", "18 years", "1958-02-28"),
    ],
)
def test_span_added(start, span, end):
    same(add(days(start, "NaT"), parse_span(span), EW), end, "NaT")


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        ("2026-03-01", "1 day", "2026-02-28"),
        ("2026-04-06", "2 weeks", "2026-03-23"),
        ("2026-03-31", "1 month", "2026-02-28"),
        ("2026-01-31", "2 months", "2025-11-30"),
        ("2024-02-29", "1 year", "2023-02-28"),
        ("2026-06-15", "3 years", "2023-06-15"),
    ],
)
def test_span_counted_back(start, span, end):
    same(add(days(start, "NaT"), parse_span(span), EW, sign=-1), end, "NaT")


def test_time_of_day_is_cut_off():
    late = np.array(["2026-01-31T23:59:59", "NaT"], dtype="datetime64[s]")
    for span, end in [("1 day", "2026-02-01"), ("1 week", "2026-02-07"), ("1 month", "2026-02-28")]:
        same(add(late, parse_span(span), EW), end, "NaT")
    same(add(late, parse_span("1 working day"), EW), "2026-02-02", "NaT")


def test_local_holidays_reach_working_days():
    local = Calendar.england_and_wales(added=[date(2026, 11, 23)])
    same(add(days("2026-11-20"), parse_span("1 working day"), local), "2026-11-24")


@pytest.mark.parametrize(("span", "end"), [("1 working day", "2026-11-20"), ("0 working days", "2026-11-22")])
def test_working_days_back(span, end):
    same(add(days("2026-11-22"), parse_span(span), EW, sign=-1), end)


@pytest.mark.parametrize("sign", [0, 2])
def test_other_signs_are_refused(sign):
    with pytest.raises(ValueError, match="sign"):
        add(days("2026-11-20"), parse_span("1 day"), EW, sign=sign)


@given(
    st.lists(st.dates(date(1920, 1, 1), date(2080, 1, 1)), max_size=8),
    st.integers(0, 60),
    st.sampled_from((1, -1)),
)
def test_spans_as_counted_one_by_one(starts, n, sign):
    same(add(days(*starts), Span(n, Unit.DAYS), EW, sign), *[day + timedelta(days=sign * n) for day in starts])
    same(
        add(days(*starts), Span(n, Unit.WEEKS), EW, sign),
        *[day + timedelta(weeks=sign * n) for day in starts],
    )
    same(
        add(days(*starts), Span(n, Unit.MONTHS), EW, sign),
        *[scalar.add_months(day, sign * n) for day in starts],
    )
    same(
        add(days(*starts), Span(n, Unit.YEARS), EW, sign),
        *[scalar.add_months(day, 12 * sign * n) for day in starts],
    )
