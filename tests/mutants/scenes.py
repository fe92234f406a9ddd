"""The caseloads on which a mutant is tried, read once, each with the answers of the reference."""

from __future__ import annotations

import hashlib
import pickle
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

import numpy as np
import pandas as pd

from safeaudit.audit import WANTED_CODES
from safeaudit.caseload.caseload import Caseload as Held
from safeaudit.caseload.caseload import build_caseload, number_rows
from safeaudit.errors import ExtractError
from safeaudit.extracts.read import read_extracts
from safeaudit.packs.histories import History, read_histories
from safeaudit.packs.load import PACKS, load_pack
from safeaudit.packs.schema import Pack
from safeaudit.replay.replay import PolicyReplay
from tests.histories.test_histories import otherwise, shown
from tests.reference.caseload import REQUIRED, UNUSABLE, Caseload
from tests.reference.compare import crn_of
from tests.reference.evaluate import evaluate
from tests.reference.generate import generate, write_csv
from tests.reference.needs import not_assessed

# step, CRN, event, subject, trigger, verdict, due, done, basis; days as numbers, blank a very small one.
Row = tuple[str, str, int, str, int, str, int, int, str]
NO_DAY = np.datetime64("NaT", "D").astype(np.int64).item()
PACK = load_pack("hmpps")
STEPS = [step.id for step in PACK.steps]

CLEAN = [("2026-04-07", 21, 300), ("2025-12-29", 22, 250), ("2024-02-29", 23, 250), ("2026-03-02", 24, 250),
         ("2025-06-30", 25, 250), ("2026-10-31", 26, 250)]  # fmt: skip
SPOILT = [("2026-04-07", 31, 120), ("2025-12-29", 32, 120), ("2026-03-02", 33, 120), ("2026-10-31", 34, 120)]
# `tracker_match` set to none is read in two ways (README.md), so it always keeps a value.
NAMES = sorted(set(PACK.benchmarks) - {"tracker_match"})
OTHER_BENCHMARKS: list[dict[str, str]] = [
    dict.fromkeys(NAMES, "none"),
    dict.fromkeys(NAMES[::2], "none") | {"tracker_match": "1 day"},
    dict.fromkeys(NAMES[1::2], "none") | {"tracker_match": "1 week"},
    {name: f"{2 + number % 5} {'weeks' if number % 3 else 'days'}" for number, name in enumerate(PACK.benchmarks)},
    dict.fromkeys(("psr_window", "curfew_window", "pre_release_window", "handover_window"), "2 days"),
]
PARTIAL = 40  # caseloads that lack tables or columns


@dataclass(frozen=True)
class Scene:
    """A caseload, and what the reference says of it, step by step."""

    name: str
    caseload: Held
    benchmarks: Mapping[str, str]
    expected: Mapping[str, frozenset[Row]]
    not_assessed: frozenset[str]
    unreadable: bool
    said: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Drawn:
    """A drawn history, read."""

    step: str
    history: History
    caseload: Held
    said: Mapping[str, bytes] = field(default_factory=dict)


def scenes() -> Iterator[Scene]:
    """All of them: whole ones, ones with unreadable cells, other benchmarks, missing tables and columns."""
    for as_at, seed, cases in CLEAN:
        yield scene(f"clean {seed}", readable(generate(seed, cases, date.fromisoformat(as_at))), as_at)
    for as_at, seed, cases in SPOILT:
        yield scene(f"unreadable {seed}", generate(seed, cases, date.fromisoformat(as_at)), as_at)
    for number, benchmarks in enumerate(OTHER_BENCHMARKS):
        whole = readable(generate(41 + number, 100, date(2026, 4, 7)))
        yield scene(f"benchmarks {number}", whole, "2026-04-07", benchmarks)
    for number in range(PARTIAL):
        yield scene(f"partial {number}", partial(number), "2026-03-02")


def scene(name: str, caseload: Caseload, as_at: str, benchmarks: Mapping[str, str] | None = None) -> Scene:
    """The caseload written as extracts and read back, with the reference's answers."""
    benchmarks, day = benchmarks or {}, date.fromisoformat(as_at)
    with TemporaryDirectory() as folder:
        write_csv(caseload, Path(folder))
        extracts = read_extracts([Path(folder)], wanted_codes=WANTED_CODES)
    held = build_caseload(number_rows(extracts.tables), day)
    ours = {key: None if text == "none" else text for key, text in benchmarks.items()}
    by_step: dict[str, set[Row]] = {step: set() for step in STEPS}
    for said in evaluate(caseload, day, ours):
        key = (said.step, crn_of(said), -1 if said.event_number is None else said.event_number)
        told = said.verdict != "not assessable"
        answer = (said.verdict, number_of(said.due), number_of(said.done_on), said.basis)
        row = (*key, said.subject or "", number_of(said.trigger_on), *(answer if told else (said.verdict, 0, 0, "")))
        by_step[said.step].add(row)
    expected = {step: frozenset(rows) for step, rows in by_step.items()}
    left_out = frozenset(not_assessed(caseload))
    return Scene(name, held, benchmarks, expected, left_out, bool(len(held.rows.unusable)))


