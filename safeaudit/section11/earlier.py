"""An earlier return (`section11.xlsx`, filled in) → what was answered on each line, and every cell that is odd."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from safeaudit.errors import AnswersError, ExtractError
from safeaudit.extracts.package import refuse_what_is_no_workbook
from safeaudit.section11.fields import FIELDS, ID, OF_A_CRITERION, OF_A_QUESTION, SHOWN, VERSION, Field

# The heading of what is asked, and what people fill in beside it.
FILLED_IN = {"Criterion": OF_A_CRITERION, "Question": OF_A_QUESTION}
PARTNERSHIP = "Partnership"
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d %b %Y", "%d %B %Y")


@dataclass(frozen=True)
class Remark:
    """Something to look at: the line's id, the cell (`Sheet!P7`), what is odd, and what the cell holds."""

    id: str
    cell: str
    says: str
    held: str = ""


@dataclass(frozen=True)
class Given:
    """What was answered on one line: by field name; its version and words then, and the cell of its words."""

    version: str
    asks: str
    cell: str
    answers: dict[str, Any]


@dataclass
class Earlier:
    """An earlier return: its file and partnership (blank for none), the answers by id, and the remarks."""

    file: str
    partnership: str = ""
    given: dict[str, Given] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def answered(self) -> int:
        """How many lines have an answer."""
        return sum(bool(given.answers) for given in self.given.values())


def read_earlier(path: Path) -> Earlier:
    """Read an earlier return. AnswersError where it cannot be read or is none; odd cells are remarks, nothing is
    lost."""
    try:
        refuse_what_is_no_workbook(path, path.name)
        book = load_workbook(path, data_only=True)
    except ExtractError as error:
        raise AnswersError(*error.messages) from None
    except OSError as error:
        raise AnswersError(f"{path}: the earlier return cannot be read ({error.strerror}).") from None
    except Exception:  # openpyxl lets through whatever a damaged package makes of its parsers
        raise AnswersError(f"{path.name}: is damaged or no .xlsx workbook. Save it again as .xlsx.") from None
    earlier = Earlier(path.name)
    found = [_read_sheet(sheet, earlier) for sheet in book.worksheets]
    if not any(found):
        raise AnswersError(
            f"{path.name}: no sheet has the headings {ID} and {VERSION}. Give the section11.xlsx of an earlier return."
        )
    return earlier


def _read_sheet(sheet: Worksheet, earlier: Earlier) -> bool:
    """Take in one sheet's lines; False for a sheet that has none."""
    headings: dict[str, int] = {}
    for row in sheet.iter_rows():
        texts = {str(cell.value).strip(): number for number, cell in enumerate(row) if cell.value is not None}
        if headings and texts:
            _read_line(sheet.title, row, headings, earlier)
        elif {ID, VERSION} <= texts.keys() and not texts.keys().isdisjoint(FILLED_IN):
            headings = texts
            _look_at_headings(sheet.title, row, headings, earlier)
        elif texts.get(PARTNERSHIP, len(row)) + 1 < len(row):
            earlier.partnership = str(row[texts[PARTNERSHIP] + 1].value or "")
    return bool(headings)


def _look_at_headings(sheet: str, row: tuple[Any, ...], headings: dict[str, int], earlier: Earlier) -> None:
    """Say which columns to fill in are not there, and which are somebody's own: of neither is anything carried."""
    asks = next(heading for heading in FILLED_IN if heading in headings)
    for one in FILLED_IN[asks]:
        if one.heading not in headings:
            where = f"{sheet}!{row[0].coordinate}"
            earlier.remarks.append(
                Remark("", where, f"the heading {one.heading} is not there; nothing of it is carried")
            )
    for heading, number in headings.items():
        if heading not in SHOWN and heading not in {one.heading for one in FILLED_IN[asks]}:
            says = "a column of your own; it stays in the earlier return alone"
            earlier.remarks.append(Remark("", f"{sheet}!{row[number].coordinate}", says, heading))


def _read_line(sheet: str, row: tuple[Any, ...], headings: dict[str, int], earlier: Earlier) -> None:
    id_cell = row[headings[ID]]
    line = str(id_cell.value or "").strip()
    answers = {}
    for name, cell, one in _fields(row, headings):
        value, says = _value(one, cell.value)
        where = f"{sheet}!{cell.coordinate}"
        if says:
            earlier.remarks.append(Remark(line, where, says, str(cell.value)))
        if value is not None:
            answers[name] = value
    where = f"{sheet}!{id_cell.coordinate}"
    if not line or line in earlier.given:
        if answers:
            says = "is there twice; the answers of the first are kept" if line else f"{ID} is blank; nothing is carried"
            earlier.remarks.append(Remark(line, where, says, in_words(answers)))
        return
    asks = next(row[headings[heading]] for heading in FILLED_IN if heading in headings)
    version = str(row[headings[VERSION]].value or "")
    earlier.given[line] = Given(version, str(asks.value or ""), f"{sheet}!{asks.coordinate}", answers)


def _fields(row: tuple[Any, ...], headings: dict[str, int]) -> Iterator[tuple[str, Any, Field]]:
    """The cells of a row that people fill in, and that hold something."""
    for name, one in FIELDS.items():
        cell = row[headings[one.heading]] if one.heading in headings else None
        if cell is not None and cell.value is not None and str(cell.value).strip():
            yield name, cell, one


def _value(one: Field, held: object) -> tuple[object, str]:
    """What a cell holds as its field wants it, and what is odd about it; a day that is none is not carried."""
    if one.kind == "date":
        day = _day(held)
        return day, "" if day else "is no date that can be read, such as 31/10/2026; its text is kept here"
    text = "".join(c if c.isprintable() or c == "\n" else " " for c in str(held)).strip()
    if one.kind == "choice":
        known = {choice.casefold(): choice for choice in one.choices}
        if text.casefold() not in known:
            return text, f"is not on the list ({', '.join(one.choices)}); carried as it stands"
        return known[text.casefold()], ""
    return text, ""


def _day(held: object) -> date | None:
    if isinstance(held, datetime):
        return held.date()
    if isinstance(held, date):
        return held
    for layout in DAYS:
        try:
            return datetime.strptime(str(held).strip(), layout).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def in_words(answers: dict[str, Any]) -> str:
    """Answers in one text, such as `Self-rating: met; Action: …`."""
    return "; ".join(f"{FIELDS[name].heading}: {value}" for name, value in answers.items())
