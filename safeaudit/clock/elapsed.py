"""Real hours between UK local times, also over a clock change (`steps.md`, Time and `ref-24h`).

Times are UK wall times as datetime64[s], read to the minute: seconds are cut off. The hour that comes twice
in October is read as the first (summer) one; a time in the hour that March leaves out is read as its end.
"""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from safeaudit.clock.calendar import Moments

if TYPE_CHECKING:
    import pandas as pd

ZONE = "Europe/London"


def hours_between(start: Moments, end: Moments) -> NDArray[np.float64]:
    """Return the real hours from `start` to `end`, negative when `end` is earlier; NaN where one is NaT."""
    passed: NDArray[np.float64] = _minutes_between(start, end) / np.timedelta64(60, "m")
    return passed


def within_hours(start: Moments, end: Moments, hours: int) -> NDArray[np.bool_]:
    """Return where `end` is no more than `hours` real hours after `start`, to the minute.

    Exactly that many hours is within, and so is an `end` before `start`; false where either is NaT.
    """
    inside: NDArray[np.bool_] = _minutes_between(start, end) <= np.timedelta64(60 * hours, "m")
    return inside


def plus_hours(start: Moments, hours: int) -> Moments:
    """Return, as datetime64[s], the UK wall time that many real hours after `start`; NaT stays.

    For showing a due and its date. To judge, use `within_hours`: wall times do not compare over a clock
    change.
    """
    import pandas as pd

    later = _instants(start) + pd.Timedelta(hours=hours)
    return later.tz_convert(ZONE).tz_localize(None).to_numpy().astype("datetime64[s]")


def _minutes_between(start: Moments, end: Moments) -> NDArray[np.timedelta64]:
    begun, ended = (_instants(local).tz_localize(None).to_numpy() for local in (start, end))
    passed: NDArray[np.timedelta64] = (ended - begun).astype("timedelta64[m]")
    return passed


def _instants(local: Moments) -> "pd.DatetimeIndex":
    """Return the moments in UTC of UK wall times, to the minute."""
    import pandas as pd

    minutes = pd.DatetimeIndex(local.astype("datetime64[m]").astype("datetime64[s]"))
    summer = np.ones(len(minutes), dtype=bool)
    return minutes.tz_localize(ZONE, ambiguous=summer, nonexistent="shift_forward").tz_convert("UTC")
