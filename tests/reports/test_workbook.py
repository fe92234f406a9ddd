"""`exceptions.xlsx`, read back as written: real dates, tables, marking, and texts that stay texts."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from safeaudit.audit import run_audit
from safeaudit.filters import Filters
from safeaudit.reports.obligation_table import obligation_table
from safeaudit.reports.report import Report
from safeaudit.reports.workbook import cells, formats
from safeaudit.reports.workbook import sheet as sheet_module
from safeaudit.reports.workbook.book import write_workbook
from tests.cli.helpers import CASES, UNIT, write

SHEETS = [
    "Summary",
    "Exceptions",
    "Due next",
    "Child protection plans",
    "Enquiries outstanding",
    "Response times",
    "Training",
    "By team and officer",
    "Not assessable",
    "Data problems",
    "Steps and rates",
    "By inspection question",
    "About this audit",
]
AS_AT = date(2026, 10, 31)
# What a workbook holds has no time zone.
DUE, NEXT_DUE, MADE = map(datetime.fromisoformat, ("2026-10-08", "2026-11-02", "2026-10-31"))


def made(folder: Path, files=UNIT) -> Path:
    """The workbook of an audit of some files."""
    audit = run_audit([Path(write(folder / "x", files))], AS_AT, hash_files=True)
    write_workbook(Report(audit, Filters(), obligation_table(audit)), folder / "exceptions.xlsx")
    return folder / "exceptions.xlsx"


def table(book: openpyxl.Workbook, name: str) -> list[dict[str, object]]:
    """The rows of a sheet's one table, by heading."""
    page = book[name]
    (found,) = page.tables.values()
    head, *rest = [[cell.value for cell in row] for row in page[found.ref]]
    return [dict(zip(head, row, strict=True)) for row in rest]


