"""The PDUs, teams and staff of the synthetic region, their training and their Section 11 returns."""

from dataclasses import dataclass, field

import numpy as np

from safeaudit.demo.codes import PRISONS, REGIONS
from safeaudit.demo.days import (
    AS_AT,
    NONE,
    Floats,
    Ints,
    Text,
    between,
    days_after,
    known,
    missing,
    months_after,
)
from safeaudit.demo.plan import MET, NO_ROW, NOT_ASSESSABLE, OVERDUE, Plan, by_deadline, choose, text
from safeaudit.demo.rows import Rows

CASES_IN_PDU = 2300
CASES_OF_OFFICER = 26
OFFICERS_IN_TEAM = 10

# Staff other than the responsible officers: how many a PDU of 2,300 cases has.
OTHER_STAFF = (
    ("SPO", 10),
    ("court officer", 14),
    ("PDU staff", 28),
    ("programmes", 10),
    ("VLO", 4),
    ("PMBLO", 2),
    ("public protection", 3),
    ("CRS", 3),
    ("POM", 12),
    ("prison officer", 8),
    ("governor", 1),
    ("prison middle manager", 2),
    ("family liaison", 2),
    ("reception", 2),
    ("OSG", 2),
    ("visits", 2),
    ("volunteer", 1),
)
PRISON_ROLES = frozenset(
    (
        "POM",
        "prison officer",
        "governor",
        "prison middle manager",
        "family liaison",
        "reception",
        "OSG",
        "visits",
    )
)
ADVANCED = ("COM", "POM", "court officer", "SPO", "PDU head", "prison middle manager", "PDU staff", "PMBLO")
ACCESS = ("programmes", "VLO", "family liaison")
ROLES_OF_ONE_WOMENS_PRISON = ("prison officer", "governor")


@dataclass
class Organisation:
    """PDUs, teams and officers by number: `pdu_…` has a value for each PDU, `team_…` for each team, and so
    on.
    """

    pdu: Text
    pdu_code: Text
    region: Text
    provider: Text
    region_number: Ints
    pdu_quality: Floats
    team: list[str] = field(default_factory=list)
    team_pdu: list[int] = field(default_factory=list)
    officer: list[str] = field(default_factory=list)
    officer_team: list[int] = field(default_factory=list)
    prison_officers: list[list[str]] = field(default_factory=list)
    staff: Rows = field(default_factory=lambda: Rows("staff"))
    training: Rows = field(default_factory=lambda: Rows("training"))
    units: Rows = field(default_factory=lambda: Rows("units"))


