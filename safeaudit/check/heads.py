"""The headings of every file and worksheet, also of those whose names do not say what they hold."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from safeaudit.errors import ExtractError
from safeaudit.extracts.contract import TABLES, TableSpec
from safeaudit.extracts.csv_file import read_layout
from safeaudit.extracts.find import FoundFile, find_files
from safeaudit.extracts.heading_row import Top, find_top
from safeaudit.extracts.hints import LEFT_OUT, Hints
from safeaudit.extracts.sheets import sheet_tables
from safeaudit.extracts.workbook import Workbook

# Without so many known headings, and such a share of all, nobody should say what a file holds.
_ENOUGH: Final = 3
_SHARE: Final = 1 / 3


@dataclass(frozen=True)
class Head:
    """The heading row of a file or worksheet: the table it is named as, or (`guessed`) is most like; None if none."""

    file: str
    sheet: str
    table: TableSpec | None
    top: Top | None
    guessed: bool

    @property
    def name(self) -> str:
        """The file or worksheet as settings name it."""
        base = self.file.rpartition("/")[2]
        return f"{base}[{self.sheet}]" if self.sheet else base


def heads(paths: Sequence[Path], hints: Hints) -> tuple[list[Head], list[str]]:
    """Look at the headings of all files and worksheets; gives too what is wrong with those that cannot be read."""
    found = find_files(paths, hints)
    errors = list(found.errors)
    seen: list[Head] = []
    for file in [*found.files, *found.unnamed]:
        try:
            seen += _of_workbook(file, hints) if file.is_workbook else [_of_text(file, hints)]
        except ExtractError as error:
            errors += error.messages
        except OSError as error:
            errors.append(f"{file.file}: cannot be read ({error.strerror}). Check who may read it.")
    return seen, errors


def _of_text(file: FoundFile, hints: Hints) -> Head:
    def top_as(table: TableSpec) -> Top | None:
        return read_layout(file.path, file.file, table, hints.aliases.get(table.name)).top

    if file.table:
        return Head(file.file, "", TABLES[file.table], top_as(TABLES[file.table]), guessed=False)
    return _guessed(file.file, "", {table.name: top_as(table) for table in TABLES.values()})


def _of_workbook(file: FoundFile, hints: Hints) -> Iterator[Head]:
    book = Workbook(file.path, file.file)
    named = sheet_tables(file, book.sheets, hints).tables
    for sheet in book.sheets:
        left_out = hints.table_of(file.path.name, sheet.name, sheet.hidden) == LEFT_OUT
        if left_out or not sheet.is_worksheet:
            continue
        rows = book.open(sheet.name).top
        tops = {table.name: find_top(rows, table, hints.aliases.get(table.name)) for table in TABLES.values()}
        if sheet.name in named:
            table = TABLES[named[sheet.name]]
            yield Head(file.file, sheet.name, table, tops[table.name], guessed=False)
        else:
            yield _guessed(file.file, sheet.name, tops)


def _guessed(file: str, sheet: str, tops: Mapping[str, Top | None]) -> Head:
    """The table whose headings these are most like, if they are like any."""
    known = {name: top for name, top in tops.items() if top and _known_enough(top)}
    if not known:
        return Head(file, sheet, None, None, guessed=True)
    name = max(known, key=lambda name: (not known[name].headings.missing, len(known[name].headings.places)))
    return Head(file, sheet, TABLES[name], known[name], guessed=True)


def _known_enough(top: Top) -> bool:
    return len(top.headings.places) >= max(_ENOUGH, _SHARE * sum(bool(cell.strip()) for cell in top.cells))
