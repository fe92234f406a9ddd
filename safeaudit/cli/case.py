"""`safeaudit case`: one case explained."""

from typing import Annotated

import typer

from safeaudit.cli.chosen import chosen, decided
from safeaudit.cli.console import show, write
from safeaudit.cli.options import AsAt, AsJson, DecisionsFile, Extracts, Policies, SettingsFile, Since, Steps

Crn = Annotated[str, typer.Argument(metavar="CRN", help="The case.", show_default=False)]


def case(
    crn: Crn,
    as_at: AsAt,
    extracts: Extracts = [],  # noqa: B006 - Typer copies it
    steps: Steps = [],  # noqa: B006
    policies: Policies = [],  # noqa: B006
    since: Since = None,
    settings: SettingsFile = None,
    decisions: DecisionsFile = None,
    as_json: AsJson = False,
) -> None:
    """Explain one case: what happened, what the policy wanted because of it, and how each verdict came about."""
    from safeaudit.audit import run_audit
    from safeaudit.cli.progress import ReadingProgress
    from safeaudit.filters import Filters
    from safeaudit.reports.case.casefile import casefile

    work = chosen(settings, extracts, policies)
    made = decided(decisions, work)
    filters = Filters(since, steps=steps)
    with ReadingProgress(as_json) as progress:
        done = run_audit(
            work.extracts,
            as_at,
            work.policies,
            work.settings,
            filters,
            crn=crn,
            decisions=made,
            progress=progress,
        )
    page = casefile(done, filters)
    if as_json:
        from safeaudit.reports.case.as_json import case_json

        write(case_json(page))
    else:
        from safeaudit.reports.case.draw import draw_case

        show(lambda console: draw_case(page, console, in_full=bool(steps)))
