"""Rows under the headings that are no records: totals, headings repeated on each page, remarks below the table."""

import re
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from safeaudit.extracts.aliases import aliases_of, heading_key
from safeaudit.extracts.contract import TableSpec
from safeaudit.extracts.headings import heading_keys

REASON: Final = "This looks like a total, a repeated heading or a remark, not like a record."
_SUBJECTS: Final = ("crn", "staff_code", "unit", "obligation_id")
_REFERENCE: Final = "^[A-Za-z0-9]*[0-9][A-Za-z0-9]*$"
_TOTAL: Final = re.compile(r"\W*(?:grand|sub|overall)?[\s-]*totals?\b.*|(?:number|count|sum) of\b.*", re.I | re.S)
_WORDS: Final = re.compile(r"\w*[^\W\d_]{2,}\W+\w*[^\W\d_]{2,}.*", re.DOTALL)

Mask = npt.NDArray[np.bool_]


def subject_of(table: TableSpec) -> str:
    """Give the column that says whom or what a row is about."""
    return next(name for name in _SUBJECTS for column in table.columns if column.name == name)


def no_subjects(table: TableSpec, texts: pa.Array) -> tuple[Mask, Mask]:
    """Tell of the texts in the subject's column which are no subject, and which only if their row holds nothing more.

    The first: a total or a heading. The second: words, such as *Printed on 1 May*.
    """
    column = subject_of(table)
    headings = {heading_key(column)} | {key for key, (meant, _) in aliases_of(table.name).items() if meant == column}
    never, alone = np.zeros(len(texts), dtype=bool), np.zeros(len(texts), dtype=bool)
    # Nearly every text is a plain reference, of which no more need be asked.
    doubtful = np.flatnonzero(~pc.match_substring_regex(texts, _REFERENCE).to_numpy(zero_copy_only=False))
    for place, text in zip(doubtful, texts.take(pa.array(doubtful)).to_pylist(), strict=True):
        never[place] = bool(_TOTAL.fullmatch(text)) or any(key in headings for key in heading_keys(text))
        alone[place] = _WORDS.match(text) is not None
    return never, alone
