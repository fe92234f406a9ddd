"""One case as one JSON object: all that the screen says, and the timeline whole."""

import json
from typing import Any

from safeaudit.reports.case.casefile import CaseFile
from safeaudit.reports.json_report import records
from safeaudit.reports.manifest import policies, program, settings

LISTS = ("evidence", "not_counted")


def case_json(case: CaseFile) -> str:
    """The page of a case as JSON text, one object."""
    audit = case.audit
    report = {
        "crn": case.crn,
        "as_at": audit.as_at.isoformat(),
        "marking": audit.settings.marking,
        "program": program(),
        "policies": policies(audit),
        "calendar": audit.calendar.version,
        "settings": settings(audit),
        "events": records(case.events),
        "obligations": [_listed(obligation) for obligation in records(case.obligations)],
        "timeline": records(case.timeline),
        "unreadable": case.unreadable,
        "not_assessed": case.not_assessed,
    }
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def _listed(obligation: dict[str, Any]) -> dict[str, Any]:
    """An obligation with what is parted by `; ` as lists."""
    return obligation | {name: [part for part in obligation[name].split("; ") if part] for name in LISTS}
