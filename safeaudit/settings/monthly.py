"""[audit]: the options of the monthly audit, so that the day alone is left to type."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from safeaudit.settings.parts import Mistake, Part, Texts, unknown

PLACES = ("as_at", "month")
FILES = ("out", "history", "decisions")


class Monthly(Part):
    """Where extracts and decisions are, the policies, where outputs and history go; an option typed comes first.

    Paths are relative to the settings file. `out` may hold {as_at} and {month}.
    """

    extracts: Texts = []
    policies: Texts = []
    out: str = ""
    history: str = ""
    decisions: str = ""

    def beside(self, folder: Path) -> "Monthly":
        """The same with its paths taken from a folder."""
        paths = [str(folder / path) for path in self.extracts]
        files = {name: str(folder / path) if (path := getattr(self, name)) else "" for name in FILES}
        return self.model_copy(update={"extracts": paths} | files)

    def out_of(self, as_at: date) -> Path | None:
        """The output folder of an audit; None where none is set."""
        named = self.out.replace("{as_at}", as_at.isoformat()).replace("{month}", f"{as_at:%Y-%m}")
        return Path(named) if named else None

    def history_file(self) -> Path | None:
        """The file of the history; None where none is kept."""
        return Path(self.history) if self.history else None

    def decisions_file(self) -> Path | None:
        """The file of decisions; None where there is none."""
        return Path(self.decisions) if self.decisions else None


def mistakes_in_audit(monthly: Monthly) -> Iterator[Mistake]:
    """What cannot be used: blank paths, a policy that there is not, a place in `out` that means nothing."""
    from safeaudit.packs.load import pack_names

    for path in monthly.extracts:
        if not path.strip():
            yield Mistake(("audit", "extracts"), "holds a blank path; name a file or folder", path)
    for name in monthly.policies:
        if name not in pack_names():
            yield Mistake(("audit", "policies"), f"names {name}, which {unknown(name, 'a policy', pack_names())}", name)
    wrong = [place for place in re.findall(r"\{([^{}]*)\}", monthly.out) if place not in PLACES]
    for place in wrong:
        yield Mistake(
            ("audit", "out"), f"holds {{{place}}}, which means nothing here; write {{as_at}} or {{month}}", place
        )
    if not wrong and re.search(r"[{}]", re.sub(r"\{(as_at|month)\}", "", monthly.out)):
        yield Mistake(("audit", "out"), "has a brace too many; write {as_at} or {month}")
