"""Every drawn history of every step: the real reading and replay give the verdicts that were worked by hand."""

import csv
import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from dateutil.parser import parse

from safeaudit.audit import WANTED_CODES
from safeaudit.caseload.caseload import build_caseload, number_rows
from safeaudit.clock.calendar import Calendar
from safeaudit.extracts.read import read_extracts
from safeaudit.facts.known import Known
from safeaudit.packs.histories import History, read_histories
from safeaudit.packs.load import PACKS, load_pack
from safeaudit.packs.readings import turned
from safeaudit.packs.schema import Step
from safeaudit.replay.obligations import tabulate
from safeaudit.replay.replay import benchmarks_of, replay
from safeaudit.replay.step import Judged
from safeaudit.replay.wording import reasons_in_words

PACK = load_pack("hmpps")
STEPS = {step.id: step for step in PACK.steps}
CALENDAR = Calendar.england_and_wales()
FILES = sorted(PACKS.glob("hmpps/*/*.histories.txt"))
# Nothing has a due day in these steps.
WITHOUT_DUE = ("training-advanced-access", "training-mbu", "designated-lead")
DRAWN = [(path.name.removesuffix(".histories.txt"), history) for path in FILES for history in read_histories(path)]


@pytest.mark.parametrize(("step", "history"), DRAWN, ids=[f"{step}: {history.title}" for step, history in DRAWN])
def test_history(step: str, history: History, tmp_path: Path) -> None:
    assert judged(STEPS[step], history, tmp_path) == expected(history)


def judged(step: Step, history: History, folder: Path) -> list[dict[str, str]]:
    """What the program says of the history's step, of each obligation only what the history names."""
    for table, rows in history.tables.items():
        with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    extracts = read_extracts([folder], wanted_codes=WANTED_CODES)
    caseload = build_caseload(number_rows(extracts.tables), date.fromisoformat(history.as_at))
    known = Known(caseload, CALENDAR, benchmarks_of(PACK, history.benchmarks))
    replayed = replay(known, turned(PACK.model_copy(update={"steps": [step]}), {step.id: history.read_as}))
    if replayed.not_assessed:
        return [{"verdict": "not assessed"}]
    rows = tabulate(known, replayed.judged, "hmpps").to_dict("records")
    found = [shown(row) | {"otherwise": otherwise(replayed.judged[0], row)} for row in rows]
    wanted = [set(named) for named in history.expected]
    wanted += [{"verdict"}] * (len(found) - len(wanted))
    return [{key: row[key] for key in keys} for row, keys in zip(found, wanted, strict=False)]


def shown(row: dict) -> dict[str, str]:
    """One obligation in the words of a history; blank is `none`."""
    days = {"trigger": row["trigger_on"], "due": row["due"], "done": row["done_on"]}
    texts = {"crn": row["crn"], "subject": row["subject"], "event": row["event_number"], "days": row["days"]}
    return {
        "verdict": row["verdict"],
        "basis": row["basis"],
        **{key: "none" if day is np.nan or str(day) == "NaT" else f"{day:%Y-%m-%d}" for key, day in days.items()},
        **{key: "none" if str(value) in ("nan", "<NA>", "None") else str(value) for key, value in texts.items()},
    }


def otherwise(judged: Judged, row: dict) -> str:
    """The due day of the other reading, as the reason says it; `none` where it says none."""
    (reason,) = reasons_in_words(judged, np.datetime64("2026-12-31"), np.array([row["position"]]))
    found = re.search(r"Read otherwise \(.*\): due by \w+ (\d+ \w+ \d+)\.", reason)
    return f"{parse(found[1]):%Y-%m-%d}" if found else "none"


def expected(history: History) -> list[dict[str, str]]:
    return history.expected


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_each_step_is_drawn_with_every_kind_of_verdict_it_can_give(step: Step) -> None:
    """Met, an exception, and where the step has them exempt, not assessable and out of the cohort; five at least."""
    histories = [history for name, history in DRAWN if name == step.id]
    given = {named["verdict"] for history in histories for named in history.expected}
    wanted = {"met"}
    if step.reasons or step.excused:
        wanted.add("exempt")
    if step.cohort.unclear or step.cannot_tell or step.says.unclear:
        wanted.add("not assessable")
    assert wanted <= given
    assert given & {"late", "overdue", "breached"} or step.id in WITHOUT_DUE[:2]
    if step.cohort != type(step.cohort)():
        assert any(not history.expected for history in histories), "no history out of the cohort"
    assert len(histories) >= 5


@pytest.mark.parametrize("step", [step for step in STEPS if step not in WITHOUT_DUE])
def test_each_step_is_drawn_on_its_due_day_and_the_day_after(step: str) -> None:
    """What was done, or the as-at date, falls on the due day in one obligation and on the next day in another."""
    gaps = set()
    for history in (history for name, history in DRAWN if name == step):
        for named in history.expected:
            for day in (history.as_at, named.get("done", "none")):
                if "none" not in (day, named.get("due", "none")):
                    gaps.add((date.fromisoformat(day) - date.fromisoformat(named["due"])).days)
    assert {0, 1} <= gaps
