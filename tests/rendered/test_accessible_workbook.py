"""The Analysis Function's checklist, line by line, on the workbook as written: see `docs/accessibility.md`."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

# Columns that are blank because people fill them in.
TO_FILL_IN = {"Owner", "Action", "Target date", "Status", "Comment"}
OWN_COLOURS = {"overdue", "breached", "late", "pending", "not assessable"}

# In lists of dates and places a unit may lack a whole column of them; the headings stay, so that lists keep their form.
ALL_BLANK_MAY_BE = {"Child protection plans", "Enquiries outstanding", "Due next", "Data problems", "Steps and rates"}


@pytest.fixture(scope="module")
def path(sample_output) -> Path:
    return sample_output / "exceptions.xlsx"


@pytest.fixture(scope="module")
def book(path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path)


def tables(book: openpyxl.Workbook):
    for page in book:
        for found in page.tables.values():
            yield page, found, page[found.ref]


def test_one_real_table_a_sheet_hard_left_and_nothing_beneath_it(book):
    for page in book:
        assert len(page.tables) == 1, page.title
    for page, found, rows in tables(book):
        assert found.ref.startswith("A"), page.title
        assert page.max_row == rows[-1][0].row, page.title
        assert page.max_column == len(rows[0]), page.title


def test_table_names_say_what_they_hold_and_are_unique(book):
    names = [found.name for _, found, _ in tables(book)]
    assert len(set(names)) == len(names)
    assert not [name for name in names if name.startswith("Table")]


def test_one_header_row_of_headings_that_are_there_and_differ(book):
    for page, _, rows in tables(book):
        headings = [cell.value for cell in rows[0]]
        assert all(headings), page.title
        assert len({heading.lower() for heading in headings}) == len(headings), page.title


def test_no_cell_is_merged_and_no_row_column_or_sheet_hidden(book):
    for page in book:
        assert not page.merged_cells.ranges
        assert page.sheet_state == "visible"
        assert not [d for d in (*page.column_dimensions.values(), *page.row_dimensions.values()) if d.hidden]


def test_no_row_of_a_table_is_blank(book):
    for page, _, rows in tables(book):
        assert all(any(cell.value is not None for cell in row) for row in rows), page.title


def test_no_column_is_blank_in_every_row_but_those_to_fill_in(book):
    for page, _, (head, *rows) in tables(book):
        for number, cell in enumerate(head):
            blank = all(row[number].value is None for row in rows)
            assert not blank or cell.value in TO_FILL_IN or page.title in ALL_BLANK_MAY_BE, (page.title, cell.value)


def test_blank_cells_are_explained_above_their_table(book):
    for page, _, rows in tables(book):
        if any(cell.value is None for row in rows for cell in row):
            above = [str(page.cell(row, 1).value).lower() for row in range(1, rows[0][0].row)]
            assert any("blank" in line for line in above), page.title


def test_text_wraps(book):
    for page, _, (_, *rows) in tables(book):
        for row in rows:
            assert all(cell.alignment.wrap_text for cell in row if isinstance(cell.value, str)), page.title


def test_no_symbol_stands_for_a_note(book):
    for page, _, rows in tables(book):
        texts = [cell.value for row in rows for cell in row if isinstance(cell.value, str)]
        assert not [text for text in texts if set(text) <= set("*†‡#^-–—.:~?")], page.title


def test_titles_and_properties_say_what_it_is(book):
    assert book.properties.title
    names = [page.title for page in book]
    assert len(set(names)) == len(names)
    assert not [name for name in names if name.startswith("Sheet")]
    titles = [page["A2"].value for page in book]
    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_opens_at_the_first_sheet_with_the_cursor_in_its_first_cell(book):
    assert book.active.title == "Summary"
    for page in book:
        view = page.sheet_view
        (cursor,) = [at for at in view.selection if at.pane == (view.pane.activePane if view.pane else None)]
        assert cursor.activeCell in ("A1", None), page.title


def test_no_header_footer_picture_macro_comment_or_text_box(path, book):
    for page in book:
        for part in (page.oddHeader, page.oddFooter):
            assert not (part.left.text or part.center.text or part.right.text)
        assert not page._images
    with zipfile.ZipFile(path) as parts:
        names = parts.namelist()
        assert not [name for name in names if "vba" in name or "comments" in name or "media" in name]
        drawings = [name for name in names if name.startswith("xl/drawings/drawing")]
        assert len(drawings) == 1  # the chart of the summary
        assert "<xdr:txBody" not in parts.read(drawings[0]).decode()


def test_the_chart_says_in_words_what_it_shows(path):
    with zipfile.ZipFile(path) as parts:
        drawn = parts.read("xl/drawings/drawing1.xml").decode()
    assert 'descr="Bar chart of the share done in time, by theme, as at Sat 31 Oct 2026: Enquiries ' in drawn


def test_a_coloured_cell_holds_the_word_that_the_colour_stands_for(book):
    for page, _, (_, *rows) in tables(book):
        filled = [cell for row in rows for cell in row if cell.fill.fill_type]
        assert {cell.value for cell in filled} <= OWN_COLOURS, page.title


def test_the_cover_says_that_filters_and_frozen_headings_are_meant(book):
    (about,) = [rows for page, _, rows in tables(book) if page.title == "About this audit"]
    assert "Filters and frozen header" in {row[1].value for row in about}
