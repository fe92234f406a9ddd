"""The engine and the plain second implementation agree on every obligation of thousands of random, boundary-heavy
cases."""

from datetime import date
from pathlib import Path

import pytest

from .compare import disagreements
from .generate import generate
from .left_out import an_office, with_columns_left_out

# A Saturday, the day after Easter Monday, the day after Boxing Day's substitute, a leap day, a Monday, a month's end.
DAYS = ["2026-10-31", "2026-04-07", "2025-12-29", "2024-02-29", "2026-03-02", "2025-06-30"]


@pytest.mark.parametrize("as_at", DAYS)
@pytest.mark.parametrize("seed", [1, 2])
def test_engine_and_reference_agree(seed: int, as_at: str, tmp_path: Path) -> None:
    day = date.fromisoformat(as_at)
    obligations, differing = disagreements(generate(seed, 400, day), day, tmp_path)
    assert obligations > 3_000
    assert differing == []


@pytest.mark.parametrize("seed", range(12))
def test_they_agree_where_tables_and_columns_are_left_out(seed: int, tmp_path: Path) -> None:
    day = date.fromisoformat(DAYS[seed % len(DAYS)])
    caseload = with_columns_left_out(generate(300 + seed, 40, day), seed)
    assert disagreements(caseload, day, tmp_path)[1] == []


@pytest.mark.parametrize("seed", range(6))
def test_they_agree_on_an_office_with_other_benchmarks(seed: int, tmp_path: Path) -> None:
    day = date.fromisoformat(DAYS[seed % len(DAYS)])
    obligations, differing = disagreements(generate(400 + seed, 120, day), day, tmp_path, an_office(seed))
    assert obligations > 900
    assert differing == []
