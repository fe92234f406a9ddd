"""Random data for the further steps: their new columns in every row, and themes aimed at their boundaries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from .clock import DAY, Term
from .spans import DAYS1, DAYS30, M3, M12, WD1, WD5, WD10, WD20, WD30, plus

if TYPE_CHECKING:
    from .generate import Draw

AUTHORITIES = ("Leeds", "leeds", " LEEDS ", "Bradford", "Bradford", "Kent County Council", "kent  county council")
Y18, M18 = (18, "years"), (18, "months")


def around(draw: Draw, day: date | None, *terms: Term, none: float = 0.2) -> date | None:
    """On what the terms make of a day, or a day either side; hidden; or never."""
    if day is None or draw.chance(none):
        return None
    share = draw.rng.random()
    if share < 0.08:
        return draw.as_at + draw.rng.choice((0, 1, 2)) * DAY
    if share < 0.2:
        return draw.jitter(day)
    return draw.jitter(plus(day, *terms))


def contact(draw: Draw, day: date | None, *types: str, **cells: object) -> None:
    """A contact of one of these types on a day, if any."""
    if day is not None:
        draw.add("contacts", event_number=draw.event(), contact_date=day, contact_type=draw.one(*types), **cells)


def new_child(draw: Draw) -> str:
    """A child_ref that no other child of the case has."""
    return f"K{101 + len(draw.rows['children'])}"


def sometimes(draw: Draw, share: float, day: date | None, *types: str, **cells: object) -> None:
    """A contact, or not."""
    if draw.chance(share):
        contact(draw, day, *types, **cells)


# --- Themes ---------------------------------------------------------------------------------------------------


def court(draw: Draw) -> None:
    """Reports with children spoken of, more time asked for, custody among the options."""
    for row in list(draw.rows["cases"])[:2]:
        sentence = row["sentence_date"]
        interview = draw.jitter(sentence - draw.rng.choice((1, 7, 20)) * DAY) if sentence else draw.trigger(WD5)
        draw.matters(interview)
        completed = draw.one(None, interview + 3 * DAY, draw.jitter(sentence or interview + 5 * DAY))
        quiet = draw.chance(0.25)
        draw.add(
            "court_reports",
            event_number=draw.one(row["event_number"] or 1, row["event_number"] or 1, 9),
            interview_date=interview,
            completed_on=completed,
            has_children=None if quiet else draw.yn(0.6),
            lives_with_children=None if quiet else draw.yn(0.3),
            caring=None if quiet else draw.yn(0.2),
            contact=None if quiet else draw.yn(0.2),
            answered=draw.one("y", "y", "y", "n", None),
            pregnant=draw.yn(0.3),
        )
        if completed and draw.chance(0.6):
            sent = draw.one(draw.jitter(interview), draw.jitter(completed), interview + DAY)
            answered = draw.one(None, None, draw.jitter(completed), draw.jitter(sentence or completed))
            if draw.chance(0.6):
                draw.add(
                    "enquiries",
                    enquiry_ref=draw.ref("E", "enquiries"),
                    event_number=draw.one(None, row["event_number"]),
                    point=draw.one("psr", "psr", None),
                    sent=sent,
                    acknowledged=draw.one(None, sent),
                    responded=answered and max(answered, sent),
                )
            else:
                contact(draw, sent, "SFGC", outcome=draw.one(None, "Enquiry sent"))
                contact(draw, answered, "SFRR")
            if draw.chance(0.3):
                draw.add(
                    "curfews",
                    curfew_ref=draw.ref("C", "curfews"),
                    proposed_on=draw.jitter(draw.one(interview, sentence or completed)),
                    setting=draw.one("court", "Court", "hdc"),
                )
        if draw.chance(0.7):
            linked = draw.jitter(draw.one(interview, completed or interview, sentence or interview))
            full = draw.chance(0.4)
            draw.add(
                "children",
                child_ref=new_child(draw),
                linked_on=linked,
                date_of_birth=draw.jitter(plus(draw.one(interview, linked), draw.one(M18, M12, Y18), sign=-1))
                if draw.chance(0.7)
                else None,
                relationship="parent" if full or draw.chance(0.5) else None,
                lives_with=draw.yn(0.5, 0 if full else 0.3),
                local_authority=draw.one(*AUTHORITIES) if full else draw.one("Leeds", None),
                identified=draw.yn(0.6, 0 if full else 0.3),
            )


def refreshed(draw: Draw) -> None:
    """A court enquiry answered, then a change, then an enquiry or a reason."""
    row = draw.rng.choice(draw.rows["cases"])
    if row["sentence_date"] is None:
        row["sentence_date"] = draw.trigger(WD5)
    sentence = row["sentence_date"]
    known = draw.one(draw.trigger(WD5), draw.jitter(sentence), draw.trigger(WD5))
    draw.matters(known, WD5)
    for _ in range(draw.rng.randint(1, 2)):
        answered = draw.jitter(known) - draw.rng.choice((0, 0, 10)) * DAY
        draw.add(
            "enquiries",
            enquiry_ref=draw.ref("E", "enquiries"),
            event_number=draw.one(row["event_number"], row["event_number"], None),
            point=draw.one("psr", "psr", "psr", None),
            sent=answered - draw.rng.choice((2, 30, 90)) * DAY,
            responded=answered,
        )
    child = draw.child()
    draw.add(
        "changes",
        change_ref=draw.ref("G", "changes"),
        known_on=known,
        change=draw.one("new-relationship", "new-relationship", "domestic-abuse", "cse"),
        child_ref=draw.one(None, child),
    )
    day = draw.jitter(draw.one(known, plus(max(known, sentence), WD5)))
    if draw.chance(0.4):
        draw.add(
            "enquiries",
            enquiry_ref=draw.ref("E", "enquiries"),
            point=draw.one("address", None, "new-contact"),
            child_ref=draw.one(None, child),
            sent=day,
        )
    elif draw.chance(0.7):
        draw.add(
            "enquiries",
            enquiry_ref=draw.ref("E", "enquiries"),
            point=draw.one("address", None, "new-contact", "psr"),
            child_ref=draw.one(None, None, child),
            not_made_on=day,
            not_made_reason=draw.one("current-info", "current-info", "existing-response-unchanged", "busy"),
        )
    else:
        outcome = "Request Not Sent - up to date information already held"
        sometimes(draw, 0.5, day, "SFGC", outcome=outcome)


def authorities(draw: Draw) -> None:
    """Children who move between authorities, and who was told."""
    moved = draw.trigger(WD5) + draw.rng.choice((0, 0, 0, 60)) * DAY
    child = new_child(draw)
    new = draw.one(*AUTHORITIES, None)
    draw.add(
        "children",
        child_ref=child,
        linked_on=draw.one(None, draw.jitter(moved), moved - 60 * DAY),
        date_of_birth=draw.jitter(plus(moved, Y18, sign=-1)) if draw.chance(0.3) else None,
        local_authority=new,
        identified=draw.yn(0.6),
        la_changed_on=moved,
        previous_local_authority=draw.one(*AUTHORITIES, None),
    )
    day = around(draw, moved, draw.one(WD5, WD5, DAYS1))
    told = draw.one(new, new, *AUTHORITIES, None)
    share = draw.rng.random()
    if day is None:
        return
    if share < 0.4:
        draw.add(
            "enquiries",
            enquiry_ref=draw.ref("E", "enquiries"),
            child_ref=draw.one(child, child, None, "K9"),
            local_authority=told,
            sent=day,
            escalated=around(draw, day, WD5, none=0.6),
        )
    elif share < 0.7:
        draw.add(
            "referrals",
            referral_ref=draw.ref("R", "referrals"),
            child_ref=draw.one(child, None, "K9"),
            identified_at=day,
            sent_at=day,
            local_authority=told,
        )
    else:
        contact(draw, day, "C157", "C203", "C204")


def managers(draw: Draw) -> None:
    """Escalated enquiries and referrals, talked over or answered; referrals of a week's last day."""
    for _ in range(draw.rng.randint(1, 3)):
        escalated = draw.trigger(draw.one(WD5, DAYS1))
        answer = around(draw, escalated, draw.one(WD5, WD5, (0, "days")), none=0.6)
        sent = escalated - draw.rng.choice((0, 1, 4)) * DAY
        if draw.chance(0.5):
            draw.add(
                "enquiries",
                enquiry_ref=draw.ref("E", "enquiries"),
                event_number=draw.event(),
                sent=sent,
                responded=answer and max(answer, sent),
                escalated=escalated,
            )
        else:
            draw.add(
                "referrals",
                referral_ref=draw.ref("R", "referrals"),
                identified_at=sent,
                sent_at=sent if draw.chance(0.75) else None,
                response_requested=draw.one("cin", "cp", "early-help", None),
                parents_informed=draw.one("y", "n", "withheld", None),
                outcome_on=answer,
                outcome=draw.one(None, "assessment"),
                escalated=escalated,
            )
        contact(draw, around(draw, draw.one(escalated, sent), draw.one(WD5, DAYS1), none=0.5), "MO1", "CSPO", "MO1")


