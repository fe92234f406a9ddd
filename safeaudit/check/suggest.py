"""A draft of settings as one call: the files at hand, settings and policies in, the text of a settings file out."""

from collections.abc import Callable, Sequence
from pathlib import Path

from safeaudit.check.draft import draft
from safeaudit.check.heads import heads
from safeaudit.check.run import run_check
from safeaudit.errors import ExtractError
from safeaudit.packs.load import load_pack
from safeaudit.settings import Settings, hints_of


def suggest(
    paths: Sequence[Path],
    policies: Sequence[str],
    settings: Settings | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> str:
    """Draft a settings file; files that cannot be read yet are named in it. Raises ExtractError where none can be."""
    settings = settings or Settings()
    seen, errors = heads(paths, hints_of(settings))
    if not seen:
        raise ExtractError(*(errors or [f"{', '.join(map(str, paths))}: no file to draft settings from."]))
    try:
        read = run_check(paths, policies, settings, progress)
    except ExtractError as error:
        read, errors = None, list(error.messages)
    return draft(seen, errors, read, [load_pack(name) for name in policies], settings, paths)
