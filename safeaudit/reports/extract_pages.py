"""Writes `docs/extracts.md` from the contract, its meanings and headings, and the packs.

`python -m safeaudit.reports.extract_pages` writes it; a test writes it again and compares.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from safeaudit.extracts.aliases import listed_aliases
from safeaudit.extracts.code_names import NAMES
from safeaudit.extracts.codes import CONTACT_TYPES, REGISTERS
from safeaudit.extracts.contract import CLOSED_LISTS, TABLES, ColumnSpec, TableSpec
from safeaudit.extracts.meanings import TableMeaning, meanings
from safeaudit.packs.load import load_pack
from safeaudit.packs.schema import Step
from safeaudit.replay.needs import WITHOUT_CASES, alternatives, tables_named

PAGE = Path(__file__).parents[2] / "docs" / "extracts.md"
_HEAD: Final = Path(__file__).with_name("extract_pages.txt")
_KINDS: Final = {
    "crn": "CRN",
    "noms": "prison number",
    "ref": "reference",
    "text": "text",
    "code": "code",
    "date": "date",
    "datetime": "date, with a time where held",
    "yes-no": "Y/N",
    "number": "number",
}


def extract_pages() -> str:
    """The whole page, as Markdown."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    yield _HEAD.read_text("utf-8").replace("{needs}", "\n".join(_needs()))
    yield from _headings(listed_aliases())
    for name, table in TABLES.items():
        yield from _table(table, meanings()[name])
    yield from _codes("Contact types that steps read", "contact_type", CONTACT_TYPES)
    yield from _codes("Registers and alerts that steps read", "register", REGISTERS)


def _needs() -> Iterator[str]:
    """For each table where it is held, and how many steps need it or can do with it."""
    steps = load_pack("hmpps").steps
    needed = Counter(table for step in steps for table in _needed(step))
    named = Counter(table for step in steps for table in tables_named(step))
    yield "| table | held in | steps that need it | steps that it can serve instead of another |"
    yield "|---|---|---|---|"
    for name in TABLES:
        other = named[name] - needed[name]
        yield f"| [{name}](#{name}) | {meanings()[name].held_in} | {needed[name] or ''} | {max(other, 0) or ''} |"


def _needed(step: Step) -> set[str]:
    """The tables without which the step cannot be judged, whatever else there is."""
    tables = set() if step.falls.on in WITHOUT_CASES else {"cases"}
    for need in step.needs:
        parts = [{part.table for part in alternative} for alternative in alternatives(need)]
        tables |= set.intersection(*parts)
    return tables


def _table(table: TableSpec, meaning: TableMeaning) -> Iterator[str]:
    yield f"\n## {table.name}"
    about = [f"{meaning.about}.", f"Held in: {meaning.held_in}."]
    if meaning.added:
        about.append("An *added* table.")
    if table.unique:
        about.append(f"Unique: {' and '.join(table.unique)}.")
    yield " ".join(about)
    yield "\n| column | kind | meaning |"
    yield "|---|---|---|"
    yield from (_column(column, meaning) for column in table.columns)
    if headings := listed_aliases(table.name):
        yield "\nAlso known:"
        yield from _headings(headings)


def _headings(headings: dict[str, list[str]]) -> Iterator[str]:
    yield from (f"- {name}: {', '.join(f'*{heading}*' for heading in named)}" for name, named in headings.items())


def _column(column: ColumnSpec, meaning: TableMeaning) -> str:
    name = f"**{column.name}**" if column.required else column.name
    said = meaning.columns.get(column.name, column.name.replace("_", " "))
    added = " (*added*)" if column.name in meaning.added_columns else ""
    return f"| {name} | {_kind(column)} | {said}{added} |"


def _kind(column: ColumnSpec) -> str:
    if column.kind != "word":
        return _KINDS[column.kind]
    yes_no = CLOSED_LISTS["yes-no"].items() <= column.words.items()
    words = dict.fromkeys(column.words.values())
    return " ".join(f"`{word.upper() if yes_no and word in ('y', 'n') else word}`" for word in words)


def _codes(title: str, column: str, meant: dict[str, str]) -> Iterable[str]:
    yield f"\n## {title}"
    yield "\n| code | named | read as |"
    yield "|---|---|---|"
    yield from (f"| {code} | {NAMES[column].get(code, '')} | {means} |" for code, means in meant.items())


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit("python -m safeaudit.reports.extract_pages takes no argument")
    PAGE.write_text(extract_pages(), "utf-8")
