"""What the columns of a table hold, over all its rows but exact duplicates: for `safeaudit check` alone."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from safeaudit.extracts.cells import Meaning
from safeaudit.extracts.conform import Conformed
from safeaudit.extracts.contract import ColumnSpec
from safeaudit.extracts.store import TableStore
from safeaudit.extracts.tables import ColumnProfile, Source

# Columns of codes and of words from a list, whose values are few and say nothing of one person.
_COUNTED_KINDS: Final = ("code", "word")
_COUNTED_COLUMNS: Final = (("staff", "role"), ("enquiries", "not_made_reason"))


def profile_columns(store: TableStore, conformed: Conformed, sources: Sequence[Source]) -> dict[str, ColumnProfile]:
    """Count what each column that some file of the table held holds."""
    told = ~conformed.duplicate
    rows_of = _rows_of_sources(store, told)
    profiles = {}
    for spec in conformed.spec.columns:
        holding = [index for index in store.sources if spec.name in sources[index].columns]
        if holding:
            rows = sum(rows_of[index] for index in holding)
            codes = conformed.codes[spec.name][told]
            profiles[spec.name] = _profile(conformed.spec.name, spec, conformed.meanings[spec.name], codes, rows)
    return profiles


def _rows_of_sources(store: TableStore, told: npt.NDArray[np.bool_]) -> dict[int, int]:
    rows = dict.fromkeys(store.sources, 0)
    begin = 0
    for stretch in store.stretches:
        rows[stretch.source] += int(np.count_nonzero(told[begin : begin + stretch.count]))
        begin += stretch.count
    return rows


def _profile(table: str, spec: ColumnSpec, meaning: Meaning, codes: npt.NDArray[Any], rows: int) -> ColumnProfile:
    number = np.bincount(np.add(codes, 1, dtype=np.int32), minlength=len(meaning.texts) + 1)[1:]  # blanks have code −1
    unreadable = int(number[meaning.bad[:-1]].sum()) if meaning.bad is not None else 0
    filled = int(number.sum()) - unreadable
    counts = {}
    if spec.kind in _COUNTED_KINDS or (table, spec.name) in _COUNTED_COLUMNS:
        order = np.argsort(-number, kind="stable")
        texts = meaning.texts.to_pylist()
        counts = {texts[code]: int(number[code]) for code in order if number[code]}
    months = _months(meaning, number) if spec.kind in ("date", "datetime") else {}
    return ColumnProfile(rows, rows - filled - unreadable, unreadable, counts, months)


def _months(meaning: Meaning, number: npt.NDArray[np.int64]) -> dict[str, int]:
    assert meaning.lookup is not None
    days = meaning.lookup[:-1]
    given = ~np.isnat(days) & (number > 0)
    months, which = np.unique(days[given].astype("datetime64[M]"), return_inverse=True)
    rows = np.bincount(which, weights=number[given], minlength=len(months))
    return {str(month): int(count) for month, count in zip(months, rows, strict=True)}
