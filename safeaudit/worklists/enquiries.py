"""Enquiries that nobody has answered yet, and how long each local authority takes (6.30, 7.36)."""

import numpy as np
import pandas as pd

from safeaudit.caseload.arrays import NO_DAY, Days, earliest, filled
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
    acknowledged or answered by the first working day after sending; missing where that day is still to come or
    acknowledgements are not held), staff_code, team, pdu.
    """
    rows = _stacked(known)
    case, sent, responded = rows.case, rows.day("sent"), rows.day("responded")
    until = np.where(filled(responded), responded, known.as_at)
    columns: dict[str, object] = {
        "local_authority": _one_spelling(rows.text("local_authority")),
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
    return _unrecorded_last(rows)


def response_times(enquiries: pd.DataFrame) -> pd.DataFrame:
    """One row for each local authority, in alphabetical order (none recorded last).

    Columns: local_authority; sent; in_a_day and of_in_a_day (acknowledged within a working day, of those where it
    can be told); answered; median, longest (calendar days, of those answered); unanswered and waiting_longest
    (calendar days to as-at).
    """
    answered = enquiries["responded"].notna()
    groups = enquiries.assign(
        took=enquiries["waiting"].where(answered).astype("Float64"),
        waits=enquiries["waiting"].where(~answered),
        answered=answered,
    ).groupby("local_authority", sort=True)
    times = groups.agg(
        sent=("crn", "size"),
        in_a_day=("in_a_day", "sum"),
        of_in_a_day=("in_a_day", "count"),
        answered=("answered", "sum"),
        median=("took", "median"),
        longest=("took", "max"),
        unanswered=("waits", "count"),
        waiting_longest=("waits", "max"),
    )
    return _unrecorded_last(times.reset_index())


def _unrecorded_last(rows: pd.DataFrame) -> pd.DataFrame:
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


def _one_spelling(names: Text) -> np.ndarray:
    """Each authority by the spelling met first, whatever the case and spaces of the others."""
    alike = names.mapped(lambda name: str(spelt_alike(np.array([name], dtype=object))[0]))
    first: dict[int, str] = {}
    for code, name in zip(alike.codes.tolist(), names.strings().tolist(), strict=True):
        first.setdefault(code, " ".join(name.split()))
    first[-1] = NOT_RECORDED
    return np.array([first[code] for code in alike.codes.tolist()], dtype=object)


def _in_a_day(known: Known, rows: Records) -> pd.arrays.BooleanArray:
    reply: Days = earliest(rows.day("acknowledged"), rows.day("responded"))
    wanted = known.calendar.add_working_days(rows.day("sent"), 1)
    told = rows.is_any("source", ["tracker"]) & filled(wanted) & ((wanted < known.as_at) | (reply <= wanted))
    return pd.arrays.BooleanArray(reply <= wanted, ~told)
