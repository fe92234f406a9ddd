"""`safeaudit history`: rates over months."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from safeaudit.cli.console import show, write
from safeaudit.cli.options import AsJson, Pdus, Teams, iso_date
from safeaudit.errors import CommandError

Period = Annotated[
    tuple[str, str] | None,
    typer.Option("--trend", metavar="FROM TO", help="Show the five steps that changed most between two days instead."),
]


def history(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file that audit --history writes.")],
    pdus: Pdus = [],  # noqa: B006 - Typer copies it
    teams: Teams = [],  # noqa: B006
    trend: Period = None,
    as_json: AsJson = False,
) -> None:
    """Show the rates of the months that a history holds, as tables and sparklines."""
    from safeaudit.history.read import read_history
    from safeaudit.reports.history.as_json import history_json
    from safeaudit.reports.history.sparks import BLOCKS, DIGITS
    from safeaudit.reports.history.tables import months_of
    from safeaudit.reports.history.terminal import draw_history

    if trend:
        _show_trend(file, trend, pdus, teams, as_json=as_json)
        return
    found = [months_of(series, pdus, teams) for series in read_history(file)]
    if as_json:
        write(history_json(found))
    else:
        marks = BLOCKS if _can_show(BLOCKS) else DIGITS
        show(lambda console: draw_history(found, marks, console))


def _show_trend(
    file: Path, period: tuple[str, str], pdus: Sequence[str], teams: Sequence[str], *, as_json: bool
) -> None:
    from safeaudit.history.read import read_history
    from safeaudit.reports.history.draw_trend import draw_trend, trend_json
    from safeaudit.reports.history.trend import trend_of

    first, last = map(iso_date, period)
    if first >= last:
        raise CommandError(f"--trend: {first} is not before {last}. Write the earlier day first.")
    found = [trend_of(series, pdus, teams, first, last) for series in read_history(file)]
    if as_json:
        write(trend_json(found))
    else:
        show(lambda console: draw_trend(found, console))


def _can_show(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
