"""The history's file: whole or as it was, whatever happens to whoever writes it."""

import multiprocessing
import os
import random
import signal
import sqlite3
import stat
import time
from contextlib import closing
from pathlib import Path

import pytest

from safeaudit.errors import ExtractError, OutputError
from safeaudit.history.entry import OF_EXCEPTIONS, OF_STEPS, OF_TOTALS, VERDICTS, Entry
from safeaudit.history.file import APPLICATION, refuse_unusable
from safeaudit.history.read import read_history
from safeaudit.history.write import keep

KILLS = 50
FORK = "fork" in multiprocessing.get_all_start_methods()


def entry(as_at: str, exceptions: int, filters: str = "{}") -> Entry:
    """An audit with a number of exceptions, which it also names."""
    line = (
        "hmpps",
        "enq",
        "A000001",
        1,
        "",
        "2026-10-01",
        "2026-10-08",
        None,
        "overdue",
        23,
        "policy",
        "N01",
        "A",
        "N",
    )
    return Entry(
        {
            "as_at": as_at,
            "filters": filters,
            "since": None,
            "program": "0.1.0",
            "calendar": "c",
            "marking": "OFFICIAL-SENSITIVE",
            "obligations": exceptions,
            "exceptions": exceptions,
            "manifest": "{}",
        },
        {
            "steps": (OF_STEPS, [("hmpps", "enq", "t", "enquiries", "mandatory", "f", "")]),
            "totals": (
                [*OF_TOTALS, *VERDICTS],
                [("hmpps", "enq", "N", "A", *(exceptions if v == "overdue" else 0 for v in VERDICTS))],
            ),
            "exceptions": (OF_EXCEPTIONS, [(f"id{number:014d}", *line) for number in range(exceptions)]),
        },
    )


def held(path: Path) -> dict[tuple[str, str], int]:
    """The exceptions of each audit, after seeing that the file is whole and each audit has as many as it says."""
    with closing(sqlite3.connect(path)) as history:
        assert history.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert history.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = history.execute(
            "SELECT as_at, filters, exceptions, (SELECT count(*) FROM exceptions e WHERE e.audit = a.audit),"
            " (SELECT sum(overdue) FROM totals t WHERE t.audit = a.audit) FROM audits a"
        ).fetchall()
        everything = history.execute("SELECT count(*) FROM exceptions").fetchone()
    assert all(said == kept == summed for *_, said, kept, summed in rows)
    assert everything == (sum(said for *_, said, _, _ in rows),)
    return {(as_at, filters): said for as_at, filters, said, *_ in rows}


def test_an_audit_run_again_takes_the_place_of_the_earlier_one(tmp_path):
    path = tmp_path / "history.db"
    assert keep(path, entry("2026-09-30", 3)) is None
    assert keep(path, entry("2026-10-31", 5)) is None
    assert keep(path, entry("2026-10-31", 4)) == 5
    assert held(path) == {("2026-09-30", "{}"): 3, ("2026-10-31", "{}"): 4}


def test_an_audit_with_other_filters_stands_beside_it(tmp_path):
    path = tmp_path / "history.db"
    keep(path, entry("2026-10-31", 5))
    assert keep(path, entry("2026-10-31", 2, '{"team": ["a"]}')) is None
    assert held(path) == {("2026-10-31", "{}"): 5, ("2026-10-31", '{"team": ["a"]}'): 2}


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_only_the_owner_may_read_it_and_nothing_lies_beside_it(tmp_path):
    earlier = os.umask(0)
    try:
        keep(tmp_path / "history.db", entry("2026-10-31", 5))
    finally:
        os.umask(earlier)
    (only,) = tmp_path.iterdir()
    assert stat.S_IMODE(only.stat().st_mode) == 0o600


