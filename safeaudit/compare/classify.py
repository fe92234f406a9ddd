"""Gives each obligation of two audits its class of change, by the first rule that fits it."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from safeaudit.compare.changes import Change
from safeaudit.compare.join import NONE, Joined, Positions
from safeaudit.compare.rules import ENDED, of_both, of_gone, of_new
from safeaudit.compare.steps import Mask, StepsThen


def classify(
    joined: Joined, steps: StepsThen, days: tuple[np.datetime64, np.datetime64], outside: Mask, *, recounted: bool
) -> pd.DataFrame:
    """The change of each id of the union, and why (both category).

    `days`: the as-at days of the earlier and the later audit. `outside`: the id stands outside the filters or policies
    of the audit that lacks it. `recounted`: the audits count working days by different calendars.
    """
    of_step = steps.of(joined.rows, joined.latest)
    has_earlier, has_later = joined.earlier != NONE, joined.after != NONE
    both, new, gone = map(np.flatnonzero, (has_later & has_earlier, has_later & ~has_earlier, ~has_later))
    rules = [
        (both, list(of_both(joined, both, of_step.iloc[both], days, recounted))),
        (new, list(of_new(joined, new, of_step.iloc[new], days[0], outside[new]))),
        (gone, list(of_gone(joined, gone, of_step.iloc[gone], outside[gone]))),
    ]
    changes = list(Change)
    whys = list(dict.fromkeys(why for _, mine in rules for _, why, _ in mine))
    change, reason = np.zeros((2, len(joined)), dtype=np.int64)
    for some, mine in rules:
        number = _first([mask for *_, mask in mine])
        change[some] = np.array([changes.index(change) for change, *_ in mine])[number]
        reason[some] = np.array([whys.index(why) for _, why, _ in mine])[number]
    ends = of_step["ends"].cat
    reason = np.where(reason == whys.index(ENDED), len(whys) + ends.codes.to_numpy(), reason)
    return pd.DataFrame({"change": _words(change, changes), "why": _words(reason, [*whys, *ends.categories])})


def _first(masks: list[Mask]) -> Positions:
    """The number of the first rule that fits each; the last fits whatever is left."""
    number = np.full(len(masks[0]), len(masks) - 1)
    for at in reversed(range(len(masks) - 1)):
        number[masks[at]] = at
    return number


def _words(codes: Positions, words: Sequence[str]) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, pd.Index(list(words), dtype="str"))
