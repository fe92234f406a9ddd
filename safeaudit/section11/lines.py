"""The lines of a return, criteria and questions, before anybody answers: one row each, with id and version."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable

import pandas as pd

from safeaudit.section11.measures import shown_of
from safeaudit.section11.questions import Question, load_questions
from safeaudit.section11.standards import Standard, load_documents, load_standards


def criteria_lines(measured: pd.DataFrame, documents: Collection[str]) -> pd.DataFrame:
    """One row for each criterion, in the order of the standards.

    Columns: id, version, area, code, standard, asks, evidence, rests_on, and those of `measures.shown_of`.
    """
    rows: list[dict[str, object]] = []
    for standard in load_standards():
        for criterion in standard.criterion:
            mine = measured[measured["criterion"] == criterion.id]
            rests = _rests_on(standard, mine, documents)
            meaning = [criterion.asks, list(criterion.evidence), standard.rests_on, sorted(mine["fingerprint"])]
            rows.append(
                {
                    "id": f"{standard.code}/{criterion.id}",
                    "version": version(meaning),
                    "area": standard.area,
                    "code": standard.code,
                    "standard": standard.title,
                    "asks": criterion.asks,
                    "evidence_kinds": ", ".join(criterion.evidence),
                    "rests_on": rests,
                    **shown_of(criterion, mine),
                }
            )
    frame = pd.DataFrame(rows)
    whole = {name: frame[name].astype("Int64") for name in ("met", "due", "not assessable")}
    return frame.assign(**whole, rate=frame["rate"].astype("float64"), first=frame["first"].astype("datetime64[s]"))


def question_lines(documents: Collection[str]) -> pd.DataFrame:
    """One row for each question of some documents, by standard and then by document.

    Columns: id, version, area, code, standard, question, document, paragraphs, strength, whose.
    """
    held = load_documents()
    rows = []
    for standard in load_standards():
        for question in questions_of(standard, documents):
            document = held[question.document]
            rows.append(
                {
                    "id": question.id,
                    "version": version([question.question, question.paragraphs, question.strength, question.standard]),
                    "area": standard.area,
                    "code": standard.code,
                    "standard": standard.title,
                    "question": question.question,
                    "document": document.title + (f" ({document.note})" if document.note else ""),
                    "paragraphs": question.paragraphs,
                    "strength": question.strength,
                    "whose": "ours" if question.duty == "own" else "another body's: shown, not rated",
                }
            )
    columns = ["id", "version", "area", "code", "standard", "question", "document", "paragraphs", "strength", "whose"]
    return pd.DataFrame(rows, columns=columns)


def questions_of(standard: Standard, documents: Collection[str]) -> list[Question]:
    """The questions of one standard that some documents ask."""
    return [q for q in load_questions() if q.standard == standard.code and q.document in documents]


def version(meaning: object) -> str:
    """A short hash of what a line asks: changed when the requirement is, and never taken for a number."""
    return "v" + hashlib.sha256(json.dumps(meaning).encode()).hexdigest()[:8]


def _rests_on(standard: Standard, mine: pd.DataFrame, documents: Collection[str]) -> str:
    """The documents and paragraphs behind a criterion: those of its steps, else of the standard's questions; and
    where each document names the standard."""
    places: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for policy, paragraphs in zip(mine["policy"], mine["paragraphs"], strict=True):
        places[policy] |= dict.fromkeys(paragraphs.split(";"))
    for question in [] if len(mine) else questions_of(standard, documents):
        places[question.document] |= dict.fromkeys(question.paragraphs.split("; "))
    for document, found in standard.rests_on.items():
        if document in documents:
            places[document] |= dict.fromkeys(found)
    held = load_documents()
    shown = {name: held[name].title if name in held else name for name in places}
    return "; ".join(f"{shown[name]}: {', '.join(_in_order(found))}" for name, found in places.items())


def _in_order(paragraphs: Iterable[str]) -> list[str]:
    """Paragraphs as they come in a document: 7.2 before 7.14."""
    return sorted(paragraphs, key=lambda text: [(part.zfill(4), part) for part in text.split(".")])
