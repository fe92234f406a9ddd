"""Synthetic extracts for the benchmarks, written once to `benchmarks/data/` (which git ignores) and kept.

All tables are CSV here, so that the audit and the bare read open the same files.
"""

import csv
import shutil
from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineWorkbook

from safeaudit.demo import write_demo
from safeaudit.extracts.contract import TABLES

DATA = Path(__file__).parent / "data"
SEED = 2026


def extracts(cases: int) -> Path:
    """Give a folder of CSV extracts for so many cases, writing it if it is not there yet."""
    folder = DATA / f"{cases}-cases"
    if not folder.exists():
        demo = DATA / f"{cases}-demo"
        shutil.rmtree(demo, ignore_errors=True)
        write_demo(demo, cases, SEED)
        _keep_as_csv(demo, folder)
        shutil.rmtree(demo)
    return folder


def _keep_as_csv(demo: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    for path in demo.glob("*.csv"):
        if path.stem != "planted":
            shutil.move(path, folder / path.name)
    for path in demo.glob("*.xlsx"):
        book = CalamineWorkbook.from_path(path)
        for sheet in TABLES.keys() & set(book.sheet_names):
            rows = book.get_sheet_by_name(sheet).to_python()
            with (folder / f"{sheet}.csv").open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows([_text(cell) for cell in row] for row in rows)


def _text(cell: object) -> object:
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
