from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Ended, command  # noqa: F401
from tests.cli.helpers import AS_AT, UNIT, write

# A000001 and A000002 have a child in Leeds, A000003 an enquiry to Hull; A000004 names no authority.
CHILDREN = """\
child_ref,crn,local_authority,lives_with
C1,A000001,Leeds,Y
C2,A000002,leeds ,Y
"""
ENQUIRIES = """\
enquiry_ref,crn,event_number,point,sent,local_authority
E1,A000003,1,sentence-start,2026-09-03,Hull
E2,A000004,1,sentence-start,2026-09-20,
"""


@pytest.fixture
def extracts(tmp_path: Path) -> str:
    return write(tmp_path / "extracts", UNIT | {"children.csv": CHILDREN, "enquiries.csv": ENQUIRIES})


@pytest.fixture
def made(command, extracts, tmp_path) -> Callable[..., Ended]:  # noqa: F811
    """Runs `section11` on the small unit into a folder."""

    def made(folder: str, *options: str | Path) -> Ended:
        return command("section11", extracts, *AS_AT, "--out", tmp_path / folder, *options)

    return made


def head_and_rows(page) -> tuple[dict[str, int], dict[str, int]]:
    """Of a sheet of the return: the column of each heading, and the row of each id (both from 1)."""
    (table,) = page.tables.values()
    head, *rest = page[table.ref]
    columns = {cell.value: cell.column for cell in head}
    return columns, {row[columns["Id"] - 1].value: row[0].row for row in rest}


def fill_in(path: Path, cells: dict[tuple[str, str, str], object]) -> Path:
    """Fill in a return: (sheet, id, heading) → value; saved beside it as `filled.xlsx`."""
    book = openpyxl.load_workbook(path)
    for (sheet, line, heading), value in cells.items():
        columns, rows = head_and_rows(book[sheet])
        book[sheet].cell(rows[line], columns[heading], value)
    filled = path.parent.parent / "filled.xlsx"
    book.save(filled)
    return filled


def cell(path: Path, sheet: str, line: str, heading: str, *, values: bool = True) -> object:
    """What stands in one cell of a return."""
    page = openpyxl.load_workbook(path, data_only=values)[sheet]
    columns, rows = head_and_rows(page)
    return page.cell(rows[line], columns[heading]).value
