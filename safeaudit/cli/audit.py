"""`safeaudit audit`: the monthly audit."""

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from safeaudit.cli.chosen import chosen, decided
from safeaudit.cli.console import show, tell, write
from safeaudit.cli.keeping import keep_audit, last_audit, read_last_workbooks, refuse_history, say_carried
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
from safeaudit.cli.sharing import refuse_share, share_audit
from safeaudit.errors import CommandError
from safeaudit.reports.parts.by import By

if TYPE_CHECKING:
    from safeaudit.audit import Audit

FOUND = 1


def audit(
    as_at: AsAt,
    extracts: Extracts = [],  # noqa: B006 - Typer copies it
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="A new folder for the audit's files.")
    ] = None,
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
    fail_on: Annotated[
        str | None,
        typer.Option(
            metavar="VERDICTS",
            help="End with exit code 1 if any of these was found, such as overdue,breached.",
        ),
    ] = None,
    force: Force = False,
    history: Annotated[
        Path | None, typer.Option("--history", metavar="FILE", help="Keep the totals and exceptions in this file.")
    ] = None,
    actions: Annotated[
        list[Path],
        typer.Option("--actions", metavar="WORKBOOK", help="The last workbook, with what was filled in; may repeat."),
    ] = [],  # noqa: B006
    no_workbook: Annotated[bool, typer.Option("--no-workbook", help="Leave the workbook out of the files.")] = False,
    split: Annotated[
        list[By], typer.Option("--split", metavar="team|officer", help="Also one workbook for each; may repeat.")
    ] = [],  # noqa: B006
    share: Annotated[
        Path | None,
        typer.Option("--share", metavar="DIR", help="A new folder for a copy fit to leave the unit (see --share-key)."),
    ] = None,
    share_key: Annotated[
        Path | None,
        typer.Option("--share-key", metavar="FILE", help="The key of its pseudonyms; made if there is no such file."),
    ] = None,
) -> None:
    """Replay every case against the policy and report what was done in time and what was not."""
    if since and since > as_at:
        raise CommandError(f"--since {since} is after --as-at {as_at}, so nothing would be left.")
    failing = _verdicts(fail_on)

    from safeaudit.cli.progress import ReadingProgress
    from safeaudit.extracts.reading import Reading
    from safeaudit.reports.output_folder import output_folder

    work = chosen(settings, extracts, policies)
    out = out or work.out_of(as_at)
    history = history or work.history_file
    refuse_history(history, work.extracts)
    if split and (no_workbook or not out):
        raise CommandError(f"--split writes workbooks, so it wants {'no --no-workbook' if out else '--out'}.")
    made = decided(decisions, work)
    refuse_share(share, share_key, out)
    written = read_last_workbooks(actions, wanted=bool(out) and not no_workbook)
    with output_folder(out, work.extracts, force) if out else nullcontext() as folder:
        hashed = bool(folder or history)
        with (
            ReadingProgress(quiet or as_json) as progress,
            Reading(work.extracts, work.hints, hash_files=hashed, progress=progress) as reading,
        ):
            # What takes a while to load is loaded while files are read.
            from safeaudit.audit import audit_of
            from safeaudit.filters import Filters
            from safeaudit.reports.terminal import draw_audit

            filters = Filters(since, pdus, teams, officers, themes, steps)
            done = audit_of(reading, as_at, work.policies, work.settings, filters, decisions=made)
        if folder:
            from safeaudit.reports.outputs import write_outputs

            last = last_audit(history, done, filters)
            parts = list(dict.fromkeys(split))
            report = write_outputs(done, filters, folder, last, written, workbook=not no_workbook, split=parts)
            say_carried(report.carried)
        share_audit(done, share, share_key, work.extracts, force)
        keep_audit(history, done, filters)
    _warn(done)
    if as_json:
        from safeaudit.reports.json_report import json_report

        write(json_report(done, filters))
    elif not quiet:
        show(lambda console: draw_audit(done, filters, out, console))
    if failing and done.obligations["verdict"].isin(failing).any():
        raise typer.Exit(FOUND)


def _verdicts(text: str | None) -> list[str]:
    """The verdicts that a list names, with spaces or hyphens; CommandError for any other word."""
    if text is None:
        return []
    from safeaudit.replay.obligations import VERDICT_WORDS

    wanted = [" ".join(word.replace("-", " ").lower().split()) for word in text.split(",")]
    unknown = [word for word in wanted if word not in VERDICT_WORDS]
    if unknown:
        raise CommandError(f"--fail-on: {unknown[0]!r} is not a verdict. Known: {', '.join(VERDICT_WORDS)}.")
    return wanted


def _warn(done: "Audit") -> None:
    """Say on standard error what the reader of a report might otherwise take for good news."""
    if not len(done.obligations):
        left_out = sum(done.left_out.values())
        why = "the filters leave out all of them" if left_out else "no step found anything to judge"
        tell(f"warning: no obligations to report on; {why} ({left_out:,} left out).")
