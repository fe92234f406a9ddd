"""An office's own codes and words → those of the contract, over the distinct texts of a column."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa


def folded(text: str) -> str:
    """Give a text as words are compared: whatever its case and spaces."""
    return "".join(text.casefold().split())


def in_contract_words(texts: pa.Array, words: Mapping[str, str]) -> tuple[pa.Array, npt.NDArray[np.int32]]:
    """Put each text that is one of an office's words (folded → the contract's) in the contract's words.

    Gives the distinct texts that are left, and for each of `texts` which of them it has become.
    """
    ours = pa.array([words.get(folded(text), text) for text in texts.to_pylist()], pa.string()).dictionary_encode()
    return ours.dictionary, ours.indices.to_numpy()
