"""`safeaudit check`: reads only, and says what was found and what each step lacks."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from safeaudit.cli.chosen import chosen
from safeaudit.cli.console import show, write
from safeaudit.cli.options import AsJson, Extracts, Force, Policies, SettingsFile


def check(
    extracts: Extracts = [],  # noqa: B006 - Typer copies it
    policies: Policies = [],  # noqa: B006
    settings: SettingsFile = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="A new folder for problems.csv and check.json.")
    ] = None,
    as_json: AsJson = False,
    force: Force = False,
) -> None:
    """Read only: which tables, columns, codes and problems were found, and what each step still lacks."""
    from safeaudit.check import run_check
    from safeaudit.cli.progress import ReadingProgress
    from safeaudit.reports.check import check_json, draw_check, write_check
    from safeaudit.reports.output_folder import CHECK, output_folder

    work = chosen(settings, extracts, policies)
    with output_folder(out, work.extracts, force, CHECK) if out else nullcontext() as folder:
        with ReadingProgress(as_json) as progress:
            read, found = run_check(work.extracts, work.policies, work.settings, progress)
        if folder:
            write_check(found, read.problems, folder)
    if as_json:
        write(check_json(found))
    else:
        show(lambda console: draw_check(found, console))
