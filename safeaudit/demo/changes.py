"""Changes of circumstances made known, and the enquiries and referrals that they ask for."""

import numpy as np

from safeaudit.demo.contacts import ContactLog
from safeaudit.demo.days import NONE, Ints, due_in, known
from safeaudit.demo.enquiries import Enquiries, lay_prompt, plan_birth
from safeaudit.demo.organisation import chance
from safeaudit.demo.people import CHANGES, Children
from safeaudit.demo.plan import NO_ROW, by_deadline, text
from safeaudit.demo.referrals import Referrals, sending_days
from safeaudit.demo.rows import Rows

DAY = np.timedelta64(1, "D")


def lay_changes(
    rng: np.random.Generator, enquiries: Enquiries, referrals: Referrals, children: Children, log: ContactLog
) -> Rows:
    """Lay the one change of each case that has one, with what it asks for."""
    people, rows = enquiries.people, Rows("changes", "CH")
    case = np.flatnonzero(np.isin(people.addon, CHANGES))
    count, crn, known_on = len(case), people.crn[case], people.addon_on[case]
    word = text(people.addon[case], count)
    pregnancy = word == "pregnancy"
    word[pregnancy & ~people.female[case]] = "partner-pregnancy"
    with_child = (word == "new-contact") | (word == "domestic-abuse") & (rng.random(count) < 0.7)
    with_child |= (word == "new-relationship") & (people.children[case] > 0)
    child = np.where(with_child, "C1", "").astype(object)
    birth = known_on + rng.integers(40, 230, count).astype("m8[D]")
    birth = np.where(pregnancy & (rng.random(count) < 0.8), birth, NONE)
    reference = rows.add(crn, known_on=known_on, change=word, child_ref=child, due_date=birth)

    contact = (word == "new-contact") | ((word == "new-relationship") & (child != ""))
    lay_prompt(
        rng,
        enquiries,
        "enq-new-contact",
        case[contact],
        known_on[contact],
        due_in(known_on, 1)[contact],
        point="new-contact",
        subject=reference[contact],
        child=np.where(rng.random(int(contact.sum())) < 0.7, child[contact], "").astype(object),
    )
    lay_prompt(
        rng,
        enquiries,
        "enq-prebirth-om",
        case[pregnancy],
        known_on[pregnancy],
        due_in(known_on, 5)[pregnancy],
        point="pre-birth",
        subject=reference[pregnancy],
    )
    plan_birth(enquiries.plan, crn[pregnancy], known_on[pregnancy], birth[pregnancy], subject=reference[pregnancy])

    named = np.zeros(len(people.crn), dtype=bool)
    named[children.case[children.identified == "Y"]] = True
    abuse = (word == "domestic-abuse") & ((child != "") | named[case])
    _lay_abuse(rng, referrals, log, case[abuse], known_on[abuse], child[abuse], reference[abuse])
    return rows


def _lay_abuse(
    rng: np.random.Generator,
    referrals: Referrals,
    log: ContactLog,
    case: Ints,
    known_on: np.ndarray[tuple[int], np.dtype[np.datetime64]],
    child: np.ndarray[tuple[int], np.dtype[np.object_]],
    reference: np.ndarray[tuple[int], np.dtype[np.object_]],
) -> None:
    people, count = referrals.people, len(case)
    sent = sending_days(rng, known_on, chance(0.75, people.quality[case]))
    alone = ~np.isnat(sent) & (rng.random(count) < 0.25)
    logged = known(np.where(alone, sent, NONE))
    log.add(case[alone], logged[alone], "C507")
    tracked = ~alone & (~np.isnat(sent) | (rng.random(count) < 0.5))
    referrals.add(case[tracked], known_on[tracked], sent[tracked], child[tracked])
    due = known_on + DAY
    verdict = by_deadline(due, sent)
    referrals.plan.add(
        "ref-domestic-abuse",
        verdict,
        people.crn[case],
        trigger=known_on,
        due=due,
        done=sent,
        note="domestic abuse became known and no referral in time",
        subject=reference,
        where=verdict != NO_ROW,
    )
