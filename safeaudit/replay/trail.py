"""The trail of an obligation in words: from which day its due day was counted, which days were skipped and why."""

from datetime import date, timedelta

import numpy as np

from safeaudit.caseload.arrays import Days, Ints, Mask, Words
from safeaudit.clock.calendar import Calendar
from safeaudit.clock.in_words import day_in_words, in_words
from safeaudit.clock.spans import Span, Unit
from safeaudit.facts.known import Falls, Known
from safeaudit.facts.registry import EXPLAINED
from safeaudit.packs.schema import Due, Term
from safeaudit.replay.due import Counted, DueDays, Leg
from safeaudit.replay.step import Judged

# Up to so many working days are told one by one.
ONE_BY_ONE = 5
WEEKEND = ("Saturday", "Sunday")


def counted_in_words(known: Known, judged: Judged, positions: Ints) -> Words:
    """For some obligations of a step how their due day was counted; blank where there was nothing to count from.

    Such as: The enquiry was sent on Thu 2 Apr 2026. Working day 1 Tue 7 Apr (the weekend, Good Friday Fri 3 Apr and
    Easter Monday Mon 6 Apr do not count), 2 Wed 8 Apr 2026. Where another fair reading gives another day, its count
    stands last.
    """
    falls = judged.falls.take(positions)
    told = _due(known, judged, judged.due, positions)
    started = judged.step.says.trigger != ""
    alone = (told == "") & started & ~np.isnat(falls.trigger)
    told[alone] = _began(judged.step.says.trigger, falls.trigger[alone])
    return told + _window(known, judged, positions) + _read_otherwise(known, judged, positions)


def _read_otherwise(known: Known, judged: Judged, positions: Ints) -> Words:
    """How the due day of each other reading was counted, where that is another day."""
    told = np.full(len(positions), "", dtype=object)
    for says in judged.beside.read_otherwise:
        differs = ~np.isnat(judged.other_day(says)[positions])
        at = positions[differs]
        told[differs] += " By the other reading: " + _due(known, judged, judged.beside.read_otherwise[says], at)
    return told


def _due(known: Known, judged: Judged, due: DueDays, positions: Ints) -> Words:
    """How some due days were counted, each by the alternative that fits it."""
    falls = judged.falls.take(positions)
    told = np.full(len(positions), "", dtype=object)
    for counted in due.counted:
        mask = counted.mask[positions]
        if mask.any():
            at = positions[mask]
            told[mask] = _alternative(known, judged, counted, falls.where(mask), due.day[at], at)
    return told


def _alternative(known: Known, judged: Judged, counted: Counted, falls: Falls, day: Days, at: Ints) -> Words:
    """The words of the obligations at some positions, due on some days, all counted by one alternative."""
    due = counted.due
    start = counted.legs[0].start[at] if counted.legs else day
    if due.date in EXPLAINED:
        return EXPLAINED[due.date](known, falls)
    words = _began(_words_of(judged, due), start)
    for number, leg in enumerate(counted.legs):
        mine = leg.mask[at] & ~np.isnat(start)
        words[mine] += _leg(leg, at[mine], known.calendar, first=number == 0)
    return words


def _words_of(judged: Judged, due: Due) -> str:
    """What happened on the day that an alternative counts from."""
    step = judged.step
    if due.date == "done":
        return f"{step.says.done} on"
    own = due.date in ("trigger", step.falls.trigger)
    return due.says or (step.says.trigger if own else "") or f"{due.date.replace('_', ' ').capitalize()}:"


def _began(words: str, days: Days) -> Words:
    return np.where(np.isnat(days), "", words + " " + in_words(days) + ".").astype(object)


def _leg(leg: Leg, at: Ints, calendar: Calendar, *, first: bool) -> Words:
    """One leg in words; each different start is written once."""
    then = "" if first else "Then "
    local = f"local benchmark {leg.benchmark}: " if leg.benchmark else ""
    if leg.span is None:
        return np.full(len(at), " " + _upper(f"{then}{local}none is set, so there is no due day."), dtype=object)
    different, where = np.unique(leg.start[at].astype("datetime64[D]"), return_inverse=True)
    reached = np.full(len(different), np.datetime64("NaT", "D"))
    reached[where] = leg.end[at]
    counts = [
        _count(leg.span, leg.sign, calendar, start.item(), end.item())
        for start, end in zip(different, reached, strict=True)
    ]
    return np.array([" " + _upper(f"{then}{local}{count}.") for count in counts], dtype=object)[where]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _count(span: Span, sign: int, calendar: Calendar, start: date, end: date | None) -> str:
    """The count of a span from one day, such as `3 months on is Sat 31 Jan 2027`."""
    way = "on" if sign > 0 else "back"
    if end is None:
        return f"{span} {way} needs a day outside the calendar"
    if span.number == 0:
        return "the same day"
    if span.unit is not Unit.WORKING_DAYS:
        return f"{span} {way} is {day_in_words(end)}"
    if sign > 0 and span.number <= ONE_BY_ONE:
        return _one_by_one(calendar, start, end)
    skipped = calendar.skipped(start, end) if sign > 0 else calendar.skipped(end, start - timedelta(1))
    return f"{span} {way} is {day_in_words(end)}{_not_counted(skipped)}"


def _one_by_one(calendar: Calendar, start: date, end: date) -> str:
    """Each working day from the first to the last, with the days skipped before it."""
    skipped = calendar.skipped(start, end)
    off = {day for day, _ in skipped}
    days = [day for day in _days_after(start, end) if day not in off]
    told, before = [], start
    for number, day in enumerate(days, 1):
        passed = [(gone, why) for gone, why in skipped if before < gone < day]
        told.append(f"{number} {day_in_words(day, year=day == end)}{_not_counted(passed)}")
        before = day
    return "working day " + ", ".join(told)


def _days_after(start: date, end: date) -> list[date]:
    return [date.fromordinal(number) for number in range(start.toordinal() + 1, end.toordinal() + 1)]


def _not_counted(skipped: list[tuple[date, str]]) -> str:
    """Why some days do not count: weekends together, each holiday by its name and day."""
    weekend = [day for day, why in skipped if why in WEEKEND]
    weekends = len({day.isocalendar()[:2] for day in weekend})
    parts = [f"{why} {day_in_words(day, year=False)}" for day, why in skipped if why not in WEEKEND]
    if weekends:
        parts.insert(0, "the weekend" if weekends == 1 else f"{weekends} weekends")
    if not parts:
        return ""
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    single = len(parts) == 1 and weekends <= 1
    return f" ({listed} {'does' if single else 'do'} not count)"


def _window(known: Known, judged: Judged, positions: Ints) -> Words:
    """From when on records count, where that is another day than the trigger."""
    rule = judged.step.window
    start, trigger = judged.window[positions], judged.falls.trigger[positions]
    other: Mask = ~np.isnat(start) & (start != trigger) & (start > np.datetime64("1900-01-01", "D"))
    other &= any(way.action is not None for way in judged.step.done)
    words = np.full(len(positions), "", dtype=object)
    words[other] = " Records from " + in_words(start[other]) + f" on count{_before(known, rule.less)}."
    return words


def _before(known: Known, less: Term | None) -> str:
    """What a window's start is less than the day it hangs on."""
    if not isinstance(less, str):
        return ""
    if less in known.benchmarks:
        return f" (local benchmark {less}: {known.benchmarks[less]} before)"
    return f" ({less} before)"
