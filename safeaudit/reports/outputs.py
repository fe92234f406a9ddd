"""Writes the files of an audit into a folder."""

from collections.abc import Sequence
from pathlib import Path

from safeaudit.audit import Audit
from safeaudit.filters import Filters
from safeaudit.reports.last_audit import LastAudit
from safeaudit.reports.manifest import manifest
from safeaudit.reports.obligation_table import obligation_table
from safeaudit.reports.output_folder import MANIFEST, cannot_write
from safeaudit.reports.page.page import report_page
from safeaudit.reports.parts.by import By
from safeaudit.reports.parts.write import write_parts
from safeaudit.reports.report import Report
from safeaudit.reports.tables_csv import write_csv
from safeaudit.reports.workbook.book import write_workbook


def write_outputs(
    audit: Audit,
    filters: Filters,
    folder: Path,
    last: LastAudit | None = None,
    *,
    workbook: bool = True,
    split: Sequence[By] = (),
) -> None:
    """Write every output file of an audit; OutputError where that fails, for want of room or otherwise.

    `last`: the audit before it, where a history is kept. `split`: also one workbook for each team, or each officer.
    """
    obligations = obligation_table(audit)
    report = Report(audit, filters, obligations, last)
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
