"""Judges one step for all cases together."""

from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

import numpy as np

from safeaudit.caseload.arrays import NO, UNKNOWN, YES, Days, Ints, Mask, Truth, latest, repeated, truth
from safeaudit.caseload.records import Records
from safeaudit.caseload.text import Text
from safeaudit.facts.known import Falls, Found, Known
from safeaudit.facts.named import all_of, any_of, date_named, no_days, truth_named
from safeaudit.facts.reasons import ReasonsFound, reasons_for
from safeaudit.facts.registry import ACTIONS, THINGS
from safeaudit.packs.schema import Done, Due, Step
from safeaudit.replay.beside import Beside
from safeaudit.replay.due import DueDays, work_out_due
from safeaudit.replay.needs import columns_in_words
from safeaudit.shapes.judge import SHAPES
from safeaudit.shapes.standing import EXCEPTIONS, Standing, Verdict, Verdicts

# The verdicts that a due day bears on.
BY_DUE_DAY = (*EXCEPTIONS, Verdict.MET, Verdict.PENDING)


class Why(NamedTuple):
    """Why something cannot be told, and the columns that would settle it, in words; blank where none would."""

    says: str
    settled_by: str = ""


@dataclass(frozen=True)
class Judged:
    """One step's obligations, one value a column for each, with the trail of how the verdict came about.

    `subject`: the reference that each is known by. `window`: from when on a record counts. `event`, `closed`, `lapsed`:
    as in `Standing`. `reasons`: the reasons considered. `unclear`: which of `whys` says why it cannot be told, −1 for
    none. `failing`: for a record that must be complete, which of the step's checks fail.
    """

    step: Step
    falls: Falls
    subject: Text
    verdict: Verdicts
    due: DueDays
    done: Found
    window: Days
    event: Days
    closed: Days
    lapsed: Mask
    reasons: ReasonsFound | None
    unclear: Ints
    whys: list[Why]
    failing: dict[str, Mask]
    beside: Beside

    def __len__(self) -> int:
        return len(self.falls)

    @property
    def things(self) -> Records:
        """What the obligations fall on."""
        return self.falls.things

    @property
    def recorded_late(self) -> Truth:
        """Of what was done in time, whether it was entered only after the due day; of all else, or where the day of
        recording is not held, unknown."""
        recorded = self.beside.recorded
        if recorded is None:
            return np.full(len(self), UNKNOWN, dtype=np.int8)
        in_time = (self.verdict == Verdict.MET) & (self.done.day <= self.due.day)
        return truth(in_time & (recorded > self.due.day), ~in_time | np.isnat(recorded))

    def other_day(self, reading: str) -> Days:
        """The due day by another reading, where it bears on the verdict and is not the same day; else blank."""
        other = self.beside.read_otherwise[reading].day
        differs = (other != self.due.day) & np.isin(self.verdict, BY_DUE_DAY)
        return np.where(differs, other, np.datetime64("NaT"))


def judge_step(known: Known, step: Step) -> Judged:
    """Judge one step: who it falls on, what was done, by when it was wanted, and the verdict."""
    falls, cohort_unclear = _who_it_falls_on(known, step)
    window = _window(known, falls, step)
    done = _what_was_done(known, falls, window, step.done)
    due = work_out_due(known, falls, step.due, done.day)
    unclear, whys = _cannot_tell(known, falls, step, cohort_unclear, due.outside)
    reasons = reasons_for(known, falls, window, step.reasons) if step.reasons else None
    checks = {name: truth_named(known, falls, name) for name in step.checks}
    standing = _standing(known, falls, step, done, due, unclear, reasons, checks)
    subject = falls.subject(step.falls.subject)
    verdict = _each_once(falls, subject, _verdict(step, standing, due))
    return Judged(
        step=step,
        falls=falls,
        subject=subject,
        verdict=verdict,
        due=due,
        done=_shown_done(known, falls, step, done, due, verdict),
        window=window,
        event=standing.event,
        closed=standing.closed,
        lapsed=standing.lapsed,
        reasons=reasons,
        unclear=_why_unclear(unclear, verdict, len(whys)),
        whys=[*whys, Why(step.says.unclear, columns_in_words(step.settled_by))],
        failing={name: check == NO for name, check in checks.items()},
        beside=Beside(known, falls, step, done, reasons),
    )


