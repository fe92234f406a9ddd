"""A return on the terminal, in a few lines, and as JSON."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from safeaudit.reports.section11.about import title_of, what_it_is_of
from safeaudit.section11.assess import Return
from safeaudit.section11.carry import CHANGED, EDITED, GONE, NEW

TOLD = ("Partnership", "Cases", "Period", "Only", "Questions", "Carried forward")


def draw_return(made: Return, out: Path, console: Console) -> None:
    """Say what the return is of, what was measured of each area, and where it lies."""
    console.print(Text(f"{made.audit.settings.marking}: {title_of(made)}", style="bold"))
    for name, says in what_it_is_of(made):
        if name in TOLD:
            console.print(Text(f"{name}: {says}"))
    console.print()
    grid = Table.grid(padding=(0, 2))
    grid.add_column(overflow="fold")
    for _ in range(3):
        grid.add_column(justify="right", no_wrap=True)
    grid.add_row("", "criteria", "measured", "questions", style="bold")
    questions = made.questions["area"].value_counts()
    for area, mine in made.criteria.groupby("area", sort=False):
        measured = int(mine["due"].notna().sum())
        grid.add_row(str(area), str(len(mine)), str(measured), str(questions.get(area, 0)))
    console.print(grid)
    console.print()
    for line in _to_look_at(made):
        console.print(Text(line))
    console.print(Text(f"Written to {out}: section11.docx to read, section11.xlsx to fill in."))


def _to_look_at(made: Return) -> Iterator[str]:
    """What of the earlier return wants a look: odd cells one by one, the rest by count."""
    kinds = {
        CHANGED: "Lines whose requirement changed",
        EDITED: "Lines whose words were changed by hand",
        GONE: "Answered lines that are no longer asked",
        NEW: "New lines",
    }
    for remark in made.remarks:
        if remark.says not in kinds:
            of = f" ({remark.id})" if remark.id else ""
            yield f"{remark.cell}{of}: {remark.says}."
    for says, words in kinds.items():
        if count := sum(remark.says == says for remark in made.remarks):
            yield f"{words}: {count} (sheet Carried forward)."
    if made.overdue_actions:
        yield f"Actions past their day and not complete: {made.overdue_actions}."


def return_json(made: Return) -> str:
    """The return as one JSON object."""
    columns = ["id", "area", "standard", "asks", "rests_on", "met", "due", "rate", "not assessable", "first"]
    criteria = made.criteria.assign(first=made.criteria["first"].dt.strftime("%Y-%m-%d"))
    found: dict[str, Any] = {
        "as_at": made.audit.as_at.isoformat(),
        "partnership": made.partnership.name if made.partnership else None,
        "scale": made.scale[0],
        "criteria": json.loads(criteria[[*columns, "strengths", "gaps", "untold"]].to_json(orient="records")),
        "questions": len(made.questions),
        "left_out": made.left_out,
        "remarks": [{"id": r.id, "cell": r.cell, "says": r.says} for r in made.remarks],
    }
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"
