"""The decision lists: what class of change an obligation falls into, and why. The first line that fits decides.

One thing carries them all: the day of what was done. Work is what the later audit shows done on a day after the
earlier audit, and which that one did not have. What is dated up to that audit's day was done by then, whatever it knew:
a record that came later. So neither can be taken for the other.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from safeaudit.compare.changes import Change
from safeaudit.compare.join import NONE, Joined, Positions
from safeaudit.compare.steps import Mask

Rule = tuple[Change, str, Mask]
ENDED = "it ended"  # its step says how


class _Stand:
    """How some obligations stood in one audit."""

    def __init__(self, rows: pd.DataFrame, places: Positions) -> None:
        self.trigger, self.due, self.done_on = (
            rows[name].to_numpy()[places] for name in ("trigger_on", "due", "done_on")
        )
        self.words = rows["verdict"].cat.categories
        self.verdict = rows["verdict"].cat.codes.to_numpy()[places]
        self.done = self.is_any("met", "late")
        self.open = self.is_any("pending", "overdue")

    def is_any(self, *verdicts: str) -> Mask:
        return np.isin(self.verdict, np.flatnonzero(self.words.isin(verdicts)))


def _same(one: np.ndarray, other: np.ndarray) -> Mask:
    """Equal days, or both blank."""
    return (one == other) | (np.isnat(one) & np.isnat(other))


def of_both(
    joined: Joined, ids: Positions, of_step: pd.DataFrame, days: tuple[np.datetime64, np.datetime64], recounted: bool
) -> Iterator[Rule]:
    """Of what both audits have, or one has under an id of its own since the trigger moved.

    `days`: the as-at days of the two audits. `recounted`: they count working days by different calendars.
    """
    then, today = days
    was, now = _Stand(joined.rows, joined.earlier[ids]), _Stand(joined.rows, joined.after[ids])
    same_trigger, same_due = _same(was.trigger, now.trigger), _same(was.due, now.due)
    same_done = _same(was.done_on, now.done_on)
    unmoved = same_trigger & same_due & same_done
    acted = (now.done_on > then) & ~same_done
    # Done in both, with the same due day: then the first record has gone, and a later one stands in for it.
    replaced = was.done & now.done & same_due
    # A due day that moved because something was done: what was done was due by the day that stood before.
    slipped = ~same_trigger & (now.trigger != now.done_on)
    was_due = (now.done_on > was.due) & ~(was.done & (was.due < then))
    late = now.is_any("late") | (~same_due & ~slipped & was_due)
    yield Change.PUT_RIGHT_LATE, "done since, after its due day", now.done & acted & ~replaced & late
    yield Change.IN_TIME, "done since, in time", now.done & acted & ~replaced
    yield Change.LAPSED, "done since, and run out again", now.open & acted

    meaning = of_step["changed"].to_numpy()
    ruled = meaning | (recounted & same_trigger & ~same_due)
    in_its_time = same_due | (~(now.due < then) & ~ruled)
    yield Change.MISSED, "its time has run out", was.open & now.is_any("breached") & (acted | in_its_time)
    yield Change.LAPSED, "what was done has run out", was.done & now.is_any("overdue") & same_done & same_due
    breached = was.is_any("breached") & now.is_any("breached")
    yield Change.AS_BEFORE, "done since, too late to count", breached & acted
    yield Change.STILL_OPEN, "its due day has come and gone", was.is_any("pending") & now.is_any("overdue") & unmoved
    unchanged = (was.verdict == now.verdict) & unmoved
    yield Change.STILL_OPEN, "overdue then and now", unchanged & now.is_any("overdue")
    yield Change.STILL_OPEN, "still to come", unchanged & now.open
    yield Change.NOT_TOLD, "not assessable then and now", unchanged & now.is_any("not assessable")
    yield Change.AS_BEFORE, "the same in both", unchanged
    yield Change.RULE, "the meaning of the step or its benchmark was changed", meaning
    yield Change.RULE, "the working days are counted by another calendar", ruled

    kept = (joined.before != NONE)[ids]
    overdue = was.is_any("overdue") & now.is_any("overdue")
    yield Change.STILL_OPEN, "overdue then and now, by another due day", kept & overdue
    again = ~same_trigger & (now.trigger > then) & (now.trigger <= today)
    yield Change.LAPSED, "wanted anew since", kept & was.done & now.is_any("overdue") & again
    known = now.done & ~was.done
    yield Change.DATA, "recorded since: it was done by the earlier audit's day", known & ~np.isnat(now.done_on)
    told = was.is_any("not assessable") & ~now.is_any("not assessable", "exempt")
    yield Change.DATA, "can be told since", told
    yield Change.NOT_TOLD, "met since; the records hold no day of it", known
    no_day = was.done & now.done & np.isnat(was.done_on) & np.isnat(now.done_on) & ~same_due
    yield Change.NOT_TOLD, "its due day was moved on; the records hold no day of what was done", no_day
    yield Change.NO_LONGER_APPLICABLE, "a permitted reason is on record", now.is_any("exempt") & ~was.done
    come = was.is_any("pending") & now.is_any("not assessable") & same_due
    yield Change.NOT_TOLD, "its day has come, and the records do not say", come
    yield Change.DATA, "its trigger was moved", ~same_trigger
    yield Change.DATA, "its due day was moved", ~same_due
    yield Change.DATA, "what showed it done is gone or was changed", was.done
    yield Change.DATA, "the reason that excused it no longer stands", was.is_any("exempt")
    yield Change.DATA, "its records were changed", np.ones(len(ids), dtype=bool)


def of_new(joined: Joined, ids: Positions, of_step: pd.DataFrame, then: np.datetime64, outside: Mask) -> Iterator[Rule]:
    """Of what only the later audit has; `outside`: the earlier one's filters or policies keep it out."""
    trigger = joined.rows["trigger_on"].to_numpy()[joined.after[ids]]
    yield Change.LEFT_OUT, "the earlier audit was filtered, or did not use this policy", outside
    yield Change.NEW, "triggered since", trigger > then
    yield Change.RULE, "the earlier audit did not have this step", ~of_step["in_before"].to_numpy()
    yield Change.RULE, "the meaning of the step or its benchmark was changed", of_step["changed"].to_numpy()
    yield Change.NEW, "the earlier audit could not assess this step", of_step["unassessed_before"].to_numpy()
    yield Change.NEW, "triggered before; its records, or what makes it apply, came since", np.ones(len(ids), dtype=bool)


def of_gone(joined: Joined, ids: Positions, of_step: pd.DataFrame, outside: Mask) -> Iterator[Rule]:
    """Of what only the earlier audit has; `outside`: the later one's filters or policies keep it out."""
    crn = joined.rows["crn"].cat.codes.to_numpy()
    mine, later = crn[joined.before[ids]], crn[joined.after[joined.after != NONE]]
    yield Change.LEFT_OUT, "the later audit was filtered, or did not use this policy", outside
    yield Change.DATA, "its trigger or start was moved; it stands under another id", joined.partner[ids] != NONE
    yield Change.RULE, "the later audit does not have this step", ~of_step["in_after"].to_numpy()
    unassessed = of_step["unassessed_after"].to_numpy()
    yield Change.GONE, "the later audit could not assess this step: a table or column is lacking", unassessed
    yield Change.GONE, "the later audit has nothing of this case", (mine >= 0) & ~np.isin(mine, later)
    yield Change.RULE, "the meaning of the step or its benchmark was changed", of_step["changed"].to_numpy()
    yield Change.NO_LONGER_APPLICABLE, ENDED, of_step["ends"].to_numpy() != ""
    yield Change.GONE, "its row is gone, or no longer asks for it", np.ones(len(ids), dtype=bool)
