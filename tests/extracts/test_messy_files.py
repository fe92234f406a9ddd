"""Files that nobody on this project wrote: read without losing a row, or refused with the reason; never a crash."""

import csv
import re
import shutil
from io import StringIO
from pathlib import Path

import pytest
from python_calamine import CalamineError, CalamineWorkbook

from safeaudit.errors import ExtractError
from safeaudit.extracts.contract import TABLES
from safeaudit.extracts.find import table_of
from safeaudit.extracts.read import read_extracts
from tests.extracts.helpers import write_workbook

TESTDATA = Path(__file__).parents[3] / "shared" / "testdata"
FOLDERS = ["csv-spectrum/csvs", "csv-frictionless", "xlsx-calamine", "xlsx-frictionless", "ndelius-wmt"]
FILES = [file for folder in FOLDERS if (TESTDATA / folder).is_dir() for file in sorted((TESTDATA / folder).iterdir())]
TEXTS = [file for file in FILES if file.suffix == ".csv"]
BOOKS = [file for file in FILES if file.parent.name.startswith("xlsx-")]
# The reasons for which such a file may be refused, each with what to do.
REASONS = re.compile(
    "|".join(
        [
            r"required columns? [\w, ]+ not found\. .*(Put the headings there|Add or rename the column|rename it)",
            r"the (file|sheet) is empty\. (Export it again|Fill it)",
            r"no worksheet has the headings of \w+\. Look at the sheets passed over",
            r"the workbook has a password\. Save a copy without one",
            r"a quotation mark opens and never closes\. Close it",
            r"the text is neither UTF-8 nor Windows-1252\. Save it as 'CSV UTF-8'",
            r"this is no text that can be read\. Save it as 'CSV UTF-8'",
            r"by its name this is \w+, by its headings \w+\. Rename it",
            r"both mean column \w+\. Remove or rename one of them",
            r"No usable row in \d+ files and sheets \(\d+ rows\)\. Check which files were given",
        ]
    )
)

pytestmark = pytest.mark.skipif(
    not FILES, reason=f"{TESTDATA} is absent (it is handed out beside the project): no foreign file was tried"
)


def read_or_refuse(path: Path, rows: int | None = None) -> None:
    """Read a file, all its rows accounted for (`rows`: how many there are), or refuse it with a named reason."""
    try:
        extracts = read_extracts([path])
    except ExtractError as error:
        for message in error.messages:
            assert "\n" not in message
            assert REASONS.search(message), message
        return
    for sheet in extracts.inputs:
        assert sheet.rows_read == sheet.used + sheet.quarantined + sheet.duplicate
    if rows is not None:
        assert sum(sheet.rows_read for sheet in extracts.inputs) == rows


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
@pytest.mark.parametrize("table", ["cases", "contacts"])
def test_as_it_is_under_a_tables_name(file, table, tmp_path):
    read_or_refuse(Path(shutil.copy(file, tmp_path / f"{table}{file.suffix.lower()}")))


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.name)
@pytest.mark.parametrize("table", ["units", "cases"])
def test_as_rows_under_a_good_heading(file, table, tmp_path):
    content = file.read_bytes()
    heading = ",".join(column.name for column in TABLES[table].columns).encode() + b"\n"
    path = tmp_path / f"{table}.csv"
    path.write_bytes(heading + content)
    read_or_refuse(path, _records(content))


def _records(content: bytes) -> int:
    """How many filled records a text has, as Python's own reader has it."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    return sum(any(cell.strip() for cell in record) for record in csv.reader(StringIO(text, newline="")))


@pytest.mark.parametrize("file", BOOKS, ids=lambda file: file.name)
def test_every_worksheet_as_rows_under_a_good_heading(file, tmp_path):
    heading = [column.name for column in TABLES["units"].columns]
    try:
        book = CalamineWorkbook.from_path(file)
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    except (CalamineError, OSError):
        pytest.skip(f"{file.name} cannot be opened at all, which another test looks at")
    named = {f"units {number}": [heading, *rows] for number, rows in enumerate(sheets)}
    filled = [row for rows in sheets for row in rows if any(cell != "" and str(cell).strip() for cell in row)]
    read_or_refuse(write_workbook(tmp_path / "book.xlsx", named), len(filled))


@pytest.mark.parametrize("file", sorted((TESTDATA / "ndelius-wmt").glob("*.xlsx")), ids=lambda file: file.name)
def test_a_workload_extract_is_passed_over_sheet_by_sheet_or_refused_by_name(file):
    # Its court reports are counts for each officer: the one sheet that bears a table's name is rather a list of staff.
    with pytest.raises(ExtractError, match=r"sheet Court_Reports, row 1: (by its name|required columns)") as caught:
        read_extracts([file])
    assert len(caught.value.messages) == 1


def test_the_registers_of_a_workload_extract_are_read_once_its_sheet_is_named():
    from safeaudit.extracts.hints import Hints

    file = TESTDATA / "ndelius-wmt" / "WMT_Extract_sample.xlsx"
    hints = Hints(
        tables={f"{file.name}[Suspended_Lifers]": "registrations", f"{file.name}[Court_Reports]": "none"},
    )
    with pytest.raises(ExtractError, match=r"No usable row in 1 files and sheets \(0 rows\)"):
        read_extracts([file], hints)


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "xlsb", "ods"])
def test_a_password_is_named_as_the_reason(suffix):
    with pytest.raises(ExtractError, match="password"):
        read_extracts([TESTDATA / "xlsx-calamine" / f"password.{suffix}"])


@pytest.mark.parametrize("file", BOOKS, ids=lambda file: file.name)
def test_sheets_without_a_tables_name_are_told(file):
    """None of these workbooks holds a table: each sheet is passed over by name, or the file refused."""
    with pytest.raises(ExtractError, match=r"no table found|password|empty|damaged|of another kind"):
        read_extracts([file])
    assert not table_of(file.stem) or file.stem.startswith("table")
