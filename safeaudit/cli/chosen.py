"""What a command works on: the options typed, and for those not typed the settings file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from safeaudit.errors import CommandError
from safeaudit.extracts.hints import Hints

if TYPE_CHECKING:
    from safeaudit.decisions.read import Decisions
    from safeaudit.settings import Settings

USUAL_NAME = "safeaudit.toml"
USUAL_POLICIES = ("hmpps",)


@dataclass(frozen=True)
class Chosen:
    """The settings (None: there is no file of them), the extracts' files and folders, and the names of the policies."""

    settings: "Settings | None"
    extracts: list[Path]
    policies: list[str]

    @property
    def hints(self) -> Hints:
        """What the settings say of the extracts."""
        if self.settings is None:
            return Hints()
        from safeaudit.settings import hints_of

        return hints_of(self.settings)

    def out_of(self, as_at: date) -> Path | None:
        """The output folder that is set for an audit, if one is."""
        return self.settings.audit.out_of(as_at) if self.settings else None

    @property
    def history_file(self) -> Path | None:
        """The file set for the history, if one is."""
        return self.settings.audit.history_file() if self.settings else None

    @property
    def decisions_file(self) -> Path | None:
        """The file of decisions that is set, if one is."""
        return self.settings.audit.decisions_file() if self.settings else None


def chosen(settings: Path | None, extracts: Sequence[Path], policies: Sequence[str] = ()) -> Chosen:
    """Settle what to work on. PolicyError: the settings are wrong. CommandError: there are no extracts."""
    file = settings or usual_settings()
    local = None
    if file:
        # Takes a while to load, and reading the extracts can begin without it.
        from safeaudit.settings import read_settings

        local = read_settings(file)
    paths = list(extracts) or [Path(path) for path in (local.audit.extracts if local else [])]
    if not paths:
        raise CommandError("No extracts given. Name files or folders, or set extracts under [audit] in safeaudit.toml.")
    return Chosen(local, paths, list(dict.fromkeys(policies or (local and local.audit.policies) or USUAL_POLICIES)))


def decided(path: Path | None, work: Chosen) -> "Decisions | None":
    """The decisions of a file, if one is typed or set. DecisionsError says what is wrong with it."""
    path = path or work.decisions_file
    if path is None:
        return None
    from safeaudit.decisions.read import read_decisions

    return read_decisions(path)


def usual_settings() -> Path | None:
    """The settings file of the folder that the command is run in, if it holds one."""
    usual = Path(USUAL_NAME)
    return usual if usual.is_file() else None
