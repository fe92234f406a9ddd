"""Referrals to children's services: the tracker, and what it comes to for the seven referral steps."""

import numpy as np

from safeaudit.demo.days import (
    AS_AT,
    NONE,
    Days,
    Flags,
    Floats,
    Ints,
    Text,
    Words,
    between,
    due_in,
    ends_working_week,
    known,
    working_days_on,
)
from safeaudit.demo.organisation import chance
from safeaudit.demo.people import AWAITING, FINED, UNDATED, Children, People
from safeaudit.demo.plan import (
    EXEMPT,
    LATE,
    MET,
    NO_ROW,
    NOT_ASSESSABLE,
    OVERDUE,
    PENDING,
    Plan,
    by_deadline,
    choose,
    text,
)
from safeaudit.demo.replies import Replies, answer_days, draw_replies, plan_replies
from safeaudit.demo.rows import Rows

REASONS = ("domestic abuse in the home", "neglect", "contact with a person posing a risk", "substance misuse")
HARMS = ("physical", "emotional", "sexual", "neglect")
OUTCOMES = (
    "NFA",
    "No further action - threshold not met",
    "Child and family assessment",
    "Strategy discussion",
    "Early help",
)


class Referrals:
    """The referral tracker as it grows; one referral in a case at most, so that none answers for another."""

    def __init__(self, rng: np.random.Generator, people: People, children: Children, plan: Plan) -> None:
        self.rng, self.people, self.plan = rng, people, plan
        self.rows = Rows("referrals", "R")
        self.referred = np.zeros(len(people.crn), dtype=bool)
        self._council = text("", len(people.crn))
        first = children.reference == "C1"
        self._council[children.case[first]] = children.council[first]

    def add(self, case: Ints, identified: Days, sent: Days, child: Words, *, timed: bool = True) -> None:
        """Lay referrals identified and sent on these days (not sent: NaT), for these cases.

        Where both days are one, or the next, times of day are given so that the day alone does not decide
        (`timed`).
        """
        self.referred[case] = True
        rng, count = self.rng, len(case)
        people, crn = self.people, self.people.crn[case]
        identified_at, sent_at, hours = self._times(identified, sent, timed)
        was_sent = ~np.isnat(sent)
        sent = known(sent)
        quality = people.quality[case]
        replies = draw_replies(rng, sent, quality, known(working_days_on(answer_days(rng, sent), 1)))
        outcome = text(rng.choice(OUTCOMES, count, p=[0.2, 0.1, 0.4, 0.15, 0.15]).tolist(), count)
        outcome[np.isnat(replies.answered)] = ""
        undated = was_sent & (outcome == "") & (rng.random(count) < 0.05)
        outcome[undated] = "Strategy discussion"
        decided_not_to = ~was_sent & (rng.random(count) < 0.3)
        outcome[decided_not_to] = "Not referred - no evidence of harm"
        no_action = np.isin(outcome, OUTCOMES[:2])
        concern = np.where(was_sent & (outcome != ""), np.where(rng.random(count) < 0.25, "Y", "N"), "").astype(object)
        challenge_due = due_in(replies.answered, 5)
        challenged = no_action & (concern == "Y") & (rng.random(count) < 0.6) & np.isnat(replies.escalated)
        day = known(working_days_on(replies.answered, rng.integers(1, 9, count)))
        replies.escalated = np.where(challenged, day, replies.escalated)

        def maybe(word: Words, share: float) -> Text:
            return np.where(rng.random(count) < share, word, "").astype(object)

        reason = maybe(np.array(REASONS, dtype=object)[rng.integers(0, 4, count)], 0.96)
        harm = maybe(np.array(HARMS, dtype=object)[rng.integers(0, 4, count)], 0.94)
        level = maybe(np.array(["medium", "high", "very high"], dtype=object)[rng.integers(0, 3, count)], 0.93)
        asked = maybe(np.array(["cp", "cp", "cin", "early-help"], dtype=object)[rng.integers(0, 4, count)], 0.96)
        parents = maybe(np.array(["Y", "N", "withheld"], dtype=object)[rng.integers(0, 3, count)], 0.92)
        child = text(child, count)
        authority = np.where(rng.random(count) < 0.85, self._council[case], people.other_council[case]).astype(object)
        authority[authority == ""] = people.council[case][authority == ""]
        authority[rng.random(count) < 0.04] = ""
        reference = self.rows.add(
            crn,
            child_ref=child,
            identified_at=identified_at,
            sent_at=sent_at,
            local_authority=authority,
            reason=reason,
            harm_category=harm,
            rosh_level=level,
            response_requested=asked,
            parents_informed=parents,
            acknowledged=replies.acknowledged,
            outcome_on=replies.answered,
            outcome=outcome,
            concern_remains=concern,
            followed_up=replies.followed_up,
            escalated=replies.escalated,
        )
        plan_replies(self.plan, crn[was_sent], sent[was_sent], _only(replies, was_sent), "", reference[was_sent])
        self._plan_day(crn, reference, identified, sent, hours, outcome, asked)
        blanks = np.logical_or.reduce([cell == "" for cell in (reason, harm, level, asked, parents)])
        self.plan.add(
            "ref-content",
            choose([(~was_sent, NO_ROW), (blanks, OVERDUE)], MET, count),
            crn,
            trigger=sent,
            due=sent,
            done=np.where(blanks, NONE, sent),
            note="sent with blanks in what a referral must say",
            subject=reference,
        )
        theirs = self._council[case]
        judged = was_sent & (child != "") & (theirs != "")
        self.plan.add(
            "ref-right-authority",
            choose(
                [(~judged, NO_ROW), (authority == "", NOT_ASSESSABLE), (authority == theirs, MET)],
                OVERDUE,
                count,
            ),
            crn,
            trigger=sent,
            due=sent,
            done=np.where(authority == theirs, sent, NONE),
            note="sent to another authority than the child's",
            subject=reference,
        )
        due = due_in(replies.acknowledged, 5)
        verdict = by_deadline(due, replies.answered)
        verdict[undated] = NOT_ASSESSABLE
        verdict[np.isnat(replies.acknowledged)] = NO_ROW
        self.plan.add(
            "ref-outcome-recorded",
            verdict,
            crn,
            trigger=replies.acknowledged,
            due=due,
            done=replies.answered,
            note="acknowledged, and no outcome in time",
            subject=reference,
        )
        done = np.where(replies.escalated >= replies.answered, replies.escalated, NONE)
        verdict = by_deadline(challenge_due, done)
        verdict[~(no_action & (concern == "Y"))] = NO_ROW
        self.plan.add(
            "ref-challenge",
            verdict,
            crn,
            trigger=replies.answered,
            due=challenge_due,
            done=done,
            note="no further action though concern remains, and not challenged in time",
            subject=reference,
        )

    def _times(self, identified: Days, sent: Days, timed: bool) -> tuple[Days, Days, Flags]:
        """Give identification and sending with times (most), and whether both have one.

        A time never comes near the 24th hour, but for one row in twelve of those sent the next day, which
        were sent exactly 24 hours after (met) or a minute later (late, by 0 days).
        """
        rng, count = self.rng, len(identified)
        with_time = (rng.random(count) < (0.75 if timed else 0)) & ~_clocks_change_after(identified)
        same, following = sent == identified, sent == identified + np.timedelta64(1, "D")
        at = rng.integers(9 * 60, 15 * 60, count)
        gap = np.where(same, rng.integers(20, 170, count), 0)
        gap = np.where(
            following,
            np.where(rng.random(count) < 0.7, -rng.integers(30, 300, count), rng.integers(30, 160, count)),
            gap,
        )
        exact = following & (rng.random(count) < 1 / 12)
        gap = np.where(exact, rng.integers(0, 2, count), gap)
        identified_at = _at(identified, np.where(with_time, at, 0))
        sent_at = _at(known(sent), np.where(with_time, at + gap, 0))
        self._late_by_time = following & (gap > 0)
        return identified_at, sent_at, with_time

    def _plan_day(
        self,
        crn: Text,
        reference: Text,
        identified: Days,
        sent: Days,
        hours: Flags,
        outcome: Text,
        asked: Text,
    ) -> None:
        count = len(crn)
        following = identified + np.timedelta64(1, "D")
        week_end = ends_working_week(identified)
        not_sent = np.isnat(sent)
        verdict = choose(
            [
                (asked == "early-help", NO_ROW),
                (not_sent & (outcome != ""), EXEMPT),
                (not_sent & (following >= AS_AT), PENDING),
                (not_sent, OVERDUE),
                (sent == identified, MET),
                (week_end & (sent == following), MET),
                (sent > following, LATE),
                (~hours, NOT_ASSESSABLE),
                (self._late_by_time, LATE),
            ],
            MET,
            count,
        )
        note = text("sent later than 24 hours after the risk was identified", count)
        note[not_sent] = "the risk was identified and nothing sent"
        note[week_end & ~not_sent] = "identified on the last working day of the week and sent after the next day"
        self.plan.add(
            "ref-24h",
            verdict,
            crn,
            trigger=identified,
            due=following,
            done=sent,
            note=note,
            subject=reference,
        )


