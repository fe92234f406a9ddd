"""What a step has looked at: of columns that it never asked for, no cell can decide its verdicts."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from safeaudit.audit import run_audit
from safeaudit.caseload.caseload import build_caseload
from safeaudit.caseload.looked_at import Columns
from safeaudit.facts.known import Known, once
from safeaudit.facts.registry import THINGS
from safeaudit.replay.step import judge_step

SAMPLE = Path(__file__).parents[2] / "sample_data"


class Replayed:
    """The sample's replay; no dataclass, of which pytest would print all that it holds."""

    def __init__(self) -> None:
        (self.replay,) = run_audit([SAMPLE], date(2026, 10, 31)).replays

    def afresh(self) -> Known:
        """The same caseload, of which nothing has been looked at yet."""
        known = self.replay.known
        caseload = build_caseload(known.caseload.rows, known.caseload.as_at)
        return Known(caseload, known.calendar, known.benchmarks)


@pytest.fixture(scope="module")
def sample() -> Replayed:
    return Replayed()


def looked_at_by(known: Known, work: Callable[[Known], object]) -> Columns:
    """The columns that some work looks at, but for those that no cell of an extract holds."""
    with known.caseload.looked_at.by() as columns:
        work(known)
    return {(table, column) for table, column in columns if column not in ("case", "record")}


def test_a_fact_worked_out_once_is_looked_at_by_each_that_asks_for_it(sample):
    known = sample.afresh()

    @once
    def sent(known: Known) -> int:
        return len(known.caseload["enquiries"].day("sent"))

    assert looked_at_by(known, sent) == {("enquiries", "sent")}
    assert looked_at_by(known, sent) == {("enquiries", "sent")}


def test_what_is_looked_at_within_is_looked_at_without(sample):
    looked_at = sample.afresh().caseload.looked_at
    with looked_at.by() as outer:
        looked_at.note("cases", "crn")
        with looked_at.by() as inner:
            looked_at.note("enquiries", "sent")
    assert inner == {("enquiries", "sent")}
    assert outer == {("cases", "crn"), ("enquiries", "sent")}


@pytest.mark.parametrize("name", THINGS)
def test_each_list_of_things_is_looked_at_the_second_time_too(sample, name):
    known = sample.afresh()
    assert looked_at_by(known, THINGS[name]) == looked_at_by(known, THINGS[name])


def test_after_other_steps_a_step_has_looked_at_no_less_than_alone(sample):
    together = sample.afresh()
    for judged in sample.replay.judged:
        judge = partial(judge_step, step=judged.step)
        alone = looked_at_by(sample.afresh(), judge)
        assert alone
        assert alone <= looked_at_by(together, judge), judged.step.id
