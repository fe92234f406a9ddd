"""A workbook's file, looked at before anything reads it: is it a workbook, would it fit in memory, where are its parts.

A zip of XML is read here as bytes, a piece at a time; nothing in it is expanded, run or fetched.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from posixpath import join, normpath
from typing import Final
from xml.etree import ElementTree

from safeaudit.errors import ExtractError

_PIECE: Final = 1 << 16  # small pieces keep to the same memory, which is quicker than more of it
_LONGEST_CELL: Final = 4 << 20
_MOST_BYTES: Final = 4 << 30
_SMALL: Final = 50 << 20
_MOST_PACKED: Final = 250  # times; real workbooks come to some 30, a zip bomb to 1,000
_ZIP: Final = b"PK"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, KeyError, ElementTree.ParseError)


def refuse_what_is_no_workbook(path: Path, where: str) -> None:
    """Say what a file is that has a workbook's name and is none; ExtractError."""
    with path.open("rb") as file:
        begin = file.read(1_024)
    if begin.startswith((_ZIP, _OLD_EXCEL)):
        return
    if not begin.strip():
        raise ExtractError(f"{where}: the file is empty. Export it again.")
    if re.match(rb"(\xef\xbb\xbf)?\s*<(!doctype|html|table|\?xml)", begin, re.IGNORECASE):
        raise ExtractError(f"{where}: a web page under a workbook's name. Open it in Excel and save it as .xlsx.")
    if b"\0" not in begin and b"\n" in begin:
        raise ExtractError(f"{where}: plain text under a workbook's name. Give it the ending .csv.")


class Package:
    """The zip that a workbook is; ExtractError, naming `where`, where it is hostile.

    `from_1904`: whether an .xlsx counts days from 1904. What cannot be opened here is left to the reading library,
    which knows an encrypted workbook from a damaged one.
    """

    def __init__(self, path: Path, where: str) -> None:
        self._where = where
        self._parts: dict[str, str] = {}
        self.from_1904 = False
        try:
            self._zip = zipfile.ZipFile(path)
        except _BROKEN:
            return
        try:
            self._refuse_bombs()
            self._refuse_entities()
            self._find_sheets()
        except _BROKEN as error:
            raise ExtractError(f"{where}: the workbook is damaged or of another kind. Export it again.") from error

    def pieces(self, sheet: str) -> Iterator[bytes]:
        """Give the XML of a worksheet in pieces that cut no cell; none where the format is not .xlsx."""
        if sheet not in self._parts:
            return
        left = b""
        try:
            with self._zip.open(self._parts[sheet]) as file:
                while read := file.read(_PIECE):
                    data = left + read
                    cut = data.rfind(b"<c ")
                    if cut <= 0 and len(data) < _LONGEST_CELL:
                        left = data
                    else:
                        cut = cut if cut > 0 else len(data)
                        left = data[cut:]
                        yield data[:cut]
        except _BROKEN as error:
            raise ExtractError(f"{self._where}, sheet {sheet}: the sheet is damaged. Export it again.") from error
        yield left

    def _refuse_bombs(self) -> None:
        entries = self._zip.infolist()
        for entry in entries:
            packed = entry.file_size / max(entry.compress_size, 1)
            if entry.file_size > _SMALL and packed > _MOST_PACKED:
                raise ExtractError(
                    f"{self._where}: a part of it is packed {packed:,.0f}-fold, as in a zip bomb. Export it again."
                )
        unpacked = sum(entry.file_size for entry in entries)
        if unpacked > _MOST_BYTES:
            raise ExtractError(f"{self._where}: it unpacks to {unpacked:,} bytes. Export it as CSV, or in parts.")

    def _refuse_entities(self) -> None:
        for entry in self._zip.infolist():
            if entry.filename.endswith((".xml", ".rels")):
                with self._zip.open(entry) as file:
                    if b"<!DOCTYPE" in file.read(1_024).upper():
                        raise ExtractError(
                            f"{self._where}: it declares XML entities, which no export does. Export it again."
                        )

    def _find_sheets(self) -> None:
        if "xl/workbook.xml" not in self._zip.namelist():
            return
        book = ElementTree.fromstring(self._zip.read("xl/workbook.xml"))  # noqa: S314 (it declares no entities)
        relations = ElementTree.fromstring(self._zip.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
        targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
        for element in book.iter():
            if element.tag.endswith("}workbookPr"):
                self.from_1904 = element.get("date1904", "0").lower() in ("1", "true", "on")
            elif element.tag.endswith("}sheet"):
                target = targets.get(element.get(_RELATION), "")
                part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
                if part in self._zip.namelist():
                    self._parts[element.get("name", "")] = part