def recorded(draw: Draw) -> None:
    """Tracker enquiries and referrals that stand in the contact log also, or do not."""
    for row in draw.rows["enquiries"]:
        for day, kind, back in ((row["sent"], "SFGC", (-3, "days")), (row["responded"], "SFRR", (0, "days"))):
            if day and draw.chance(0.6):
                contact(draw, draw.jitter(plus(day, draw.one(WD5, WD5, back))), kind)
    for row in draw.rows["referrals"]:
        sent = row["sent_at"]
        if sent and draw.chance(0.6):
            day = date(sent.year, sent.month, sent.day)
            contact(draw, draw.jitter(plus(day, draw.one(WD5, (0, "days")))), "C507")


def new_contacts(draw: Draw) -> None:
    """New contacts: the child recorded, the harm referred, the change shared and answered."""
    for _ in range(draw.rng.randint(1, 2)):
        known = draw.trigger(draw.one(WD5, DAYS1))
        child = new_child(draw)
        draw.add(
            "changes",
            change_ref=draw.ref("G", "changes"),
            known_on=known,
            change=draw.one("new-contact", "new-contact", "new-contact", "pregnancy", "other"),
            child_ref=draw.one(None, child, child),
            significant_harm=draw.one(True, True, False, None),
        )
        if draw.chance(0.75):
            draw.add(
                "children",
                child_ref=child,
                linked_on=around(draw, known, WD5),
                identified=draw.yn(0.6, 0.3),
                local_authority="Leeds",
            )
        day = around(draw, known, draw.one(WD5, DAYS1, DAYS1), none=0.35)
        if day and draw.chance(0.3):
            draw.add(
                "referrals",
                referral_ref=draw.ref("R", "referrals"),
                child_ref=draw.one(child, None, "K9"),
                identified_at=draw.jitter(day),
                sent_at=day,
            )
        elif draw.chance(0.6):
            kinds = ("C507", "C507", "CCMR", "DAD1", "MO1", "C157", "C203", "C204", "CIEB", "CI3B", "CI3A")
            contact(draw, day, *kinds)


