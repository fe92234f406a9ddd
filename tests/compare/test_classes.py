"""Drawn histories over two audits and three: each class of change, worked by hand."""

import pytest

from .months import CASES, DECEMBER, ENQUIRIES, NOVEMBER, OCTOBER, audited, case, compared, of_two_months, sent, table

ENQUIRY = "enq-start-of-sentence"
OTHER = case("A000009", "2026-09-01"), sent("E9", "A000009", "2026-09-02")


def with_enquiry(sentenced: str, *enquiries: str) -> dict[str, str]:
    """A000001, sentenced on a day, and its enquiries; beside A000009, whose enquiry was in time."""
    return {
        "cases.csv": table(CASES, OTHER[0], case("A000001", sentenced)),
        "enquiries.csv": table(ENQUIRIES, OTHER[1], *enquiries),
    }


AS_BEFORE = ("as before", "the same in both")


# Sentenced Thu 1 Oct: due Thu 8 Oct, so overdue on 31 Oct.
@pytest.mark.parametrize(
    ("sent_on", "is_now"),
    [
        ("2026-11-10", ("put right late", "done since, after its due day")),
        ("2026-11-01", ("put right late", "done since, after its due day")),
        # On the day of the earlier audit, which it would have had: recorded since.
        ("2026-10-31", ("changed with the data", "recorded since: it was done by the earlier audit's day")),
        ("2026-10-05", ("changed with the data", "recorded since: it was done by the earlier audit's day")),
        ("", ("still open", "overdue then and now")),
    ],
)
def test_overdue_then(tmp_path, sent_on, is_now):
    october = with_enquiry("2026-10-01")
    november = with_enquiry("2026-10-01", *([sent("E1", "A000001", sent_on)] if sent_on else []))
    assert of_two_months(tmp_path, october, november, ENQUIRY) == [is_now, AS_BEFORE]


# Sentenced Mon 26 Oct: due Mon 2 Nov, so pending on 31 Oct.
@pytest.mark.parametrize(
    ("sent_on", "is_now"),
    [
        ("2026-11-02", ("put right in time", "done since, in time")),
        ("2026-11-03", ("put right late", "done since, after its due day")),
        ("2026-10-27", ("changed with the data", "recorded since: it was done by the earlier audit's day")),
        ("", ("still open", "its due day has come and gone")),
    ],
)
def test_pending_then(tmp_path, sent_on, is_now):
    october = with_enquiry("2026-10-26")
    november = with_enquiry("2026-10-26", *([sent("E1", "A000001", sent_on)] if sent_on else []))
    assert of_two_months(tmp_path, october, november, ENQUIRY) == [is_now, AS_BEFORE]


def test_what_is_still_open_says_for_how_long(tmp_path):
    # Due Thu 8 Oct: 53 days on 30 Nov. Pending days are counted to the due day: none here.
    tables = with_enquiry("2026-10-01")
    found = compared(audited(tmp_path / "o", tables, OCTOBER), audited(tmp_path / "n", tables, NOVEMBER))
    assert [row["days"] for row in found if row["crn"] == "A000001" and row["step"] == ENQUIRY] == ["53"]


def test_met_then_and_its_record_gone_is_a_change_of_data(tmp_path):
    october, november = with_enquiry("2026-10-01", sent("E1", "A000001", "2026-10-02")), with_enquiry("2026-10-01")
    assert of_two_months(tmp_path, october, november, ENQUIRY) == [
        ("changed with the data", "what showed it done is gone or was changed"),
        AS_BEFORE,
    ]


def test_a_later_record_in_the_place_of_one_that_is_gone_is_a_change_of_data(tmp_path):
    october = with_enquiry("2026-10-01", sent("E1", "A000001", "2026-10-02"))
    november = with_enquiry("2026-10-01", sent("E1", "A000001", "2026-11-12"))
    assert of_two_months(tmp_path, october, november, ENQUIRY)[0][0] == "changed with the data"


