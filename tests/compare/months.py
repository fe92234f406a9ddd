"""A small unit audited at the end of October and of November 2026, and what `safeaudit compare` says of each change.

Sat 31 Oct 2026 and Mon 30 Nov 2026. An enquiry is due 5 working days after sentence (a benchmark).
"""

import csv
import json
from collections.abc import Mapping
from pathlib import Path

from safeaudit.cli.run import run
from tests.cli.helpers import rows, write

OCTOBER, NOVEMBER, DECEMBER = "2026-10-31", "2026-11-30", "2026-12-31"
Tables = Mapping[str, str]
CASES = "crn,event_number,sentence_date,sentence_type,supervision_start,supervision_end,staff_code,team,pdu"
ENQUIRIES = "enquiry_ref,crn,event_number,point,sent,not_made_on,not_made_reason"


def table(heading: str, *lines: str) -> str:
    """A CSV file's text."""
    return "\n".join([heading, *lines]) + "\n"


def case(crn: str, sentenced: str, ended: str = "", team: str = "Team A") -> str:
    """A row of `cases`: sentenced to a community order that starts the same day."""
    return f"{crn},1,{sentenced},community,{sentenced},{ended},N01,{team},North"


def sent(ref: str, crn: str, day: str) -> str:
    """A row of `enquiries`: an enquiry at the start of sentence."""
    return f"{ref},{crn},1,sentence-start,{day},,"


def audited(folder: Path, tables: Tables, as_at: str, *options: str) -> Path:
    """The output folder of an audit."""
    extracts = write(folder / "extracts", tables)
    code = run(
        ["audit", extracts, "--as-at", as_at, "--out", str(folder / "out"), "--no-workbook", "--quiet", *options]
    )
    assert code == 0
    return folder / "out"


def compared(before: Path, after: Path) -> list[dict[str, str]]:
    """Each obligation of two output folders, as `safeaudit compare --csv` writes it."""
    file = after.parent / "changes.csv"
    assert run(["compare", str(before), str(after), "--csv", str(file), "--quiet", "--force"]) == 0
    return rows(file)


def of_two_months(tmp: Path, october: Tables, november: Tables, step: str) -> list[tuple[str, str]]:
    """Class and reason of each obligation of one step, October against November, in the order of the later audit."""
    before = audited(tmp / "october", october, OCTOBER)
    after = audited(tmp / "november", november, NOVEMBER)
    return [(row["change"], row["why"]) for row in compared(before, after) if row["step"] == step]


def edited(folder: Path, name: str, change) -> None:
    """Change a file of an output folder: a manifest as a dictionary, a CSV file as a list of rows."""
    path = folder / name
    if name.endswith(".json"):
        held = json.loads(path.read_text("utf-8"))
        change(held)
        path.write_text(json.dumps(held), "utf-8")
        return
    held = rows(path)
    change(held)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, held[0])
        writer.writeheader()
        writer.writerows(held)
