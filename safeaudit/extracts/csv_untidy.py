"""A CSV file whose first row is not its headings: another encoding or delimiter, or a title above them."""

import codecs
import csv
from itertools import islice
from typing import Final

from safeaudit.errors import ExtractError
from safeaudit.extracts.csv_file import layout_at, mark_bytes
from safeaudit.extracts.csv_text import DELIMITERS, CsvLayout, encoding_of, not_csv, text_lines
from safeaudit.extracts.heading_row import TOP_ROWS, Top, find_top
from safeaudit.extracts.headings import Aliases

_LOOKED_AT: Final = 4_096
_MARKS: Final = {
    codecs.BOM_UTF32_LE: "",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def untidy_layout(plain: CsvLayout, aliases: Aliases | None) -> CsvLayout:
    """Find the encoding, delimiter and heading row that make most of the file known.

    `plain`: how it would be read as UTF-8 or Windows-1252, with commas, the headings in the first filled row;
    where nothing does better, it stays so. ExtractError where the file is no text.
    """
    encoding = _encoding(plain)
    tops = {delimiter: _top(plain, encoding, delimiter, aliases) for delimiter in DELIMITERS}
    found = {delimiter: top for delimiter, top in tops.items() if top}
    if not found:
        return plain
    delimiter = max(found, key=lambda delimiter: found[delimiter].merit)
    row, titles = found[delimiter].row, found[delimiter].titles
    return layout_at(plain.path, plain.where, plain.table, aliases, encoding, delimiter, row, titles)


def _top(plain: CsvLayout, encoding: str, delimiter: str, aliases: Aliases | None) -> Top | None:
    with plain.path.open("rb") as file:
        file.seek(mark_bytes(file.read(len(codecs.BOM_UTF8)), encoding))
        try:
            rows = list(islice(csv.reader(text_lines(file, encoding), delimiter=delimiter), TOP_ROWS))
        except csv.Error as error:
            raise not_csv(plain.where, 1, error) from None
    return find_top(rows, plain.table, aliases)


def _encoding(plain: CsvLayout) -> str:
    with plain.path.open("rb") as file:
        begin = file.read(_LOOKED_AT)
    if begin.startswith(_WORKBOOKS):
        raise ExtractError(
            f"{plain.where}: this is a workbook under a CSV file's name. Give it the ending .xlsx or .xls."
        )
    for mark, encoding in _MARKS.items():
        if begin.startswith(mark):
            return encoding or _refuse(plain)
    zeros = [begin[start::2].count(0) * 4 > len(begin) for start in (0, 1)]
    if zeros[0] != zeros[1]:
        return "utf-16-be" if zeros[0] else "utf-16-le"
    if b"\0" in begin:
        _refuse(plain)
    return plain.encoding if plain.encoding != "ascii" else encoding_of(plain.path, plain.where)


def _refuse(plain: CsvLayout) -> str:
    raise ExtractError(f"{plain.where}: this is no text that can be read. Save it as 'CSV UTF-8'.")
