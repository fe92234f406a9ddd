"""Files of extracts read in the background, so that the rest of the program can load meanwhile."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa

from safeaudit.errors import ExtractError
from safeaudit.extracts.contract import TABLES
from safeaudit.extracts.find import FoundFile, find_files
from safeaudit.extracts.gather import Gathered, Progress
from safeaudit.extracts.hints import Hints
from safeaudit.extracts.store import TableStore
from safeaudit.extracts.tables import Source

LARGEST = "contacts"
# Arrow's own pool keeps what it has freed, some 70 MB after a region's contacts; the system's gives it back.
pa.set_memory_pool(pa.system_memory_pool())


class Reading:
    """The raw rows of extract files and folders, being read since this was made; leaving it stops the reading.

    `hints`: what an office says of its own files. `hash_files`: take each file's SHA-256. `progress` is called, in the
    background, with a file's name, the bytes read so far of all files, and the bytes there are.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        hints: Hints | None = None,
        *,
        hash_files: bool = False,
        progress: Progress | None = None,
    ) -> None:
        self.paths = paths
        self.hints = hints or Hints()
        self._progress = progress
        self._stopped = False
        found = find_files(paths, self.hints)
        total = sum(file.path.stat().st_size for file in found.files)
        errors = [("", message) for message in found.errors]
        self._gathered = Gathered(self.hints, self._tell, found.files, total, found.not_read, errors)
        self._readers = ThreadPoolExecutor(1)
        self._hashers = ThreadPoolExecutor(1)
        self._hashes = {file.file: self._hashers.submit(_sha256, file.path) for file in found.files if hash_files}
        files = _in_order_of_reading(found.files)
        self._ready = _ready(files)
        self._reads = [self._readers.submit(self._gathered.read, file) for file in files]
        self._reads.append(self._readers.submit(self._gathered.finish))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped = True
        self._readers.shutdown(cancel_futures=True)
        self._hashers.shutdown(cancel_futures=True)

    @property
    def sources(self) -> Sequence[Source]:
        """The files and worksheets read so far that hold a table."""
        return self._gathered.sources

    def tables(self) -> Iterator[TableStore]:
        """Wait for the raw rows of each table, given when all files are read that may hold it or what it refers to."""
        for name, last in self._ready:
            self._reads[last].result()
            if self._gathered.errors:
                break  # what else is wrong is told with it
            if name in self._gathered.stores:
                yield self._gathered.stores[name]

    def gathered(self) -> Gathered:
        """Wait for all files; ExtractError has a message for each mistake."""
        for read in self._reads:
            read.result()
        if self._gathered.errors:
            raise ExtractError(*(message for _, message in self._gathered.errors))
        if not self._gathered.stores:
            raise ExtractError(_nothing_found(self.paths))
        return self._gathered

    def hashes(self) -> Mapping[str, str]:
        """Wait for the SHA-256 of each file, in hexadecimal; none where they were not asked for."""
        return {file: digest.result() for file, digest in self._hashes.items()}

    def _tell(self, file: str, done: int, total: int) -> None:
        if self._stopped:
            raise _Stopped
        if self._progress:
            self._progress(file, done, total)


class _Stopped(Exception):
    """Nobody waits for the rows any more."""


def _in_order_of_reading(files: Sequence[FoundFile]) -> Sequence[FoundFile]:
    """Put the files of contacts last: they are most of the bytes, and all else is conformed while they are read.

    A workbook may hold rows of any table, and those of one table must stay in file order.
    """
    if any(file.is_workbook for file in files):
        return files
    return sorted(files, key=lambda file: file.table == LARGEST)


def _ready(files: Sequence[FoundFile]) -> list[tuple[str, int]]:
    """Give each table that there may be with the last file to wait for, in the order in which they can be had.

    A table that others refer to comes before them.
    """
    last = {name: _last_with(name, files) for name in TABLES}
    masters = {name: table.master[1] for name, table in TABLES.items() if table.master}
    wanted = {name: max(place, last[masters.get(name, name)]) for name, place in last.items() if place >= 0}
    return sorted(wanted.items(), key=lambda ready: (ready[1], ready[0] in masters))


def _last_with(table: str, files: Sequence[FoundFile]) -> int:
    """Give the place of the last file that may hold a table, -1 for none; a workbook may hold any."""
    return max((place for place, file in enumerate(files) if file.is_workbook or file.table == table), default=-1)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _nothing_found(paths: Sequence[Path]) -> str:
    return (
        f"{', '.join(map(str, paths))}: no table found. A CSV file or worksheet is read when its name starts "
        f"with that of a table: {', '.join(TABLES)}."
    )
