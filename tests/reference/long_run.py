"""A long run of engine against reference: `python -m tests.reference.long_run 100000` (cases in all)."""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from .compare import disagreements
from .generate import generate
from .test_agreement import DAYS

AT_ONCE = 2_000


def main(cases: int) -> None:
    """Print a line for each batch, every disagreement, and the totals."""
    started, total, differing = time.perf_counter(), 0, 0
    for seed in range(100, 100 + cases // AT_ONCE):
        as_at = date.fromisoformat(DAYS[seed % len(DAYS)])
        with tempfile.TemporaryDirectory() as folder:
            obligations, lines = disagreements(generate(seed, AT_ONCE, as_at), as_at, Path(folder))
        total, differing = total + obligations, differing + len(lines)
        print(
            f"seed {seed}, as at {as_at}: {obligations:,} obligations, {len(lines)} disagreements", *lines, sep="\n  "
        )
    print(f"{cases:,} cases, {total:,} obligations, {differing} disagreements, {time.perf_counter() - started:,.0f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]))
