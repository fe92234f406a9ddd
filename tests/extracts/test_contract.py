"""The contract as data agrees with its text."""

import re
from pathlib import Path

import pytest

from safeaudit.extracts.contract import CLOSED_LISTS, TABLES

REFERENCE = Path(__file__).parents[2] / "docs" / "extracts.md"
ADDED_TABLES = (
    "concerns",
    "child_contacts",
    "child_contact_applications",
    "victims",
    "mbu_boards",
    "overnight_visits",
)
CONTRACT = Path(__file__).parents[3] / "shared" / "extracts.md"


def test_no_column_is_named_twice_and_unique_columns_exist():
    for table in TABLES.values():
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names), table.name
        assert set(table.unique) <= set(names)
        assert set(table.one_of) <= set(names)


def test_every_closed_list_is_lower_case():
    assert all(word == word.lower() for words in CLOSED_LISTS.values() for word in (*words, *words.values()))


def test_the_reference_for_users_lists_every_table_and_column_and_marks_the_required_ones():
    sections = re.split(r"\n## ", REFERENCE.read_text("utf-8"))[1:]
    written = {section.split("\n", 1)[0]: re.findall(r"(?m)^\| (\**)(\w+)\1 \|", section) for section in sections}
    for name, table in TABLES.items():
        shown = [(column, bool(stars)) for stars, column in written[name] if column != "column"]
        assert shown == [(column.name, column.required) for column in table.columns], name


def test_the_reference_for_users_shows_every_word_of_a_closed_list():
    text = REFERENCE.read_text("utf-8").lower()
    for table in TABLES.values():
        for column in table.columns:
            assert all(f"`{word}`" in text for word in column.words.values()), column.name


def test_required_columns_are_those_in_bold_in_the_contract():
    if not CONTRACT.exists():
        pytest.skip(f"{CONTRACT} is absent: it is handed out beside the project")
    text = CONTRACT.read_text()
    for name, table in TABLES.items():
        if name in ADDED_TABLES:
            continue
        start = text.index(f"\n{name}: " if name in ("staff", "training") else f"\n## {name}")
        section = re.split(r"\n## |\ntraining: ", text[start + 3 :], maxsplit=1)[0]
        bold = set(re.findall(r"\*\*(\w+)\*\*", section))
        assert {column.name for column in table.columns if column.required} == bold, name
