"""What mutants are tried on: caseloads with the answers of the reference, and the drawn histories, read once."""

from __future__ import annotations

import csv
import hashlib
import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

import numpy as np

from safeaudit.audit import WANTED_CODES
from safeaudit.caseload.caseload import Caseload as Held
from safeaudit.caseload.caseload import build_caseload, number_rows
from safeaudit.extracts.read import read_extracts
from safeaudit.packs.histories import History
from safeaudit.packs.load import load_pack
from tests.reference.caseload import Caseload
from tests.reference.compare import crn_of
from tests.reference.evaluate import evaluate
from tests.reference.generate import generate, write_csv
from tests.reference.left_out import an_office, readable, with_columns_left_out
from tests.reference.needs import not_assessed

# step, CRN, event, subject, trigger, verdict, due, done, basis; days as numbers, blank a very small one.
Row = tuple[str, str, int, str, int, str, int, int, str]
NO_DAY = np.datetime64("NaT", "D").astype(np.int64).item()
PACK = load_pack("hmpps")
STEPS = [step.id for step in PACK.steps]

CLEAN = [("2026-04-07", 21, 300), ("2025-12-29", 22, 250), ("2024-02-29", 23, 250), ("2026-03-02", 24, 250),
         ("2025-06-30", 25, 250), ("2026-10-31", 26, 250)]  # fmt: skip
SPOILT = [("2026-04-07", 31, 120), ("2025-12-29", 32, 120), ("2026-03-02", 33, 120), ("2026-10-31", 34, 120)]
OFFICES = 6  # caseloads of offices with other benchmarks, or none
LEFT_OUT = 30  # caseloads without some tables and columns
# What the pickled scenes rest on.
RESTS_ON = ("safeaudit/extracts", "safeaudit/caseload", "tests/reference", "tests/mutants/scenes.py")


@dataclass(frozen=True)
class Scene:
    """A caseload, and what the reference says of it, step by step.

    `said`: what the unchanged engine says of the steps that were made ready; `agreed`: those of them on which it
    agrees with the reference.
    """

    name: str
    caseload: Held
    benchmarks: Mapping[str, str]
    expected: Mapping[str, frozenset[Row]]
    not_assessed: frozenset[str]
    unreadable: bool
    said: dict[str, bytes] = field(default_factory=dict)
    agreed: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Drawn:
    """A drawn history, read, and what the unchanged engine says of it."""

    step: str
    history: History
    caseload: Held
    said: dict[str, bytes] = field(default_factory=dict)


def scenes() -> list[Scene]:
    """All of them, kept in the temporary folder until a file that they rest on changes."""
    files = sorted(file for path in map(Path, RESTS_ON) for file in ([path] if path.is_file() else path.rglob("*.*")))
    content = b"".join(str(file).encode() + file.read_bytes() for file in files if file.suffix in (".py", ".csv"))
    keeping = Path(gettempdir()) / f"safeaudit-mutants-{hashlib.sha256(content).hexdigest()[:16]}.pickle"
    if not keeping.exists():
        keeping.write_bytes(pickle.dumps(list(made_scenes())))
    return pickle.loads(keeping.read_bytes())


def made_scenes() -> Iterator[Scene]:
    """Whole ones, ones with unreadable cells, other benchmarks, missing tables and columns."""
    for as_at, seed, cases in CLEAN:
        yield scene(f"clean {seed}", readable(generate(seed, cases, date.fromisoformat(as_at))), as_at)
    for as_at, seed, cases in SPOILT:
        yield scene(f"unreadable {seed}", generate(seed, cases, date.fromisoformat(as_at)), as_at)
    for number in range(OFFICES):
        whole = readable(generate(41 + number, 100, date(2026, 4, 7)))
        yield scene(f"office {number}", whole, "2026-04-07", an_office(number))
    for number in range(LEFT_OUT):
        lacking = with_columns_left_out(generate(500 + number, 30, date(2026, 3, 2)), number)
        yield scene(f"left out {number}", lacking, "2026-03-02")


def scene(name: str, caseload: Caseload, as_at: str, benchmarks: Mapping[str, str] | None = None) -> Scene:
    """The caseload written as extracts and read back, with the reference's answers."""
    benchmarks, day = dict(benchmarks or {}), date.fromisoformat(as_at)
    with TemporaryDirectory() as folder:
        write_csv(caseload, Path(folder))
        extracts = read_extracts([Path(folder)], wanted_codes=WANTED_CODES)
    held = build_caseload(number_rows(extracts.tables), day)
    by_step: dict[str, set[Row]] = {step: set() for step in STEPS}
    for said in evaluate(caseload, day, benchmarks):
        key = (said.step, crn_of(said), -1 if said.event_number is None else said.event_number)
        told = said.verdict != "not assessable"
        answer = (said.verdict, number_of(said.due), number_of(said.done_on), said.basis)
        row = (*key, said.subject or "", number_of(said.trigger_on), *(answer if told else (said.verdict, 0, 0, "")))
        by_step[said.step].add(row)
    expected = {step: frozenset(rows) for step, rows in by_step.items()}
    return Scene(name, held, benchmarks, expected, frozenset(not_assessed(caseload)), bool(len(held.rows.unusable)))


def read(history: History) -> Held:
    """The caseload of a drawn history."""
    with TemporaryDirectory() as folder:
        for table, rows in history.tables.items():
            with (Path(folder) / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(rows)
        extracts = read_extracts([Path(folder)], wanted_codes=WANTED_CODES)
    return build_caseload(number_rows(extracts.tables), date.fromisoformat(history.as_at))


def number_of(day: date | None) -> int:
    return NO_DAY if day is None else (day - date(1970, 1, 1)).days
