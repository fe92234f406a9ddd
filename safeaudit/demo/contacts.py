"""The NDelius contact log: the contacts that other modules lay for steps, and many ordinary appointments."""

import numpy as np

from safeaudit.demo.codes import APPOINTMENTS, ATTENDANCE, CONTACTS, OTHER_CONTACTS, OUTCOMES
from safeaudit.demo.days import AS_AT, Columns, Days, Flags, Ints, Text, Words, between, working_day_by
from safeaudit.demo.people import AWAITING, SERVING, People
from safeaudit.demo.plan import text

CODES = list(CONTACTS)
SENSITIVE = ["N", "Y", ""]
TIMES = ["", *(f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(9 * 60, 18 * 60, 5))]
CONTACTS_PER_CASE = 60
_CODE = {code: number for number, code in enumerate(CODES)}
_OUTCOME = {outcome: number for number, outcome in enumerate(OUTCOMES)}


class ContactLog:
    """Contacts as they are laid; words are kept as numbers in the lists above, for speed."""

    def __init__(self) -> None:
        self._pieces: list[Columns] = []
        self.size = 0

    def add(
        self,
        case: Ints,
        day: Days,
        code: str,
        outcome: Words = "",
        *,
        event: int = 1,
        sensitive: Words = "N",
    ) -> None:
        """Add a contact for each case (its number in `People`) and day; event 0 is a contact of no event."""
        count = len(case)
        self.append(
            {
                "case": case,
                "day": day,
                "code": np.full(count, _CODE[code], dtype=np.int8),
                "outcome": np.array([_OUTCOME[word] for word in text(outcome, count)], dtype=np.int8),
                "event": np.full(count, event, dtype=np.int8),
                "sensitive": np.array([SENSITIVE.index(word) for word in text(sensitive, count)], dtype=np.int8),
                "time": np.zeros(count, dtype=np.int16),
            }
        )

    def append(self, piece: Columns) -> None:
        """Add contacts whose words are numbers already."""
        self._pieces.append(piece)
        self.size += len(piece["case"])

    def sorted(self) -> Columns:
        """Give all contacts, by case, then day and time; of contacts alike in every column, one."""
        whole = {name: np.concatenate([piece[name] for piece in self._pieces]) for name in self._pieces[0]}
        keys = ("sensitive", "event", "outcome", "code", "time", "day", "case")
        order = np.lexsort([whole[key] for key in keys])
        whole = {name: column[order] for name, column in whole.items()}
        alike = np.logical_and.reduce([column[1:] == column[:-1] for column in whole.values()])
        kept = np.concatenate([[True], ~alike])
        return {name: column[kept] for name, column in whole.items()}


def lay_ordinary(rng: np.random.Generator, people: People, log: ContactLog, no_oversight: Flags) -> None:
    """Fill the log with ordinary contacts, spread over each supervision, to about sixty for each case.

    Cases of `no_oversight` get no management oversight here, because theirs is planned.
    """
    cases = len(people.crn)
    first = np.where(np.isnat(people.opened), AS_AT - np.timedelta64(30, "D"), people.opened)
    weight = (people.last_day - first).astype(np.int64) + 14.0
    weight[people.kind == SERVING] *= 0.4
    weight[people.kind == AWAITING] *= 0.5
    wanted = max(CONTACTS_PER_CASE * cases - log.size, 0)
    number = rng.poisson(weight * (wanted / weight.sum()))
    case = np.repeat(np.arange(cases), number)
    count = len(case)
    day = np.maximum(working_day_by(between(rng, first[case], people.last_day[case])), first[case])

    kinds = APPOINTMENTS | OTHER_CONTACTS
    shares = np.array([share for _, share in kinds.values()], dtype=float)
    code = np.array([_CODE[kind] for kind in kinds], dtype=np.int8)[
        rng.choice(len(kinds), count, p=shares / shares.sum())
    ]
    appointment = np.isin(code, [_CODE[kind] for kind in APPOINTMENTS])
    shares = np.array(list(ATTENDANCE.values()), dtype=float)
    outcome = np.array([_OUTCOME[word] for word in ATTENDANCE], dtype=np.int8)
    outcome = np.where(appointment, outcome[rng.choice(len(ATTENDANCE), count, p=shares / shares.sum())], 0)
    time = np.where(appointment | (rng.random(count) < 0.5), rng.integers(1, len(TIMES), count), 0).astype(np.int16)
    second = ~np.isnat(people.second_sentence)[case] & (day >= people.second_sentence[case]) & (rng.random(count) < 0.5)
    log.append(
        {
            "case": case,
            "day": day,
            "code": code,
            "outcome": outcome.astype(np.int8),
            "event": np.where(second, 2, 1).astype(np.int8),
            "sensitive": np.where(rng.random(count) < 0.03, 1, 0).astype(np.int8),
            "time": time,
        }
    )
    overseen = np.flatnonzero(~no_oversight & (rng.random(cases) < 0.3))
    log.add(
        overseen,
        working_day_by(between(rng, first[overseen], people.last_day[overseen])),
        "MO1",
        "Management oversight decision",
    )


def codes_of(log: Columns) -> Text:
    """Give the contact types of a sorted log as words."""
    return np.array(CODES, dtype=object)[log["code"]]
