"""The people supervised: who they are, their sentences, their children, and the one event that befalls each
case.

At most one event that asks for an enquiry befalls a case (`addon`), and never near its sentence, so that no
enquiry can serve another obligation by accident. That is what lets the plan be complete.
"""

from dataclasses import dataclass

import numpy as np

from safeaudit.demo.codes import PRISONS, REGIONS, RELATIONSHIPS, SENTENCES
from safeaudit.demo.days import (
    AS_AT,
    DAY,
    NONE,
    Days,
    Flags,
    Floats,
    Ints,
    Text,
    between,
    days_after,
    earliest,
    known,
    latest,
    missing,
    months_after,
    working_day_by,
)
from safeaudit.demo.organisation import Organisation
from safeaudit.demo.plan import text
from safeaudit.demo.rows import Rows

COMMUNITY, SUSPENDED, RELEASED, SERVING, RECALLED, RELEASED_AT_END, AWAITING, UNDATED, FINED = range(9)
_SHARES = np.array([0.43, 0.22, 0.15, 0.12, 0.02, 0.01, 0.035, 0.005, 0.01])

ADDONS = (
    "",
    "curfew",
    "address",
    "unsafe",
    "new-contact",
    "new-relationship",
    "pregnancy",
    "domestic-abuse",
    "cse",
    "other",
)
_ADDON_SHARES = np.array([0.29, 0.12, 0.22, 0.02, 0.11, 0.05, 0.03, 0.08, 0.01, 0.07])
ASKS_FOR_ENQUIRY = ("curfew", "address", "unsafe", "new-contact", "new-relationship", "pregnancy")
CHANGES = ("new-contact", "new-relationship", "pregnancy", "domestic-abuse", "cse", "other")
UNUSUAL_EVERY = 300  # one case in so many has a CRN of another form


@dataclass
class People:
    """One value for each case (CRN)."""

    crn: Text
    pdu: Ints
    team: Ints
    officer: Text
    officer_role: Text
    quality: Floats
    council: Text
    other_council: Text
    kind: Ints
    female: Flags
    gender: Text
    transgender: Text
    sentence: Days
    start: Days
    end: Days
    expiry: Days
    last_day: Days
    second_sentence: Days
    in_custody: Flags
    pprc: Text
    addon: Text
    addon_on: Days
    children: Ints

    @property
    def sentenced(self) -> Flags:
        """Cases with a date of sentence (fines apart)."""
        return np.asarray(~np.isnat(self.sentence) & (self.kind != FINED))

    @property
    def opened(self) -> Days:
        """The day from which each case is open (the policy's sense), NaT for always."""
        return earliest(self.sentence, self.start)


def crns(count: int) -> Text:
    """Give the CRNs of so many cases: Z900001 and on, and now and then one of another form (Z900300A)."""
    numbers = range(1, count + 1)
    return text([f"Z9{n:05d}" + ("A" if n % UNUSUAL_EVERY == 0 else "") for n in numbers], count)


def populate(rng: np.random.Generator, cases: int, organisation: Organisation) -> tuple[People, Rows]:
    """Draw the people and their rows of the table `cases`."""
    officer = np.floor(rng.random(cases) * len(organisation.officer)).astype(np.int64)
    team = np.array(organisation.officer_team)[officer]
    pdu = np.array(organisation.team_pdu)[team]
    team_quality = rng.normal(0, 0.25, len(organisation.team))
    kind = rng.choice(len(_SHARES), cases, p=_SHARES).astype(np.int64)
    sentence, start, end, expiry = _sentences(rng, kind)
    in_custody = np.isin(kind, (SERVING, RECALLED))
    role = text("COM", cases)
    role[in_custody & (rng.random(cases) < 0.6)] = "POM"
    code = text([organisation.officer[number] for number in officer], cases)
    for case in np.flatnonzero(role == "POM"):
        officers = organisation.prison_officers[pdu[case]]
        code[case] = officers[case % len(officers)]
    councils = [REGIONS[organisation.region_number[number]].councils for number in pdu]
    pick = np.floor(rng.random(cases) * 8).astype(np.int64)
    female = rng.random(cases) < 0.105
    gender = np.where(female, "F", "M").astype(object)
    gender[rng.random(cases) < 0.02] = ""
    transgender = np.where(rng.random(cases) < 0.006, "Y", "N").astype(object)
    transgender[rng.random(cases) < 0.3] = ""
    pprc = text(rng.choice(["no", "potential", "confirmed", ""], cases, p=[0.8, 0.03, 0.05, 0.12]).tolist(), cases)
    ending = kind == RELEASED_AT_END
    pprc[ending & (rng.random(cases) < 0.8)] = "confirmed"
    pprc[in_custody & (rng.random(cases) < 0.2)] = "confirmed"
    second = _second_sentences(rng, kind, sentence, end)
    last_day = np.where(np.isnat(end), AS_AT, end)
    addon, addon_on = _addons(rng, kind, sentence, start, last_day, second)
    children = rng.choice([0, 1, 2, 3], cases, p=[0.55, 0.22, 0.16, 0.07]).astype(np.int64)
    children[ending & (children == 0)] = 2
    children[np.isin(addon, ("new-contact", "domestic-abuse")) & (children == 0)] = 1
    people = People(
        crn=crns(cases),
        pdu=pdu,
        team=team,
        officer=code,
        officer_role=role,
        quality=organisation.pdu_quality[pdu] + team_quality[team],
        council=text([names[number] for names, number in zip(councils, pick, strict=True)], cases),
        other_council=text([names[(number + 3) % 8] for names, number in zip(councils, pick, strict=True)], cases),
        kind=kind,
        female=female,
        gender=gender,
        transgender=transgender,
        sentence=sentence,
        start=start,
        end=end,
        expiry=expiry,
        last_day=last_day,
        second_sentence=second,
        in_custody=in_custody,
        pprc=pprc,
        addon=addon,
        addon_on=addon_on,
        children=children,
    )
    return people, _case_rows(rng, people, organisation)


