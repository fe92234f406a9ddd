"""Every obligation of a caseload at an as-at date, one case at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta

from . import (
    further_assessment,
    further_concerns,
    further_conferences,
    further_court,
    further_enquiries,
    further_release,
    steps_assessment,
    steps_conferences,
    steps_court,
    steps_enquiries,
    steps_following_up,
    steps_home_visits,
    steps_referrals,
    steps_registers,
    steps_release,
    steps_training,
)
from .as_at import BLANK_WITH, BLANKED, OWN_DATE, hide
from .caseload import CASE_TABLES, DATE, INT, SCHEMA, TIME, UNUSABLE, YN, Caseload, Row
from .clock import BENCHMARKS, Term
from .facts import Case
from .needs import ROWS_NEED, may_make, not_assessed
from .shapes import NOT_ASSESSABLE, Verdict

Step = Callable[[Case], Iterator[Verdict]]

CASE_STEPS: dict[str, Step] = {
    **steps_enquiries.STEPS,
    **steps_following_up.STEPS,
    **steps_referrals.STEPS,
    **steps_home_visits.STEPS,
    **steps_conferences.STEPS,
    **steps_registers.STEPS,
    **steps_assessment.STEPS,
    **steps_release.STEPS,
    **steps_court.STEPS,
    **further_court.STEPS,
    **further_enquiries.STEPS,
    **further_assessment.STEPS,
    **further_conferences.STEPS,
    **further_release.STEPS,
    **further_concerns.STEPS,
}
STAFF_STEPS: dict[str, Step] = {**steps_training.STAFF_STEPS, **further_concerns.STAFF_STEPS}
UNIT_STEPS: dict[str, Step] = steps_training.UNIT_STEPS

__all__ = ["Verdict", "evaluate", "not_assessed"]


def evaluate(caseload: Caseload, as_at: date, benchmarks: dict | None = None) -> list[Verdict]:
    """Every obligation. `benchmarks` overrides by name: "5 working days", (5, "working days"), "none" or None."""
    values = dict(BENCHMARKS)
    for name, value in (benchmarks or {}).items():
        values[name] = read_term(value)
    left_out = not_assessed(caseload)
    found: list[Verdict] = []
    for name, rows, steps in groups(caseload):
        wanted = {step: judge for step, judge in steps.items() if step not in left_out}
        found += evaluate_one(name, rows, wanted, as_at, values)
    barred = {(step, table) for step in ROWS_NEED for table in SCHEMA if not may_make(caseload, step, table)}
    return [one for one in found if not {(one.step, table) for table, _ in one.made_by} & barred]


def read_term(value: str | Term | None) -> Term | None:
    """A benchmark as people write it: "5 working days", "1 working day", "3 months", "none"."""
    if value is None or isinstance(value, tuple):
        return value
    if value == "none":
        return None
    number, unit = value.split(maxsplit=1)
    unit = unit.strip() if unit.strip().endswith("s") else unit.strip() + "s"
    return int(number), unit


def groups(caseload: Caseload) -> Iterator[tuple[str, dict[str, list[Row]], dict[str, Step]]]:
    """Each CRN of `cases`, each staff member of `staff` and each unit, with its rows and its steps."""

    def gather(key: str, owner: str, tables: tuple[str, ...]) -> dict[str, dict[str, list[Row]]]:
        by_name: dict[str, dict[str, list[Row]]] = {row[key]: {} for row in caseload.get(owner, [])}
        for table in tables:
            for number, cells in enumerate(caseload.get(table, [])):
                if cells[key] in by_name:  # any other row is an orphan
                    row = Row(cells)
                    row.id = (table, number)
                    by_name[cells[key]].setdefault(table, []).append(row)
        return by_name

    for crn, rows in gather("crn", "cases", CASE_TABLES).items():
        yield crn, rows, CASE_STEPS
    for staff_code, rows in gather("staff_code", "staff", ("staff", "training")).items():
        yield staff_code, rows, STAFF_STEPS
    for unit, rows in gather("unit", "units", ("units",)).items():
        yield unit, rows, UNIT_STEPS


def evaluate_one(
    name: str,
    raw: dict[str, list[Row]],
    steps: dict[str, Step],
    as_at: date,
    benchmarks: dict[str, Term | None],
) -> list[Verdict]:
    """One case: every unusable cell read as blank, then the last section's rule for rows with such cells."""
    blanked = {table: [blank_unusable(row) for row in rows] for table, rows in raw.items()}
    case = Case(name, hide_all(blanked, as_at), as_at, benchmarks)
    unreadable = [row for rows in raw.values() for row in rows if any(cell is UNUSABLE for cell in row.values())]
    found = []
    for judge in steps.values():
        for verdict in first_of_each(judge(case)):
            for row in unreadable:
                if row.id in verdict.made_by and verdict.verdict != NOT_ASSESSABLE:
                    verdict = doubt(verdict, row, judge, case, blanked)
            found.append(verdict)
    return found


def blank_unusable(row: Row) -> Row:
    """The row with its unusable cells blank."""
    copy = Row({column: None if cell is UNUSABLE else cell for column, cell in row.items()})
    copy.id = row.id
    return copy


def hide_all(tables: dict[str, list[Row]], as_at: date) -> dict[str, list[Row]]:
    """The tables as they stood at as-at."""
    return {
        table: [seen for row in rows if (seen := hide(table, row, as_at)) is not None] for table, rows in tables.items()
    }


