"""Paths → the files to read, in file order, with the names to show; and which name means which table."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from safeaudit.errors import ExtractError
from safeaudit.extracts.contract import TABLES
from safeaudit.extracts.hints import LEFT_OUT, Hints
from safeaudit.extracts.tables import NotRead

WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
TEXT_SUFFIXES = frozenset({".csv", ".tsv"})
UNNAMED = "its name is not that of a table (see check --suggest)"
_OTHER_FILES = {
    ".txt": "text that may be a table: give it the ending .csv, or name it under tables in the settings",
    ".zip": "a packed folder: unpack it",
}
_LONGEST_FIRST = sorted(TABLES, key=len, reverse=True)


@dataclass(frozen=True)
class FoundFile:
    """A CSV file or workbook: `file` is the name to show, `table` what it holds.

    A workbook's table is blank, unless the settings say that its worksheets hold it.
    """

    path: Path
    file: str
    table: str

    @property
    def is_workbook(self) -> bool:
        """Tell whether the file is a workbook."""
        return self.path.suffix.lower() in WORKBOOK_SUFFIXES


@dataclass(frozen=True)
class Found:
    """The files to read, in file order; what was passed over; a message for each path that is missing.

    `unnamed`: text files that were passed over since their names are not those of tables.
    """

    files: list[FoundFile]
    not_read: list[NotRead]
    errors: list[str]
    unnamed: list[FoundFile]


def table_of(name: str) -> str:
    """Give the table that a file's stem or a worksheet's name means, or a blank.

    >>> table_of("Court Reports"), table_of("contacts-2026-09"), table_of("contactsheet")
    ('court_reports', 'contacts', '')
    """
    folded = _folded(name)
    for table in _LONGEST_FIRST:
        rest = folded.removeprefix(table)
        if rest != folded and not rest[:1].isalpha():
            return table
    return ""


def is_whole(file: str, sheet: str) -> bool:
    """Tell whether a file, or its worksheet, bears a table's name and no more.

    >>> is_whole("north/Cases.csv", ""), is_whole("book.xlsx", "cases 2"), is_whole("book.xlsx", "cases")
    (True, False, True)
    """
    return _folded(sheet or Path(file).stem) in TABLES


def _folded(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", name.strip().lower())


def find_files(paths: Sequence[Path], hints: Hints) -> Found:
    """List the files of `paths` (files and folders, folders not searched deeper) in file order, each once.

    What `hints` says of a file goes before its name.
    """
    errors: list[str] = []
    candidates: dict[Path, Path] = {}
    for path in paths:
        try:
            for file in _expand(path):
                candidates.setdefault(file.resolve(), file)
        except FileNotFoundError:
            errors.append(f"{path}: no such file or folder. Check the path.")
        except OSError as error:
            errors.append(f"{path}: cannot be opened ({error.strerror}). Check who may read it.")
    ordered = sorted(candidates.values(), key=lambda file: (file.name.casefold(), str(file)))
    names = _display_names(ordered)
    files, not_read, unnamed = [], [], []
    for path in ordered:
        try:
            table = hints.table_of(path.name)
        except ExtractError as error:
            errors.extend(error.messages)
            continue
        why = _why_not(path, table)
        if why:
            not_read.append(NotRead(names[path], "", "", why))
            if why == UNNAMED:
                unnamed.append(FoundFile(path, names[path], ""))
        else:
            files.append(FoundFile(path, names[path], table or _table_by_name(path)))
    return Found(files, not_read, errors, unnamed)


def _expand(path: Path) -> Iterable[Path]:
    if path.is_dir():
        return [file for file in path.iterdir() if not file.name.startswith(("~$", "."))]
    path.stat()
    return [] if path.name.startswith(("~$", ".")) else [path]


def _why_not(path: Path, table: str | None) -> str:
    if path.is_dir():
        return "a folder inside the folder is not searched"
    if table == LEFT_OUT:
        return "the settings leave it out"
    suffix = path.suffix.lower()
    if table or suffix in WORKBOOK_SUFFIXES:
        return ""
    if suffix not in TEXT_SUFFIXES:
        return _OTHER_FILES.get(suffix, "neither a CSV file nor a workbook")
    return "" if table_of(path.stem) else UNNAMED


def _table_by_name(path: Path) -> str:
    return "" if path.suffix.lower() in WORKBOOK_SUFFIXES else table_of(path.stem)


def _display_names(files: list[Path]) -> dict[Path, str]:
    """Name each file by its base name, with as many parents as tell it from others of that name."""
    alike: dict[str, list[Path]] = defaultdict(list)
    for file in files:
        alike[file.name].append(file)
    names = {}
    for group in alike.values():
        depth = 1
        while len({file.resolve().parts[-depth:] for file in group}) < len(group):
            depth += 1
        names.update({file: "/".join(file.resolve().parts[-depth:]) for file in group})
    return names
