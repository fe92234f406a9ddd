"""OASys assessments: initial, reviews, termination."""

from dataclasses import dataclass

import numpy as np

from safeaudit.demo.days import (
    AS_AT,
    DAY,
    NONE,
    Days,
    Flags,
    Ints,
    Text,
    between,
    due_in,
    known,
    missing,
    months_after,
    working_day_by,
    working_days_on,
)
from safeaudit.demo.organisation import chance
from safeaudit.demo.people import (
    AWAITING,
    CHANGES,
    FINED,
    RELEASED_AT_END,
    SERVING,
    UNDATED,
    Children,
    People,
)
from safeaudit.demo.plan import MET, NO_ROW, NOT_ASSESSABLE, OVERDUE, Plan, by_deadline, choose, text
from safeaudit.demo.rows import Rows
from safeaudit.demo.safeguarding import Registers, Spells, plan_running

LEVELS = ("low", "medium", "high", "very high")
NEVER = np.datetime64("2200-01-01", "D")


@dataclass
class Assessments:
    """All assessments in the order of their file: the number of the case, the day, RoSH to children and the
    kind.
    """

    case: Ints
    day: Days
    rosh: Text
    kind: Text
    reference: Text
    cells: dict[str, Text]

    def last_by(self, day: Days, cases: int) -> Ints:
        """Give for each case the row of its latest assessment on or before its day (−1: none)."""
        out = np.full(cases, -1)
        order = np.lexsort((np.arange(len(self.case)), self.day))
        hit = order[self.day[order] <= day[self.case[order]]]
        out[self.case[hit]] = hit
        return out

    def first_since(self, day: Days, cases: int, where: Flags | None = None) -> Days:
        """Give for each case its earliest assessment on or after its day, of those `where` holds."""
        out = np.full(cases, NEVER)
        hit = self.day >= day[self.case]
        if where is not None:
            hit &= where
        np.minimum.at(out, self.case[hit], self.day[hit])
        return np.where(out < NEVER, out, NONE)

    def level(self, row: Ints) -> Text:
        """Give the RoSH to children of rows found by `last_by`, blank where there is none."""
        return self.pick(row, self.rosh)

    def pick(self, row: Ints, cell: Text) -> Text:
        """Give a cell of rows found by `last_by`, blank where there is none."""
        out, held = text("", len(row)), row >= 0
        out[held] = cell[row[held]]
        return out


def first_level(rng: np.random.Generator, people: People) -> Text:
    """Draw the risk of serious harm to children of each case."""
    cases = len(people.crn)
    level = text(rng.choice([*LEVELS, ""], cases, p=[0.36, 0.43, 0.17, 0.01, 0.03]).tolist(), cases)
    level[(people.children == 0) & (level == "high") & (rng.random(cases) < 0.5)] = "medium"
    level[(people.kind == RELEASED_AT_END) & (level == "low")] = "high"
    return level


def lay_assessments(
    rng: np.random.Generator, people: People, children: Children, level: Text, plan: Plan
) -> tuple[Rows, Assessments]:
    """Lay the assessments of each case, reviews after a change of circumstances and those at the end
    included.
    """
    cases = len(people.crn)
    assessed = ~np.isin(people.kind, (AWAITING, FINED, UNDATED)) & (rng.random(cases) < 0.93)
    anchor = np.where(np.isnat(people.start), people.sentence + 20 * DAY, people.start)
    low = np.where(people.kind == SERVING, people.sentence, people.opened)
    first = known(np.maximum(working_day_by(anchor + rng.integers(-12, 25, cases).astype("m8[D]")), low))
    first = np.where(assessed, first, NONE)
    first = np.where(first > people.last_day, NONE, first)
    changed = np.isin(people.addon, CHANGES) & (people.addon != "other")
    days, kinds, whose = [first], [text("initial", cases)], [np.arange(cases)]
    for number in (1, 2, 3):
        review = working_day_by(first + (number * 180 + rng.integers(-20, 21, cases)).astype("m8[D]"))
        review = np.where(review <= people.last_day, review, NONE)
        review = np.where(changed & ~(review < people.addon_on), NONE, review)
        days.append(np.where(rng.random(cases) < 0.75, review, NONE))
        kinds.append(text("review", cases))
        whose.append(np.arange(cases))
    due = due_in(people.addon_on, 10)
    draw, good = rng.random(cases), chance(0.4, people.quality)
    after = np.where(draw < good, working_day_by(between(rng, people.addon_on, due)), NONE)
    after = np.where((draw > 0.75) & np.isnat(after), working_days_on(due + DAY, rng.integers(0, 20, cases)), after)
    days.append(known(np.where(changed, after, NONE)))
    kinds.append(text("review", cases))
    whose.append(np.arange(cases))
    ended = np.where(np.isnat(people.end), people.expiry, people.end)
    draw = rng.random(cases)
    closing = np.where(draw < 0.5, ended - rng.integers(0, 30, cases).astype("m8[D]"), NONE)
    closing = np.where(draw > 0.85, working_days_on(due_in(ended, 5) + DAY, rng.integers(0, 15, cases)), closing)
    days.append(known(np.where(assessed, closing, NONE)))
    kinds.append(text("termination", cases))
    whose.append(np.arange(cases))

    day, kind, case = np.concatenate(days), np.concatenate(kinds), np.concatenate(whose)
    kept = np.flatnonzero(~np.isnat(day) & ~(day < people.opened[case]))
    order = kept[np.lexsort((day[kept], case[kept]))]
    day, kind, case = day[order], kind[order], case[order]
    count = len(case)
    rosh = level[case].copy()
    moved = (rng.random(count) < 0.08) & (kind != "initial")
    rosh[moved] = np.array(["low", "medium", "medium", "high"], dtype=object)[rng.integers(0, 4, int(moved.sum()))]

    def answer(good: float, blank: float) -> Text:
        draw = rng.random(count)
        word = np.where(draw < chance(good, people.quality[case]), "Y", "N").astype(object)
        word[rng.random(count) < blank] = ""
        return word

    named = np.zeros(cases, dtype=bool)
    named[children.case[children.identified == "Y"]] = True
    identifiable = np.where(named[case], "Y", "N").astype(object)
    identifiable[rng.random(count) < 0.05] = ""
    signed_due = due_in(day, 5)
    draw, good_share = rng.random(count), chance(0.7, people.quality[case])
    signed = np.where(draw < good_share, working_days_on(day, rng.integers(0, 5, count)), NONE)
    signed = np.where(draw > 0.88, working_days_on(signed_due + DAY, rng.integers(0, 20, count)), signed)
    signed = known(np.where((identifiable == "Y") | (rng.random(count) < 0.3), signed, NONE))
    cells = {
        "risk_management_plan": answer(0.85, 0.02),
        "contingency_plan": answer(0.75, 0.03),
        "child_objective": answer(0.55, 0.03),
    }
    rows = Rows("assessments", "AS")
    reference = rows.add(
        people.crn[case],
        completed_on=day,
        kind=kind,
        rosh_children=rosh,
        rosh_overall=np.where(rosh == "", "medium", rosh).astype(object),
        identifiable_children=identifiable,
        countersigned_on=signed,
        **cells,
    )
    verdict = by_deadline(signed_due, signed)
    verdict[identifiable != "Y"] = NO_ROW
    plan.add(
        "oasys-countersign",
        verdict,
        people.crn[case],
        trigger=day,
        due=signed_due,
        done=signed,
        note="assessment with identifiable children not countersigned in time",
        subject=reference,
    )
    return rows, Assessments(case, day, rosh, kind, reference, cells)


