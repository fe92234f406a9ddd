"""Workbooks as people leave them: filled in, sorted, filtered, widened, with dates typed by hand."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from safeaudit.cli.run import run
from tests.cli.helpers import STEP

Answer = Mapping[str, Any]


def audited(extracts: str, as_at: str, out: Path, *options: str | Path) -> Path:
    """The workbook of an audit."""
    arguments = ["audit", extracts, "--as-at", as_at, "--out", str(out), "--quiet", *map(str, options)]
    assert run(arguments) == 0
    return out / "exceptions.xlsx"


def heading_row(page: Worksheet) -> int:
    """The row of a sheet that holds the headings."""
    return next(row for row in range(1, 60) if any(cell.value == "Obligation id" for cell in page[row]))


def rows(page: Worksheet) -> list[dict[str, Any]]:
    """The rows below the headings, by heading."""
    top = heading_row(page)
    head = [cell.value for cell in page[top]]
    return [dict(zip(head, row, strict=True)) for row in page.iter_rows(min_row=top + 1, values_only=True)]


def filled(book: Path, answers: Mapping[str, Answer], change: Callable[[Worksheet], None] | None = None) -> Path:
    """A copy with answers beside the start-of-sentence exceptions of some CRNs; `change`: what else is done to it."""
    held = openpyxl.load_workbook(book)
    page = held["Exceptions"]
    top = heading_row(page)
    places = {cell.value: cell.column for cell in page[top]}
    for number, row in enumerate(rows(page), top + 1):
        for heading, value in answers.get(row["CRN"], {}).items():
            if row["Step"] == STEP:
                page.cell(number, places[heading], value)
    if change:
        change(page)
    copy = book.parent.parent / "filled in.xlsx"
    held.save(copy)
    return copy


def exceptions(book: Path) -> dict[str, dict[str, Any]]:
    """The start-of-sentence exceptions by CRN."""
    found = rows(openpyxl.load_workbook(book)["Exceptions"])
    return {row["CRN"]: row for row in found if row["Step"] == STEP}


def closed(book: Path) -> list[dict[str, Any]]:
    """The rows of the sheet of closed actions."""
    page = openpyxl.load_workbook(book)["Closed actions"]
    return rows(page) if page.tables else []
