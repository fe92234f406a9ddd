"""The commands, under one program."""

from typing import Annotated

import typer

from safeaudit import __version__
from safeaudit.cli import audit, case, check, compare, demo, due, history, policy, sample, schema, section11

app = typer.Typer(
    help="Audit probation case extracts against a child safeguarding policy.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("audit")(audit.audit)
app.command("case")(case.case)
app.command("check")(check.check)
app.command("compare")(compare.compare)
app.command("due")(due.due)
app.command("demo")(demo.demo)
app.command("history")(history.history)
app.command("sample")(sample.sample)
app.command("schema")(schema.schema)
app.command("section11")(section11.section11)
app.add_typer(policy.app, name="policy")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"safeaudit {__version__}")
        raise typer.Exit


@app.callback()
def safeaudit(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and end."),
    ] = False,
) -> None:
    """Audit probation case extracts against a child safeguarding policy."""
