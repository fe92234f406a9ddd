"""A CSV file → blocks of rows: fast wherever each line is one whole record, careful wherever it is not."""

import csv
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from safeaudit.errors import ExtractError
from safeaudit.extracts.contract import TableSpec
from safeaudit.extracts.csv_text import NoRecords, careful_blocks, encoding_of, read_heading
from safeaudit.extracts.headings import Headings, match_headings
from safeaudit.extracts.store import NO_ROWS, Block

_PART_BYTES: Final = 4 << 20
_BOM: Final = b"\xef\xbb\xbf"
_CELL = pa.dictionary(pa.int32(), pa.string())
_WORKERS: Final = min(4, (os.cpu_count() or 1) + 1)


@dataclass(frozen=True)
class CsvLayout:
    """What the top of a CSV file tells: encoding, headings, where the data begin (byte and row)."""

    path: Path
    where: str
    encoding: str
    width: int
    headings: Headings
    data_byte: int
    data_row: int


class _NotPlain(Exception):
    """Some line of a part is not one whole record of the right width."""


def read_layout(path: Path, where: str, table: TableSpec) -> CsvLayout:
    """Read the top of a CSV file; ExtractError where it has no heading row or cannot be decoded."""
    encoding = encoding_of(path, where)
    with path.open("rb") as file:
        used = len(_BOM) if file.read(len(_BOM)) == _BOM else 0
        file.seek(used)

        def lines() -> Iterator[str]:
            nonlocal used
            for line in _text(file, encoding):
                used += len(line.encode(encoding))
                yield line

        try:
            cells, row = read_heading(lines(), where)
        except NoRecords:
            raise ExtractError(
                f"{where}: the file is empty. Export it again, or take it out to leave {table.name} out."
            ) from None
    headings = match_headings(cells, table, where, row)
    return CsvLayout(path, where, encoding, len(cells), headings, used, row + 1)


def csv_blocks(layout: CsvLayout, advance: Callable[[int], None]) -> Iterator[Block]:
    """Give the rows of a CSV file in order; `advance` is told how many bytes have been read so far.

    Each part of the file that the fast way reads is proved to hold one record a line and to end outside
    quotation marks, so the next part begins with a record too; from the first part that is otherwise, all is
    read carefully.
    """
    byte, row = layout.data_byte, layout.data_row
    try:
        for part in _plain_parts(layout):
            yield _numbered(part, row)
            byte, row = byte + part.size, row + part.lines
            advance(byte)
    except _NotPlain:
        with layout.path.open("rb") as file:
            file.seek(byte)
            lines = _text(file, layout.encoding)
            yield from careful_blocks(lines, layout.where, row, layout.width, layout.headings.places)


@dataclass(frozen=True)
class _Part:
    """A part of the file, read fast: `kept` are its rows that are not blank, or None when all are kept."""

    size: int
    lines: int
    columns: dict[str, pa.DictionaryArray]
    kept: npt.NDArray[np.int64] | None


def _plain_parts(layout: CsvLayout) -> Iterator[_Part]:
    """Read the parts in order, a few side by side; _NotPlain at the first that has to be read carefully."""
    with layout.path.open("rb") as file:
        file.seek(layout.data_byte)
        if layout.path.stat().st_size - layout.data_byte <= _PART_BYTES:
            yield _plain_part(file.read(), layout)
            return
        begun: deque[Future[_Part]] = deque()
        with ThreadPoolExecutor(_WORKERS) as pool:
            try:
                for data in _split(file):
                    begun.append(pool.submit(_plain_part, data, layout))
                    if len(begun) > _WORKERS:
                        yield begun.popleft().result()
                while begun:
                    yield begun.popleft().result()
            finally:
                for future in begun:
                    future.cancel()


def _split(file: BinaryIO) -> Iterator[bytes]:
    """Split the rest of a file into parts that end with a line."""
    rest = b""
    while data := file.read(_PART_BYTES):
        end = data.rfind(b"\n") + 1
        if end:
            yield rest + data[:end]
            rest = data[end:]
        else:
            rest += data
    if rest:
        yield rest


def _plain_part(data: bytes, layout: CsvLayout) -> _Part:
    """Read whole lines, of which each must be one record; blank lines may stand only at the end."""
    size = len(data)
    if layout.encoding != "utf-8":
        data = data.decode(layout.encoding).encode()
    if b"\r" in data and data.count(b"\r") != data.count(b"\r\n"):
        raise _NotPlain
    lines = data.count(b"\n") + (not data.endswith(b"\n"))
    places = layout.headings.places
    if data.endswith((b"\n\n", b"\n\r\n")) or not data.strip(b"\r\n"):
        data = data.rstrip(b"\r\n")
        if not data:
            none = pa.array([], pa.string()).dictionary_encode()
            return _Part(size, lines, dict.fromkeys(places, none), np.arange(0))
        rows = data.count(b"\n") + 1
    else:
        rows = lines
    table = _parse(data, layout.width, places.values())
    if table.num_rows != rows or not _ends_outside_quotes(data):
        raise _NotPlain
    blank = _blank_rows(table)
    if blank.any() and len(places) < layout.width:
        blank = _blank_rows(_parse(data, layout.width, range(layout.width)))
    columns = {name: table.column(f"{place}").chunk(0) for name, place in places.items()}
    if rows == lines and not blank.any():
        return _Part(size, lines, columns, None)
    kept = np.flatnonzero(~blank)
    chosen = pa.array(kept)
    return _Part(size, lines, {name: column.take(chosen) for name, column in columns.items()}, kept)


def _parse(data: bytes, width: int, places: Iterable[int]) -> pa.Table:
    names = [f"{place}" for place in range(width)]
    wanted = [f"{place}" for place in places]
    try:
        return pyarrow.csv.read_csv(
            pa.BufferReader(data),
            read_options=pyarrow.csv.ReadOptions(
                use_threads=False, block_size=len(data) + 1, column_names=names
            ),
            parse_options=pyarrow.csv.ParseOptions(ignore_empty_lines=False),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(wanted, _CELL), include_columns=wanted, strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        raise _NotPlain from None


def _ends_outside_quotes(data: bytes) -> bool:
    """Tell whether the last line, begun outside quotation marks, ends outside them."""
    last = data[data.rfind(b"\n", 0, len(data) - 1) + 1 :]
    if b'"' not in last:
        return True
    try:
        return len(list(csv.reader([last.decode()], strict=True))) == 1
    except csv.Error:
        return False


def _blank_rows(table: pa.Table) -> npt.NDArray[np.bool_]:
    """Tell for each row whether all its cells are blank."""
    blank = np.ones(table.num_rows, dtype=bool)
    for column in table.columns:
        cells = column.chunk(0)
        blank_texts = pc.equal(pc.utf8_trim_whitespace(cells.dictionary), "").to_numpy(zero_copy_only=False)
        if not blank_texts.any():
            return np.zeros(table.num_rows, dtype=bool)
        blank &= blank_texts[cells.indices.to_numpy()]
        if not blank.any():
            break
    return blank


def _numbered(part: _Part, first: int) -> Block:
    """Make a block of a part whose first line is row `first`."""
    if part.kept is None:
        return Block(part.columns, part.lines, first, NO_ROWS)
    return Block(part.columns, len(part.kept), (part.kept + first).astype(np.int32), NO_ROWS)


def _text(file: BinaryIO, encoding: str) -> TextIOWrapper:
    return TextIOWrapper(file, encoding=encoding, newline="")
