"""What an office's word most likely means: for a person to confirm, never taken by itself."""

import re
from collections.abc import Collection, Mapping
from typing import Final

from safeaudit.extracts.words import folded

_NEAR: Final = 84  # of 100
# What roles and courses are called in full.
IN_FULL: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "role": {
        "com": ("community offender manager", "probation officer", "probation practitioner"),
        "pom": ("prison offender manager",),
        "spo": ("senior probation officer",),
        "pdu head": ("head of pdu", "head of probation delivery unit"),
        "pdu staff": ("case administrator", "probation services officer"),
        "vlo": ("victim liaison officer",),
        "mbu": ("mother and baby unit",),
        "osg": ("operational support grade",),
        "crs": ("commissioned rehabilitative services",),
        "programmes": ("programme facilitator", "treatment manager"),
    },
    "course": {
        "elearning": ("e-learning", "online", "online learning"),
        "advanced": ("advanced safeguarding", "safeguarding level 3"),
        "mbu": ("mother and baby unit",),
    },
}


def likely(subject: str, code: str, known: Collection[str]) -> str | None:
    """The meaning that a code or word of a subject of [codes] is nearest to; None where none is near."""
    from rapidfuzz import fuzz  # takes a while to load, and only a draft needs it

    word = " ".join(re.sub(r"[^\w-]+", " ", code.casefold()).split())
    best, meaning = 0.0, None
    for name in known:
        for form in (name.casefold(), *IN_FULL.get(subject, {}).get(name, ())):
            if len(form) < 3:
                score = 100.0 if form in word.split() else 0.0
            else:
                score = max(fuzz.ratio(word, form), fuzz.token_set_ratio(word, form) - 1, _within(word, form))
            if score > best:
                best, meaning = score, name
    return meaning if best >= _NEAR else None


def _within(word: str, form: str) -> float:
    """Whether a form stands in a longer text as words of its own."""
    return 98.0 if f" {form} " in f" {word} " else 0.0


def yes_or_no(word: str) -> str | None:
    """What a word that is neither yes nor no may mean."""
    first = folded(word)[:1]
    return {"y": "yes", "x": "yes", "n": "no", "✓": "yes", "✔": "yes"}.get(first)
