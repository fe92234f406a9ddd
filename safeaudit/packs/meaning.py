"""A step in words, for a reader who knows the policy and no Python.

The sentences of the named facts come from outside: a pack only names them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from safeaudit.packs.readings import read_as
from safeaudit.packs.schema import Benchmark, Done, Due, Pack, Reasons, Step, Term

SHAPES = {
    "deadline": "By a deadline: done on or before due is met, later is late; not done when due has passed is overdue.",
    "before-event": "Before an event: it must stand when the event comes; not done by then is breached for good.",
    "last-chance": "By a deadline with a last chance: done after due but in time for the last chance is late; then it"
    " is breached.",
    "record-complete": "A record that must be complete: every check holds is met, one that fails is overdue, one left"
    " blank cannot be told.",
    "attended-or-excused": "Attended is met; not attended is exempt where excused, else breached.",
    "renewed": "Renewed: what was done last holds until due; after that, or never done, it is overdue.",
}
STAGES = {"always": "Not assessable where", "not done": "Not assessable, if not done, where"}
STAGES |= {"past due": "Not assessable, if not done when due has passed, where"}
REASONS = {
    "current-info": "up-to-date information is held already",
    "existing-response-unchanged": "an enquiry was answered before and nothing has changed since",
    "la-identifiable-only": "the authority answers about identifiable children alone",
    "outside-cohort": "the case is outside those who are asked about",
}


@dataclass(frozen=True)
class Line:
    """One line of a step's meaning: its label and its sentences."""

    label: str
    sentences: list[str]


def meaning_of(step: Step, pack: Pack, facts: Mapping[str, str]) -> list[Line]:
    """Say what a step means; `facts` has a sentence for each named fact."""
    lines = _lines_of(step, pack, facts)
    lines.insert(-1, Line("Another reading", list(_other_readings(step, pack, facts, lines))))
    return [line for line in lines if line.sentences]


def _lines_of(step: Step, pack: Pack, facts: Mapping[str, str]) -> list[Line]:
    """Every line but that of the other readings, also those that say nothing."""
    words = _Words(step, pack.benchmarks, facts)
    return [
        Line("Falls on", list(words.falls_on())),
        Line("Counted from", [words.counted_from()]),
        Line("A record counts", [words.window()] if step.done else []),
        Line("Done", list(words.done())),
        Line("Due", list(words.due())),
        Line("Verdict", list(words.verdict())),
        Line("Excused by", list(words.excused())),
        Line("Cannot be told", list(words.cannot_tell())),
        Line("Also said", [note.says for note in step.notes]),
        Line("Rests on", [words.benchmark(name) for name in step.rests_on]),
        Line("Needs", [_need(need) for need in step.needs]),
        Line("Looks also at", list(step.widened_by)),
        Line("What to do next", [step.says.next]),
    ]


def _other_readings(step: Step, pack: Pack, facts: Mapping[str, str], own: list[Line]) -> Iterator[str]:
    """Each other fair reading, the sentences that it changes, and the setting that turns the step to it."""
    said = {line.label: line.sentences for line in own}
    for reading in step.readings:
        yield f"{_upper(reading.says)}; this step goes by: {reading.instead_of}."
        for line in _lines_of(read_as(step, reading), pack, facts):
            yield from (f"{line.label}: {text}" for text in line.sentences if text not in said[line.label])
        yield f'Audited so with {step.id} = "{reading.name}" under [readings] in the settings.'


