"""`safeaudit history`: rates over months."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from safeaudit.cli.console import show, write
from safeaudit.cli.options import AsJson, Pdus, Teams


def history(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file that audit --history writes.")],
    pdus: Pdus = [],  # noqa: B006 - Typer copies it
    teams: Teams = [],  # noqa: B006
    as_json: AsJson = False,
) -> None:
    """Show the rates of the months that a history holds, as tables and sparklines."""
    from safeaudit.history.read import read_history
    from safeaudit.reports.history.as_json import history_json
    from safeaudit.reports.history.sparks import BLOCKS, DIGITS
    from safeaudit.reports.history.tables import months_of
    from safeaudit.reports.history.terminal import draw_history

    found = [months_of(series, pdus, teams) for series in read_history(file)]
    if as_json:
        write(history_json(found))
    else:
        marks = BLOCKS if _can_show(BLOCKS) else DIGITS
        show(lambda console: draw_history(found, marks, console))


def _can_show(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
