"""Lays the engine's obligations beside the reference's: the same caseload, written as extracts and read by the
program."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd

from safeaudit.audit import run_audit
from safeaudit.settings import Settings

from .caseload import Caseload
from .evaluate import STAFF_STEPS, UNIT_STEPS, evaluate, not_assessed
from .generate import write_csv
from .shapes import Verdict

# step, CRN, event_number, subject, trigger_on
Key = tuple[str, str, int | None, str, date | None]
# verdict, due, done_on, basis
Answer = tuple[str, date | None, date | None, str]

# On not assessable rows dates need not agree between readers (steps.md, last line).
UNTOLD: Answer = ("not assessable", None, None, "")
# Of a step that is not assessed: it has no obligations.
LEFT_OUT: Answer = ("not assessed", None, None, "")


def disagreements(
    caseload: Caseload, as_at: date, folder: Path, benchmarks: dict[str, str] | None = None
) -> tuple[int, list[str]]:
    """How many obligations there are, and a line for each on which engine and reference differ.

    `benchmarks`: those that an office changes. A step that only one of the two assesses is a line too.
    """
    write_csv(caseload, folder)
    engine = engine_answers(folder, as_at, benchmarks or {})
    reference = reference_answers(caseload, as_at, benchmarks or {})
    return len(reference), list(differences(engine, reference))


def differences(engine: dict[Key, Answer], reference: dict[Key, Answer]) -> Iterator[str]:
    """A line for each obligation that only one has, or that both have with another verdict, due, done_on or basis."""
    for key in sorted(engine.keys() | reference.keys(), key=str):
        if engine.get(key) != reference.get(key):
            yield f"{key}: engine {engine.get(key)}, reference {reference.get(key)}"


def engine_answers(folder: Path, as_at: date, benchmarks: dict[str, str]) -> dict[Key, Answer]:
    """What the program says of the extracts in a folder."""
    audit = run_audit([folder], as_at, settings=Settings(benchmarks=benchmarks))
    rows = audit.obligations
    answers = {left_out(step): LEFT_OUT for replay in audit.replays for step in replay.not_assessed}
    for row in rows.astype(object).where(rows.notna(), None).to_dict("records"):
        key = (row["step"], row["crn"] or "", row["event_number"], row["subject"] or "", day(row["trigger_on"]))
        assert key not in answers, f"made twice: {key}"
        answers[key] = answer(row["verdict"], day(row["due"]), day(row["done_on"]), row["basis"])
    return answers


def reference_answers(caseload: Caseload, as_at: date, benchmarks: dict[str, str]) -> dict[Key, Answer]:
    """What the reference says of the same caseload."""
    answers = {left_out(step): LEFT_OUT for step in not_assessed(caseload)}
    for verdict in evaluate(caseload, as_at, benchmarks):
        key = (verdict.step, crn_of(verdict), verdict.event_number, verdict.subject or "", verdict.trigger_on)
        assert key not in answers, f"made twice: {key}"
        answers[key] = answer(verdict.verdict, verdict.due, verdict.done_on, verdict.basis)
    return answers


def left_out(step: str) -> Key:
    """The key of a step that is not assessed."""
    return step, "", None, "not assessed", None


def answer(verdict: str, due: date | None, done_on: date | None, basis: str) -> Answer:
    return UNTOLD if verdict == "not assessable" else (verdict, due, done_on, basis)


def crn_of(verdict: Verdict) -> str:
    """The CRN; staff and units have theirs in the subject."""
    return "" if verdict.step in STAFF_STEPS | UNIT_STEPS else verdict.crn


def day(value: pd.Timestamp | None) -> date | None:
    return None if value is None else value.date()
