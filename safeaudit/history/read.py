"""What the history holds, as frames."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from safeaudit.history.entry import VERDICTS
from safeaudit.history.file import reading
from safeaudit.replay.obligations import VERDICT_WORDS
from safeaudit.reports.headline import IN_THE_RATE
from safeaudit.reports.last_audit import LastAudit

VERDICT_SUMS = ", ".join(f"sum({verdict}) AS {verdict}" for verdict in VERDICTS)


@dataclass(frozen=True)
class Series:
    """The audits of one set of filters, earliest first.

    `filters`: by name, what was asked for; empty for everything. `audits`: audit, as_at (datetime64), since, program,
    calendar, marking, obligations, exceptions. `totals`: audit, policy, step, theme, pdu, team, and a count for each
    verdict (not_assessable with an underscore). `steps`: audit, policy, step, title, theme, fingerprint, not_assessed.
    """

    filters: Mapping[str, list[str]]
    audits: pd.DataFrame
    totals: pd.DataFrame
    steps: pd.DataFrame


def read_history(path: Path) -> list[Series]:
    """Every series of a history, that of everything first. ExtractError where the file is none."""
    with reading(path) as history:
        audits = pd.read_sql_query(
            "SELECT audit, as_at, filters, since, program, calendar, marking, obligations, exceptions"
            " FROM audits ORDER BY as_at",
            history,
            parse_dates={"as_at": "%Y-%m-%d"},
        )
        totals = pd.read_sql_query("SELECT t.*, theme FROM totals t JOIN steps USING (audit, policy, step)", history)
        steps = pd.read_sql_query("SELECT * FROM steps", history)
    series = []
    for text in sorted(audits["filters"].unique(), key=lambda filters: (filters != "{}", filters)):
        mine = audits[audits["filters"] == text].drop(columns="filters").reset_index(drop=True)
        held = [frame[frame["audit"].isin(mine["audit"])].reset_index(drop=True) for frame in (totals, steps)]
        series.append(Series(json.loads(text), mine, *held))
    return series


def last_before(path: Path, as_at: date, filters: str) -> LastAudit | None:
    """The latest audit before a day with the same filters; None where there is none, or no history yet."""
    if not path.exists() or not path.stat().st_size:
        return None
    with reading(path) as history:
        found = history.execute(
            "SELECT audit, as_at FROM audits WHERE as_at < ? AND filters = ? ORDER BY as_at DESC LIMIT 1",
            (as_at.isoformat(), filters),
        ).fetchone()
        if found is None:
            return None
        sums = f"SELECT theme, {VERDICT_SUMS} FROM totals JOIN steps USING (audit, policy, step)"  # noqa: S608
        themes = history.execute(f"{sums} WHERE audit = ? GROUP BY theme", found[:1]).fetchall()
    counts = {theme: dict(zip(VERDICT_WORDS, numbers, strict=True)) for theme, *numbers in themes}
    return LastAudit(
        date.fromisoformat(found[1]),
        {verdict: sum(of_theme[verdict] for of_theme in counts.values()) for verdict in VERDICT_WORDS},
        {theme: (n["met"], sum(n[verdict] for verdict in IN_THE_RATE)) for theme, n in counts.items()},
    )