def test_a_permitted_reason_makes_it_no_longer_applicable(tmp_path):
    reason = "E1,A000001,1,sentence-start,,2026-11-03,current-info"
    found = of_two_months(tmp_path, with_enquiry("2026-10-01"), with_enquiry("2026-10-01", reason), ENQUIRY)
    assert found[0] == ("no longer applicable", "a permitted reason is on record")


# --- only in one audit -------------------------------------------------------------------------------------------


def test_triggered_since_is_new(tmp_path):
    october = {"cases.csv": table(CASES, OTHER[0]), "enquiries.csv": table(ENQUIRIES, OTHER[1])}
    assert of_two_months(tmp_path, october, with_enquiry("2026-11-05"), ENQUIRY) == [
        ("new", "triggered since"),
        AS_BEFORE,
    ]


def test_a_case_of_before_that_is_seen_only_now_is_new_and_says_so(tmp_path):
    october = {"cases.csv": table(CASES, OTHER[0]), "enquiries.csv": table(ENQUIRIES, OTHER[1])}
    found = of_two_months(tmp_path, october, with_enquiry("2026-10-01"), ENQUIRY)
    assert found[0] == ("new", "triggered before; its records, or what makes it apply, came since")


def test_a_case_that_left_the_extracts_is_gone_with_the_data(tmp_path):
    november = {"cases.csv": table(CASES, OTHER[0]), "enquiries.csv": table(ENQUIRIES, OTHER[1])}
    found = of_two_months(tmp_path, with_enquiry("2026-10-01"), november, ENQUIRY)
    assert found == [AS_BEFORE, ("gone with the data", "the later audit has nothing of this case")]


CHANGES = "change_ref,crn,known_on,change,child_ref"


def with_changes(*lines: str) -> dict[str, str]:
    return with_enquiry("2026-09-01") | {"changes.csv": table(CHANGES, *lines)}


KEPT = "C9,A000009,2026-10-05,new-contact,"


def test_a_row_that_vanished_is_gone_with_the_data(tmp_path):
    october, november = with_changes(KEPT, "C1,A000001,2026-10-05,new-contact,"), with_changes(KEPT)
    found = of_two_months(tmp_path, october, november, "enq-new-contact")
    assert found[1] == ("gone with the data", "its row is gone, or no longer asks for it")


def test_a_table_that_was_not_supplied_is_gone_with_the_data(tmp_path):
    found = of_two_months(tmp_path, with_changes(KEPT), with_enquiry("2026-09-01"), "enq-new-contact")
    assert found == [("gone with the data", "the later audit could not assess this step: a table or column is lacking")]


def test_a_trigger_that_was_corrected_is_a_change_of_data_under_both_ids(tmp_path):
    october = with_changes("C1,A000001,2026-10-05,new-contact,")
    november = with_changes("C1,A000001,2026-10-07,new-contact,")
    assert of_two_months(tmp_path, october, november, "enq-new-contact") == [
        ("changed with the data", "its trigger was moved"),
        ("changed with the data", "its trigger or start was moved; it stands under another id"),
    ]


def test_work_on_what_had_its_trigger_corrected_is_work(tmp_path):
    october = with_changes("C1,A000001,2026-10-05,new-contact,")
    november = with_changes("C1,A000001,2026-10-07,new-contact,") | {
        "enquiries.csv": table(ENQUIRIES, OTHER[1], "E1,A000001,1,new-contact,2026-11-09,,")
    }
    assert of_two_months(tmp_path, october, november, "enq-new-contact") == [
        ("put right late", "done since, after its due day"),
        ("changed with the data", "its trigger or start was moved; it stands under another id"),
    ]


CONFERENCES = "conference_ref,crn,kind,held_on,attended"


def with_conference(held_on: str, attended: str = "") -> dict[str, str]:
    conferences = table(CONFERENCES, f"K1,A000001,icpc,{held_on},{attended}", "K9,A000009,icpc,2026-10-01,Y")
    return with_enquiry("2026-09-01") | {"conferences.csv": conferences}


