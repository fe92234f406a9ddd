"""Headings, in whatever spelling, and what is said when they are wrong."""

import pytest

from safeaudit.errors import ExtractError
from safeaudit.extracts.headings import shown_heading
from tests.extracts.helpers import column, read


@pytest.mark.parametrize(
    "heading", ["Sentence Date", "sentence_date", "SENTENCE-DATE", " Sentence  Date. ", "sentencedate"]
)
def test_headings_match_whatever_case_spacing_and_punctuation(tmp_path, heading):
    extracts = read(tmp_path, {"cases.csv": f"CRN,{heading}\nX000001,2026-01-02\n"})
    assert [str(day) for day in column(extracts, "cases", "sentence_date")] == ["2026-01-02 00:00:00"]


def test_two_headings_for_one_column_are_both_named(tmp_path):
    with pytest.raises(ExtractError, match=r"cases\.csv, row 1: 'Sentence Date' and 'sentence_date' both mean"):
        read(tmp_path, {"cases.csv": "crn,Sentence Date,sentence_date\nX000001,,\n"})


def test_a_missing_required_column_names_file_column_and_headings_found(tmp_path):
    with pytest.raises(ExtractError) as caught:
        read(tmp_path, {"plans.csv": "\nCRN,Child Ref,Kind\n"})
    message = str(caught.value)
    for part in ("plans.csv", "row 2", "plan, start", "CRN, Child Ref, Kind"):
        assert part in message


def test_a_row_of_data_in_the_headings_place_is_not_repeated(tmp_path):
    with pytest.raises(ExtractError) as caught:
        read(tmp_path, {"children.csv": "X000001,C1,Sam Carter\n"})
    assert "Sam" not in str(caught.value)
    assert "X000001" not in str(caught.value)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("Offender Manager", "Offender Manager"),
        ("Line one\nline two", "Line one line two"),
        ("31/10/2026", "(text, 10 characters)"),
        ("X123456", "(text, 7 characters)"),
        ("He said: never again!", "(text, 21 characters)"),
        ("x" * 41, "(text, 41 characters)"),
    ],
)
def test_only_what_looks_like_a_heading_is_shown(cell, shown):
    assert shown_heading(cell) == shown
