"""Times the workbook: whole audits of one caseload with `--out`, without the workbook and with it, in turn."""

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

import pandas as pd

from benchmarks.generate import extracts
from benchmarks.process import take

AS_AT = "2026-10-31"
CASES, RUNS = 6_600, 3
WANTED_SECONDS, WANTED_MEMORY = 20, 400
EXCEPTIONS = ["overdue", "breached", "late"]


def main() -> None:
    """Print what an audit takes with the workbook and without, and what the workbook holds."""
    folder = extracts(CASES)
    out = Path(tempfile.mkdtemp()) / "out"
    command = [sys.executable, "-m", "safeaudit", "audit", str(folder), "--as-at", AS_AT, "--quiet", "--force"]
    command += ["--out", str(out)]
    pairs = [(take([*command, "--no-workbook"]), take(command)) for _ in range(RUNS)]
    verdicts = pd.read_csv(out / "obligations.csv", usecols=["verdict"])["verdict"]
    exceptions = int(verdicts.isin(EXCEPTIONS).sum())
    size = (out / "exceptions.xlsx").stat().st_size / 1e6
    shutil.rmtree(out.parent)
    print(f"{len(verdicts):,} obligations, {exceptions:,} exceptions; workbook of {size:.1f} MB; {RUNS} pairs")
    for name, runs in (("without the workbook", [a for a, _ in pairs]), ("with it", [b for _, b in pairs])):
        wall, computing = (statistics.median(getattr(run, what) for run in runs) for what in ("wall", "computing"))
        peak = max(run.memory for run in runs)
        print(f"  {name:21} {wall:6.1f} s by the clock, {computing:6.1f} s of computing (medians), peak {peak:.0f} MB")
    print(f"  wanted of 100,000 obligations with 20,000 exceptions: {WANTED_SECONDS} s, {WANTED_MEMORY} MB")


if __name__ == "__main__":
    main()
