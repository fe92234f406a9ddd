"""Collects data problems, whole columns at a time, into one frame in file order."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from safeaudit.extracts.contract import ColumnSpec
from safeaudit.extracts.tables import Source

QUARANTINED = "row quarantined"
UNUSABLE = "cell unusable"
IGNORED = "duplicate ignored"
WARNING = "warning"
_TEXT_COLUMNS = ("table", "column", "value", "kind", "reason", "effect")
_REFERENCES = ("crn", "noms", "ref")
_PLAIN_VALUE = re.compile(r"[\d/\-.: T]+|[^\W_]{1,12}")


class Problems:
    """The data problems found so far."""

    def __init__(self) -> None:
        self._words: dict[str, int] = {}
        self._parts: list[dict[str, npt.NDArray[np.int32]]] = []

    def add(
        self,
        places: tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]],
        *,
        table: str,
        column: str,
        kind: str,
        reason: str,
        effect: str,
        values: tuple[Sequence[str], npt.NDArray[Any]] | None = None,
    ) -> None:
        """Add one problem for each of `places` (sources and rows).

        `values`: the distinct values, already fit to be shown, and for each place which of them it has.
        """
        sources, rows = places
        if not len(rows):
            return
        part = {"source": sources, "row": rows}
        said = {"table": table, "column": column, "kind": kind, "reason": reason, "effect": effect}
        for name, word in said.items():
            part[name] = np.broadcast_to(np.int32(self._code(word)), len(rows))
        texts, which = values if values else ([""], np.zeros(len(rows), dtype=np.int32))
        codes = np.array([self._code(text) for text in texts], dtype=np.int32)
        part["value"] = codes[which]
        self._parts.append(part)

    def frame(self, sources: Sequence[Source], order: Sequence[int] | None = None) -> pd.DataFrame:
        """Give the problems by source, row and the order of finding (see `Extracts.problems`).

        `order`: the numbers of the sources in file order, where that is not how they are numbered.
        """
        names = ("source", "row", *_TEXT_COLUMNS)
        none = np.empty(0, dtype=np.int32)
        found = {name: np.concatenate([none, *(part[name] for part in self._parts)]) for name in names}
        place = np.argsort(order) if order else np.arange(len(sources))
        by_place = np.lexsort((found["row"], place[found["source"]]))
        found = {name: codes[by_place] for name, codes in found.items()}
        frame = {name: _category(found[name], list(self._words)) for name in _TEXT_COLUMNS}
        frame["file"] = _category(found["source"], [source.file for source in sources])
        frame["sheet"] = _category(found["source"], [source.sheet for source in sources])
        columns = ["table", "file", "sheet", "row", "column", "value", "kind", "reason", "effect"]
        return pd.DataFrame({name: found["row"] if name == "row" else frame[name] for name in columns})

    def _code(self, word: str) -> int:
        return self._words.setdefault(word, len(self._words))


def shown(spec: ColumnSpec, value: str) -> str:
    """Give a cell's value as it may be shown: whole if like a date, number or code, else its length."""
    if spec.kind in _REFERENCES:
        fits = len(value) <= 20 and not re.search(r"\s", value)
    else:
        fits = _PLAIN_VALUE.fullmatch(value) is not None
    return value if fits else f"(text, {len(value)} characters)"


def _category(codes: npt.NDArray[np.int32], words: list[str]) -> pd.Categorical:
    """Make a categorical of those words that are used, each once."""
    used, which = np.unique(codes, return_inverse=True)
    distinct: dict[str, int] = {}
    merged = np.array([distinct.setdefault(words[code], len(distinct)) for code in used], dtype=np.int32)
    return pd.Categorical.from_codes(merged[which] if len(used) else codes, pd.Index(list(distinct), dtype="str"))
