"""Extracts and policies → everything that a check tells."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from safeaudit.caseload.caseload import number_rows
from safeaudit.check.codes import codes_not_understood
from safeaudit.check.found import Check, Gap, ProblemFound, StepFound
from safeaudit.check.tables import tables_found
from safeaudit.extracts.contract import TABLES
from safeaudit.extracts.tables import Extracts
from safeaudit.packs.schema import Pack, Step
from safeaudit.replay.needs import alternatives, contacts_alone, not_looked_at, what_is_missing

EFFECTS = ("row quarantined", "cell unusable", "duplicate ignored", "warning")


def look_over(extracts: Extracts, packs: Sequence[Pack]) -> Check:
    """Sum up extracts that were read with their profiles, and what each step of some policies lacks."""
    rows = number_rows(extracts.tables)
    steps = [(pack.head.name, step) for pack in packs for step in pack.steps]
    return Check(
        inputs=extracts.inputs,
        tables=tables_found(extracts, _needed([step for _, step in steps])),
        not_supplied=[name for name in TABLES if name not in extracts.tables],
        remarks=[remark for remark in extracts.remarks if not remark.column],
        not_read=extracts.not_read,
        problems=_problems(extracts.problems),
        codes=list(codes_not_understood(extracts)),
        gaps=_gaps(extracts),
        steps=[
            StepFound(
                policy,
                step.id,
                step.title,
                what_is_missing(step, rows),
                contacts_alone(step, rows),
                not_looked_at(step, rows),
            )
            for policy, step in steps
        ],
    )


def _needed(steps: Sequence[Step]) -> Counter[tuple[str, str]]:
    """For each table and column, how many steps name it among what they need."""
    found: Counter[tuple[str, str]] = Counter()
    for step in steps:
        parts = [part for need in step.needs for parts in alternatives(need) for part in parts]
        found.update({(part.table, column) for part in parts for column in part.columns})
    return found


def _problems(problems: pd.DataFrame) -> list[ProblemFound]:
    """Problems alike, those that cost most first, each with the place of its first."""
    by = ["effect", "kind", "table", "column", "reason"]
    alike = problems.groupby(by, observed=True, sort=False)
    first = alike[["file", "sheet", "row"]].first().assign(count=alike.size()).reset_index()
    found = [
        ProblemFound(
            effect=str(one["effect"]),
            kind=str(one["kind"]),
            table=str(one["table"]),
            column=str(one["column"]),
            reason=str(one["reason"]),
            count=int(one["count"]),
            first=place(str(one["file"]), str(one["sheet"]), int(one["row"])),
        )
        for one in first.to_dict("records")
    ]
    return sorted(found, key=lambda problem: (EFFECTS.index(problem.effect), -problem.count))


def place(file: str, sheet: str, row: int) -> str:
    """A row as evidence names it."""
    return f"{file}[{sheet}]:{row}" if sheet else f"{file}:{row}"


def _gaps(extracts: Extracts) -> list[Gap]:
    """Stretches of months without a contact."""
    profile = extracts.profiles.get("contacts", {}).get("contact_date")
    if not profile or not profile.months:
        return []
    held = pd.PeriodIndex(sorted(profile.months), freq="M")
    gaps = []
    for before, after in pairwise(held):
        months = (after - before).n - 1
        if months:
            gaps.append(Gap(str(before + 1), str(after - 1), months))
    return gaps
