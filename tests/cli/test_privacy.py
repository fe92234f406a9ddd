"""No network, no clock, no copies elsewhere: looked for in the source, and forbidden while an audit runs."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import safeaudit

from .helpers import AS_AT, UNIT, write

SOURCE = sorted(Path(safeaudit.__file__).parent.rglob("*.py"))
CLOCKS = {
    ("date", "today"), ("datetime", "today"), ("datetime", "now"), ("datetime", "utcnow"), ("Timestamp", "now"),
    ("Timestamp", "today"), ("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime"),
}  # fmt: skip
NETWORK = {"socket", "ssl", "http", "urllib", "requests", "ftplib", "smtplib", "asyncio"}


@pytest.mark.parametrize("path", SOURCE, ids=lambda path: str(path.relative_to(SOURCE[0].parent)))
def test_no_source_file_asks_for_the_day_or_opens_a_connection(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("today", "now", "utcnow"), f"line {node.lineno}"
            if isinstance(node.value, ast.Name):
                assert (node.value.id, node.attr) not in CLOCKS, f"line {node.lineno}"
        if isinstance(node, ast.Constant):
            assert node.value not in ("now", "today"), f"line {node.lineno}: pandas and numpy take it for the clock"
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        assert not {name.partition(".")[0] for name in names} & NETWORK, f"line {node.lineno}"


# Run before the command: whatever then asks for the day, opens a socket, or makes a file elsewhere, fails.
FORBID = """
import datetime, os, socket, sys, tempfile, time
import pandas, rich.progress, xlsxwriter, zipfile
from safeaudit.cli.run import run

def forbidden(*args, **kwargs):
    raise RuntimeError("asked for the clock or the network")

class Day(datetime.date):
    today = classmethod(forbidden)

class Moment(datetime.datetime):
    now = utcnow = today = classmethod(forbidden)

for name, module in list(sys.modules.items()):
    if name == "datetime" or name.split(".")[0] in ("safeaudit", "xlsxwriter", "zipfile"):
        for attribute in ("date", "datetime"):
            kind = getattr(module, attribute, None)
            if kind in (datetime.date, datetime.datetime) and name != "datetime":
                setattr(module, attribute, Day if attribute == "date" else Moment)
datetime.date, datetime.datetime = Day, Moment
time.time = time.time_ns = forbidden
socket.socket = socket.create_connection = socket.getaddrinfo = forbidden
opened = []
sys.addaudithook(lambda event, args: opened.append(args[0]) if event == "open" and writes(args) else None)
sys.addaudithook(lambda event, args: opened.append(event) if event.startswith("socket.") else None)

def writes(args):
    return bool(args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)) if isinstance(args[2], int) else False

code = run(sys.argv[1:])
print(*sorted({f"wrote {path}" for path in opened}), sep="\\n", file=sys.stderr)
sys.exit(code)
"""


def test_an_audit_asks_for_no_day_opens_no_socket_and_writes_nowhere_else(tmp_path):
    unit = write(tmp_path / "x", UNIT)
    done = subprocess.run(
        [sys.executable, "-B", "-c", FORBID, "audit", unit, *AS_AT, "--out", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={"SAFEAUDIT_TRACEBACK": "1", "PATH": ""},
    )
    assert done.returncode == 0, done.stderr
    written = [line.removeprefix("wrote ") for line in done.stderr.splitlines() if line.startswith("wrote ")]
    assert any(path.endswith("obligations.csv") for path in written)
    assert not [path for path in written if not path.startswith(str(tmp_path / ".out-"))]


def test_words_of_an_extract_stay_in_it(command, tmp_path):
    secret = "Jane Doe of 1 High Street"
    files = UNIT | {
        "children.csv": f"crn,child_ref,relationship,lives_with,name\nA000001,C1,{secret},{secret},{secret}\n",
        "contacts.csv": "crn,contact_date,contact_type,outcome,description\n"
        f"A000001,2026-10-02,SFGC,{secret},{secret}\n{secret},2026-10-02,SFGC,,\n",
        "enquiries.csv": UNIT["enquiries.csv"] + f"E9,A000001,1,{secret},{secret}\n",
        f"{secret}.txt": secret,
    }
    unit = write(tmp_path / "x", files)
    done = command("audit", unit, *AS_AT, "--out", tmp_path / "out")
    assert done.code == 0
    files_of_text = [path.read_text("utf-8") for path in (tmp_path / "out").iterdir() if path.suffix != ".xlsx"]
    for text in [*files_of_text, done.out.replace(f"{secret}.txt", ""), command("check", unit, "--json").out]:
        assert "Jane" not in text.replace(f"{secret}.txt", "")
