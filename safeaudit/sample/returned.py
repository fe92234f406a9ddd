"""A reading form that was filled in → each answer with its cell; what cannot be used is named, and kept."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd

from safeaudit.decisions.read import STAFF_CODE
from safeaudit.errors import ExtractError
from safeaudit.sample.answers import CHOICES

KEPT, FRONT, VERSION = "form", "Read me first", 1
# The cells of a case's sheet, as `reports.sample.form` writes them.
CASE, READER, READ_ON, FIRST_ROW = "C3", "C4", "C5", 7
ASKS, ANSWER, ID = 2, 4, 6  # columns, from 1
COLUMNS = ["form", "sheet", "cell", "crn", "kind", "id", "step", "record", "answer", "reader", "read_on", "problem"]


@dataclass(frozen=True)
class Returned:
    """`about`: what the form says of itself; `second`: a second reader's. `lines`: a row for each line asked and each
    answer given: see `COLUMNS` (text, blank for none; read_on datetime64[s]); an answer with a `problem` is not used.
    `problems`: form, sheet, cell, says."""

    file: str
    about: Mapping[str, Any]
    lines: pd.DataFrame
    problems: pd.DataFrame

    @property
    def second(self) -> bool:
        """Whether a second reader filled it in."""
        return bool(self.about["second"])


def read_form(path: Path) -> Returned:
    """Read a form. ExtractError: it cannot be read, or is no reading form of this program."""
    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except OSError as error:
        raise ExtractError(f"{path}: the form cannot be read ({error.strerror}).") from None
    except Exception:  # what openpyxl raises on a file that is none is of many kinds
        raise ExtractError(f"{path}: is no workbook. Give the form that safeaudit sample wrote (.xlsx).") from None
    about, cases, asked = _asked(book, path)
    lines: list[dict[str, Any]] = []
    problems: list[tuple[str, str, str, str]] = []
    seen: set[str] = set()
    for sheet in book.worksheets:
        if sheet.title in (KEPT, FRONT):
            continue
        crn = _text(sheet[CASE].value)
        wrong = ""
        if crn not in cases:
            wrong = "the case is not in the sample"
        elif crn in seen:
            wrong = "the case has another sheet before this one"
        seen.add(crn)
        if wrong:
            problems.append((path.name, sheet.title, CASE, f"{wrong}: its answers are kept and not counted"))
        found, mistakes = _sheet(sheet, crn, {} if wrong else asked.get(crn, {}), wrong)
        lines += [{"form": path.name, "sheet": sheet.title, **line} for line in found]
        problems += [(path.name, sheet.title, cell, says) for cell, says in mistakes]
    problems += [
        (path.name, cases[crn], CASE, "the sheet of this case is missing, or its case is changed")
        for crn in cases
        if crn not in seen
    ]
    frame = pd.DataFrame(lines, columns=COLUMNS)
    frame["read_on"] = pd.to_datetime(frame["read_on"]).astype("datetime64[s]")
    told = pd.DataFrame(problems, columns=["form", "sheet", "cell", "says"], dtype="str")
    return Returned(path.name, about, frame, told)


def _asked(book: openpyxl.Workbook, path: Path) -> tuple[dict[str, Any], dict[str, str], dict[str, dict[str, Any]]]:
    """What the form says of itself, the sheet of each case, and the lines of each case by id."""
    none = ExtractError(f"{path}: is no reading form of this safeaudit. Give the form that safeaudit sample wrote.")
    if KEPT not in book.sheetnames:
        raise none
    cases: dict[str, str] = {}
    asked: dict[str, dict[str, Any]] = {}
    try:
        about, *held = [json.loads(str(cell)) for (cell,) in book[KEPT].iter_rows(max_col=1, values_only=True) if cell]
        if about["version"] != VERSION:
            raise none
        for line in held:
            if "kind" in line:
                asked.setdefault(line["crn"], {})[line["id"]] = line
            else:
                cases[line["crn"]] = line["sheet"]
    except (ValueError, KeyError, TypeError):
        raise none from None
    return about, cases, asked


def _sheet(
    sheet: Any,  # noqa: ANN401 - openpyxl's worksheet, untyped
    crn: str,
    asked: Mapping[str, Mapping[str, Any]],
    wrong: str,
) -> tuple[list[dict[str, Any]], list[tuple[str, str]]]:
    """The lines of one sheet, and its problems by cell. `wrong`: why none of its answers can be used, else blank."""
    lines: list[dict[str, Any]] = []
    problems: list[tuple[str, str]] = []
    for row in range(FIRST_ROW, sheet.max_row + 1):
        line_id, given = _text(sheet.cell(row, ID).value), _text(sheet.cell(row, ANSWER).value)
        if line_id in ("Id", "") and (line_id or not given):
            continue
        line = asked.get(line_id, {})
        column, says = _mistake(line, _text(sheet.cell(row, ASKS).value), given)
        cell = sheet.cell(row, column).coordinate
        if says and not wrong and (given or line):
            problems.append((cell, says))
        held = {name: line.get(name, "") for name in ("kind", "step", "record")}
        answer = given.lower() if not says else _shown(given)
        cell = sheet.cell(row, ANSWER).coordinate
        lines.append({"cell": cell, "crn": crn, "id": line_id, **held, "answer": answer, "problem": wrong or says})
    missing = set(asked) - {line["id"] for line in lines}
    if missing:
        problems.append((CASE, f"{len(missing)} of the lines that were asked are no longer on this sheet"))
    reader, read_on, more = _reading(sheet, any(line["answer"] for line in lines))
    return [line | {"reader": reader, "read_on": read_on} for line in lines], problems + list(more)


def _mistake(line: Mapping[str, Any], asks: str, given: str) -> tuple[int, str]:
    """What is wrong with a line: the column of the cell that is wrong, and why; blank for nothing."""
    if not line:
        return ID, "is no line of this case in the sample; the answer is kept and not counted"
    if asks != " ".join(line["asks"].split()):
        return ASKS, "the question was changed; the answer is kept and not counted"
    if given and given.lower() not in CHOICES[line["kind"]]:
        wanted = ", ".join(CHOICES[line["kind"]])
        return ANSWER, f"holds {_shown(given)!r}, which is not on the list; choose one of {wanted}"
    return ANSWER, ""


def _reading(sheet: Any, answered: bool) -> tuple[str, date | None, Iterator[tuple[str, str]]]:  # noqa: ANN401
    """Who read the file and when, and what is wrong with that; the answers count all the same."""
    reader, held = _text(sheet[READER].value), sheet[READ_ON].value
    day = held.date() if isinstance(held, datetime) else held if isinstance(held, date) else None
    problems = []
    if reader and not re.fullmatch(STAFF_CODE, reader):
        problems.append((READER, "wants a staff code, such as N51A001, and no name"))
        reader = ""
    elif answered and not reader:
        problems.append((READER, "is blank: who read the file? The answers count all the same"))
    if answered and day is None:
        found = "is blank" if held is None else "holds no date"
        problems.append((READ_ON, f"{found}: when was the file read? The answers count all the same"))
    return reader, day, iter(problems)


def _text(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


def _shown(text: str) -> str:
    """An answer that cannot be used as it may be shown: an answer of a list, or one word, else its length."""
    known = any(text.lower() in words for words in CHOICES.values())
    return text if not text or known or re.fullmatch(r"\w{1,12}", text) else f"(text, {len(text)} characters)"
