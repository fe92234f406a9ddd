"""The first sentence of each named fact: they are written for readers, and say what a pack means by the name."""

import re

from safeaudit.facts import named  # noqa: F401  (enters every fact in the registry)
from safeaudit.facts.registry import ACTIONS, DATES, THINGS, TRUTHS

FIRST_SENTENCE = re.compile(r".*?[.](?=\s|$)", re.DOTALL)


def facts_in_words() -> dict[str, str]:
    """A sentence for each named fact."""
    registries: list[dict[str, object]] = [dict(THINGS), dict(TRUTHS), dict(DATES), dict(ACTIONS)]
    return {name: first_sentence(fact.__doc__ or "") for facts in registries for name, fact in facts.items()}


def first_sentence(docstring: str) -> str:
    """The first sentence of a docstring, on one line."""
    text = " ".join(docstring.split("\n\n")[0].split()).replace("`", "")
    found = FIRST_SENTENCE.match(text)
    return found[0] if found else text
