"""Workbooks as people and programs leave them, and workbooks that are meant to do harm."""

import shutil
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from safeaudit.errors import ExtractError
from safeaudit.extracts import package, survey
from safeaudit.extracts.hints import Hints
from safeaudit.extracts.read import read_extracts
from safeaudit.extracts.workbook import Workbook
from tests.extracts.helpers import column, counts, problems, write, write_workbook

TESTDATA = Path(__file__).parents[3] / "shared" / "testdata"
CASES = [["CRN", "Team"], ["X000001", "East"], ["X000002", "West"]]


def passed(extracts):
    return {(item.sheet, item.column): item.why for item in extracts.not_read}


def remarks(extracts):
    return [remark.said for remark in extracts.remarks]


@pytest.fixture
def book(tmp_path):
    """Write a workbook of one sheet `cases` and give its path; `change(name, bytes)` may rewrite each part."""

    def make(rows=CASES, change=None):
        path = write_workbook(tmp_path / "plain.xlsx", {"cases": rows})
        if change:
            changed = tmp_path / "book.xlsx"
            with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
                for name in old.namelist():
                    new.writestr(name, change(name, old.read(name)))
            path = changed
        return path

    return make


def in_sheet(old, new):
    def change(name, data):
        if "sheet1" in name:
            assert old in data
            return data.replace(old, new)
        return data

    return change


def test_title_blank_lines_and_blank_columns_around_the_table(tmp_path):
    rows = [["Cases of Derby"], [], [None, "Run on", date(2026, 10, 31)], [], *([None, *row, None] for row in CASES)]
    path = tmp_path / "book.xlsx"
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "cases"
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    workbook.save(path)
    extracts = read_extracts([path])
    assert extracts.tables["cases"].rows["row"].tolist() == [6, 7]
    assert column(extracts, "cases", "crn") == ["X000001", "X000002"]
    assert "headings in row 5; the filled rows above (2) are a title" in remarks(extracts)


