"""Writes the files of an audit into a folder."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from safeaudit.actions.action import Action
from safeaudit.actions.carry import Carried, carry
from safeaudit.audit import Audit
from safeaudit.filters import Filters
from safeaudit.reports.last_audit import LastAudit
from safeaudit.reports.manifest import manifest
from safeaudit.reports.obligation_table import obligation_table, urgent_first
from safeaudit.reports.output_folder import MANIFEST, cannot_write
from safeaudit.reports.page.page import report_page
from safeaudit.reports.parts.by import By
from safeaudit.reports.parts.write import write_parts
from safeaudit.reports.report import Report
from safeaudit.reports.tables_csv import write_csv
from safeaudit.reports.workbook.book import write_workbook
from safeaudit.reports.workbook.sheet import MOST_ROWS


def write_outputs(
    audit: Audit,
    filters: Filters,
    folder: Path,
    last: LastAudit | None = None,
    actions: Sequence[Action] | None = None,
    *,
    workbook: bool = True,
    split: Sequence[By] = (),
) -> Report:
    """Write every output file of an audit, and give what they were written from.

    `last`: the audit before it, where a history is kept. `actions`: what was written into the last workbook. `split`:
    also one workbook for each team, or each officer. OutputError where writing fails, for want of room or otherwise.
    """
    obligations = obligation_table(audit)
    report = Report(audit, filters, obligations, last, _carried(actions, obligations, audit))
    try:
        write_csv(folder / "obligations.csv", obligations)
        write_csv(folder / "problems.csv", audit.extracts.problems)
        write_csv(folder / "steps.csv", audit.steps.round({"rate": 4}))
        parts = [part for by in split for part in write_parts(report, by, folder)]
        (folder / MANIFEST).write_text(manifest(audit, filters, parts), "utf-8", newline="\n")
        (folder / "report.html").write_text(report_page(report), "utf-8", newline="\n")
        if workbook:
            write_workbook(report, folder / "exceptions.xlsx")
    except OSError as error:
        raise cannot_write(folder, error) from None
    return report


def _carried(actions: Sequence[Action] | None, obligations: pd.DataFrame, audit: Audit) -> Carried | None:
    if actions is None:
        return None
    shown = urgent_first(obligations)["obligation_id"].head(MOST_ROWS)
    return carry(actions, obligations, shown, audit.as_at, filtered=any(audit.left_out.values()))
