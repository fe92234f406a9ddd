"""What each decision is worth on a day, and what is said of it beside the verdict."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import Ints, Words
from safeaudit.clock.in_words import in_words
from safeaudit.decisions.read import KINDS, Decisions

IN_FORCE, EXPIRED, NOT_YET = "in force", "expired", "not yet made"
SUPERSEDED, UNKNOWN_ID, LEFT_OUT = "superseded", "unknown id", "left out by a filter"
STATUSES = (IN_FORCE, EXPIRED, NOT_YET, SUPERSEDED, LEFT_OUT, UNKNOWN_ID)
BESIDE_A_VERDICT = (IN_FORCE, EXPIRED)


def standing(decisions: Decisions, ids: Sequence[str], as_at: date) -> pd.DataFrame:
    """The decisions in file order, with `status` and `says` (text) on the as-at day; `ids`: of every obligation.

    Of several made by then on one obligation the latest counts, of one day the later in the file; the others are
    superseded. One that has run out is expired.
    """
    rows, day = decisions.rows, pd.Timestamp(as_at)
    made = rows["decided_on"] <= day
    order = rows[made].sort_values("decided_on", kind="stable")
    last = order.drop_duplicates("obligation_id", keep="last").index
    status = np.select(
        [~rows["obligation_id"].isin(ids), ~made, ~rows.index.isin(last), rows["until"] < day],
        [UNKNOWN_ID, NOT_YET, SUPERSEDED, EXPIRED],
        IN_FORCE,
    )
    return rows.assign(status=status, says=_says(rows, status == EXPIRED)).reset_index(drop=True)


def decision_of_each(standing: pd.DataFrame, ids: Sequence[str]) -> Ints:
    """For each obligation the place of the decision that stands beside its verdict, −1 for none."""
    beside = standing[standing["status"].isin(BESIDE_A_VERDICT)]
    place = pd.Series(beside.index, index=beside["obligation_id"])
    return place.reindex(list(ids)).fillna(-1).to_numpy().astype(np.int64)


def with_left_out(standing: pd.DataFrame, kept: Ints) -> pd.DataFrame:
    """The decisions, those beside a verdict that the filters left out named as that; `kept`: the places still there."""
    left_out = standing["status"].isin(BESIDE_A_VERDICT) & ~standing.index.isin(kept)
    return standing.assign(status=standing["status"].mask(left_out, LEFT_OUT))


def _says(rows: pd.DataFrame, expired: np.ndarray) -> Words:
    """A decision in words; who made it is a staff code."""
    corrected = rows["corrected_on"].to_numpy()
    words = rows["decision"].map(KINDS).to_numpy(dtype=object)
    words = words + np.where(np.isnat(corrected), "", ", corrected on " + in_words(corrected))
    head = np.where(expired, "Decision expired: ", "Decision: ").astype(object)
    stood = np.where(expired, "; stood until ", "; stands until ").astype(object)
    made = rows["decided_by"].to_numpy(dtype=object) + " on " + in_words(rows["decided_on"].to_numpy())
    return head + words + " (" + made + stood + in_words(rows["until"].to_numpy()) + ")."
