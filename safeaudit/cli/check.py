"""`safeaudit check`: reads only, and says what was found and what each step lacks."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from safeaudit.cli.chosen import Chosen, chosen
from safeaudit.cli.console import show, write
from safeaudit.cli.files import refuse_taken, write_file
from safeaudit.cli.options import AsJson, Extracts, Force, Policies, SettingsFile
from safeaudit.errors import CommandError


def check(
    extracts: Extracts = [],  # noqa: B006 - Typer copies it
    policies: Policies = [],  # noqa: B006
    settings: SettingsFile = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="A new folder for problems.csv and check.json.")
    ] = None,
    as_json: AsJson = False,
    suggestion: Annotated[
        bool, typer.Option("--suggest", help="Draft a settings file from the files at hand instead, and print it.")
    ] = False,
    into: Annotated[
        Path | None, typer.Option("--into", metavar="FILE", help="With --suggest: the file to write.")
    ] = None,
    force: Force = False,
) -> None:
    """Read only: which tables, columns, codes and problems were found, and what each step still lacks."""
    if suggestion and (out or as_json):
        raise CommandError("--suggest drafts settings and nothing else: leave out --out and --json.")
    if into and not suggestion:
        raise CommandError("--into names the file that --suggest writes: add --suggest.")
    work = chosen(settings, extracts, policies)
    if suggestion:
        _suggest(work, into, force)
    else:
        _check(work, out, as_json, force)


def _suggest(work: Chosen, into: Path | None, force: bool) -> None:
    from safeaudit.check import suggest
    from safeaudit.cli.progress import ReadingProgress

    refuse_taken(into, force)
    with ReadingProgress(into is None) as progress:
        text = suggest(work.extracts, work.policies, work.settings, progress)
    if into:
        write_file(into, text)
    else:
        write(text)


def _check(work: Chosen, out: Path | None, as_json: bool, force: bool) -> None:
    from safeaudit.check import run_check
    from safeaudit.cli.progress import ReadingProgress
    from safeaudit.reports.check import check_json, draw_check, write_check
    from safeaudit.reports.output_folder import CHECK, output_folder

    with output_folder(out, work.extracts, force, CHECK) if out else nullcontext() as folder:
        with ReadingProgress(as_json) as progress:
            read, found = run_check(work.extracts, work.policies, work.settings, progress)
        if folder:
            write_check(found, read.problems, folder)
    if as_json:
        write(check_json(found))
    else:
        show(lambda console: draw_check(found, console))
