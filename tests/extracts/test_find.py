"""Which files are read, in what order, and under what names."""

import pytest

from safeaudit.errors import ExtractError
from safeaudit.extracts.find import find_files, table_of
from safeaudit.extracts.hints import Hints
from safeaudit.extracts.read import read_extracts
from tests.extracts.helpers import counts, read, write, write_workbook

CASES = "crn\nX000001\n"


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("contacts", "contacts"),
        ("Contacts-North", "contacts"),
        ("contacts-2026-09", "contacts"),
        ("contacts2026", "contacts"),
        ("contacts (1)", "contacts"),
        ("Court Reports", "court_reports"),
        ("court--reports", "court_reports"),
        ("COURT_REPORTS north", "court_reports"),
        ("contactsheet", ""),
        ("casesé", ""),
        ("my contacts", ""),
        ("court", ""),
        ("", ""),
    ],
)
def test_the_table_that_a_name_means(name, table):
    assert table_of(name) == table


def test_files_are_read_by_name_without_regard_to_case_and_worksheets_in_their_order(tmp_path):
    write(tmp_path, {"cases-b.csv": CASES, "Cases-A.CSV": "crn\nX000002\n", "cases-c.csv": "crn\nX000003\n"})
    write_workbook(tmp_path / "CASES.xlsx", {"cases 2": [["crn"], ["X000005"]], "cases 1": [["crn"], ["X000004"]]})
    extracts = read_extracts([tmp_path])
    assert list(counts(extracts)) == [
        "Cases-A.CSV",
        "cases-b.csv",
        "cases-c.csv",
        "CASES.xlsx[cases 2]",
        "CASES.xlsx[cases 1]",
    ]
    rows = extracts.tables["cases"].rows
    assert rows["crn"].tolist() == ["X000002", "X000001", "X000003", "X000005", "X000004"]
    assert rows["source"].tolist() == [0, 1, 2, 3, 4]


def test_a_file_given_twice_is_read_once(tmp_path):
    write(tmp_path, {"cases.csv": CASES})
    paths = [tmp_path, tmp_path / "cases.csv", tmp_path / ".." / tmp_path.name / "cases.csv"]
    assert counts(read_extracts(paths)) == {"cases.csv": (1, 1, 0, 0)}


def test_files_of_one_name_are_told_apart_by_their_folder(tmp_path):
    write(tmp_path / "north", {"cases.csv": CASES})
    write(tmp_path / "south", {"cases.csv": "crn\nX000002\n", "staff.csv": "staff_code,role\nN01,COM\n"})
    extracts = read_extracts([tmp_path / "south", tmp_path / "north"])
    assert list(counts(extracts)) == ["north/cases.csv", "south/cases.csv", "staff.csv"]


def test_what_is_passed_over_is_named(tmp_path):
    write(tmp_path, {"cases.csv": "crn,Nickname\nX000001,x\n", "notes.txt": "x", "letters.csv": "a\n1\n"})
    write(tmp_path, {"~$cases.xlsx": "lock", ".cases.csv": "hidden"})
    (tmp_path / "old").mkdir()
    write_workbook(tmp_path / "book.xlsx", {"Summary": [["x"]]})
    passed = [(n.file, n.sheet, n.column) for n in read_extracts([tmp_path]).not_read]
    assert sorted(passed) == [
        ("book.xlsx", "Summary", ""),
        ("cases.csv", "", "Nickname"),
        ("letters.csv", "", ""),
        ("notes.txt", "", ""),
        ("old", "", ""),
    ]


def test_a_missing_path_and_a_missing_column_are_told_together(tmp_path):
    write(tmp_path, {"cases.csv": "gender\nF\n", "plans.csv": ""})
    with pytest.raises(ExtractError) as caught:
        read_extracts([tmp_path, tmp_path / "absent"])
    assert len(caught.value.messages) == 3
    assert "absent" in caught.value.messages[0]
    assert "crn" in caught.value.messages[1]
    assert "plans.csv" in caught.value.messages[2]


@pytest.mark.parametrize("files", [{}, {"letters.csv": "a\n1\n"}])
def test_nothing_recognised_says_what_names_are_expected(tmp_path, files):
    with pytest.raises(ExtractError, match="contacts"):
        read(tmp_path, files)


def test_no_usable_row_is_an_error(tmp_path):
    with pytest.raises(ExtractError, match="No usable row"):
        read(tmp_path, {"cases.csv": "crn,gender\n,F\n"})


def test_a_headed_file_without_rows_is_a_supplied_table(tmp_path):
    extracts = read(tmp_path, {"cases.csv": CASES, "plans.csv": "crn,child_ref,plan,start\n"})
    plans = extracts.tables["plans"]
    assert len(plans.rows) == 0
    assert plans.held("start")
    assert not plans.held("end")
    assert counts(extracts)["plans.csv"] == (0, 0, 0, 0)
    assert plans.rows.dtypes.astype(str).to_dict() == {
        "crn": "category",
        "child_ref": "category",
        "plan": "category",
        "start": "datetime64[s]",
        "end": "datetime64[s]",
        "risk_from_case": "int8",
        "local_authority": "category",
        "source": "int16",
        "row": "int32",
    }


def test_a_folder_that_cannot_be_found_has_no_files(tmp_path):
    assert find_files([tmp_path / "no"], Hints()).files == []
