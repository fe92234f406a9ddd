"""What an office's settings tell the reading about its own files, as plain data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from safeaudit.errors import ExtractError

LEFT_OUT: Final = "none"


@dataclass(frozen=True)
class Hints:
    """Which files and worksheets are which tables, which headings are which columns, and what words mean.

    `tables`: a name → the table that it holds, or `none` to leave it out without more ado. A name is that of a
    file (`Contact log*.csv`; of a workbook it means every visible worksheet) or of a worksheet
    (`Trackers.xlsx[Enquiries 2026]`, also a hidden one). `*` stands for any characters and `?` for one; case
    does not matter. `aliases`: for each table, a heading as it stands in the office's files → the contract's
    column; headings match whatever their case, spacing and punctuation, and go before every built-in one.

    `words`: for each table and column, a word of the office's (`words.folded`) → the contract's word for it.

    All are expected to be right: names of tables and columns that do not exist are the settings' to refuse.
    """

    tables: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)

    def table_of(self, file: str, sheet: str = "", hidden: bool = False) -> str | None:
        """Give the table that a file (base name) or worksheet was said to hold, `none`, or None if nothing was said.

        What is said of the worksheet goes before what is said of its file, which means nothing to a hidden one.
        ExtractError where two names match and say different tables.
        """
        names = [f"{file}[{sheet}]"] if sheet else []
        if not hidden:
            names.append(file)
        for name in names:
            said = {table for pattern, table in self.tables.items() if _fits(pattern, name)}
            if len(said) > 1:
                both = " and ".join(sorted(said))
                raise ExtractError(f"{name}: the settings name it both {both}. Keep one of them under [tables].")
            if said:
                return said.pop()
        return None

    def unused(self, names: set[str]) -> list[str]:
        """Give the names under `tables` that fit none of these files and worksheets (`file`, `file[sheet]`)."""
        return [pattern for pattern in self.tables if not any(_fits(pattern, name) for name in names)]


def _fits(pattern: str, name: str) -> bool:
    wanted = re.escape(pattern.strip().casefold()).replace(r"\*", ".*").replace(r"\?", ".")
    return re.fullmatch(wanted, name.casefold(), re.DOTALL) is not None
