"""What a step needs before it can be judged (`steps.md`, "What a step needs").

A pack writes a need as a list of alternatives, each `table`, `table: column, column`, or several of these parted by
`;`.
"""

from dataclasses import dataclass

from safeaudit.caseload.caseload import Rows
from safeaudit.extracts.contract import TABLES
from safeaudit.packs.schema import Step

# What falls on staff and units needs no cases.
WITHOUT_CASES = ("staff_in_post", "units")
CONTACTS = "contacts"


@dataclass(frozen=True)
class Part:
    """A table and the columns of it that are needed."""

    table: str
    columns: tuple[str, ...]


def alternatives(need: list[str]) -> list[list[Part]]:
    """Read one need: any of these, each all of its parts."""
    return [[_part(text) for text in alternative.split(";")] for alternative in need]


def _part(text: str) -> Part:
    table, _, columns = text.partition(":")
    return Part(table.strip(), tuple(column.strip() for column in columns.split(",") if column.strip()))


def columns_in_words(parts: list[str]) -> str:
    """Columns, each entry as `table: column, column`, for a reader: `column, column of table; column of another`."""
    return "; ".join(f"{', '.join(part.columns)} of {part.table}" for part in map(_part, parts))


def tables_named(step: Step) -> set[str]:
    """Every table that a step's needs name."""
    return {part.table for need in step.needs for parts in alternatives(need) for part in parts}


def unknown_names(step: Step) -> list[str]:
    """Tables and columns that a step's needs name and the contract does not have."""
    found = []
    for need in step.needs:
        for part in (part for parts in alternatives(need) for part in parts):
            known = {column.name for column in TABLES[part.table].columns} if part.table in TABLES else set()
            found += [part.table] if part.table not in TABLES else [c for c in part.columns if c not in known]
    return found


def what_is_missing(step: Step, rows: Rows) -> str:
    """Say why the step cannot be judged, or nothing where it can."""
    needs = step.needs if step.falls.on in WITHOUT_CASES else [["cases"], *step.needs]
    missing = [need for need in needs if not any(_held(parts, rows) for parts in alternatives(need))]
    return "; ".join(dict.fromkeys("needs " + _in_words(need, rows) for need in missing))


def _held(parts: list[Part], rows: Rows) -> bool:
    return all(rows.supplied(part.table, *part.columns) for part in parts)


def _in_words(need: list[str], rows: Rows) -> str:
    """Each alternative by what it lacks: the table where that is missing, else the columns."""
    phrases = [" and ".join(filter(None, (_lack(part, rows) for part in parts))) for parts in alternatives(need)]
    return " or ".join(dict.fromkeys(phrases))


def _lack(part: Part, rows: Rows) -> str:
    if not rows.supplied(part.table):
        return f"table {part.table}"
    lacking = [column for column in part.columns if not rows.supplied(part.table, column)]
    if not lacking:
        return ""
    return f"column{'s' if len(lacking) > 1 else ''} {', '.join(lacking)} of {part.table}"


def not_looked_at(step: Step, rows: Rows) -> list[str]:
    """Tables that would only have widened the cohort and were not supplied."""
    return [table for table in step.widened_by if not rows.supplied(table)]


def contacts_alone(step: Step, rows: Rows) -> list[str]:
    """Tables that could show the step's action better than contacts and cannot here, so that contacts alone show it."""
    found: dict[str, None] = {}
    for need in step.needs:
        ways = alternatives(need)
        held = [parts for parts in ways if _held(parts, rows)]
        if held and all(part.table == CONTACTS for parts in held for part in parts):
            found |= dict.fromkeys(part.table for parts in ways for part in parts if part.table != CONTACTS)
    return list(found)
