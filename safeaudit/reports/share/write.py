"""Writes the copy of an audit that may leave the unit into its own folder."""

import json
from pathlib import Path

import pandas as pd

from safeaudit.audit import Audit
from safeaudit.reports.manifest import policies, program
from safeaudit.reports.output_folder import MANIFEST, cannot_write
from safeaudit.reports.share.rows import shared_rows
from safeaudit.reports.share.sheets import MARK, shared_sheets
from safeaudit.reports.share.suppress import SMALLEST_SHOWN
from safeaudit.reports.share.tables import Counted, shared
from safeaudit.reports.tables_csv import write_csv
from safeaudit.reports.workbook.book import write_book
from safeaudit.reports.workbook.sheet import HIDDEN


def write_share(audit: Audit, key: bytes, folder: Path) -> None:
    """Write the shared copy of an audit; OutputError where that fails."""
    share = shared(audit.obligations)
    rows = shared_rows(share, key)
    titles = dict(zip(audit.steps["step"], audit.steps["title"], strict=True))
    steps = _table(share.steps, "step")
    steps.insert(1, "title", [titles.get(step, step) for step in steps["step"]])
    teams = _table(share.places, "place")
    marking = f"{audit.settings.marking}: {MARK}"
    sheets = shared_sheets(audit, share, rows, steps, teams)
    try:
        write_csv(folder / "shared-rows.csv", rows)
        write_csv(folder / "shared-steps.csv", _with_hidden(steps))
        write_csv(folder / "shared-teams.csv", _with_hidden(teams))
        title = f"Shared copy of a child safeguarding audit, {audit.as_at:%B %Y}"
        write_book(sheets, folder / "shared.xlsx", marking, title, audit.as_at.replace(day=1))
        (folder / MANIFEST).write_text(_manifest(audit, marking), "utf-8", newline="\n")
    except OSError as error:
        raise cannot_write(folder, error) from None


def _table(counted: Counted, name: str) -> pd.DataFrame:
    return counted.shown().rename_axis(name).rename_axis(columns=None).reset_index()


def _with_hidden(table: pd.DataFrame) -> pd.DataFrame:
    """A table as text, with the sign for what is hidden, rates to four places."""
    texts = table.round({"rate": 4}).astype("str")
    return texts.mask(table.isna(), HIDDEN)


def _manifest(audit: Audit, marking: str) -> str:
    held = {
        "marking": marking,
        "as_at": f"{audit.as_at:%Y-%m}",
        "program": program(),
        "policies": policies(audit),
        "smallest_count_shown": SMALLEST_SHOWN,
    }
    return json.dumps(held, indent=2, ensure_ascii=False) + "\n"
