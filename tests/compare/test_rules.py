"""Each line of the decision lists, and the days on either side of its bounds.

The earlier audit is as at 31 Oct 2026, the later as at 30 Nov. Days are written as `10-31`, of 2026.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from safeaudit.compare.comparison import compare
from safeaudit.compare.folder import DAYS, WORDS, AuditFolder

THEN, NOW = date(2026, 10, 31), date(2026, 11, 30)
RULE = "the meaning of the step or its benchmark was changed"
CALENDAR = "the working days are counted by another calendar"


def audit(as_at: date, *rows: dict, calendar: str = "c", **of_step: str) -> AuditFolder:
    """An audit of some obligations of one step, each told by verdict and trigger, due, done (`10-31`, or blank)."""
    usual = {
        "obligation_id": "one",
        "policy": "p",
        "step": "s",
        "theme": "enquiries",
        "crn": "A000001",
        "subject": "R1",
    }
    frame = pd.DataFrame([usual | row for row in rows], columns=["obligation_id", *WORDS, *DAYS])
    for name in WORDS:
        frame[name] = pd.Categorical(frame[name], pd.Index(sorted(frame[name].dropna().unique()), dtype="str"))
    for name in DAYS:
        frame[name] = pd.to_datetime("2026-" + frame[name].replace("", None)).astype("datetime64[s]")
    frame["obligation_id"] = frame["obligation_id"].astype("str")
    line = {"policy": "p", "step": "s", "title": "t", "theme": "enquiries", "met": 0, "due": 0}
    steps = pd.DataFrame([line | {"fingerprint": "f", "not_assessed": "", "ends": ""} | of_step])
    manifest = {"program": {"version": "1"}, "policies": [{"name": "p", "version": "1"}], "calendar": calendar}
    return AuditFolder(Path("an-audit"), as_at, manifest, frame, steps.set_index(["policy", "step"]))


def stood(told: str) -> dict[str, str]:
    """`overdue 10-01 10-08 -`: verdict, trigger, due and done."""
    *verdict, trigger, due, done = told.split()
    days = (day.replace("none", "") for day in (trigger, due, done))
    return {"verdict": " ".join(verdict), **dict(zip(DAYS, days, strict=True))}


def became(was: str, now: str, **of_step: str) -> tuple[str, str]:
    """What became of an obligation that both audits have under one id."""
    steps = {name: value for name, value in of_step.items() if name != "calendar"}
    after = audit(NOW, stood(now), calendar=of_step.get("calendar", "c"), **steps)
    (row,) = compare(audit(THEN, stood(was)), after).changes.to_dict("records")
    return row["change"], row["why"]


@pytest.mark.parametrize(
    ("was", "now", "change", "why"),
    [
        # Work: dated after 31 Oct. In time as the later audit says, where the due day stands.
        ("overdue 10-01 10-08 none", "late 10-01 10-08 11-01", "put right late", "done since, after its due day"),
        ("pending 10-01 11-08 none", "met 10-01 11-08 11-08", "put right in time", "done since, in time"),
        # Before an event: done after the planned due day and before the event came is met, so in time.
        ("overdue 10-01 10-08 none", "met 10-01 10-08 11-01", "put right in time", "done since, in time"),
        ("not assessable 10-01 none none", "met 10-01 none 11-01", "put right in time", "done since, in time"),
        ("exempt 10-01 10-08 none", "late 10-01 10-08 11-01", "put right late", "done since, after its due day"),
        # Renewed: the due day moved because it was done, so what counts is the day that it was due before.
        ("met 09-01 11-01 09-01", "met 09-01 12-30 11-01", "put right in time", "done since, in time"),
        ("met 09-01 11-01 09-01", "met 09-01 12-30 11-02", "put right late", "done since, after its due day"),
        ("overdue 09-01 10-30 09-01", "met 09-01 12-30 11-02", "put right late", "done since, after its due day"),
        ("met 09-01 11-01 09-01", "met 11-02 12-30 11-02", "put right late", "done since, after its due day"),
        # A record on an assessment, met then and with the next one: its due day is no day that it runs out on.
        ("met 09-01 09-01 09-01", "met 11-02 11-02 11-02", "put right in time", "done since, in time"),
        ("met 10-30 10-30 10-30", "met 11-02 11-02 11-02", "put right in time", "done since, in time"),
        ("met 10-31 10-31 10-31", "met 11-02 11-02 11-02", "put right late", "done since, after its due day"),
        # A release put off: the trigger moved by itself, so the new due day counts.
        ("pending 11-10 11-09 none", "met 12-20 12-19 11-25", "put right in time", "done since, in time"),
        ("overdue 10-20 10-19 none", "met 12-20 12-19 11-25", "put right in time", "done since, in time"),
        # The first record is gone and a later one stands in for it.
        (
            "met 10-01 10-08 10-02", "late 10-01 10-08 11-02",
            "changed with the data", "what showed it done is gone or was changed",
        ),
        # Corrected from one day to another, both by 31 Oct.
        (
            "met 10-01 10-08 10-02", "met 10-01 10-08 10-05",
            "changed with the data", "what showed it done is gone or was changed",
        ),
        ("late 10-01 10-08 10-20", "late 10-01 10-08 10-20", "as before", "the same in both"),
        # Done by 31 Oct, and recorded since.
        (
            "overdue 10-01 10-08 none", "late 10-01 10-08 10-31",
            "changed with the data", "recorded since: it was done by the earlier audit's day",
        ),
        # Run out.
        ("met 09-01 11-15 09-01", "overdue 09-01 11-15 09-01", "lapsed", "what was done has run out"),
        ("met none 11-15 none", "overdue none 11-15 none", "lapsed", "what was done has run out"),
        ("overdue 09-01 10-01 08-01", "overdue 09-01 11-20 11-05", "lapsed", "done since, and run out again"),
        ("met 09-01 09-01 09-01", "overdue 11-12 11-12 none", "lapsed", "wanted anew since"),
        ("met 09-01 09-01 09-01", "overdue 11-30 11-30 none", "lapsed", "wanted anew since"),
        ("met 09-01 09-01 09-01", "overdue 10-31 10-31 none", "changed with the data", "its trigger was moved"),
        ("met 11-10 11-09 09-01", "pending 12-20 12-19 none", "changed with the data", "its trigger was moved"),
        (
            "met 09-01 11-15 09-01", "overdue 09-01 11-15 none",
            "changed with the data", "what showed it done is gone or was changed",
        ),
        ("met 09-01 11-15 09-01", "overdue 09-01 11-10 09-01", "changed with the data", "its due day was moved"),
        # Missed: its time ran out after 31 Oct.
        ("pending 10-01 11-08 none", "breached 10-01 11-08 none", "missed", "its time has run out"),
        ("overdue 10-01 10-08 none", "breached 10-01 10-08 none", "missed", "its time has run out"),
        ("pending 11-20 11-19 none", "breached 11-05 11-04 none", "missed", "its time has run out"),
        ("pending 11-20 11-19 none", "breached 11-01 10-31 none", "missed", "its time has run out"),
        ("pending 11-20 11-19 none", "breached 10-30 10-29 none", "changed with the data", "its trigger was moved"),
        ("pending 11-20 11-19 none", "breached 10-30 10-29 11-03", "missed", "its time has run out"),
        ("not assessable 10-01 10-08 none", "breached 10-01 10-08 none", "changed with the data", "can be told since"),
        ("breached 10-01 10-08 none", "breached 10-01 10-08 11-03", "as before", "done since, too late to count"),
        ("breached 10-01 10-08 none", "breached 10-01 10-08 none", "as before", "the same in both"),
        ("breached 10-01 10-08 none", "breached 10-01 10-08 10-20", "changed with the data",
         "its records were changed"),
        ("breached 10-01 10-08 none", "overdue 10-01 10-08 none", "changed with the data", "its records were changed"),
        # Still open.
        ("pending 10-01 11-08 none", "overdue 10-01 11-08 none", "still open", "its due day has come and gone"),
        ("pending 10-01 12-08 none", "pending 10-01 12-08 none", "still open", "still to come"),
        ("pending 10-01 none none", "pending 10-01 none none", "still open", "still to come"),
        ("overdue 10-01 10-08 none", "overdue 10-01 10-08 none", "still open", "overdue then and now"),
        ("overdue 10-01 10-08 none", "overdue 11-10 11-10 none", "still open",
         "overdue then and now, by another due day"),
        ("pending 10-01 11-08 none", "pending 10-01 12-08 none", "changed with the data", "its due day was moved"),
        ("pending 10-01 11-08 none", "overdue 10-05 11-08 none", "changed with the data", "its trigger was moved"),
        ("pending 10-01 11-08 none", "overdue 10-01 11-10 none", "changed with the data", "its due day was moved"),
        # Excused.
        ("overdue 10-01 10-08 none", "exempt 10-01 10-08 none", "no longer applicable",
         "a permitted reason is on record"),
        ("not assessable 10-01 none none", "exempt 10-01 none none", "no longer applicable",
         "a permitted reason is on record"),
        ("met 10-01 10-08 10-02", "exempt 10-01 10-08 none", "changed with the data",
         "what showed it done is gone or was changed"),
        ("exempt 10-01 10-08 none", "overdue 10-01 10-08 none", "changed with the data",
         "the reason that excused it no longer stands"),
        ("exempt 10-01 10-08 none", "exempt 10-01 10-08 none", "as before", "the same in both"),
        # Not told.
        ("not assessable 10-01 none none", "not assessable 10-01 none none", "not told", "not assessable then and now"),
        ("pending 11-10 11-10 none", "not assessable 11-10 11-10 none", "not told",
         "its day has come, and the records do not say"),
        ("overdue 10-01 10-08 none", "not assessable 10-01 10-08 none", "changed with the data",
         "its records were changed"),
        ("overdue none 10-08 none", "met none 12-08 none", "not told", "met since; the records hold no day of it"),
        ("met none 11-08 none", "met none 12-08 none", "not told",
         "its due day was moved on; the records hold no day of what was done"),
        ("not assessable none none none", "met none none none", "changed with the data", "can be told since"),
    ],
)  # fmt: skip
def test_one_id_in_both(was, now, change, why):
    assert became(was, now) == (change, why)


@pytest.mark.parametrize(
    ("was", "now", "change", "why"),
    [
        ("overdue 10-01 10-08 none", "pending 10-01 12-08 none", "changed by a rule", RULE),
        ("overdue 10-01 10-08 none", "met 10-01 10-08 10-05", "changed by a rule", RULE),
        ("overdue 10-01 10-08 none", "overdue 10-01 10-20 none", "changed by a rule", RULE),
        ("pending 11-20 11-19 none", "breached 11-20 11-05 none", "changed by a rule", RULE),
        # What the rule left as it was, and what time or work did.
        ("overdue 10-01 10-08 none", "overdue 10-01 10-08 none", "still open", "overdue then and now"),
        ("met 09-01 11-15 09-01", "overdue 09-01 11-15 09-01", "lapsed", "what was done has run out"),
        ("pending 11-20 11-19 none", "breached 11-20 11-19 none", "missed", "its time has run out"),
        ("overdue 10-01 10-08 none", "met 10-01 11-12 11-10", "put right late", "done since, after its due day"),
        ("pending 10-01 11-08 none", "met 10-01 11-12 11-08", "put right in time", "done since, in time"),
    ],
)
def test_one_id_under_a_changed_rule(was, now, change, why):
    assert became(was, now, fingerprint="g") == (change, why)


@pytest.mark.parametrize(
    ("was", "now", "change", "why"),
    [
        ("pending 10-01 11-08 none", "pending 10-01 11-09 none", "changed by a rule", CALENDAR),
        ("pending 10-01 11-08 none", "breached 10-01 11-09 none", "changed by a rule", CALENDAR),
        ("pending 10-01 11-08 none", "pending 10-02 11-09 none", "changed with the data", "its trigger was moved"),
        ("pending 10-01 11-08 none", "pending 10-01 11-08 none", "still open", "still to come"),
        ("met 10-01 11-08 10-02", "met 10-01 11-08 10-03", "changed with the data",
         "what showed it done is gone or was changed"),
    ],
)  # fmt: skip
def test_one_id_under_another_calendar(was, now, change, why):
    assert became(was, now, calendar="d") == (change, why)


# --- only in one -----------------------------------------------------------------------------------------------------

OTHER = stood("met 09-01 09-08 09-02") | {"obligation_id": "other", "subject": "R9"}


def of_pair(was: list[dict], now: list[dict], then_steps=None, now_steps=None) -> dict[str, tuple[str, str]]:
    """What became of each id, but of the one that both have."""
    before, after = audit(THEN, OTHER, *was, **(then_steps or {})), audit(NOW, OTHER, *now, **(now_steps or {}))
    found = compare(before, after).changes.to_dict("records")
    return {row["obligation_id"]: (row["change"], row["why"]) for row in found if row["obligation_id"] != "other"}


def on(trigger: str, name: str = "one", verdict: str = "overdue", **more: str) -> dict[str, str]:
    return stood(f"{verdict} {trigger} {trigger} none") | {"obligation_id": name, **more}


LATER = "triggered before; its records, or what makes it apply, came since"


@pytest.mark.parametrize(
    ("trigger", "then_steps", "now_steps", "expected"),
    [
        ("11-01", {}, {}, ("new", "triggered since")),
        ("10-31", {}, {}, ("new", LATER)),
        ("none", {}, {}, ("new", LATER)),
        ("10-31", {}, {"fingerprint": "g"}, ("changed by a rule", RULE)),
        ("11-01", {}, {"fingerprint": "g"}, ("new", "triggered since")),
        ("10-31", {"not_assessed": "no table"}, {}, ("new", "the earlier audit could not assess this step")),
    ],
)
def test_only_in_the_later_audit(trigger, then_steps, now_steps, expected):
    assert of_pair([], [on(trigger)], then_steps, now_steps) == {"one": expected}


@pytest.mark.parametrize(
    ("crn", "now_steps", "expected"),
    [
        ("A000001", {}, ("gone with the data", "its row is gone, or no longer asks for it")),
        ("A000001", {"ends": "the post ended"}, ("no longer applicable", "the post ended")),
        ("A000002", {"ends": "the post ended"}, ("gone with the data", "the later audit has nothing of this case")),
        # Staff and units have no CRN.
        (None, {"ends": "the post ended"}, ("no longer applicable", "the post ended")),
        ("A000001", {"fingerprint": "g", "ends": "it closed"}, ("changed by a rule", RULE)),
        ("A000002", {"fingerprint": "g"}, ("gone with the data", "the later audit has nothing of this case")),
        (
            "A000001", {"not_assessed": "no table"},
            ("gone with the data", "the later audit could not assess this step: a table or column is lacking"),
        ),
    ],
)  # fmt: skip
def test_only_in_the_earlier_audit(crn, now_steps, expected):
    assert of_pair([on("10-01", crn=crn)], [], {}, now_steps) == {"one": expected}


def test_a_step_that_only_one_audit_has_is_a_changed_rule():
    before, after = audit(THEN, OTHER, on("10-01")), audit(NOW, OTHER, on("10-02", "two"))
    renamed = after.obligations.assign(step=after.obligations["step"].cat.rename_categories({"s": "t"}))
    after = replace(after, obligations=renamed, steps=after.steps.rename(index={"s": "t"}))
    found = compare(before, after).changes.set_index("obligation_id")[["change", "why"]]
    assert found.loc["one"].tolist() == ["changed by a rule", "the later audit does not have this step"]
    assert found.loc["two"].tolist() == ["changed by a rule", "the earlier audit did not have this step"]


MOVED = ("changed with the data", "its trigger was moved")
ELSEWHERE = ("changed with the data", "its trigger or start was moved; it stands under another id")


@pytest.mark.parametrize(
    ("was", "now", "paired"),
    [
        (on("10-01"), on("10-05", "two"), True),
        (on("10-01", subject="CP"), on("10-31", "two", subject="CP"), True),
        # A plan that had begun and is gone, and one that began since: two plans. OTHER's case bears the kind too.
        (on("10-01", subject="CP"), on("11-01", "two", subject="CP"), False),
        (on("10-31", subject="CP"), on("11-01", "two", subject="CP"), False),
        (on("11-01", subject="CP"), on("11-02", "two", subject="CP"), True),
        (on("none", subject="CP"), on("11-02", "two", subject="CP"), True),
        # A reference names one row, whatever its day.
        (on("10-01"), on("11-05", "two"), True),
        (on("10-01"), on("10-05", "two", subject="R2"), False),
        (on("10-01"), on("10-05", "two", crn="A000002"), False),
        (on("10-01", subject=None), on("10-05", "two", subject=None), True),
        (on("10-01", subject=None), on("11-05", "two", subject=None), False),
    ],
)
def test_a_moved_trigger_is_one_thing_under_two_ids(was, now, paired):
    two_more = [on("09-01", f"cp{crn}", crn=crn, subject="CP") for crn in ("A000003", "A000004")]
    found = of_pair([was, *two_more], [now, *two_more])
    found = {name: change for name, change in found.items() if not name.startswith("cp")}
    if paired:
        assert found == {"one": ELSEWHERE, "two": MOVED}
    else:
        assert {name: change for name, (change, _) in found.items()} == {"one": "gone with the data", "two": "new"}


def test_several_for_one_thing_are_not_paired():
    found = of_pair([on("10-01"), on("10-02", "uno")], [on("10-05", "two")])
    assert {name: change for name, (change, _) in found.items()} == {
        "one": "gone with the data",
        "uno": "gone with the data",
        "two": "new",
    }
