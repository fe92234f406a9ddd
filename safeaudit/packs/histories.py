"""Drawn histories: small case histories beside a step, with the verdicts worked by hand from the policy.

They are the step's tests and, in `policy show`, its worked examples. A file `<step>.histories.txt` reads

    History: The answer came on the day of the proposal
    As at: 2026-04-30

    cases    crn      sentence_date
             Z900001  2026-01-05
    curfews  curfew_ref  crn      proposed_on
             C1          Z900001  2026-04-09

    Expect: met, subject C1, due 2026-04-09, done 2026-04-09
    Because: an answer on the day of the proposal is in hand before the end of that day.

Columns are parted by two or more spaces, `-` is a blank cell. One `Expect:` for each obligation that the step makes,
in the order of CRN, event, subject and trigger; only what it names is looked at. `Expect: none` says that it makes
none. `Read as: from-sending` has the step judged by another of its readings, and `otherwise` names the due day that
the trail shows for the reading that the step does not follow. `Benchmark: initial_assessment = 30 days` has an office's
own number in the place of the pack's.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from safeaudit.errors import PolicyError
from safeaudit.packs.load import PACKS

GAP = re.compile(r"\s{2,}")
FIELDS = ("crn", "event", "subject", "trigger", "due", "done", "days", "basis", "otherwise")


@dataclass
class History:
    """One history: its tables as drawn (heading first), and for each expected obligation what is named of it.

    `read_as`: which of the step's other readings it is judged by; blank for its own. `benchmarks`: an office's own.
    """

    title: str
    as_at: str = ""
    read_as: str = ""
    benchmarks: dict[str, str] = field(default_factory=dict)
    tables: dict[str, list[list[str]]] = field(default_factory=dict)
    expected: list[dict[str, str]] = field(default_factory=list)
    because: str = ""


def read_histories(path: Path) -> list[History]:
    """Read the histories of a step; PolicyError names the line that cannot be read."""
    histories: list[History] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            if line.startswith("History:"):
                histories.append(History(line.partition(":")[2].strip()))
            else:
                _add(histories[-1], line)
        except (IndexError, ValueError) as error:
            raise PolicyError(f"{path.name}, line {number}: {line.strip()!r} cannot be read ({error}).") from None
    return histories


def _add(history: History, line: str) -> None:
    key, colon, text = line.partition(":")
    if colon and key == "As at":
        history.as_at = text.strip()
    elif colon and key == "Read as":
        history.read_as = text.strip()
    elif colon and key == "Benchmark":
        name, equals, span = (part.strip() for part in text.partition("="))
        if not equals:
            raise ValueError("write a benchmark, = and its span")
        history.benchmarks[name] = span
    elif colon and key == "Expect":
        if text.strip() != "none":
            history.expected.append(_expected(text))
    elif colon and key == "Because":
        history.because = text.strip()
    elif history.because and not line[0].isspace():
        raise ValueError("nothing follows Because but its own indented lines")
    elif history.because:
        history.because += " " + line.strip()
    elif line[0].isspace():
        _add_row(history, GAP.split(line.strip()))
    else:
        table, *headings = GAP.split(line.strip())
        history.tables[table] = [headings]


def _add_row(history: History, cells: list[str]) -> None:
    rows = list(history.tables.values())[-1]
    if len(cells) != len(rows[0]):
        raise ValueError(f"{len(cells)} cells under {len(rows[0])} headings")
    rows.append(["" if cell == "-" else cell for cell in cells])


def _expected(text: str) -> dict[str, str]:
    verdict, *named = (part.strip() for part in text.split(","))
    expected = {"verdict": verdict}
    for part in named:
        key, _, value = part.partition(" ")
        if key not in FIELDS or not value:
            raise ValueError(f"write {', '.join(FIELDS)} and a value, not {part!r}")
        expected[key] = value
    return expected


def drawn_histories(policy: str, step: str) -> list[History]:
    """The drawn histories of a step of a policy; none where none are drawn."""
    found = sorted((PACKS / policy).glob(f"*/{step}.histories.txt"))
    return [history for path in found for history in read_histories(path)]
