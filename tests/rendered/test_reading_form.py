"""The reading form as LibreOffice prints it, and after it was filled in and saved there."""

import json
from pathlib import Path

import openpyxl
import pytest

from safeaudit.cli.run import run
from tests.cli.helpers import AS_AT, STEP, UNIT, write

from .programs import pdf_of_workbook, saved_by_libreoffice, text_of


@pytest.fixture(scope="module")
def form(tmp_path_factory) -> Path:
    tmp = tmp_path_factory.mktemp("form")
    unit = write(tmp / "extracts", UNIT)
    options = ["--step", STEP, "--size", "4", "--seed", "1", "--question", "think-child", "--quiet"]
    assert run(["sample", unit, *AS_AT, "--out", str(tmp / "out"), *options]) == 0
    return tmp / "out" / "reading-form.xlsx"


def test_each_case_is_printed_on_a_page_of_its_own(form):
    pages = text_of(pdf_of_workbook(form))
    for crn in ("A000001", "A000002", "A000003", "A000004"):
        (page,) = [text for text in pages[1:] if crn in text]
        assert "OFFICIAL-SENSITIVE" in page and "Reader (staff code)" in page
        assert "does not apply" in page  # the answers to choose from, in print


def test_a_form_saved_by_libreoffice_is_taken_in(form, tmp_path, capsys):
    book = openpyxl.load_workbook(form)
    book["A000003"]["D8"] = "done in time"
    book.save(tmp_path / "filled.xlsx")
    saved = saved_by_libreoffice(tmp_path / "filled.xlsx", "xlsx", tmp_path / "saved")
    capsys.readouterr()
    assert run(["sample", "--read", str(saved), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["counts"]["used"], found["by_step"][0]["pairs"]) == (1, 1)
    assert {row["cell"] for row in found["problems"]} == {"C4", "C5"}  # no reader, no day
