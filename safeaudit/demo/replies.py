"""How children's services answer, and what the office does meanwhile: one pattern for enquiries and
referrals.
"""

from dataclasses import dataclass

import numpy as np

from safeaudit.demo.days import (
    NONE,
    Days,
    Flags,
    Floats,
    Text,
    Words,
    due_in,
    earliest,
    known,
    working_days_on,
)
from safeaudit.demo.organisation import chance
from safeaudit.demo.plan import NO_ROW, Plan, by_deadline

MEDIAN_WORKING_DAYS, SPREAD, LONGEST = 4.0, 1.256, 65  # 90th percentile 20 working days


@dataclass
class Replies:
    """Dates of one reply each: acknowledged, answered, chased (`followed_up`) and taken to the manager."""

    acknowledged: Days
    answered: Days
    followed_up: Days
    escalated: Days


def answer_days(rng: np.random.Generator, sent: Days) -> Days:
    """Draw when each is answered: lognormal working days, four in five answered at all, nothing after the as-
    at date.
    """
    delay = np.clip(np.round(MEDIAN_WORKING_DAYS * np.exp(SPREAD * rng.normal(size=len(sent)))), 0, LONGEST)
    answered = known(working_days_on(sent, delay.astype(np.int64)))
    return np.where(rng.random(len(sent)) < 0.82, answered, NONE)


def draw_replies(rng: np.random.Generator, sent: Days, quality: Floats, answered: Days | None = None) -> Replies:
    """Draw the replies to what was sent, around the answers where they are laid already."""
    count = len(sent)
    answered = answer_days(rng, sent) if answered is None else answered
    quick, draw = rng.random(count) < chance(0.55, quality), rng.random(count)
    acknowledged = np.where(quick, working_days_on(sent, rng.integers(0, 3, count)), NONE)
    slow = ~quick & (draw < 0.3)
    acknowledged = known(np.where(slow, working_days_on(sent, rng.integers(4, 10, count)), acknowledged))
    acknowledged = np.where(acknowledged > answered, NONE, acknowledged)
    reply = earliest(acknowledged, answered)

    due = due_in(due_in(sent, 2), 1)
    silent = ~(reply <= due)
    chased = _act(rng, silent, chance(0.35, quality), due, working_days_on(due, rng.integers(1, 11, count)))
    followed_up = np.where(chased > reply, NONE, chased)
    told = _act(rng, silent, chance(0.35, quality), due, working_days_on(due, rng.integers(1, 11, count)))
    told = np.where(told > reply, NONE, told)

    second = due_in(due_in(acknowledged, 2), 1)
    stalled = ~silent & ~np.isnat(acknowledged) & ~(answered <= second)
    after = working_days_on(second, rng.integers(1, 11, count))
    told_again = _act(rng, stalled, chance(0.35, quality), second, after)
    told_again = np.where(told_again > answered, NONE, told_again)
    return Replies(acknowledged, answered, followed_up, np.where(silent, told, told_again))


def _act(rng: np.random.Generator, needed: Flags, good: Floats, in_time: Days, late: Days) -> Days:
    """Lay an act where it is needed: in time, or late, or not at all."""
    draw = rng.random(len(needed))
    day = np.where(draw < good, in_time, np.where(draw < good + (1 - good) * 0.3, late, NONE))
    return known(np.where(needed, day, NONE))


def plan_replies(plan: Plan, crn: Text, sent: Days, replies: Replies, event: Words, reference: Text) -> None:
    """Tell the plan what the replies come to for the three follow-up steps."""
    due = due_in(due_in(sent, 2), 1)
    reply = earliest(replies.acknowledged, replies.answered)
    for step, act, missed in (
        ("followup-no-ack-2wd", replies.followed_up, "no reply and not chased in time"),
        ("escalate-no-ack", replies.escalated, "no reply and not taken to the manager in time"),
    ):
        done = earliest(reply, act)
        plan.add(
            step,
            by_deadline(due, done),
            crn,
            trigger=sent,
            due=due,
            done=done,
            note=missed,
            event=event,
            subject=reference,
        )
    due = due_in(due_in(replies.acknowledged, 2), 1)
    raised = np.where(replies.escalated >= replies.acknowledged, replies.escalated, NONE)
    done = earliest(replies.answered, raised)
    verdict = by_deadline(due, done)
    verdict[np.isnat(replies.acknowledged) | (replies.answered <= replies.acknowledged)] = NO_ROW
    plan.add(
        "escalate-ack-only-2-further-wd",
        verdict,
        crn,
        trigger=replies.acknowledged,
        due=due,
        done=done,
        note="acknowledged only, and not taken to the manager in time",
        event=event,
        subject=reference,
    )
