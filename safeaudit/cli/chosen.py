"""What a command works on: the options typed, and for those not typed the settings file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from safeaudit.errors import CommandError

if TYPE_CHECKING:
    from safeaudit.decisions.read import Decisions
    from safeaudit.settings import Settings

USUAL_POLICIES = ("hmpps",)


@dataclass(frozen=True)
class Chosen:
    """The settings, the extracts' files and folders, and the names of the policies."""

    settings: "Settings"
    extracts: list[Path]
    policies: list[str]


def chosen(settings: Path | None, extracts: Sequence[Path], policies: Sequence[str] = ()) -> Chosen:
    """Settle what to work on. PolicyError: the settings are wrong. CommandError: there are no extracts."""
    from safeaudit.settings import read_settings

    local = read_settings(settings or usual_settings())
    paths = list(extracts) or [Path(path) for path in local.audit.extracts]
    if not paths:
        raise CommandError("No extracts given. Name files or folders, or set extracts under [audit] in safeaudit.toml.")
    return Chosen(local, paths, list(dict.fromkeys(policies or local.audit.policies or USUAL_POLICIES)))


def decided(path: Path | None, work: Chosen) -> "Decisions | None":
    """The decisions of a file, if one is typed or set. DecisionsError says what is wrong with it."""
    path = path or work.settings.audit.decisions_file()
    if path is None:
        return None
    from safeaudit.decisions.read import read_decisions

    return read_decisions(path)


def usual_settings() -> Path | None:
    """The settings file of the folder that the command is run in, if it holds one."""
    from safeaudit.settings import USUAL_NAME

    usual = Path(USUAL_NAME)
    return usual if usual.is_file() else None
