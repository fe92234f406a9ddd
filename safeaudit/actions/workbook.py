"""Reads what people wrote into a workbook: on any sheet, in any order of rows and columns, however it was filtered."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from safeaudit.actions.action import DAYS, FILLED_IN, ID, KNOWN, Action
from safeaudit.actions.typed_days import typed_day
from safeaudit.errors import ExtractError
from safeaudit.extracts.aliases import heading_key
from safeaudit.extracts.sheet_cells import Row, cell_text
from safeaudit.extracts.workbook import Workbook

HEADINGS_WITHIN = 60


def read_actions(paths: Sequence[Path]) -> list[Action]:
    """Every row of some workbooks beside whose obligation something was filled in, in their order.

    Sheets without an `Obligation id` and a column to fill in are passed over. ExtractError where a workbook cannot be
    read, or has no such sheet.
    """
    return [action for path in paths for action in _of_workbook(path)]


def _of_workbook(path: Path) -> Iterator[Action]:
    if not path.is_file():
        raise ExtractError(f"{path}: there is no such file. Name the workbook that was worked in.")
    book, found = Workbook(path, path.name), False
    for sheet in book.sheets:
        if not sheet.is_worksheet:
            continue
        rows = enumerate(book.open(sheet.name).rows(), 1)
        columns = _headings(rows)
        if columns:
            found = True
            yield from _of_sheet(rows, columns, f"{path.name}[{sheet.name}]")
    if not found:
        raise ExtractError(
            f"{path.name}: no sheet has the headings {ID} and {', '.join(FILLED_IN)}."
            " Name an exceptions.xlsx of safeaudit, with these headings as they were."
        )


def _headings(rows: Iterator[tuple[int, Row]]) -> dict[str, int]:
    """Where each known column stands, by name; none where the sheet has no heading row. Goes on behind that row."""
    wanted = {heading_key(heading): name for heading, name in KNOWN.items()}
    for number, row in rows:
        places: dict[str, int] = {}
        for place, cell in enumerate(row):
            name = wanted.get(heading_key(cell_text(cell)))
            if name:
                places.setdefault(name, place)
        if "obligation_id" in places and places.keys() & set(FILLED_IN.values()):
            return places
        if number >= HEADINGS_WITHIN:
            break
    return {}


def _of_sheet(rows: Iterator[tuple[int, Row]], columns: Mapping[str, int], where: str) -> Iterator[Action]:
    for number, row in rows:
        cells = {name: row[place] for name, place in columns.items() if place < len(row)}
        texts = {name: cell_text(cell).strip() for name, cell in cells.items()}
        if not any(texts.get(name) for name in FILLED_IN.values()):
            continue
        days = {name: typed_day(cells[name]) for name in DAYS if texts.get(name)}
        obligation_id = texts.pop("obligation_id", "").lower()
        yield Action(obligation_id, texts | days, f"{where}:{number}", "closed_as_at" in columns)
