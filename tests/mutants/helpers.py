"""What an audit tells of a drawn history beyond its verdicts."""

import csv
from datetime import date
from pathlib import Path
from typing import NamedTuple

from safeaudit.audit import Audit, run_audit
from safeaudit.packs.histories import read_histories
from safeaudit.settings import Settings


class Told(NamedTuple):
    """One obligation."""

    verdict: str
    reason: str
    evidence: str


def audited(drawn: str, folder: Path, benchmarks: dict[str, str] | None = None) -> Audit:
    """The audit of tables drawn as in the packs' histories, under a line `As at: …`, with an office's benchmarks."""
    (folder / "drawn.txt").write_text(f"History: one\n{drawn}\nExpect: none\nBecause: none\n", encoding="utf-8")
    (history,) = read_histories(folder / "drawn.txt")
    extracts = folder / "extracts"
    extracts.mkdir()
    for table, rows in history.tables.items():
        with (extracts / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    settings = Settings(benchmarks=benchmarks or {})
    return run_audit([extracts], date.fromisoformat(history.as_at), settings=settings)


def told(step: str, drawn: str, folder: Path, benchmarks: dict[str, str] | None = None) -> list[Told]:
    """For each obligation of a step its verdict, its reason and its evidence."""
    audit = audited(drawn, folder, benchmarks)
    rows = audit.obligations[audit.obligations["step"] == step].reset_index(drop=True)
    return [Told(*each) for each in zip(rows["verdict"], audit.reasons(rows), audit.evidence(rows), strict=True)]
