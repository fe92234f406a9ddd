"""Writes small extracts and reads them."""

from collections.abc import Mapping
from pathlib import Path

import openpyxl

from safeaudit.extracts.hints import Hints
from safeaudit.extracts.read import read_extracts
from safeaudit.extracts.tables import Extracts


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def write_workbook(path: Path, sheets: Mapping[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def read(folder: Path, files: Mapping[str, str | bytes], hints: Hints | None = None) -> Extracts:
    return read_extracts([write(folder, files)], hints)


def problems(extracts: Extracts, *columns: str) -> list[tuple]:
    """The problems as tuples of these columns (row, column, kind and effect where none is named)."""
    chosen = list(columns or ("row", "column", "kind", "effect"))
    return [tuple(row) for row in extracts.problems[chosen].astype(object).to_numpy()]


def counts(extracts: Extracts) -> dict[str, tuple[int, int, int, int]]:
    """For each file or file[sheet]: rows read, used, quarantined, duplicate."""
    return {
        f"{sheet.file}[{sheet.sheet}]" if sheet.sheet else sheet.file: (
            sheet.rows_read,
            sheet.used,
            sheet.quarantined,
            sheet.duplicate,
        )
        for sheet in extracts.inputs
    }


def column(extracts: Extracts, table: str, name: str) -> list[object]:
    """A column's cells as plain Python values, None where blank."""
    cells = extracts.tables[table].rows[name].astype(object)
    return [None if cell != cell or str(cell) == "NaT" else cell for cell in cells]
