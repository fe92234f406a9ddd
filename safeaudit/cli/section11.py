"""`safeaudit section11`: the Section 11 self-assessment, with what the records show and what they cannot."""

from pathlib import Path
from typing import Annotated

import typer

from safeaudit.cli.chosen import chosen
from safeaudit.cli.console import show, tell, write
from safeaudit.cli.options import (
    AsAt,
    AsJson,
    Extracts,
    Force,
    Officers,
    Pdus,
    Policies,
    Quiet,
    SettingsFile,
    Since,
    Teams,
)
from safeaudit.errors import CommandError, OutputError

WORKBOOK = "section11.xlsx"


def section11(
    as_at: AsAt,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="A new folder for the document and workbook.")],
    extracts: Extracts = [],  # noqa: B006 - Typer copies it
    answers: Annotated[
        Path | None,
        typer.Option("--answers", metavar="FILE", help="An earlier section11.xlsx, filled in: carried forward by id."),
    ] = None,
    partnership: Annotated[
        str,
        typer.Option("--partnership", metavar="NAME", help="Only the cases of this local authority or partnership."),
    ] = "",
    policies: Policies = [],  # noqa: B006
    since: Since = None,
    settings: SettingsFile = None,
    pdus: Pdus = [],  # noqa: B006
    teams: Teams = [],  # noqa: B006
    officers: Officers = [],  # noqa: B006
    as_json: AsJson = False,
    quiet: Quiet = False,
    force: Force = False,
) -> None:
    """Write the Section 11 self-assessment: the evidence that the records give, and what people must answer."""
    if since and since > as_at:
        raise CommandError(f"--since {since} is after --as-at {as_at}, so nothing would be left.")
    from safeaudit.audit import run_audit
    from safeaudit.cli.progress import ReadingProgress
    from safeaudit.filters import Filters
    from safeaudit.reports.output_folder import SECTION11, output_folder
    from safeaudit.reports.section11.terminal import draw_return, return_json
    from safeaudit.reports.section11.write import write_return
    from safeaudit.section11.assess import assess
    from safeaudit.section11.earlier import read_earlier

    work = chosen(settings, extracts, policies)
    earlier = read_earlier(answers) if answers else None
    _refuse_answered(out, force)
    filters = Filters(since, pdus, teams, officers)
    with output_folder(out, work.extracts, force, SECTION11) as folder:
        with ReadingProgress(quiet or as_json) as progress:
            done = run_audit(
                work.extracts, as_at, work.policies, work.settings, filters, hash_files=True, progress=progress
            )
        made = assess(done, filters, partnership, earlier)
        write_return(made, folder)
    name = made.partnership.name if made.partnership else ""
    if earlier and earlier.partnership != name:
        told = earlier.partnership or "no one partnership"
        tell(f"warning: {earlier.file} is the return of {told}; its answers were carried all the same.")
    if as_json:
        write(return_json(made))
    elif not quiet:
        show(lambda console: draw_return(made, out, console))


def _refuse_answered(out: Path, force: bool) -> None:
    """OutputError where writing over an earlier return would lose what people filled in."""
    from safeaudit.section11.earlier import read_earlier

    book = out / WORKBOOK
    if force and book.is_file() and (answered := read_earlier(book).answered):
        raise OutputError(
            f"{book}: people have filled it in (lines: {answered}). Name a new folder; --answers {book} carries it on."
        )
