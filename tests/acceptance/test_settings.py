"""An office's settings: benchmarks, calendar and marking, and mistakes in them."""

from datetime import date
from pathlib import Path

import pytest

from safeaudit.audit import run_audit
from safeaudit.errors import PolicyError
from safeaudit.settings import read_settings

CASES = "crn,sentence_date\nZ900001,2026-10-26\n"


@pytest.fixture
def extracts(tmp_path: Path) -> Path:
    folder = tmp_path / "extracts"
    folder.mkdir()
    (folder / "cases.csv").write_text(CASES, "utf-8")
    (folder / "enquiries.csv").write_text("enquiry_ref,crn,point,sent\n", "utf-8")
    return folder


def judged(extracts: Path, tmp_path: Path, text: str, as_at: date = date(2026, 10, 31)) -> tuple[str, str]:
    """Verdict and due of the start of sentence of Monday 26 October 2026 (by default due Monday 2 November)."""
    file = tmp_path / "safeaudit.toml"
    file.write_text(text, "utf-8")
    rows = run_audit([extracts], as_at, settings=read_settings(file)).obligations
    row = rows[rows["step"] == "enq-start-of-sentence"].iloc[0]
    return row["verdict"], f"{row['due']:%Y-%m-%d}" if row["due"] == row["due"] else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("pending", "2026-11-02")),
        ('[benchmarks]\nearliest_opportunity = "2 working days"', ("overdue", "2026-10-28")),
        ('[benchmarks]\nearliest_opportunity = "0 days"', ("overdue", "2026-10-26")),
        ('[benchmarks]\nearliest_opportunity = "none"', ("pending", "")),
        ("[calendar]\nadd = [2026-10-27, 2026-10-28]", ("pending", "2026-11-04")),
    ],
)
def test_what_settings_change(extracts: Path, tmp_path: Path, text: str, expected: tuple[str, str]) -> None:
    assert judged(extracts, tmp_path, text) == expected


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[benchmarks]\nearliest_oportunity = "2 days"', "earliest_oportunity is not the name of a benchmark"),
        ('[benchmarks]\nhandover = "soon"', '"soon" is not a span of time'),
        ("[calendar]\nremove = [2026-10-27]", "not a bank holiday"),
        ("[calender]\n", "calender is not a setting"),
        ("benchmarks = ", "not a TOML file"),
    ],
)
def test_mistakes_in_settings(extracts: Path, tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(PolicyError, match=says):
        judged(extracts, tmp_path, text)
