"""How far records and readers, and two readers, agree: per cent and Cohen's kappa with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import Words
from safeaudit.sample.answers import ANSWERS, CANNOT_TELL, DONE_IN_TIME, FINDINGS, STEP

FEW = 20  # with fewer pairs the interval of kappa, which is for many, is not to be relied on
MOST_MISLEADING = 5


@dataclass(frozen=True)
class Agreement:
    """Of `pairs`, how many `agree`; kappa and its 95% interval.

    They are NaN where one of the two gave the same answer throughout (chance alone explains what agrees) or there is no
    pair. Kappa: J. Cohen, Educational and Psychological Measurement 20 (1960), 37–46. The interval: J. L. Fleiss,
    J. Cohen and B. S. Everitt, Psychological Bulletin 72 (1969), 323–327, as statsmodels has it.
    """

    pairs: int
    agree: int
    kappa: float
    low: float
    high: float


def agreement(one: Words, other: Words, categories: Sequence[str]) -> Agreement:
    """The agreement of two ratings of the same things, each of which is one of `categories`."""
    codes = [pd.Index(categories).get_indexer(pd.Index(ratings)) for ratings in (one, other)]
    size = len(categories)
    table = np.zeros((size, size), dtype=np.int64)
    np.add.at(table, (codes[0], codes[1]), 1)
    return agreement_of(table)


def agreement_of(table: np.ndarray) -> Agreement:
    """The agreement in a square table: how often the one rating (row) meets the other (column)."""
    pairs, agree = int(table.sum()), int(np.trace(table))
    if min(np.count_nonzero(table.sum(axis=0)), np.count_nonzero(table.sum(axis=1))) < 2:
        return Agreement(pairs, agree, np.nan, np.nan, np.nan)
    from statsmodels.stats.inter_rater import cohens_kappa  # takes a while to load

    found = cohens_kappa(table, return_results=True)
    low, high = max(float(found.kappa_low), -1.0), min(float(found.kappa_upp), 1.0)
    return Agreement(pairs, agree, float(found.kappa), low, high)


def by_step(lines: pd.DataFrame) -> pd.DataFrame:
    """For each step, how the records agree with the reader of the file; the first row (step blank) is of all.

    `lines`: see `returned.Returned`. Columns: step, pairs, agree, share, kappa, low, high; flattering (of the pairs:
    the records say done in time, the file does not), harsh (the other way round), worst (the lower end of the 95%
    interval, Wilson's, of the share that disagrees), reader_cannot_tell and record_cannot_tell (in no pair).
    """
    asked = lines[(lines["kind"] == STEP) & (lines["problem"] == "") & (lines["answer"] != "")]
    groups = [("", asked), *asked.groupby("step", sort=True)]
    return pd.DataFrame([{"step": step, **_of_records(rows)} for step, rows in groups])


def _of_records(rows: pd.DataFrame) -> dict[str, object]:
    both = rows[(rows["answer"] != CANNOT_TELL) & (rows["record"] != CANNOT_TELL)]
    found = agreement(both["record"].to_numpy(), both["answer"].to_numpy(), FINDINGS)
    in_time = both["record"] == DONE_IN_TIME, both["answer"] == DONE_IN_TIME
    return {
        **_told(found),
        "flattering": int((in_time[0] & ~in_time[1]).sum()),
        "harsh": int((~in_time[0] & in_time[1]).sum()),
        "worst": _at_least(found.pairs - found.agree, found.pairs),
        "reader_cannot_tell": int((rows["answer"] == CANNOT_TELL).sum()),
        "record_cannot_tell": int((rows["record"] == CANNOT_TELL).sum()),
    }


def misleading(steps: pd.DataFrame) -> pd.DataFrame:
    """The steps whose records mislead most, of those of `by_step`: by how large a share surely disagrees."""
    wrong = steps[(steps["step"] != "") & (steps["agree"] < steps["pairs"])]
    return wrong.sort_values(["worst", "pairs", "step"], ascending=[False, False, True]).head(MOST_MISLEADING)


def of_readers(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """How two readers of the same files agree, on steps and on questions: kind, pairs, agree, share, kappa, low, high.

    `cannot tell` is an answer like others here.
    """
    keys = ["crn", "kind", "id"]
    used = [lines[(lines["problem"] == "") & (lines["answer"] != "")] for lines in (first, second)]
    both = used[0].merge(used[1], on=keys, suffixes=("", "_second"))
    parts = {kind: both[both["kind"] == kind] for kind in ("step", "question")}
    words = {"step": FINDINGS, "question": ANSWERS}
    told = {
        kind: agreement(rows["answer"].to_numpy(), rows["answer_second"].to_numpy(), words[kind])
        for kind, rows in parts.items()
    }
    return pd.DataFrame([{"kind": kind, **_told(found)} for kind, found in told.items()])


def _told(found: Agreement) -> dict[str, object]:
    share = found.agree / found.pairs if found.pairs else np.nan
    return {
        "pairs": found.pairs,
        "agree": found.agree,
        "share": share,
        "kappa": found.kappa,
        "low": found.low,
        "high": found.high,
    }


def _at_least(count: int, pairs: int) -> float:
    """The lower end of Wilson's 95% interval of a share."""
    if not pairs or not count:
        return 0.0
    from statsmodels.stats.proportion import proportion_confint

    return float(proportion_confint(count, pairs, method="wilson")[0])
