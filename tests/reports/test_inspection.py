"""Counting as inspectors do: cases, not obligations, and only those where something was required."""

import pandas as pd
import pytest

from safeaudit.packs.inspection import inspection_questions
from safeaudit.packs.load import load_pack
from safeaudit.reports.inspection import by_question


def drawn(text: str) -> pd.Series:
    """The row of enquiries, of obligations drawn one a line: case, verdict."""
    pairs = [line.split(None, 1) for line in text.strip().splitlines()]
    rows = pd.DataFrame(pairs, columns=["crn", "verdict"]).assign(theme="enquiries", subject="")
    return by_question(rows, ["hmpps"]).set_index("theme").loc["enquiries"]


def test_a_case_counts_once_and_is_done_only_when_all_of_it_is():
    found = drawn("""
        A  met
        A  overdue
        B  met
        B  late
        B  pending
        C  met
        D  breached
        E  exempt
        E  pending
        F  not assessable
        F  pending
        G  not assessable
        G  met
    """)
    # A to D and G were required; B was done late; E was not due; F cannot be told.
    assert (found["required"], found["done"], found["in_time"]) == (5, 3, 2)
    assert (found["cannot_tell"], found["not_due"]) == (1, 1)
    assert found["rate"] == pytest.approx(3 / 5)


def test_nothing_required_has_no_rate():
    assert pd.isna(drawn("A  exempt")["rate"])


def test_staff_and_units_count_by_their_reference():
    rows = pd.DataFrame({"crn": None, "subject": ["N01", "N01", "N02"], "theme": "training"})
    rows = rows.assign(verdict=["met", "overdue", "met"])
    found = by_question(rows, ["hmpps"]).set_index("theme").loc["training"]
    assert (found["required"], found["done"]) == (2, 1)


def test_every_theme_of_the_policy_has_its_question():
    assert set(inspection_questions("hmpps")) == {step.theme for step in load_pack("hmpps").steps}


def test_a_policy_without_questions_has_none():
    assert by_question(pd.DataFrame(columns=["crn", "subject", "theme", "verdict"]), ["none"]).empty
