"""The array types that the caseload, the facts and the shapes pass to one another, and how they are joined.

Everything is whole columns: a join is a pair of index arrays, never a loop over cases.
"""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Days: TypeAlias = npt.NDArray[np.datetime64]
Ints: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]
Truth: TypeAlias = npt.NDArray[np.int8]
# Python strings, or what numpy makes of them on the way; blank is the empty string.
Words: TypeAlias = npt.NDArray[Any]

NO_DAY = np.datetime64("NaT", "D")
NO_RECORD = -1
_DENSE = 4  # keys of a join lie dense where they are at most so many times as many as the rows
_MIX = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no two rows that differ in the last key alone become one
BLANK = -1
YES, NO, UNKNOWN = 1, 0, -1


def filled(days: Days) -> Mask:
    """Say which days are given."""
    return ~np.isnat(days)


def truth(yes: Mask, unknown: Mask | None = None) -> Truth:
    """Turn a mask (and a mask of what cannot be told) into YES, NO or UNKNOWN."""
    answer = yes.astype(np.int8)
    if unknown is not None:
        answer[~yes & unknown] = UNKNOWN
    return answer


def day_number(days: Days) -> Ints:
    """Days since 1970 as integers; a blank day becomes a very early one, so it sorts first."""
    numbers = days.astype("datetime64[D]").astype(np.int64)
    numbers[np.isnat(days)] = -(2**40)
    return numbers


def chosen(where: Mask, values: Days, others: Days) -> Days:
    """Take `values` where a mask marks and `others` elsewhere; where it marks all, no copy is made."""
    return values if where.all() else np.where(where, values, others)


def pick(values: npt.NDArray[Any], index: Ints, blank: object) -> npt.NDArray[Any]:
    """Take `values[index]`, with `blank` where the index is −1."""
    if len(values) == 0:
        return np.full(len(index), blank, dtype=values.dtype)
    taken, none = values[index], index < 0  # of −1 it takes the last, for a moment
    if none.any():
        taken[none] = blank
    return taken


def pick_day(days: Days, index: Ints) -> Days:
    """Take `days[index]`, blank where the index is −1."""
    return pick(days, index, NO_DAY)


def pairs(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Every pair of positions (i, j) with `left[i] == right[j]`, by i, then by j; negative keys never match."""
    order = np.argsort(right, kind="stable")
    first, count = _stretches(left, right[order])
    count[left < 0] = 0
    i = np.repeat(np.arange(len(left)), count)
    within = np.arange(len(i)) - np.repeat(np.cumsum(count) - count, count)
    return i, order[np.repeat(first, count) + within]


def _stretches(keys: Ints, ordered: Ints) -> tuple[Ints, Ints]:
    """For each key where its stretch of the ordered values begins, and how many they are."""
    top = int(ordered[-1]) + 1 if len(ordered) else 0
    if not 0 < top <= _DENSE * (len(keys) + len(ordered)):
        first = np.searchsorted(ordered, keys, side="left")
        return first, np.searchsorted(ordered, keys, side="right") - first
    # Numbers such as those of cases lie so dense that a table of where each begins is quicker than to search.
    blank = int(np.searchsorted(ordered, 0))
    begin = np.full(top + 2, blank)
    np.cumsum(np.bincount(ordered[blank:], minlength=top + 1), out=begin[1:])
    begin[1:] += blank
    at = np.clip(keys, 0, top)
    return begin[at], begin[at + 1] - begin[at]


def repeated(*keys: npt.NDArray[Any]) -> bool:
    """Whether two rows may agree in every key; it may say so where none do, never the other way."""
    mixed = np.zeros(len(keys[0]), dtype=np.uint64)
    for key in keys:
        mixed = (mixed + key.astype(np.uint64)) * _MIX
    mixed.sort()
    return bool((mixed[1:] == mixed[:-1]).any())


def first_of_each(group: Ints, size: int, *keys: npt.NDArray[Any]) -> Ints:
    """For each group 0..size−1 the position that sorts first by the keys (most important first), or −1.

    Of positions that agree in every key it is the first.
    A negative group is none.
    """
    left = np.flatnonzero(group >= 0)
    for key in keys:
        # Many times quicker than to sort by all keys.
        lowest = np.full(size, np.iinfo(np.int64).max)
        np.minimum.at(lowest, group[left], key[left].astype(np.int64))
        left = left[key[left] == lowest[group[left]]]
    best = np.full(size, NO_RECORD, dtype=np.int64)
    best[group[left[::-1]]] = left[::-1]
    return best


def grouped(*keys: npt.NDArray[Any]) -> tuple[Ints, Ints]:
    """Number rows that agree in every key from 0; gives each row's number and each number's first row."""
    table = np.column_stack([key.astype(np.int64) for key in keys])
    _, first, number = np.unique(table, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return rank[number.reshape(-1)], first[order]


def any_of_each(group: Ints, size: int, mask: Mask) -> Mask:
    """For each group 0..size−1: is the mask true for any of its positions?"""
    found = np.zeros(size, dtype=bool)
    chosen = group[mask]
    found[chosen[chosen >= 0]] = True
    return found


def earliest(*days: Days) -> Days:
    """The earliest given day of several columns, row by row; blank where all are blank."""
    result = days[0]
    for other in days[1:]:
        result = np.fmin(result, other)
    return result


def latest(*days: Days) -> Days:
    """The latest given day of several columns, row by row; blank where all are blank."""
    result = days[0]
    for other in days[1:]:
        result = np.fmax(result, other)
    return result


def joined_words(size: int, group: Ints, words: Words, between: str) -> Words:
    """For each group 0..size−1 its words in the order given, joined: the first of every group, then the second, and
    so on."""
    order = np.argsort(group, kind="stable")
    group, words = group[order], words[order]
    rank = np.arange(len(group)) - np.searchsorted(group, group, side="left")
    joined = np.full(size, "", dtype=object)
    for turn in range(rank.max(initial=-1) + 1):
        now = rank == turn
        joined[group[now]] = joined[group[now]] + (between if turn else "") + words[now]
    return joined
