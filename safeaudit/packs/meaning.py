"""A step in words, for a reader who knows the policy and no Python."""

from collections.abc import Iterator
from dataclasses import dataclass

from safeaudit.packs.days_in_words import DaysInWords
from safeaudit.packs.readings import read_as
from safeaudit.packs.schema import Done, Pack, Reasons, Step
from safeaudit.packs.vocabulary import Vocabulary, upper

SHAPES = {
    "deadline": "By a deadline: done on or before due is met, later is late; not done when due has passed is overdue.",
    "before-event": "Before an event: it must stand when the event comes; not done by then is breached for good.",
    "last-chance": "By a deadline with a last chance: done after due but in time for the last chance is late; then it"
    " is breached.",
    "record-complete": "A record that must be complete: every check holds is met, one that fails is overdue, one left"
    " blank cannot be told.",
    "attended-or-excused": "Attended is met; not attended is exempt where excused, else breached.",
    "renewed": "Renewed: what was done last holds until due; after that, or never done, it is overdue.",
}
STAGES = {
    "always": "Not assessable",
    "not done": "Not assessable, if not done",
    "past due": "Not assessable, if not done when due has passed",
}
REASONS = {
    "current-info": "up-to-date information is held already",
    "existing-response-unchanged": "an enquiry was answered before and nothing has changed since",
    "la-identifiable-only": "the authority answers about identifiable children alone",
    "outside-cohort": "the case is outside those who are asked about",
}


@dataclass(frozen=True)
class Line:
    """One line of a step's meaning: its label and its sentences."""

    label: str
    sentences: list[str]


def meaning_of(step: Step, pack: Pack, words: Vocabulary) -> list[Line]:
    """Say what a step means, in the words of a vocabulary."""
    lines = _lines_of(step, pack, words)
    lines.insert(-1, Line("Another reading", list(_other_readings(step, pack, words, lines))))
    return [line for line in lines if line.sentences]


def _lines_of(step: Step, pack: Pack, words: Vocabulary) -> list[Line]:
    """Every line but that of the other readings, also those that say nothing."""
    days = DaysInWords(step, pack.benchmarks, words)
    return [
        Line("Falls on", list(_falls_on(step, words))),
        Line("Counted from", [days.counted_from()]),
        Line("A record counts", [days.window()] if step.done else []),
        Line("Done", list(_done(step, days, words))),
        Line("Due", list(days.due())),
        Line("Verdict", list(_verdict(step, days, words))),
        Line("Excused by", list(_excused(step, words))),
        Line("Cannot be told", list(_cannot_tell(step))),
        Line("Also said", [note.says for note in step.notes]),
        Line("Rests on", [days.benchmark(name) for name in step.rests_on]),
        Line("Needs", [_need(need) for need in step.needs]),
        Line("Looks also at", [", ".join(step.widened_by) + "."] if step.widened_by else []),
        Line("What to do next", [step.says.next]),
    ]


def _other_readings(step: Step, pack: Pack, words: Vocabulary, own: list[Line]) -> Iterator[str]:
    """Each other fair reading, the sentences that it changes, and the setting that turns the step to it."""
    said = {line.label: line.sentences for line in own}
    for reading in step.readings:
        yield f"{upper(reading.says)}; this step goes by: {reading.instead_of}."
        for line in _lines_of(read_as(step, reading), pack, words):
            yield from (f"{line.label}: {text}" for text in line.sentences if text not in said[line.label])
        yield f'Audited so with {step.id} = "{reading.name}" under [readings] in the settings.'


def _falls_on(step: Step, words: Vocabulary) -> Iterator[str]:
    yield words.sentence(step.falls.on)
    yield from (f"Only where: {words.truth(name)}." for name in step.cohort.all)
    if step.cohort.any:
        yield f"Only where one of these holds: {'; or '.join(map(words.truth, step.cohort.any))}."
    yield from (f"Not where: {words.truth(name)}." for name in step.cohort.none)


def _done(step: Step, days: DaysInWords, words: Vocabulary) -> Iterator[str]:
    yield from (_way(way, days, words) for way in step.done)
    yield from (words.facts.get(name) or f"{words.truth(name)}." for name in step.checks)
    if step.attended:
        yield f"{step.attended} = Y."
    if step.in_time:
        yield f"In time is: {words.phrase(step.in_time)}."
    if step.lapsed:
        yield f"No longer done where: {words.phrase(step.lapsed)}."


def _way(way: Done, days: DaysInWords, words: Vocabulary) -> str:
    """One way of doing it, and which points, contacts or registers count."""
    if way.column:
        later = f", on or after {days.day(way.on_or_after)}" if way.on_or_after else ""
        return f"{way.column} is filled{later}."
    if way.all:
        return f"All of these are filled (yes or no: yes): {', '.join(way.all)}; done on the latest date of them."
    counts = f": {'; '.join(map(words.code, way.types))}" if way.types else ""
    points = f" (Points: {', '.join(way.points)}, or none recorded.)" if way.points else ""
    return f"{words.sentence(str(way.action)).removesuffix('.')}{counts}.{points}"


def _verdict(step: Step, days: DaysInWords, words: Vocabulary) -> Iterator[str]:
    yield SHAPES[step.shape]
    if step.event and step.event != "due":
        yield f"The event: {step.says.event or 'it'}, on {days.day(step.event)}."
    if step.last_chance:
        yield f"The last chance: {days.day(step.last_chance)}."
    if step.closed_on:
        closed = f"Where {step.says.closed} ({words.given_by(step.closed_on)})"
        yield f"{closed}: breached if due came first, else there is no obligation."
    yield f"Basis: {days.basis()}."


def _excused(step: Step, words: Vocabulary) -> Iterator[str]:
    if step.reasons:
        yield from _reasons(step.reasons)
    if step.excused:
        yield words.facts.get(step.excused) or f"{words.truth(step.excused)}."


def _reasons(reasons: Reasons) -> Iterator[str]:
    if not reasons.permitted:
        yield "No reason."
        return
    yield from (f"{name}: {REASONS.get(name, 'as recorded')}." for name in reasons.permitted)
    blank = " or no point" if reasons.blank_point_counts else ""
    yield "Recorded with any point." if reasons.point == "any" else f"Recorded with the point {reasons.point}{blank}."
    if reasons.only_if_answered_before:
        yield "Only where an enquiry of the case was answered on or before that day."


def _cannot_tell(step: Step) -> Iterator[str]:
    if step.cohort.unclear:
        yield f"{STAGES['always']}: {step.cohort.unclear}."
    yield from (f"{STAGES[line.stage]}: {line.says}." for line in step.cannot_tell)
    if step.says.unclear:
        yield f"{STAGES['always']}: {step.says.unclear}."


def _need(need: list[str]) -> str:
    """Any one of these; a table with its columns in brackets."""
    return " or ".join(
        " and ".join(f"{table.strip()} ({columns.strip()})" if columns else table.strip() for table, columns in parts)
        for parts in ([part.partition(":")[::2] for part in way.split(";")] for way in need)
    )