def test_a_hidden_sheet_is_told_and_read_only_when_named(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.title = "cases"
    workbook["cases"].append(["crn"])
    workbook["cases"].append(["X000001"])
    for name, state in (("plans", "hidden"), ("children", "veryHidden")):
        sheet = workbook.create_sheet(name)
        sheet.sheet_state = state
        sheet.append(["crn", "child_ref", "plan", "start"])
        sheet.append(["X000001", "C1", "CP", "2026-01-02"])
    path = tmp_path / "book.xlsx"
    workbook.save(path)
    extracts = read_extracts([path])
    assert list(extracts.tables) == ["cases"]
    assert passed(extracts)["plans", ""].startswith("the sheet is hidden (plans)")
    assert set(read_extracts([path], Hints(tables={"book.xlsx[plans]": "plans"})).tables) == {"cases", "plans"}
    assert list(read_extracts([path], Hints(tables={"book.xlsx": "cases"})).tables) == ["cases"]


def test_a_workbook_named_as_a_table_whose_sheets_are_not(tmp_path):
    sheets = {"Sheet1": CASES, "Notes": [["What this is"]], "Sheet3": []}
    extracts = read_extracts([write_workbook(tmp_path / "cases 2026.xlsx", sheets)])
    assert counts(extracts) == {"cases 2026.xlsx[Sheet1]": (2, 2, 0, 0)}
    assert passed(extracts) == {
        ("Notes", ""): "it has no headings of cases, whose name the workbook bears",
        ("Sheet3", ""): "the sheet is empty",
    }


def test_a_workbook_named_as_a_table_that_holds_it_nowhere_is_refused(tmp_path):
    with pytest.raises(ExtractError, match="no worksheet has the headings of contacts"):
        read_extracts([write_workbook(tmp_path / "contacts.xlsx", {"Sheet1": CASES, "Sheet2": []})])


def test_a_sheet_that_is_named_goes_before_the_workbooks_name(tmp_path):
    path = write_workbook(tmp_path / "contacts.xlsx", {"cases": CASES, "Sheet1": CASES})
    assert counts(read_extracts([path])) == {"contacts.xlsx[cases]": (2, 2, 0, 0)}


def test_filled_cells_beyond_the_headings_are_a_warning(tmp_path):
    rows = [["crn", "team"], ["X000001", "East"], ["X000002", "West", None, "a stray note"]]
    extracts = read_extracts([write_workbook(tmp_path / "book.xlsx", {"cases": rows})])
    assert problems(extracts) == [(3, "", "clash", "warning")]


def test_serial_numbers_count_from_1904_where_the_workbook_does(tmp_path):
    path = tmp_path / "book.xlsx"
    workbook = xlsxwriter.Workbook(path, {"date_1904": True})
    sheet = workbook.add_worksheet("cases")
    sheet.write_row(0, 0, ["crn", "sentence_date", "led", "staff_code"])
    sheet.write_row(1, 0, ["X000001", 44562, None, 44562])
    sheet.write_datetime(1, 2, date(2026, 1, 2), workbook.add_format({"num_format": "dd/mm/yyyy"}))
    workbook.close()
    rows = read_extracts([path]).tables["cases"].rows
    assert (str(rows["sentence_date"][0].date()), str(rows["led"][0].date())) == ("2026-01-02", "2026-01-02")
    assert rows["staff_code"][0] == "44562"


def test_the_saved_values_of_formulas_are_used_and_it_is_said(tmp_path):
    path = tmp_path / "book.xlsx"
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet("cases")
    sheet.write_row(0, 0, ["crn", "team", "sentence_date"])
    sheet.write_formula(1, 0, '="X"&"000001"', value="X000001")
    sheet.write_formula(1, 1, '=IF(1=2,"x"," ")', value=" ")
    sheet.write_formula(1, 2, "=DATE(2026,1,2)", value=46024)
    workbook.close()
    extracts = read_extracts([path])
    assert column(extracts, "cases", "crn") == ["X000001"]
    assert column(extracts, "cases", "team") == [None]
    assert str(extracts.tables["cases"].rows["sentence_date"][0].date()) == "2026-01-02"
    assert remarks(extracts) == ["3 cells are formulas: the values saved with them were used"]


def test_an_error_or_a_formula_never_calculated_is_not_a_blank(tmp_path):
    path = tmp_path / "book.xlsx"
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "cases"
    sheet.append(["crn", "sentence_date", "led", "in_custody"])
    sheet.append(["X000001", "=TODAY()", date(2026, 1, 2), "#N/A"])
    sheet["D2"].data_type = "e"
    workbook.save(path)
    extracts = read_extracts([path])
    assert problems(extracts, "column", "kind") == [("sentence_date", "bad-date"), ("in_custody", "bad-yes-no")]
    assert len(extracts.tables["cases"].unusable) == 2


def test_a_million_declared_rows_that_are_empty_cost_nothing(book):
    empty = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(4, 300_000))
    path = book(change=in_sheet(b"</sheetData>", empty + b"</sheetData>"))
    assert counts(read_extracts([path])) == {"book.xlsx[cases]": (2, 2, 0, 0)}


def test_a_cell_at_the_far_end_of_the_sheet_is_refused(book):
    far = b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
    with pytest.raises(ExtractError, match=r"sheet cases: the sheet reaches to column XFD and row 1,048,576\. Delete"):
        read_extracts([book(change=in_sheet(b"</sheetData>", far))])


def test_how_far_a_wide_sheet_reaches_is_found_exactly(book, monkeypatch):
    monkeypatch.setattr(survey, "_MOST_CELLS", 30 * 3)
    assert read_extracts([book([["crn"] + [f"c{n}" for n in range(29)], ["X000001"], ["X000002"]])]).tables
    with pytest.raises(ExtractError, match="column AE and row 3"):
        read_extracts([book([["crn"] + [f"c{n}" for n in range(30)], ["X000001"], ["X000002"]])])


