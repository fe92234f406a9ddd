"""A dip sample as a CSV file and as one JSON object."""

import json

import pandas as pd

from safeaudit.reports.json_report import records
from safeaudit.reports.manifest import policies, program, settings
from safeaudit.reports.sample.drawn import DipSample

COLUMNS = ["crn", "staff_code", "team", "pdu", "rosh", "plan", "reason", "chance", "weight", "second_reader"]


def sample_table(drawn: DipSample) -> pd.DataFrame:
    """A row for each case drawn, by CRN; `weight` is 1 / chance, for shares of all cases."""
    cases = drawn.sample.cases
    second = cases["second_reader"].map({True: "Y", False: "N"})
    rounded = {"chance": cases["chance"].round(6), "weight": (1 / cases["chance"]).round(4)}
    return cases.assign(**rounded, second_reader=second)[COLUMNS].assign(marking=drawn.report.audit.settings.marking)


def sample_json(drawn: DipSample) -> str:
    """The sample as JSON text, one object."""
    audit = drawn.report.audit
    held = {
        "as_at": audit.as_at.isoformat(),
        "marking": audit.settings.marking,
        "program": program(),
        "policies": policies(audit),
        "settings": settings(audit),
        "sample": drawn.as_mapping(),
        "cases": records(sample_table(drawn).drop(columns="marking")),
        "by_team": records(drawn.by_team),
    }
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"