def first_of_each(verdicts: Iterator[Verdict]) -> list[Verdict]:
    """Of two rows that would make the same obligation the first in the file makes it."""
    found: dict[tuple, Verdict] = {}
    for one in verdicts:
        found.setdefault((one.step, one.crn, one.event_number, one.subject, one.trigger_on), one)
    return list(found.values())


# --- The last section: an unusable cell in a row that makes an obligation -----------------------------------


def doubt(verdict: Verdict, row: Row, judge: Step, case: Case, blanked: dict[str, list[Row]]) -> Verdict:
    """Not assessable, unless a blank and every readable value there would give the same verdict."""
    table = row.id[0]
    for column, cell in row.items():
        if cell is UNUSABLE and might_matter(row, column, judge, case):
            for value in readable_values(table, column, blanked, case.as_at):
                if verdict_with(verdict, row, column, value, judge, case, blanked) != verdict.verdict:
                    return Verdict(
                        verdict.step,
                        verdict.crn,
                        verdict.event_number,
                        verdict.subject,
                        verdict.trigger_on,
                        verdict.due,
                        verdict.done_on,
                        NOT_ASSESSABLE,
                        verdict.basis,
                        verdict.made_by,
                    )
    return verdict


def verdict_with(
    verdict: Verdict,
    row: Row,
    column: str,
    value: object,
    judge: Step,
    case: Case,
    blanked: dict[str, list[Row]],
) -> str | None:
    """The verdict of the obligation, were `value` in that cell; None where there is none."""
    table = row.id[0]
    tried = []
    for other in blanked[table]:
        if other.id == row.id:
            changed = Row(other)
            changed.id = other.id
            changed[column] = value
            tried.append(changed)
        else:
            tried.append(other)
    rows = {**case.rows, **hide_all({table: tried}, case.as_at)}
    found = first_of_each(judge(Case(case.name, rows, case.as_at, case.benchmarks)))
    for one in found:
        if row.id in one.made_by:
            return one.verdict
    # The same obligation may be made without this row, as a spell is by a sibling's plan.
    for one in found:
        if same_obligation(one, verdict):
            return one.verdict
    return None


def same_obligation(one: Verdict, other: Verdict) -> bool:
    """Whether two verdicts are of one obligation: event, subject and trigger day agree."""
    return (one.event_number, one.subject, one.trigger_on) == (
        other.event_number,
        other.subject,
        other.trigger_on,
    )


def readable_values(table: str, column: str, blanked: dict[str, list[Row]], as_at: date) -> Iterator[object]:
    """A good set of the values that a readable cell could hold there."""
    kind = SCHEMA[table][column]
    if isinstance(kind, tuple):
        yield from kind
    elif kind == YN:
        yield from (True, False)
    elif kind == INT:
        numbers = {row["event_number"] or 1 for rows in blanked.values() for row in rows}
        yield from sorted(numbers | {1, 2, max(numbers) + 1})
    elif kind in (DATE, TIME):
        hides_row = OWN_DATE.get(table) == column
        for day in readable_days(blanked, as_at):
            if not (hides_row and day > as_at):  # not recorded yet: the row would not be there
                yield day
                if kind == TIME:
                    yield datetime.combine(day, time(0, 1))
                    yield datetime.combine(day, time(23, 59))
    else:
        yield from ("unclear", "Attended", "fine", "NFA")


def readable_days(blanked: dict[str, list[Row]], as_at: date) -> list[date]:
    """Every date in the case −1, 0, +1; as-at and usual distances from it; very old and far days."""
    days = {as_at}
    for rows in blanked.values():
        for row in rows:
            for cell in row.values():
                if isinstance(cell, datetime):
                    days.add(cell.date())
                elif isinstance(cell, date):
                    days.add(cell)
    found = {day + timedelta(days=n) for day in days for n in (-1, 0, 1)}
    distances = (7, 15, 28, 30, 42, 60, 91, 92, 183, 366, 732, 1096, 2000)
    found |= {as_at + timedelta(days=sign * n) for n in distances for sign in (-1, 1)}
    return sorted(found | {date(1950, 1, 1), date(2014, 6, 2), date(2034, 6, 1), date(2099, 6, 1)})


class Watched(Row):
    """A row that notes which of its columns are read."""

    read: set[str]

    def __getitem__(self, column: str) -> object:
        self.read.add(column)
        return super().__getitem__(column)


def might_matter(row: Row, column: str, judge: Step, case: Case) -> bool:
    """Whether the step reads that cell at all: one that it never reads, blank, cannot change what it finds.

    Only to save time. Columns whose value can hide a row or blank another cell are always taken to matter.
    """
    table = row.id[0]
    if (table, column) in BLANK_WITH or OWN_DATE.get(table) == column:
        return True
    if table in ("enquiries", "referrals") and column in BLANKED[table]:
        return True
    read: set[str] = set()
    watching = []
    for other in case.table(table):
        if other.id == row.id:
            watched = Watched(other)
            watched.id = other.id
            watched.read = read
            watching.append(watched)
        else:
            watching.append(other)
    rows = {**case.rows, table: watching}
    list(judge(Case(case.name, rows, case.as_at, case.benchmarks)))
    return column in read
