"""`safeaudit compare`: what became of each obligation between two audits."""

from pathlib import Path
from typing import Annotated

import typer

from safeaudit.cli.console import show, write
from safeaudit.cli.files import refuse_taken, write_file
from safeaudit.cli.options import AsJson, Force, Quiet

Folder = Annotated[Path, typer.Argument(metavar="BEFORE", help="The output folder of the earlier audit.")]
Later = Annotated[Path, typer.Argument(metavar="AFTER", help="The output folder of the later audit.")]


def compare(
    before: Folder,
    after: Later,
    csv_file: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write every obligation with its class to a CSV file.")
    ] = None,
    force: Force = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Compare two audits: what is new, still open, put right, gone with the data, or changed by the rules."""
    from safeaudit.compare.comparison import compare as compare_audits
    from safeaudit.compare.folder import read_folder
    from safeaudit.reports.compare.as_json import comparison_json
    from safeaudit.reports.compare.tables import comparison_csv
    from safeaudit.reports.compare.terminal import draw_comparison

    refuse_taken(csv_file, force)
    comparison = compare_audits(read_folder(before), read_folder(after))
    if csv_file:
        write_file(csv_file, comparison_csv(comparison))
    if as_json:
        write(comparison_json(comparison))
    elif not quiet:
        show(lambda console: draw_comparison(comparison, csv_file, console))
