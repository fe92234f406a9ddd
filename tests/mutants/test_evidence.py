"""The records that a verdict rests on beside its own row and the record of done_on: the rows that put a case into a
step's cohort. The reference has no evidence, so each list here is worked by hand (`outputs.md`, evidence).

Each history has rows on both sides of what counts.
"""

import pytest

from .helpers import told

HISTORIES = {
    "hv-high-rosh-15wd": (
        # The assessment by the start, the first row of its table; not the later one.
        """As at: 2026-04-30
cases        crn      supervision_start
             Z900001  2026-04-20
assessments  assessment_ref  crn      completed_on  rosh_children
             A1              Z900001  2026-04-01    high
             A2              Z900001  2026-04-22    high
contacts     crn      contact_date  contact_type  outcome
             Z900001  2026-04-24    CHVS          ATTC""",
        "cases.csv:2; contacts.csv:2; assessments.csv:2",
    ),
    # The latest, the last of the trigger's day, does not say so; the first of that day that does.
    "hv-high-rosh-15wd: overtaken on the day": (
        """As at: 2026-04-30
cases        crn      supervision_start
             Z900001  2026-04-20
assessments  assessment_ref  crn      completed_on  rosh_children
             A4              Z900001  2026-04-23    high
             A1              Z900001  2026-04-01    low
             A2              Z900001  2026-04-22    high
             A5              Z900001  2026-04-22    very high
             A3              Z900001  2026-04-22    low
contacts     crn      contact_date  contact_type  outcome
             Z900001  2026-04-24    CHVS          ATTC""",
        "cases.csv:2; contacts.csv:2; assessments.csv:6; assessments.csv:4",
    ),
    # Both say so; the later in the file is the latest, and enough.
    "hv-high-rosh-15wd: twice on the day": (
        """As at: 2026-04-30
cases        crn      supervision_start
             Z900001  2026-04-20
assessments  assessment_ref  crn      completed_on  rosh_children
             A1              Z900001  2026-04-20    high
             A2              Z900001  2026-04-20    very high
contacts     crn      contact_date  contact_type  outcome
             Z900001  2026-04-24    CHVS          ATTC""",
        "cases.csv:2; contacts.csv:2; assessments.csv:3",
    ),
    "ref-domestic-abuse": (
        """As at: 2026-04-30
cases      crn      supervision_start
           Z900001  2026-01-05
children   crn      child_ref  identified
           Z900001  K1         N
           Z900001  K2         Y
           Z900001  K3         -
changes    change_ref  crn      known_on    change
           G1          Z900001  2026-04-01  domestic-abuse
referrals  referral_ref  crn      identified_at  sent_at
           R1            Z900001  2026-04-01     2026-04-02""",
        "changes.csv:2; referrals.csv:2; children.csv:3",
    ),
    "psr-ask-pregnancy": (
        # Both rows say something, one of gender, one of transgender; the third says nothing.
        """As at: 2026-04-30
cases          crn      event_number  gender  transgender
               Z900001  1             F       -
               Z900001  2             -       N
               Z900001  3             -       -
court_reports  crn      event_number  interview_date  asked_pregnant
               Z900001  3             2026-04-01      N""",
        "court_reports.csv:2; cases.csv:2; cases.csv:3",
    ),
    "oasys-child-objective": (
        # RCPR ends on the as-at day, so it is over; RCCO ends the day after and stands; the plan ends on the day.
        """As at: 2026-04-30
cases          crn      supervision_start
               Z900001  2026-01-05
children       crn      child_ref  in_contact  lives_with
               Z900001  K1         Y           N
               Z900001  K2         N           Y
               Z900001  K3         N           -
plans          crn      child_ref  plan  start       end
               Z900001  K1         CIN   2026-02-02  2026-04-30
               Z900001  K2         CIN   2026-02-02  -
registrations  crn      register  start       end
               Z900001  RCPR      2026-02-02  2026-04-30
               Z900001  RCCO      2026-02-02  -
               Z900001  RCPR      2026-02-03  -
               Z900001  RCHD      2026-02-02  -
assessments    assessment_ref  crn      completed_on  rosh_children  child_objective
               A1              Z900001  2026-04-01    low            N""",
        "assessments.csv:2; plans.csv:3; registrations.csv:3; registrations.csv:4; children.csv:2; children.csv:3",
    ),
    "oasys-marac-main-body": (
        """As at: 2026-04-30
cases          crn      supervision_start
               Z900001  2026-01-05
assessments    assessment_ref  crn      completed_on  marac_in_main_body
               A1              Z900001  2026-04-01    Y
contacts       crn      contact_date  contact_type
               Z900001  2026-04-01    C150
               Z900001  2026-04-02    C150
               Z900001  2026-04-01    C157
registrations  crn      register  start
               Z900001  IMAR      2026-04-01
               Z900001  IMAR      2026-04-02
               Z900001  RCPR      2026-04-01""",
        "assessments.csv:2; contacts.csv:2; registrations.csv:2",
    ),
    "enq-court-followup-by-om": (
        # Only the row of the sentence that it was unanswered at, not the other events'.
        """As at: 2026-04-30
cases      crn      event_number  sentence_date
           Z900001  1             2026-02-02
           Z900001  3             2026-03-02
           Z900001  2             2026-04-20
enquiries  enquiry_ref  crn      event_number  point  sent        followed_up
           E1           Z900001  2             psr    2026-04-13  2026-04-22""",
        "enquiries.csv:2; cases.csv:4",
    ),
    "transfer-handover": (
        """As at: 2026-04-30
cases          crn      supervision_start
               Z900001  2026-01-05
children       crn      child_ref  linked_on   at_risk
               Z900001  K1         2026-04-01  Y
               Z900001  K2         2026-04-02  Y
               Z900001  K3         -           Y
               Z900001  K4         2026-03-31  N
plans          crn      child_ref  plan  start       end
               Z900001  K1         CIN   2026-04-01  2026-04-02
               Z900001  K2         CIN   2026-03-02  2026-04-01
registrations  crn      register  start       end
               Z900001  RCPR      2026-04-01  2026-04-02
               Z900001  RCCO      2026-03-02  2026-04-01
               Z900001  RCHD      2026-04-02  -
               Z900001  RCP       2026-03-02  -
allocations    crn      changed_on  kind  from_staff  to_staff  handover_recorded_on
               Z900001  2026-04-01  com   N01A001     N01B002   2026-04-02""",
        "allocations.csv:2; registrations.csv:2; plans.csv:2; children.csv:2; children.csv:4",
    ),
    "pprc-notify-la-release": (
        """As at: 2026-04-30
cases          crn      event_number  pprc
               Z900001  1             confirmed
               Z900001  2             -
               Z900001  3             no
children       crn      child_ref  identified
               Z900001  K1         Y
registrations  crn      register  start
               Z900001  CPC       2026-01-05
               Z900001  CPRC      2026-01-05
assessments    assessment_ref  crn      completed_on  rosh_children
               A1              Z900001  2026-03-02    high
releases       release_ref  crn      event_number  release_type  planned_on  la_notified_on
               L1           Z900001  1             led           2026-06-01  2026-04-20""",
        "releases.csv:2; cases.csv:2; cases.csv:4; registrations.csv:2; assessments.csv:2; children.csv:2",
    ),
    "ref-right-authority": (
        """As at: 2026-04-30
cases      crn      supervision_start
           Z900001  2026-01-05
children   crn      child_ref  local_authority
           Z900001  K1         Leeds
           Z900001  K2         Bradford
referrals  referral_ref  crn      child_ref  identified_at  sent_at     local_authority
           R1            Z900001  K2         2026-04-01     2026-04-02  Bradford""",
        "referrals.csv:2; children.csv:3",
    ),
    "reg-cp-closed": (
        # The registration that was over by the plan's end is not one of those; the one that ended on it is.
        """As at: 2026-04-30
cases          crn      supervision_start
               Z900001  2026-01-05
plans          crn      child_ref  plan  start       end
               Z900001  K1         CP    2026-02-02  2026-04-01
registrations  crn      register  start       end
               Z900001  RCPR      2026-02-02  2026-03-31
               Z900001  RCPR      2026-02-02  2026-04-01
               Z900001  RCP       2026-02-02  2026-04-02""",
        "plans.csv:2; registrations.csv:4; registrations.csv:3",
    ),
    "hv-cse-15d": (
        """As at: 2026-04-30
cases          crn      supervision_start
               Z900001  2026-04-20
registrations  crn      register  start
               Z900001  CSEP      2026-03-02
               Z900001  RCHD      2026-03-02
changes        change_ref  crn      known_on    change
               G1          Z900001  2026-04-21  cse
               G2          Z900001  2026-04-21  other
contacts       crn      contact_date  contact_type  outcome
               Z900001  2026-04-22    MO8           Home visit not undertaken
               Z900001  2026-04-23    MO8           Home visit not undertaken""",
        "cases.csv:2; registrations.csv:2; changes.csv:2; contacts.csv:2",
    ),
    "hv-other-6-weeks": (
        """As at: 2026-04-30
cases          crn      supervision_start
               Z900001  2026-04-20
children       crn      child_ref  at_risk
               Z900001  K1         Y
               Z900001  K2         N
plans          crn      child_ref  plan  start
               Z900001  K1         CIN   2026-04-01
registrations  crn      register  start
               Z900001  RCC       2026-04-01
               Z900001  VINC      2026-04-01
assessments    assessment_ref  crn      completed_on  rosh_children
               A1              Z900001  2026-04-27    medium
contacts       crn      contact_date  contact_type  outcome
               Z900001  2026-04-24    CHVS          ATTC""",
        "cases.csv:2; contacts.csv:2; registrations.csv:2; plans.csv:2; children.csv:2; assessments.csv:2",
    ),
    "hv-other-6-weeks: never assessed, though another case was": (
        """As at: 2026-06-30
cases          crn      supervision_start
               Z900001  2026-04-20
               Z900002  -
plans          crn      child_ref  plan  start
               Z900001  K1         CP    2026-04-20
assessments    assessment_ref  crn      completed_on  rosh_children
               A1              Z900002  2026-04-20    medium
contacts       crn      contact_date  contact_type  outcome
               Z900001  2026-04-24    CHVS          ATTC""",
        "cases.csv:2; contacts.csv:2; plans.csv:2",
    ),
    # Day 42 is 1 June; what was assessed after it is not looked at.
    "hv-other-6-weeks: assessed again after six weeks": (
        """As at: 2026-06-30
cases          crn      supervision_start
               Z900001  2026-04-20
assessments    assessment_ref  crn      completed_on  rosh_children
               A2              Z900001  2026-06-02    low
               A1              Z900001  2026-06-01    medium
contacts       crn      contact_date  contact_type  outcome
               Z900001  2026-04-24    CHVS          ATTC""",
        "cases.csv:2; contacts.csv:2; assessments.csv:3",
    ),
    # In the community the prison's alert, though earlier, is not what shows it; in custody it is.
    "reg-rchd: in the community": (
        """As at: 2026-06-30
cases          crn      supervision_start  in_custody
               Z900001  2025-06-02         N
assessments    assessment_ref  crn      completed_on  rosh_children
               A1              Z900001  2026-03-02    high
registrations  crn      register  start
               Z900001  RCHD      2026-03-04
               Z900001  RCS       2026-03-03""",
        "assessments.csv:2; registrations.csv:2",
    ),
    "reg-rchd: in custody": (
        """As at: 2026-06-30
cases          crn      supervision_start  in_custody
               Z900001  2025-06-02         Y
assessments    assessment_ref  crn      completed_on  rosh_children
               A1              Z900001  2026-03-02    high
registrations  crn      register  start
               Z900001  RCHD      2026-03-04
               Z900001  RCS       2026-03-03""",
        "assessments.csv:2; registrations.csv:3",
    ),
    "reg-unsupported": (
        # RCHD rests on the latest assessment, which says low; the earlier one is the first row.
        """As at: 2026-06-30
cases          crn      supervision_start
               Z900001  2025-06-02
assessments    assessment_ref  crn      completed_on  rosh_children
               A2              Z900001  2026-03-02    low
               A1              Z900001  2026-02-02    low
registrations  crn      register  start       end
               Z900001  RCHD      2025-06-02  2026-03-09""",
        "registrations.csv:2; assessments.csv:2",
    ),
    # The plans of the case, ended as they are; neither its assessment nor another case's plan.
    "reg-unsupported: no plan": (
        """As at: 2026-06-30
cases          crn      supervision_start
               Z900001  2025-06-02
               Z900002  2025-06-02
plans          crn      child_ref  plan  start       end
               Z900002  K1         CP    2025-06-02  -
               Z900001  K1         CP    2025-06-02  2026-02-02
               Z900001  K2         CIN   2026-02-02  -
assessments    assessment_ref  crn      completed_on  rosh_children
               A1              Z900001  2026-03-02    low
registrations  crn      register  start
               Z900001  RCPR      2026-03-02""",
        "registrations.csv:2; plans.csv:3; plans.csv:4",
    ),
    "cse-police-liaison": (
        """As at: 2026-06-30
cases          crn      supervision_start
               Z900001  2025-06-02
registrations  crn      register  start       end
               Z900001  CSEP      2026-03-02  -
               Z900001  ARSO      2025-06-02  2026-06-30
               Z900001  SOPS      2025-06-02  -
               Z900001  RCHD      2025-06-02  -
contacts       crn      contact_date  contact_type
               Z900001  2026-03-30    C204""",
        "registrations.csv:2; contacts.csv:2; registrations.csv:4",
    ),
    "pprc-identify": (
        """As at: 2026-06-30
cases          crn      sentence_date  in_custody  pprc
               Z900001  2025-06-02     Y           -
receptions     crn      received_on
               Z900001  2026-03-02
registrations  crn      register  start       end
               Z900001  CPRC      2026-03-09  -
               Z900001  RCHD      2026-03-02  2026-03-03
               Z900001  RCHD      2025-06-02  2026-03-02
               Z900001  RCHD      2026-03-03  -
               Z900001  RCHD      2025-06-02  2026-03-03""",
        "receptions.csv:2; registrations.csv:2; registrations.csv:3; registrations.csv:6",
    ),
    # CPC active on the day of contact: not the one that ended on it, nor one begun after it, nor CPRC.
    "pprc-no-contact-before-assessment": (
        """As at: 2026-06-30
cases           crn      supervision_start
                Z900001  2025-06-02
child_contacts  contact_ref  crn      contact_on  assessed_on
                N1           Z900001  2026-03-09  2026-03-02
registrations   crn      register  start       end
                Z900001  CPC       2025-06-02  2026-03-09
                Z900001  CPRC      2025-06-02  -
                Z900001  CPC       2026-03-10  -
                Z900001  CPC       2026-03-09  -""",
        "child_contacts.csv:2; registrations.csv:5",
    ),
    # The court's enquiry answered last by the day of the change.
    "enq-refresh-on-change": (
        """As at: 2026-06-30
cases      crn      event_number  sentence_date
           Z900001  1             2026-03-02
enquiries  enquiry_ref  crn      point           sent        responded
           E1           Z900001  psr             2026-01-05  2026-01-12
           E2           Z900001  psr             2026-01-06  2026-01-13
           E3           Z900001  psr             2026-01-07  2026-04-02
           E4           Z900001  sentence-start  2026-01-08  2026-01-14
changes    change_ref  crn      known_on    change
           G1          Z900001  2026-04-01  domestic-abuse""",
        "changes.csv:2; enquiries.csv:3",
    ),
    # An order whose supervision has not begun is no part of the period.
    "hv-consider-record": (
        """As at: 2026-06-30
cases     crn      event_number  supervision_start
          Z900001  1             2026-04-20
          Z900001  2             -
contacts  crn      contact_date  contact_type  outcome
          Z900001  2026-04-24    CHVS          ATTC""",
        "cases.csv:2; contacts.csv:2",
    ),
    # Due on 9 March: an alert of the 10th is not what shows the status, which the case itself says.
    "pprc-status-recorded": (
        """As at: 2026-06-30
cases          crn      sentence_date  in_custody  pprc
               Z900001  2025-06-02     Y           confirmed
receptions     crn      received_on
               Z900001  2026-03-02
registrations  crn      register  start
               Z900001  CPC       2026-03-10""",
        "receptions.csv:2",
    ),
    # What began on the day of the trigger shows the risk, also where it ended that day.
    "pprc-identify: for a day": (
        """As at: 2026-06-30
cases          crn      sentence_date  in_custody  pprc
               Z900001  2025-06-02     Y           -
receptions     crn      received_on
               Z900001  2026-03-02
registrations  crn      register  start       end
               Z900001  RCHD      2026-03-09  2026-03-09
               Z900001  RCHD      2026-03-10  -""",
        "receptions.csv:2; registrations.csv:2",
    ),
    # Shown after the second reception and before the third: it falls on the second.
    "pprc-identify: after the second of three": (
        """As at: 2026-06-30
cases          crn      sentence_date  in_custody  pprc
               Z900001  2025-06-02     Y           -
receptions     crn      received_on
               Z900001  2026-01-05
               Z900001  2026-02-02
               Z900001  2026-04-07
registrations  crn      register  start       end
               Z900001  RCHD      2026-03-02  2026-03-30""",
        "receptions.csv:3; registrations.csv:2",
    ),
    "fos-plan-highrisk": (
        """As at: 2026-06-30
cases             crn      supervision_start
                  Z900001  2025-06-02
overnight_visits  visit_ref  crn      visit_on    plan_recorded_on  la_notified_on
                  N1         Z900001  2026-03-09  2026-02-20        2026-03-02
assessments       assessment_ref  crn      completed_on  rosh_children
                  A1              Z900001  2025-12-01    low
                  A2              Z900001  2026-03-09    very high
                  A3              Z900001  2026-03-10    high
                  A4              Z900001  2026-01-05    high""",
        "overnight_visits.csv:2; assessments.csv:3; assessments.csv:5",
    ),
    "vlo-invited": (
        """As at: 2026-06-30
cases          crn      supervision_start
               Z900001  2025-06-02
conferences    conference_ref  crn      kind        held_on     vlo_invited_on
               C1              Z900001  core-group  2026-03-02  2026-03-01
registrations  crn      register  start       end
               Z900001  INVI      2026-03-02  2026-03-03
               Z900001  INVI      2025-06-02  2026-03-02
               Z900001  INVI      2026-03-03  -
               Z900001  RCHD      2025-06-02  -""",
        "conferences.csv:2; registrations.csv:2",
    ),
}


