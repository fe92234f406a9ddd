"""Times the workbook: whole audits of one caseload with `--out`, without the workbook and with it, in turn."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from benchmarks.generate import extracts

AS_AT = "2026-10-31"
CASES, RUNS = 6_600, 3
WANTED_SECONDS, WANTED_MEMORY = 20, 400
EXCEPTIONS = ["overdue", "breached", "late"]


@dataclass(frozen=True)
class Took:
    """What one process took: seconds by the clock, seconds of computing, peak memory in MiB."""

    wall: float
    computing: float
    memory: float


def main() -> None:
    """Print what an audit takes with the workbook and without, and what the workbook holds."""
    folder = extracts(CASES)
    out = Path(tempfile.mkdtemp()) / "out"
    command = [sys.executable, "-m", "safeaudit", "audit", str(folder), "--as-at", AS_AT, "--quiet", "--force"]
    command += ["--out", str(out)]
    pairs = [(_run([*command, "--no-workbook"]), _run(command)) for _ in range(RUNS)]
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


def _run(command: list[str]) -> Took:
    started = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return Took(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


if __name__ == "__main__":
    main()
