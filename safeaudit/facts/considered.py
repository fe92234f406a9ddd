"""The records of a case that an officer would point to, each with why it does not count for the step.

Asked for the few obligations that somebody wants explained. The same predicates decide what counts in the replay.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from safeaudit.caseload.arrays import Days, Ints, Mask, Words, filled, pairs
from safeaudit.caseload.records import Records
from safeaudit.facts.enquiries import point_counts, same_reference, sent_enquiries
from safeaudit.facts.known import Falls, Known
from safeaudit.facts.reasons import REASON_WORDS, of_own_point, recorded_reasons, why_not
from safeaudit.facts.visits import visit_contacts
from safeaudit.packs.schema import Done, Reasons


@dataclass(frozen=True)
class Considered:
    """Pairs of an obligation's position and a record that was considered for it.

    `what`: what the record is, in words; `day`: its day; `why_not`: why it does not count, blank where it does.
    """

    position: Ints
    record: Ints
    day: Days
    what: Words
    why_not: Words

    def __len__(self) -> int:
        return len(self.position)

    def where(self, mask: Mask) -> "Considered":
        """Keep those that a mask marks."""
        return Considered(*(column[mask] for column in self._columns()))

    @classmethod
    def joined(cls, parts: Sequence["Considered"]) -> "Considered":
        """All of several, by day."""
        if not parts:
            none = np.zeros(0, dtype=np.int64)
            return cls(none, none, none.astype("datetime64[D]"), none.astype(object), none.astype(object))
        columns = [np.concatenate(pieces) for pieces in zip(*(part._columns() for part in parts), strict=True)]
        order = np.argsort(columns[2], kind="stable")
        return cls(*(column[order] for column in columns))

    def _columns(self) -> list[Any]:
        return [self.position, self.record, self.day, self.what, self.why_not]


def reasons_considered(known: Known, falls: Falls, since: Days, rule: Reasons) -> Considered:
    """Every reason recorded for the case: what it says, and why it excuses nothing here."""
    recorded = recorded_reasons(known)
    i, j = pairs(falls.case, recorded.case)
    day = recorded.day("day")[j]
    own = of_own_point(recorded, rule) | (recorded.blank("point") if rule.blank_point_counts else False)
    why = _first(
        len(i),
        (~own[j], _other_point(recorded, j)),
        (~_same_child(falls, i, recorded, j), "it is about another child"),
        (~_same_address(falls, i, recorded, j), "it is about another address"),
        (day < since[i], "it was recorded before the day from which records count"),
        (np.ones(len(i), dtype=bool), why_not(known, recorded, rule)[j]),
    )
    reason = recorded.words("reason")[j]
    told = np.array([word if word in REASON_WORDS else "words that are no permitted reason" for word in reason])
    return Considered(i, recorded.record[j], day, "reason " + told.astype(object), why)


def enquiries_considered(known: Known, falls: Falls, since: Days, done: Done) -> Considered:
    """Every enquiry sent in the case, and why it does not count."""
    return _enquiries(known, falls, since, done, answered=False)


def answers_considered(known: Known, falls: Falls, since: Days, done: Done) -> Considered:
    """Every enquiry sent in the case, and why its answer does not count."""
    return _enquiries(known, falls, since, done, answered=True)


def visits_considered(known: Known, falls: Falls, since: Days, done: Done) -> Considered:
    """Every home visit contact of the case, and why it is no visit that counts."""
    visits = visit_contacts(known)
    i, j = pairs(falls.case, visits.case)
    day = visits.day("contact_date")[j]
    why = _first(
        len(i),
        (day < since[i], "it was before the day from which records count"),
        (day > falls.things.day("end")[i], "it was after supervision had ended"),
        (~visits.values("attended")[j], "its outcome does not say that it was attended"),
    )
    return Considered(i, visits.record[j], day, np.full(len(i), "home visit contact", dtype=object), why)


# What an officer would point to, by the action that the step wants.
CONSIDERED_FOR: dict[str, Callable[[Known, Falls, Days, Done], Considered]] = {
    "enquiry_sent": enquiries_considered,
    "answer_received": answers_considered,
    "home_visit_made": visits_considered,
}


def _enquiries(known: Known, falls: Falls, since: Days, done: Done, *, answered: bool) -> Considered:
    sent = sent_enquiries(known)
    i, j = pairs(falls.case, sent.case)
    day, reply = sent.day("sent")[j], sent.day("answered")[j]
    lines: list[tuple[Mask, Words | str]] = [
        (~point_counts(sent, done.points)[j], _other_point(sent, j)),
        (~_same_child(falls, i, sent, j), "it is about another child"),
        (~_same_address(falls, i, sent, j), "it is about another address"),
    ]
    if answered:
        lines += [
            (day > falls.trigger[i], "it was sent after the day that it had to come before"),
            (~filled(reply), "no answer to it is recorded"),
            (reply < since[i], "it was answered before the day from which records count"),
        ]
    else:
        lines.append((day < since[i], "it was sent before the day from which records count"))
    what = np.full(len(i), "enquiry sent", dtype=object)
    return Considered(i, sent.record[j], day, what, _first(len(i), *lines))


def _first(size: int, *lines: tuple[Mask, Words | str]) -> Words:
    """The words of the first line that holds for each, blank for none."""
    words = np.full(size, "", dtype=object)
    open_still = np.ones(size, dtype=bool)
    for holds, says in lines:
        now = open_still & holds
        words[now] = says if isinstance(says, str) else says[now]
        open_still &= ~holds
    return words


def _other_point(records: Records, j: Ints) -> Words:
    point = records.words("point")[j]
    return np.where(point == "", "it names no point", "its point is " + point).astype(object)


def _same_child(falls: Falls, i: Ints, records: Records, j: Ints) -> Mask:
    return same_reference(falls, "child_ref", i, records.number("child")[j])


def _same_address(falls: Falls, i: Ints, records: Records, j: Ints) -> Mask:
    return same_reference(falls, "address_ref", i, records.number("address")[j])
