"""Enquiries that were sent, and those that nobody has answered yet (6.30, 7.36)."""

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import NO_DAY, Days, Words, earliest, filled
from safeaudit.caseload.records import Column, Records, stacked
from safeaudit.caseload.text import Text
from safeaudit.facts.cases import open_at_as_at
from safeaudit.facts.contact_enquiries import contact_enquiries
from safeaudit.facts.known import Known, once
from safeaudit.facts.referrals import spelt_alike
from safeaudit.facts.trackers import tracker_sent
from safeaudit.worklists.places import crns_of, places_of

NOT_RECORDED = "(not recorded)"
SHOWN = ("enquiry_ref", "local_authority", "point")
DAYS = ("sent", "acknowledged", "responded", "followed_up", "escalated")


@once
def sent_enquiries(known: Known) -> pd.DataFrame:
    """One row for each enquiry sent, from the tracker or, where no tracker row matches, from the contact log.

    Columns: local_authority (one spelling each, `(not recorded)` for blank), crn, enquiry_ref, point, source
    (`tracker`, `contacts`), sent, acknowledged, responded, followed_up, escalated (datetime64[s]), `open` (is the
    case open at as-at), waiting (Int32: calendar days from sent to responded or as-at), in_a_day (boolean:
    acknowledged or answered by the first working day after sending; missing where that day is still to come,
    acknowledgements are not held or the reply is dated before the sending), staff_code, team, pdu.
    """
    rows = _stacked(known)
    case, sent, responded = rows.case, rows.day("sent"), rows.day("responded")
    until = np.where(filled(responded), responded, known.as_at)
    columns: dict[str, object] = {
        "local_authority": one_spelling(rows.words("local_authority")),
        "crn": crns_of(known, case),
        "enquiry_ref": rows.words("enquiry_ref"),
        "point": rows.words("point"),
        "source": rows.words("source"),
        **{name: rows.day(name).astype("datetime64[s]") for name in DAYS},
        "open": open_at_as_at(known)[case],
        "waiting": pd.array((until - sent).astype("timedelta64[D]").astype(np.int64), dtype="Int32"),
        "in_a_day": _in_a_day(known, rows),
        **places_of(known, case),
    }
    return pd.DataFrame(columns)


def outstanding(enquiries: pd.DataFrame) -> pd.DataFrame:
    """Those not answered by as-at: by local authority (none recorded last), those that have waited longest first."""
    rows = enquiries[enquiries["responded"].isna()]
    rows = rows.sort_values(["local_authority", "sent", "crn"], kind="stable")
    last = (rows["local_authority"] == NOT_RECORDED).to_numpy()
    return rows.iloc[np.argsort(last, kind="stable")].reset_index(drop=True)


def _stacked(known: Known) -> Records:
    """The tracker's enquiries and those of the contact log that no tracker row matches, in one list."""
    tracker = tracker_sent(known)
    from_tracker: dict[str, Column] = {
        "case": tracker.case,
        "record": tracker.record,
        "source": _same("tracker", len(tracker)),
        **{name: tracker.text(name) for name in SHOWN},
        **{name: tracker.day(name) for name in DAYS},
    }
    if "tracker_match" not in known.benchmarks:
        return stacked("enquiries", [from_tracker])
    contacts = contact_enquiries(known)
    nothing = np.full(len(contacts), NO_DAY)
    from_contacts: dict[str, Column] = {
        "case": contacts.case,
        "record": contacts.record,
        "source": _same("contacts", len(contacts)),
        **{name: Text.blank(len(contacts)) for name in SHOWN},
        **dict.fromkeys(DAYS, nothing),
        "sent": contacts.day("contact_date"),
        "responded": contacts.day("answered"),
    }
    return stacked("enquiries", [from_tracker, from_contacts])


def _same(word: str, size: int) -> Text:
    return Text(np.zeros(size, dtype=np.int64), np.array([word], dtype=object))


def one_spelling(names: Words) -> Words:
    """Each authority by the spelling met first, whatever the case and spaces of the others; blank is NOT_RECORDED."""
    codes, different = pd.factorize(names)
    first: dict[str, str] = {"": NOT_RECORDED}
    shown = [
        first.setdefault(alike, " ".join(name.split()))
        for alike, name in zip(spelt_alike(different), different, strict=True)
    ]
    return np.array(shown, dtype=object)[codes]


def _in_a_day(known: Known, rows: Records) -> pd.arrays.BooleanArray:
    reply: Days = earliest(rows.day("acknowledged"), rows.day("responded"))
    sent = rows.day("sent")
    wanted = known.calendar.add_working_days(sent, 1)
    told = rows.is_any("source", ["tracker"]) & filled(wanted) & ((wanted < known.as_at) | (reply <= wanted))
    told &= ~(reply < sent)
    return pd.arrays.BooleanArray(reply <= wanted, ~told)