class _StaffCodes:
    """Hands out staff codes of the NDelius shape: the provider's code, a letter and three digits."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}

    def next(self, provider: str) -> str:
        number = self._used.get(provider, 0)
        self._used[provider] = number + 1
        return f"{provider}{chr(ord('A') + number // 900)}{100 + number % 900}"


def organise(rng: np.random.Generator, cases: int, plan: Plan) -> Organisation:
    """Lay out as many PDUs as the cases need, with teams, staff, their training and the units' returns."""
    count = max(1, cases // CASES_IN_PDU)
    places = [(number, region, pdu) for number, region in enumerate(REGIONS) for pdu in region.pdus][:count]
    organisation = Organisation(
        pdu=text([pdu[0] for _, _, pdu in places], count),
        pdu_code=text([pdu[1] for _, _, pdu in places], count),
        region=text([region.name for _, region, _ in places], count),
        provider=text([region.provider for _, region, _ in places], count),
        region_number=np.array([number for number, _, _ in places]),
        pdu_quality=rng.normal(0, 0.35, count),
    )
    staff = _lay_staff(organisation, cases / count)
    codes, roles, womens, quality = _write_staff(rng, organisation, staff)
    started = _start_dates(rng, len(codes))
    left = np.where(rng.random(len(codes)) < 0.05, between(rng, known(days_after(started, 30)), started + 900), NONE)
    left = known(left)
    organisation.staff.add(
        codes,
        staff_code=codes,
        role=roles,
        team=text([row[2] for row in staff], len(staff)),
        pdu=text([row[3] for row in staff], len(staff)),
        establishment=text([row[4] for row in staff], len(staff)),
        womens_prison=womens,
        started_on=started,
        left_on=left,
    )
    in_post = np.isnat(left) | (left > AS_AT)
    _lay_courses(rng, organisation, plan, codes, roles, womens, started, in_post, quality)
    _lay_units(rng, organisation, plan, staff)
    return organisation


def _lay_staff(organisation: Organisation, cases_in_pdu: float) -> list[tuple[str, str, str, str, str, int]]:
    """Give code, role, team, PDU, establishment and PDU number of every member of staff; note teams and
    officers.
    """
    codes = _StaffCodes()
    rows: list[tuple[str, str, str, str, str, int]] = []
    officers = max(6, round(cases_in_pdu / CASES_OF_OFFICER))
    for number, (pdu, provider) in enumerate(zip(organisation.pdu, organisation.provider, strict=True)):
        letter = chr(ord("A") + number % 26)
        first = len(organisation.team)
        for team in range(max(2, round(officers / OFFICERS_IN_TEAM))):
            organisation.team.append(f"{provider}{letter}{chr(ord('A') + team)}T")
            organisation.team_pdu.append(number)
        teams = range(first, len(organisation.team))
        for officer in range(officers):
            team = teams[officer % len(teams)]
            code = codes.next(provider)
            organisation.officer.append(code)
            organisation.officer_team.append(team)
            rows.append((code, "COM", organisation.team[team], pdu, "", number))
        rows.append((codes.next(provider), "PDU head", "", pdu, "", number))
        prison_officers = []
        for role, in_full_pdu in OTHER_STAFF:
            for member in range(max(1, round(in_full_pdu * cases_in_pdu / CASES_IN_PDU))):
                code = codes.next(provider)
                prison = PRISONS[(number + member) % len(PRISONS)] if role in PRISON_ROLES else ""
                team_code = organisation.team[teams[member % len(teams)]] if role == "SPO" else ""
                rows.append((code, role, team_code, pdu, prison, number))
                if role == "POM":
                    prison_officers.append(code)
        organisation.prison_officers.append(prison_officers)
    return rows


def _write_staff(
    rng: np.random.Generator, organisation: Organisation, staff: list[tuple[str, str, str, str, str, int]]
) -> tuple[Text, Text, Text, Floats]:
    codes = text([row[0] for row in staff], len(staff))
    roles = text([row[1] for row in staff], len(staff))
    prison = text([row[4] for row in staff], len(staff))
    womens = text("", len(staff))
    womens[prison != ""] = "N"
    womens[prison == PRISONS[-1]] = "Y"
    womens[(prison != "") & (rng.random(len(staff)) < 0.06)] = ""
    return codes, roles, womens, organisation.pdu_quality[np.array([row[5] for row in staff])]


def _start_dates(rng: np.random.Generator, count: int) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    """Give start dates: mostly of the last twelve years, some of the last two months, a few not recorded."""
    old = AS_AT - np.floor(rng.random(count) * 4300 + 120).astype("m8[D]")
    new = AS_AT - np.floor(rng.random(count) * 60).astype("m8[D]")
    started = np.where(rng.random(count) < 0.04, new, old)
    return np.where(rng.random(count) < 0.01, NONE, started)


def chance(base: float, quality: Floats) -> Floats:
    """Give each row's chance of good practice: the base rate, moved by the quality of its PDU and team."""
    odds = base / (1 - base) * np.exp(quality)
    return np.asarray(odds / (1 + odds))


def _lay_courses(
    rng: np.random.Generator,
    organisation: Organisation,
    plan: Plan,
    codes: Text,
    roles: Text,
    womens: Text,
    started: np.ndarray[tuple[int], np.dtype[np.datetime64]],
    in_post: np.ndarray[tuple[int], np.dtype[np.bool_]],
    quality: Floats,
) -> None:
    count = len(codes)
    unknown = roles == "volunteer"
    prison_floor = np.isin(roles, ROLES_OF_ONE_WOMENS_PRISON)
    access = np.isin(roles, ACCESS)
    advanced = np.isin(roles, ADVANCED) | (prison_floor & (womens == "Y"))
    not_told = unknown | (prison_floor & (womens == ""))
    for course in ("elearning", "advanced"):
        wanted = np.ones(count, dtype=bool) if course == "elearning" else advanced | access
        draw = rng.random(count)
        good = chance(0.88, quality)
        in_date = between(rng, months_after(np.full(count, AS_AT), -36), np.full(count, AS_AT))
        lapsed = months_after(np.full(count, AS_AT), -36) - np.floor(rng.random(count) * 700 + 1).astype("m8[D]")
        done = np.where(draw < good, in_date, np.where(draw < good + (1 - good) * 0.6, lapsed, NONE))
        fresh = started > AS_AT - 90 * np.timedelta64(1, "D")
        done = np.where(fresh & (rng.random(count) < 0.7), NONE, done)
        done[1::40] = np.datetime64("2023-10-31")  # the last day on which three years still hold at the as-at date
        done[2::40] = np.datetime64("2023-10-30")  # and the day before it
        done = np.where(wanted, done, NONE)
        held = ~np.isnat(done)
        organisation.training.add(codes[held], course=course, completed_on=done[held])
        again = held & (rng.random(count) < 0.4)
        organisation.training.add(codes[again], course=course, completed_on=months_after(done, -36)[again])

        none_due = months_after(started, 3 if course == "elearning" else 36)
        due = np.where(held, months_after(done, 36), none_due)
        no_due = ~held & np.isnat(started)
        verdict = choose(
            [
                (~in_post | ~(wanted | (unknown if course == "elearning" else not_told)), NO_ROW),
                (unknown | (not_told if course == "advanced" else unknown), NOT_ASSESSABLE),
                (no_due, OVERDUE if course == "elearning" else NOT_ASSESSABLE),
                (due >= AS_AT, MET),
            ],
            OVERDUE,
            count,
        )
        open_ended = ~held & ~no_due & (verdict == MET)
        verdict[open_ended] = by_deadline(due, missing(count))[open_ended]
        note = text("completed more than three years ago", count)
        note[~held] = "no completion on record and the time for it has passed"
        note[no_due] = "no completion and no start date on record"
        ordinary = ~access if course == "advanced" else np.ones(count, dtype=bool)
        plan.add(
            f"training-{course}",
            verdict,
            codes,
            trigger=np.where(held, done, started),
            due=due,
            done=done,
            note=note,
            subject=codes,
            where=ordinary,
        )
        if course == "advanced":
            plan.add(
                "training-advanced-access",
                choose([(~in_post, NO_ROW), (held, MET)], NOT_ASSESSABLE, count),
                codes,
                trigger=done,
                due=missing(count),
                done=done,
                note="",
                subject=codes,
                where=access,
            )


def _lay_units(
    rng: np.random.Generator,
    organisation: Organisation,
    plan: Plan,
    staff: list[tuple[str, str, str, str, str, int]],
) -> None:
    heads = [row[0] for row in staff if row[1] == "PDU head"]
    governors = [row[0] for row in staff if row[1] == "governor"]
    prisons = [prison for prison in PRISONS if any(row[4] == prison for row in staff)]
    names = text([*organisation.pdu, *prisons], len(heads) + len(prisons))
    kinds = text(["pdu"] * len(heads) + ["prison"] * len(prisons), len(names))
    draw = rng.random(len(names))
    recent = AS_AT - np.floor(rng.random(len(names)) * 700).astype("m8[D]")
    old = AS_AT - np.floor(rng.random(len(names)) * 400 + 740).astype("m8[D]")
    done = np.where(draw < 0.7, recent, np.where(draw < 0.9, old, NONE))
    done[-1] = NONE
    lead = text([*heads, *(governors[number % len(governors)] for number in range(len(prisons)))], len(names))
    lead[rng.random(len(names)) < 0.12] = ""
    named = np.where(lead != "", AS_AT - np.floor(rng.random(len(names)) * 900).astype("m8[D]"), NONE)
    organisation.units.add(
        names,
        unit=names,
        kind=kinds,
        section11_completed_on=done,
        safeguarding_lead=lead,
        lead_named_on=named,
    )
    due = months_after(done, 24)
    plan.add(
        "s11-self-assessment",
        choose([(due >= AS_AT, MET)], OVERDUE, len(names)),
        names,
        trigger=done,
        due=due,
        done=done,
        note="no Section 11 self-assessment in the last two years",
        subject=names,
    )
    plan.add(
        "designated-lead",
        choose([(lead != "", MET)], OVERDUE, len(names)),
        names,
        trigger=missing(len(names)),
        due=missing(len(names)),
        done=named,
        note="no safeguarding lead named",
        subject=names,
    )