# --- who it falls on --------------------------------------------------------------------------------------------------


def _who_it_falls_on(known: Known, step: Step) -> tuple[Falls, Mask]:
    things = THINGS[step.falls.on](known)
    size = len(things)
    falls = Falls(things, no_days(size))
    falls = Falls(things, date_named(known, falls, step.falls.trigger))
    if not step.falls.trigger_may_be_blank:
        falls = falls.where(~np.isnat(falls.trigger))
    cohort = _cohort(known, falls, step)
    inside = cohort != NO
    return falls.where(inside), cohort[inside] == UNKNOWN


def _cohort(known: Known, falls: Falls, step: Step) -> np.ndarray:
    size, cohort = len(falls), step.cohort
    wanted = [truth_named(known, falls, name) for name in cohort.all]
    # Turning yes into no and no into yes leaves unknown as it is.
    unwanted = [truth_named(known, falls, name) for name in cohort.none]
    wanted += [np.where(answer == UNKNOWN, UNKNOWN, 1 - answer).astype(np.int8) for answer in unwanted]
    if cohort.any:
        wanted.append(any_of([truth_named(known, falls, name) for name in cohort.any], size))
    return all_of(wanted, size)


# --- what was done ----------------------------------------------------------------------------------------------------


def _window(known: Known, falls: Falls, step: Step) -> Days:
    start = date_named(known, falls, step.window.date)
    if step.window.less is None:
        return start
    earlier = work_out_due(known, falls, [Due(date=step.window.date, less=step.window.less)], no_days(len(falls)))
    # A window set to none, or whose start would need a day outside the calendar, has no start.
    return np.where(earlier.set_to_none | earlier.outside, np.datetime64("1900-01-01", "D"), earlier.day)


def _what_was_done(known: Known, falls: Falls, window: Days, ways: list[Done]) -> Found:
    found = [_found(known, falls, window, way) for way in ways]
    return reduce(Found.or_earlier, found) if found else Found.none(len(falls))


def _found(known: Known, falls: Falls, window: Days, way: Done) -> Found:
    if way.action:
        return ACTIONS[way.action](known, falls, window, way)
    if way.all:
        return _all_there(known, falls, way.all)
    day = falls.things.day(str(way.column))
    if way.on_or_after:
        day = np.where(day >= date_named(known, falls, way.on_or_after), day, np.datetime64("NaT"))
    return Found(day, falls.things.record)


def _all_there(known: Known, falls: Falls, names: list[str]) -> Found:
    """Every cell is filled (a yes/no cell: Y): done on the latest of the dates among them."""
    there = all_of([truth_named(known, falls, name) for name in names], len(falls)) == YES
    last = latest(*(falls.things.day(name) for name in names if falls.things.is_day(name)))
    return Found(np.where(there, last, np.datetime64("NaT")), falls.things.record)


def _shown_done(known: Known, falls: Falls, step: Step, done: Found, due: DueDays, verdict: Verdicts) -> Found:
    """The day shown as done_on: of a complete record or an attendance the due day, where met; else the day it was
    done."""
    if step.done_on:
        day = date_named(known, falls, step.done_on)
    elif step.shape in ("record-complete", "attended-or-excused"):
        day = due.day
    else:
        return done
    met = verdict == Verdict.MET
    return Found(np.where(met, day, np.datetime64("NaT")), falls.things.record)


# --- the verdict ----------------------------------------------------------------------------------------------------


