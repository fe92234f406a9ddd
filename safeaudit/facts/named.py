"""Looks up what a pack names: a registered fact, or else a column of the thing itself."""

import numpy as np

from safeaudit.caseload.arrays import NO, NO_DAY, YES, Days, Truth
from safeaudit.facts import (  # noqa: F401  (each module enters its facts in the registry)
    assessed_cases,
    assessments,
    authorities,
    before_sentence,
    cases,
    concerns,
    conferences,
    court,
    court_enquiries,
    custody,
    enquiries,
    escalations,
    followups,
    looked_up,
    new_information,
    occasions,
    on_a_day,
    oversight,
    people,
    prison_contact,
    recorded,
    referrals,
    registers,
    transfers,
    victims,
    visits,
    visits_and_reports,
)
from safeaudit.facts.known import Falls, Known
from safeaudit.facts.registry import DATES, TRUTHS


def truth_named(known: Known, falls: Falls, name: str) -> Truth:
    """A truth by its name; for a yes/no column what it says, for any other column whether it is filled."""
    if name in TRUTHS:
        return TRUTHS[name](known, falls)
    return falls.things.says(name)


def date_named(known: Known, falls: Falls, name: str) -> Days:
    """A day by its name: `trigger`, a registered date, or a date column."""
    if name == "trigger":
        return falls.trigger
    if name in DATES:
        return DATES[name](known, falls)
    return falls.things.day(name)


def all_of(truths: list[Truth], size: int) -> Truth:
    """Yes where all are yes, no where any is no, else unknown."""
    if len(truths) == 1:
        return truths[0]
    table = np.stack([np.full(size, YES, dtype=np.int8), *truths])
    return np.where((table == NO).any(axis=0), NO, table.min(axis=0)).astype(np.int8)


def any_of(truths: list[Truth], size: int) -> Truth:
    """Yes where any is yes, no where all are no, else unknown."""
    table = np.stack([np.full(size, NO, dtype=np.int8), *truths])
    return np.where((table == YES).any(axis=0), YES, np.where((table == NO).all(axis=0), NO, -1)).astype(np.int8)


def no_days(size: int) -> Days:
    """A column of blank days, to be read only: it takes no room."""
    return np.broadcast_to(NO_DAY, size)
