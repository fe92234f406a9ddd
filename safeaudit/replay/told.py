"""What is told of some rows of the frame of obligations: each step's own function writes it, a step at a time."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import Ints, Words
from safeaudit.replay.identity import obligation_ids
from safeaudit.replay.replay import PolicyReplay
from safeaudit.replay.step import Judged

# Words for the obligations of a step at some positions.
Writer = Callable[[PolicyReplay, Judged, Ints], Words]


def told_of_each(replays: Sequence[PolicyReplay], rows: pd.DataFrame, write: Writer) -> list[str]:
    """What `write` writes for each of some rows (columns judged, position; see `obligations.tabulate`)."""
    words = np.full(len(rows), "", dtype=object)
    judged = [(replay, step) for replay in replays for step in replay.judged]
    number, position = rows["judged"].to_numpy(), rows["position"].to_numpy()
    for step in np.unique(number):
        mine = number == step
        replay, of_step = judged[step]
        words[mine] = write(replay, of_step, position[mine])
    return list(words)


def ids_of_each(replays: Sequence[PolicyReplay], rows: pd.DataFrame) -> list[str]:
    """The short, stable id of each of some rows."""

    def write(replay: PolicyReplay, step: Judged, at: Ints) -> Words:
        return obligation_ids(replay.known, step, replay.pack.head.name, at)

    return told_of_each(replays, rows, write)
