"""The standards with their criteria (`standards.toml`), and the documents they rest on (`documents.toml`)."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from safeaudit.packs.schema import Part, Sentence

HERE = Path(__file__).parent
RECORDS = "records"
Evidence = Literal["records", "file reading", "document", "survey"]


class Document(Part):
    """A document: its title, whose it is, and what to know before it is asked of anybody."""

    title: Sentence
    area: Sentence
    note: str = ""


class Criterion(Part):
    """One line of a standard: what is asked, how it is evidenced, which steps measure it, what no record can tell.

    `themes`: all their steps that no criterion names.
    """

    id: str
    asks: Sentence
    evidence: tuple[Evidence, ...]
    steps: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    cannot_tell: Sentence


class Standard(Part):
    """A standard: its area, and where each document (by id) names it."""

    code: str
    area: Sentence
    title: Sentence
    rests_on: dict[str, list[str]]
    criterion: list[Criterion]


@cache
def load_standards() -> Sequence[Standard]:
    """Every standard in its order."""
    held = tomllib.loads((HERE / "standards.toml").read_text("utf-8"))
    return TypeAdapter(list[Standard]).validate_python(held["standard"])


@cache
def load_documents() -> Mapping[str, Document]:
    """Every document by its id."""
    held = tomllib.loads((HERE / "documents.toml").read_text("utf-8"))
    return TypeAdapter(dict[str, Document]).validate_python(held)


def criterion_of(step: str, theme: str) -> str:
    """Which criterion a step measures: the one that names it, else the one that names its theme; blank for none."""
    criteria = [criterion for standard in load_standards() for criterion in standard.criterion]
    named = [criterion.id for criterion in criteria if step in criterion.steps]
    themed = [criterion.id for criterion in criteria if theme in criterion.themes]
    return next(iter([*named, *themed]), "")
