"""Rates, and the order of exceptions."""

import pandas as pd
import pytest

from safeaudit.reports.headline import percent, rate_text
from safeaudit.reports.obligation_table import urgent_first


@pytest.mark.parametrize(
    ("met", "due", "text"),
    [
        (0, 0, "none due"),
        (0, 7, "0/7 0%"),
        (7, 7, "7/7 100%"),
        (43, 148, "43/148 29%"),
        (1, 1000, "1/1,000 1%"),
        (999, 1000, "999/1,000 99%"),
    ],
)
def test_a_rate_is_never_rounded_to_all_or_nothing(met, due, text):
    assert rate_text(met, due) == text


def test_percent_rounds_to_the_nearest():
    assert [percent(n, 8) for n in (1, 3, 5)] == ["12%", "38%", "62%"]


def test_most_urgent_first():
    #      verdict     theme        basis        strength     days
    drawn = """
        1  overdue     referrals    policy       mandatory    5
        2  overdue     enquiries    policy       mandatory    9
        3  overdue     enquiries    policy       mandatory    5
        4  overdue     enquiries    policy       mandatory    <NA>
        5  overdue     enquiries    benchmark    mandatory    99
        6  overdue     court        policy       mandatory    999
        7  breached    enquiries    policy       mandatory    99
        8  overdue     referrals    policy       guidance     99
        9  late        referrals    policy       mandatory    999
        0  met         referrals    policy       mandatory    <NA>
        0  pending     referrals    policy       mandatory    -1
    """
    names = ["place", "verdict", "theme", "basis", "strength", "days"]
    frame = pd.DataFrame([line.split() for line in drawn.split("\n") if line.strip()], columns=names)
    frame["days"] = pd.to_numeric(frame["days"], errors="coerce").astype("Int32")
    assert list(urgent_first(frame.iloc[::-1])["place"]) == list("123456789")
