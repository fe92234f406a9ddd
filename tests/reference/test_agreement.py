"""The engine and the plain second implementation agree on every obligation of thousands of random, boundary-heavy
cases."""

from datetime import date
from pathlib import Path

import pytest

from .compare import disagreements

# A Saturday, the day after Easter Monday, the day after Boxing Day's substitute, a leap day, a Monday, a month's end.
DAYS = ["2026-10-31", "2026-04-07", "2025-12-29", "2024-02-29", "2026-03-02", "2025-06-30"]


@pytest.mark.parametrize("as_at", DAYS)
@pytest.mark.parametrize("seed", [1, 2])
def test_engine_and_reference_agree(seed: int, as_at: str, tmp_path: Path) -> None:
    obligations, differing = disagreements(seed, 400, date.fromisoformat(as_at), tmp_path)
    assert obligations > 3_000
    assert differing == []
