"""What the reason says where neither the verdict nor a day shows it (`outputs.md`, reason)."""

import pytest

from .helpers import told

HISTORIES = {
    # Agreed on Monday 2 March, made on Monday the 9th; the second was agreed only after it was made.
    "transfer-impact": (
        """As at: 2026-06-30
cases          crn      supervision_start
               Z900001  2025-06-02
               Z900002  2025-06-02
registrations  crn      register  start
               Z900001  RCCO      2025-06-02
               Z900002  RCCO      2025-06-02
allocations    crn      changed_on  kind  from_staff  to_staff  agreed_on   child_impact_considered_on
               Z900001  2026-03-09  com   S1          S2        2026-03-02  -
               Z900002  2026-03-09  com   S1          S2        2026-03-10  -""",
        ["the transfer was agreed or made on Mon 2 Mar 2026.", "the transfer was agreed or made on Mon 9 Mar 2026."],
    ),
}


@pytest.mark.parametrize("step", HISTORIES)
def test_what_the_reason_says(step, tmp_path):
    drawn, wanted = HISTORIES[step]
    rows = told(step, drawn, tmp_path)
    assert len(rows) == len(wanted)
    for row, words in zip(rows, wanted, strict=True):
        assert words in row.reason


def test_words_that_excuse_nothing_are_told_of_and_a_reason_that_came_too_late_is_not(tmp_path):
    """Due on Mon 8 June; a reason without a point counts only by then."""
    drawn = """As at: 2026-06-30
cases      crn      sentence_date
           Z900001  2026-06-01
           Z900002  2026-06-01
enquiries  enquiry_ref  crn      point           sent  not_made_on  not_made_reason
           E1           Z900001  sentence-start  -     2026-06-03   no-time
           E2           Z900002  -               -     2026-06-15   current-info"""
    rows = told("enq-start-of-sentence", drawn, tmp_path)
    assert [row.verdict for row in rows] == ["overdue", "overdue"]
    assert ["Other reason recorded, see row." in row.reason for row in rows] == [True, False]
    assert [row.evidence for row in rows] == ["cases.csv:2; enquiries.csv:2", "cases.csv:3"]


SIBLINGS = """As at: 2026-04-30
cases          crn      supervision_start
               Z900001  2025-06-02
plans          crn      child_ref  plan  start
               Z900001  K2         CP    2026-04-20
               Z900001  K1         CP    2026-04-21
               Z900001  K2         CP    2026-04-22
               Z900001  K3         CIN   2026-04-22
registrations  crn      register  start
               Z900001  RCPR      2026-04-22"""


def test_the_children_of_a_spell_are_named_each_once(tmp_path):
    (row,) = told("reg-cp", SIBLINGS, tmp_path)
    assert row.reason.endswith(" Children: K1, K2.")


VISITS = """As at: 2026-04-30
cases        crn      supervision_start  supervision_end
             Z900001  2026-04-20         2026-04-28
             Z900002  2026-04-20         -
             Z900003  2026-04-20         2026-04-24
assessments  assessment_ref  crn      completed_on  rosh_children
             A1              Z900001  2026-04-01    high
             A2              Z900002  2026-04-01    high
             A3              Z900003  2026-04-01    high
contacts     crn      contact_date  contact_type  outcome
             Z900001  2026-04-20    CHVS          ATTC
             Z900001  2026-04-28    MO8           Home visit exempted
             Z900002  2026-04-19    MO8           Home visit exempted
             Z900003  2026-04-24    CHVS          ATTC
             Z900003  2026-04-25    MO8           Home visit exempted"""


def test_a_reason_for_no_visit_is_told_where_it_was_recorded_in_the_period(tmp_path):
    told_of = [
        "A reason for no home visit is recorded" in row.reason for row in told("hv-high-rosh-15wd", VISITS, tmp_path)
    ]
    assert told_of == [True, False, False]


