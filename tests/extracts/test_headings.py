"""Headings, in whatever spelling, and what is said when they are wrong."""

import pytest

from safeaudit.errors import ExtractError
from safeaudit.extracts.aliases import aliases_of, heading_key
from safeaudit.extracts.contract import TABLES
from safeaudit.extracts.headings import shown_heading
from safeaudit.extracts.hints import Hints
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


@pytest.mark.parametrize(
    "heading",
    [
        "Case_Ref_No",
        "Case_Ref_No\n",
        "CRN\u00a0",
        "1. CRN",
        "(2) Case Ref No",
        "CRN (required)",
        "\ufeffCRN",
        "\uff23\uff32\uff2e",  # full-width letters
    ],
)
def test_known_headings_are_read_with_newlines_odd_spaces_and_numbering(tmp_path, heading):
    extracts = read(tmp_path, {"cases.csv": f'"{heading}",team\nX000001,East\n'})
    assert column(extracts, "cases", "crn") == ["X000001"]


def test_the_headings_of_a_workload_extract(tmp_path):
    heading = "Row_Type,Case_Ref_No,Register_Code,Register_Description,Registration_Date,Next_Review_Date"
    row = "S,X000001,rcpr,Child Protection,01/02/2026,01/05/2026,9999-12-31"
    extracts = read(tmp_path, {"registrations.csv": f"{heading},Deregistration_Date\n{row}\n"})
    assert column(extracts, "registrations", "register") == ["RCPR"]
    assert column(extracts, "registrations", "end") == [None]
    assert [(passed.column, passed.why) for passed in extracts.not_read] == [
        ("Row_Type", "not a column of registrations")
    ]
    assert ("start", "read from the heading 'Registration_Date'") in [(r.column, r.said) for r in extracts.remarks]


def test_of_two_headings_for_one_column_the_better_is_read_and_the_other_told(tmp_path):
    # An outcome's text says whether an enquiry was sent; its code does not.
    text = "CRN,Contact_Date,Contact_Type_Code,Outcome_Code,Outcome\nX000001,1/2/2026,SFGC,SFG1,Enquiry sent\n"
    extracts = read(tmp_path, {"contacts.csv": text})
    assert column(extracts, "contacts", "outcome") == ["Enquiry sent"]
    assert [(passed.column, passed.why) for passed in extracts.not_read] == [
        ("Outcome_Code", "outcome was read from the heading 'outcome'")
    ]


def test_what_the_settings_say_goes_before_the_columns_own_name(tmp_path):
    hints = Hints(aliases={"cases": {"Gang": "team"}})
    extracts = read(tmp_path, {"cases.csv": "crn,team,GANG\nX000001,East,West\n"}, hints)
    assert column(extracts, "cases", "team") == ["West"]
    assert [passed.column for passed in extracts.not_read] == ["team"]


def test_a_near_miss_is_suggested_and_not_taken(tmp_path):
    extracts = read(tmp_path, {"cases.csv": "crn,Shoe size,Sentense date\nX000001,9,2026-01-02\n"})
    assert not extracts.tables["cases"].held("sentence_date")
    assert [(passed.column, passed.why) for passed in extracts.not_read] == [
        ("Sentense date", "not a column of cases; did you mean sentence_date?"),
        ("Shoe size", "not a column of cases"),
    ]


def test_a_near_miss_of_a_required_column_says_what_to_do(tmp_path):
    with pytest.raises(ExtractError, match="'Contct Date' looks like contact_date: rename it"):
        read(tmp_path, {"contacts.csv": "CRN,Contct Date,Contact Type\nX000001,1/2/2026,SFGC\n"})


def test_a_column_without_a_heading_is_told_unless_it_only_follows_the_last(tmp_path):
    extracts = read(tmp_path, {"cases.csv": "crn,,team,\nX000001,lost,East,\n"})
    assert [(passed.column, passed.why) for passed in extracts.not_read] == [
        ("B", "no heading; its cells are not read")
    ]


def test_every_alias_means_one_column_and_hides_no_columns_own_name():
    for name, table in TABLES.items():
        own = {heading_key(spec.name): spec.name for spec in table.columns}
        for heading, (meant, _) in aliases_of(name).items():
            assert own.get(heading, meant) == meant, f"{name}: {heading}"