def _sentences(rng: np.random.Generator, kind: Ints) -> tuple[Days, Days, Days, Days]:
    """Draw sentence date, supervision start and end, and the expiry of a custodial sentence."""
    count = len(kind)
    now = np.full(count, AS_AT)
    community = working_day_by(days_after(now, -np.floor(rng.random(count) * 728 + 1).astype(np.int64)))
    recent = working_day_by(days_after(now, -np.floor(rng.random(count) * 6 + 1).astype(np.int64)))
    community = np.where(rng.random(count) < 0.03, recent, community)
    months = rng.choice([6, 12, 18, 24, 36], count, p=[0.08, 0.42, 0.2, 0.25, 0.05])
    community_end = known(months_after(community, months) - np.timedelta64(1, "D"))

    freed = working_day_by(days_after(now, -np.floor(rng.random(count) * 480 + 5).astype(np.int64)))
    freed_sentence = working_day_by(days_after(freed, -np.floor(rng.random(count) * 640 + 262).astype(np.int64)))
    freed_expiry = days_after(freed, np.floor(rng.random(count) * 500 + 120).astype(np.int64))

    serving = working_day_by(days_after(now, -np.floor(rng.random(count) * 1000 + 2).astype(np.int64)))
    serving_expiry = days_after(now, np.floor(rng.random(count) * 1400 + 60).astype(np.int64))

    recalled = working_day_by(days_after(now, -np.floor(rng.random(count) * 300 + 120).astype(np.int64)))
    recalled_sentence = working_day_by(days_after(recalled, -np.floor(rng.random(count) * 500 + 200).astype(np.int64)))

    closing = working_day_by(days_after(now, -np.floor(rng.random(count) * 200 + 3).astype(np.int64)))
    closing_start = working_day_by(days_after(closing, -np.floor(rng.random(count) * 250 + 150).astype(np.int64)))
    closing_sentence = working_day_by(
        days_after(closing_start, -np.floor(rng.random(count) * 400 + 190).astype(np.int64))
    )

    ordered = [
        kind <= SUSPENDED,
        kind == RELEASED,
        kind == SERVING,
        kind == RECALLED,
        kind == RELEASED_AT_END,
    ]
    none = missing(count)
    sentence = np.select(
        [*ordered, kind == FINED],
        [community, freed_sentence, serving, recalled_sentence, closing_sentence, community],
        none,
    )
    start = np.select([*ordered, kind == UNDATED], [community, freed, none, recalled, closing_start, community], none)
    end = np.select([*ordered, kind == UNDATED], [community_end, known(freed_expiry), none, none, closing, none], none)
    expiry = np.select(ordered, [none, freed_expiry, serving_expiry, serving_expiry, closing], none)
    return sentence, start, end, expiry


def _second_sentences(rng: np.random.Generator, kind: Ints, sentence: Days, end: Days) -> Days:
    """Give some open community cases a second event, sentenced long after the first."""
    low = days_after(sentence, 205)
    able = (kind <= SUSPENDED) & np.isnat(end) & (low < AS_AT)
    drawn = working_day_by(between(rng, low, np.full(len(kind), AS_AT - np.timedelta64(1, "D"))))
    return np.where(able & (rng.random(len(kind)) < 0.14), drawn, NONE)


def _addons(
    rng: np.random.Generator, kind: Ints, sentence: Days, start: Days, last_day: Days, second: Days
) -> tuple[Text, Days]:
    """Draw the one further event of each case and its day, long after the sentence and within the
    supervision.
    """
    count = len(kind)
    low = latest(days_after(sentence, 202), days_after(start, 14))
    able = np.isin(kind, (COMMUNITY, SUSPENDED, RELEASED)) & np.isnat(second) & (low < last_day) & ~np.isnat(sentence)
    addon = text(np.array(ADDONS, dtype=object)[rng.choice(len(ADDONS), count, p=_ADDON_SHARES)].tolist(), count)
    able &= ~((kind == RELEASED) & np.isin(addon, ("curfew", "address", "unsafe")))
    addon[~able] = ""
    day = working_day_by(between(rng, low, last_day))
    return addon, np.where(addon != "", day, NONE)


