"""Reads what an audit left in its output folder, and refuses one that is incomplete or was changed since."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from pyarrow import csv

from safeaudit.errors import ExtractError
from safeaudit.replay.obligations import VERDICT_WORDS

MANIFEST, OBLIGATIONS, STEPS = "manifest.json", "obligations.csv", "steps.csv"
WORDS = ("policy", "step", "theme", "crn", "event_number", "subject", "verdict", "staff_code", "team", "pdu")
DAYS = ("trigger_on", "due", "done_on")
TYPES: dict[str, pa.DataType] = {
    "obligation_id": pa.string(),
    **dict.fromkeys(WORDS, pa.dictionary(pa.int32(), pa.string())),
    **dict.fromkeys(DAYS, pa.date32()),
}
OF_STEPS = ("policy", "step", "title", "theme", "met", "due", "not_assessed", "fingerprint")
AGAIN = "Audit again into a new folder with this version of safeaudit."


@dataclass(frozen=True)
class AuditFolder:
    """What one audit left.

    `obligations`: obligation_id (str), policy, step, theme, crn, event_number, subject, verdict, staff_code, team, pdu
    (category, blank missing), trigger_on, due, done_on (datetime64[s]). `steps`: indexed by policy and step, as
    `steps.csv` has them; `ends` blank where an earlier version did not write it. `manifest`: as `manifest.json`.
    """

    path: Path
    as_at: date
    manifest: Mapping[str, Any]
    obligations: pd.DataFrame
    steps: pd.DataFrame


def read_folder(path: Path) -> AuditFolder:
    """Read an audit's output folder; ExtractError names the file, what is wrong with it and what to do."""
    if not path.is_dir():
        raise ExtractError(f"{path}: there is no such folder. Name the output folder of an audit.")
    missing = [name for name in (MANIFEST, OBLIGATIONS, STEPS) if not (path / name).is_file()]
    if missing:
        raise ExtractError(f"{path}: holds no {' and no '.join(missing)}, so it is not a whole audit. {AGAIN}")
    manifest, as_at = _manifest(path / MANIFEST)
    obligations, steps = _obligations(path / OBLIGATIONS), _steps(path / STEPS)
    said = manifest.get("obligations")
    if said != len(obligations):
        raise ExtractError(
            f"{path / OBLIGATIONS}: holds {len(obligations):,} obligations, and {MANIFEST} says {said}: it was changed"
            f" or cut off after the audit. {AGAIN}"
        )
    return AuditFolder(path, as_at, manifest, obligations, steps)


def _manifest(path: Path) -> tuple[dict[str, Any], date]:
    try:
        held = json.loads(path.read_text("utf-8"))
        if held["program"]["name"] != "safeaudit":
            raise ValueError
        return held, date.fromisoformat(held["as_at"])
    except OSError as error:
        raise _unreadable(path, error) from None
    except (ValueError, KeyError, TypeError):
        raise ExtractError(f"{path}: is not the manifest of a safeaudit audit. Name its output folder.") from None


def _obligations(path: Path) -> pd.DataFrame:
    _refuse_without(path, list(TYPES))
    options = csv.ConvertOptions(
        include_columns=list(TYPES), column_types=TYPES, null_values=[""], strings_can_be_null=True
    )
    try:
        # A team's name may hold a line break.
        table = csv.read_csv(path, parse_options=csv.ParseOptions(newlines_in_values=True), convert_options=options)
    except OSError as error:
        raise _unreadable(path, error) from None
    except pa.ArrowInvalid:
        raise ExtractError(f"{path}: is not as an audit writes it (a date or a row cannot be read). {AGAIN}") from None
    frame = table.to_pandas()
    for name in DAYS:
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    for name in WORDS:  # without a word, their type is not known
        frame[name] = frame[name].cat.rename_categories(frame[name].cat.categories.astype("str"))
    unknown = frame["verdict"].cat.categories.difference(VERDICT_WORDS)
    if len(unknown) or frame["verdict"].isna().any():
        raise ExtractError(f"{path}: holds a verdict that this version does not know. {AGAIN}")
    return frame


def _steps(path: Path) -> pd.DataFrame:
    _refuse_without(path, list(OF_STEPS))
    frame = pd.read_csv(path, dtype="str", keep_default_na=False)
    frame = frame.reindex(columns=[*OF_STEPS, "ends"], fill_value="")
    counts = frame[["met", "due"]].apply(pd.to_numeric, errors="coerce")
    if counts.isna().to_numpy().any() or frame.duplicated(["policy", "step"]).any():
        raise ExtractError(f"{path}: is not as an audit writes it. {AGAIN}")
    frame[["met", "due"]] = counts.astype("int64")
    return frame.set_index(["policy", "step"])


def _refuse_without(path: Path, wanted: list[str]) -> None:
    """The first line names the columns; an older or newer version may have others."""
    try:
        with path.open(encoding="utf-8") as file:
            held = file.readline().rstrip("\r\n").split(",")
    except OSError as error:
        raise _unreadable(path, error) from None
    except UnicodeDecodeError:
        raise ExtractError(f"{path}: is not as an audit writes it (not UTF-8). {AGAIN}") from None
    missing = [name for name in wanted if name not in held]
    if missing:
        raise ExtractError(
            f"{path}: has no column {', '.join(missing)}: another version wrote it, or it was changed. {AGAIN}"
        )


def _unreadable(path: Path, error: OSError) -> ExtractError:
    return ExtractError(f"{path}: cannot be read ({error.strerror or type(error).__name__}).")
