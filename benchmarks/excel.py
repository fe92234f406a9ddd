"""Compares whole processes, in turn: a workbook read into checked tables, and one only read with python-calamine."""

import csv
import statistics
import sys
from datetime import date
from pathlib import Path

import xlsxwriter

from benchmarks.generate import DATA, extracts
from benchmarks.process import take
from safeaudit.extracts.contract import TABLES
from safeaudit.extracts.find import table_of

CASES, RUNS = 4_000, 5
WANTED = 1.4
HERE = Path(__file__).parent


def main() -> None:
    """Print what both take, and the ratios pair by pair."""
    path = workbook(extracts(CASES))
    ours, bare = ([sys.executable, str(HERE / script), str(path)] for script in ("read_excel.py", "bare_excel.py"))
    pairs = [(take(ours), take(bare)) for _ in range(RUNS + 1)][1:]
    print(f"workbook: {CASES:,} cases, {path.stat().st_size / 1e6:.1f} MB, {RUNS} pairs after one not counted")
    for name, runs in (("read into tables", [a for a, _ in pairs]), ("bare read", [b for _, b in pairs])):
        wall, computing = (statistics.median(getattr(run, what) for run in runs) for what in ("wall", "computing"))
        peak = max(run.memory for run in runs)
        print(f"  {name:16} {wall:6.2f} s by the clock, {computing:6.2f} s of computing (medians), peak {peak:.0f} MB")
    _tell("whole processes, by the clock", [a.wall / b.wall for a, b in pairs])
    _tell("whole processes, computing", [a.computing / b.computing for a, b in pairs])
    _tell("reading alone, computing", [float(a.printed) / float(b.printed) for a, b in pairs], f", wanted {WANTED}")


def _tell(what: str, ratios: list[float], wanted: str = "") -> None:
    spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
    print(f"  ratio of {what:30} {statistics.median(ratios):5.2f} (median; {spread}){wanted}")


def workbook(folder: Path) -> Path:
    """Give a workbook with all the tables of a folder of CSV extracts, writing it if it is not there yet."""
    path = DATA / f"{folder.name}.xlsx"
    if not path.exists():
        with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
            day = book.add_format({"num_format": "dd/mm/yyyy"})
            for table in sorted({table_of(file.stem) for file in folder.glob("*.csv")}):
                _write(book.add_worksheet(table), table, sorted(folder.glob(f"{table}*.csv")), day)
    return path


def _write(sheet: xlsxwriter.worksheet.Worksheet, table: str, files: list[Path], day: object) -> None:
    number = 0
    for file in (file for file in files if table_of(file.stem) == table):
        with file.open(newline="", encoding="utf-8") as text:
            heading, *rows = csv.reader(text)
        kinds = [TABLES[table].column(name).kind for name in heading]
        for row in rows if number else [heading, *rows]:
            for at, cell in enumerate(row):
                if number and cell and kinds[at] == "date" and len(cell) == 10 and cell[4] == "-":
                    sheet.write_datetime(number, at, date.fromisoformat(cell), day)
                elif cell:
                    sheet.write_string(number, at, cell)
            number += 1


if __name__ == "__main__":
    main()
