"""`safeaudit demo`: a synthetic unit to try the program on."""

from pathlib import Path
from typing import Annotated

import typer

from safeaudit.cli.console import write


def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    cases: Annotated[int, typer.Option(metavar="N", help="How many people are supervised.")] = 300,
    seed: Annotated[int, typer.Option(metavar="S", help="The same seed gives the same files.")] = 1,
) -> None:
    """Write a synthetic set of extracts, with planted exceptions listed in planted.csv."""
    from safeaudit.demo import write_demo

    write_demo(folder, cases, seed)
    write(f"{cases:,} synthetic cases written to {folder}. Nothing in it is about a real person.\n")
