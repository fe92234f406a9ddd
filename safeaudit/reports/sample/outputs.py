"""Writes the files of a dip sample into a folder."""

from collections.abc import Sequence
from pathlib import Path

from safeaudit.packs.coverage import Coverage
from safeaudit.reports.manifest import manifest
from safeaudit.reports.output_folder import MANIFEST, cannot_write
from safeaudit.reports.sample.as_table import sample_table
from safeaudit.reports.sample.drawn import DipSample
from safeaudit.reports.sample.form import write_form
from safeaudit.reports.sample.lines import form_lines
from safeaudit.reports.tables_csv import write_csv


def write_sample(drawn: DipSample, questions: Sequence[Coverage], folder: Path) -> None:
    """Write the files of a sample, its forms with these questions; OutputError where that fails."""
    report, lines = drawn.report, form_lines(drawn, questions)
    try:
        write_form(drawn, lines, folder / "reading-form.xlsx")
        if drawn.sample.cases["second_reader"].any():
            write_form(drawn, lines, folder / "second-reader-form.xlsx", second=True)
        write_csv(folder / "sample.csv", sample_table(drawn))
        told = manifest(report.audit, report.filters, also={"sample": drawn.as_mapping()})
        (folder / MANIFEST).write_text(told, "utf-8", newline="\n")
    except OSError as error:
        raise cannot_write(folder, error) from None
