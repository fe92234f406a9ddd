from pathlib import Path

import pytest

from safeaudit.cli.run import run

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def sample_output(tmp_path_factory) -> Path:
    """The output folder of an audit of the sample unit."""
    out = tmp_path_factory.mktemp("rendered") / "out"
    assert run(["audit", str(ROOT / "sample_data"), "--as-at", "2026-10-31", "--out", str(out), "--quiet"]) == 0
    return out
