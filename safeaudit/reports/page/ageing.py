"""How long overdue work has been overdue."""

import numpy as np
import pandas as pd

# Calendar days past due, the last day of each band, and its name.
BANDS = (
    (7, "up to 7 days"),
    (28, "8 to 28 days"),
    (91, "29 to 91 days"),
    (182, "92 to 182 days"),
    (365, "183 to 365 days"),
    (None, "over a year"),
)
NO_DAY = "no due day"


def ageing(obligations: pd.DataFrame) -> pd.DataFrame:
    """One row for each band of days past due: band, overdue (how many).

    Only what is overdue, which can still be put right; what has no due day comes last, where there is any.
    """
    days = obligations.loc[obligations["verdict"] == "overdue", "days"]
    ends = np.array([end for end, _ in BANDS if end is not None])
    band = np.searchsorted(ends, days.dropna().to_numpy(dtype=np.int64))
    counts = np.bincount(band, minlength=len(BANDS)).tolist()
    rows = [(name, count) for (_, name), count in zip(BANDS, counts, strict=True)]
    if days.isna().any():
        rows.append((NO_DAY, int(days.isna().sum())))
    return pd.DataFrame(rows, columns=["band", "overdue"])
