"""`safeaudit policy`: what is audited, why, and what is not; checks a local pack."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from safeaudit.cli.console import show, write
from safeaudit.cli.files import refuse_taken, write_file
from safeaudit.cli.options import AsJson, Force
from safeaudit.errors import PolicyError

if TYPE_CHECKING:
    from safeaudit.packs.schema import Pack

app = typer.Typer(help="What is audited, why, and what is not.", rich_markup_mode=None)

# What a policy asks is no secret, unlike what is found in cases.
READABLE = 0o644
Policies = Annotated[list[str], typer.Option("--policy", metavar="NAME", help="Only this policy; may repeat.")]
Examples = Annotated[
    int, typer.Option("--examples", min=0, metavar="N", help="How many worked examples to show at most.")
]
CsvFile = Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write it to a CSV file.")]


@app.command("list")
def list_policies(as_json: AsJson = False) -> None:
    """List the policies that come with the program, and the steps of each."""
    from safeaudit.packs.load import load_pack, pack_names
    from safeaudit.reports.policy_list import draw_policies, policies_json

    packs = list(map(load_pack, pack_names()))
    if as_json:
        write(policies_json(packs))
    else:
        show(lambda console: draw_policies(packs, console))


@app.command("show")
def show_step(
    step: Annotated[str, typer.Argument(metavar="STEP", help="A step's id, such as ref-24h or hmpps/ref-24h.")],
    policies: Policies = [],  # noqa: B006 - Typer copies it
    examples: Examples = 3,
    as_json: AsJson = False,
) -> None:
    """Show one step: what it asks of whom, when it is due, what excuses it, what it needs, and worked examples."""
    from safeaudit.packs.coverage import load_coverage
    from safeaudit.packs.histories import drawn_histories
    from safeaudit.reports.policy import draw_step, find_step, step_json, step_page
    from safeaudit.reports.vocabulary import vocabulary

    policy, slash, name = step.rpartition("/")
    pack, found = find_step(_packs([policy] if slash else policies), name)
    coverage = load_coverage(pack.head.name)
    histories = drawn_histories(pack.head.name, found.id)
    page = step_page(pack, found, vocabulary(), coverage, histories, examples)
    if as_json:
        write(step_json(page))
    else:
        show(lambda console: draw_step(page, console))


@app.command("coverage")
def coverage(
    policies: Policies = [],  # noqa: B006 - Typer copies it
    csv_file: CsvFile = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Show how each requirement of a policy is audited: by a step, by a question, or why not at all."""
    from safeaudit.packs.coverage import load_coverage
    from safeaudit.reports.policy_coverage import coverage_csv, coverage_json, draw_coverage

    packs = _packs(policies)
    if len(packs) > 1:
        names = ", ".join(pack.head.name for pack in packs)
        raise PolicyError(f"Coverage is shown for one policy at a time; give --policy with one of {names}.")
    head, lines = packs[0].head, load_coverage(packs[0].head.name)
    if csv_file:
        refuse_taken(csv_file, force)
        write_file(csv_file, coverage_csv(lines), mode=READABLE)
    if as_json:
        write(coverage_json(head, lines))
    elif not csv_file:
        show(lambda console: draw_coverage(head, lines, console))


@app.command("check")
def check(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A step file (.toml) or the folder of a policy.")],
    as_json: AsJson = False,
) -> None:
    """Check a step file or a policy's folder: every mistake with its file, key and remedy."""
    from safeaudit.packs.check import check_policy
    from safeaudit.replay.names import unknown_names

    checked = check_policy(path, unknown_names)
    if as_json:
        found = {"steps": checked.steps, "mistakes": list(map(asdict, checked.mistakes))}
        write(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
        if checked.mistakes:
            raise typer.Exit(PolicyError.exit_code)
        return
    if checked.mistakes:
        raise PolicyError(*map(str, checked.mistakes))
    write(f"OK: {checked.steps} step{'' if checked.steps == 1 else 's'}, no mistakes.\n")


def _packs(names: list[str]) -> "list[Pack]":
    """The policies named, or all."""
    from safeaudit.packs.load import load_pack, pack_names

    return [load_pack(name) for name in dict.fromkeys(names or pack_names())]
