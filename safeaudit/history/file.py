"""The history's file: SQLite, readable by its owner alone, written in one piece or not at all."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path

from safeaudit.errors import ExtractError, OutputError

APPLICATION = 0x53414648  # "SAFH", by which a file is known as ours
VERSION = 1
WAIT_SECONDS = 60.0


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """One transaction on the history, made if it is not there: all of it is written, or none.

    Another run that writes at the same time is waited for. A write that was cut off, by a kill or a power cut, is taken
    back by whoever opens the file next. OutputError where the file is something else or cannot be written.
    """
    try:
        _make(path)
        with closing(_connect(path, "rw")) as history:
            # Each write is on the disk before it counts, and no second file stays beside the first.
            history.execute("PRAGMA journal_mode = DELETE")
            history.execute("PRAGMA synchronous = EXTRA")
            history.execute("PRAGMA foreign_keys = ON")
            history.execute("BEGIN IMMEDIATE")
            if not _is_made(history):
                _lay_out(history)
            _refuse_other(history, path, OutputError)
            yield history
            history.execute("COMMIT")
    except (sqlite3.Error, OSError) as error:
        raise OutputError(f"{path}: the history cannot be written ({_why(error)}). It is as it was.") from None


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The history to read from, as it was after the last whole write. ExtractError where it is none."""
    if not path.is_file():
        raise ExtractError(f"{path}: there is no such file. Name the file given to audit --history.")
    try:
        # What a write cut off has left can be taken back only where the file may be written to.
        with closing(_connect(path, "rw" if os.access(path, os.W_OK) else "ro")) as history:
            history.execute("BEGIN")
            if not _is_made(history):
                raise ExtractError(f"{path}: holds no audit yet.")
            _refuse_other(history, path, ExtractError)
            yield history
    except (sqlite3.Error, OSError) as error:
        raise ExtractError(f"{path}: cannot be read as a history of audits ({_why(error)}).") from None


def refuse_unusable(path: Path) -> None:
    """OutputError where a history could not be kept in a file: said before anything is read."""
    if not path.resolve().parent.is_dir():
        raise OutputError(f"{path}: there is no folder {path.parent} to write it in. Make that first.")
    if not path.exists():
        return
    try:
        with closing(_connect(path, "rw")) as history:
            if _is_made(history):
                _refuse_other(history, path, OutputError)
    except (sqlite3.Error, OSError) as error:
        raise OutputError(f"{path}: a history cannot be kept in it ({_why(error)}). Name another file.") from None


def _make(path: Path) -> None:
    """Make an empty file that only its owner may read, where there is none."""
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    address = f"{path.resolve().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS, isolation_level=None)


def _is_made(history: sqlite3.Connection) -> bool:
    (tables,) = history.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return bool(tables)


def _lay_out(history: sqlite3.Connection) -> None:
    for statement in _statements(files("safeaudit.history").joinpath("schema.sql").read_text("utf-8")):
        history.execute(statement)
    history.execute(f"PRAGMA application_id = {APPLICATION}")
    history.execute(f"PRAGMA user_version = {VERSION}")


def _statements(schema: str) -> Iterator[str]:
    """One after the other with their remarks, which SQLite keeps: a script would end the transaction."""
    held = ""
    for line in schema.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held
            held = ""


def _refuse_other(history: sqlite3.Connection, path: Path, kind: type[ExtractError | OutputError]) -> None:
    (application,) = history.execute("PRAGMA application_id").fetchone()
    (version,) = history.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION:
        raise kind(f"{path}: is a database of another program. Name another file.")
    if version != VERSION:
        raise kind(f"{path}: is a history of version {version}; this safeaudit reads version {VERSION}. Update it.")


def _why(error: sqlite3.Error | OSError) -> str:
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return str(error)
