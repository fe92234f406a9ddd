"""The audit of tables written untidily is that of the same tables written cleanly, obligation for obligation."""

import csv
import os
import re
import subprocess
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from shutil import which

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from safeaudit.audit import run_audit
from safeaudit.demo import write_demo
from safeaudit.extracts.contract import TABLES
from safeaudit.extracts.find import table_of
from safeaudit.extracts.sheet_cells import cell_text
from safeaudit.reports.obligation_table import obligation_table
from tests.extracts.untidy import Untidy

AS_AT = date(2026, 10, 31)
SEEDS = range(int(os.environ.get("SAFEAUDIT_TWINS", "8")))
SOFFICE = which("soffice")


def judged(folder):
    """Every obligation, but for where its evidence stands; and how many rows of each table are used."""
    audit = run_audit([folder], AS_AT)
    used = Counter()
    for sheet in audit.extracts.inputs:
        used[sheet.table] += sheet.used
    rows = obligation_table(audit).drop(columns=["evidence"])
    return rows.astype(str).sort_values(list(rows.columns), ignore_index=True), used


def alike(one, other):
    pd.testing.assert_frame_equal(one[0], other[0])
    assert one[1] == other[1]


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    """A synthetic unit: its tables as texts, and what an audit makes of them written plainly."""
    folder = tmp_path_factory.mktemp("clean")
    write_demo(folder / "demo", 40, 5)
    tables = defaultdict(list)
    for path in sorted((folder / "demo").iterdir()):
        for name, rows in _tables_in(path):
            tables[name] += rows[1:] if tables[name] else rows
    for rows in tables.values():
        _number_the_staff(rows)
    (folder / "plain").mkdir()
    for name, rows in tables.items():
        with (folder / "plain" / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    return dict(tables), judged(folder / "plain")


def _number_the_staff(rows):
    """Make staff codes numbers, which spreadsheets take for 1001.0."""
    at = [place for place, name in enumerate(rows[0]) if name in ("staff_code", "from_staff", "to_staff")]
    for row in rows[1:]:
        for place in at:
            row[place] = re.sub(r"^N51A(\d+)$", r"1\1", row[place])


def _tables_in(path: Path):
    if path.suffix == ".csv" and table_of(path.stem):
        with path.open(newline="", encoding="utf-8") as file:
            yield table_of(path.stem), list(csv.reader(file))
    elif path.suffix == ".xlsx":
        book = CalamineWorkbook.from_path(path)
        for name in sorted(TABLES.keys() & set(book.sheet_names)):
            rows = book.get_sheet_by_name(name).to_python()
            yield name, [[cell_text(cell) for cell in row] for row in rows]


@pytest.mark.parametrize("seed", SEEDS)
def test_an_untidy_twin_is_audited_as_the_clean_one(clean, tmp_path, seed):
    tables, expected = clean
    Untidy(seed).write(tables, tmp_path / "untidy")
    alike(judged(tmp_path / "untidy"), expected)


@pytest.mark.parametrize("ending", ["xls", "ods", "xlsm", "xlsb"])
def test_every_kind_of_workbook_is_read_alike(clean, tmp_path, ending):
    if SOFFICE is None or ending == "xlsb":
        pytest.skip(f"LibreOffice cannot write .{ending} here: whether such workbooks are read was NOT tried")
    tables, expected = clean
    folder = tmp_path / "books"
    untidy = Untidy(1)
    untidy.write({}, folder)
    sheets = [(name, [list(row) for row in rows]) for name, rows in tables.items()]
    untidy._workbook(tmp_path / "unit.xlsx", sheets)
    command = [SOFFICE, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", ending]
    subprocess.run([*command, "--outdir", folder, tmp_path / "unit.xlsx"], check=True, timeout=120, capture_output=True)
    alike(judged(folder), expected)
