"""Two audits compared, as one JSON object: the terminal's figures, and of all teams."""

import json
from typing import Any

from safeaudit.compare.changes import MEANINGS
from safeaudit.compare.comparison import Comparison
from safeaudit.compare.folder import AuditFolder
from safeaudit.reports.compare.notes import notes
from safeaudit.reports.compare.tables import (
    PLACE,
    ages_of_open,
    changes_by,
    counts_of_changes,
    rates_by,
    reasons_of_changes,
)
from safeaudit.reports.json_report import records


def comparison_json(comparison: Comparison) -> str:
    """The comparison as JSON text, one object."""
    counts = counts_of_changes(comparison)
    steps = comparison.steps.table.reset_index()
    shown = ["policy", "step", "title", "theme", "changed", "met_before", "due_before", "met_after", "due_after"]
    report = {
        "marking": comparison.after.manifest.get("marking"),
        "before": _audit(comparison.before),
        "after": _audit(comparison.after),
        "notes": notes(comparison),
        "obligations": len(comparison.changes),
        "changes": records(counts.assign(meaning=[MEANINGS[change] for change in counts["change"]])),
        "reasons": records(reasons_of_changes(comparison)),
        "still_open_by_days_past_due": {str(age): int(count) for age, count in ages_of_open(comparison).items()},
        "rates": {
            "by_theme": records(rates_by(comparison, ["theme"])),
            "by_team": records(rates_by(comparison, PLACE)),
            "by_step": records(steps[shown]),
        },
        "changes_by_theme": records(changes_by(comparison, ["theme"])),
        "changes_by_team": records(changes_by(comparison, PLACE)),
    }
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def _audit(audit: AuditFolder) -> dict[str, Any]:
    return {"folder": str(audit.path), "as_at": audit.as_at.isoformat(), "obligations": len(audit.obligations)}
