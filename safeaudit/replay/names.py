"""Whether the names that a step uses are known: facts, columns of what it falls on, benchmarks, tables."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from functools import cache

from safeaudit.caseload.caseload import build_caseload, number_rows
from safeaudit.clock.calendar import Calendar
from safeaudit.clock.spans import parse_span
from safeaudit.errors import PolicyError
from safeaudit.extracts.contract import CLOSED_LISTS, TABLES
from safeaudit.facts import named  # noqa: F401  (enters every fact in the registry)
from safeaudit.facts.known import Known
from safeaudit.facts.registry import ACTIONS, DATES, THINGS, TRUTHS
from safeaudit.packs.schema import Benchmark, Step, Term
from safeaudit.replay.needs import alternatives

Mistake = tuple[str, str]
AT_ANY_TIME = date(2026, 1, 1)


def unknown_names(step: Step, benchmarks: dict[str, Benchmark]) -> Iterator[Mistake]:
    """Each name that nothing answers to: the key that has it, and what to write instead."""
    if step.falls.on not in THINGS:
        yield "falls.on", _unknown(step.falls.on, "a list that obligations can fall on", THINGS)
    columns = _columns(step.falls.on, benchmarks)
    for key, name in _truths(step):
        if name not in TRUTHS and name not in columns:
            yield key, _unknown(name, "a fact that is yes or no, nor a column", [*TRUTHS, *columns])
    for key, name in _dates(step):
        if name not in DATES and name not in columns:
            yield key, _unknown(name, "a day, nor a column", [*DATES, *columns])
    for key, name in _actions(step):
        if name not in ACTIONS:
            yield key, _unknown(name, "an action", ACTIONS)
    for key, name in _columns_named(step):
        if name not in columns:
            yield key, _unknown(name, f"a column of {step.falls.on}", columns)
    yield from _points(step)
    for key, term in _terms(step):
        yield from _term(key, term, benchmarks)
    for name in step.rests_on:
        if name not in benchmarks:
            yield "rests_on", _unknown(name, "a benchmark", benchmarks)
    yield from _needs(step)


def _columns(thing: str, benchmarks: dict[str, Benchmark]) -> list[str]:
    """The columns of a list, found by making it from tables that are all there and hold nothing."""
    if thing not in THINGS:
        return [column.name for table in TABLES.values() for column in table.columns]
    records = THINGS[thing](_nothing_known(frozenset(benchmarks)))
    return [name for name in records.columns if name not in ("case", "record")]


@cache
def _nothing_known(benchmarks: frozenset[str]) -> Known:
    held = {name: frozenset(column.name for column in table.columns) for name, table in TABLES.items()}
    caseload = build_caseload(replace(number_rows({}), columns=held), AT_ANY_TIME)
    # What a benchmark's span is does not matter where there are no records.
    return Known(caseload, Calendar.england_and_wales(), dict.fromkeys(benchmarks))


def _truths(step: Step) -> Iterator[Mistake]:
    for kind in ("all", "any", "none"):
        yield from ((f"cohort.{kind}", name) for name in getattr(step.cohort, kind))
    yield from (("cannot_tell.when", line.when) for line in step.cannot_tell)
    yield from (("notes.when", note.when) for note in step.notes)
    yield from (("due.when", due.when) for due in step.due if due.when and due.when != "done")
    yield from (("checks", name) for name in step.checks)
    yield from (("done.all", name) for way in step.done for name in way.all)
    for key in ("lapsed", "in_time", "attended", "excused"):
        if getattr(step, key):
            yield key, getattr(step, key)


def _dates(step: Step) -> Iterator[Mistake]:
    yield from [("falls.trigger", step.falls.trigger)] if step.falls.trigger != "trigger" else []
    yield from [("window.date", step.window.date)] if step.window.date != "trigger" else []
    yield from (("due.date", due.date) for due in step.due if due.date not in ("trigger", "done"))
    for way in step.done:
        yield from (("done." + key, name) for key in ("column", "on_or_after") if (name := getattr(way, key)))
    for key in ("event", "last_chance", "closed_on", "done_on"):
        name = getattr(step, key)
        if name and name not in ("due", "trigger"):
            yield key, name


def _actions(step: Step) -> Iterator[Mistake]:
    yield from (("done.action", way.action) for way in step.done if way.action)


def _columns_named(step: Step) -> Iterator[Mistake]:
    if step.falls.subject:
        yield "falls.subject", step.falls.subject
    if step.id_with:
        yield "id_with", step.id_with


def _points(step: Step) -> Iterator[Mistake]:
    known = CLOSED_LISTS["point"]
    given = [("done.points", point) for way in step.done for point in way.points]
    given += [("reasons.point", step.reasons.point)] if step.reasons and step.reasons.point != "any" else []
    yield from ((key, _unknown(point, "a point of an enquiry", known)) for key, point in given if point not in known)


def _terms(step: Step) -> Iterator[tuple[str, Term]]:
    if step.window.less is not None:
        yield "window.less", step.window.less
    for due in step.due:
        yield from [("due.less", due.less)] if due.less is not None else []
        yield from (("due.then", term) for term in due.then)


def _term(key: str, term: Term, benchmarks: dict[str, Benchmark]) -> Iterator[Mistake]:
    if not isinstance(term, str):
        if not term:
            yield key, "a dated value wants at least one { since = …, span = … }"
        for dated in term:
            yield from _term(key, dated.span, {})
    elif term not in benchmarks:
        try:
            parse_span(term)
        except PolicyError:
            like = get_close_matches(term, benchmarks, n=1)
            hint = f"; the benchmark most like it is {like[0]}" if like else ""
            yield key, f'"{term}" is neither a span, such as "5 working days", nor a benchmark{hint}'


def _needs(step: Step) -> Iterator[Mistake]:
    lists = [("needs", need) for need in step.needs]
    lists += [("cohort.settled_by", step.cohort.settled_by), ("settled_by", step.settled_by)]
    lists += [("cannot_tell.settled_by", line.settled_by) for line in step.cannot_tell]
    for key, entries in lists:
        for part in (part for parts in alternatives(entries) for part in parts):
            if part.table not in TABLES:
                yield key, _unknown(part.table, "a table", TABLES)
                continue
            columns = [column.name for column in TABLES[part.table].columns]
            for name in part.columns:
                if name not in columns:
                    yield key, _unknown(name, f"a column of {part.table}", columns)
    yield from (("widened_by", _unknown(name, "a table", TABLES)) for name in step.widened_by if name not in TABLES)


def _unknown(name: str, what: str, known: Collection[str]) -> str:
    like = get_close_matches(name, list(known), n=3, cutoff=0.5)
    hint = f"most like it: {', '.join(like)}" if like else "see docs/packs.md"
    return f"{name} is not {what}; {hint}"