class _Words:
    """Writes the lines of one step."""

    def __init__(self, step: Step, benchmarks: Mapping[str, Benchmark], facts: Mapping[str, str]) -> None:
        self.step, self.benchmarks, self.facts = step, benchmarks, facts

    def falls_on(self) -> Iterator[str]:
        step = self.step
        yield self.sentence(step.falls.on)
        yield from (f"Only where: {self.truth(name)}." for name in step.cohort.all)
        if step.cohort.any:
            yield f"Only where one of these holds: {self.either(step.cohort.any)}."
        yield from (f"Not where: {self.truth(name)}." for name in step.cohort.none)

    def counted_from(self) -> str:
        trigger = self.step.falls.trigger
        if trigger == "no_day":
            return "Nothing: it has no day."
        return f"{_upper(self.day(trigger))}." if trigger in self.facts else f"{trigger}."

    def window(self) -> str:
        start = "the day it is counted from" if self.step.window.date == "trigger" else self.day(self.step.window.date)
        less = f", less {self.term(self.step.window.less)}" if self.step.window.less else ""
        ways = [f"From {start}{less} on."] if any(way.action for way in self.step.done) else []
        own_row = any(way.column or way.all for way in self.step.done)
        return " ".join(ways + (["A date in the row itself counts whatever its day."] if own_row else []))

    def done(self) -> Iterator[str]:
        step = self.step
        yield from (self.way(way) for way in step.done)
        yield from (self.facts.get(name) or f"{self.truth(name)}." for name in step.checks)
        if step.attended:
            yield f"{step.attended} = Y."
        if step.in_time:
            yield f"In time is: {self.phrase(step.in_time)}."
        if step.lapsed:
            yield f"Done no longer holds where: {self.phrase(step.lapsed)}."

    def way(self, way: Done) -> str:
        if way.column:
            later = f", on or after {self.day(way.on_or_after)}" if way.on_or_after else ""
            return f"{way.column} is filled{later}."
        if way.all:
            return f"All of these are filled (yes or no: yes): {', '.join(way.all)}; done on the latest date of them."
        limits = [f"points {', '.join(way.points)}, or no point"] if way.points else []
        limits += [f"types {', '.join(way.types)}"] if way.types else []
        return self.sentence(str(way.action)) + (f" ({_upper('; '.join(limits))}.)" if limits else "")

    def due(self) -> Iterator[str]:
        alternatives = self.step.due
        if not alternatives:
            yield "No day."
        for number, due in enumerate(alternatives):
            text = f"{self.when(due, first=number == 0)}{self.reckoned(due)}."
            yield _upper(text) if due.date in self.facts or due.date in ("trigger", "done") else text

    def when(self, due: Due, *, first: bool) -> str:
        if due.when is None:
            return "" if first else "Otherwise: "
        return "Once done: " if due.when == "done" else f"Where {self.truth(due.when)}: "

    def reckoned(self, due: Due) -> str:
        less = f" − {self.term(due.less)}" if due.less else ""
        shape = f" (then {SHAPES[due.shape].split(':')[0].lower()})" if due.shape else ""
        return self.day(due.date) + less + "".join(f" + {self.term(term)}" for term in due.then) + shape

    def verdict(self) -> Iterator[str]:
        step = self.step
        yield SHAPES[step.shape]
        if step.event and step.event != "due":
            yield f"The event: {step.says.event or 'it'}, on {self.day(step.event)}."
        if step.last_chance:
            yield f"The last chance: {self.day(step.last_chance)}."
        if step.closed_on:
            yield f"Closed on {self.day(step.closed_on)}: breached where due came first, else no row."
        yield f"Basis: {self.basis()}."

    def basis(self) -> str:
        if self.step.basis:
            return self.step.basis
        local = [any(self.is_benchmark(term) for term in (due.less, *due.then)) for due in self.step.due]
        if not any(local):
            return "policy"
        return "benchmark" if all(local) else "benchmark where one is in due, else policy"

    def is_benchmark(self, term: Term | None) -> bool:
        return isinstance(term, str) and term in self.benchmarks

    def excused(self) -> Iterator[str]:
        if self.step.reasons:
            yield from _reasons(self.step.reasons)
        if self.step.excused:
            yield _upper(f"{self.truth(self.step.excused)}.")

    def cannot_tell(self) -> Iterator[str]:
        if self.step.cohort.unclear:
            yield f"Not assessable where {self.step.cohort.unclear}."
        yield from (f"{STAGES[line.stage]} {line.says}." for line in self.step.cannot_tell)
        if self.step.says.unclear:
            yield f"Not assessable where {self.step.says.unclear}."

    def term(self, term: Term) -> str:
        if isinstance(term, str):
            return self.benchmark(term) if term in self.benchmarks else term
        first, *later = sorted(term, key=lambda value: value.since)
        return first.span + "".join(f" ({value.span} for triggers from {value.since} on)" for value in later)

    def benchmark(self, name: str) -> str:
        span = self.benchmarks[name].span if name in self.benchmarks else "unknown"
        return f"no day, since none is set (benchmark {name})" if span == "none" else f"{span} (benchmark {name})"

    def day(self, name: str) -> str:
        """A day by its name; that it may be blank goes without saying."""
        words = {"trigger": "the day it is counted from", "done": "the day it was done last"}
        return words.get(name) or self.phrase(name).split("; blank ")[0]

    def either(self, names: Iterable[str]) -> str:
        return "; or ".join(self.truth(name) for name in names)

    def truth(self, name: str) -> str:
        return self.phrase(name) if name in self.facts else f"{name} is filled (yes or no: Y)"

    def phrase(self, name: str) -> str:
        return _lower(self.sentence(name).removesuffix("."))

    def sentence(self, name: str) -> str:
        return self.facts.get(name) or name


def _reasons(reasons: Reasons) -> Iterator[str]:
    if not reasons.permitted:
        yield "No reason."
        return
    yield from (f"{name}: {REASONS.get(name, 'as recorded')}." for name in reasons.permitted)
    blank = " or no point" if reasons.blank_point_counts else ""
    yield "Recorded with any point." if reasons.point == "any" else f"Recorded with the point {reasons.point}{blank}."
    if reasons.only_if_answered_before:
        yield "Only where an enquiry of the case was answered on or before that day."


def _need(need: list[str]) -> str:
    """Any one of these; a table with its columns in brackets."""
    return " or ".join(
        " and ".join(f"{table.strip()} ({columns.strip()})" if columns else table.strip() for table, columns in parts)
        for parts in ([part.partition(":")[::2] for part in way.split(";")] for way in need)
    )


def _upper(text: str) -> str:
    """Begin a sentence; a name of a column or fact stays as it is written."""
    first = text.split(maxsplit=1)[0] if text else ""
    return text if "_" in first else text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    """Go on within a sentence; codes and names in capitals stay."""
    first = text.split(maxsplit=1)[0].rstrip(",;:") if text else ""
    return text[:1].lower() + text[1:] if first[1:].islower() or first in ("A", "I") else text
