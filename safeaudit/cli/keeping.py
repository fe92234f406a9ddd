"""What `audit --history` adds to an audit: the one before it, and a place among the months."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from safeaudit.cli.console import tell
from safeaudit.cli.files import refuse_taken

if TYPE_CHECKING:
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