def test_a_conference_that_was_put_off_is_the_same_conference(tmp_path):
    # Its day had come by 31 Oct; the reference says that it is the same row.
    found = of_two_months(tmp_path, with_conference("2026-10-20"), with_conference("2026-12-15"), "cpc-attend")
    assert found == [
        ("changed with the data", "can be told since"),
        AS_BEFORE,
        ("changed with the data", "its trigger or start was moved; it stands under another id"),
    ]


def test_a_conference_whose_attendance_is_not_recorded_is_not_told(tmp_path):
    found = of_two_months(tmp_path, with_conference("2026-11-10"), with_conference("2026-11-10"), "cpc-attend")
    assert found == [("not told", "its day has come, and the records do not say"), AS_BEFORE]


def test_a_conference_attended_since_is_done_in_time(tmp_path):
    found = of_two_months(tmp_path, with_conference("2026-11-10"), with_conference("2026-11-10", "Y"), "cpc-attend")
    assert found == [("put right in time", "done since, in time"), AS_BEFORE]


def test_a_conference_missed_since_is_missed(tmp_path):
    found = of_two_months(tmp_path, with_conference("2026-11-10"), with_conference("2026-11-10", "N"), "cpc-attend")
    assert found == [("missed", "its time has run out"), AS_BEFORE]


# --- ids that stay: retraining, a slipped release, a new assessment, a register review -----------------------------

STAFF = table("staff_code,role,team,pdu,started_on,left_on", "N01,COM,Team A,North,2020-01-06,")
TRAINING = "staff_code,course,completed_on"


def trained(*days: str, staff: str = STAFF) -> dict[str, str]:
    lines = [f"N01,elearning,{day}" for day in days] or ["N77,elearning,2026-01-05"]
    return {"staff.csv": staff, "training.csv": table(TRAINING, *lines)}


# Completed 15 Nov 2023: valid through 15 Nov 2026, lapsed the day after.
@pytest.mark.parametrize(
    ("again", "is_now"),
    [
        ((), ("lapsed", "what was done has run out")),
        (("2026-11-15",), ("put right in time", "done since, in time")),
        (("2026-11-16",), ("put right late", "done since, after its due day")),
        (("2026-10-20",), ("changed with the data", "its trigger was moved")),
    ],
)
def test_retraining_keeps_the_id(tmp_path, again, is_now):
    found = of_two_months(tmp_path, trained("2023-11-15"), trained("2023-11-15", *again), "training-elearning")
    assert found == [is_now]


def test_training_of_someone_who_left_is_no_longer_applicable(tmp_path):
    left = table("staff_code,role,started_on,left_on", "N01,COM,2020-01-06,2026-11-13", "N02,COM,2020-01-06,")
    both = left.replace("2026-11-13", "")
    found = of_two_months(
        tmp_path, trained("2023-11-15", staff=both), trained("2023-11-15", staff=left), "training-elearning"
    )
    assert found[1] == ("no longer applicable", "left the post, or its role asks for it no longer")


RELEASES = "release_ref,crn,event_number,release_type,planned_on,released_on"


def with_release(planned: str, released: str = "", *enquiries: str) -> dict[str, str]:
    release = table(RELEASES, f"R1,A000009,1,licence,{planned},{released}")
    tables = {"cases.csv": table(CASES, OTHER[0]), "enquiries.csv": table(ENQUIRIES, OTHER[1], *enquiries)}
    return tables | {"releases.csv": release}


def before_release(day: str) -> str:
    return f"E2,A000009,1,pre-release,{day},,"


@pytest.mark.parametrize(
    ("november", "is_now"),
    [
        (with_release("2026-11-20", "2026-11-20"), ("missed", "its time has run out")),
        (with_release("2026-11-20", "2026-11-18"), ("missed", "its time has run out")),
        (with_release("2026-12-18"), ("changed with the data", "its trigger was moved")),
        # Slipped, and the enquiry made before the release that was then planned: in time.
        (with_release("2026-12-18", "", before_release("2026-11-24")), ("put right in time", "done since, in time")),
        (
            with_release("2026-11-20", "2026-11-20", before_release("2026-11-24")),
            ("missed", "its time has run out"),
        ),
    ],
)
def test_a_release_keeps_its_id_when_it_slips(tmp_path, november, is_now):
    # Planned for Fri 20 Nov: the enquiry is due by Thu 19 Nov, pending on 31 Oct.
    # The enquiry of A000009 in September bears another point, so it does not serve.
    assert of_two_months(tmp_path, with_release("2026-11-20"), november, "enq-pre-release") == [is_now]


