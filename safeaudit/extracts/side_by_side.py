"""Work on many rows, shared out among the processor's cores: arrow and numpy let other threads work meanwhile."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

WORKERS: Final = min(4, os.cpu_count() or 1)
_MANY: Final = 100_000  # for fewer rows threads cost more than they save

Item = TypeVar("Item")
Result = TypeVar("Result")


def side_by_side(function: Callable[[Item], Result], items: Iterable[Item], rows: int) -> list[Result]:
    """Give what a function gives for each item, in their order; `rows`: how many rows they are about."""
    if rows < _MANY:
        return [function(item) for item in items]
    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(function, items))
