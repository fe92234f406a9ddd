"""A worksheet's XML → what the reading library passes over in silence: formulas, errors, and how far it reaches."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from safeaudit.errors import ExtractError
from safeaudit.extracts.heading_messages import column_letters
from safeaudit.extracts.package import Package
from safeaudit.extracts.scan import Scan
from safeaudit.extracts.unreadable import NOT_CALCULATED

_MOST_CELLS: Final = 60_000_000  # of a sheet from its first to its last: they all stand in memory once
_COLUMNS: Final = {1: 26, 2: 702, 3: 16_384}  # by how many letters name the last of them
_LAST_ROW: Final = re.compile(rb'<row\b[^>]*?\br="(\d+)"')
_LETTERS: Final = re.compile(rb'\br="([A-Z]{2,3})\d')
_FORMULA: Final = re.compile(rb"<c ([^>]*)><f[^>]*?(?:/>|>[^<]*</f>)(?:<v>([^<]*)</v>|<v/>)?")
_ERROR: Final = re.compile(rb'<c ([^>]*\bt="e"[^>]*)>(?:<f[^>]*?(?:/>|>[^<]*</f>))?<v>([^<]*)</v>')
_PLACE: Final = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')


@dataclass
class Survey:
    """What a worksheet holds beside plain values; `told`: whether its format tells.

    `formulas`: how many cells are formulas. `corrections`: by row (from 0) the columns (from 0) and texts of cells
    that the reading library gives as blank: errors such as `#N/A`, and formulas that were never calculated.
    """

    told: bool = False
    formulas: int = 0
    corrections: dict[int, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))


def survey_sheet(package: Package, sheet: str, where: str) -> Survey:
    """Look a worksheet over; ExtractError where it reaches further than memory holds."""
    survey, scan = Survey(), Scan()
    letters, last_row = 1, 0
    for piece in package.pieces(sheet):
        survey.told = True
        signs = scan.of(piece)
        letters = max(letters, signs.letters)
        if row := _LAST_ROW.match(piece, max(piece.rfind(b"<row"), 0)):
            last_row = int(row[1])
        if signs.errors:
            for attributes, text in _ERROR.findall(piece):
                _correct(survey, attributes, text.decode())
        if signs.formulas:
            _count_formulas(survey, piece)
    if letters > 1 and last_row * _COLUMNS[letters] > _MOST_CELLS:
        last_column = _last_column(package, sheet)
        if last_row * last_column > _MOST_CELLS:
            raise ExtractError(
                f"{where}: the sheet reaches to column {column_letters(last_column - 1)} and row {last_row:,}. Delete"
                " the empty rows and columns beyond the data, or export it as CSV."
            )
    return survey


def _count_formulas(survey: Survey, piece: bytes) -> None:
    for attributes, value in _FORMULA.findall(piece):
        survey.formulas += 1
        # A formula that gives no text is blank; one that was never calculated is nobody knows what.
        if not value and b't="str"' not in attributes:
            _correct(survey, attributes, NOT_CALCULATED)


def _correct(survey: Survey, attributes: bytes, text: str) -> None:
    if place := _PLACE.search(attributes):
        survey.corrections[int(place[2]) - 1].append((_number(place[1]) - 1, text))


def _last_column(package: Package, sheet: str) -> int:
    named = {letters for piece in package.pieces(sheet) for letters in set(_LETTERS.findall(piece))}
    return max(map(_number, named), default=_COLUMNS[1])


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
