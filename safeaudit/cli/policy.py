"""`safeaudit policy`: what is audited, and why."""

import typer

from safeaudit.cli.console import show, write
from safeaudit.cli.options import Policies

app = typer.Typer(help="What is audited, and why.", rich_markup_mode=None)


@app.command("list")
def list_policies() -> None:
    """List the policies that come with the program."""
    from safeaudit.packs.load import load_pack, pack_names

    for pack in map(load_pack, pack_names()):
        write(f"{pack.head.name}  {pack.head.title}, version {pack.head.version}: {len(pack.steps)} steps\n")


@app.command("show")
def show_step(
    step: str = typer.Argument(metavar="STEP", help="A step's id, such as ref-24h."),
    policies: Policies = ["hmpps"],  # noqa: B006 - Typer copies it
) -> None:
    """Show one step: what it asks, its paragraphs, when it is due, and what it needs from the extracts."""
    from safeaudit.packs.load import load_pack
    from safeaudit.reports.policy import draw_step, find_step

    pack, found = find_step([load_pack(name) for name in policies], step)
    show(lambda console: draw_step(pack, found, console))
