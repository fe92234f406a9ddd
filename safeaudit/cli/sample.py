"""`safeaudit sample`: a dip sample for file reading."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from safeaudit.cli.chosen import chosen
from safeaudit.cli.console import show, write
from safeaudit.cli.options import (
    AsJson,
    Extracts,
    Force,
    Officers,
    Pdus,
    Policies,
    Quiet,
    SettingsFile,
    Since,
    Steps,
    Teams,
    Themes,
    iso_date,
)
from safeaudit.cli.reading import take_in
from safeaudit.errors import CommandError

if TYPE_CHECKING:
    from safeaudit.reports.report import Report
    from safeaudit.reports.sample.drawn import DipSample
    from safeaudit.sample.draw import Design

Day = Annotated[
    date | None,
    typer.Option("--as-at", parser=iso_date, metavar="DATE", help="The day that the sample looks from [required]."),
]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="A new folder for the sample's files [required].")
]
Size = Annotated[
    int | None, typer.Option("--size", min=1, metavar="N", help="How many cases, those for certain too [required].")
]
Seed = Annotated[
    int | None, typer.Option("--seed", min=0, metavar="S", help="The same seed, the same cases [required].")
]
Read = Annotated[
    list[Path],
    typer.Option(
        "--read",
        metavar="FORM",
        help="Take in a form that was filled in, and the second reader's (may repeat); nothing is drawn.",
    ),
]
Minimum = Annotated[int | None, typer.Option("--minimum", min=0, metavar="N", help="At least so many of each stratum.")]
Cap = Annotated[
    int | None, typer.Option("--officer-cap", min=1, metavar="N", help="At most so many cases of one officer.")
]
Second = Annotated[
    int | None, typer.Option("--second", min=0, metavar="N", help="How many a second reader reads; else a tenth.")
]
SamplePlans = Annotated[
    bool, typer.Option("--sample-plans", help="Draw cases with a child protection plan by lot like all others.")
]
AlreadyRead = Annotated[
    Path | None,
    typer.Option("--already-read", metavar="FILE", help="Cases read before (crn, read_on): left out for a while."),
]
Questions = Annotated[
    list[str], typer.Option("--question", metavar="ID", help="Ask only this question of the file; may repeat.")
]
Months = Annotated[int, typer.Option("--months", min=1, metavar="N", help="How long cases already read are left out.")]


def sample(
    extracts: Extracts = [],  # noqa: B006 - Typer copies it
    as_at: Day = None,
    size: Size = None,
    seed: Seed = None,
    out: Out = None,
    read: Read = [],  # noqa: B006
    minimum: Minimum = None,
    officer_cap: Cap = None,
    second: Second = None,
    sample_plans: SamplePlans = False,
    already_read: AlreadyRead = None,
    months: Months = 12,
    questions: Questions = [],  # noqa: B006
    policies: Policies = [],  # noqa: B006
    since: Since = None,
    settings: SettingsFile = None,
    pdus: Pdus = [],  # noqa: B006
    teams: Teams = [],  # noqa: B006
    officers: Officers = [],  # noqa: B006
    themes: Themes = [],  # noqa: B006
    steps: Steps = [],  # noqa: B006
    as_json: AsJson = False,
    quiet: Quiet = False,
    force: Force = False,
) -> None:
    """Draw a sample of open cases for file reading, with a form to fill in; --read takes it in again."""
    if read:
        take_in(read, out, as_json=as_json, quiet=quiet, force=force)
        return
    if as_at is None or size is None or seed is None or out is None:
        given = {"--as-at": as_at, "--size": size, "--seed": seed, "--out": out}
        missing = [name for name, value in given.items() if value is None]
        raise CommandError(f"Missing option {', '.join(missing)}. See safeaudit sample --help.")

    from safeaudit.audit import run_audit
    from safeaudit.cli.progress import ReadingProgress
    from safeaudit.filters import Filters
    from safeaudit.reports.obligation_table import obligation_table
    from safeaudit.reports.output_folder import SAMPLE, output_folder
    from safeaudit.reports.report import Report
    from safeaudit.reports.sample.lines import file_questions
    from safeaudit.reports.sample.outputs import write_sample
    from safeaudit.sample.already_read import read_lately
    from safeaudit.sample.draw import Design

    work = chosen(settings, extracts, policies)
    lately = read_lately(already_read, as_at, months) if already_read else set()
    design = Design(size, seed, minimum, officer_cap, second, all_plans=not sample_plans)
    asked = file_questions(work.policies, questions)
    filters = Filters(since, pdus, teams, officers, themes, steps)
    with output_folder(out, work.extracts, force, SAMPLE) as folder:
        with ReadingProgress(quiet or as_json) as progress:
            done = run_audit(
                work.extracts, as_at, work.policies, work.settings, filters, hash_files=True, progress=progress
            )
        report = Report(done, filters, obligation_table(done))
        drawn = _drawn(report, design, lately, months if already_read else 0)
        write_sample(drawn, asked, folder)
    if as_json:
        from safeaudit.reports.sample.as_table import sample_json

        write(sample_json(drawn))
    elif not quiet:
        from safeaudit.reports.sample.draw import draw_sample

        show(lambda console: draw_sample(drawn, out, console))


def _drawn(report: "Report", design: "Design", read: set[str], months: int) -> "DipSample":
    """The sample of the open cases asked for. CommandError where there is none, or no room for the minimum."""
    from safeaudit.reports.sample.drawn import DipSample
    from safeaudit.sample.already_read import without
    from safeaudit.sample.draw import draw
    from safeaudit.sample.frame import open_cases

    frame, lately = without(report.asked_for(open_cases(report.known)), read)
    if not len(frame):
        raise CommandError("No open case is left to draw from: the filters or the list of cases read leave out all.")
    try:
        return DipSample(report, draw(frame, design), lately, months)
    except ValueError as error:
        raise CommandError(f"--minimum {design.minimum}: {error}, more than --size leaves to draw by lot.") from None
