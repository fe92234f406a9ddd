"""Runs a process and measures it."""

import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Took:
    """What one process took: seconds by the clock, seconds of computing, peak memory in MiB; and what it printed."""

    wall: float
    computing: float
    memory: float
    printed: str


def take(command: Sequence[str]) -> Took:
    """Run a process to its end; SystemExit where it fails."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as printed:
        process = subprocess.Popen(command, stdout=printed, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        printed.seek(0)
        text = printed.read().decode()
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return Took(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, text)
