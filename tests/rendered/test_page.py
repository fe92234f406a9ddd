"""`report.html` in headless Chromium: two printed pages, no violation that axe-core knows, nothing from elsewhere."""

import re
import shutil
import struct
from pathlib import Path

import pandas as pd
import pytest

from safeaudit.cli.run import run
from safeaudit.reports.page.places import MOST

from .programs import axe, chromium, pdf_of_page, text_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def page(sample_output, tmp_path) -> Path:
    return Path(shutil.copy(sample_output / "report.html", tmp_path))


def test_prints_on_two_pages(page):
    pages = text_of(pdf_of_page(page))
    assert len(pages) == 2
    assert "Rates by theme" in pages[0]
    assert "How this was made" in pages[1]


def test_fourteen_teams_with_long_names_an_earlier_audit_and_filters_still_print_on_two_pages(tmp_path):
    unit = tmp_path / "unit"
    shutil.copytree(ROOT / "sample_data", unit)
    cases = pd.read_csv(unit / "cases.csv", dtype="str")
    number = (cases.index % MOST).astype(str).str.zfill(2)
    cases = cases.assign(team="Sentence management and court, team " + number, pdu="Knowsley, St Helens and Halton")
    cases.to_csv(unit / "cases.csv", index=False)
    themes = [part for theme in ("enquiries", "referrals", "home visits", "court") for part in ("--theme", theme)]
    options = ["--history", str(tmp_path / "history.sqlite"), "--no-workbook", "--quiet", *themes]
    for day in ("2026-09-30", "2026-10-31"):
        assert run(["audit", str(unit), "--as-at", day, "--out", str(tmp_path / day), *options]) == 0
    pages = text_of(pdf_of_page(tmp_path / "2026-10-31" / "report.html"))
    assert len(pages) == 2
    assert "team 13" in pages[1]
    assert "Last audit" in pages[0]


def test_axe_core_finds_no_violation(page):
    found = axe(page)
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []
    # Rules that looked at something, so that an empty page would not pass.
    assert {"color-contrast", "svg-img-alt", "document-title"} <= {rule["id"] for rule in found["passes"]}


def test_axe_core_would_find_a_violation(page):
    page.write_text(page.read_text("utf-8").replace(' role="img"', "").replace('lang="en-GB"', ""), "utf-8")
    assert "html-has-lang" in {v["id"] for v in axe(page)["violations"]}


def test_shows_itself_on_a_narrow_and_a_wide_screen(page):
    for width in (400, 1200):
        picture = page.with_name(f"{width}.png")
        chromium(page, f"--window-size={width},1600", f"--screenshot={picture}")
        assert struct.unpack(">II", picture.read_bytes()[16:24]) == (width, 1600)


def test_needs_neither_network_nor_script(sample_output):
    text = (sample_output / "report.html").read_text("utf-8")
    assert not re.search(r"<script|<link|<img|<iframe|\bsrc=|\bhref=|url\(|@import|http:|https:|\son\w+=", text)