def test_a_record_of_a_table_without_days_of_recording_was_not_entered_late(tmp_path):
    """One done by a registration, one by an assessment, while contacts and enquiries hold a day of recording."""
    drawn = """As at: 2026-06-30
cases          crn      sentence_date  supervision_start
               Z900001  2026-03-09     2026-03-09
plans          crn      child_ref  plan  start
               Z900001  K1         CP    2026-03-16
registrations  crn      register  start
               Z900001  RCPR      2026-03-17
contacts       crn      contact_date  contact_type  outcome  recorded_on
               Z900001  2026-03-17    C005          -        2026-06-01
enquiries      enquiry_ref  crn      sent        recorded_on
               E1           Z900001  2026-03-17  2026-06-01
changes        change_ref  crn      known_on    change
               G1          Z900001  2026-03-16  pregnancy
assessments    assessment_ref  crn      completed_on
               A1              Z900001  2026-03-17"""
    for folder, step in ((tmp_path / "one", "reg-cp"), (tmp_path / "two", "oasys-review-after-change")):
        folder.mkdir()
        (row,) = told(step, drawn, folder)
        assert row.verdict == "met"
        assert "recorded late" not in row.reason


@pytest.mark.parametrize(
    ("identified", "sent", "noted"),
    [
        # Friday 5 June 2026 is the last working day of its week: until the end of Saturday.
        ("2026-06-05 09:00", "2026-06-06 09:00", False),
        ("2026-06-05 09:00", "2026-06-06 09:01", True),
        ("2026-06-05 09:00", "2026-06-07 09:00", False),
        ("2026-06-05 09:00", "-", False),
        ("2026-06-05", "2026-06-06", False),
        # Tuesday.
        ("2026-06-02 09:00", "2026-06-03 08:00", False),
        ("2026-06-02 09:00", "2026-06-03 10:00", False),
        ("2026-06-02", "2026-06-03", False),
    ],
)
def test_more_than_24_hours_are_noted_where_7_35_allows_them(identified, sent, noted, tmp_path):
    drawn = f"""As at: 2026-06-30
cases      crn      supervision_start
           Z900001  2026-01-05
referrals  referral_ref  crn      identified_at  sent_at
           R1            Z900001  {identified}  {sent}"""
    (row,) = told("ref-24h", drawn, tmp_path)
    assert ("That was more than 24 hours after the risk was identified" in row.reason) == noted


def test_how_many_other_authorities_are_to_be_told(tmp_path):
    """All told Leeds: of each identified child's authority once, however spelt; what is not known is none."""
    drawn = """As at: 2026-06-30
cases        crn      pprc
             Z900001  confirmed
             Z900002  confirmed
             Z900003  confirmed
             Z900004  confirmed
children     crn      child_ref  identified  local_authority
             Z900001  K1         Y           LEEDS
             Z900001  K2         Y           -
             Z900002  K1         Y           Leeds
             Z900002  K2         Y           York
             Z900002  K3         Y           YORK
             Z900002  K4         N           Hull
             Z900003  K1         Y           Hull
             Z900003  K2         Y           Leeds
             Z900003  K3         Y           York
             Z900004  K1         Y           Hull
             Z900004  K2         Y           Leeds
             Z900004  K3         Y           York
             Z900004  K4         Y           Bath
assessments  assessment_ref  crn      completed_on  rosh_children
             A1              Z900001  2026-02-02    high
             A2              Z900002  2026-02-02    high
             A3              Z900003  2026-02-02    high
             A4              Z900004  2026-02-02    high
releases     release_ref  crn      release_type  planned_on  la_notified_on  local_authority
             L1           Z900001  led           2026-05-05  2026-03-02      Leeds
             L2           Z900002  led           2026-05-05  2026-03-02      Leeds
             L3           Z900003  led           2026-05-05  2026-03-02      Leeds
             L4           Z900004  led           2026-05-05  2026-03-02      Leeds"""
    rows = told("pprc-right-authority", drawn, tmp_path)
    assert [row.verdict for row in rows] == ["met"] * 4
    assert [row.reason.partition(" 2026. ")[2] for row in rows] == [
        "",
        "One other authority of an identified child is to be told.",
        "Two other authorities of identified children are to be told.",
        "Three or more other authorities of identified children are to be told.",
    ]


