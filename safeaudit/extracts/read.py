"""Files and folders of extracts → `Extracts`: the package's one public function."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa

from safeaudit.errors import ExtractError
from safeaudit.extracts.clashes import list_clashes
from safeaudit.extracts.conform import Conformed, conform
from safeaudit.extracts.contract import TABLES, TableSpec
from safeaudit.extracts.csv_file import csv_blocks, read_layout
from safeaudit.extracts.csv_text import block_of
from safeaudit.extracts.find import FoundFile, find_files, table_of
from safeaudit.extracts.headings import Headings, match_headings
from safeaudit.extracts.hints import Hints
from safeaudit.extracts.problems import Problems
from safeaudit.extracts.rows import build_table
from safeaudit.extracts.store import TableStore
from safeaudit.extracts.tables import Extracts, InputSheet, NotRead, Source, Table

# Arrow's own pool keeps what it has freed, some 70 MB after a region's contacts; the system's gives it back.
pa.set_memory_pool(pa.system_memory_pool())

Progress = Callable[[str, int, int], None]
# Tables that others refer to come first, so that orphans are known.
_ORDER = sorted(TABLES, key=lambda name: name not in ("cases", "staff"))


def read_extracts(
    paths: Sequence[Path],
    hints: Hints | None = None,
    *,
    wanted_codes: Mapping[str, tuple[str, frozenset[str]]] | None = None,
    hash_files: bool = False,
    progress: Progress | None = None,
) -> Extracts:
    """Read extract files and folders into typed tables and a list of data problems.

    `hints`: what an office says of its own files. `wanted_codes`: for a table, a column and the codes to keep
    in `rows` once everything has been checked and counted. `hash_files`: take each file's SHA-256. `progress` is
    called with a file's name, the bytes read so far of all files, and the bytes there are. ExtractError, with a
    message for each mistake, where a path is missing, a file cannot be read or lacks a required column, or no
    table has a usable row.
    """
    found = find_files(paths)
    reading = _Reading(found.not_read, found.errors, progress, sum(f.path.stat().st_size for f in found.files))
    with ThreadPoolExecutor(1) as pool:
        hashes = {file.file: pool.submit(_sha256, file.path) for file in found.files} if hash_files else {}
        for file in found.files:
            reading.read(file)
        if reading.errors:
            raise ExtractError(*reading.errors)
        if not reading.stores:
            raise ExtractError(_nothing_found(paths))
        return _finish(reading, hints or Hints(), wanted_codes or {}, hashes)


@dataclass
class _Reading:
    """What has been read so far."""

    not_read: list[NotRead]
    errors: list[str]
    progress: Progress | None
    total_bytes: int
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
        layout = read_layout(file.path, file.file, spec)
        store = self._open(spec, layout.headings, Source(file.file, "", frozenset(layout.headings.places)), size)
        if store:
            for block in csv_blocks(layout, lambda done: self._report(file, done)):
                store.add(block)

    def _read_workbook(self, file: FoundFile, size: int) -> None:
        from safeaudit.extracts.workbook import Workbook  # takes a while to load, and most folders hold none

        book = Workbook(file.path, file.file)
        for sheet, is_worksheet in book.sheets():
            table = table_of(sheet) if is_worksheet else ""
            if not table:
                why = "its name is not that of a table" if is_worksheet else "it is no worksheet"
                self.not_read.append(NotRead(file.file, sheet, "", why))
                continue
            try:
                self._read_sheet(file, sheet, TABLES[table], book.records(sheet), size)
            except ExtractError as error:
                self.errors.extend(error.messages)

    def _read_sheet(self, file: FoundFile, sheet: str, spec: TableSpec, records: list[list[str]], size: int) -> None:
        where = f"{file.file}, sheet {sheet}"
        top = next((n for n, record in enumerate(records) if "".join(record).strip()), None)
        if top is None:
            raise ExtractError(f"{where}: the sheet is empty. Fill it, or take it out to leave {spec.name} out.")
        cells = records[top]
        headings = match_headings(cells, spec, where, top + 1)
        store = self._open(spec, headings, Source(file.file, sheet, frozenset(headings.places)), size)
        if store:
            store.add(block_of(records[top + 1 :], top + 2, len(cells), headings.places))

    def _open(self, spec: TableSpec, headings: Headings, source: Source, size: int) -> TableStore | None:
        """Note a file or sheet of a table; give where its rows go, or None if its headings are wrong."""
        why = f"not a column of {spec.name}"
        self.not_read += [NotRead(source.file, source.sheet, name, why) for name in headings.unknown]
        if headings.errors:
            self.errors += headings.errors
            return None
        store = self.stores.setdefault(spec.name, TableStore(spec))
        store.open_source(len(self.sources))
        self.sources.append(source)
        self.sizes.append(size)
        return store

    def _report(self, file: FoundFile, done: int) -> None:
        if self.progress:
            self.progress(file.file, self.done_bytes + done, self.total_bytes)


def _finish(
    reading: _Reading,
    hints: Hints,
    wanted_codes: Mapping[str, tuple[str, frozenset[str]]],
    hashes: Mapping[str, Future[str]],
) -> Extracts:
    problems = Problems()
    masters: dict[str, pa.Array] = {}
    counts: dict[int, tuple[int, int, int]] = {}
    tables: dict[str, Table] = {}
    sources: dict[str, list[int]] = {}
    for name in sorted(reading.stores, key=_ORDER.index):
        store = reading.stores.pop(name)
        conformed = conform(store, masters, problems, hints.words.get(name))
        if name in ("cases", "staff"):
            masters[name] = conformed.used_texts("crn" if name == "cases" else "staff_code")
        counts |= _counts(store, conformed)
        sources[name] = store.sources
        tables[name] = build_table(store, conformed, reading.sources, wanted_codes.get(name))
    list_clashes(tables, sources, problems)
    inputs = []
    for index, source in enumerate(reading.sources):
        used, quarantined, duplicate = counts[index]
        sha256 = hashes[source.file].result() if hashes else ""
        table = next(table.name for table in tables.values() if source in table.sources)
        inputs.append(
            InputSheet(
                source.file,
                source.sheet,
                table,
                reading.sizes[index],
                sha256,
                used + quarantined + duplicate,
                used,
                quarantined,
                duplicate,
            )
        )
    if not any(sheet.used for sheet in inputs):
        raise ExtractError(_nothing_usable(inputs))
    return Extracts(tables, problems.frame(reading.sources), inputs, reading.not_read)


def _counts(store: TableStore, conformed: Conformed) -> dict[int, tuple[int, int, int]]:
    """Count each source's used, quarantined and duplicate rows."""
    counts = {source: np.zeros(3, dtype=np.int64) for source in store.sources}
    start = 0
    for stretch in store.stretches:
        end = start + stretch.count
        quarantined = np.count_nonzero(conformed.quarantined[start:end])
        duplicate = np.count_nonzero(conformed.duplicate[start:end])
        counts[stretch.source] += (stretch.count - quarantined - duplicate, quarantined, duplicate)
        start = end
    return {source: (int(n[0]), int(n[1]), int(n[2])) for source, n in counts.items()}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _nothing_found(paths: Sequence[Path]) -> str:
    return (
        f"{', '.join(map(str, paths))}: no table found. A CSV file or worksheet is read when its name starts "
        f"with that of a table: {', '.join(TABLES)}."
    )


def _nothing_usable(inputs: Sequence[InputSheet]) -> str:
    rows = sum(sheet.rows_read for sheet in inputs)
    return f"No usable row in {len(inputs)} files and sheets ({rows} rows). Check which files were given."