@pytest.mark.parametrize("history", HISTORIES)
def test_the_rows_behind_a_verdict(history, tmp_path):
    drawn, expected = HISTORIES[history]
    (only,) = told(history.split(":")[0], drawn, tmp_path)
    assert only.evidence == expected


# Answered before the windows open, and one that has no answer; the reason of the second needs none.
UNCHANGED = """As at: 2026-06-30
cases      crn      event_number  sentence_date
           Z900001  1             2026-06-01
           Z900002  1             2026-06-01
           Z900003  1             2026-06-01
enquiries  enquiry_ref  crn      point           sent        responded   not_made_on  not_made_reason
           E1           Z900001  curfew          2026-02-02  2026-02-09  -            -
           E2           Z900001  curfew          2026-02-16  -           -            -
           E3           Z900001  sentence-start  -           -           2026-06-03   existing-response-unchanged
           E4           Z900002  curfew          2026-02-02  2026-02-09  -            -
           E5           Z900002  sentence-start  -           -           2026-06-03   current-info
           E6           Z900003  sentence-start  -           -           2026-06-03   existing-response-unchanged
contacts   crn      contact_date  contact_type  outcome
           Z900003  2026-02-02    SFGC          Enquiry sent
           Z900003  2026-02-09    SFRR          -
curfews    curfew_ref  crn      proposed_on
           C1          Z900002  2026-06-01"""


def test_the_answered_enquiry_without_which_a_reason_would_not_count(tmp_path):
    rows = told("enq-start-of-sentence", UNCHANGED, tmp_path)
    assert [row.verdict for row in rows] == ["exempt"] * 3
    assert [row.evidence for row in rows] == [
        "cases.csv:2; enquiries.csv:4; enquiries.csv:2",
        "cases.csv:3; enquiries.csv:6",
        "cases.csv:4; enquiries.csv:7; contacts.csv:2; contacts.csv:3",
    ]


def test_a_reason_against_a_curfew_enquiry_needs_an_answer_whatever_it_is(tmp_path):
    drawn = UNCHANGED.replace("E5           Z900002  sentence-start", "E5           Z900002  curfew        ")
    drawn = drawn.replace("C1          Z900002  2026-06-01", "C1          Z900002  2026-06-03")
    drawn += "\n           C2          Z900001  2026-06-03"
    without, excused = told("enq-emc", drawn, tmp_path)
    assert (without.verdict, without.evidence) == ("breached", "curfews.csv:3")
    assert (excused.verdict, excused.evidence) == ("exempt", "curfews.csv:2; enquiries.csv:6; enquiries.csv:5")
