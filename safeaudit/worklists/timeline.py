"""What happened in one case, day by day, each with the row that says so; free text is never shown."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import Words
from safeaudit.caseload.records import Records
from safeaudit.clock.in_words import MIDNIGHT
from safeaudit.extracts.codes import CONTACT_TYPES, REGISTERS
from safeaudit.extracts.contract import TABLES
from safeaudit.extracts.outcomes import NOT_MADE, SENT
from safeaudit.facts.known import Known
from safeaudit.facts.visits import attended
from safeaudit.replay.obligations import shown_reference

WORDS = Path(__file__).with_name("timeline.toml")
SAYS = "says"


@cache
def phrases() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """For each table `known_by` and its date columns: `says`, and the cells to show with their labels."""
    held = tomllib.loads(WORDS.read_text("utf-8"))
    return {
        table: {name: {SAYS: words} if isinstance(words, str) else words for name, words in columns.items()}
        for table, columns in held.items()
    }


def timeline(known: Known) -> pd.DataFrame:
    """Every dated cell of the case's rows as known at as-at, by day, then in file order.

    Columns: day (datetime64[s]), time (text, blank where none is held), what (text), record (int). What is planned for
    after as-at is there too.
    """
    parts = [part for table, columns in phrases().items() for part in _of_table(known.caseload[table], columns)]
    happened = pd.concat(parts, ignore_index=True)
    return happened.sort_values(["day", "time", "record"], kind="stable", ignore_index=True)


def _of_table(rows: Records, columns: Mapping[str, Mapping[str, str]]) -> Iterator[pd.DataFrame]:
    for name, words in columns.items():
        if name == "known_by":
            continue
        dated = rows.where(~rows.blank(name))
        moments = np.datetime_as_string(dated.moment(name).astype("datetime64[m]"))
        times = [str(moment)[11:] for moment in moments]
        yield pd.DataFrame(
            {
                "day": dated.day(name).astype("datetime64[s]"),
                "time": ["" if time == MIDNIGHT else time for time in times],
                "what": _what(dated, words, columns["known_by"]),
                "record": dated.record,
            }
        )


def _what(rows: Records, words: Mapping[str, str], known_by: Mapping[str, str]) -> Words:
    """The words of some rows: what happened and, in brackets, which and how."""
    if rows.table == "contacts":
        return _contact(rows)
    details = [*known_by.items(), *((column, label) for column, label in words.items() if column != SAYS)]
    inside = np.full(len(rows), "", dtype=object)
    for column, label in details:
        shown = _shown(rows, column, label)
        inside = inside + np.where((inside != "") & (shown != ""), "; ", "") + shown
    return words[SAYS] + np.where(inside == "", "", " (" + inside + ")")


def _shown(rows: Records, column: str, label: str) -> Words:
    """A cell as it may be shown, after its label; blank where nothing is recorded."""
    kind = TABLES[rows.table].column(column).kind
    if kind == "yes-no":
        return np.where(rows.yes(column), label, np.where(rows.no(column), f"not {label}", "")).astype(object)
    if kind == "number":
        number = rows.number(column)
        cells = np.where(number < 0, "", number.astype(str)).astype(object)
    else:
        cells = rows.text(column).mapped(lambda word: _word(word, column)).strings()
    return np.where(cells == "", "", f"{label} " + cells if label else cells)


def _word(word: str, column: str) -> str:
    """A register with its meaning, a word of a closed list, or a reference."""
    if column == "register":
        return _with_meaning(word, REGISTERS)
    return {"y": "yes", "n": "no"}.get(word) or shown_reference(word)


def _with_meaning(code: str, meanings: Mapping[str, str]) -> str:
    meaning = meanings.get(code, "")
    return f"{code}, {meaning}" if meaning else code


def _contact(contacts: Records) -> Words:
    """A contact by its type and, where steps read it, by what its outcome means: the words themselves are free."""
    told = contacts.text("contact_type").mapped(lambda code: _with_meaning(code, CONTACT_TYPES)).strings()
    enquiry = contacts.is_any("contact_type", ["SFGC"]) & contacts.values("outcome_held")
    visit = contacts.is_any("contact_type", ["CHVS", "COHV"])
    sent = contacts.blank("outcome") | contacts.matches("outcome", SENT)
    not_made = contacts.matches("outcome", NOT_MADE)
    told[enquiry & sent] = "SFGC, enquiry sent"
    told[enquiry & not_made] = "SFGC, enquiry not made: information is held already"
    told[enquiry & ~sent & ~not_made] = "SFGC, with an outcome that says neither sent nor not made"
    told[visit] += np.where(attended(contacts)[visit], ", attended", ", not said to be attended").astype(object)
    return told
