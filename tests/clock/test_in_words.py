"""Days as sentences name them."""

from datetime import date

import numpy as np
import pytest

from safeaudit.clock.in_words import day_in_words, in_words, moments_in_words


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-01-01", "Thu 1 Jan 2026"),
        ("2026-02-02", "Mon 2 Feb 2026"),
        ("2026-03-03", "Tue 3 Mar 2026"),
        ("2026-04-04", "Sat 4 Apr 2026"),
        ("2026-05-05", "Tue 5 May 2026"),
        ("2026-06-07", "Sun 7 Jun 2026"),
        ("2026-07-08", "Wed 8 Jul 2026"),
        ("2026-08-14", "Fri 14 Aug 2026"),
        ("2026-09-09", "Wed 9 Sep 2026"),
        ("2026-10-31", "Sat 31 Oct 2026"),
        ("2026-11-22", "Sun 22 Nov 2026"),
        ("2026-12-25", "Fri 25 Dec 2026"),
    ],
)
def test_every_month(day, said):
    assert day_in_words(date.fromisoformat(day)) == said
    assert list(in_words(np.array([day], dtype="datetime64[D]"))) == [said]


def test_a_blank_day_or_moment_has_no_words():
    assert list(in_words(np.array(["NaT"], dtype="datetime64[D]"))) == [""]
    assert list(moments_in_words(np.array(["NaT"], dtype="datetime64[s]"))) == [""]
