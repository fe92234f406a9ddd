"""The programs that show the workbook and the page as people see them; a test without its program skips loudly."""

import json
import os
import re
import shutil
import subprocess
import warnings
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
AXE = Path(os.environ.get("AXE_CORE", ROOT / ".tools" / "node_modules" / "axe-core" / "axe.min.js"))
CHROMIUM = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--hide-scrollbars"),
]


def program(*names: str) -> str:
    """The path of a program by the first of its names that is there; skips the test, loudly, without one."""
    found = next(filter(None, map(shutil.which, names)), None)
    if not found:
        skip_loudly(f"{names[0]} is not installed, so what it shows was not looked at (.ci/run installs it)")
    return str(found)


def skip_loudly(why: str) -> None:
    warnings.warn(why, stacklevel=3)
    pytest.skip(why)


def chromium(page: Path, *options: str) -> str:
    """Load a page in headless Chromium, with a profile of its own; gives what it prints."""
    command = [program("chromium", "chromium-browser", "google-chrome"), *CHROMIUM]
    profile = f"--user-data-dir={page.parent / 'profile'}"
    done = subprocess.run(
        [*command, profile, *options, page.as_uri()], capture_output=True, text=True, timeout=120, check=True
    )
    return done.stdout


def axe(page: Path) -> dict:
    """What axe-core finds wrong with a page, run inside it."""
    if not AXE.is_file():
        skip_loudly(f"axe-core is not at {AXE}, so accessibility was not checked (make tools installs it)")
    run = "axe.run().then(r => { document.body.innerHTML = ''; document.body.textContent = JSON.stringify(r); });"
    html = page.read_text("utf-8").replace(
        "</body>", f"<script>{AXE.read_text('utf-8')}</script><script>{run}</script></body>"
    )
    beside = page.with_name("with-axe.html")
    beside.write_text(html, "utf-8")
    shown = chromium(beside, "--virtual-time-budget=20000", "--dump-dom")
    found = re.search(r"<body>(\{.*\})</body>", shown, re.DOTALL)
    assert found, "axe-core gave no answer"
    return json.loads(found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


def pdf_of_page(page: Path) -> Path:
    """The page as Chromium prints it."""
    pdf = page.with_suffix(".pdf")
    chromium(page, "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
    return pdf


def pdf_of_workbook(workbook: Path) -> Path:
    """The workbook as LibreOffice prints it, in place of Excel."""
    return saved_by_libreoffice(workbook, "pdf", workbook.parent)


def saved_by_libreoffice(workbook: Path, kind: str, folder: Path) -> Path:
    """The workbook opened in LibreOffice and saved as another kind of file (pdf, xlsx, ods) in a folder."""
    office = program("soffice", "libreoffice")
    profile = f"-env:UserInstallation={(workbook.parent / 'office').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", kind, "--outdir", folder, workbook],
        capture_output=True,
        timeout=300,
        check=True,
    )
    return folder / workbook.with_suffix(f".{kind}").name


def text_of(pdf: Path) -> list[str]:
    """The text of each page of a PDF."""
    done = subprocess.run(
        [program("pdftotext"), "-layout", pdf, "-"], capture_output=True, text=True, timeout=120, check=True
    )
    return done.stdout.rstrip("\f").split("\f")
