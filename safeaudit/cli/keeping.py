"""What an audit takes from the month before and keeps for the next: the history, and what people wrote down."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from safeaudit.cli.console import tell
from safeaudit.cli.files import refuse_taken
from safeaudit.errors import CommandError

if TYPE_CHECKING:
    from safeaudit.actions.action import Action
    from safeaudit.actions.carry import Carried
    from safeaudit.audit import Audit
    from safeaudit.filters import Filters
    from safeaudit.reports.last_audit import LastAudit


def refuse_history(history: Path | None, extracts: Sequence[Path]) -> None:
    """OutputError where an audit could not be kept there in the end: said before anything is read."""
    if history is None:
        return
    from safeaudit.history.file import refuse_unusable

    refuse_taken(history, force=True, extracts=extracts)
    refuse_unusable(history)


def last_audit(history: Path | None, done: "Audit", filters: "Filters") -> "LastAudit | None":
    """The audit before this one, of the same filters; None where no history is kept, or it has none."""
    if history is None:
        return None
    from safeaudit.history.entry import filters_text
    from safeaudit.history.read import last_before

    return last_before(history, done.as_at, filters_text(filters))


def keep_audit(history: Path | None, done: "Audit", filters: "Filters") -> None:
    """Keep an audit in the history, if there is one, and say so where it took the place of another."""
    if history is None:
        return
    from safeaudit.history.entry import entry_of
    from safeaudit.history.write import keep

    earlier = keep(history, entry_of(done, filters))
    if earlier is not None:
        tell(
            f"{history}: the audit as at {done.as_at} with {earlier:,} obligations is replaced by this one,"
            f" with {len(done.obligations):,}."
        )


def read_last_workbooks(paths: Sequence[Path], *, wanted: bool) -> "list[Action] | None":
    """What was filled in; None where no workbook was named. CommandError where this audit writes none (`wanted`)."""
    if not paths:
        return None
    if not wanted:
        raise CommandError("--actions are carried into the new workbook: give --out, and not --no-workbook.")
    from safeaudit.actions.workbook import read_actions

    return read_actions(paths)


def say_carried(carried: "Carried | None") -> None:
    """Say how many actions were carried, and where the others stand."""
    if carried is None:
        return
    from safeaudit.actions.carry import UNKNOWN

    parts = [f"{len(carried.answers):,} beside their exception", f"{len(carried.closed):,} on Closed actions"]
    if carried.not_evidenced:
        parts.append(f"{carried.not_evidenced:,} said done, not evidenced")
    if carried.count(UNKNOWN):
        parts.append(f"{carried.count(UNKNOWN):,} with an unknown obligation id")
    tell(f"{carried.read:,} actions read: {', '.join(parts)}.")
