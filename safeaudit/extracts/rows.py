"""A conformed table's used rows → the frame that the rest of the program works on."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from safeaudit.categories import category
from safeaudit.extracts.cells import BLANK, Meaning
from safeaudit.extracts.conform import Conformed
from safeaudit.extracts.store import TableStore, narrowest
from safeaudit.extracts.tables import Source, Table

Codes = npt.NDArray[Any]
_TEXT: Final[Any] = pd.StringDtype(na_value=np.nan)  # the dtype "str"


def build_table(
    store: TableStore,
    conformed: Conformed,
    sources: Sequence[Source],
    wanted: tuple[str, frozenset[str]] | None,
) -> Table:
    """Build a table of the used rows, or of those with one of the `wanted` codes of a column."""
    used = conformed.used
    ranges = _date_ranges(conformed, used)
    if wanted:
        used &= _wanted(conformed, *wanted)
    positions = np.flatnonzero(used)
    of_all, row = store.places(positions)
    columns: dict[str, Any] = {}
    unusable: list[tuple[str, npt.NDArray[np.int64]]] = []
    for spec in conformed.spec.columns:
        meaning = conformed.meanings.pop(spec.name)
        codes = conformed.codes.pop(spec.name)[positions]
        if meaning.bad is not None:
            bad = np.flatnonzero(meaning.bad[codes])
            unusable.append((spec.name, bad))
        columns[spec.name] = meaning.lookup[codes] if meaning.lookup is not None else _category(meaning, codes)
    source_of = np.full(max(store.sources) + 1, -1, dtype=np.int16)
    source_of[store.sources] = np.arange(len(store.sources), dtype=np.int16)
    columns["source"] = source_of[of_all]
    columns["row"] = row
    return Table(
        conformed.spec.name,
        pd.DataFrame(columns, copy=False),
        [sources[index] for index in store.sources],
        _unusable(unusable),
        ranges,
    )


def _unusable(found: Sequence[tuple[str, npt.NDArray[np.int64]]]) -> pd.DataFrame:
    """Make the frame of unusable cells from the positions in each column."""
    positions = np.concatenate([np.empty(0, dtype=np.int32), *(of_column for _, of_column in found)])
    columns = np.repeat(np.arange(len(found)), [len(of_column) for _, of_column in found])
    order = np.argsort(positions, kind="stable")
    names = pa.array([name for name, _ in found], pa.string()).take(pa.array(columns[order]))
    return pd.DataFrame({"position": positions[order].astype(np.int32), "column": _TEXT.__from_arrow__(names)})


def _wanted(conformed: Conformed, column: str, codes: frozenset[str]) -> npt.NDArray[np.bool_]:
    texts = conformed.meanings[column].texts
    chosen = pc.is_in(texts, value_set=pa.array(sorted(codes), pa.string()))
    return np.append(chosen.to_numpy(zero_copy_only=False), False)[conformed.codes[column]]


def _category(meaning: Meaning, codes: Codes) -> pd.Categorical:
    """Make a categorical of the texts that occur; an unreadable cell is missing."""
    if meaning.bad is not None:
        codes = np.where(meaning.bad[codes], np.int8(BLANK), codes)
    seen = np.zeros(len(meaning.texts) + 1, dtype=bool)
    seen[codes] = True
    seen[-1] = False
    texts = meaning.texts
    if not seen[:-1].all():
        new_codes = np.full(len(seen), BLANK, dtype=narrowest(len(texts)))
        chosen = np.flatnonzero(seen)
        new_codes[chosen] = np.arange(len(chosen))
        codes = new_codes[codes]
        texts = texts.take(pa.array(chosen))
    return category(codes, pd.Index(_TEXT.__from_arrow__(texts)))


def _date_ranges(conformed: Conformed, used: npt.NDArray[np.bool_]) -> dict[str, tuple[date, date]]:
    ranges = {}
    for spec in conformed.spec.columns:
        if spec.kind not in ("date", "datetime"):
            continue
        lookup = conformed.meanings[spec.name].lookup
        assert lookup is not None
        seen = np.zeros(len(lookup), dtype=bool)
        seen[conformed.codes[spec.name][used]] = True
        days = lookup[seen]
        days = days[~np.isnat(days)]
        if len(days):
            ranges[spec.name] = (days.min().item().date(), days.max().item().date())
    return ranges
