"""Synthetic extracts for the benchmarks, written once to `benchmarks/data/` (which git ignores) and kept."""

from pathlib import Path

from safeaudit.demo import write_demo

DATA = Path(__file__).parent / "data"
SEED = 2026


def extracts(cases: int) -> Path:
    """Give a folder of extracts for so many cases, writing it if it is not there yet."""
    folder = DATA / f"{cases}-cases"
    if not folder.exists():
        write_demo(folder, cases, SEED)
    return folder
