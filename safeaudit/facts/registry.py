"""The names by which packs call facts, and the four kinds of fact."""

from collections.abc import Callable
from typing import Any, TypeVar

from safeaudit.caseload.arrays import Days, Ints, Truth, Words
from safeaudit.caseload.records import Records
from safeaudit.facts.known import Falls, Found, Known, once
from safeaudit.packs.schema import Done

Pairs = tuple[Ints, Ints]
Thing = Callable[[Known], Records]
TruthFact = Callable[[Known, Falls], Truth]
DateFact = Callable[[Known, Falls], Days]
Action = Callable[[Known, Falls, Days, Done], Found]

THINGS: dict[str, Thing] = {}
TRUTHS: dict[str, TruthFact] = {}
DATES: dict[str, DateFact] = {}
ACTIONS: dict[str, Action] = {}
# Days that no count of spans gives: each explains in words how it was found.
EXPLAINED: dict[str, Callable[[Known, Falls], Words]] = {}
EVIDENCE: dict[str, Callable[[Known, Falls], Pairs]] = {}

Fact = TypeVar("Fact", bound=Callable[..., object])


def thing(function: Thing) -> Thing:
    """Give a list that obligations can fall on its name; it is worked out once for each replay."""
    return _named(THINGS, once(function))


def truth_of(function: Fact) -> Fact:
    """Give a yes, no or cannot-be-told its name."""
    return _named(TRUTHS, function)


def date_of(function: Fact) -> Fact:
    """Give a day its name."""
    return _named(DATES, function)


def action(function: Fact) -> Fact:
    """Give a way of doing what the step asks its name."""
    return _named(ACTIONS, function)


def evidence_for(*names: str) -> Callable[[Fact], Fact]:
    """Name the facts that a function gives the records of: pairs of an obligation's position and a record."""

    def enter(function: Fact) -> Fact:
        registry: dict[str, Any] = EVIDENCE
        registry.update(dict.fromkeys(names, function))
        return function

    return enter


def explains(name: str) -> Callable[[Fact], Fact]:
    """Name the day that a function explains: a sentence for each obligation."""

    def enter(function: Fact) -> Fact:
        registry: dict[str, Any] = EXPLAINED
        registry[name] = function
        return function

    return enter


def _named(registry: dict[str, Any], function: Fact) -> Fact:
    name = function.__name__
    if name in registry:
        raise ValueError(f"two facts are called {name}")
    registry[name] = function
    return function
