"""The section "Registers, alerts and oversight": all basis benchmark, by a deadline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .facts import Case, Stretch, code, running
from .shapes import (
    BENCHMARK,
    BREACHED,
    MET,
    NOT_ASSESSABLE,
    OUTSIDE,
    OVERDUE,
    PENDING,
    Verdict,
    by_deadline,
    earliest,
)


def first_day_open(case: Case, spell: Stretch) -> date | None:
    """The first day on which the spell was running and the case open."""
    days = []
    for start, end in case.open_stretches():
        day = max(start, spell.start)
        if running(start, end, day) and running(spell.start, spell.end, day):
            days.append(day)
    return min(days, default=None)


def last_supervised(case: Case) -> date | None:
    """The latest supervision_end of its rows; none where a row without one has not ended."""
    ends = [row["supervision_end"] for row in case.table("cases")]
    return None if None in ends else max(ends)


def mirrored(case: Case, step: str, kind: str, registers: tuple[str, ...]) -> Iterator[Verdict]:
    """A plan spell shown by a registration."""
    for spell in case.plan_spells(kind):
        trigger = first_day_open(case, spell)
        if trigger is None:
            continue
        due = case.plus(trigger, "register_update")
        done = None
        for row in case.registrations(*registers):
            end_fits = row["end"] is None or row["end"] > trigger
            start_fits = spell.end is None or row["start"] < spell.end
            if end_fits and start_fits:
                done = earliest(done, max(row["start"], trigger))
        spell_runs = running(spell.start, spell.end, case.as_at)
        open_now = case.is_open(case.as_at)
        verdict = by_deadline(case.as_at, due, done)
        if due is OUTSIDE:
            pass
        elif done is not None:
            if spell_runs and open_now and not case.active(case.as_at, *registers):
                verdict = OVERDUE if due is not None else PENDING  # it ended
        elif not spell_runs or not open_now:
            end = earliest(spell.end, last_supervised(case))
            if due is not None and end is not None:
                if due >= end:
                    continue
                verdict = BREACHED
        yield case.make(
            step,
            spell.rows,
            trigger=trigger,
            due=due,
            done=done,
            verdict=verdict,
            basis=BENCHMARK,
            subject=kind.upper(),
        )


def perhaps_in_custody(case: Case) -> bool:
    """in_custody Y or blank on a row of the case."""
    return any(row["in_custody"] is not False for row in case.table("cases"))


def reg_cp(case: Case) -> Iterator[Verdict]:
    """`reg-cp`: RCPR; in custody (or perhaps) the alert RCP also."""
    yield from mirrored(case, "reg-cp", "cp", ("RCPR", "RCP") if perhaps_in_custody(case) else ("RCPR",))


def reg_cin(case: Case) -> Iterator[Verdict]:
    """`reg-cin`: RCCO; in custody (or perhaps) the alerts RCC and RCS also."""
    registers = ("RCCO", "RCC", "RCS") if perhaps_in_custody(case) else ("RCCO",)
    yield from mirrored(case, "reg-cin", "cin", registers)


def reg_cp_closed(case: Case) -> Iterator[Verdict]:
    """`reg-cp-closed`: the registration ends with the spell, unless another spell has started."""
    spells = case.plan_spells("cp")
    for spell in spells:
        if spell.end is None:
            continue
        held = [
            row
            for row in case.registrations("RCPR", "RCP")
            if row["start"] < spell.end and (row["end"] is None or row["end"] >= spell.end)
        ]
        if not held:
            continue
        ends = [row["end"] for row in held]
        all_ended = None if None in ends else max(ends)
        another = earliest(*(other.start for other in spells if other.start > spell.end))
        done = earliest(all_ended, another)
        due = case.plus(spell.end, "register_update")
        yield case.make(
            "reg-cp-closed",
            spell.rows,
            trigger=spell.end,
            due=due,
            done=done,
            verdict=by_deadline(case.as_at, due, done),
            basis=BENCHMARK,
            subject="CP",
        )


def reg_review(case: Case) -> Iterator[Verdict]:
    """`reg-review`: an active registration whose next review is not past."""
    for row in case.active(case.as_at, "RCPR", "RCCO", "RCHD", "CSEP"):
        review = row["next_review"]
        verdict = NOT_ASSESSABLE if review is None else MET if review >= case.as_at else OVERDUE
        yield case.make(
            "reg-review",
            [row],
            trigger=row["start"],
            due=review,
            done=None,
            verdict=verdict,
            basis=BENCHMARK,
            subject=code(row["register"]),
        )


def oversight_cp_plan(case: Case) -> Iterator[Verdict]:
    """`oversight-cp-plan`: management oversight of a running CP plan, renewed."""
    if not case.is_open(case.as_at):
        return
    if any(row["plan"] == "cp" for row in case.table("plans")):
        found = [
            (spell.start, spell.rows) for spell in case.plan_spells("cp") if running(spell.start, spell.end, case.as_at)
        ]
    else:
        rows = case.active(case.as_at, "RCPR")
        found = [(min(row["start"] for row in rows), rows)] if rows else []
    for trigger, rows in found:
        done = max(case.contact_days("MO1", since=trigger), default=None)
        due = case.plus(done or trigger, "oversight_interval")
        if due is OUTSIDE:
            verdict = NOT_ASSESSABLE
        elif due is None or due >= case.as_at:
            verdict = MET if done else PENDING
        else:
            verdict = OVERDUE
        yield case.make(
            "oversight-cp-plan",
            rows,
            trigger=trigger,
            due=due,
            done=done,
            verdict=verdict,
            basis=BENCHMARK,
            subject="CP",
        )


STEPS = {
    "reg-cp": reg_cp,
    "reg-cin": reg_cin,
    "reg-cp-closed": reg_cp_closed,
    "reg-review": reg_review,
    "oversight-cp-plan": oversight_cp_plan,
}