def assessed(draw: Draw) -> None:
    """Assessments that rise from low, about the start of the case, with MAPPA, MARAC and registers about them."""
    day = draw.trigger(draw.one(WD5, WD10))
    starts = [row["sentence_date"] or row["supervision_start"] for row in draw.rows["cases"]]
    starts = [start for start in starts if start]
    if starts and draw.chance(0.5):
        day = draw.jitter(draw.one(plus(min(starts), M3, sign=-1), min(starts)))
    for level in (("low", "medium"), ("low", "high", "very high"), ("low", None, "medium"))[: draw.rng.randint(1, 3)]:
        rosh = draw.one(*level)
        draw.add(
            "assessments",
            assessment_ref=draw.ref("A", "assessments"),
            event_number=draw.event(),
            completed_on=draw.matters(day, WD10),
            rosh_children=rosh,
            layer=draw.one("1", "2", "3", None),
        )
        contact(draw, around(draw, day, WD5, none=0.5), "MO1", "MO1", "CCMR")
        contact(draw, around(draw, day, WD10, none=0.6), "CCMR", "MAPLS", "C200")
        contact(draw, around(draw, day, (0, "days"), none=0.7), "C005", "C150", "C151", "ERFM")
        for code, share in (("IMAR", 0.2), ("MAPP", 0.3), ("RCHD", 0.5), ("RCC", 0.2)):
            start = around(draw, day, draw.one(WD5, (0, "days"), WD10), none=1 - share)
            if start:
                end = draw.one(None, None, draw.jitter(day), draw.jitter(plus(day, WD5)))
                draw.add("registrations", register=code, start=start, end=end and max(end, start))
        day += draw.rng.choice((0, 1, 20, 60)) * DAY
    first = draw.rows["assessments"][0]
    draw.add("contacts", contact_date=draw.jitter(plus(min([first["completed_on"], *starts]), (0, "days"))),
             contact_type=draw.one("CCMR", "C200", "MAPLS"))  # fmt: skip