def _case_rows(rng: np.random.Generator, people: People, organisation: Organisation) -> Rows:
    count = len(people.crn)
    rows = Rows("cases")
    custodial = np.isin(people.kind, (SERVING, RELEASED, RECALLED, RELEASED_AT_END))
    word = np.select(
        [
            people.kind == COMMUNITY,
            people.kind == SUSPENDED,
            custodial,
            people.kind == UNDATED,
            people.kind == FINED,
        ],
        ["community", "suspended", "custody", "community", "SA2020 Fine"],
        "",
    ).astype(object)
    long = rng.random(count) < 0.4
    for short, full in SENTENCES.items():
        word[(word == short) & long] = full
    establishment = text([PRISONS[number % len(PRISONS)] for number in people.pdu], count)
    establishment[~people.in_custody] = ""
    teams = np.array(organisation.team, dtype=object)
    noms = text("", count)
    noms[custodial] = text([_prison_number(number) for number in range(custodial.sum())], int(custodial.sum()))
    common = {
        "noms_number": noms,
        "gender": people.gender,
        "transgender": people.transgender,
        "staff_code": people.officer,
        "officer_role": people.officer_role,
        "team": teams[people.team],
        "pdu": organisation.pdu[people.pdu],
        "region": organisation.region[people.pdu],
        "pprc": people.pprc,
    }
    rows.add(
        people.crn,
        event_number="1",
        sentence_date=people.sentence,
        sentence_type=word,
        supervision_start=people.start,
        supervision_end=people.end,
        in_custody=np.where(people.in_custody, "Y", "N").astype(object),
        establishment=establishment,
        led=people.expiry,
        sed=people.expiry,
        **common,
    )
    two = np.flatnonzero(~np.isnat(people.second_sentence))
    rows.add(
        people.crn[two],
        event_number="2",
        sentence_date=people.second_sentence[two],
        sentence_type="community",
        supervision_start=people.second_sentence[two],
        supervision_end=missing(len(two)),
        in_custody="N",
        led=missing(len(two)),
        sed=missing(len(two)),
        **{name: values[two] for name, values in common.items()},
    )
    return rows


def _prison_number(number: int) -> str:
    """Give a prison number of the form A9nnnZZ; past a thousand the last letters, then the first, move on."""
    letters = "ZYXWVUTSRQPONMLKJIHGFEDCBA"
    rest, last = divmod(number // 1000, 26)
    return f"{chr(ord('A') + rest // 26)}9{number % 1000:03d}{letters[rest % 26]}{letters[last]}"


@dataclass
class Children:
    """One value for each child; `case` is the number of the case in `People`."""

    case: Ints
    reference: Text
    linked: Days
    identified: Text
    at_risk: Text
    close: Flags
    council: Text


def link_children(rng: np.random.Generator, people: People) -> tuple[Children, Rows]:
    """Draw the children linked to the cases, by reference only."""
    case = np.repeat(np.arange(len(people.crn)), people.children)
    count = len(case)
    first = np.concatenate([[0], np.cumsum(people.children)[:-1]])
    number = np.arange(count) - first[case] + 1
    reference = text([f"C{n}" for n in number], count)
    anchor = np.where(np.isnat(people.opened), AS_AT - 60 * DAY, people.opened)[case]
    linked = known(between(rng, anchor, days_after(anchor, 40)))
    linked = np.where(np.isnat(linked), AS_AT, linked)
    linked = np.where(rng.random(count) < 0.05, NONE, linked)

    def yes(chance_of_yes: float, blank: float = 0.05) -> Text:
        word = np.where(rng.random(count) < chance_of_yes, "Y", "N").astype(object)
        word[rng.random(count) < blank] = ""
        return word

    lives, contact = yes(0.35), yes(0.6)
    identified, at_risk = yes(0.7), yes(0.22)
    born = anchor - np.floor(rng.random(count) * 6000 + 30).astype("m8[D]")
    council = np.where(rng.random(count) < 0.9, people.council[case], people.other_council[case]).astype(object)
    council[rng.random(count) < 0.08] = ""
    rows = Rows("children")
    rows.add(
        people.crn[case],
        child_ref=reference,
        linked_on=linked,
        date_of_birth=np.where(identified == "Y", born, NONE),
        due_date=missing(count),
        relationship=text(np.array(RELATIONSHIPS, dtype=object)[rng.integers(0, 6, count)].tolist(), count),
        lives_with=lives,
        caring=yes(0.2),
        in_contact=contact,
        seeking_contact=yes(0.1),
        at_risk=at_risk,
        local_authority=council,
        identified=identified,
    )
    return Children(case, reference, linked, identified, at_risk, (lives == "Y") | (contact == "Y"), council), rows