def _cannot_tell(
    known: Known, falls: Falls, step: Step, cohort_unclear: Mask, outside: Mask
) -> tuple[dict[str, Ints], list[Why]]:
    """For each stage the number of what says why it cannot be told, −1 for none."""
    size = len(falls)
    stages = {stage: np.full(size, -1) for stage in ("always", "not done", "past due")}
    of_cohort = Why(step.cohort.unclear, columns_in_words(step.cohort.settled_by))
    whys = [of_cohort, Why("the due day needs a day outside the calendar")]
    stages["always"][outside] = 1
    stages["always"][cohort_unclear] = 0
    for line in step.cannot_tell:
        holds = truth_named(known, falls, line.when) == YES
        stage = stages[line.stage]
        stage[holds & (stage < 0)] = len(whys)
        whys.append(Why(line.says, columns_in_words(line.settled_by)))
    return stages, whys


def _why_unclear(stages: dict[str, Ints], verdict: Verdicts, otherwise: int) -> Ints:
    """For the not assessable what says why: the first stage that holds, else the step's own words."""
    why = np.full(len(verdict), otherwise)
    for stage in ("not done", "past due", "always"):
        why = np.where(stages[stage] >= 0, stages[stage], why)
    return np.where(verdict == Verdict.NOT_ASSESSABLE, why, -1).astype(np.int16)


def _standing(
    known: Known,
    falls: Falls,
    step: Step,
    done: Found,
    due: DueDays,
    unclear: dict[str, Ints],
    reasons: ReasonsFound | None,
    checks: dict[str, np.ndarray],
) -> Standing:
    size = len(falls)

    def days(name: str | None) -> Days:
        if name is None:
            return no_days(size)
        return due.day if name == "due" else date_named(known, falls, name)

    def holds(name: str | None) -> Mask:
        return truth_named(known, falls, name) == YES if name else np.zeros(size, dtype=bool)

    is_done, no_due = ~np.isnat(done.day), np.isnat(due.day)
    in_time = holds(step.in_time) if step.in_time else (done.day <= due.day) | (is_done & no_due)
    reason, own = (reasons.any_point.day, reasons.own_point.day) if reasons else (no_days(size), no_days(size))
    return Standing(
        as_at=known.as_at,
        due=due.day,
        done=done.day,
        in_time=in_time,
        due_set_to_none=due.set_to_none,
        cannot_tell=unclear["always"] >= 0,
        cannot_tell_undone=unclear["not done"] >= 0,
        cannot_tell_past_due=unclear["past due"] >= 0,
        reason_in_time=(reason <= due.day) | (~np.isnat(reason) & no_due),
        reason_since=~np.isnat(own),
        event=days(step.event),
        last_chance=days(step.last_chance),
        closed=days(step.closed_on),
        lapsed=is_done & holds(step.lapsed),
        checks=all_of(list(checks.values()), size),
        attended=truth_named(known, falls, step.attended) if step.attended else np.zeros(size, dtype=np.int8),
        excused=holds(step.excused),
    )


def _each_once(falls: Falls, subject: Text, verdict: Verdicts) -> Verdicts:
    """Of two rows that would make the same obligation the first in file order makes it."""
    made = np.flatnonzero(verdict != Verdict.NO_ROW)
    keys = [key[made] for key in (falls.case, falls.event, subject.codes, falls.trigger.astype(np.int64))]
    if not repeated(*keys):
        return verdict
    order = np.lexsort((falls.things.record[made], *keys))
    same = np.ones(len(made) - 1, dtype=bool)
    for key in keys:
        same &= key[order][1:] == key[order][:-1]
    once = verdict.copy()
    once[made[order[1:][same]]] = Verdict.NO_ROW
    return once


def _verdict(step: Step, standing: Standing, due: DueDays) -> Verdicts:
    verdict = SHAPES[step.shape](standing)
    for shape, mask in due.shapes.items():
        verdict = np.where(mask, SHAPES[shape](standing), verdict).astype(np.int8)
    return verdict
