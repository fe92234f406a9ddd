"""The days of a step in words: what it is counted from, from when records count, and its due day."""

from collections.abc import Iterator, Mapping

from safeaudit.packs.schema import Benchmark, Due, Step, Term
from safeaudit.packs.vocabulary import Vocabulary, lower, upper

# How the words of what happened on a day end, and how they go on from "the day".
ENDINGS = {" on": "on which", " from": "from which", " for": "for which", " by": "by which"}


class DaysInWords:
    """Writes the days of one step."""

    def __init__(self, step: Step, benchmarks: Mapping[str, Benchmark], words: Vocabulary) -> None:
        self.step, self.benchmarks, self.words = step, benchmarks, words

    def counted_from(self) -> str:
        """What the step is counted from, and the column or rule that gives it."""
        trigger = self.step.falls.trigger
        if trigger == "no_day":
            return "Nothing: it has no day."
        return upper(self._said(self.step.says.trigger, trigger)) + "."

    def window(self) -> str:
        """From when on a record counts."""
        start, less = self.day(self.step.window.date), self.step.window.less
        first = f"{self.term(less)} before {start}" if less else start
        ways = [f"From {first} on."] if any(way.action for way in self.step.done) else []
        own_row = any(way.column or way.all for way in self.step.done)
        return " ".join(ways + (["A day given in the row itself counts whenever it was."] if own_row else []))

    def due(self) -> Iterator[str]:
        """Each way of working out the due day."""
        if not self.step.due:
            yield "No day."
        for number, due in enumerate(self.step.due):
            yield upper(f"{self._when(due, first=number == 0)}{self._reckoned(due)}.")

    def day(self, name: str) -> str:
        """A day by its name; that it may be blank goes without saying."""
        if name in ("trigger", self.step.falls.trigger):
            return "that day"
        return self.words.given_by(name) if name in self.words.facts else f"the day in {name}"

    def basis(self) -> str:
        """Whether the due day is the policy's own."""
        if self.step.basis:
            return self.step.basis
        local = [any(self._is_benchmark(term) for term in (due.less, *due.then)) for due in self.step.due]
        if not any(local):
            return "policy"
        return "benchmark" if all(local) else "benchmark where one is in due, else policy"

    def term(self, term: Term) -> str:
        """A span, or a benchmark with its span."""
        if isinstance(term, str):
            return f"{self._span(term)} (benchmark {term})" if self._is_benchmark(term) else term
        first, *later = sorted(term, key=lambda value: value.since)
        return first.span + "".join(f" ({value.span} for triggers from {value.since} on)" for value in later)

    def benchmark(self, name: str) -> str:
        """A benchmark, its span and what it is for."""
        about = f": {self.benchmarks[name].says}" if name in self.benchmarks else ""
        return f"{self._span(name)} (benchmark {name}){about}."

    def _when(self, due: Due, *, first: bool) -> str:
        if due.when is None:
            return "" if first else "otherwise: "
        return "once done: " if due.when == "done" else f"where {self.words.truth(due.when)}: "

    def _reckoned(self, due: Due) -> str:
        unset = [term for term in (due.less, *due.then) if self._is_benchmark(term) and self._span(term) == "none"]
        if unset:
            return f"no day, since the benchmark {unset[0]} is set to none"
        start = "the day it was done last" if due.date == "done" else self.day(due.date)
        if due.says and start != "that day" and due.date not in self.words.facts:
            start = self._said(due.says, due.date)
        less = f" − {self.term(due.less)}" if due.less else ""
        shape = f" (then {due.shape.replace('deadline', 'by a deadline')})" if due.shape else ""
        return start + less + "".join(f" + {self.term(term)}" for term in due.then) + shape

    def _said(self, says: str, name: str) -> str:
        """What happened on a day, with the column or the rule that gives the day in brackets."""
        given = self.words.given_by(name)
        for ending, goes_on in ENDINGS.items():
            if says.endswith(ending):
                happened = lower(says.removesuffix(ending).rstrip(","))
                return f"the day {goes_on} {happened}{f' ({given})' if given and ')' not in happened else ''}"
        return given or name

    def _span(self, name: object) -> str:
        return self.benchmarks[str(name)].span if name in self.benchmarks else "unknown"

    def _is_benchmark(self, term: Term | None) -> bool:
        return isinstance(term, str) and term in self.benchmarks
