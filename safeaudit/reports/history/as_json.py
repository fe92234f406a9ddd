"""Rates over months as one JSON object: every month, theme, team and step."""

import json
from collections.abc import Sequence
from typing import Any

import pandas as pd

from safeaudit.history.entry import VERDICTS
from safeaudit.reports.history.tables import Months, rates_of
from safeaudit.reports.json_report import records

OF_AUDITS = ["as_at", "since", "program", "calendar", "marking", "obligations", "exceptions"]


def history_json(found: Sequence[Months]) -> str:
    """Each series as JSON text, one object."""
    return json.dumps({"series": [_series(months) for months in found]}, indent=2, ensure_ascii=False) + "\n"


def _series(months: Months) -> dict[str, Any]:
    audits = months.audits
    days = audits.set_index("audit")["as_at"]
    fingerprints = months.series.steps[["audit", "policy", "step", "fingerprint"]]
    steps = rates_of(months, ["policy", "step"]).merge(fingerprints, on=["audit", "policy", "step"])
    return {
        "filters": months.series.filters,
        "audits_not_shown": months.passed_over,
        "months": records(audits[[*OF_AUDITS, *VERDICTS, "due"]]),
        "by_theme": records(_dated(rates_of(months, ["theme"]), days)),
        "by_team": records(_dated(rates_of(months, ["pdu", "team"]), days)),
        "by_step": records(_dated(steps, days)),
    }


def _dated(rates: pd.DataFrame, days: pd.Series) -> pd.DataFrame:
    return rates.assign(as_at=rates["audit"].map(days)).drop(columns="audit")
