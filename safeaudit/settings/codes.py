"""[codes.SUBJECT] and [yes_no]: what an office's own codes and words mean."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from safeaudit.extracts.codes import CONTACT_TYPES, NOT_MADE_REASONS, OUTCOMES, REGISTERS
from safeaudit.extracts.contract import CLOSED_LISTS, TABLES
from safeaudit.extracts.words import folded
from safeaudit.settings.parts import Mistake, Part, Texts, unknown

Codes = Mapping[str, Mapping[str, Sequence[str]]]


@dataclass(frozen=True)
class CodeSubject:
    """A subject of [codes]: the columns it is about, and the words it knows, each with what a cell then holds.

    `known` is None where the office's words are free (names of authorities).
    """

    columns: tuple[tuple[str, str], ...]
    known: Mapping[str, str] | None

    def held(self, meaning: str) -> str | None:
        """What a cell holds that means this, whatever the case and spaces it is written with; None if unknown."""
        if self.known is None:
            return meaning
        return next((held for name, held in self.known.items() if folded(name) == folded(meaning)), None)


class YesNo(Part):
    """Further words for yes and no."""

    yes: Texts = []
    no: Texts = []


def code_subjects() -> dict[str, CodeSubject]:
    """Every subject that [codes] may have, by name: the free columns first, then the closed lists."""
    from safeaudit.facts.people import KNOWN_ROLES

    subjects = {
        "contact_type": CodeSubject((("contacts", "contact_type"),), _as_they_stand(CONTACT_TYPES)),
        "outcome": CodeSubject((("contacts", "outcome"),), OUTCOMES),
        "register": CodeSubject((("registrations", "register"),), _as_they_stand(REGISTERS)),
        "role": CodeSubject((("staff", "role"),), _as_they_stand(sorted(KNOWN_ROLES))),
        "authority": CodeSubject(_columns_named("local_authority", "previous_local_authority"), None),
        "not_made_reason": CodeSubject((("enquiries", "not_made_reason"),), _as_they_stand(NOT_MADE_REASONS)),
    }
    for name, words in CLOSED_LISTS.items():
        if name != "yes-no":
            subjects[name] = CodeSubject(_columns_of(words), _as_they_stand(words.values()))
    return subjects


def _as_they_stand(words: Iterable[str]) -> dict[str, str]:
    return {word: word for word in words}


def _columns_named(*names: str) -> tuple[tuple[str, str], ...]:
    return tuple((table.name, c.name) for table in TABLES.values() for c in table.columns if c.name in names)


def _columns_of(words: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((table.name, c.name) for table in TABLES.values() for c in table.columns if c.words is words)


def mistakes_in_codes(codes: Codes) -> Iterator[Mistake]:
    """Unknown subjects and meanings, blank codes, codes given two meanings, and codes that have one already."""
    subjects = code_subjects()
    for name, meanings in codes.items():
        if name in subjects:
            yield from _of_subject(name, subjects[name], meanings)
        else:
            yield Mistake(("codes", name), unknown(name, "a subject of codes", subjects))


def _of_subject(name: str, subject: CodeSubject, meanings: Mapping[str, Sequence[str]]) -> Iterator[Mistake]:
    seen = {folded(word): word for word in (meanings if subject.known is None else subject.known)}
    for meaning, codes in meanings.items():
        where = ("codes", name, meaning)
        if subject.held(meaning) is None:
            yield Mistake(where, unknown(meaning, f"a meaning of {name}", subject.known or ()))
        for code in codes:
            first = seen.setdefault(folded(code), meaning)
            if not folded(code):
                yield Mistake(where, "holds a blank code; a blank always means not recorded", code)
            elif folded(first) != folded(meaning):
                yield Mistake(where, f"holds {code!r}, which means {first} already; a code has one meaning", code)


def mistakes_in_yes_no(words: YesNo) -> Iterator[Mistake]:
    """Words that mean the other already, or are blank."""
    seen = {word: {"y": "yes", "n": "no"}[value] for word, value in CLOSED_LISTS["yes-no"].items()}
    for meaning, given in (("yes", words.yes), ("no", words.no)):
        for word in given:
            first = seen.setdefault(folded(word), meaning)
            if not folded(word):
                yield Mistake(("yes_no", meaning), "holds a blank; a blank always means not recorded", word)
            elif first != meaning:
                yield Mistake(("yes_no", meaning), f"holds {word!r}, which means {first} already; keep one", word)
