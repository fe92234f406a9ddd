"""How each requirement of a policy is audited: counts, then each; for the terminal, as CSV and as JSON."""

import csv
import json
from collections import Counter
from collections.abc import Sequence
from io import StringIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from safeaudit.packs.coverage import IN_WORDS, Coverage
from safeaudit.packs.schema import PackHead

LISTS = ("paragraphs", "steps", "needs")


def draw_coverage(head: PackHead, coverage: Sequence[Coverage], console: Console) -> None:
    """Draw the counts and each requirement, grouped by how it is audited."""
    counts = Counter(line.audited_by for line in coverage)
    console.print(Text(f"{head.title} {head.version}: {len(coverage)} requirements", style="bold"))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right")
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for kind, words in IN_WORDS.items():
        grid.add_row(str(counts[kind]), kind, Text(words))
    console.print(grid)
    for kind, words in IN_WORDS.items():
        if counts[kind]:
            console.print()
            console.print(Text(f"{kind}: {words} ({counts[kind]})", style="bold"))
        for line in (line for line in coverage if line.audited_by == kind):
            console.print(Text.assemble((line.requirement, "bold"), f"  {', '.join(line.paragraphs)}"))
            for text in _lines(line):
                console.print(Padding(Text(text, overflow="fold"), (0, 0, 0, 2)))


def _lines(line: Coverage) -> list[str]:
    """What is said of one requirement, a line each."""
    return [
        line.title,
        *([f"Steps: {', '.join(line.steps)}"] if line.steps else []),
        *([f"Needs: {', '.join(line.needs)}"] if line.needs else []),
        *([f"Question: {line.question}"] if line.question else []),
        *([line.why] if line.why else []),
    ]


def coverage_csv(coverage: Sequence[Coverage]) -> str:
    """The coverage as CSV text, as its file has it."""
    written = StringIO()
    sheet = csv.DictWriter(written, list(Coverage.model_fields))
    sheet.writeheader()
    for line in coverage:
        values = line.model_dump()
        sheet.writerow(values | {name: " ".join(values[name]) for name in LISTS})
    return written.getvalue()


def coverage_json(head: PackHead, coverage: Sequence[Coverage]) -> str:
    """The coverage as one JSON object."""
    counts = Counter(line.audited_by for line in coverage)
    found = {
        "policy": head.name,
        "version": head.version,
        "requirements": len(coverage),
        "counts": {kind: counts[kind] for kind in IN_WORDS},
        "coverage": [line.model_dump() for line in coverage],
    }
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"
