"""The policies that come with the program, and the steps of each by theme."""

import json
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from safeaudit.packs.schema import Pack

LISTED = {"id", "title", "theme", "strength", "paragraphs"}


def draw_policies(packs: Sequence[Pack], console: Console) -> None:
    """Draw each policy with its steps: id and title, theme by theme in the pack's order."""
    for pack in packs:
        console.print(Text(f"{pack.head.name}  {pack.head.title}", style="bold"))
        console.print(Text(f"version {pack.head.version}, {len(pack.steps)} steps"))
        for theme in dict.fromkeys(step.theme for step in pack.steps):
            console.print()
            console.print(Text(theme.capitalize(), style="bold underline"))
            table = Table.grid(padding=(0, 2))
            table.add_column(no_wrap=True)
            table.add_column()
            for step in pack.steps:
                if step.theme == theme:
                    table.add_row(step.id, Text(step.title))
            console.print(table)
    console.print()
    console.print(Text("safeaudit policy show STEP tells one step; safeaudit policy coverage, each requirement."))


def policies_json(packs: Sequence[Pack]) -> str:
    """The same as one JSON object; `steps` counts them, `listed` names them."""
    found = [
        pack.head.model_dump()
        | {"steps": len(pack.steps), "listed": [step.model_dump(include=LISTED) for step in pack.steps]}
        for pack in packs
    ]
    return json.dumps({"policies": found}, indent=2, ensure_ascii=False) + "\n"