@pytest.fixture
def book(tmp_path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(made(tmp_path))


def test_sheets_in_their_order_none_hidden_none_merged(book):
    assert book.sheetnames == SHEETS
    for page in book:
        assert page.sheet_state == "visible"
        assert not page.merged_cells.ranges
        assert not any(dimension.hidden for dimension in page.column_dimensions.values())
        assert len(page.tables) <= 1


def test_marking_stands_in_the_first_cell_of_every_sheet(book):
    assert {page["A1"].value for page in book} == {"OFFICIAL-SENSITIVE"}


def test_header_is_frozen_and_can_be_filtered(book):
    for page in book:
        for found in page.tables.values():
            top = page[found.ref][0][0].row
            assert page.freeze_panes.endswith(str(top + 1))
            assert found.autoFilter is not None


def test_exceptions_hold_what_a_person_needs_to_act(book):
    first = table(book, "Exceptions")[0]
    assert (first["CRN"], first["Event"], first["Verdict"]) == ("A000001", 1, "overdue")
    assert first["What the policy asks"] == "Children's services are asked in every newly sentenced case"
    assert first["What to do next"].startswith("Send the enquiry")
    assert first["What the records say"].startswith("No enquiry to children's services is recorded")
    assert (first["Due"], first["Days past due"]) == (DUE, 23)
    assert first["Severity"] == "1 put right now"
    assert (first["Officer"], first["Team"], first["PDU"]) == ("N01", "Team A", "North")
    assert (first["Strength"], first["Due day set by"]) == ("mandatory", "benchmark")
    assert first["Paragraphs"].startswith("6.27; 6.30")
    assert first["Rows it rests on"] == "cases.csv:2"
    assert len(first["Obligation id"]) >= 16


def test_exceptions_have_room_for_what_is_done_about_them(book):
    first = table(book, "Exceptions")[0]
    assert [first[heading] for heading in ("Owner", "Action", "Target date", "Status", "Comment")] == [None] * 5
    page = book["Exceptions"]
    (found,) = page.tables.values()
    head = [cell.value for cell in page[found.ref][0]]
    (status,) = [v for v in page.data_validations.dataValidation if v.type == "list"]
    assert status.formula1 == '"Not started,In progress,Done,Not needed"'
    column = page[found.ref][1][head.index("Status")].column_letter
    assert str(status.sqref).startswith(column)


def test_dates_are_dates_shown_as_the_field_reads_them(book):
    page = book["Exceptions"]
    (found,) = page.tables.values()
    head = [cell.value for cell in page[found.ref][0]]
    due = page[found.ref][1][head.index("Due")]
    assert due.is_date
    assert due.number_format == "dd mmm yyyy"


def test_due_next_is_by_due_day(book):
    (only,) = [row for row in table(book, "Due next") if row["CRN"] == "A000002"]
    assert (only["Due"], only["Days left"]) == (NEXT_DUE, 2)


def test_a_sheet_without_rows_says_none(book):
    assert [cell.value for cell in book["Data problems"]["A"]][-1] == "None."


def test_about_names_inputs_hashes_benchmarks_and_gaps(book):
    about = table(book, "About this audit")
    told = {(row["Section"], row["Item"]): row["Value"] for row in about}
    assert told["Audit", "As at"] == "Sat 31 Oct 2026"
    assert "4 rows read = 4 used + 0 quarantined + 0 duplicate" in told["Extracts read", "cases.csv"]
    assert len(told["Extracts read", "cases.csv"].split("SHA-256 ")[1]) == 64
    assert told["Benchmarks in force", "earliest_opportunity"].startswith("5 working days")
    assert any(row["Section"] == "Steps not assessed" for row in about)


def test_rates_are_numbers_beside_their_numerator_and_denominator(book):
    rates = {row["Step"]: row for row in table(book, "Steps and rates")}
    step = rates["enq-start-of-sentence"]
    assert (step["Done in time"], step["Met"], step["Of those due"]) == (pytest.approx(1 / 3), 1, 3)
    assert rates["ref-24h"]["Done in time"] is None


def test_properties_name_the_document_and_no_time_of_its_making(book):
    assert book.properties.title == "OFFICIAL-SENSITIVE: Child safeguarding audit as at Sat 31 Oct 2026"
    assert book.properties.created == MADE


def test_the_same_audit_gives_the_same_file(tmp_path):
    assert made(tmp_path / "a").read_bytes() == made(tmp_path / "b").read_bytes()


def test_no_text_is_a_formula_a_link_or_a_number(tmp_path):
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", "https://example.org", "0012", "{=A1}", "#N/A"]
    lines = [
        f"B{number:06d},1,2026-10-01,community,2026-10-01,{text},{text},{text}" for number, text in enumerate(texts)
    ]
    path = made(tmp_path, UNIT | {"cases.csv": "\n".join([CASES.splitlines()[0], *lines])})
    found = table(openpyxl.load_workbook(path), "Exceptions")
    assert {row["Team"] for row in found if row["CRN"] == "B000000"} == {"=1+1"}
    assert {row["Officer"] for row in found} == set(texts)
    with zipfile.ZipFile(path) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "worksheets/sheet" in name]
        assert not [name for name in parts.namelist() if "externalLink" in name]
    assert not [sheet for sheet in sheets if "<f>" in sheet or "<hyperlink" in sheet]


def test_rows_past_what_excel_holds_are_counted_and_said(tmp_path, monkeypatch):
    monkeypatch.setattr(sheet_module, "MOST_ROWS", 1)
    page = openpyxl.load_workbook(made(tmp_path))["Exceptions"]
    (found,) = page.tables.values()
    assert len(page[found.ref]) == 2
    lines = [str(cell.value) for cell in page["A"]]
    assert any(
        "the last 1 of 2 rows are left out here; obligations.csv beside this workbook holds them all" in x
        for x in lines
    )


def test_a_text_too_long_for_a_cell_says_so():
    assert cells.text_cell("x" * 32_100).endswith("… (100 more characters, in the CSV files)")


def test_a_day_before_excel_counts_is_written_as_text(tmp_path):
    cases = CASES.replace("A000001,1,2026-10-01", "A000001,1,1899-10-02")
    rows = table(openpyxl.load_workbook(made(tmp_path, UNIT | {"cases.csv": cases})), "Exceptions")
    old = next((row for row in rows if row["CRN"] == "A000001"), None)
    assert old is None or old["Due"] is None or str(old["Due"]).startswith("1899-10-")


@pytest.mark.parametrize("kind", ["verdict fills", "header"])
def test_colours_have_enough_contrast(kind):
    pairs = {
        "verdict fills": list(formats.VERDICT_COLOURS.values()),
        "header": [(formats.HEADER_COLOURS["bg_color"], formats.HEADER_COLOURS["font_color"])],
    }[kind]
    assert all(contrast(*pair) >= 4.5 for pair in pairs)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio of two colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
