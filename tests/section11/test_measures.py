"""What is told of a criterion, worked by hand from a drawn step table."""

import pandas as pd
import pytest

from safeaudit.section11.measures import shown_of
from safeaudit.section11.standards import Criterion

CRITERION = Criterion(id="drawn", asks="Asked", evidence=("records",), cannot_tell="Quality.")


def drawn(*steps: tuple[int, int, int, str]) -> pd.DataFrame:
    """Steps as (met, due, not assessable, why not assessed)."""
    rows = [
        {
            "title": f"S{number}",
            "met": met,
            "due": due,
            "rate": met / due if due else None,
            "not assessable": unclear,
            "not_assessed": why,
            "first": pd.Timestamp("2026-01-01") + pd.Timedelta(days=number),
            "benchmark": "",
        }
        for number, (met, due, unclear, why) in enumerate(steps)
    ]
    return pd.DataFrame(rows)


def test_numerators_denominators_and_the_first_day_over_the_steps_that_ran():
    shown = shown_of(CRITERION, drawn((9, 10, 1, ""), (3, 20, 2, ""), (0, 0, 0, "needs table plans")))
    assert (shown["met"], shown["due"], shown["not assessable"]) == (12, 30, 3)
    assert shown["rate"] == pytest.approx(0.4)
    assert shown["first"] == pd.Timestamp("2026-01-01")
    assert shown["untold"] == (
        "1 of 3 measures not taken: needs table plans."
        " 3 obligations not assessable: the records cannot settle them. Quality."
    )


@pytest.mark.parametrize(
    ("met", "due", "strengths", "gaps"),
    [
        (9, 10, "S0 (9 of 10, 90%)", ""),
        (9, 9, "", ""),  # one too few to call
        (89, 100, "", ""),
        (60, 100, "", ""),
        (59, 100, "", "S0 (59 of 100, 59%)"),
    ],
)
def test_a_strength_from_ninety_per_cent_and_a_gap_below_sixty_of_at_least_ten(met, due, strengths, gaps):
    shown = shown_of(CRITERION, drawn((met, due, 0, "")))
    assert (shown["strengths"], shown["gaps"]) == (strengths, gaps)


def test_what_rests_on_a_local_benchmark_says_so():
    shown = shown_of(CRITERION, drawn((1, 10, 0, "")).assign(benchmark="by a local benchmark"))
    assert shown["gaps"] == "S0 (1 of 10, 10%; by a local benchmark)"


def test_nothing_due_is_no_rate_and_nothing_that_ran_no_figure():
    shown = shown_of(CRITERION, drawn((0, 0, 0, "")))
    assert (shown["met"], shown["due"], shown["rate"]) == (0, 0, None)
    shown = shown_of(CRITERION, drawn((0, 0, 0, "needs table plans")))
    assert (shown["met"], shown["due"], shown["rate"], shown["not assessable"]) == (None, None, None, None)
