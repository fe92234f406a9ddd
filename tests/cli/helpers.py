"""A small unit with one case for each verdict that matters here, and ways to run the command on it.

as-at Sat 31 Oct 2026; the enquiry of a newly sentenced case is due 5 working days after sentence (a benchmark):

    CRN      sentenced       due           enquiry sent   verdict
    A000001  Thu 1 Oct 2026  Thu 8 Oct     none           overdue, 23 days
    A000002  Mon 26 Oct      Mon 2 Nov     none           pending, -2 days
    A000003  Tue 1 Sep       Tue 8 Sep     3 Sep          met
    A000004  Tue 1 Sep       Tue 8 Sep     20 Sep         late, 12 days
"""

import csv
import io
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

AS_AT = ("--as-at", "2026-10-31")
CASES = """\
crn,event_number,sentence_date,sentence_type,supervision_start,staff_code,team,pdu
A000001,1,2026-10-01,community,2026-10-01,N01,Team A,North
A000002,1,2026-10-26,community,2026-10-26,N02,Team B,North
A000003,1,2026-09-01,community,2026-09-01,N01,Team A,North
A000004,1,2026-09-01,community,2026-09-01,N03,Team C,South
"""
ENQUIRIES = """\
enquiry_ref,crn,event_number,point,sent
E1,A000003,1,sentence-start,2026-09-03
E2,A000004,1,sentence-start,2026-09-20
"""
UNIT = {"cases.csv": CASES, "enquiries.csv": ENQUIRIES}
STEP = "enq-start-of-sentence"


def write(folder: Path, files: Mapping[str, str | bytes] = UNIT) -> str:
    """Write files into a folder; gives its path as the command line takes it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(folder)


def safeaudit(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the real command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "safeaudit", *map(str, arguments)],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))