ASSESSMENTS = "assessment_ref,crn,event_number,completed_on,kind,rosh_children,risk_management_plan"


def assessed(*lines: str) -> dict[str, str]:
    return with_enquiry("2026-09-01") | {"assessments.csv": table(ASSESSMENTS, *lines)}


@pytest.mark.parametrize(
    ("plan_then", "later", "is_now"),
    [
        ("N", "S2,A000001,1,2026-11-12,review,high,Y", ("put right late", "done since, after its due day")),
        ("Y", "S2,A000001,1,2026-11-12,review,high,Y", ("put right in time", "done since, in time")),
        ("N", "S2,A000001,1,2026-11-12,review,high,N", ("still open", "overdue then and now, by another due day")),
        ("Y", "S2,A000001,1,2026-11-12,review,high,N", ("lapsed", "wanted anew since")),
        (
            "N",
            "S2,A000001,1,2026-11-12,review,low,",
            ("no longer applicable", "the case is closed, or its latest assessment no longer asks for it"),
        ),
    ],
)
def test_a_new_assessment_keeps_the_id(tmp_path, plan_then, later, is_now):
    first = f"S1,A000001,1,2026-09-10,initial,high,{plan_then}"
    assert of_two_months(tmp_path, assessed(first), assessed(first, later), "oasys-rmp") == [is_now]


def test_a_plan_added_to_an_assessment_of_before_is_a_change_of_data(tmp_path):
    line = "S1,A000001,1,2026-09-10,initial,high,"
    found = of_two_months(tmp_path, assessed(line + "N"), assessed(line + "Y"), "oasys-rmp")
    assert found == [("changed with the data", "recorded since: it was done by the earlier audit's day")]


def test_what_could_not_be_told_and_still_cannot_is_not_told(tmp_path):
    line = "S1,A000001,1,2026-09-10,initial,high,"
    plans = "S9,A000009,1,2026-09-10,initial,high,Y"
    found = of_two_months(tmp_path, assessed(line, plans), assessed(line, plans), "oasys-rmp")
    assert found == [("not told", "not assessable then and now"), AS_BEFORE]


REGISTRATIONS = "crn,register,start,next_review,end"


def registered(next_review: str, end: str = "") -> dict[str, str]:
    return with_enquiry("2026-09-01") | {
        "registrations.csv": table(
            REGISTRATIONS,
            f"A000001,RCHD,2026-08-03,{next_review},{end}",
            "A000009,RCHD,2026-08-03,2027-06-01,",
        )
    }


@pytest.mark.parametrize(
    ("now", "is_now"),
    [
        (registered("2026-11-12"), ("lapsed", "what was done has run out")),
        # A review leaves no day of its own in the records, so it is counted neither as work nor as a correction.
        (registered("2027-02-12"), ("not told", "its due day was moved on; the records hold no day of what was done")),
        (registered("2026-11-12", "2026-11-09"), ("no longer applicable", "the registration has ended")),
    ],
)
def test_a_register_review(tmp_path, now, is_now):
    found = of_two_months(tmp_path, registered("2026-11-12"), now, "reg-review")
    assert sorted(found) == sorted([is_now, AS_BEFORE])


def test_an_overdue_review_that_is_set_anew_is_met_without_a_day(tmp_path):
    found = of_two_months(tmp_path, registered("2026-10-12"), registered("2027-02-12"), "reg-review")
    assert ("not told", "met since; the records hold no day of it") in found


