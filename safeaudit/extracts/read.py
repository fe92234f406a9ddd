"""Files and folders of extracts → `Extracts`: the package's one public function."""

import hashlib
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa

from safeaudit.errors import ExtractError
from safeaudit.extracts.clashes import clashes, list_clashes
from safeaudit.extracts.conform import Conformed, conform
from safeaudit.extracts.contract import TABLES
from safeaudit.extracts.find import find_files
from safeaudit.extracts.gather import Gathered, Progress
from safeaudit.extracts.hints import Hints
from safeaudit.extracts.problems import Problems
from safeaudit.extracts.profile import profile_columns
from safeaudit.extracts.rows import build_table
from safeaudit.extracts.store import TableStore
from safeaudit.extracts.tables import ColumnProfile, Extracts, InputSheet, Table

# Arrow's own pool keeps what it has freed, some 70 MB after a region's contacts; the system's gives it back.
pa.set_memory_pool(pa.system_memory_pool())

# Tables that others refer to come first, so that orphans are known.
_ORDER = sorted(TABLES, key=lambda name: name not in ("cases", "staff"))


def read_extracts(
    paths: Sequence[Path],
    hints: Hints | None = None,
    *,
    wanted_codes: Mapping[str, tuple[str, frozenset[str]]] | None = None,
    hash_files: bool = False,
    profile: bool = False,
    progress: Progress | None = None,
) -> Extracts:
    """Read extract files and folders into typed tables and a list of data problems.

    `hints`: what an office says of its own files. `wanted_codes`: for a table, a column and the codes to keep in
    `rows` once everything has been checked and counted. `hash_files`: take each file's SHA-256. `profile`: count what
    each column holds. `progress` is called with a file's name, the bytes read so far of all files, and the bytes there
    are. ExtractError, with a message for each mistake, where a path is missing, a file cannot be read or lacks a
    required column, or no table has a usable row.
    """
    hints = hints or Hints()
    found = find_files(paths, hints)
    total = sum(file.path.stat().st_size for file in found.files)
    reading = Gathered(hints, progress, total, found.not_read, found.errors)
    with ThreadPoolExecutor(1) as pool:
        hashes = {file.file: pool.submit(_sha256, file.path) for file in found.files} if hash_files else {}
        for file in found.files:
            reading.read(file)
        if reading.errors:
            raise ExtractError(*reading.errors)
        if not reading.stores:
            raise ExtractError(_nothing_found(paths))
        return _finish(reading, hints, wanted_codes or {}, hashes, profile)


def _finish(
    reading: Gathered,
    hints: Hints,
    wanted_codes: Mapping[str, tuple[str, frozenset[str]]],
    hashes: Mapping[str, Future[str]],
    profile: bool,
) -> Extracts:
    problems = Problems()
    masters: dict[str, pa.Array] = {}
    counts: dict[int, tuple[int, int, int]] = {}
    tables: dict[str, Table] = {}
    sources: dict[str, list[int]] = {}
    profiles: dict[str, dict[str, ColumnProfile]] = {}
    for name in sorted(reading.stores, key=_ORDER.index):
        store = reading.stores.pop(name)
        conformed = conform(store, masters, problems, hints.words.get(name))
        if name in ("cases", "staff"):
            masters[name] = conformed.used_texts("crn" if name == "cases" else "staff_code")
        counts |= _counts(store, conformed)
        sources[name] = store.sources
        if profile:
            profiles[name] = profile_columns(store, conformed, reading.sources)
        tables[name] = build_table(store, conformed, reading.sources, wanted_codes.get(name))
    list_clashes(clashes(tables), tables, sources, problems)
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
    return Extracts(tables, problems.frame(reading.sources), inputs, reading.not_read, reading.remarks, profiles)


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