def plan_assessments(
    people: People,
    children: Children,
    assessments: Assessments,
    spells: Spells,
    registers: Registers,
    changes: Rows,
    plan: Plan,
) -> None:
    """Tell the plan what the assessments come to: their contents, reviews after changes, and at the end."""
    cases = len(people.crn)
    now = np.full(cases, AS_AT)
    open_now = ~(people.end <= AS_AT)
    row = assessments.last_by(now, cases)
    held, level = row >= 0, assessments.level(row)
    day = missing(cases)
    day[held] = assessments.day[row[held]]
    reference = assessments.pick(row, assessments.reference)
    medium = np.isin(level, LEVELS[1:])
    close = np.zeros(cases, dtype=bool)
    close[children.case[children.close]] = True
    with_child = plan_running(spells, now) | (registers.active(("RCPR", "RCCO"), now) & close)
    for step, cell in (
        ("oasys-rmp", "risk_management_plan"),
        ("oasys-contingency", "contingency_plan"),
        ("oasys-child-objective", "child_objective"),
    ):
        word = assessments.pick(row, assessments.cells[cell])
        surely = with_child if step == "oasys-child-objective" else np.zeros(cases, dtype=bool)
        verdict = choose(
            [
                (~open_now | (~held & ~surely), NO_ROW),
                (~held, NOT_ASSESSABLE),
                (~surely & (level == ""), NOT_ASSESSABLE),
                (~surely & ~medium, NO_ROW),
                (word == "Y", MET),
                (word == "", NOT_ASSESSABLE),
            ],
            OVERDUE,
            cases,
        )
        done = np.where(verdict == MET, day, NONE)
        plan.add(
            step,
            verdict,
            people.crn,
            trigger=day,
            due=day,
            done=done,
            note=f"latest assessment without {cell.replace('_', ' ')}",
            subject=reference,
        )
    _plan_changes(people, assessments, changes, plan)

    ended = np.where(np.isnat(people.end), people.expiry, people.end)
    ended = np.where(np.isnat(people.start), NONE, ended)
    named = np.zeros(cases, dtype=bool)
    named[children.case[children.identified == "Y"]] = True
    at_end = np.isin(assessments.level(assessments.last_by(ended, cases)), LEVELS[1:])
    done = assessments.first_since(months_after(ended, -3), cases, assessments.kind == "termination")
    due = due_in(ended, 5)
    verdict = by_deadline(due, done)
    verdict[np.isnat(ended) | ~named | ~at_end] = NO_ROW
    plan.add(
        "termination-plan",
        verdict,
        people.crn,
        trigger=ended,
        due=due,
        done=done,
        note="supervision ended without a termination assessment in time",
    )


def _plan_changes(people: People, assessments: Assessments, changes: Rows, plan: Plan) -> None:
    index = {crn: number for number, crn in enumerate(people.crn.tolist())}
    case = np.array([index[crn] for crn in changes.column("crn")], dtype=np.int64)
    known_on, word = changes.column("known_on"), changes.column("change")
    day = np.full(len(people.crn), NEVER)
    day[case] = known_on
    done = assessments.first_since(day, len(people.crn))[case]
    due = due_in(known_on, 10)
    verdict = by_deadline(due, done)
    verdict[word == "other"] = NO_ROW
    plan.add(
        "oasys-review-after-change",
        verdict,
        people.crn[case],
        trigger=known_on,
        due=due,
        done=done,
        note="no assessment in time after the change",
        subject=changes.column("change_ref"),
    )