def test_oversight_that_was_made_and_has_run_out_again_is_lapsed_not_a_change_of_data(tmp_path):
    # Overseen on 2 Nov, so due again by 2 Feb 2027; by 1 Mar that has run out.
    contacts = "crn,contact_date,contact_type,outcome"
    october = registered("2027-06-01") | {"contacts.csv": table(contacts, "A000009,2026-10-01,MO1,")}
    march = registered("2027-06-01") | {
        "contacts.csv": table(contacts, "A000001,2026-11-02,MO1,", "A000009,2027-02-08,MO1,")
    }
    before = audited(tmp_path / "october", october, OCTOBER)
    after = audited(tmp_path / "march", march, "2027-03-01")
    found = {row["crn"]: row["why"] for row in compared(before, after) if row["step"] == "oversight-safeguarding"}
    assert found == {"A000001": "done since, and run out again", "A000009": "done since, after its due day"}


# --- rules, calendars, filters -------------------------------------------------------------------------------------


def in_one_day(tmp_path, tables, before_options=(), after_options=(), step=ENQUIRY):
    before = audited(tmp_path / "one", tables, OCTOBER, *before_options)
    after = audited(tmp_path / "two", tables, OCTOBER, *after_options)
    return {(row["crn"], row["change"], row["why"]) for row in compared(before, after) if row["step"] == step}


def settings(tmp_path, text: str) -> tuple[str, str]:
    (tmp_path / "office.toml").write_text(text)
    return "--settings", str(tmp_path / "office.toml")


def test_a_changed_benchmark_is_a_changed_rule(tmp_path):
    # 30 working days from 1 Oct: 12 Nov, so pending on 31 Oct; the enquiry of A000009 was in time by either.
    options = settings(tmp_path, 'benchmarks.earliest_opportunity = "30 working days"\n')
    found = in_one_day(tmp_path, with_enquiry("2026-10-01"), (), options)
    rule = "the meaning of the step or its benchmark was changed"
    assert found == {("A000001", "changed by a rule", rule), ("A000009", "changed by a rule", rule)}


def test_work_is_work_also_where_the_rule_changed(tmp_path):
    before = audited(tmp_path / "one", with_enquiry("2026-10-01"), OCTOBER)
    options = settings(tmp_path, 'benchmarks.earliest_opportunity = "30 working days"\n')
    later = with_enquiry("2026-10-01", sent("E1", "A000001", "2026-11-10"))
    after = audited(tmp_path / "two", later, NOVEMBER, *options)
    # In time by the new rule, but after the day that it was due before: a rule makes nobody's late work timely.
    found = [row["change"] for row in compared(before, after) if (row["crn"], row["step"]) == ("A000001", ENQUIRY)]
    assert found == ["put right late"]


def test_another_calendar_is_a_changed_rule(tmp_path):
    options = settings(tmp_path, "calendar.add = [2026-10-02]\n")
    found = in_one_day(tmp_path, with_enquiry("2026-10-01"), (), options)
    assert found == {
        ("A000001", "changed by a rule", "the working days are counted by another calendar"),
        ("A000009", *AS_BEFORE),
    }


def test_a_filter_leaves_out_and_changes_nothing(tmp_path):
    found = in_one_day(tmp_path, with_enquiry("2026-10-01"), (), ("--since", "2026-09-15"))
    left_out = "the later audit was filtered, or did not use this policy"
    assert found == {("A000001", "still open", "overdue then and now"), ("A000009", "left out", left_out)}


def test_a_filter_of_the_earlier_audit_leaves_out_too(tmp_path):
    found = in_one_day(tmp_path, with_enquiry("2026-10-01"), ("--team", "team b"), ())
    assert {change for _, change, _ in found} == {"left out"}


def test_three_audits_keep_one_id(tmp_path):
    october = audited(tmp_path / "1", with_release("2026-11-20"), OCTOBER)
    november = audited(tmp_path / "2", with_release("2026-12-18"), NOVEMBER)
    december = audited(tmp_path / "3", with_release("2026-12-18", "2026-12-18", before_release("2026-12-10")), DECEMBER)
    one, two = ([row for row in compared(*pair) if row["step"] == "enq-pre-release"] for pair in
                ((october, november), (november, december)))  # fmt: skip
    assert [row["change"] for row in one + two] == ["changed with the data", "put right in time"]
    assert one[0]["obligation_id"] == two[0]["obligation_id"]