def all_agreed() -> list[Scene]:
    """Every scene, without the steps on which the unchanged engine and the reference differ, which are printed."""
    whole = kept("scenes", [*CODE, "tests/reference", "tests/mutants/scenes.py"], lambda: list(scenes()))
    found = []
    for each in whole:
        apart = [step for step in STEPS if disagrees(each, [step])] if disagrees(each, STEPS) else []
        if apart:
            print(f"engine and reference differ, left out: {each.name}: {', '.join(apart)}", flush=True)
        expected = {step: each.expected[step] for step in STEPS if step not in apart}
        found.append(replace(each, expected=expected, said=said(replayed(each, expected))))
    return found


def sound_histories() -> list[Drawn]:
    """Every drawn history that holds for the unchanged engine; the others are printed."""
    found = []
    for drawn in kept(
        "histories", [*CODE, "safeaudit/packs", "tests/mutants/scenes.py"], lambda: list(drawn_histories())
    ):
        if fails(drawn):
            print("fails unchanged, left out:", drawn.step, drawn.history.title, flush=True)
        else:
            found.append(replace(drawn, said=said(replayed_history(drawn))))
    return found


CODE = ("safeaudit/extracts", "safeaudit/caseload")


def kept(name: str, rests_on: Iterable[str], make: Callable[[], list[Any]]) -> list[Any]:
    """What takes long to make, kept in the temporary folder until a file that it rests on changes."""
    files = sorted(file for path in map(Path, rests_on) for file in ([path] if path.is_file() else path.rglob("*.*")))
    content = b"".join(
        str(file).encode() + file.read_bytes() for file in files if file.suffix in (".py", ".toml", ".txt", ".csv")
    )
    keeping = Path(gettempdir()) / f"safeaudit-mutants-{name}-{hashlib.sha256(content).hexdigest()[:16]}.pickle"
    if not keeping.exists():
        keeping.write_bytes(pickle.dumps(make()))
    return pickle.loads(keeping.read_bytes())


def number_of(day: date | None) -> int:
    return NO_DAY if day is None else (day - date(1970, 1, 1)).days


def readable(caseload: Caseload) -> Caseload:
    """The same caseload with blanks for its unreadable cells; rows that this leaves without any date go."""
    tables = {
        name: [{column: None if cell is UNUSABLE else cell for column, cell in row.items()} for row in rows]
        for name, rows in caseload.items()
    }
    return Caseload(tables, caseload.columns)


def partial(seed: int) -> Caseload:
    """A small caseload without some tables, and without some columns of the others."""
    draw = random.Random(seed)
    whole = readable(generate(500 + seed, 30, date(2026, 3, 2)))
    tables = {name: rows for name, rows in whole.items() if name == "cases" or draw.random() < 0.85}
    columns = {}
    for name in tables:
        optional = sorted(whole.columns[name] - set(REQUIRED[name]))
        gone = {column for column in optional if draw.random() < draw.choice((0.0, 0.1, 0.3))}
        if name in ("enquiries", "referrals") and draw.random() < 0.5:
            gone = set()  # often left whole, since many steps rest on them
        # Without event_number the rows of a CRN would be repeats, which the reader takes out.
        columns[name] = whole.columns[name] - gone | ({"event_number"} if name == "cases" else set())
        tables[name] = [
            {key: cell for key, cell in row.items() if key in columns[name] or key[0] == "_"} for row in tables[name]
        ]
    if "contacts" in tables and "outcome" not in columns["contacts"]:
        tables["contacts"] = [row | {"_no_outcome_column": True} for row in tables["contacts"]]
    without_twins(tables)
    return Caseload(tables, columns)


def without_twins(tables: dict[str, list[dict]]) -> None:
    """Rows of the trackers left without any date, and rows that now say the same, go: the reader takes them out."""
    dates = {"enquiries": ("sent", "not_made_on"), "referrals": ("identified_at", "sent_at")}
    for name, rows in tables.items():
        kept: dict[tuple, dict] = {}
        for row in rows:
            if any(row.get(column) is not None for column in dates.get(name, row)):
                kept.setdefault(tuple(sorted((key, str(cell)) for key, cell in row.items())), row)
        tables[name] = list(kept.values())


# --- what a mutant says ----------------------------------------------------------------------------------------------


