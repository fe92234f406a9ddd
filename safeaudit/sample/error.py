"""How far a share found by reading the sample may lie from that of all cases."""

import numpy as np
import pandas as pd

from safeaudit.sample.chances import Floats

# Of a normal distribution, 95 in 100 lie within so many standard errors.
WITHIN_95 = 1.959964


def half_width(chance: Floats, share: float = 0.5) -> float:
    """Half the width of the 95% interval of a share, estimated with each case weighted by 1 / its chance.

    By default for a share of a half, where it is widest. Cases in for certain add no error. Cases without a chance are
    no part of what the share is of. The formula takes it that what is found does not depend on the stratum, so it
    rather overstates. NaN where fewer than two cases are drawn by lot on average.
    """
    chance = chance[chance > 0]
    by_lot = chance[chance < 1]
    if not len(by_lot):
        return 0.0
    drawn = by_lot.sum()
    if drawn < 2:
        return float("nan")
    spread = ((1 - by_lot) / by_lot).sum() * drawn / (drawn - 1)
    return float(WITHIN_95 * np.sqrt(share * (1 - share) * spread) / len(chance))


def by_place(frame: pd.DataFrame, drawn: pd.DataFrame) -> pd.DataFrame:
    """For each PDU and team: pdu, team, cases, certain, drawn (all in the sample) and half_width (see there)."""
    parts = []
    sampled = drawn.groupby(["pdu", "team"]).size()
    for (pdu, team), rows in frame.groupby(["pdu", "team"], sort=True):
        held = {"cases": len(rows), "certain": int(rows["certain"].sum()), "drawn": int(sampled.get((pdu, team), 0))}
        parts.append({"pdu": pdu, "team": team, **held, "half_width": half_width(rows["chance"].to_numpy())})
    return pd.DataFrame(parts, columns=["pdu", "team", "cases", "certain", "drawn", "half_width"])