def test_an_unsafe_address_is_approved_on_the_day_of_the_decision_or_where_blank_of_the_proposal(tmp_path):
    drawn = """As at: 2026-06-30
cases      crn      supervision_start
           Z900001  2026-01-05
addresses  address_ref  crn      proposed_on  decided_on  decision  unsafe_for_child  power_to_refuse
           A1           Z900001  2026-06-01   2026-06-10  approved  Y                 Y
           A2           Z900001  2026-06-01   -           approved  Y                 Y"""
    rows = told("address-refuse-unsafe", drawn, tmp_path)
    assert [row.verdict for row in rows] == ["breached"] * 2
    assert [row.reason.partition(": ")[2] for row in rows] == [
        "it was approved or moved into on Wed 10 Jun 2026.",
        "it was approved or moved into on Mon 1 Jun 2026.",
    ]


def test_of_several_things_that_cannot_be_told_the_cohort_is_named_first(tmp_path):
    drawn = """As at: 2026-06-30
cases      crn      supervision_start
           Z900001  2026-01-05
addresses  address_ref  crn      proposed_on  decided_on  decision  unsafe_for_child  power_to_refuse
           A1           Z900001  2026-06-01   -           refused   Y                 -"""
    (row,) = told("address-refuse-unsafe", drawn, tmp_path)
    assert row.reason == (
        "Cannot be told: it is not recorded whether the order or licence allows a refusal."
        " Would settle it: power_to_refuse of addresses."
    )


def test_what_is_wanted_together_is_named_where_it_lacks(tmp_path):
    """All three were told; the police were not; nobody was told yet; told too late, all the same told."""
    drawn = """As at: 2026-06-05
cases     crn      in_custody
          Z900001  Y
children  crn      child_ref  identified
          Z900001  K1         Y
concerns  concern_ref  crn      kind         known_on    child_ref  told_la_on  told_police_on  told_om_on
          C1           Z900001  prison-risk  2026-05-20  K1         2026-05-21  2026-05-21      2026-05-21
          C2           Z900001  prison-risk  2026-05-20  K1         2026-05-21  -               2026-05-21
          C3           Z900001  prison-risk  2026-06-03  K1         -           -               -
          C4           Z900001  prison-risk  2026-05-20  K1         2026-05-21  2026-06-04      2026-05-21"""
    rows = told("concern-shared-prison", drawn, tmp_path)
    assert [row.verdict for row in rows] == ["met", "overdue", "pending", "late"]
    assert [row.reason.partition(" Lacking: ")[2] for row in rows] == [
        "",
        "told_police_on.",
        "told_la_on, told_police_on, told_om_on.",
        "",
    ]


def test_what_a_record_leaves_out_is_named(tmp_path):
    drawn = """As at: 2026-06-30
cases      crn      supervision_start
           Z900001  2026-01-05
referrals  referral_ref  crn      sent_at     reason  harm_category  rosh_level  response_requested  parents_informed
           R1            Z900001  2026-06-01  given   -              high        -                   Y"""
    (row,) = told("ref-content", drawn, tmp_path)
    assert row.reason == "The referral leaves out harm category, response requested."


def test_another_reading_is_told_where_its_day_bears_on_the_verdict(tmp_path):
    """Supervision from Thu 1 Jan 2026: 15 days on is Fri 16 January, 15 working days on is Thu 22 January (2, 5 to 9,
    12 to 16, 19 to 22). In custody, nobody can tell whatever the day."""
    drawn = """As at: 2026-01-20
cases          crn      supervision_start  in_custody
               Z900001  2026-01-01         N
               Z900002  2026-01-01         Y
registrations  crn      register  start
               Z900001  CSEP      2026-01-01
               Z900002  CSEP      2026-01-01
contacts       crn      contact_date  contact_type  outcome
               Z900001  2026-01-01    MO1           -"""
    outside, inside = told("hv-cse-15d", drawn, tmp_path)
    assert (outside.verdict, inside.verdict) == ("overdue", "not assessable")
    assert outside.reason.endswith("due by Thu 22 Jan 2026.") and "Read otherwise" in outside.reason
    assert "Read otherwise" not in inside.reason