def _at(days: Days, minutes: Ints) -> Days:
    at: Days = days.astype("M8[m]") + minutes.astype("m8[m]")
    return at


def _clocks_change_after(days: Days) -> Flags:
    """Say after which days the clocks go forward or back in the night: there 24 hours are not a day."""
    following = days + np.timedelta64(1, "D")
    sunday = (following.astype(np.int64) + 3) % 7 == 6
    month = following.astype("M8[M]").astype(np.int64) % 12 + 1
    in_month = (following - following.astype("M8[M]").astype("M8[D]")).astype(np.int64) + 1
    return np.asarray(sunday & np.isin(month, (3, 10)) & (in_month >= 25))


def _only(replies: Replies, where: Flags) -> Replies:
    return Replies(
        replies.acknowledged[where],
        replies.answered[where],
        replies.followed_up[where],
        replies.escalated[where],
    )


def sending_days(rng: np.random.Generator, identified: Days, good: Floats) -> Days:
    """Draw the day each referral was sent: the same day or the next, later, or never."""
    count = len(identified)
    draw = rng.random(count)
    soon = identified + (rng.random(count) < 0.35).astype("m8[D]")
    late = identified + rng.integers(2, 12, count).astype("m8[D]")
    return known(np.where(draw < good, soon, np.where(draw < good + (1 - good) * 0.6, late, NONE)))


def lay_referrals(rng: np.random.Generator, referrals: Referrals) -> None:
    """Lay the ordinary referrals of a unit, in cases where nothing else turns on a referral."""
    people = referrals.people
    able = ~np.isin(people.kind, (AWAITING, FINED, UNDATED)) & ~np.isin(people.addon, ("domestic-abuse", "unsafe"))
    able &= ~referrals.referred
    case = np.flatnonzero(able & (rng.random(len(able)) < 0.09))
    count = len(case)
    identified = between(rng, people.opened[case], people.last_day[case])
    recent = AS_AT - rng.integers(0, 3, count).astype("m8[D]")
    identified = np.where((rng.random(count) < 0.06) & np.isnat(people.end[case]), recent, identified)
    identified = np.maximum(identified, people.opened[case])
    sent = sending_days(rng, identified, chance(0.8, people.quality[case]))
    child = np.where((people.children[case] > 0) & (rng.random(count) < 0.8), "C1", "").astype(object)
    referrals.add(case, identified, sent, child)