def looked_after(draw: Draw) -> None:
    """Looked-after children, and contact with children's services."""
    for _ in range(draw.rng.randint(1, 2)):
        since = draw.trigger(WD5)
        linked = draw.one(None, draw.jitter(since), draw.trigger(WD5))
        draw.add(
            "children",
            child_ref=new_child(draw),
            linked_on=linked,
            date_of_birth=draw.jitter(plus(draw.one(since, linked or since), Y18, sign=-1))
            if draw.chance(0.3)
            else None,
            looked_after=draw.one(True, True, True, False, None),
            looked_after_from=draw.one(None, since, since, since),
        )
        contact(draw, around(draw, max(since, linked or since), WD5), "C157", "C203", "C203")


def unsupported(draw: Draw) -> None:
    """Registrations that no assessment or plan supports."""
    day = draw.trigger(WD5)
    if draw.chance(0.6):
        draw.add(
            "assessments",
            assessment_ref=draw.ref("A", "assessments"),
            completed_on=day,
            rosh_children=draw.one("low", "low", "low", "medium"),
        )
        end = around(draw, day, WD5, none=0.4)
        start = draw.jitter(day) - draw.rng.choice((0, 30)) * DAY
        draw.add("registrations", register="RCHD", start=start, end=end and max(start, end))
    else:
        start = draw.trigger(WD5)
        draw.add("registrations", register=draw.one("RCPR", "RCP"), start=start, end=around(draw, start, WD5, none=0.8))
        begun = draw.jitter(start) - 100 * DAY
        ended = draw.one(None, draw.jitter(start), draw.jitter(start))
        draw.add("plans", child_ref="K1", plan=draw.one("cp", "cp", "cin"), start=begun, end=ended)


def exploitation(draw: Draw) -> None:
    """CSE: the register, the police, the programme."""
    known = draw.trigger(draw.one(WD5, WD10, M3))
    if draw.chance(0.7):
        draw.add("changes", change_ref=draw.ref("G", "changes"), known_on=known, change="cse")
    if draw.chance(0.8):
        start = around(draw, known, WD5, none=0) or known
        end = draw.one(None, None, None, draw.as_at, draw.jitter(known))
        code = draw.one("CSEP", "CSEP", "CSEP", "RCHD")
        draw.add("registrations", register=code, start=start, end=end and max(start, end))
        draw.matters(start, M3)
    if draw.chance(0.7):
        start = draw.one(known, draw.trigger())
        end = draw.one(None, None, draw.as_at, draw.as_at + DAY)
        code = draw.one("ARSO", "AVIS", "IIOM", "SOPS")
        draw.add("registrations", register=code, start=start, end=end and max(start, end))
    renewals(draw, known, "C204", "VINC", "CAIL")
    for row in draw.rows["cases"]:
        row["programme_referred_on"] = around(draw, max(known, row["sentence_date"] or known), WD10, none=0.6)
        row["programme_unsuitable"] = draw.one(None, None, False, True)


def renewals(draw: Draw, trigger: date, *types: str) -> None:
    """Records that renew: about the trigger, and 3 months before as-at."""
    for _ in draw.some(2):
        back = plus(draw.as_at, M3, sign=-1)
        contact(draw, draw.jitter(draw.one(back, back, trigger, draw.as_at)), *types)


def oversight(draw: Draw) -> None:
    """Complex and safeguarding cases talked over; actions asked for and done."""
    back = plus(draw.as_at, M3, sign=-1)
    for row in draw.rows["cases"]:
        row["complex_safeguarding"] = draw.one(True, True, False, None)
        if row["sentence_date"] and draw.chance(0.3):
            row["sentence_date"] = draw.jitter(back)
        if draw.chance(0.6):
            row["supervision_end"] = None
    if draw.chance(0.5):
        start = draw.jitter(draw.one(back, draw.trigger(M3)))
        end = draw.one(None, None, draw.as_at, draw.as_at + DAY)
        code = draw.one("RCPR", "RCCO", "RCHD", "CSEP")
        draw.add("registrations", register=code, start=start, end=end and max(start, end))
    if draw.chance(0.4):
        linked = draw.one(None, None, draw.jitter(back))
        draw.add("children", child_ref=new_child(draw), linked_on=linked, at_risk=draw.one(True, True, None))
    renewals(draw, back, "MO1")
    if draw.chance(0.6):
        day = draw.trigger(M3)
        words = draw.one("Follow-up action required", " follow-up ACTION required ", "Follow-up action required",
                         "Discussed")  # fmt: skip
        contact(draw, day, "MO1", outcome=words)
        done = draw.one("Follow-up action completed", "Follow-up action completed", "follow-up action completed ",
                        "Discussed")  # fmt: skip
        contact(draw, around(draw, day, M3), "MO1", outcome=done)


