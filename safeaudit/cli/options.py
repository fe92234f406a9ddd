"""The arguments and options that several commands share, and how their values are read."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def iso_date(text: str | date) -> date:
    """Read a date as ISO writes it; typer.BadParameter says how."""
    if isinstance(text, date):
        return text
    try:
        if ISO_DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise typer.BadParameter(f"{text!r} is not a date; write it as 2026-10-31.")


Extracts = Annotated[
    list[Path],
    typer.Argument(
        metavar="EXTRACTS",
        help="Files and folders: CSV files and workbooks; without any, those that the settings name.",
        show_default=False,
    ),
]
AsAt = Annotated[
    date,
    typer.Option(
        "--as-at",
        parser=iso_date,
        metavar="DATE",
        help="The day that the audit looks from, such as 2026-10-31.",
    ),
]
Since = Annotated[
    date | None,
    typer.Option(
        "--since",
        parser=iso_date,
        metavar="DATE",
        help="Only obligations triggered on this day or later; the rest is counted.",
    ),
]
Policies = Annotated[
    list[str],
    typer.Option("--policy", metavar="NAME", help="A policy to audit against; may repeat. Without it: hmpps."),
]
SettingsFile = Annotated[
    Path | None,
    typer.Option(
        "--settings",
        metavar="FILE",
        help="The office's own settings (TOML). Without it: safeaudit.toml of this folder, if there is one.",
    ),
]
Pdus = Annotated[list[str], typer.Option("--pdu", metavar="NAME", help="Only this PDU; may repeat.")]
Teams = Annotated[list[str], typer.Option("--team", metavar="NAME", help="Only this team; may repeat.")]
Officers = Annotated[list[str], typer.Option("--officer", metavar="CODE", help="Only this staff code; may repeat.")]
Themes = Annotated[
    list[str],
    typer.Option("--theme", metavar="NAME", help="Only this theme, such as 'home visits'; may repeat."),
]
Steps = Annotated[list[str], typer.Option("--step", metavar="ID", help="Only this step, such as ref-24h; may repeat.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the report as one JSON object and nothing else.")]
Quiet = Annotated[
    bool,
    typer.Option("--quiet", help="Print no report and no progress; errors and a JSON object asked for still are."),
]
DecisionsFile = Annotated[
    Path | None,
    typer.Option(
        "--decisions",
        metavar="FILE",
        help="Decisions on obligations (CSV or workbook): told beside the verdicts, which they never change.",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Write over an earlier output.")]
