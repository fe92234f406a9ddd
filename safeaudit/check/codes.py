"""Codes and words that no step understands, with what follows from that."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import pandas as pd

from safeaudit.check.found import CodeFound
from safeaudit.extracts.codes import CONTACT_TYPES, NOT_MADE_REASONS, REGISTERS, VISIT_MADE, VISIT_NOT_MADE, VISITS
from safeaudit.extracts.contract import TABLES
from safeaudit.extracts.outcomes import UNDERSTOOD
from safeaudit.extracts.problems import shown
from safeaudit.extracts.tables import Extracts
from safeaudit.extracts.words import folded
from safeaudit.facts.people import KNOWN_ROLES

# Titles of roles and courses have one of these words; any other text of several words might be about a person.
_TITLE: Final = re.compile(
    r"\b(?:safeguarding|child(?:ren)?|protection|e-?learning|learning|training|course|module|advanced|domestic abuse"
    r"|officer|manager|practitioner|administrator|assistant|worker|governor|probation|prison)s?\b",
    re.IGNORECASE,
)
_TITLED: Final = (("staff", "role"), ("training", "course"))
# What follows where a code is none of those that some step reads.
_FREE: Final = {
    ("contacts", "contact_type"): (CONTACT_TYPES, "no step reads it"),
    ("registrations", "register"): (REGISTERS, "no step reads it"),
    ("staff", "role"): (KNOWN_ROLES, "no known role: what training it wants cannot be told"),
    ("enquiries", "not_made_reason"): (NOT_MADE_REASONS, "no reason that the policy permits: it excuses nothing"),
}
# What an outcome may say on contacts whose outcome decides, and what follows where it says something else.
_OUTCOMES: Final = {
    **dict.fromkeys(VISITS, (VISIT_MADE, VISIT_NOT_MADE)),
    **UNDERSTOOD,
    "MO8": (r"^\s*home visit", r"^\s*delay of home visit"),
}


def codes_not_understood(extracts: Extracts) -> Iterator[CodeFound]:
    """Give every such code, by table and column in the contract's order, the most frequent first."""
    for table, columns in extracts.profiles.items():
        for column, profile in columns.items():
            if (table, column) in _FREE:
                known, follows = _FREE[table, column]
                yield from _codes(table, column, profile.counts, map(folded, known), follows)
            elif TABLES[table].column(column).kind == "word" and profile.unreadable:
                words = map(folded, TABLES[table].column(column).words)
                follows = "cannot be read" if not TABLES[table].column(column).required else "its rows are set aside"
                yield from _codes(table, column, profile.counts, words, follows)
    if "contacts" in extracts.tables and extracts.tables["contacts"].held("outcome"):
        yield from _outcomes(extracts.tables["contacts"].rows)


def _codes(
    table: str, column: str, counts: Mapping[str, int], known: Iterable[str], follows: str
) -> Iterator[CodeFound]:
    understood = set(known)
    unknown = {code: rows for code, rows in counts.items() if folded(code) not in understood}
    yield from _found(table, column, unknown, follows)


def _found(table: str, column: str, unknown: Mapping[str, int], follows: str) -> Iterator[CodeFound]:
    """Codes as they may be shown; those that may not are counted together by their length."""
    told: dict[str, int] = {}
    for code, rows in unknown.items():
        name = code_shown(table, column, code)
        told[name] = told.get(name, 0) + rows
    for name, rows in sorted(told.items(), key=lambda item: -item[1]):
        yield CodeFound(table, column, name, rows, follows)


def code_shown(table: str, column: str, code: str) -> str:
    """Give a code as it may be repeated: if it looks like one, or like the title of a role or course."""
    if (table, column) in _TITLED and _TITLE.search(code) and len(code) <= 60:
        return code
    return shown(TABLES[table].column(column), code)


def _outcomes(contacts: pd.DataFrame) -> Iterator[CodeFound]:
    for code, patterns in _OUTCOMES.items():
        outcomes = contacts["outcome"][(contacts["contact_type"] == code).to_numpy(dtype=bool)]
        counts = {str(text): int(rows) for text, rows in outcomes.value_counts().items() if rows}
        strange = {t: n for t, n in counts.items() if not any(re.search(p, t, re.IGNORECASE) for p in patterns)}
        yield from _found("contacts", "outcome", strange, f"of {code}: it counts for nothing")
        blank = int(outcomes.isna().sum())
        if code in VISITS and blank:
            yield CodeFound("contacts", "outcome", "(blank)", blank, f"of {code}: no visit without an outcome")
