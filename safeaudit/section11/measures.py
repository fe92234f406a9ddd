"""What the records show of each criterion: every step's numbers, their sums, and what they cannot tell."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import pandas as pd

from safeaudit.section11.standards import RECORDS, Criterion, criterion_of

# Our own lines, no policy's: what is told as a strength, as a gap, and how many it takes to tell either.
STRENGTH = 0.90
GAP = 0.60
FEWEST = 10
WHOLLY_LOCAL, PARTLY_LOCAL = "by a local benchmark", "partly by a local benchmark"


def measures(steps: pd.DataFrame, obligations: pd.DataFrame, since: date | None) -> pd.DataFrame:
    """The step table (see `replay.rates.step_table`), with what else a return says of each step.

    Adds `criterion` (blank for none), `benchmark` (do its due days rest on a local one: `WHOLLY_LOCAL`,
    `PARTLY_LOCAL` or blank) and `first` (datetime64[s]: where its period begins: `since`, else the day of its earliest
    trigger, missing without one).
    """
    triggers = obligations.groupby(["policy", "step"], observed=True)["trigger_on"].min()
    first = [triggers.get(key, pd.NaT) for key in zip(steps["policy"], steps["step"], strict=True)]
    begins = pd.Series(pd.to_datetime(first), index=steps.index).astype("datetime64[s]")
    if since:
        begins = begins.where(begins.isna(), pd.Timestamp(since))
    criteria = [criterion_of(step, theme) for step, theme in zip(steps["step"], steps["theme"], strict=True)]
    local = (obligations["basis"] == "benchmark").groupby([obligations["policy"], obligations["step"]], observed=True)
    every, some = local.all().to_dict(), local.any().to_dict()
    keys = list(zip(steps["policy"], steps["step"], strict=True))
    resting = [WHOLLY_LOCAL if every.get(key) else PARTLY_LOCAL if some.get(key) else "" for key in keys]
    return steps.assign(criterion=criteria, first=begins, benchmark=resting)


def shown_of(criterion: Criterion, mine: pd.DataFrame) -> dict[str, object]:
    """What some measures (those of one criterion) show: sums, period, strengths, gaps and what cannot be told.

    `met`, `due`, `not assessable` are missing where no step could measure it; `rate` where nothing was due.
    """
    ran = mine[mine["not_assessed"] == ""]
    met, due, unclear = (int(ran[column].sum()) for column in ("met", "due", "not assessable"))
    enough = ran[ran["due"] >= FEWEST]
    return {
        "met": met if len(ran) else None,
        "due": due if len(ran) else None,
        "rate": met / due if due else None,
        "not assessable": unclear if len(ran) else None,
        "first": ran["first"].min(),
        "strengths": _in_words(enough[enough["rate"] >= STRENGTH]),
        "gaps": _in_words(enough[enough["rate"] < GAP]),
        "untold": " ".join([*_untold(criterion, mine, ran), criterion.cannot_tell]),
    }


def _in_words(measured: pd.DataFrame) -> str:
    """Measures, such as `Title (8 of 10, 80%)`, parted by `; `."""
    told = []
    for step in measured.to_dict("records"):
        local = f"; {step['benchmark']}" if step["benchmark"] else ""
        told.append(f"{step['title']} ({step['met']:,} of {step['due']:,}, {step['rate']:.0%}{local})")
    return "; ".join(told)


def _untold(criterion: Criterion, mine: pd.DataFrame, ran: pd.DataFrame) -> Sequence[str]:
    """What the records leave open, a sentence each."""
    if RECORDS not in criterion.evidence:
        return []
    told = []
    if not len(mine):
        told.append("No step of the policies used measures it.")
    reasons = Counter(mine["not_assessed"][mine["not_assessed"] != ""])
    for why, count in reasons.most_common():
        told.append(f"{count} of {len(mine)} measures not taken: {why.rstrip('.')}.")
    if unclear := int(ran["not assessable"].sum()):
        told.append(f"{unclear:,} obligations not assessable: the records cannot settle them.")
    few = int(((ran["due"] > 0) & (ran["due"] < FEWEST)).sum())
    if few:
        told.append(f"{few} of {len(mine)} with fewer than {FEWEST} due: too few to call.")
    if none := int((ran["due"] == 0).sum()):
        told.append(f"{none} of {len(mine)} with nothing due.")
    return told
