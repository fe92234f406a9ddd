"""A CSV file → blocks of rows, read in parts side by side."""

import codecs
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from io import FileIO
from pathlib import Path
from typing import Final

from safeaudit.errors import ExtractError
from safeaudit.extracts.contract import TableSpec
from safeaudit.extracts.csv_part import CutRecord, Part, count_byte, read_part
from safeaudit.extracts.csv_text import (
    ASCII,
    CsvLayout,
    NoRecords,
    careful_blocks,
    encoding_of,
    read_top,
    text_lines,
)
from safeaudit.extracts.heading_row import Top
from safeaudit.extracts.headings import Aliases, match_headings
from safeaudit.extracts.side_by_side import WORKERS
from safeaudit.extracts.store import Block

# Of smaller ones there would be more to do in Python, one thread at a time; larger ones hold memory.
_PART_BYTES: Final = 12 << 20
_LONGEST_LINE: Final = 1 << 24
_BOM: Final = codecs.BOM_UTF8


def read_layout(path: Path, where: str, table: TableSpec, aliases: Aliases | None = None) -> CsvLayout:
    """Read the top of a CSV file; ExtractError where it has no filled row or cannot be decoded."""
    try:
        layout = layout_at(path, where, table, aliases, ASCII)
    except UnicodeDecodeError:
        layout = layout_at(path, where, table, aliases, encoding_of(path, where))
    if layout.headings.doubtful or any("\0" in cell for cell in layout.top.cells):
        from safeaudit.extracts.csv_untidy import untidy_layout  # only where the plain way does not fit

        return untidy_layout(layout, aliases)
    return layout


def layout_at(
    path: Path,
    where: str,
    table: TableSpec,
    aliases: Aliases | None,
    encoding: str,
    delimiter: str = ",",
    row: int | None = None,
    titles: int = 0,
) -> CsvLayout:
    """Give the layout of a CSV file with the headings in `row` (None: the first filled one, below no `titles`)."""
    with path.open("rb") as file:
        used = mark_bytes(file.read(len(_BOM)), encoding)
        file.seek(used)

        def lines() -> Iterator[str]:
            nonlocal used
            for line in text_lines(file, encoding):
                used += len(line.encode(encoding))
                yield line

        try:
            cells, row = read_top(lines(), where, delimiter, row)
        except NoRecords:
            raise ExtractError(
                f"{where}: the file is empty. Export it again, or take it out to leave {table.name} out."
            ) from None
    top = Top(cells, match_headings(cells, table, aliases), row, titles)
    return CsvLayout(path, where, table, encoding, delimiter, top, used)


def mark_bytes(begin: bytes, encoding: str) -> int:
    """Give how many bytes the mark takes that some programs put before the text to tell its encoding."""
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) if encoding.startswith("utf-16") else (codecs.BOM_UTF8,)
    return max(len(mark) if begin.startswith(mark) else 0 for mark in marks)


def csv_blocks(layout: CsvLayout, advance: Callable[[int], None]) -> Iterator[Block]:
    """Give the rows of a CSV file in order; `advance` is told how many bytes have been read so far.

    Each part is proved to end with a record, so the next begins with one too. From a part that cannot be (a
    record longer than a part, or a quotation mark that never closes) the rest is read record by record.
    """
    byte, row = layout.data_byte, layout.data_row
    try:
        if layout.encoding.startswith("utf-16"):
            raise CutRecord  # in it a byte that looks like a line end need not be one
        for part in _parts(layout):
            for block in part.blocks:
                yield replace(block, rows=block.rows + row, surplus=block.surplus + row)
            byte, row = byte + part.size, row + part.records
            advance(byte)
    except CutRecord:
        encoding = layout.encoding
        if encoding == ASCII:
            encoding = encoding_of(layout.path, layout.where, layout.data_byte)
        with layout.path.open("rb") as file:
            file.seek(byte)
            yield from careful_blocks(text_lines(file, encoding), layout, row)


def _parts(layout: CsvLayout) -> Iterator[Part]:
    """Read the parts in order, a few side by side; CutRecord at the first that does not end with a record."""
    with layout.path.open("rb", buffering=0) as file:
        file.seek(layout.data_byte)
        if layout.path.stat().st_size - layout.data_byte <= _PART_BYTES:
            rest = file.readall()
            yield read_part(rest, _decoded_as(layout, rest, layout.data_byte))
            return
        begun: deque[Future[Part]] = deque()
        with ThreadPoolExecutor(WORKERS) as pool:
            try:
                for byte, data in _split(file):
                    layout = _decoded_as(layout, data, byte)
                    begun.append(pool.submit(read_part, data, layout))
                    if len(begun) > WORKERS:
                        yield begun.popleft().result()
                while begun:
                    yield begun.popleft().result()
            finally:
                for future in begun:
                    future.cancel()


def _decoded_as(layout: CsvLayout, data: bytes | bytearray, byte: int) -> CsvLayout:
    """Settle the encoding at the first part (it begins at `byte`) that is not ASCII."""
    if layout.encoding != ASCII or data.isascii():
        return layout
    return replace(layout, encoding=encoding_of(layout.path, layout.where, byte))


def _split(file: FileIO) -> Iterator[tuple[int, bytearray]]:
    """Split the rest of a file into parts that end with a line, and as far as can be seen with a record.

    Each comes with the byte that it begins at.
    """
    begin = file.tell()
    size = _PART_BYTES
    while True:
        data = bytearray(size)
        file.seek(begin)
        read = _fill(file, data)
        del data[read:]
        if not read:
            return
        end = _end_of_record(data) if read == size else read
        if not end and size >= _LONGEST_LINE:
            raise CutRecord  # the careful way tells where
        if end:
            del data[end:]
            yield begin, data
            begin += end
            size = _PART_BYTES
        else:
            size *= 2


def _fill(file: FileIO, data: bytearray) -> int:
    """Fill `data` from the file as far as it goes; give how many bytes there were."""
    filled = 0
    with memoryview(data) as view:
        while filled < len(data) and (count := file.readinto(view[filled:])):
            filled += count
    return filled


def _end_of_record(data: bytearray) -> int:
    """Give the last line end before which quotation marks are paired; failing that, the last."""
    last = end = data.rfind(b"\n") + 1
    odd = b'"' in data and count_byte(data, b'"', end) % 2
    while odd and end:
        line = data.rfind(b"\n", 0, end - 1) + 1
        odd = (odd + data.count(b'"', line, end)) % 2
        end = line
    return end or last
