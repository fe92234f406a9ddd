"""`manifest.json`: what an audit was made of, so that it can be made again. It holds no clock time."""

import json
import platform
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from safeaudit import __version__
from safeaudit.audit import Audit
from safeaudit.extracts.tables import InputSheet
from safeaudit.filters import Filters
from safeaudit.reports.headline import left_out
from safeaudit.schemas import schema_id


def manifest(
    audit: Audit,
    filters: Filters,
    parts: Sequence[Mapping[str, object]] = (),
    also: Mapping[str, object] | None = None,
) -> str:
    """The manifest of an audit as JSON text. `parts`: the workbooks that it was split into; `also`: more to say."""
    held = {
        "as_at": audit.as_at.isoformat(),
        "marking": audit.settings.marking,
        "program": program(),
        "policies": policies(audit),
        "calendar": audit.calendar.version,
        "settings": settings(audit),
        "filters": {
            "since": filters.since.isoformat() if filters.since else None,
            "pdu": list(filters.pdus),
            "team": list(filters.teams),
            "officer": list(filters.officers),
            "theme": list(filters.themes),
            "step": list(filters.steps),
        },
        "left_out": left_out(audit, filters),
        "schemas": {f"{name}.csv": schema_id(name) for name in ("obligations", "steps")},
        "obligations": len(audit.obligations),
        "split": list(parts),
        "decisions": _decisions(audit),
        "inputs": [_input(sheet) for sheet in audit.extracts.inputs],
        "not_read": [vars(passed) for passed in audit.extracts.not_read],
        "read_with_care": [vars(remark) for remark in audit.extracts.remarks],
        **(also or {}),
    }
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"


def _decisions(audit: Audit) -> dict[str, Any] | None:
    """The file of decisions, if one was given."""
    made = audit.decisions
    return {"file": made.file, "size": made.size, "sha256": made.sha256} if made else None


def program() -> dict[str, str]:
    """The program and what it runs on, by version."""
    return {
        "name": "safeaudit",
        "version": __version__,
        "python": platform.python_version(),
        "pandas": pd.__version__,
    }


def policies(audit: Audit) -> list[dict[str, str]]:
    """The policies audited against."""
    return [replayed.pack.head.model_dump() for replayed in audit.replays]


def settings(audit: Audit) -> dict[str, Any]:
    """The settings in force: the file they came from, the benchmarks of each policy with those that an office has
    changed, the steps that it reads otherwise than the policy pack, and what it says of its own files."""
    file = audit.settings.file
    return {
        "file": file.name if file else None,
        "benchmarks": {
            policy: {name: str(span or "none") for name, span in benchmarks.items()}
            for policy, benchmarks in audit.benchmarks.items()
        },
        "readings": {
            policy: {departure.step: departure.reading for departure in departures}
            for policy, departures in audit.departures.items()
        },
        "calendar": audit.settings.calendar.model_dump(mode="json"),
        **audit.settings.model_dump(include={"tables", "headings", "codes", "yes_no"}),
    }


def _input(sheet: InputSheet) -> dict[str, Any]:
    return {
        "file": sheet.file,
        "sheet": sheet.sheet,
        "table": sheet.table,
        "size": sheet.size,
        "sha256": sheet.sha256,
        "rows_read": sheet.rows_read,
        "used": sheet.used,
        "quarantined": sheet.quarantined,
        "duplicate": sheet.duplicate,
    }
