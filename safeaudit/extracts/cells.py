"""The distinct raw texts of one column → what they mean. Nothing here grows with the number of rows."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from safeaudit.extracts.contract import CLOSED_LISTS, ColumnSpec
from safeaudit.extracts.dates import TIMED_DAYS, UNREADABLE, Unreadable, parse_day, parse_moment

Ints = npt.NDArray[np.int32]
Parser = Callable[[str], int | str | Unreadable | None]

BLANK: Final = -1
_BAD: Final = -2
_USUAL_FORMS = {"crn": r"^[A-Z]\d{6}$", "noms": r"^[A-Z]\d{4}[A-Z]{2}$"}
_NUMBER = re.compile(r"\d{1,9}(?:\.0*)?", re.ASCII)
_MANY_DATES: Final = 2_000  # from here on it pays to take the times off before the dates are parsed
BAD_KINDS: Final = {
    "date": "bad-date",
    "datetime": "bad-date",
    "yes-no": "bad-yes-no",
    "number": "bad-number",
    "word": "bad-code",
}


@dataclass(frozen=True)
class Meaning:
    """What a column's distinct raw texts mean, by code; a blank's code is −1: the last of each lookup.

    `code_of_raw`: for each raw text its code; texts that mean the same have one code.
    `texts`: for each code the text to keep or show: the canonical one, or the raw one of an unreadable cell.
    `lookup`: for each code the typed value (dates, yes/no, numbers), and last the blank; None for text and
    words. `bad`, `unusual`: for each code and last the blank, whether the cell cannot be read, or whether it
    is a CRN or prison number of another form; None where there is no such cell.
    """

    code_of_raw: Ints
    texts: pa.Array
    lookup: npt.NDArray[Any] | None
    bad: npt.NDArray[np.bool_] | None
    unusual: npt.NDArray[np.bool_] | None


def read_cells(spec: ColumnSpec, raw: pa.Array) -> Meaning:
    """Give the meaning of the distinct texts `raw` (string array without nulls) in the column."""
    trimmed = pc.utf8_trim_whitespace(raw)
    if spec.kind in ("text", "code", "ref", "crn", "noms"):
        return _read_texts(spec.kind, raw, trimmed)
    return _read_values(spec, trimmed)


def drop_times(spec: ColumnSpec, cells: pa.DictionaryArray) -> pa.DictionaryArray:
    """Take the times off a plain date column of many distinct texts: its days are then few."""
    if spec.kind != "date" or len(cells.dictionary) < _MANY_DATES:
        return cells
    days = cells.dictionary
    for form in TIMED_DAYS:
        days = pc.replace_substring_regex(days, form, r"\1")
    distinct = days.dictionary_encode()
    return pa.DictionaryArray.from_arrays(distinct.indices.take(cells.indices), distinct.dictionary)


def _read_texts(kind: str, raw: pa.Array, trimmed: pa.Array) -> Meaning:
    form = _USUAL_FORMS.get(kind)
    if kind == "code":
        trimmed = pc.utf8_upper(trimmed)
    elif form:
        upper = pc.utf8_upper(trimmed)
        trimmed = pc.if_else(pc.match_substring_regex(upper, form), upper, trimmed)
    if trimmed.equals(raw):
        texts, codes = raw, np.arange(len(raw), dtype=np.int32)
    else:
        distinct = trimmed.dictionary_encode()
        texts, codes = distinct.dictionary, _numpy(distinct.indices).astype(np.int32)
    blank = pc.index(texts, "").as_py()
    codes[codes == blank] = BLANK
    unusual = None
    if form:
        other = _numpy(pc.invert(pc.match_substring_regex(texts, form)))
        unusual = np.append(other & (np.arange(len(other)) != blank), False)
    return Meaning(codes, texts, None, None, unusual if unusual is not None and unusual.any() else None)


def _read_values(spec: ColumnSpec, trimmed: pa.Array) -> Meaning:
    """Give each distinct value a code, in order of appearance, and after them each unreadable text a code."""
    distinct = trimmed.dictionary_encode()
    parse = _parser(spec)
    value_codes: dict[int | str, int] = {} if spec.blank_means is None else {spec.blank_means: 0}
    code_of_text = np.empty(len(distinct.dictionary), dtype=np.int32)
    for place, text in enumerate(distinct.dictionary.to_pylist()):
        value = parse(text) if text else None
        if value is None:
            code_of_text[place] = BLANK
        elif isinstance(value, Unreadable):
            code_of_text[place] = _BAD
        else:
            code_of_text[place] = value_codes.setdefault(value, len(value_codes))
    codes = code_of_text[_numpy(distinct.indices)]
    values = list(value_codes)
    texts = pa.array([str(value) for value in values], pa.string())
    unreadable = np.flatnonzero(codes == _BAD)
    bad = None
    if len(unreadable):
        raw = trimmed.take(pa.array(unreadable)).dictionary_encode()
        codes[unreadable] = len(values) + _numpy(raw.indices)
        texts = pa.concat_arrays([texts, raw.dictionary])
        bad = np.arange(len(texts) + 1) >= len(values)
        bad[-1] = False
    if spec.blank_means is not None:
        codes[codes == BLANK] = value_codes[spec.blank_means]
    return Meaning(codes, texts, _lookup(spec.kind, values, len(texts) - len(values) + 1), bad, None)


def _parser(spec: ColumnSpec) -> Parser:
    if spec.kind == "date":
        return parse_day
    if spec.kind == "datetime":
        return parse_moment
    if spec.kind == "number":
        return _parse_number
    words = CLOSED_LISTS["yes-no"] if spec.kind == "yes-no" else spec.words
    return lambda text: words.get(text.lower(), UNREADABLE)


def _parse_number(text: str) -> int | Unreadable:
    return int(float(text)) if _NUMBER.fullmatch(text) else UNREADABLE


def _lookup(kind: str, values: list[int | str], blanks: int) -> npt.NDArray[Any] | None:
    """Make the typed values, with `blanks` after them: one for each unreadable text and one for the blank."""
    if kind == "word":
        return None
    if kind == "yes-no":
        return np.array([int(value == "y") for value in values] + [-1] * blanks, dtype=np.int8)
    if kind == "number":
        return np.array(values + [-1] * blanks, dtype=np.int32)
    seconds = np.array(values, dtype=np.int64).view("datetime64[s]")
    return np.concatenate([seconds, np.full(blanks, "NaT", dtype="datetime64[s]")])


def _numpy(array: pa.Array) -> npt.NDArray[Any]:
    return np.asarray(array.to_numpy(zero_copy_only=False))