@pytest.mark.skipif(not FORK, reason="a process is killed while it writes, which needs fork")
def test_killed_while_writing_fifty_times_it_is_whole_each_time(tmp_path):
    """Either the audit of before or the one that was being written stands there, each with all its rows."""
    path = tmp_path / "history.db"
    many = 4_000
    keep(path, entry("2026-09-30", 7))
    keep(path, entry("2026-10-31", many))
    began = time.monotonic()
    keep(path, entry("2026-10-31", many))
    took = time.monotonic() - began
    draw, fork = random.Random(6), multiprocessing.get_context("fork")
    in_the_middle = 0
    size = many
    for number in range(KILLS):
        written = entry("2026-10-31", many + 1 + number)
        ready = fork.Event()
        process = fork.Process(target=lambda e=written, r=ready: (r.set(), keep(path, e)))
        process.start()
        ready.wait(10)
        time.sleep(draw.uniform(0, 1.2 * took))
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        in_the_middle += Path(f"{path}-journal").exists()
        found = held(path)
        assert found[("2026-09-30", "{}")] == 7
        assert found[("2026-10-31", "{}")] in (size, many + 1 + number)
        size = found[("2026-10-31", "{}")]
    # Otherwise nothing was tried.
    assert in_the_middle >= 5
    keep(path, entry("2026-10-31", 1))
    assert held(path) == {("2026-09-30", "{}"): 7, ("2026-10-31", "{}"): 1}


@pytest.mark.skipif(not FORK, reason="several processes write at once, which needs fork")
def test_runs_at_the_same_time_wait_for_each_other(tmp_path):
    path = tmp_path / "history.db"
    fork = multiprocessing.get_context("fork")
    days = ["2026-10-31", "2026-10-31", "2026-11-30", "2026-12-31"]
    processes = [fork.Process(target=keep, args=(path, entry(day, 1000 + n))) for n, day in enumerate(days)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0, 0]
    found = held(path)
    assert found.pop(("2026-10-31", "{}")) in (1000, 1001)
    assert found == {("2026-11-30", "{}"): 1002, ("2026-12-31", "{}"): 1003}


def test_a_write_that_fails_leaves_it_as_it_was(tmp_path):
    path = tmp_path / "history.db"
    keep(path, entry("2026-10-31", 5))
    broken = entry("2026-10-31", 6)
    broken.tables["exceptions"][1].append(("too", "few"))
    with pytest.raises(OutputError, match="It is as it was"):
        keep(path, broken)
    assert held(path) == {("2026-10-31", "{}"): 5}


def test_an_empty_file_is_a_history_to_come(tmp_path):
    # What a kill right after making the file leaves.
    (tmp_path / "history.db").touch()
    with pytest.raises(ExtractError, match="holds no audit yet"):
        read_history(tmp_path / "history.db")
    keep(tmp_path / "history.db", entry("2026-10-31", 5))
    assert held(tmp_path / "history.db") == {("2026-10-31", "{}"): 5}


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path.write_text("minutes of a meeting " * 100), "file is not a database"),
        (lambda path: _database(path, "CREATE TABLE mine (a)"), "is a database of another program"),
        (lambda path: _newer(path), "is a history of version 9; this safeaudit reads version 1"),
    ],
)
def test_what_is_not_ours_is_refused_and_kept(tmp_path, make, says):
    path = tmp_path / "history.db"
    make(path)
    before = path.read_bytes()
    with pytest.raises(OutputError, match=says):
        refuse_unusable(path)
    with pytest.raises(OutputError, match=says):
        keep(path, entry("2026-10-31", 5))
    with pytest.raises(ExtractError, match=says):
        read_history(path)
    assert path.read_bytes() == before


def _database(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute(statement)
        other.commit()


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.executescript(f"CREATE TABLE a (b); PRAGMA application_id = {APPLICATION}; PRAGMA user_version = 9;")


def test_a_folder_that_is_not_there(tmp_path):
    for refuse in (refuse_unusable, lambda path: keep(path, entry("2026-10-31", 5))):
        with pytest.raises(OutputError, match=r"there is no folder|No such file or directory"):
            refuse(tmp_path / "no" / "history.db")
    assert not (tmp_path / "no").exists()
