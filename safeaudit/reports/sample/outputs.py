"""Writes the files of a dip sample into a folder."""

from pathlib import Path

from safeaudit.reports.manifest import manifest
from safeaudit.reports.output_folder import MANIFEST, cannot_write
from safeaudit.reports.sample.as_table import sample_table
from safeaudit.reports.sample.drawn import DipSample
from safeaudit.reports.tables_csv import write_csv


def write_sample(drawn: DipSample, folder: Path) -> None:
    """Write the files of a sample; OutputError where that fails."""
    report = drawn.report
    try:
        write_csv(folder / "sample.csv", sample_table(drawn))
        told = manifest(report.audit, report.filters, also={"sample": drawn.as_mapping()})
        (folder / MANIFEST).write_text(told, "utf-8", newline="\n")
    except OSError as error:
        raise cannot_write(folder, error) from None
