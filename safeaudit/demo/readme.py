"""What a demo folder says about itself."""

from safeaudit.demo.build import Unit
from safeaudit.demo.days import AS_AT
from safeaudit.demo.messy import ORPHAN_CRN, ORPHAN_STAFF, UNREADABLE_DATE
from safeaudit.demo.people import UNUSUAL_EVERY
from safeaudit.demo.plan import BREACHED, LATE, OVERDUE

MARKING = "SYNTHETIC DATA – not real people"


def sheet_lines() -> list[str]:
    """Give the lines of the sheet READ ME."""
    return [
        MARKING,
        "Written by `safeaudit demo`. Every person, child, officer, date and event was drawn at random.",
        f"The story ends on {AS_AT}: audit it as at that day.",
        "PDUs are named as in the real service; nothing here says anything about them.",
    ]


def readme(unit: Unit, cases: int, seed: int) -> str:
    """Give the README of a demo folder: what it is, what was planted, and its deliberate data problems."""
    counts = unit.plan.counts
    lines = [
        f"# {MARKING}",
        "",
        f"Written by `safeaudit demo DIR --cases {cases} --seed {seed}`. {sheet_lines()[1]} {sheet_lines()[3]}",
        f"The story ends on {AS_AT}: `safeaudit audit DIR --as-at {AS_AT}`.",
        "",
        "- CRNs run from Z900001. No claim is made that the National Probation Service will never issue them; the same",
        "  goes for prison numbers (`A9nnnZZ` and on) and staff codes. Children are known by reference only (`C1`).",
        "- Contact types, outcomes, registers and alerts are real NDelius and DPS codes with their real descriptions.",
        "- Contacts stand in one file for each year. Trackers are worksheets of `trackers.xlsx`, staff, training and units of",
        "  `training.xlsx`; their sheet READ ME is no table.",
        "- The prisons are invented.",
        "",
        "## planted.csv",
        "",
        "The exceptions in the data, from the plan that the rows were laid by, not from an audit. In `crn` stands the staff",
        "code for training and the unit for units. An exception's `event_number` is blank where the row that makes it has",
        "none. The list is complete for every step of this table: an audit with the default benchmarks must find these",
        "exceptions and no others.",
        "",
        f"| step | {OVERDUE} | {BREACHED} | {LATE} |",
        "|---|---|---|---|",
        *(
            f"| `{step}` | {counts[step][OVERDUE]} | {counts[step][BREACHED]} | {counts[step][LATE]} |"
            for step in sorted(counts)
        ),
        "",
        "## Data problems put in on purpose",
        "",
        f"{unit.messy_sets} of each, one for every {UNUSUAL_EVERY} cases (one at least). None adds an exception.",
        "",
        "| where | what |",
        "|---|---|",
        f"| every table | every {UNUSUAL_EVERY}th CRN has another form (`Z900300A`) |",
        f"| enquiries | `acknowledged` is `{UNREADABLE_DATE}`: the follow-up steps of that row are not assessable |",
        f"| enquiries, at the end | a row of CRN `{ORPHAN_CRN}`, which `cases` does not hold |",
        "| enquiries, at the end | an exact duplicate of an earlier row |",
        "| enquiries, at the end | the reference of an earlier row with other values |",
        f"| contacts of 2026, at the end | `contact_date` is `{UNREADABLE_DATE}` |",
        f"| contacts of 2026, at the end | a contact of CRN `{ORPHAN_CRN}`; two exact duplicates |",
        "| contacts of 2026, at the end | an SFGC with an outcome that is neither *sent* nor *not sent* |",
        f"| training, at the end | a completion of staff code `{ORPHAN_STAFF}`, which `staff` does not hold |",
        "",
    ]
    return "\n".join(lines)
