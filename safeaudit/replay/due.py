"""Works out the due day of each obligation, term by term, and keeps the arithmetic for the trail."""

from dataclasses import dataclass

import numpy as np

from safeaudit.caseload.arrays import YES, Days, Mask, chosen
from safeaudit.clock.spans import Span, add, parse_span
from safeaudit.facts.known import Falls, Known
from safeaudit.facts.named import date_named, no_days, truth_named
from safeaudit.packs.schema import Due, Shape, Term


@dataclass(frozen=True)
class Leg:
    """One leg of the count towards due: for the obligations of `mask`, `span` from `start` reaches `end`.

    `benchmark` is the benchmark's name, blank where the span is the policy's own.
    """

    mask: Mask
    span: Span | None
    benchmark: str
    sign: int
    start: Days
    end: Days


@dataclass(frozen=True)
class Counted:
    """How the due day of the obligations of `mask` was counted: by which alternative, leg after leg."""

    due: Due
    mask: Mask
    legs: list[Leg]


@dataclass(frozen=True)
class DueDays:
    """`day`: the due day, blank for none. `benchmark`: a benchmark is in it. `set_to_none`: a benchmark set to none

    leaves it without a day. `outside`: it would need a day that the calendar does not have. `shapes`: the shape that
    applies, where an alternative has its own. `counted`: the arithmetic, an entry for each alternative.
    """

    day: Days
    benchmark: Mask
    set_to_none: Mask
    outside: Mask
    shapes: dict[Shape, Mask]
    counted: list[Counted]


def work_out_due(known: Known, falls: Falls, alternatives: list[Due], done: Days) -> DueDays:
    """Take for each obligation the first alternative whose `when` fits."""
    size = len(falls)
    day, benchmark = no_days(size), np.zeros(size, dtype=bool)
    none, outside, left = benchmark.copy(), benchmark.copy(), ~benchmark
    shapes: dict[Shape, Mask] = {}
    counted: list[Counted] = []
    for due in alternatives:
        fits = left & _applies(known, falls, due.when, done)
        left = left & ~fits
        legs: list[Leg] = []
        reached = done if due.date == "done" else date_named(known, falls, due.date)
        for term, sign in ([(due.less, -1)] if due.less else []) + [(term, 1) for term in due.then]:
            new_legs = _legs(known, falls, fits, term, sign, reached)
            for leg in new_legs:
                started = leg.mask & ~np.isnat(reached)
                reached = chosen(leg.mask, leg.end, reached)
                if leg.benchmark:
                    benchmark |= leg.mask
                if leg.span is None:
                    none |= started
                else:
                    outside |= started & np.isnat(reached)
            legs.extend(new_legs)
        day = chosen(fits, reached, day)
        counted.append(Counted(due, fits, legs))
        if due.shape:
            shapes[due.shape] = shapes.get(due.shape, np.zeros(size, dtype=bool)) | fits
    return DueDays(day, benchmark, none, outside, shapes, counted)


def _applies(known: Known, falls: Falls, when: str | None, done: Days) -> Mask:
    if when is None:
        return np.ones(len(falls), dtype=bool)
    return ~np.isnat(done) if when == "done" else truth_named(known, falls, when) == YES


def _legs(known: Known, falls: Falls, fits: Mask, term: Term, sign: int, start: Days) -> list[Leg]:
    """One leg for each value of a term: values apply to triggers from their day on."""
    if isinstance(term, str):
        span = known.benchmarks[term] if term in known.benchmarks else parse_span(term)
        name = term if term in known.benchmarks else ""
        return [Leg(fits, span, name, sign, start, _reach(known, start, span, sign))]
    legs, left = [], fits
    latest_first = sorted(term, key=lambda value: value.since, reverse=True)
    for dated in latest_first:
        # The earliest value applies also before its day: nothing older is known.
        since = falls.trigger >= np.datetime64(dated.since, "D")
        mask = left if dated is latest_first[-1] else left & since
        left = left & ~mask
        span = parse_span(dated.span)
        legs.append(Leg(mask, span, "", sign, start, _reach(known, start, span, sign)))
    return legs


def _reach(known: Known, start: Days, span: Span | None, sign: int) -> Days:
    return no_days(len(start)) if span is None else add(start, span, known.calendar, sign)
