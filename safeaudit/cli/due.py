"""`safeaudit due`: what falls due next."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from safeaudit.cli.chosen import chosen, decided
from safeaudit.cli.console import show, write
from safeaudit.cli.files import refuse_taken, write_file
from safeaudit.cli.options import (
    AsAt,
    AsJson,
    DecisionsFile,
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
)


class By(StrEnum):
    """What the list is parted by."""

    DAY = "day"
    OFFICER = "officer"
    TEAM = "team"


Days = Annotated[int, typer.Option("--days", min=0, max=3660, metavar="N", help="How many days ahead to look.")]
Grouped = Annotated[By, typer.Option("--by", help="Part the list by due day, officer or team.")]
CalendarFile = Annotated[
    Path | None, typer.Option("--ics", metavar="FILE", help="Write a calendar file: an all-day entry on each due day.")
]
CsvFile = Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the list to a CSV file.")]


def due(
    as_at: AsAt,
    extracts: Extracts = [],  # noqa: B006 - Typer copies it
    days: Days = 28,
    by: Grouped = By.DAY,
    ics: CalendarFile = None,
    csv_file: CsvFile = None,
    policies: Policies = [],  # noqa: B006
    since: Since = None,
    settings: SettingsFile = None,
    decisions: DecisionsFile = None,
    pdus: Pdus = [],  # noqa: B006
    teams: Teams = [],  # noqa: B006
    officers: Officers = [],  # noqa: B006
    themes: Themes = [],  # noqa: B006
    steps: Steps = [],  # noqa: B006
    as_json: AsJson = False,
    quiet: Quiet = False,
    force: Force = False,
) -> None:
    """List what falls due next, before it is late: what is to be done, and what was done and runs out."""
    from safeaudit.audit import run_audit
    from safeaudit.cli.progress import ReadingProgress
    from safeaudit.filters import Filters
    from safeaudit.reports.due.fall_due import fall_due
    from safeaudit.reports.obligation_table import obligation_table
    from safeaudit.reports.report import Report

    work = chosen(settings, extracts, policies)
    for path in (ics, csv_file):
        refuse_taken(path, force, work.extracts)
    made = decided(decisions, work)
    filters = Filters(since, pdus, teams, officers, themes, steps)
    with ReadingProgress(quiet or as_json) as progress:
        done = run_audit(
            work.extracts,
            as_at,
            work.policies,
            work.settings,
            filters,
            decisions=made,
            progress=progress,
        )
    found = fall_due(Report(done, filters, obligation_table(done)), days)
    if ics:
        from safeaudit.reports.due.as_calendar import due_calendar

        write_file(ics, due_calendar(found))
    if csv_file:
        from safeaudit.reports.due.as_table import due_csv

        write_file(csv_file, due_csv(found))
    if as_json:
        from safeaudit.reports.due.as_table import due_json

        write(due_json(found))
    elif not quiet:
        from safeaudit.reports.due.draw import draw_due

        show(lambda console: draw_due(found, by.value, console))
