"""Files, one after another → the raw rows of each table, and an account of what was passed over."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from safeaudit.errors import ExtractError
from safeaudit.extracts.contract import TABLES, TableSpec
from safeaudit.extracts.csv_file import csv_blocks, read_layout
from safeaudit.extracts.csv_text import DELIMITERS
from safeaudit.extracts.find import FoundFile
from safeaudit.extracts.heading_messages import heading_errors, passed_over
from safeaudit.extracts.heading_row import Top, find_top
from safeaudit.extracts.hints import Hints
from safeaudit.extracts.sheets import sheet_tables
from safeaudit.extracts.store import TableStore
from safeaudit.extracts.tables import NotRead, Remark, Source
from safeaudit.extracts.two_tables import fits_better, found_twice

if TYPE_CHECKING:
    from safeaudit.extracts.workbook import Worksheet

Progress = Callable[[str, int, int], None]


@dataclass
class Gathered:
    """What has been read so far; file by file in the order of reading, and once it is finished in file order.

    `errors`: messages, each with the file that it is about. `sources`, `sizes`: the files and worksheets that hold a
    table, and their files' sizes in bytes, always in the order of reading, by which rows know them; `order`: the
    numbers of the sources in file order.
    """

    hints: Hints
    progress: Progress | None
    files: Sequence[FoundFile]
    total_bytes: int
    not_read: list[NotRead]
    errors: list[tuple[str, str]]
    remarks: list[Remark] = field(default_factory=list)
    order: list[int] = field(default_factory=list)
    stores: dict[str, TableStore] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    done_bytes: int = 0

    def read(self, file: FoundFile) -> None:
        """Read one file, or note what is wrong with it."""
        size = file.path.stat().st_size
        self._report(file, 0)
        try:
            if file.is_workbook:
                self._read_workbook(file, size)
            else:
                self._read_csv(file, size)
        except ExtractError as error:
            self._refuse(file.file, error.messages)
        except OSError as error:
            self._refuse(file.file, [f"{file.file}: cannot be read ({error.strerror}). Check who may read it."])
        self.done_bytes += size
        self._report(file, 0)

    def finish(self) -> None:
        """Put all in file order; note tables found twice and names in the settings that fit nothing."""
        place = {file.file: place for place, file in enumerate(self.files)}
        self.not_read.sort(key=lambda passed: place.get(passed.file, -1))
        self.remarks.sort(key=lambda remark: place[remark.file])
        self.errors.sort(key=lambda error: place.get(error[0], -1))
        self.order = sorted(range(len(self.sources)), key=lambda number: place[self.sources[number].file])
        for name, store in self.stores.items():
            if said := found_twice(name, [self.sources[source] for source in store.sources]):
                self._refuse("", [said])
        if self.hints.tables:
            places = [(source.file, source.sheet) for source in self.sources]
            places += [(passed.file, passed.sheet) for passed in self.not_read]
            names = {PurePath(file).name + (f"[{sheet}]" if sheet else "") for file, sheet in places}
            files = {PurePath(file).name for file, _ in places}
            why = "named under tables in the settings, and not there"
            self.not_read += [NotRead(name, "", "", why) for name in self.hints.unused(names | files)]

    def _read_csv(self, file: FoundFile, size: int) -> None:
        spec = TABLES[file.table]
        layout = read_layout(file.path, file.file, spec, self.hints.aliases.get(spec.name))
        store = self._open(spec, layout.top, file.file, "", size)
        if layout.delimiter != ",":
            self._remark(file.file, "", f"separated by {DELIMITERS[layout.delimiter]}")
        if layout.encoding.startswith("utf-16"):
            self._remark(file.file, "", "read as UTF-16")
        if store:
            for block in csv_blocks(layout, lambda done: self._report(file, done)):
                store.add(block)

    def _read_workbook(self, file: FoundFile, size: int) -> None:
        from safeaudit.extracts.workbook import Workbook  # takes a while to load, and most folders hold none

        book = Workbook(file.path, file.file)
        found = sheet_tables(file, book.sheets, self.hints)
        self.not_read += found.not_read
        tops = 0
        for sheet, table in found.tables.items():
            try:
                tops += self._read_sheet(file, book.open(sheet), sheet, TABLES[table], size, found.by_file)
            except ExtractError as error:
                self._refuse(file.file, error.messages)
        if found.by_file and not tops:
            table = next(iter(found.tables.values()))
            said = f"{file.file}: no worksheet has the headings of {table}. Look at the sheets passed over."
            self._refuse(file.file, [said])

    def _read_sheet(
        self, file: FoundFile, sheet: "Worksheet", name: str, spec: TableSpec, size: int, by_file: bool
    ) -> bool:
        """Read a worksheet; tell whether it could be. `by_file`: only the workbook's name says what it may hold."""
        where = f"{file.file}, sheet {name}"
        top = find_top(sheet.top, spec, self.hints.aliases.get(spec.name))
        if top is None:
            if not by_file:
                raise ExtractError(f"{where}: the sheet is empty. Fill it, or take it out to leave {spec.name} out.")
            self.not_read.append(NotRead(file.file, name, "", "the sheet is empty"))
            return False
        if by_file and not top.headings.usable:
            lacks = f"it has no headings of {spec.name}, whose name the workbook bears"
            self.not_read.append(NotRead(file.file, name, "", lacks))
            return False
        store = self._open(spec, top, file.file, name, size)
        if sheet.formulas is None:
            said = "formulas and errors such as #N/A cannot be told in this kind of workbook; in .xlsx they can"
            self._remark(file.file, name, said)
        elif sheet.formulas:
            said = f"{sheet.formulas:,} cells are formulas: the values saved with them were used"
            self._remark(file.file, name, said)
        if store:
            for block in sheet.blocks(top, spec):
                store.add(block)
        return True

    def _open(self, spec: TableSpec, top: Top, file: str, sheet: str, size: int) -> TableStore | None:
        """Note a file or sheet of a table; give where its rows go, or None if its headings are wrong."""
        where = f"{file}, sheet {sheet}" if sheet else file
        self.not_read += [NotRead(file, sheet, name, why) for name, why in passed_over(top.headings, spec)]
        errors = heading_errors(top, spec, where)
        if not self.hints.table_of(PurePath(file).name, sheet) and (other := fits_better(top, spec)):
            errors = [
                f"{where}, row {top.row}: by its name this is {spec.name}, by its headings {other}. Rename it, or say"
                " which it is (or none) under tables in the settings."
            ]
        if errors:
            self._refuse(file, errors)
            return None
        if top.titles:
            self._remark(file, sheet, f"headings in row {top.row}; the filled rows above ({top.titles}) are a title")
        for column, heading in top.headings.spelled.items():
            self._remark(file, sheet, f"read from the heading '{' '.join(heading.split())}'", column)
        store = self.stores.setdefault(spec.name, TableStore(spec))
        store.open_source(len(self.sources))
        self.sources.append(Source(file, sheet, frozenset(top.headings.places)))
        self.sizes.append(size)
        return store

    def _refuse(self, file: str, messages: Iterable[str]) -> None:
        self.errors += [(file, message) for message in messages]

    def _remark(self, file: str, sheet: str, said: str, column: str = "") -> None:
        self.remarks.append(Remark(file, sheet, column, said))

    def _report(self, file: FoundFile, done: int) -> None:
        if self.progress:
            self.progress(file.file, self.done_bytes + done, self.total_bytes)