def children_seen(draw: Draw) -> None:
    """Home visits of a family: a child seen, the time chosen, neither."""
    draw.add(
        "children",
        child_ref=new_child(draw),
        linked_on=draw.one(None, draw.as_at - DAY, draw.trigger()),
        lives_with=draw.one(True, True, True, None),
    )
    back = plus(draw.as_at, WD30, sign=-1)
    for row in draw.rows["cases"]:
        if row["supervision_start"] is None or draw.chance(0.3):
            row["supervision_start"] = draw.jitter(draw.one(back, draw.trigger(WD30)))
            row["supervision_end"] = draw.one(None, None, None, draw.jitter(plus(row["supervision_start"], WD30)))
            if row["supervision_end"]:
                row["supervision_end"] = max(row["supervision_end"], row["supervision_start"])
        start = row["supervision_start"]
        blank = draw.chance(0.15)
        for _ in range(draw.rng.randint(1, 3)):
            day = draw.jitter(draw.one(start, plus(start, WD30), plus(start, WD30), start + 20 * DAY))
            outcome = draw.one("ATTC", "Attended - Complied", "ATTC", "FTTA", None)
            contact(
                draw,
                day,
                "CHVS",
                "COHV",
                outcome=outcome,
                child_seen=None if blank else draw.one(True, False, False, None),
                child_effort=None if blank else draw.one(True, False, False, None),
            )


def victim_cases(draw: Draw) -> None:
    """Victim cases: conferences, recalls and deaths, releases, child victims and their carers."""
    back = plus(draw.as_at, M3, sign=-1)
    start = draw.one(draw.jitter(back), draw.trigger(M3), draw.as_at - 300 * DAY)
    if draw.chance(0.9):
        end = draw.one(None, None, None, draw.as_at, draw.jitter(draw.as_at), draw.known())
        draw.add("registrations", register="INVI", start=start, end=end and max(start, end))
    if draw.chance(0.6):
        draw.add(
            "children",
            child_ref=new_child(draw),
            linked_on=draw.one(None, draw.jitter(start), draw.jitter(back)),
            date_of_birth=draw.jitter(plus(start, Y18, sign=-1)) if draw.chance(0.2) else None,
            victim=draw.one(True, True, True, False, None),
        )
        renewals(draw, back, "CVIC")
    if draw.chance(0.5):
        for _ in range(draw.rng.randint(1, 2)):
            day = draw.trigger(WD1)
            contact(draw, day, "ERCL", "DUS01", "DUS3")
            contact(draw, around(draw, day, WD1, none=0.4), "CVIC")
    if draw.chance(0.6):
        planned = draw.one(None, draw.trigger(), draw.as_at + draw.rng.choice((0, 1, 2, 30)) * DAY)
        released = draw.one(None, None, planned, draw.as_at)
        draw.add(
            "releases",
            release_ref=draw.ref("L", "releases"),
            event_number=draw.event(),
            release_type=draw.one("licence", "hdc", "licence", "led"),
            planned_on=planned,
            released_on=released,
        )
        day = released or planned
        if day and draw.chance(0.6):
            contact(draw, draw.jitter(draw.one(day - DAY, day - DAY, plus(day, M12, sign=-1))), "CVIC")
    if draw.chance(0.5):
        held = draw.one(draw.trigger(), draw.as_at + draw.rng.choice((-1, 0, 1, 2, 9)) * DAY, draw.jitter(start))
        draw.add(
            "conferences",
            conference_ref=draw.ref("F", "conferences"),
            kind=draw.one("icpc", "rcpc", "pre-birth", "core-group"),
            held_on=held,
            officer_role=draw.one("com", "pom", None),
        )
    for _ in draw.some(2):
        due = draw.one(None, draw.trigger(), draw.jitter(draw.as_at), draw.as_at + 9 * DAY)
        draw.add(
            "victims",
            victim_ref=draw.ref("V", "victims"),
            child=draw.one(True, True, True, False, None),
            contact_due_on=due,
            carer_contacted_on=around(draw, due or draw.as_at, (0, "days"), none=0.5),
            carer_excluded=draw.one(True, False, None, None),
        )


