"""Frames as CSV files: UTF-8, one header row, ISO dates, no text that a spreadsheet would run."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import numpy as np
import pandas as pd

# What makes a spreadsheet take a text for a formula (OWASP). Numbers stay as they are.
DANGEROUS = tuple("=+-@\t\r\n")


def write_csv(path: Path, frame: pd.DataFrame) -> None:
    """Write a frame to a new file, its columns in their order; blank is an empty cell."""
    with path.open("x", encoding="utf-8", newline="") as file:
        write_rows(file, frame)


def write_rows(file: TextIO, frame: pd.DataFrame) -> None:
    """Write the header and rows of a frame to an open file."""
    columns = [cells(frame[name]) for name in frame.columns]
    writer = csv.writer(file)
    writer.writerow(frame.columns)
    writer.writerows(zip(*columns, strict=True))


def cells(column: pd.Series) -> Sequence[object]:
    """Give a column's cells as they are to be written; None is blank."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        texts = [harmless(str(text)) for text in column.cat.categories]
        by_code = [*texts, None]  # the code of a blank is -1
        return [by_code[code] for code in column.cat.codes.tolist()]
    if column.dtype.kind == "M":
        return iso_days(column)
    if column.dtype.kind in "iuf":
        return column.astype(object).where(column.notna(), None).tolist()
    return [harmless(text) if isinstance(text, str) else None for text in column.tolist()]


def harmless(text: str) -> str:
    """Give a text so that no spreadsheet runs it: an apostrophe before what looks like a formula, no NUL."""
    text = text.replace("\0", "")
    return "'" + text if text.startswith(DANGEROUS) else text


def iso_days(column: pd.Series) -> list[str | None]:
    """Give days as 2026-10-31, blank as None; each different day is written once."""
    different, which = np.unique(column.to_numpy().astype("datetime64[D]"), return_inverse=True)
    texts = [None if np.isnat(day) else str(day) for day in different]
    written: list[str | None] = np.array(texts, dtype=object)[which].tolist()
    return written
