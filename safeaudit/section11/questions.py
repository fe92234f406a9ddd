"""The questionnaire (`questions.csv`): each requirement that only people can answer for, in our own words."""

import csv
from collections.abc import Sequence
from functools import cache
from typing import Literal

from pydantic import TypeAdapter

from safeaudit.packs.schema import Part, Sentence
from safeaudit.section11.standards import HERE


class Question(Part):
    """One question: document, requirement and paragraphs it comes from, its standard, and whose duty it is."""

    document: str
    requirement: str
    paragraphs: Sentence
    strength: Literal["mandatory", "expected", "guidance", "described"]
    duty: Literal["own", "another"]
    standard: str
    question: Sentence

    @property
    def id(self) -> str:
        """What the question is known by from one year to the next."""
        return f"{self.document}/{self.requirement}"


@cache
def load_questions() -> Sequence[Question]:
    """Every question, by document."""
    with (HERE / "questions.csv").open(encoding="utf-8", newline="") as file:
        return TypeAdapter(list[Question]).validate_python(list(csv.DictReader(file)))