def prison(draw: Draw) -> None:
    """Receptions, alerts and contact levels; contacts with children, and applications for them."""
    custody = draw.one(True, True, None, False, None)
    for row in draw.rows["cases"]:
        row["in_custody"] = custody
        row["pprc"] = draw.one(None, None, None, "confirmed", "potential", "no")
    for _ in range(draw.rng.randint(1, 2)):
        received = draw.trigger(WD5)
        draw.add("receptions", received_on=received, establishment="HMP A")
        risk = draw.one(received, draw.jitter(received), received + 12 * DAY)
        if draw.chance(0.5):
            end = draw.one(None, None, None, draw.jitter(received))
            code = draw.one("RCHD", "RCC", "RCS", "SC", "CSEP")
            draw.add("registrations", register=code, start=risk, end=end and max(risk, end))
        elif draw.chance(0.6):
            draw.add(
                "assessments",
                assessment_ref=draw.ref("A", "assessments"),
                completed_on=risk,
                rosh_children=draw.one("medium", "high", "low", None),
            )
        draw.matters(risk, WD5)
        start = around(draw, draw.one(received, risk), draw.one(WD5, (0, "days")), none=0.4)
        if start:
            end = draw.one(None, None, draw.jitter(plus(start, WD5)), draw.as_at)
            code = draw.one("CPC", "CPC", "CPRC")
            draw.add("registrations", register=code, start=start, end=end and max(start, end))
            level = around(draw, start, WD5, none=0.4)
            if level:
                code = draw.one("CC1", "CC2", "CC3", "CC4", "CPRC")
                end = draw.one(None, None, draw.jitter(start))
                draw.add("registrations", register=code, start=level, end=end and max(level, end))
    child_contacts(draw)


def child_contacts(draw: Draw) -> None:
    """Contacts and applications on days when a CPC alert is, or is not, active."""
    start = draw.trigger(draw.one(WD5, WD20))
    end = draw.one(None, None, draw.as_at, draw.jitter(start + 20 * DAY))
    draw.add("registrations", register="CPC", start=start, end=end and max(start, end))
    ends = [start, start + 10 * DAY, end or start]
    for _ in draw.some(2):
        day = draw.jitter(draw.one(*ends))
        draw.add(
            "child_contacts",
            contact_ref=draw.ref("N", "child_contacts"),
            contact_on=day,
            child_ref=draw.child(),
            kind=draw.one("visit", "call", None),
            assessed_on=around(draw, day, (0, "days"), none=0.3),
        )
    for _ in draw.some(2):
        day = draw.one(draw.jitter(draw.one(*ends)), draw.jitter(plus(draw.as_at, WD20, sign=-1)))
        draw.add(
            "child_contact_applications",
            application_ref=draw.ref("P", "child_contact_applications"),
            applied_on=day,
            child_ref=draw.child(),
            decided_on=around(draw, day, draw.one(WD20, WD5)),
            decision=draw.one("agreed", "refused", "agreed", None),
            prisoner_told_on=around(draw, day, draw.one(WD20, WD20, WD5)),
            rationale_recorded=draw.one(True, True, True, False, None),
        )


def visiting(draw: Draw) -> None:
    """Mother and baby boards and overnight visits, past, today and to come."""
    for _ in draw.some(2):
        day = draw.one(draw.trigger(), draw.as_at + draw.rng.choice((-1, 0, 1, 2, 20)) * DAY)
        draw.add(
            "mbu_boards",
            board_ref=draw.ref("M", "mbu_boards"),
            board_on=day,
            child_ref=draw.child(),
            la_consulted_on=around(draw, day, (0, "days"), none=0.4),
        )
    for _ in range(draw.rng.randint(1, 2)):
        day = draw.one(
            draw.trigger(),
            draw.as_at + draw.rng.choice((-1, 0, 1, 2)) * DAY,
            draw.jitter(plus(draw.as_at, WD5)),
        )
        notice = draw.matters(plus(day, WD5, sign=-1))
        draw.add(
            "overnight_visits",
            visit_ref=draw.ref("O", "overnight_visits"),
            visit_on=day,
            child_ref=draw.child(),
            risk_assessed_on=around(draw, day, (-1, "days"), none=0.3),
            carer_consent_on=around(draw, day, (0, "days"), none=0.3),
            plan_recorded_on=draw.one(None, draw.jitter(notice), draw.jitter(notice), draw.jitter(day)),
            la_notified_on=draw.one(None, draw.jitter(notice), draw.jitter(notice), draw.jitter(day)),
        )
        if draw.chance(0.8):
            draw.add(
                "assessments",
                assessment_ref=draw.ref("A", "assessments"),
                completed_on=min(draw.jitter(day), draw.as_at) - draw.rng.choice((0, 30)) * DAY,
                rosh_children=draw.one("high", "very high", "high", "medium"),
            )


