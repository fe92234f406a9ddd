"""Writes clean tables as untidily as people export them: the same records in other files, headings and cells."""

import csv
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from random import Random

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from safeaudit.extracts.aliases import aliases_of
from safeaudit.extracts.code_names import NAMES
from safeaudit.extracts.contract import CLOSED_LISTS, TABLES, ColumnSpec

Tables = dict[str, list[list[str]]]  # each with its headings first, by the contract's names
NO_BREAK = "\u00a0"
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252")
ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d))?(?::00)?")
# A column that a table may hold and nobody reads, with what stands in it.
JUNK = (("Surname", "Nobody"), ("Tier", "B2"), ("", "scribble"), ("Row no", "7"), ("Printed", "2026"))


class Untidy:
    """One way of being untidy; the same seed gives the same."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def write(self, tables: Tables, folder: Path) -> None:
        """Write all tables to a new folder; those of one workbook stand on its sheets."""
        folder.mkdir()
        together: list[tuple[str, list[list[object]]]] = []
        for name, (heading, *rows) in tables.items():
            parts = list(self._parts(rows))
            container = self._random.choice(("text", "text", "workbooks", "sheets"))
            for number, part in enumerate(parts, 1):
                if container == "sheets":
                    together.append((self._sheet_name(name, number), self._grid(name, heading, part, "typed")))
                elif container == "workbooks":
                    grid = self._grid(name, heading, part, "typed")
                    self._workbook(folder / f"{name} {number}.xlsx", [("Export", grid)])
                else:
                    self._text(folder / f"{name}-{number}.csv", self._grid(name, heading, part, "text"))
        if together:
            self._workbook(folder / "all.xlsx", together)

    def _parts(self, rows: list[list[str]]) -> Iterator[list[list[str]]]:
        """Split the rows, in order, into up to three parts."""
        cuts = sorted(self._random.randrange(len(rows) + 1) for _ in range(self._random.choice((0, 0, 1, 2))))
        for begin, end in zip([0, *cuts], [*cuts, len(rows)], strict=True):
            yield rows[begin:end]

    def _sheet_name(self, table: str, number: int) -> str:
        name = self._random.choice((table, table.upper(), table.replace("_", " ").title(), f" {table}"))
        return f"{name} {number}"[:31]

    # The grid of one file or sheet, title and totals included.

    def _grid(self, table: str, heading: list[str], rows: list[list[str]], kind: str) -> list[list[object]]:
        specs: list[ColumnSpec | None] = [TABLES[table].column(name) for name in heading]
        order = list(range(len(specs)))
        self._random.shuffle(order)
        cells = [[self._cell(specs[at], row[at], kind) for at in order] for row in rows]
        names: list[object] = [self._heading(table, specs[at]) for at in order]
        for title, text in self._random.sample(JUNK, self._random.randrange(3)):
            at = self._random.randrange(len(names))
            names.insert(at, title)
            for row in cells:
                row.insert(at, text)
        return [
            *self._titles(len(names)),
            names,
            *self._body(cells, names, self._subject(table, names, heading, order)),
        ]

    def _subject(self, table: str, names: list[object], heading: list[str], order: list[int]) -> int:
        """Where the column stands that says whom a row is about."""
        subject = next(name for name in ("crn", "staff_code", "unit") if name in heading)
        return next(at for at, name in enumerate(names) if getattr(name, "column", "") == subject)

    def _titles(self, width: int) -> list[list[object]]:
        titles: list[list[object]] = [
            ["Caseload report"],
            ["PDU", "Derby"],
            [],
            ["CRN", "All"],
            ["Run on 31/10/2026"],
            [],
        ]
        return titles[: self._random.choice((0, 0, 1, 3, 5, 6))]

    def _body(self, cells: list[list[object]], names: list[object], subject: int) -> Iterator[list[object]]:
        page = self._random.choice((0, 0, 7))
        blanks = self._random.random() < 0.3
        for number, row in enumerate(cells):
            if page and number and number % page == 0:
                yield list(names)
            if blanks and self._random.random() < 0.1:
                yield self._random.choice(([], ["", " "], [NO_BREAK]))
            yield row
        if self._random.random() < 0.5:
            total: list[object] = [""] * len(names)
            total[subject] = self._random.choice(("Total", "Grand Total", f"Total: {len(cells)}"))
            yield from ([], total)

    # Headings and cells.

    def _heading(self, table: str, spec: ColumnSpec) -> "Heading":
        own = spec.name
        aliases = [key for key, (column, _) in aliases_of(table).items() if column == own]
        name = self._random.choice((own, own, own.replace("_", " ").title(), own.upper(), *aliases[:3]))
        ends = self._random.choice(("", "", "", "\n", "  ", NO_BREAK))
        begins = self._random.choice(("", "", "", "3. ", " "))
        return Heading(begins + name + ends, own)

    def _cell(self, spec: ColumnSpec, text: str, kind: str) -> object:
        if self._random.random() < 0.4:
            return text
        if not text:
            return self._blank(spec)
        if spec.kind in ("date", "datetime") and (match := ISO.fullmatch(text)):
            return self._date(match[1], match[2], kind)
        if spec.kind == "yes-no":
            return self._yes_no(text, kind)
        if spec.kind == "word" and text.lower() in spec.words:
            return self._random.choice((text.upper(), text.title(), f" {text}"))
        if spec.kind == "code":
            named = NAMES[spec.name].get(text)
            return self._random.choice((text.lower(), *((named, f"{text} - {named}") if named else (text,))))
        if spec.kind in ("crn", "noms"):
            return self._random.choice((text.lower(), f" {text}", text + NO_BREAK))
        return self._number(text, kind) if text.isdigit() and str(int(text)) == text else text + " "

    def _blank(self, spec: ColumnSpec) -> str:
        nothing = ["", " ", NO_BREAK]
        return self._random.choice(
            [*nothing, "9999-12-31", "31/12/9999"] if spec.kind in ("date", "datetime") else nothing
        )

    def _date(self, day: str, time: str | None, kind: str) -> object:
        found = date.fromisoformat(day)
        moment = datetime.fromisoformat(f"{day} {time or '00:00'}")
        if kind == "typed" and self._random.random() < 0.6:
            return moment if time or self._random.random() < 0.5 else found
        clock = f" {time}" if time else self._random.choice(("", " 00:00", " 00:00:00"))
        serial = (moment - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001
        forms = [
            f"{day}{clock}",
            f"{day}T{time or '00:00'}",
            f"{found.day}/{found.month}/{found.year}{clock}",
            f"{found:%d-%b-%Y}{clock}",
            f"{found:%d %B %Y}{clock}",
        ]
        return self._random.choice([*forms, Serial(serial) if kind == "typed" else f"{serial:.10g}"])

    def _yes_no(self, text: str, kind: str) -> object:
        meant = CLOSED_LISTS["yes-no"].get(text.lower())
        if meant is None:
            return text
        words: tuple[object, ...] = ("Yes", "TRUE", "1", "y") if meant == "y" else ("No", "FALSE", "0", "n")
        return self._random.choice((*words, *((meant == "y", int(meant == "y")) if kind == "typed" else ())))

    def _number(self, text: str, kind: str) -> object:
        return float(text) if kind == "typed" else self._random.choice((text, f"{text}.0", f" {text}"))

    # Files.

    def _text(self, path: Path, grid: list[list[object]]) -> None:
        text = StringIO(newline="")
        written = csv.writer(
            text,
            delimiter=self._random.choice(",,;\t|"),
            lineterminator=self._random.choice(("\n", "\r\n")),
            quoting=self._random.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
        )
        written.writerows([str(cell) for cell in row] for row in grid)
        path.write_bytes(text.getvalue().encode(self._random.choice(ENCODINGS)))

    def _workbook(self, path: Path, sheets: list[tuple[str, list[list[object]]]]) -> None:
        book = openpyxl.Workbook()
        if self._random.random() < 0.3:
            book.epoch = CALENDAR_MAC_1904
        book.active.title = "Read me"
        book.active.append(["What this is"])
        for name, grid in sheets:
            sheet = book.create_sheet(name)
            for row in grid:
                sheet.append([self._value(cell, book) for cell in row])
        hidden = book.create_sheet("cases old")
        hidden.sheet_state = "hidden"
        hidden.append(["crn"])
        hidden.append(["Z000000"])
        book.save(path)

    def _value(self, cell: object, book: openpyxl.Workbook) -> object:
        if isinstance(cell, Serial):
            return float(cell) - 1462 if book.epoch == CALENDAR_MAC_1904 else float(cell)
        return str(cell) if isinstance(cell, Heading) else cell


class Heading(str):
    """A heading that knows its column."""

    __slots__ = ("column",)

    def __new__(cls, text: str, column: str) -> "Heading":
        made = super().__new__(cls, text)
        made.column = column
        return made


class Serial(float):
    """A date as a spreadsheet's number of days, counted from 1900."""
