"""The page for whoever exports is as it would be written now, and says what holds."""

from safeaudit.extracts.contract import TABLES
from safeaudit.extracts.meanings import meanings
from safeaudit.reports.extract_pages import PAGE, extract_pages


def test_the_page_of_extracts_is_as_it_would_be_written_now():
    said = "docs/extracts.md is out of date: run python -m safeaudit.reports.extract_pages"
    assert PAGE.read_text("utf-8") == extract_pages(), said


def test_every_table_has_a_meaning_and_no_meaning_is_of_a_column_that_is_not_there():
    assert meanings().keys() == TABLES.keys()
    for name, meaning in meanings().items():
        columns = {column.name for column in TABLES[name].columns}
        assert meaning.columns.keys() <= columns
        assert set(meaning.added_columns) <= columns


def test_every_table_says_how_many_steps_need_it():
    lines = [line for line in extract_pages().splitlines() if line.startswith("| [")]
    assert [line.split("]")[0][3:] for line in lines] == list(TABLES)
