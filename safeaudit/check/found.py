"""What a check finds, as data."""

from collections.abc import Sequence
from dataclasses import dataclass

from safeaudit.extracts.tables import InputSheet, NotRead, Remark


@dataclass(frozen=True)
class ColumnFound:
    """One column of a table, over the rows of the files that hold it.

    `required`: the table is not read without it. `needed_by`: how many steps of the policies cannot do without it.
    `headings`: those that it was read from, where they are not its own name. `first`, `last`: of its dates, ISO.
    """

    column: str
    required: bool
    needed_by: int
    headings: list[str]
    rows: int
    blank: int
    unreadable: int
    first: str
    last: str


@dataclass(frozen=True)
class TableFound:
    """One table that was supplied: where from, its rows, and its columns."""

    table: str
    files: list[str]
    rows_read: int
    used: int
    quarantined: int
    duplicate: int
    columns: list[ColumnFound]
    missing: list[str]


@dataclass(frozen=True)
class CodeFound:
    """A code or word of a column that does not mean what some step looks for: in how many rows, and what follows."""

    table: str
    column: str
    code: str
    rows: int
    follows: str


@dataclass(frozen=True)
class Gap:
    """Months in a row without a contact, between the log's first day and its last."""

    first: str
    last: str
    months: int


@dataclass(frozen=True)
class ProblemFound:
    """Data problems of one kind, effect, column and reason: how many, and where the first stands."""

    effect: str
    kind: str
    table: str
    column: str
    reason: str
    count: int
    first: str


@dataclass(frozen=True)
class StepFound:
    """One step: what it lacks (blank: it can be audited), and what it is judged without.

    `contacts_alone`: tables without which contacts alone show its action. `not_looked_at`: tables not supplied that
    would widen it.
    """

    policy: str
    step: str
    title: str
    lacks: str
    contacts_alone: list[str]
    not_looked_at: list[str]


@dataclass(frozen=True)
class Check:
    """Everything that `safeaudit check` tells."""

    inputs: Sequence[InputSheet]
    tables: Sequence[TableFound]
    not_supplied: Sequence[str]
    remarks: Sequence[Remark]
    not_read: Sequence[NotRead]
    problems: Sequence[ProblemFound]
    codes: Sequence[CodeFound]
    gaps: Sequence[Gap]
    steps: Sequence[StepFound]
