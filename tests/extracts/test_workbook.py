"""Excel workbooks: typed cells, row numbers, and workbooks that cannot be read."""

from datetime import date, datetime, time, timedelta

import pytest

from safeaudit.errors import ExtractError
from safeaudit.extracts.read import read_extracts
from safeaudit.extracts.sheet_cells import cell_text
from tests.extracts.helpers import column, counts, problems, write, write_workbook


def test_typed_cells_are_read_as_their_columns_say(tmp_path):
    heading = ["CRN", "Event Number", "In Custody", "Sentence Date", "LED", "SED", "Staff Code"]
    rows = [
        ["X000001", 1, True, date(2026, 1, 2), datetime(2026, 1, 3, 14, 5), 45000, 1001.0],  # noqa: DTZ001 (a cell has no zone)
        ["X000002", 2.0, 0, "3/1/2026", datetime(9999, 12, 31), 45000.5, "1001"],  # noqa: DTZ001 (a cell has no zone)
    ]
    extracts = read_extracts([write_workbook(tmp_path / "book.xlsx", {"Cases": [heading, *rows]})])
    assert problems(extracts) == []
    assert column(extracts, "cases", "event_number") == [1, 2]
    assert column(extracts, "cases", "in_custody") == [1, 0]
    assert [str(day) for day in extracts.tables["cases"].rows["sentence_date"]] == [
        "2026-01-02 00:00:00",
        "2026-01-03 00:00:00",
    ]
    assert [str(day) for day in extracts.tables["cases"].rows["led"]] == ["2026-01-03 00:00:00", "NaT"]
    assert [str(day) for day in extracts.tables["cases"].rows["sed"]] == ["2023-03-15 00:00:00"] * 2
    assert column(extracts, "cases", "staff_code") == ["1001", "1001"]


def test_rows_are_those_the_spreadsheet_shows(tmp_path):
    sheet = [
        [],
        [None, "CRN", "Team"],
        [None, "X000001", "a\nb"],
        [],
        [None, None, " "],
        [None, "X000002", "c"],
    ]
    extracts = read_extracts([write_workbook(tmp_path / "book.xlsx", {"cases": sheet})])
    assert extracts.tables["cases"].rows["row"].tolist() == [3, 6]
    assert counts(extracts) == {"book.xlsx[cases]": (2, 2, 0, 0)}


def test_a_table_may_be_split_over_worksheets_and_files(tmp_path):
    write_workbook(tmp_path / "a.xlsx", {"cases": [["crn"], ["X000001"]], "Cases north": [["crn"], ["X000002"]]})
    write(tmp_path, {"cases.csv": "crn\nX000003\n"})
    extracts = read_extracts([tmp_path])
    assert column(extracts, "cases", "crn") == ["X000001", "X000002", "X000003"]
    assert list(counts(extracts)) == ["a.xlsx[cases]", "a.xlsx[Cases north]", "cases.csv"]


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 cut off"])
def test_a_damaged_workbook_is_refused(tmp_path, content):
    with pytest.raises(ExtractError, match=r"book\.xlsx"):
        read_extracts([write(tmp_path, {"book.xlsx": content})])


def test_an_empty_worksheet_named_as_a_table_is_refused(tmp_path):
    write_workbook(tmp_path / "book.xlsx", {"cases": [["crn"], ["X000001"]], "plans": []})
    with pytest.raises(ExtractError, match="sheet plans"):
        read_extracts([tmp_path])


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1001.0, "1001"),
        (0.1, "0.1"),
        (float("inf"), "inf"),
        (True, "true"),
        (False, "false"),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2), "2026-01-02"),  # noqa: DTZ001 (a cell has no zone)
        (datetime(2026, 1, 2, 14, 4, 59, 999_999), "2026-01-02 14:05:00"),  # noqa: DTZ001 (a cell has no zone)
        (datetime(9999, 12, 31, 23, 59, 59, 999_999), "9999-12-31 23:59:59"),  # noqa: DTZ001 (a cell has no zone)
        (time(9, 5), "09:05:00"),
        (timedelta(hours=25, minutes=3), "25:03:00"),
    ],
)
def test_cells_become_the_text_a_csv_file_would_hold(cell, text):
    assert cell_text(cell) == text
