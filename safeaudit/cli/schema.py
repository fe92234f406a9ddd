"""`safeaudit schema`: prints the JSON Schema of what other programs read."""

from typing import Annotated

import typer

from safeaudit.cli.console import write
from safeaudit.errors import CommandError


def schema(
    name: Annotated[str, typer.Argument(metavar="NAME", help="report (of --json), obligations or steps (CSV rows).")],
) -> None:
    """Print the JSON Schema of the report or of a row of a CSV file."""
    from safeaudit.schemas import NAMES, schema_text

    if name not in NAMES:
        raise CommandError(f"There is no schema called {name}. Known: {', '.join(NAMES)}.")
    write(schema_text(name))
