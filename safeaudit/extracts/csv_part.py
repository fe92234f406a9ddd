"""A part of a CSV file → blocks of rows: by arrow where every record is plain, else record by record."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from safeaudit.errors import ExtractError
from safeaudit.extracts.cells import drop_times
from safeaudit.extracts.csv_text import ASCII, CsvLayout, block_of, records
from safeaudit.extracts.store import NO_ROWS, Block, Cells, numbers

_CELL = pa.dictionary(pa.int32(), pa.string())
_COUNTED_BYTES: Final = 1 << 18  # counted at a time, so that the work stays in the processor's cache
_MARK: Final = "\0end of part\0"


class CutRecord(Exception):
    """The part ends within quotation marks: its last record goes on in the next."""


@dataclass(frozen=True)
class Part:
    """What a part holds: its size in bytes, its records (blank ones too), and its rows, counted from 0."""

    size: int
    records: int
    blocks: list[Block]


class _NotPlain(Exception):
    """Some record is blank or of another width, or the part ends within quotation marks."""


def read_part(data: bytes | bytearray, layout: CsvLayout) -> Part:
    """Read a part that begins with a record; CutRecord if it does not end with one."""
    size = len(data)
    if layout.encoding not in (ASCII, "utf-8"):
        data = data.decode(layout.encoding).encode()
    try:
        return _plain_part(data, size, layout)
    except _NotPlain:
        return _careful_part(data, size, layout)


def _careful_part(data: bytes | bytearray, size: int, layout: CsvLayout) -> Part:
    blocks: list[Block] = []
    first = 0
    try:
        for batch in records(StringIO(data.decode(), newline=""), layout.where, first, layout.delimiter):
            blocks.append(block_of(batch, first, layout))
            first += len(batch)
    except ExtractError:
        # Read from here to the end of the file, the message can name the right row.
        raise CutRecord from None
    return Part(size, first, blocks)


def count_byte(data: bytes | bytearray, byte: bytes, end: int) -> int:
    """Count a byte up to `end`, as `data.count` does but far quicker and beside other threads."""
    bytes_ = np.frombuffer(data, dtype=np.uint8, count=end)
    starts = range(0, end, _COUNTED_BYTES)
    return sum(int(np.count_nonzero(bytes_[start : start + _COUNTED_BYTES] == ord(byte))) for start in starts)


def _plain_part(data: bytes | bytearray, size: int, layout: CsvLayout) -> Part:
    """Read records of the right width; blank lines may stand only at the end."""
    if b"\r" in data and data.count(b"\r") != data.count(b"\r\n"):
        raise _NotPlain
    end = _end_of_text(data)
    if not end:
        raise _NotPlain
    blank_lines = data.count(b"\n", end) - data.endswith(b"\n")
    text = pa.py_buffer(data).slice(0, end if blank_lines else len(data))
    table = _parse(text, layout, layout.headings.places.values())
    if not _ends_outside_quotes(data, end, table.num_rows, layout):
        raise _NotPlain
    blank = _blank_rows(table)
    if blank.any() and len(layout.headings.places) < layout.width:
        blank = _blank_rows(_parse(text, layout, range(layout.width)))
    surplus = NO_ROWS
    if layout.headings.end < layout.width:
        beyond = _parse(text, layout, range(layout.headings.end, layout.width))
        surplus = np.flatnonzero(~_blank_rows(beyond)).astype(np.int32)
    return Part(size, table.num_rows + blank_lines, [_block(table, blank, surplus, layout)])


def _block(table: pa.Table, blank: npt.NDArray[np.bool_], surplus: npt.NDArray[np.int32], layout: CsvLayout) -> Block:
    columns = {}
    for name, place in layout.headings.places.items():
        cells = Cells.of(table.column(f"{place}").chunk(0))
        columns[name] = drop_times(layout.table.column(name), cells)
    if not blank.any():
        return Block(columns, table.num_rows, 0, surplus)
    kept = np.flatnonzero(~blank).astype(np.int32)
    filled = {name: Cells(cells.texts, cells.codes[kept]) for name, cells in columns.items()}
    return Block(filled, len(kept), kept, surplus)


def _parse(data: pa.Buffer, layout: CsvLayout, places: Iterable[int]) -> pa.Table:
    """Give the columns at these places, named by them; _NotPlain if a record is blank or of another width."""
    wanted = [f"{place}" for place in places]
    try:
        return pyarrow.csv.read_csv(
            pa.BufferReader(data),
            read_options=pyarrow.csv.ReadOptions(
                use_threads=False,
                block_size=data.size + 1,
                column_names=[f"{place}" for place in range(layout.width)],
            ),
            parse_options=pyarrow.csv.ParseOptions(delimiter=layout.delimiter, ignore_empty_lines=False),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(wanted, _CELL),
                include_columns=wanted,
                strings_can_be_null=False,
                check_utf8=False,  # the encoding is known
            ),
        )
    except pa.ArrowInvalid:
        raise _NotPlain from None


def _end_of_text(data: bytes | bytearray) -> int:
    """Give where the line ends at the end of a part begin."""
    end = len(data)
    while end and data[end - 1] in b"\r\n":
        end -= 1
    return end


def _ends_outside_quotes(data: bytes | bytearray, end: int, rows: int, layout: CsvLayout) -> bool:
    """Prove the last record whole (arrow reads an open quotation mark to the end and says nothing)."""
    if b'"' not in data:
        return True
    if rows == count_byte(data, b"\n", end) + 1:
        # Each line is a record, so the last line begins outside quotation marks: see whether it ends so.
        last = data[data.rfind(b"\n", 0, end) + 1 : end]
        return b'"' not in last or _is_whole(last.decode(), layout.delimiter)
    # Some record has a line end in it: one more at the end is one more only if none is open.
    marked = data[:end] + b"\n" + layout.delimiter.join([_MARK] * layout.width).encode() + b"\n"
    table = _parse(pa.py_buffer(marked), layout, list(layout.headings.places.values())[:1])
    return bool(table.num_rows == rows + 1)


def _is_whole(line: str, delimiter: str) -> bool:
    try:
        return len(list(csv.reader([line], delimiter=delimiter, strict=True))) == 1
    except csv.Error:
        return False


def _blank_rows(table: pa.Table) -> npt.NDArray[np.bool_]:
    """Tell for each row whether all its cells are blank."""
    blank = np.ones(table.num_rows, dtype=bool)
    for column in table.columns:
        cells = column.chunk(0)
        blank_texts = numbers(pc.binary_length(pc.utf8_trim_whitespace(cells.dictionary))) == 0
        if not blank_texts.any():
            return np.zeros(table.num_rows, dtype=bool)
        blank &= blank_texts[numbers(cells.indices)]
        if not blank.any():
            break
    return blank
