"""The distinct raw texts of one column → what they mean. Nothing here grows with the number of rows."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from safeaudit.extracts.code_names import as_codes
from safeaudit.extracts.contract import CLOSED_LISTS, ColumnSpec
from safeaudit.extracts.dates import TIMED_DAYS, UNREADABLE, Unreadable, iso_days, parse_day, parse_moment
from safeaudit.extracts.references import plain_references
from safeaudit.extracts.store import Cells

Ints = npt.NDArray[np.int32]
Parser = Callable[[str], int | str | Unreadable]

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
        return _read_texts(spec, raw, trimmed)
    return _read_values(spec, raw, trimmed)


def drop_times(spec: ColumnSpec, cells: Cells) -> Cells:
    """Take the times off a plain date column of many distinct texts: its days are then few."""
    if spec.kind != "date" or len(cells.texts) < _MANY_DATES:
        return cells
    days = cells.texts
    for form in TIMED_DAYS:
        days = pc.replace_substring_regex(days, form, r"\1")
    distinct = Cells.of(days.dictionary_encode())
    return Cells(distinct.texts, distinct.codes[cells.codes])


def _read_texts(spec: ColumnSpec, raw: pa.Array, trimmed: pa.Array) -> Meaning:
    form = _USUAL_FORMS.get(spec.kind)
    if form and pc.all(pc.match_substring_regex(trimmed, form), min_count=0).as_py():
        form = None
    elif spec.kind != "text":
        trimmed = plain_references(trimmed)
    if spec.kind == "code":
        trimmed = as_codes(spec.name, trimmed)
    elif form:
        upper = pc.utf8_upper(trimmed)
        trimmed = pc.if_else(pc.match_substring_regex(upper, form), upper, trimmed)
    texts, codes = _distinct(raw, trimmed)
    blank = pc.index(texts, "").as_py()
    codes[codes == blank] = BLANK
    unusual = None
    if form:
        other = _numpy(pc.invert(pc.match_substring_regex(texts, form)))
        unusual = np.append(other & (np.arange(len(other)) != blank), False)
    return Meaning(codes, texts, None, None, unusual if unusual is not None and unusual.any() else None)


def _read_values(spec: ColumnSpec, raw: pa.Array, trimmed: pa.Array) -> Meaning:
    """Give each distinct value a code, in order of appearance, and after them each unreadable text a code."""
    texts, places = _distinct(raw, trimmed)
    of_dates = spec.kind in ("date", "datetime")
    code_of_text, values = _read_dates(spec, texts) if of_dates else _read_words(spec, texts)
    codes = code_of_text[places]
    shown = values.cast(pa.string())
    unreadable = np.flatnonzero(codes == _BAD)
    bad = None
    if len(unreadable):
        cells = trimmed.take(pa.array(unreadable)).dictionary_encode()
        codes[unreadable] = len(values) + _numpy(cells.indices)
        shown = pa.concat_arrays([shown, cells.dictionary])
        bad = np.arange(len(shown) + 1) >= len(values)
        bad[-1] = False
    if spec.blank_means is not None:
        codes[codes == BLANK] = 0
    return Meaning(codes, shown, _lookup(spec.kind, values, len(shown) - len(values) + 1), bad, None)


def _distinct(raw: pa.Array, trimmed: pa.Array) -> tuple[pa.Array, Ints]:
    """Give the distinct trimmed texts, and for each trimmed text which of them it is; `raw` has no text twice."""
    if trimmed.equals(raw):
        return raw, np.arange(len(raw), dtype=np.int32)
    distinct = trimmed.dictionary_encode()
    return distinct.dictionary, _numpy(distinct.indices).astype(np.int32)


def _read_words(spec: ColumnSpec, texts: pa.Array) -> tuple[Ints, pa.Array]:
    """Give each text the code of its value (blank: −1, unreadable: −2), and the distinct values."""
    parse = _parser(spec)
    value_codes: dict[int | str, int] = {} if spec.blank_means is None else {spec.blank_means: 0}
    codes = np.empty(len(texts), dtype=np.int32)
    for place, text in enumerate(texts.to_pylist()):
        value = parse(text) if text else None
        if value is None:
            codes[place] = BLANK
        elif isinstance(value, Unreadable):
            codes[place] = _BAD
        else:
            codes[place] = value_codes.setdefault(value, len(value_codes))
    return codes, pa.array(value_codes, pa.int32() if spec.kind == "number" else pa.string())


def _read_dates(spec: ColumnSpec, texts: pa.Array) -> tuple[Ints, pa.Array]:
    """Do as `_read_words`: plain ISO days all at once, and one by one only what is left."""
    parse = parse_day if spec.kind == "date" else parse_moment
    days = iso_days(texts)
    seconds = _numpy(days.fill_null(0)).copy()
    codes = np.zeros(len(texts), dtype=np.int32)
    left = np.flatnonzero(_numpy(days.is_null()))
    for place, text in zip(left, texts.take(pa.array(left)).to_pylist(), strict=True):
        moment = parse(text) if text else None
        if moment is None:
            codes[place] = BLANK
        elif isinstance(moment, Unreadable):
            codes[place] = _BAD
        else:
            seconds[place] = moment
    readable = codes == 0
    distinct = pa.array(seconds[readable]).dictionary_encode()
    codes[readable] = _numpy(distinct.indices)
    return codes, distinct.dictionary


def _parser(spec: ColumnSpec) -> Parser:
    if spec.kind == "number":
        return _parse_number
    words = CLOSED_LISTS["yes-no"] if spec.kind == "yes-no" else spec.words
    return lambda text: words.get(text.lower(), UNREADABLE)


def _parse_number(text: str) -> int | Unreadable:
    return int(float(text)) if _NUMBER.fullmatch(text) else UNREADABLE


def _lookup(kind: str, values: pa.Array, blanks: int) -> npt.NDArray[Any] | None:
    """Make the typed values, with `blanks` after them: one for each unreadable text and one for the blank."""
    if kind == "word":
        return None
    if kind == "yes-no":
        return np.append(_numpy(pc.equal(values, "y")), np.full(blanks, -1, dtype=np.int8))
    if kind == "number":
        return np.append(_numpy(values), np.full(blanks, -1, dtype=np.int32))
    return np.append(_numpy(values).view("datetime64[s]"), np.full(blanks, "NaT", dtype="datetime64[s]"))


def _numpy(array: pa.Array) -> npt.NDArray[Any]:
    return np.asarray(array.to_numpy(zero_copy_only=False))