def concerns(draw: Draw) -> None:
    """Concerns of every kind, told in time, late, to some, to nobody."""
    kinds = {
        "prison-risk": WD5,
        "programme": WD5,
        "victim": WD5,
        "breach-report": WD1,
        "out-of-hours": DAYS1,
        "child-at-office": (0, "days"),
        "fgm": WD1,
        "nrm": WD1,
        "travel": WD1,
    }
    for _ in range(draw.rng.randint(2, 4)):
        kind = draw.one(*kinds, "prison-risk", "prison-risk")
        known = draw.trigger(kinds[kind])
        if kind == "prison-risk" and draw.chance(0.5):
            draw.add("children", child_ref=new_child(draw), identified=draw.yn(0.8))
        few = draw.one(0.05, 0.05, 0.4, 0.9)
        told = {who: around(draw, known, kinds[kind], none=few) for who in ("om", "la", "police", "manager")}
        draw.add(
            "concerns",
            concern_ref=draw.ref("Q", "concerns"),
            kind=kind,
            known_on=known,
            child_ref=draw.child(),
            **{f"told_{who}_on": day for who, day in told.items()},
            acknowledged_on=around(draw, told["om"] or known, WD1, none=0.4),
            chased_on=around(draw, told["om"] or known, WD1, none=0.7),
        )


def third_parties(draw: Draw) -> None:
    """Third-party information that could harm, several on one day."""
    day = draw.trigger()
    for _ in range(draw.rng.randint(1, 4)):
        contact(
            draw,
            draw.one(day, day, draw.known()),
            "CI3A",
            "CIEA",
            "C157",
            disclosure_risk=draw.one(True, True, False, None),
            sensitive=draw.yn(0.8, 0.15),
        )


def moves(draw: Draw) -> None:
    """Transfers agreed and considered; from youth to adult; an authority told of a release."""
    for _ in range(draw.rng.randint(1, 2)):
        day = draw.trigger(WD5)
        agreed = draw.one(None, day, day - 6 * DAY, day + DAY)
        draw.add(
            "allocations",
            event_number=draw.event(),
            changed_on=day,
            kind=draw.one("com", "area", "yta", "yta"),
            from_staff=draw.one("N01A001", "N01A001", None),
            to_staff="N01B002",
            handover_recorded_on=around(draw, day, WD5, none=0.3),
            agreed_on=agreed,
            child_impact_considered_on=around(draw, agreed or day, draw.one((0, "days"), (-1, "days")), none=0.3),
        )
        if draw.chance(0.7):
            linked = draw.one(None, draw.jitter(day))
            draw.add("children", child_ref=new_child(draw), linked_on=linked, at_risk=True)


def told_of_release(draw: Draw) -> None:
    """An authority told of a release at LED or SED: the child's, the one before, another."""
    for row in draw.rows["cases"]:
        row["pprc"] = "confirmed"
    draw.add(
        "assessments",
        assessment_ref=draw.ref("A", "assessments"),
        completed_on=draw.as_at - draw.rng.choice((0, 1, 100)) * DAY,
        rosh_children=draw.one("medium", "high"),
    )
    planned = draw.jitter(draw.one(draw.as_at + 28 * DAY, draw.as_at, draw.known()))
    notified = draw.jitter(planned - 28 * DAY)
    for _ in range(draw.rng.randint(1, 2)):
        draw.add(
            "children",
            child_ref=new_child(draw),
            identified=draw.one(True, True, True, None),
            local_authority=draw.one(*AUTHORITIES, None),
            la_changed_on=draw.one(None, draw.jitter(notified)),
            previous_local_authority=draw.one(*AUTHORITIES, None),
        )
    draw.add(
        "releases",
        release_ref=draw.ref("L", "releases"),
        event_number=draw.event(),
        release_type=draw.one("led", "sed"),
        planned_on=planned,
        la_notified_on=notified,
        local_authority=draw.one(*AUTHORITIES, None),
    )


def unsafe_addresses(draw: Draw) -> None:
    """Addresses unsafe for a child: refused, approved, undecided; with and without power."""
    for _ in range(draw.rng.randint(1, 2)):
        proposed = draw.trigger(WD5)
        moved = draw.one(
            None,
            None,
            draw.jitter(proposed),
            proposed + 10 * DAY,
            draw.as_at + draw.rng.choice((0, 1, 2)) * DAY,
        )
        due = moved - DAY if moved and moved > proposed else plus(proposed, WD5)
        decision = draw.one("refused", "refused", "refused", "approved", None)
        draw.add(
            "addresses",
            address_ref=draw.ref("B", "addresses"),
            proposed_on=proposed,
            decided_on=around(draw, due, none=0.1) if decision else None,
            moved_in_on=moved,
            decision=decision,
            unsafe_for_child=draw.one(True, True, True, True, False, None),
            power_to_refuse=draw.one(True, True, True, True, False, None),
        )


