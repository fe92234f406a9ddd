"""Files, one after another → the raw rows of each table, and an account of what was passed over."""

from collections.abc import Callable
from dataclasses import dataclass, field

from safeaudit.errors import ExtractError
from safeaudit.extracts.contract import TABLES, TableSpec
from safeaudit.extracts.csv_file import csv_blocks, read_layout
from safeaudit.extracts.csv_text import DELIMITERS, block_of
from safeaudit.extracts.find import FoundFile, table_of
from safeaudit.extracts.heading_messages import heading_errors, passed_over
from safeaudit.extracts.heading_row import TOP_ROWS, Top, find_top
from safeaudit.extracts.hints import Hints
from safeaudit.extracts.store import TableStore
from safeaudit.extracts.tables import NotRead, Remark, Source

Progress = Callable[[str, int, int], None]


@dataclass
class Gathered:
    """What has been read so far."""

    hints: Hints
    progress: Progress | None
    total_bytes: int
    not_read: list[NotRead]
    errors: list[str]
    remarks: list[Remark] = field(default_factory=list)
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
            self.errors.extend(error.messages)
        except OSError as error:
            self.errors.append(f"{file.file}: cannot be read ({error.strerror}). Check who may read it.")
        self.done_bytes += size
        self._report(file, 0)

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
        for sheet, is_worksheet in book.sheets():
            try:
                table = self.hints.table_of(file.path.name, sheet) or table_of(sheet) if is_worksheet else ""
                if table not in TABLES:
                    why = "its name is not that of a table" if is_worksheet else "it is no worksheet"
                    self.not_read.append(NotRead(file.file, sheet, "", why))
                    continue
                self._read_sheet(file, sheet, TABLES[table], book.records(sheet), size)
            except ExtractError as error:
                self.errors.extend(error.messages)

    def _read_sheet(self, file: FoundFile, sheet: str, spec: TableSpec, records: list[list[str]], size: int) -> None:
        where = f"{file.file}, sheet {sheet}"
        top = find_top(records[:TOP_ROWS], spec, self.hints.aliases.get(spec.name))
        if top is None:
            raise ExtractError(f"{where}: the sheet is empty. Fill it, or take it out to leave {spec.name} out.")
        store = self._open(spec, top, file.file, sheet, size)
        if store:
            store.add(block_of(records[top.row :], top.row + 1, len(top.cells), top.headings.places))

    def _open(self, spec: TableSpec, top: Top, file: str, sheet: str, size: int) -> TableStore | None:
        """Note a file or sheet of a table; give where its rows go, or None if its headings are wrong."""
        where = f"{file}, sheet {sheet}" if sheet else file
        self.not_read += [NotRead(file, sheet, name, why) for name, why in passed_over(top.headings, spec)]
        errors = heading_errors(top, spec, where)
        if errors:
            self.errors += errors
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

    def _remark(self, file: str, sheet: str, said: str, column: str = "") -> None:
        self.remarks.append(Remark(file, sheet, column, said))

    def _report(self, file: FoundFile, done: int) -> None:
        if self.progress:
            self.progress(file.file, self.done_bytes + done, self.total_bytes)
