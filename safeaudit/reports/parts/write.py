"""Writes the workbook of each part into the output folder."""

from pathlib import Path

from safeaudit.reports.parts.by import By
from safeaudit.reports.parts.parts import FOLDERS, parts_of
from safeaudit.reports.report import Report
from safeaudit.reports.workbook.book import write_officer_book, write_workbook


def write_parts(report: Report, by: By, folder: Path) -> list[dict[str, object]]:
    """Write one workbook for each team or officer; gives what the manifest says of each. OSError where that fails."""
    write = write_officer_book if by is By.OFFICER else write_workbook
    (folder / FOLDERS[by]).mkdir()
    index: list[dict[str, object]] = []
    for part in parts_of(report.obligations, by):
        narrowed = report.narrowed(part.filters)
        write(narrowed, folder / part.file)
        named = {"pdu": part.filters.pdus, "team": part.filters.teams, "officer": part.filters.officers}
        names = {column: wanted[0] for column, wanted in named.items() if wanted}
        index.append({"file": part.file, **names, "obligations": len(narrowed.obligations)})
    return index
