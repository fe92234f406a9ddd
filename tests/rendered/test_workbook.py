"""The workbook as LibreOffice shows it, standing in for Excel."""

import shutil
from pathlib import Path

import pytest

from .programs import pdf_of_workbook, text_of

FIRST_LINES = [
    "Child safeguarding audit as at Sat 31 Oct 2026",
    "Exceptions:",
    "Due next:",
    "Child protection plans:",
    "Enquiries outstanding:",
    "Response times",
    "Training:",
    "Exceptions by team",
    "Not assessable:",
    "Data problems:",
    "Steps and rates",
    "By inspection question",
    "About this audit",
]


@pytest.fixture(scope="module")
def pages(sample_output, tmp_path_factory) -> list[str]:
    book = shutil.copy(sample_output / "exceptions.xlsx", tmp_path_factory.mktemp("book"))
    return text_of(pdf_of_workbook(Path(book)))


def test_every_sheet_is_shown_in_its_order_under_the_marking(pages):
    lines = [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]
    assert {page[0] for page in lines} == {"OFFICIAL-SENSITIVE"}
    titles = list(dict.fromkeys(page[1] for page in lines))
    assert [title for title, first in zip(titles, FIRST_LINES, strict=True) if not title.startswith(first)] == []


def test_no_number_or_date_is_wider_than_its_column(pages):
    assert not [page for page in pages if "###" in page]
