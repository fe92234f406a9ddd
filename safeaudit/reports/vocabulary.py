"""The words for what packs name: the first sentence of each fact, which is written for readers, and the meaning of
codes."""

import re

from safeaudit.extracts.codes import CONTACT_TYPES, REGISTERS
from safeaudit.extracts.contract import TABLES
from safeaudit.facts import named  # noqa: F401  (enters every fact in the registry)
from safeaudit.facts.registry import ACTIONS, DATES, THINGS, TRUTHS
from safeaudit.packs.vocabulary import Vocabulary

FIRST_SENTENCE = re.compile(r".*?[.](?=\s|$)", re.DOTALL)


def vocabulary() -> Vocabulary:
    """Every word that a step's meaning is told in."""
    registries: list[dict[str, object]] = [dict(THINGS), dict(TRUTHS), dict(DATES), dict(ACTIONS)]
    facts = {name: first_sentence(fact.__doc__ or "") for registry in registries for name, fact in registry.items()}
    columns = {column.name: column.kind for table in TABLES.values() for column in table.columns}
    yes_no = frozenset(name for name, kind in columns.items() if kind == "yes-no")
    return Vocabulary(facts, frozenset(columns), yes_no, {**CONTACT_TYPES, **REGISTERS})


def first_sentence(docstring: str) -> str:
    """The first sentence of a docstring, on one line."""
    text = " ".join(docstring.split("\n\n")[0].split()).replace("`", "")
    found = FIRST_SENTENCE.match(text)
    return found[0] if found else text
