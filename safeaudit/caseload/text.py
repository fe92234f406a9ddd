"""A text column in which each different word is held once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from safeaudit.caseload.arrays import Ints, Mask, Words


@dataclass(frozen=True)
class Text:
    """`codes` says which of `words` each row holds, −1 for blank."""

    codes: npt.NDArray[Any]
    words: Words

    @classmethod
    def of(cls, values: Sequence[str] | Words) -> Self:
        """Text from Python strings; the empty string is blank."""
        codes, words = pd.factorize(np.asarray(values, dtype=object))
        blank = np.flatnonzero(words == "")
        return cls(np.where(np.isin(codes, blank), -1, codes), words)

    @classmethod
    def of_category(cls, values: pd.Series) -> Self:
        """Text from a column of dtype category."""
        return cls(values.cat.codes.to_numpy(), values.cat.categories.to_numpy(dtype=object))

    @classmethod
    def blank(cls, size: int) -> Self:
        """Rows that hold nothing."""
        return cls(np.full(size, -1), np.zeros(0, dtype=object))

    def __len__(self) -> int:
        return len(self.codes)

    def take(self, index: Ints) -> "Text":
        """The rows at some positions; −1 gives a blank."""
        if not len(self.codes):
            return Text(np.full(len(index), -1), self.words)
        codes, blank = self.codes[index], index < 0
        if blank.any():
            codes[blank] = -1
        return Text(codes, self.words)

    @classmethod
    def joined(cls, parts: Sequence["Text"]) -> Self:
        """The rows of several texts, one after the other; lists of words that parts share are looked at once."""
        lists = {id(part.words): part.words for part in parts}
        numbers, words = pd.factorize(np.concatenate(list(lists.values())))
        ends = np.cumsum([len(held) for held in lists.values()])
        renumbered = {
            key: np.append(numbers[end - len(held) : end], -1).astype(np.int32)
            for (key, held), end in zip(lists.items(), ends, strict=True)
        }
        return cls(np.concatenate([renumbered[id(part.words)][part.codes] for part in parts]), words)

    def is_any(self, words: Sequence[str]) -> Mask:
        """Rows that hold one of some words."""
        return self._where(np.isin(self.words, list(words)))

    def matches(self, pattern: str) -> Mask:
        """Rows that hold a regular expression, case ignored."""
        hits = pc.match_substring_regex(pa.array(self.words, pa.string()), pattern, ignore_case=True)
        return self._where(hits.to_numpy(zero_copy_only=False))

    def mapped(self, spell: Callable[[str], str]) -> "Text":
        """The rows with each different word spelt otherwise; words then spelt alike get one code."""
        if not len(self.words):
            return self
        codes, words = pd.factorize(np.array([spell(word) for word in self.words], dtype=object))
        return Text(np.append(codes, -1)[self.codes], words)

    def strings(self) -> Words:
        """The rows as Python strings; blank is the empty string."""
        return np.append(self.words, "")[self.codes]

    def _where(self, hits: Mask) -> Mask:
        return np.append(hits, False)[self.codes]
