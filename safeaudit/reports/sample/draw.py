"""A dip sample on the terminal."""

from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from safeaudit.reports.plain import plain
from safeaudit.reports.sample.drawn import DipSample, percent_points


def draw_sample(drawn: DipSample, out: Path, console: Console) -> None:
    """Draw what was drawn and how far it carries; the cases themselves are in the files of `out`."""
    console.print(Text(drawn.report.audit.settings.marking, style="bold"))
    console.print(Text(drawn.title, style="bold"))
    if drawn.report.filters.given():
        console.print(Text(plain(f"Only {drawn.report.filters.in_words()}.")))
    for sentence in drawn.said():
        console.print(Text(sentence))
    console.print()
    table = Table(box=None, pad_edge=False, header_style="underline", padding=(0, 1))
    for place, heading in enumerate(("Team", "open cases", "for certain", "in the sample", "95% error")):
        table.add_column(heading, justify="left" if not place else "right", overflow="fold")
    for row in drawn.by_team.to_dict("records"):
        team = plain(", ".join(filter(None, (row["pdu"], row["team"])))) or "(none)"
        counts = [f"{row[name]:,}" for name in ("cases", "certain", "drawn")]
        table.add_row(Text(team), *counts, percent_points(row["half_width"]))
    console.print(table)
    console.print()
    second = int(drawn.sample.cases["second_reader"].sum())
    console.print(Text(f"{second:,} of the cases are for a second reader, chosen by lot."))
    console.print(Text(plain(f"Written to {out}: {', '.join(sorted(path.name for path in out.iterdir()))}.")))
