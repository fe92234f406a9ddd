"""What the engine that is now imported says of the scenes and histories: the unchanged one first, then each mutant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from safeaudit.caseload.caseload import Caseload as Held
from safeaudit.errors import ExtractError
from safeaudit.packs.histories import drawn_histories
from safeaudit.packs.readings import turned
from tests.histories.test_histories import otherwise, shown
from tests.mutants.scenes import PACK, Drawn, Row, Scene, read

if TYPE_CHECKING:
    from safeaudit.replay.replay import PolicyReplay


def make_ready(scene: Scene, steps: Iterable[str]) -> None:
    """Note what the unchanged engine says of some steps; those on which it differs from the reference are printed."""
    new = [step for step in steps if step not in scene.said]
    judging = replayed(scene, new)
    scene.said.update(dict.fromkeys(new, b"") | said(judging))
    differing = [step for step in new if differs(scene, [step])] if other_answers(scene, new, judging) else []
    if differing:
        print(f"engine and reference differ, left out: {scene.name}: {', '.join(differing)}", flush=True)
    scene.agreed.update(set(new) - set(differing))


def histories_of(step: str) -> list[Drawn]:
    """The drawn histories of a step that hold for the unchanged engine; the others are printed."""
    found = []
    for history in drawn_histories("hmpps", step):
        with suppress(ExtractError):
            drawn = Drawn(step, history, read(history))
            judging = replayed_history(drawn)
            if judged_wrongly(drawn, judging):
                print("fails unchanged, left out:", step, history.title, flush=True)
            else:
                drawn.said.update(said(judging))
                found.append(drawn)
    return found


def disagrees(scene: Scene, steps: Sequence[str]) -> bool:
    """Whether the engine that is now imported answers otherwise than the reference, for these of the scene's steps."""
    wanted = [step for step in steps if step in scene.agreed]
    # A few at a time: most mutants are found out by the first.
    return any(differs(scene, wanted[at : at + 8]) for at in range(0, len(wanted), 8))


def differs(scene: Scene, steps: Sequence[str]) -> bool:
    """The same, whether or not the unchanged engine agrees."""
    judging = replayed(scene, steps)
    now = said(judging)
    if scene.agreed.issuperset(steps) and all(scene.said[step] == now.get(step, b"") for step in steps):
        return False
    return other_answers(scene, steps, judging)


def other_answers(scene: Scene, steps: Sequence[str], judging: PolicyReplay) -> bool:
    """Whether a replay of a scene's steps has other answers than the reference."""
    from safeaudit.replay.obligations import tabulate

    if set(judging.not_assessed) != scene.not_assessed & set(steps):
        return True
    expected = frozenset().union(*(scene.expected[step] for step in steps))
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


def fails(drawn: Drawn) -> bool:
    """Whether the engine that is now imported judges a drawn history otherwise than by hand."""
    judging = replayed_history(drawn)
    return said(judging) != drawn.said and judged_wrongly(drawn, judging)


def judged_wrongly(drawn: Drawn, judging: PolicyReplay) -> bool:
    """Whether a replay of a drawn history judges otherwise than by hand."""
    from safeaudit.replay.obligations import tabulate

    expected = drawn.history.expected
    if judging.not_assessed:
        return expected != [{"verdict": "not assessed"}]
    rows = tabulate(judging.known, judging.judged, "hmpps").to_dict("records")
    found = [shown(row) | {"otherwise": otherwise(judging.judged[0], row)} for row in rows]
    if len(found) != len(expected):
        return True
    return any(row[key] != value for row, named in zip(found, expected, strict=True) for key, value in named.items())


def replayed(scene: Scene, steps: Iterable[str]) -> PolicyReplay:
    """The replay of a scene by the engine that is now imported."""
    return replayed_caseload(scene.caseload, scene.benchmarks, steps, {})


def replayed_history(drawn: Drawn) -> PolicyReplay:
    """The replay of a drawn history's step by the engine that is now imported."""
    history = drawn.history
    return replayed_caseload(drawn.caseload, history.benchmarks, [drawn.step], {drawn.step: history.read_as})


def replayed_caseload(
    caseload: Held, benchmarks: Mapping[str, str], steps: Iterable[str], readings: Mapping[str, str]
) -> PolicyReplay:
    """The replay of some steps by the engine that is now imported."""
    from safeaudit.clock.calendar import Calendar
    from safeaudit.facts.known import Known
    from safeaudit.replay.replay import benchmarks_of, replay

    wanted = set(steps)
    pack = PACK.model_copy(update={"steps": [step for step in PACK.steps if step.id in wanted]})
    known = Known(caseload, Calendar.england_and_wales(), benchmarks_of(PACK, benchmarks))
    return replay(known, turned(pack, readings))


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
