"""The plan: what the generator means each obligation to come to, kept as the rows are laid.

Nothing here reads the tables or the audit engine. A module lays dates for an obligation and tells the plan
what it laid; the plan keeps the exceptions for `planted.csv` and counts every verdict.
"""

from collections import Counter, defaultdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from safeaudit.demo.days import AS_AT, Days, Flags, Text, Words

MET, LATE, OVERDUE, BREACHED = "met", "late", "overdue", "breached"
PENDING, EXEMPT, NOT_ASSESSABLE, NO_ROW = "pending", "exempt", "not assessable", ""
EXCEPTIONS = (LATE, OVERDUE, BREACHED)


def text(values: NDArray[Any] | list[str] | str, count: int) -> Text:
    """Give a column of Python strings: a list or column as it stands, one value repeated."""
    out = np.empty(count, dtype=object)
    out[:] = values
    return out


def choose(conditions: list[tuple[Flags, str]], otherwise: str, count: int) -> Text:
    """Give each row the word of the first condition that holds for it, else the last word."""
    out = text(otherwise, count)
    for condition, word in reversed(conditions):
        out[condition] = word
    return out


def by_deadline(due: Days, done: Days, excused: Flags | None = None, excused_since: Flags | None = None) -> Text:
    """Give the intended verdict of an action wanted by `due` and done on `done` (NaT: not done).

    `excused`: a permitted reason on or before due; `excused_since`: one of the step's own point after it.
    """
    never = np.zeros(len(due), dtype=bool)
    return choose(
        [
            ((done <= due) | (~np.isnat(done) & np.isnat(due)), MET),
            (never if excused is None else excused, EXEMPT),
            (~np.isnat(done), LATE),
            (never if excused_since is None else excused_since, EXEMPT),
            ((due >= AS_AT) | np.isnat(due), PENDING),
        ],
        OVERDUE,
        len(due),
    )


def before_event(due: Days, done: Days, event: Days, excused: Flags | None = None) -> Text:
    """Give the intended verdict of an action that must stand, by `due`, when an event happens (NaT: no date
    yet).
    """
    never = np.zeros(len(due), dtype=bool)
    return choose(
        [
            ((done <= due) | (~np.isnat(done) & np.isnat(due)), MET),
            (never if excused is None else excused, EXEMPT),
            (event <= AS_AT, BREACHED),
            (~np.isnat(done), MET),
            ((due >= AS_AT) | np.isnat(due), PENDING),
        ],
        OVERDUE,
        len(due),
    )


class Plan:
    """Every exception that was planted, and how many obligations of each step were laid with each verdict."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = defaultdict(Counter)
        self._rows: list[tuple[str, ...]] = []

    def add(
        self,
        step: str,
        verdict: Text,
        crn: Text,
        *,
        trigger: Days,
        due: Days,
        done: Days,
        note: Words,
        event: Words = "",
        subject: Words = "",
        where: Flags | None = None,
    ) -> None:
        """Take obligations of one step (of those `where` holds); a verdict of `NO_ROW` makes none."""
        count = len(crn)
        kept = verdict != NO_ROW if where is None else where & (verdict != NO_ROW)
        self.counts[step].update(verdict[kept].tolist())
        bad = np.flatnonzero(kept & np.isin(verdict, EXCEPTIONS))
        columns = [
            text(step, count),
            crn,
            text(event, count),
            text(subject, count),
            *(as_text(column) for column in (trigger, due, done)),
            verdict,
            text(note, count),
        ]
        self._rows.extend(zip(*(column[bad].tolist() for column in columns), strict=True))

    def drop(self, steps: tuple[str, ...], subjects: set[str]) -> None:
        """Take out the exceptions of these steps on these subjects: a messy cell has made them not
        assessable.
        """
        for row in [row for row in self._rows if row[0] in steps and row[3] in subjects]:
            self._rows.remove(row)
            self.counts[row[0]][row[7]] -= 1
            self.counts[row[0]][NOT_ASSESSABLE] += 1

    def rows(self) -> list[tuple[str, ...]]:
        """Give the exceptions in order of step, CRN, event, subject and trigger."""
        return sorted(self._rows)


def as_text(column: NDArray[Any]) -> Text:
    """Give a column as the strings of a CSV file: ISO dates, a missing date blank."""
    if column.dtype.kind == "M":
        words = np.datetime_as_string(column).astype(object)
        words[np.isnat(column)] = ""
        return words
    return text([str(value) for value in column.tolist()], len(column))
