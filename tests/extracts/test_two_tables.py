"""Files that could be two tables, and tables that are found twice."""

import pytest

from safeaudit.errors import ExtractError
from safeaudit.extracts.hints import Hints
from safeaudit.extracts.read import read_extracts
from tests.extracts.helpers import counts, read, write, write_workbook

CONTACTS = "CRN,Team,Contact Date,Contact Type,Outcome\nX000001,East,1/2/2026,SFGC,\n"


def test_headings_of_another_table_than_the_name_says_are_an_error(tmp_path):
    with pytest.raises(ExtractError, match=r"cases\.csv, row 1: by its name this is cases, by its headings contacts"):
        read(tmp_path, {"cases.csv": CONTACTS})


def test_the_settings_can_say_that_it_is_right(tmp_path):
    extracts = read(tmp_path, {"cases.csv": CONTACTS}, Hints(tables={"cases.csv": "cases"}))
    assert counts(extracts) == {"cases.csv": (1, 1, 0, 0)}


def test_a_few_unknown_columns_make_no_other_table(tmp_path):
    text = "crn,team,sentence_date,contact_date,contact_type\nX000001,East,1/2/2026,,\n"
    assert counts(read(tmp_path, {"cases.csv": text})) == {"cases.csv": (1, 1, 0, 0)}


def test_a_table_found_twice_with_other_columns_is_an_error(tmp_path):
    write(tmp_path, {"cases.csv": "crn,team\nX000001,East\n"})
    write_workbook(tmp_path / "book.xlsx", {"cases": [["crn", "pdu", "led"], ["X000002", "Derby", None]]})
    with pytest.raises(ExtractError) as caught:
        read_extracts([tmp_path])
    assert caught.value.messages == (
        "cases is found twice with different columns: book.xlsx[cases] and cases.csv (book.xlsx[cases] lacks team; "
        "cases.csv lacks led, pdu). Take one out, or name them as parts of one table: cases-1, cases-2.",
    )


def test_parts_of_a_table_may_hold_what_they_hold(tmp_path):
    extracts = read(tmp_path, {"cases.csv": "crn,team\nX000001,East\n", "cases-2.csv": "crn,pdu\nX000002,Derby\n"})
    assert len(counts(extracts)) == 2


def test_a_table_found_twice_with_the_same_columns_is_one_table(tmp_path):
    write(tmp_path / "north", {"cases.csv": "crn\nX000001\n"})
    write(tmp_path / "south", {"cases.csv": "crn\nX000001\n"})
    extracts = read_extracts([tmp_path / "north", tmp_path / "south"])
    assert counts(extracts) == {"north/cases.csv": (1, 1, 0, 0), "south/cases.csv": (1, 0, 0, 1)}


def test_files_are_read_by_what_the_settings_say_of_them(tmp_path):
    hints = Hints(tables={"caseload*.txt": "cases", "contacts old.csv": "none", "gone.csv": "plans"})
    files = {"Caseload Oct.txt": "crn\tteam\nX000001\tEast\n", "contacts old.csv": "nothing to read"}
    extracts = read(tmp_path, files, hints)
    assert counts(extracts) == {"Caseload Oct.txt": (1, 1, 0, 0)}
    assert {(passed.file, passed.why) for passed in extracts.not_read} == {
        ("contacts old.csv", "the settings leave it out"),
        ("gone.csv", "named under tables in the settings, and not there"),
    }


def test_worksheets_are_read_by_what_the_settings_say_of_them(tmp_path):
    sheets = {"List": [["crn"], ["X000001"]], "Old list": [["crn"], ["X000002"]]}
    path = write_workbook(tmp_path / "Office.xlsx", sheets)
    hints = Hints(tables={"office.xlsx": "cases", "office.xlsx[old*]": "none"})
    assert counts(read_extracts([path], hints)) == {"Office.xlsx[List]": (1, 1, 0, 0)}


@pytest.mark.parametrize(("name", "why"), [("a.txt", "give it the ending .csv"), ("a.zip", "unpack it"), ("a.pdf", "")])
def test_other_files_are_told_with_what_to_do(tmp_path, name, why):
    extracts = read(tmp_path, {"cases.csv": "crn\nX000001\n", name: "x"})
    assert [passed.file for passed in extracts.not_read if why in passed.why] == [name]
