"""What the reading of files found, on the terminal."""

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from safeaudit.reports.headline import rate_text
from safeaudit.reports.plain import plain
from safeaudit.reports.sample.read_back import ReadBack
from safeaudit.sample.agreement import FEW

MOST_PROBLEMS = 50


def draw_read_back(found: ReadBack, console: Console) -> None:
    """Draw how records and readers agree, and what in the forms could not be used."""
    counts = found.counts
    console.print(Text(plain(str(found.about["marking"])), style="bold"))
    console.print(Text(f"File reading of the dip sample as at {found.about['as_at']}", style="bold"))
    console.print(
        Text(
            f"{counts['cases_read']:,} cases read; {counts['answered']:,} of {counts['asked']:,} lines answered,"
            f" {counts['used']:,} of them used. Of the cases read: nothing is weighted."
        )
    )
    _problems(found.problems, console)
    _heading("Do records and files agree?", console)
    console.print(_steps(found.steps))
    _footnotes(found.steps.iloc[0].to_dict(), console)
    if len(found.misleading):
        _heading("Where records mislead most", console)
        for row in found.misleading.to_dict("records"):
            wrong = row["pairs"] - row["agree"]
            says = f"{row['step']}: {wrong:,} of {row['pairs']:,} disagree, at least {row['worst']:.0%} (95%)"
            console.print(Text(f"{says}; {row['flattering']:,} flattering, {row['harsh']:,} harsh."))
    if len(found.second):
        _heading("Do two readers agree?", console)
        for row in found.readers.to_dict("records"):
            console.print(Text(f"{row['kind']}s: {rate_text(row['agree'], row['pairs'])}, kappa {_kappa(row)}"))


def _steps(steps: pd.DataFrame) -> Table:
    table = Table(box=None, pad_edge=False, header_style="underline", padding=(0, 1))
    headings = ("Step", "agree", "kappa (95%)", "flattering", "harsh")
    for place, heading in enumerate(headings):
        table.add_column(heading, justify="left" if not place else "right", no_wrap=place > 0, overflow="fold")
    for row in steps.to_dict("records"):
        agree = rate_text(row["agree"], row["pairs"]) if row["pairs"] else "no pair"
        counts = [f"{row[name]:,}" for name in ("flattering", "harsh")]
        table.add_row(Text(row["step"] or "all"), agree, _kappa(row), *counts)
    return table


def _footnotes(of_all: dict, console: Console) -> None:  # type: ignore[type-arg]
    says = (
        "flattering: records say done in time, the file does not; harsh: the other way.",
        f"~ fewer than {FEW} pairs: do not rely on the interval. one answer only: records or readers said the same"
        " throughout, so kappa says nothing.",
        f"In no pair: {of_all['reader_cannot_tell']:,} lines where the reader cannot tell,"
        f" {of_all['record_cannot_tell']:,} where the records cannot.",
    )
    for line in says:
        console.print(Text(line))


def _kappa(row: dict) -> str:  # type: ignore[type-arg]
    """Kappa with its interval, or why there is none."""
    if pd.isna(row["kappa"]):
        return "one answer only" if row["pairs"] else "–"
    few = "~" if row["pairs"] < FEW else ""
    if not row["high"] > row["low"]:
        return f"{few}{row['kappa']:.2f} (no interval)"
    return f"{few}{row['kappa']:.2f} ({row['low']:.2f} to {row['high']:.2f})"


def _problems(problems: pd.DataFrame, console: Console) -> None:
    if not len(problems):
        return
    _heading(f"To put right in the forms: {len(problems):,}", console)
    for row in problems.head(MOST_PROBLEMS).to_dict("records"):
        console.print(Text(plain(f"{row['form']}, sheet {row['sheet']}, {row['cell']}: {row['says']}.")))
    if len(problems) > MOST_PROBLEMS:
        console.print(Text(f"The first {MOST_PROBLEMS} are shown; --out writes them all (form-problems.csv)."))


def _heading(text: str, console: Console) -> None:
    console.print()
    console.print(Text(text, style="bold underline"))
