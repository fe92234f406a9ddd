"""Which obligations a report is about, and how many each filter leaves out."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

import pandas as pd

from safeaudit.errors import CommandError
from safeaudit.packs.schema import Pack

PLACES = ("pdu", "team", "staff_code")


@dataclass(frozen=True)
class Filters:
    """Which obligations a report is about; what is left out is counted. The empty name asks for what has none."""

    since: date | None = None
    pdus: Sequence[str] = ()
    teams: Sequence[str] = ()
    officers: Sequence[str] = ()
    themes: Sequence[str] = ()
    steps: Sequence[str] = ()

    def given(self) -> dict[str, tuple[str, Sequence[str]]]:
        """Each filter that was given, by the column that it looks at: its option, and what was asked for."""
        since = [self.since.isoformat()] if self.since else []
        options: dict[str, tuple[str, Sequence[str]]] = {
            "since": ("--since", since),
            "pdu": ("--pdu", self.pdus),
            "team": ("--team", self.teams),
            "staff_code": ("--officer", self.officers),
            "theme": ("--theme", self.themes),
            "step": ("--step", self.steps),
        }
        return {column: (option, wanted) for column, (option, wanted) in options.items() if wanted}

    def in_words(self) -> str:
        """What was asked for, such as `team A, B; theme referrals`; blank for everything."""
        asked = ((option.removeprefix("--"), wanted) for option, wanted in self.given().values())
        return "; ".join(f"{name} {', '.join(value or '(none)' for value in wanted)}" for name, wanted in asked)

    def keep(self, rows: pd.DataFrame, columns: Collection[str]) -> pd.DataFrame:
        """The rows that the filters on some columns ask for, whatever the others say."""
        for _, mask in self._masks(rows, columns):
            rows = rows[mask.reindex(rows.index)]
        return rows.reset_index(drop=True)

    def split(self, obligations: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
        """The obligations asked for, and how many each filter leaves out of what the one before kept."""
        left_out: dict[str, int] = {}
        for column, mask in self._masks(obligations, self.given()):
            kept = obligations[mask.reindex(obligations.index)]
            left_out[column], obligations = len(obligations) - len(kept), kept
        return obligations.reset_index(drop=True), left_out

    def _masks(self, rows: pd.DataFrame, columns: Collection[str]) -> Iterator[tuple[str, pd.Series]]:
        for column, (_, wanted) in self.given().items():
            if column not in columns:
                continue
            if column == "since":
                # What has no trigger day cannot be shown to be older, so it stays.
                yield column, ~(rows["trigger_on"] < pd.Timestamp(wanted[0]))
            else:
                asked = {folded(name) for name in wanted}
                names = [name for name in rows[column].dropna().unique() if folded(name) in asked]
                yield column, rows[column].isin(names) | (rows[column].isna() & ("" in asked))


def refuse_unknown(filters: Filters, packs: Sequence[Pack]) -> None:
    """CommandError for a theme or step that none of the policies has, with those that there are."""
    steps = [step for pack in packs for step in pack.steps]
    themes = sorted({step.theme for step in steps})
    for theme in filters.themes:
        if folded(theme) not in map(folded, themes):
            raise CommandError(f"--theme: {theme!r} is not a theme of these policies. Known: {', '.join(themes)}.")
    for step in filters.steps:
        if folded(step) not in {folded(known.id) for known in steps}:
            alike = get_close_matches(step.lower(), [known.id for known in steps], n=3, cutoff=0.5)
            hint = f"Most like it: {', '.join(alike)}." if alike else "safeaudit policy coverage names those there are."
            raise CommandError(f"--step: {step!r} is not a step of these policies. {hint}")


def folded(name: str) -> str:
    """A name as names are compared: case, outer spaces and hyphens aside."""
    return name.strip().casefold().replace("-", " ")
