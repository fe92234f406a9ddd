"""Files and folders of extracts → `Extracts`: the package's one public function."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from safeaudit.errors import ExtractError
from safeaudit.extracts.clashes import clashes, list_clashes
from safeaudit.extracts.conform import Conformed, conform
from safeaudit.extracts.contract import TABLES
from safeaudit.extracts.gather import Progress
from safeaudit.extracts.hints import Hints
from safeaudit.extracts.problems import Problems
from safeaudit.extracts.profile import profile_columns
from safeaudit.extracts.reading import Reading
from safeaudit.extracts.rows import build_table
from safeaudit.extracts.store import TableStore
from safeaudit.extracts.tables import ColumnProfile, Extracts, InputSheet, Table

# The tables that others refer to, and by which column.
_MASTERS = {table.master[1]: table.master[0] for table in TABLES.values() if table.master}
_ORDER = [*_MASTERS, *(name for name in TABLES if name not in _MASTERS)]


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
    with Reading(paths, hints, hash_files=hash_files, progress=progress) as reading:
        return extracts_of(reading, wanted_codes, profile)


def extracts_of(
    reading: Reading, wanted_codes: Mapping[str, tuple[str, frozenset[str]]] | None = None, profile: bool = False
) -> Extracts:
    """Wait for files that are being read, and do as `read_extracts`."""
    words, wanted_codes = reading.hints.words, wanted_codes or {}
    problems = Problems()
    masters: dict[str, pa.Array] = {}
    counts: dict[int, tuple[int, int, int]] = {}
    tables: dict[str, Table] = {}
    sources: dict[str, list[int]] = {}
    profiles: dict[str, dict[str, ColumnProfile]] = {}
    for store in reading.tables():
        name = store.spec.name
        conformed = conform(store, masters, problems, words.get(name))
        if name in _MASTERS:
            masters[name] = conformed.used_texts(_MASTERS[name])
        counts |= _counts(store, conformed)
        sources[name] = store.sources
        if profile:
            profiles[name] = profile_columns(store, conformed, reading.sources)
        tables[name] = build_table(store, conformed, reading.sources, wanted_codes.get(name))
    gathered = reading.gathered()
    tables = {name: tables[name] for name in _ORDER if name in tables}
    list_clashes(clashes(tables), tables, sources, problems)
    hashes = reading.hashes()
    inputs = []
    for index in gathered.order:
        source = gathered.sources[index]
        used, quarantined, duplicate = counts[index]
        table = next(table.name for table in tables.values() if source in table.sources)
        inputs.append(
            InputSheet(
                source.file,
                source.sheet,
                table,
                gathered.sizes[index],
                hashes.get(source.file, ""),
                used + quarantined + duplicate,
                used,
                quarantined,
                duplicate,
            )
        )
    if not any(sheet.used for sheet in inputs):
        raise ExtractError(_nothing_usable(inputs))
    found = problems.frame(gathered.sources, gathered.order)
    return Extracts(tables, found, inputs, gathered.not_read, gathered.remarks, profiles)


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


def _nothing_usable(inputs: Sequence[InputSheet]) -> str:
    rows = sum(sheet.rows_read for sheet in inputs)
    return f"No usable row in {len(inputs)} files and sheets ({rows} rows). Check which files were given."
