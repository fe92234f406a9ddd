"""References and codes as spreadsheets and other programs disguise them → as they were."""

from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

_INVISIBLE: Final = "[\u00ad\u200b-\u200f\u2060\ufeff]"
# What begins or ends a disguised text, the form of the whole, and what of it is kept.
_DISGUISES: Final = (
    (pc.starts_with, '="', '^="(.*)"$', r"\1"),  # ="001": so that a spreadsheet leaves the noughts
    (pc.starts_with, "'", "^'+(.+)$", r"\1"),
    (pc.ends_with, ".0", r"^([0-9]+)\.0$", r"\1"),  # a number kept as a fraction: 1001.0
)


def plain_references(texts: pa.Array) -> pa.Array:
    """Take off what is no part of a reference: marks of text, the noughts of a number, invisible characters."""
    if not pc.all(pc.string_is_ascii(texts), min_count=0).as_py():
        texts = pc.utf8_trim_whitespace(pc.replace_substring_regex(texts, _INVISIBLE, ""))
    for looks, mark, form, kept in _DISGUISES:
        if pc.any(looks(texts, mark), min_count=0).as_py():
            texts = pc.replace_substring_regex(texts, form, kept)
    return texts
