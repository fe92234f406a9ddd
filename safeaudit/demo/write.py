"""Writes a synthetic region to a folder: CSV tables, two workbooks, the planted exceptions and a README."""

import csv
import datetime
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
import xlsxwriter
from numpy.typing import NDArray
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from safeaudit.demo.build import Unit, build
from safeaudit.demo.codes import CONTACTS, OUTCOMES
from safeaudit.demo.contacts import CODES, SENSITIVE, TIMES
from safeaudit.demo.contract import HEADINGS, PLANTED_HEADINGS, WORKBOOKS
from safeaudit.demo.days import AS_AT, Columns
from safeaudit.demo.messy import messy_contacts
from safeaudit.demo.plan import as_text, text
from safeaudit.demo.readme import MARKING, readme, sheet_lines
from safeaudit.errors import OutputError

CREATED = datetime.datetime(2026, 10, 31)  # noqa: DTZ001 - a workbook's own time has no zone
ROWS_AT_A_TIME = 200_000


def write_demo(folder: Path, cases: int, seed: int) -> None:
    """Write a synthetic region of so many cases to a folder that does not exist yet or is empty.

    The same cases and seed give the same files. Either all files are written or none. Raises `OutputError`
    for a folder that holds something or cannot be written, `CommandError` for a number of cases out of range.
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(f"{folder}: exists already and is not an empty folder. Name a new folder.")
    unit = build(cases, seed)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        half = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror}).") from error
    try:
        _write_all(half, unit, cases, seed)
        half.chmod(0o755)
        if folder.exists():
            folder.rmdir()
        half.rename(folder)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror}).") from error
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _write_all(folder: Path, unit: Unit, cases: int, seed: int) -> None:
    in_workbooks = {table for tables in WORKBOOKS.values() for table in tables}
    for table, columns in unit.tables.items():
        if table not in in_workbooks:
            _write_csv(folder / f"{table}.csv", tuple(columns), [as_text(column) for column in columns.values()])
    _write_contacts(folder, unit)
    for name, tables in WORKBOOKS.items():
        _write_workbook(folder / name, {table: unit.tables[table] for table in tables})
    planted = unit.plan.rows()
    _write_csv(folder / "planted.csv", PLANTED_HEADINGS, list(zip(*planted, strict=True)) if planted else [])
    (folder / "README.md").write_text(readme(unit, cases, seed), encoding="utf-8", newline="\n")


def _write_csv(path: Path, headings: tuple[str, ...], columns: list[Any]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(zip(*columns, strict=True))


def _write_contacts(folder: Path, unit: Unit) -> None:
    """Write the contact log, a file for each year; the messy rows come last in the newest."""
    log, people = unit.contacts, unit.people
    year = log["day"].astype("M8[Y]").astype(np.int64) + 1970
    words = {
        "contact_type": _words(CODES),
        "description": _words([CONTACTS[code] for code in CODES]),
        "outcome": _words(OUTCOMES),
        "contact_time": _words(TIMES),
        "sensitive": _words(SENSITIVE),
        "event_number": _words(["", "1", "2"]),
        "crn": _words(people.crn.tolist()),
        "staff_code": _words(people.officer.tolist()),
        "team": _words([unit.organisation.team[number] for number in people.team]),
    }
    numbers = {
        "contact_type": "code",
        "description": "code",
        "outcome": "outcome",
        "contact_time": "time",
        "sensitive": "sensitive",
        "event_number": "event",
        "crn": "case",
        "staff_code": "case",
        "team": "case",
    }
    options = pyarrow.csv.WriteOptions(include_header=False, quoting_style="none")
    newest = int(AS_AT.astype("M8[Y]").astype(int)) + 1970
    for number in sorted({*np.unique(year).tolist(), newest}):
        of_year = np.flatnonzero(year == number)
        path = folder / f"contacts-{number}.csv"
        with path.open("wb") as file:
            file.write((",".join(HEADINGS["contacts"]) + "\n").encode())
            for first in range(0, len(of_year), ROWS_AT_A_TIME):
                part = of_year[first : first + ROWS_AT_A_TIME]
                columns = {
                    name: pa.array(log["day"][part])
                    if name == "contact_date"
                    else words[name].take(pa.array(log[numbers[name]][part]))
                    for name in HEADINGS["contacts"]
                }
                pyarrow.csv.write_csv(pa.table(columns), file, options)
            if number == newest:
                for row in messy_contacts(people.crn, unit.messy_sets):
                    file.write((",".join(row) + "\n").encode())


def _words(values: list[str]) -> pa.Array:
    return pa.array(values, type=pa.string())


def _write_workbook(path: Path, tables: dict[str, Columns]) -> None:
    """Write tables as worksheets, with real Excel dates, behind a sheet that says what they are."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": MARKING, "created": CREATED})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        minute = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        note = book.add_worksheet("READ ME")
        note.set_column(0, 0, 100)
        for number, line in enumerate(sheet_lines()):
            note.write_string(number, 0, line)
        for table, columns in tables.items():
            sheet = book.add_worksheet(table)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(columns) - 1, 16)
            for number, (name, values) in enumerate(columns.items()):
                sheet.write_string(0, number, name)
                _write_column(sheet, number, values, day, minute)


def _write_column(sheet: Worksheet, number: int, values: NDArray[Any], day: Format, minute: Format) -> None:
    if values.dtype.kind == "M":
        since = values.astype("M8[m]") - np.datetime64("1899-12-30", "m")
        serial = since.astype(np.int64) / 1440
        for row in np.flatnonzero(~np.isnat(values)).tolist():
            whole = serial[row] == np.floor(serial[row])
            sheet.write_number(row + 1, number, serial[row], day if whole else minute)
        return
    for row, value in enumerate(text(values, len(values)).tolist()):
        if value != "":
            sheet.write_string(row + 1, number, value)
