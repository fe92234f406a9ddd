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
from safeaudit.extracts.heading_row import Top
from safeaudit.extracts.headings import Headings
from safeaudit.extracts.store import Block, Cells

ASCII: Final = "ascii"
DELIMITERS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_CAREFUL_RECORDS: Final = 50_000
_LONGEST: Final = 1 << 24  # characters of a line or a cell; beyond that, memory goes and nothing is gained
_ENCODING_BYTES: Final = 1 << 20
# The last line that the csv module gets: where it is not a record of its own, a quotation mark was left open.
_END: Final = "\0end of file\0"

csv.field_size_limit(_LONGEST)


@dataclass(frozen=True)
class CsvLayout:
    """What the top of a CSV file tells: encoding, delimiter, heading row, and the byte where the data begin.

    The encoding is ASCII, which is UTF-8 and Windows-1252 alike, until another character is met.
    """

    path: Path
    where: str
    table: TableSpec
    encoding: str
    delimiter: str
    top: Top
    data_byte: int

    @property
    def width(self) -> int:
        """The number of headings."""
        return len(self.top.cells)

    @property
    def headings(self) -> Headings:
        """What the headings mean."""
        return self.top.headings

    @property
    def data_row(self) -> int:
        """The row where the data begin."""
        return self.top.row + 1


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


def text_lines(file: BinaryIO, encoding: str) -> Iterator[str]:
    """Give the lines of the rest of a file, with their ends as they are; csv.Error at one that is far too long."""
    text = TextIOWrapper(file, encoding=encoding, newline="")
    while line := _line(text):
        yield line


def _line(text: TextIOWrapper) -> str:
    try:
        line = text.readline(_LONGEST)
    except UnicodeDecodeError as error:
        if text.encoding.startswith("utf-16"):
            raise csv.Error("bytes that are not UTF-16") from error
        raise
    if len(line) == _LONGEST:
        raise csv.Error(f"a line of more than {_LONGEST:,} characters")
    return line


def records(lines: Iterable[str], where: str, first: int, delimiter: str = ",") -> Iterator[list[list[str]]]:
    """Give the records of `lines` in batches, blank ones as empty lists; `first` is the row of the first.

    ExtractError where a quotation mark is opened and never closed: the rest of the file would vanish into one
    cell.
    """
    reader = csv.reader(chain(lines, [_END]), delimiter=delimiter)
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
        raise not_csv(where, first + reader.line_num, error) from None


def read_top(lines: Iterable[str], where: str, delimiter: str, row: int | None = None) -> tuple[list[str], int]:
    """Give the record of `row` (None: the first that is not blank) and its row; NoRecords where there is none."""
    reader = csv.reader(chain(lines, [_END]), delimiter=delimiter)
    try:
        for number, record in enumerate(reader, 1):
            if record == [_END]:
                break
            if number == row or (row is None and "".join(record).strip()):
                if record[-1].endswith(_END):
                    raise _never_closed(where, number)
                return record, number
    except csv.Error as error:
        raise not_csv(where, reader.line_num + 1, error) from None
    raise NoRecords


def careful_blocks(lines: Iterable[str], layout: CsvLayout, first: int) -> Iterator[Block]:
    """Read records of any shape: rows that are short, long or blank, and cells with line ends.

    `first` is the row of the first record.
    """
    for batch in records(lines, layout.where, first, layout.delimiter):
        yield block_of(batch, first, layout)
        first += len(batch)


def block_of(batch: list[list[str]], first: int, layout: CsvLayout) -> Block:
    """Make a block of records, of which the first stands in row `first`; wholly blank ones are left out."""
    kept = [number for number, record in enumerate(batch) if record and "".join(record).strip()]
    filled = batch if len(kept) == len(batch) else [batch[number] for number in kept]
    rows = np.array(kept, dtype=np.int32) + np.int32(first)
    width, end = layout.width, layout.headings.end
    surplus: list[int] = []
    ragged = bool(set(map(len, filled)) - {width})
    if ragged or end < width:
        surplus = [n for n, record in enumerate(filled) if "".join(record[end:]).strip()]
    if ragged:
        filled = [record[:width] + [""] * (width - len(record)) for record in filled]
    columns = list(zip(*filled, strict=True)) if filled else [()] * width
    return Block(
        {
            name: Cells.of(pa.array(columns[place], pa.string()).dictionary_encode())
            for name, place in layout.headings.places.items()
        },
        len(filled),
        rows,
        rows[surplus],
    )


def not_csv(where: str, line: int, error: csv.Error) -> ExtractError:
    """Say that a file cannot be read as CSV at about that line."""
    what = f"a cell of more than {_LONGEST:,} characters" if "field limit" in str(error) else str(error)
    return ExtractError(
        f"{where}, about line {line}: {what}. A quotation mark may be missing, or the file is no CSV. Export it again."
    )


def _never_closed(where: str, row: int) -> ExtractError:
    return ExtractError(
        f"{where}, row {row}: a quotation mark opens and never closes. Close it, or export the file again."
    )