def disagrees(scene: Scene, steps: Iterable[str]) -> bool:
    """Whether the engine that is now imported answers otherwise than the reference, for these of the scene's steps."""
    from safeaudit.replay.obligations import tabulate

    wanted = scene.expected.keys() & set(steps)
    judging = replayed(scene, wanted)
    if all(same == scene.said.get(step, b"") for step, same in said(judging).items()):
        return False
    if set(judging.not_assessed) != scene.not_assessed & wanted:
        return True
    expected = frozenset().union(*(scene.expected[step] for step in wanted))
    if not judging.judged:
        return bool(expected)
    found = rows_of(tabulate(judging.known, judging.judged, "hmpps"))
    return len(found) != len(expected) or set(found) != expected


def rows_of(table: pd.DataFrame) -> list[Row]:
    """The engine's obligations, in the words of the reference."""
    told = (table["verdict"] != "not assessable").to_numpy()

    def words(column: str) -> list[Any]:
        return table[column].astype(object).where(table[column].notna(), "").tolist()

    def days(column: str, shown: np.ndarray | None = None) -> list[int]:
        numbers = table[column].to_numpy().astype("datetime64[D]").astype(np.int64)
        return (numbers if shown is None else np.where(shown, numbers, 0)).tolist()

    basis = np.where(told, table["basis"].astype(object), "").tolist()
    event = table["event_number"].fillna(-1).astype(int).tolist()
    keys = (words("step"), words("crn"), event, words("subject"), days("trigger_on"))
    return list(zip(*keys, words("verdict"), days("due", told), days("done_on", told), basis, strict=True))


def drawn_histories() -> Iterator[Drawn]:
    """Every drawn history of the core pack, read."""
    for path in sorted(PACKS.glob("hmpps/*/*.histories.txt")):
        for history in read_histories(path):
            with TemporaryDirectory() as folder, suppress(ExtractError):
                for table, rows in history.tables.items():
                    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
                    (Path(folder) / f"{table}.csv").write_text(text, encoding="utf-8")
                extracts = read_extracts([Path(folder)], wanted_codes=WANTED_CODES)
                held = build_caseload(number_rows(extracts.tables), date.fromisoformat(history.as_at))
                yield Drawn(path.name.removesuffix(".histories.txt"), history, held)


def fails(drawn: Drawn) -> bool:
    """Whether the engine that is now imported judges a drawn history otherwise than by hand."""
    from safeaudit.replay.obligations import tabulate

    judging, expected = replayed_history(drawn), drawn.history.expected
    if drawn.said and said(judging) == drawn.said:
        return False
    if judging.not_assessed:
        return expected != [{"verdict": "not assessed"}]
    rows = tabulate(judging.known, judging.judged, "hmpps").to_dict("records")
    found = [shown(row) | {"otherwise": otherwise(judging.judged[0], row)} for row in rows]
    if len(found) != len(expected):
        return True
    return any(row[key] != value for row, named in zip(found, expected, strict=True) for key, value in named.items())


def replayed(scene: Scene, steps: Iterable[str]) -> PolicyReplay:
    """The replay of a scene by the engine that is now imported."""
    return replayed_caseload(scene.caseload, scene.benchmarks, steps)


def replayed_history(drawn: Drawn) -> PolicyReplay:
    """The replay of a drawn history's step by the engine that is now imported."""
    from safeaudit.packs.readings import turned

    pack = turned(PACK, {drawn.step: drawn.history.read_as})
    return replayed_caseload(drawn.caseload, drawn.history.benchmarks, [drawn.step], pack)


def replayed_caseload(
    caseload: Held, benchmarks: Mapping[str, str], steps: Iterable[str], pack: Pack = PACK
) -> PolicyReplay:
    """The replay of some steps by the engine that is now imported."""
    from safeaudit.clock.calendar import Calendar
    from safeaudit.facts.known import Known
    from safeaudit.replay.replay import benchmarks_of, replay

    wanted = set(steps)
    pack = pack.model_copy(update={"steps": [step for step in pack.steps if step.id in wanted]})
    return replay(Known(caseload, Calendar.england_and_wales(), benchmarks_of(PACK, benchmarks)), pack)


def said(judging: PolicyReplay) -> dict[str, bytes]:
    """For each step what it says, in bytes: where they are those of the unchanged engine, nothing need be compared."""
    found = dict.fromkeys(judging.not_assessed, b"not assessed")
    for step in judging.judged:
        rows = step.verdict != 7
        told = rows & (step.verdict != 6)
        columns = [step.verdict[rows], step.falls.case[rows], step.falls.event[rows], step.falls.trigger[rows]]
        columns += [step.due.day[told], step.done.day[told], step.due.benchmark[told]]
        subject = "\n".join(step.subject.strings()[rows]).encode()
        found[step.step.id] = b"|".join([*(np.ascontiguousarray(column).tobytes() for column in columns), subject])
    return found
