"""Compares whole processes, in turn: the audit without `--out`, and a script that only reads the same files."""

import compileall
import statistics
import sys
from dataclasses import dataclass
from pathlib import Path

import safeaudit
from benchmarks.generate import extracts
from benchmarks.process import take
from safeaudit.extracts.contract import TABLES

HERE = Path(__file__).parent
AS_AT = "2026-10-31"
RUNS = 11


@dataclass(frozen=True)
class Size:
    """A caseload to time, and how many times the bare read the audit may take."""

    name: str
    cases: int
    at_most: float


SIZES = (Size("unit", 4_000, 5.0), Size("region", 28_000, 3.5))


def main() -> None:
    """Print, for each size, seconds and peak memory of both, and their ratio pair by pair."""
    # As pip does with a program that it installs; Python may have been told not to keep what it compiled.
    compileall.compile_dir(Path(safeaudit.__file__).parent, quiet=1)
    columns = {column.name for table in TABLES.values() for column in table.columns}
    (HERE / "columns.txt").write_text("\n".join(sorted(columns)) + "\n")
    for size in SIZES:
        _compare(size, extracts(size.cases))


def _compare(size: Size, folder: Path) -> None:
    audit = [sys.executable, "-m", "safeaudit", "audit", str(folder), "--as-at", AS_AT]
    bare = [sys.executable, str(HERE / "bare_read.py"), str(folder)]
    pairs = [(take(audit), take(bare)) for _ in range(RUNS + 1)][1:]
    ratios = sorted(ours.wall / theirs.wall for ours, theirs in pairs)
    rows = sum(path.read_bytes().count(b"\n") - 1 for path in folder.glob("contacts*.csv"))
    peak = max(ours.memory for ours, _ in pairs)
    limit = 300 + 60 * rows / 1_000_000
    print(f"{size.name}: {size.cases:,} cases, {rows:,} contacts, {RUNS} pairs after one not counted")
    print(f"  audit      {statistics.median(ours.wall for ours, _ in pairs):6.2f} s (median), peak {peak:.0f} MB")
    print(f"  bare read  {statistics.median(theirs.wall for _, theirs in pairs):6.2f} s (median)")
    spread = f"{ratios[0]:.2f} to {ratios[-1]:.2f}"
    print(f"  ratio      {statistics.median(ratios):6.2f} (median; {spread}), wanted {size.at_most}")
    print(f"  memory     {peak:6.0f} MB, wanted {limit:.0f}")


if __name__ == "__main__":
    main()
