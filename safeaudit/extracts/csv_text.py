"""A CSV file as text: its encoding, heading row and records, and the careful reading of any record."""

import codecs
import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
import pyarrow as pa

from safeaudit.errors import ExtractError
from safeaudit.extracts.contract import TableSpec
from safeaudit.extracts.headings import Headings
from safeaudit.extracts.store import Block, Cells

ASCII: Final = "ascii"
_CAREFUL_RECORDS: Final = 50_000
_ENCODING_BYTES: Final = 1 << 20
# The last line that the csv module gets: where it is not a record of its own, a quotation mark was left open.
_END: Final = "\0end of file\0"

csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True)
class CsvLayout:
    """What the top of a CSV file tells: encoding, headings, where the data begin (byte and row).

    The encoding is ASCII, which is UTF-8 and Windows-1252 alike, until another character is met.
    """

    path: Path
    where: str
    table: TableSpec
    encoding: str
    width: int
    headings: Headings
    data_byte: int
    data_row: int


class NoRecords(Exception):
    """The text holds no record but blank ones."""


def encoding_of(path: Path, where: str, first: int = 0) -> str:
    """Give utf-8 where the whole file is UTF-8, else cp1252; ExtractError where it is neither.

    `first`: the byte to begin at, where all before it are known to be ASCII.
    """
    for encoding in ("utf-8", "cp1252"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                file.seek(first)
                begun = False
                while part := file.read(_ENCODING_BYTES):
                    # Decoding is slow and most parts need none; a part after an open character does.
                    if not part.isascii() or decoder.getstate()[0]:
                        decoder.decode(part)
                    begun = True
                if begun:
                    decoder.decode(b"", final=True)
            return encoding
        except UnicodeDecodeError:
            continue
    raise ExtractError(f"{where}: the text is neither UTF-8 nor Windows-1252. Save it as 'CSV UTF-8'.")


def text_lines(file: BinaryIO, encoding: str) -> TextIOWrapper:
    """Give the lines of the rest of a file, with their ends as they are."""
    return TextIOWrapper(file, encoding=encoding, newline="")


def records(lines: Iterable[str], where: str, first: int) -> Iterator[list[list[str]]]:
    """Give the records of `lines` in batches, blank ones as empty lists; `first` is the row of the first.

    ExtractError where a quotation mark is opened and never closed: the rest of the file would vanish into one
    cell.
    """
    reader = csv.reader(chain(lines, [_END]))
    row = first
    try:
        while batch := list(islice(reader, _CAREFUL_RECORDS)):
            last = batch[-1]
            if last and last[-1].endswith(_END):
                if last != [_END]:
                    raise _never_closed(where, row + len(batch) - 1)
                batch.pop()
            row += len(batch)
            yield batch
    except csv.Error as error:
        raise ExtractError(f"{where}, after row {row}: not readable as CSV ({error}). Export it again.") from error


def read_heading(lines: Iterable[str], where: str) -> tuple[list[str], int]:
    """Give the first record that is not blank and its row; NoRecords where there is none."""
    for row, record in enumerate(csv.reader(chain(lines, [_END])), 1):
        if record == [_END]:
            break
        if "".join(record).strip():
            if record[-1].endswith(_END):
                raise _never_closed(where, row)
            return record, row
    raise NoRecords


def careful_blocks(lines: Iterable[str], where: str, first: int, width: int, places: dict[str, int]) -> Iterator[Block]:
    """Read records of any shape: rows that are short, long or blank, and cells with line ends.

    `first` is the row of the first record, `width` the number of headings, `places` the columns to keep.
    """
    for batch in records(lines, where, first):
        yield block_of(batch, first, width, places)
        first += len(batch)


def block_of(batch: list[list[str]], first: int, width: int, places: dict[str, int]) -> Block:
    """Make a block of records, of which the first stands in row `first`; wholly blank ones are left out."""
    kept = [number for number, record in enumerate(batch) if record and "".join(record).strip()]
    filled = batch if len(kept) == len(batch) else [batch[number] for number in kept]
    rows = np.array(kept, dtype=np.int32) + np.int32(first)
    surplus: list[int] = []
    if set(map(len, filled)) - {width}:
        surplus = [n for n, record in enumerate(filled) if "".join(record[width:]).strip()]
        filled = [record[:width] + [""] * (width - len(record)) for record in filled]
    columns = list(zip(*filled, strict=True)) if filled else [()] * width
    return Block(
        {name: Cells.of(pa.array(columns[place], pa.string()).dictionary_encode()) for name, place in places.items()},
        len(filled),
        rows,
        rows[surplus],
    )


def _never_closed(where: str, row: int) -> ExtractError:
    return ExtractError(
        f"{where}, row {row}: a quotation mark opens and never closes. Close it, or export the file again."
    )