def test_a_zip_bomb_is_refused_before_it_goes_off(book):
    path = book(change=in_sheet(b"</sheetData>", b" " * (60 << 20) + b"</sheetData>"))
    with pytest.raises(ExtractError, match=r"book\.xlsx: a part of it is packed .*zip bomb"):
        read_extracts([path])


def test_a_workbook_that_unpacks_to_too_much_is_refused(book, monkeypatch):
    monkeypatch.setattr(package, "_MOST_BYTES", 1_000)
    with pytest.raises(ExtractError, match="unpacks to"):
        read_extracts([book()])


@pytest.mark.parametrize("part", ["sheet1", "workbook.xml", "styles"])
def test_declared_entities_are_refused(book, part):
    def change(name, data):
        entity = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
        return data if part not in name or name.endswith(".rels") else entity + data.split(b"?>", 1)[-1]

    with pytest.raises(ExtractError, match="declares XML entities"):
        read_extracts([book(change=change)])


def test_a_size_that_the_package_lies_about_is_found(book):
    path = book([["crn"], *([f"X{n:06d}"] for n in range(500))])
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as file:
        entry = file.getinfo("xl/worksheets/sheet1.xml")
    true, false = entry.file_size.to_bytes(4, "little"), (100).to_bytes(4, "little")
    assert data.count(true) >= 1
    path.write_bytes(data.replace(true, false))
    with pytest.raises(ExtractError, match="damaged"):
        read_extracts([path])


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty"),
        (b"  \n ", "the file is empty"),
        (b"<html><table><tr><td>crn</td></tr></table></html>", "a web page under a workbook's name"),
        (b"crn,team\nX000001,East\n", r"plain text under a workbook's name\. Give it the ending \.csv"),
        (b"PK\x03\x04 cut off", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut off", "damaged"),
    ],
)
@pytest.mark.parametrize("ending", ["xls", "xlsx"])
def test_what_is_no_workbook_is_refused_by_what_it_is(tmp_path, content, says, ending):
    with pytest.raises(ExtractError, match=rf"^cases\.{ending}: .*{says}"):
        read_extracts([write(tmp_path, {f"cases.{ending}": content})])


def test_a_macro_workbook_is_read_and_nothing_in_it_run(tmp_path):
    path = shutil.copy(write_workbook(tmp_path / "book.xlsx", {"cases": CASES}), tmp_path / "macros.xlsm")
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 not looked at")
        file.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    assert counts(read_extracts([path])) == {"macros.xlsm[cases]": (2, 2, 0, 0)}


def test_a_workbook_under_another_kinds_ending_is_read_as_what_it_is(tmp_path):
    path = write_workbook(tmp_path / "book.xlsx", {"cases": CASES}).rename(tmp_path / "book.xls")
    assert counts(read_extracts([path])) == {"book.xls[cases]": (2, 2, 0, 0)}


def test_where_the_format_does_not_tell_formulas_it_is_said():
    path = TESTDATA / "xlsx-calamine" / "base.xls"
    if not path.exists():
        pytest.skip(f"{path} is absent: a workbook of the old kind was NOT tried")
    book = Workbook(path, path.name)
    assert book.open("Sheet1").formulas is None


def test_a_sheet_of_repeated_cells_without_end_is_refused(tmp_path):
    name = "urn:oasis:names:tc:opendocument:xmlns:"
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="1000"><text:p>a</text:p>'
    content = (
        f'<office:document-content xmlns:office="{name}office:1.0" xmlns:table="{name}table:1.0" '
        f'xmlns:text="{name}text:1.0"><office:body><office:spreadsheet><table:table table:name="cases">'
        f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-cell></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "book.ods"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("content.xml", content)
        file.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{name}manifest:1.0"/>')
    with pytest.raises(ExtractError, match="reaches further than memory holds"):
        read_extracts([path])
