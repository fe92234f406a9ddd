"""Days and moments as readers say them, whatever the language of the machine."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from safeaudit.clock.calendar import DAY, Moments

WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
MIDNIGHT = "00:00"


def day_in_words(day: date, *, year: bool = True) -> str:
    """A day, such as Thu 9 Apr 2026."""
    words = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{words} {day.year}" if year else words


def in_words(days: Moments) -> NDArray[np.object_]:
    """A column of days, NaT as the empty string; each different day is written once."""
    different, where = np.unique(days.astype(DAY), return_inverse=True)
    words = ["" if np.isnat(day) else day_in_words(day.item()) for day in different]
    return np.array(words, dtype=object)[where]


def moments_in_words(moments: Moments) -> NDArray[np.object_]:
    """A column of date-times, such as Thu 9 Apr 2026 at 14:05; without the time where none is held (00:00)."""
    times = np.datetime_as_string(moments.astype("datetime64[m]"))
    clock = np.array(["" if str(text)[11:] in ("", MIDNIGHT) else f" at {str(text)[11:]}" for text in times])
    return in_words(moments) + clock.astype(object)
