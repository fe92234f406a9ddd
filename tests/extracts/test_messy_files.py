"""Files that nobody on this project wrote, renamed as tables: read or refused, never a crash."""

import shutil
from pathlib import Path

import pytest
from python_calamine import CalamineError, CalamineWorkbook

from safeaudit.errors import ExtractError
from safeaudit.extracts.contract import TABLES
from safeaudit.extracts.read import read_extracts
from tests.extracts.helpers import write_workbook

TESTDATA = Path(__file__).parents[3] / "shared" / "testdata"
FOLDERS = ["csv-spectrum/csvs", "csv-frictionless", "xlsx-calamine", "xlsx-frictionless", "ndelius-wmt"]
FILES = [file for folder in FOLDERS if (TESTDATA / folder).is_dir() for file in sorted((TESTDATA / folder).iterdir())]

pytestmark = pytest.mark.skipif(not FILES, reason=f"{TESTDATA} is absent: it is handed out beside the project")


def read_or_refuse(path: Path) -> None:
    try:
        extracts = read_extracts([path])
    except ExtractError as error:
        assert all(message and "\n" not in message for message in error.messages)
    else:
        for sheet in extracts.inputs:
            assert sheet.rows_read == sheet.used + sheet.quarantined + sheet.duplicate


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_as_it_is_under_a_tables_name(file, tmp_path):
    read_or_refuse(Path(shutil.copy(file, tmp_path / f"cases{file.suffix.lower()}")))


@pytest.mark.parametrize("file", [file for file in FILES if file.suffix == ".csv"], ids=lambda file: file.name)
@pytest.mark.parametrize("table", ["units", "cases"])
def test_as_rows_under_a_good_heading(file, table, tmp_path):
    heading = ",".join(column.name for column in TABLES[table].columns).encode() + b"\n"
    path = tmp_path / f"{table}.csv"
    path.write_bytes(heading + file.read_bytes())
    read_or_refuse(path)


@pytest.mark.parametrize("file", [file for file in FILES if "xlsx" in file.parent.name], ids=lambda file: file.name)
def test_every_worksheet_as_rows_under_a_good_heading(file, tmp_path):
    heading = [column.name for column in TABLES["units"].columns]
    try:
        book = CalamineWorkbook.from_path(file)
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    except (CalamineError, OSError):
        pytest.skip(f"{file.name} cannot be opened at all, which another test looks at")
    named = {f"units {number}": [heading, *rows] for number, rows in enumerate(sheets)}
    read_or_refuse(write_workbook(tmp_path / "book.xlsx", named))


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "xlsb", "ods"])
def test_a_password_is_named_as_the_reason(suffix):
    with pytest.raises(ExtractError, match="password"):
        read_extracts([TESTDATA / "xlsx-calamine" / f"password.{suffix}"])
