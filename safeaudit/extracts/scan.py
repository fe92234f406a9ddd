"""Bytes of a worksheet's XML → whether anything in them needs a closer look, at a tenth of the cost of looking."""

from typing import Final, NamedTuple

import numpy as np

_BLOCK: Final = 1 << 17  # looked at at once, so that it stays in the processor's cache
_AHEAD: Final = 5  # bytes of the next block that a sign may reach into


class Signs(NamedTuple):
    """What some XML may hold: formulas, cells that are errors, and a column named by so many letters (1 to 3).

    Formulas and errors are 0 or 1. A sign too many does no harm, and none is missed.
    """

    formulas: int
    errors: int
    letters: int


class Scan:
    """Looks for signs; the same memory serves for all pieces."""

    def __init__(self) -> None:
        size = _BLOCK + _AHEAD
        self._shifted = np.empty(size, dtype=np.uint8)
        self._quote, self._capital, self._one, self._other = (np.empty(size, dtype=bool) for _ in range(4))

    def of(self, piece: bytes) -> Signs:
        """Give the signs of a piece."""
        bytes_ = np.frombuffer(piece, dtype=np.uint8)
        found = [self._of_block(bytes_[at : at + _BLOCK + _AHEAD]) for at in range(0, len(bytes_) - _AHEAD, _BLOCK)]
        return Signs(*(max(signs) for signs in zip(Signs(False, False, 1), *found, strict=True)))

    def _of_block(self, block: np.ndarray) -> Signs:
        size = len(block)
        one, other = self._one[:size], self._other[:size]
        formulas = _any(np.equal(block, ord("<"), out=one), np.equal(block, ord("f"), out=other))
        quote = np.equal(block, ord('"'), out=self._quote[:size])
        errors = _any(np.equal(block, ord("e"), out=one), quote) and b'"e"' in block.tobytes()
        shifted = np.subtract(block, ord("A"), out=self._shifted[:size])
        capital = np.less(shifted, 26, out=self._capital[:size])
        place = np.equal(block, ord("r"), out=one)[:-_AHEAD]  # r="AB
        place &= quote[2 : 2 - _AHEAD]
        place &= capital[3 : 3 - _AHEAD]
        place &= capital[4 : 4 - _AHEAD]
        letters = 1 if not place.any() else 3 if (place & capital[5:]).any() else 2
        return Signs(formulas, errors, letters)


def _any(first: np.ndarray, second: np.ndarray) -> bool:
    """Tell whether the one stands right before the other somewhere."""
    first[:-1] &= second[1:]
    return bool(first[:-1].any())
