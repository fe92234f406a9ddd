"""What settings say about an office's own files."""

import pytest

from safeaudit.errors import ExtractError
from safeaudit.extracts.hints import Hints

HINTS = Hints(tables={"contact log*.csv": "contacts", "Book.xlsx": "cases", "Book.xlsx[Old ?]": "none"})


@pytest.mark.parametrize(
    ("file", "sheet", "table"),
    [
        ("Contact log Sept.CSV", "", "contacts"),
        ("My contact log.csv", "", None),
        ("book.xlsx", "Sheet1", "cases"),
        ("book.xlsx", "Old 1", "none"),
        ("book.xlsx", "Old 12", "cases"),
    ],
)
def test_a_worksheets_name_goes_before_its_files(file, sheet, table):
    assert HINTS.table_of(file, sheet) == table


def test_two_names_that_say_different_tables_are_an_error():
    hints = Hints(tables={"a*.csv": "cases", "*b.csv": "plans"})
    with pytest.raises(ExtractError, match="both cases and plans"):
        hints.table_of("ab.csv")


def test_names_that_fit_nothing_are_told():
    assert HINTS.unused({"Contact log.csv", "other.csv"}) == ["Book.xlsx", "Book.xlsx[Old ?]"]
