"""What a reader must know before any figure: what was audited, what was read, and what could not be told."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from safeaudit.audit import Audit
from safeaudit.caseload.arrays import UNKNOWN, YES
from safeaudit.extracts.tables import NotRead
from safeaudit.filters import Filters
from safeaudit.packs.readings import Departure
from safeaudit.reports.decisions import count_decisions, unknown_ids

IN_THE_RATE = ["met", "late", "overdue", "breached"]


@dataclass(frozen=True)
class ProblemCount:
    """How many data problems of one kind had one effect."""

    effect: str
    kind: str
    count: int


@dataclass(frozen=True)
class Headline:
    """The account of one audit, in figures.

    `verdicts`: obligations by verdict. `rows`: read, used, quarantined, duplicate. `not_assessed`: by what is
    lacking, the steps that lack it. `contacts_alone`: by the tables not supplied, the steps judged from
    contacts alone. `not_looked_at`: by the tables not supplied, the steps they might
    have widened. `log_from`, `before_log`: the contact log's first day, and how many obligations were
    triggered before it. `recorded_late`: how many were done in time and entered only after the due day, of
    `recording_known`, those done in time whose day of recording is held. `decisions`: how many
    have each standing; `unknown_decisions`: the ids that no obligation has. `read_otherwise`: the steps that
    settings turn to another reading.
    """

    cases: int
    staff: int
    steps: int
    verdicts: Mapping[str, int]
    rows: Mapping[str, int]
    sources: int
    problems: Sequence[ProblemCount]
    not_assessed: Mapping[str, list[str]]
    contacts_alone: Mapping[str, list[str]]
    not_looked_at: Mapping[str, list[str]]
    not_read: Sequence[NotRead]
    log_from: date | None
    before_log: int
    recorded_late: int
    recording_known: int
    decisions: Mapping[str, int]
    unknown_decisions: list[str]
    read_otherwise: Sequence[Departure]
    left_out: Mapping[str, int]

    @property
    def obligations(self) -> int:
        """All obligations, whatever their verdict."""
        return sum(self.verdicts.values())

    @property
    def due(self) -> int:
        """Those that the rate is of: met, late, overdue and breached."""
        return sum(self.verdicts[verdict] for verdict in IN_THE_RATE)


def headline(audit: Audit, filters: Filters) -> Headline:
    """Sum up an audit."""
    counts = audit.obligations["verdict"].value_counts(sort=False)
    inputs, steps = audit.extracts.inputs, audit.steps
    log_from = first_day_of_log(audit)
    triggers = audit.obligations["trigger_on"]
    return Headline(
        cases=audit.cases,
        staff=audit.staff,
        steps=len(steps),
        verdicts={str(verdict): int(count) for verdict, count in counts.items()},
        rows={
            "read": sum(sheet.rows_read for sheet in inputs),
            "used": sum(sheet.used for sheet in inputs),
            "quarantined": sum(sheet.quarantined for sheet in inputs),
            "duplicate": sum(sheet.duplicate for sheet in inputs),
        },
        sources=len(inputs),
        problems=count_problems(audit.extracts.problems),
        not_assessed=_steps_by(steps, "not_assessed"),
        contacts_alone=_steps_by(steps[steps["not_assessed"] == ""], "contacts_alone"),
        not_looked_at=_steps_by(steps[steps["not_assessed"] == ""], "not_looked_at"),
        not_read=audit.extracts.not_read,
        log_from=log_from,
        before_log=int((triggers < pd.Timestamp(log_from)).sum()) if log_from else 0,
        recorded_late=int((audit.obligations["recorded_late"] == YES).sum()),
        recording_known=int((audit.obligations["recorded_late"] != UNKNOWN).sum()),
        decisions=count_decisions(audit),
        unknown_decisions=unknown_ids(audit),
        read_otherwise=[departure for found in audit.departures.values() for departure in found],
        left_out=left_out(audit, filters),
    )


def left_out(audit: Audit, filters: Filters) -> dict[str, int]:
    """How many obligations each filter left out, by the filter as the command line has it, such as `--team A, B`."""
    given = filters.given()
    wanted = {name: ", ".join(value or "(none)" for value in values) for name, (_, values) in given.items()}
    return {f"{given[name][0]} {wanted[name]}": count for name, count in audit.left_out.items()}


def first_day_of_log(audit: Audit) -> date | None:
    """The first day that the contact log has a contact of; None without one."""
    contacts = audit.extracts.tables.get("contacts")
    days = contacts.date_ranges.get("contact_date") if contacts else None
    return days[0] if days else None


def count_problems(problems: pd.DataFrame) -> list[ProblemCount]:
    """Data problems by effect and kind, in the order of their effects and then the most frequent first."""
    counts = problems.groupby(["effect", "kind"], observed=True, sort=False).size().reset_index(name="count")
    columns = (counts[name].tolist() for name in ("effect", "kind", "count"))
    found = [ProblemCount(effect, kind, count) for effect, kind, count in zip(*columns, strict=True)]
    order = ["row quarantined", "cell unusable", "duplicate ignored", "warning"]
    return sorted(found, key=lambda problem: (order.index(problem.effect), -problem.count))


def _steps_by(steps: pd.DataFrame, column: str) -> dict[str, list[str]]:
    """By each text of a column that is not blank, the steps that have it."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for step, text in zip(steps["step"], steps[column], strict=True):
        if text:
            found[text].append(step)
    return dict(found)


def rate_text(met: int, due: int) -> str:
    """The rate as `43/148 29%`, or `none due`."""
    return f"{met:,}/{due:,} {percent(met, due)}" if due else "none due"


def percent(met: int, due: int) -> str:
    """A share in whole per cent; 0% and 100% only where exact."""
    return f"{whole_percent(met, due)}%"


def whole_percent(met: int, due: int) -> int:
    """A share in whole per cent; 0 and 100 only where exact."""
    if met in (0, due):
        return 100 if met else 0
    return min(max(round(100 * met / due), 1), 99)


def day_text(day: date) -> str:
    """A day as readers say it, such as Sat 31 Oct 2026."""
    return f"{day:%a} {day.day} {day:%b %Y}"