THEMES: tuple[tuple[Callable[[Draw], None], ...], ...] = (
    (court,),
    (court, authorities),
    (refreshed,),
    (refreshed, new_contacts),
    (authorities,),
    (managers, recorded),
    (managers,),
    (new_contacts,),
    (assessed,),
    (assessed, oversight),
    (looked_after,),
    (unsupported,),
    (exploitation,),
    (exploitation, oversight),
    (oversight,),
    (children_seen,),
    (children_seen, third_parties),
    (victim_cases,),
    (victim_cases,),
    (prison,),
    (prison, assessed),
    (child_contacts,),
    (visiting,),
    (concerns,),
    (concerns, recorded),
    (third_parties, managers),
    (moves,),
    (unsafe_addresses, recorded),
    (told_of_release,),
)


# --- The new columns of every row -----------------------------------------------------------------------------


def fill(draw: Draw) -> None:
    """What is not set yet in the new columns of any row."""

    def put(row: dict, column: str, value: object) -> None:
        if row[column] is None:
            row[column] = value

    for row in draw.rows["cases"]:
        if draw.chance(0.5):
            put(row, "complex_safeguarding", draw.one(None, None, False, True))
    for row in draw.rows["enquiries"]:
        sentences = [other["sentence_date"] for other in draw.rows["cases"] if other["sentence_date"]]
        if row["point"] == "psr" and sentences:
            row["outstanding_recorded_on"] = around(draw, draw.rng.choice(sentences), WD1, none=0.35)
    for row in draw.rows["addresses"]:
        if draw.chance(0.3):
            put(row, "unsafe_for_child", draw.one(True, True, False))
            put(row, "power_to_refuse", draw.one(True, True, None, False))
    for row in draw.rows["changes"]:
        put(row, "significant_harm", draw.one(None, None, False, True))
    sentences = {row["event_number"] or 1: row["sentence_date"] for row in draw.rows["cases"]}
    for row in draw.rows["court_reports"]:
        sentence = sentences.get(row["event_number"])
        due = sentence - DAY if sentence else row["completed_on"] or row["interview_date"]
        row["mbu_application"] = draw.one(True, False, None, None)
        row["proposal_unaffected"] = draw.one(True, False, None)
        row["custody_option"] = draw.one(True, True, False, None)
        row["extra_time_requested_on"] = around(draw, due, none=0.45)
        row["dependants_care_recorded_on"] = around(draw, due, none=0.35)
    for row in draw.rows["children"]:
        if draw.chance(0.3):
            put(row, "relationship", "parent")
        if draw.chance(0.1):
            put(row, "date_of_birth", draw.jitter(plus(draw.known(), draw.one(Y18, M18), sign=-1)))
        if draw.chance(0.2):
            put(row, "la_changed_on", draw.known())
            put(row, "previous_local_authority", draw.one(*AUTHORITIES, None))
    for row in draw.rows["conferences"]:
        held = row["held_on"]
        row["report_template"] = draw.one("932", "932", "2962", "2962", "la", "other", None)
        row["minutes_restricted"] = draw.yn(0.6)
        row["vlo_invited_on"] = around(draw, held, (-1, "days"), none=0.3)
    for row in draw.rows["assessments"]:
        row["child_wellbeing_concern"] = draw.one(True, True, False, None)
        row["wellbeing_section"] = draw.yn()
        row["marac_in_main_body"] = draw.yn(0.3)
        put(row, "layer", draw.one("1", "2", "3", None))
    for row in draw.rows["allocations"]:
        agreed, day = row["agreed_on"], row["changed_on"]
        if agreed is None and draw.chance(0.4):
            agreed = row["agreed_on"] = draw.jitter(day - draw.one(0, 0, 6) * DAY)
        put(row, "child_impact_considered_on", around(draw, min(agreed or day - DAY, day), none=0.4))


def fill_staff(draw: Draw) -> None:
    """Induction plans and the course of the mother and baby units."""
    for row in draw.rows["staff"]:
        if draw.chance(0.05):
            row["role"] = "MBU"
        row["induction_plan_on"] = around(draw, row["started_on"], draw.one(M3, M3, DAYS30), none=0.3)
        row["induction_elearning"] = draw.one(True, True, True, False, None)
        if draw.chance(0.5 if row["role"] == "MBU" else 0.1):
            draw.add("training", course="mbu", completed_on=draw.trigger())
