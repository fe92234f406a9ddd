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
        f"Written by `safeaudit demo DIR --cases {cases} --seed {seed}`.",
        *sheet_lines()[2:],
        f"To audit it: `safeaudit audit DIR --as-at {AS_AT}`.",
        "",
        "- CRNs run from Z900001, prison numbers from A9000ZZ. Nobody promises that no real person will",
        "  ever have one of them. Children are known by reference only (`C1`).",
        "- Contact types, outcomes, registers and alerts are real NDelius and DPS codes, described as there.",
        "- Contacts stand in one file for each year, trackers on the worksheets of `trackers.xlsx`, staff,",
        "  training and units on those of `training.xlsx`. The sheet READ ME is no table.",
        "- The prisons are invented.",
        "",
        "## planted.csv",
        "",
        "The exceptions in the data, from the plan that the rows were laid by, not from an audit. The column",
        "`crn` holds the staff code for training and the unit for units; `event_number` is blank where the",
        "row that makes the exception has none.",
        "",
        "**Complete for every step of this table**: an audit with the default benchmarks must find these",
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
        f"{unit.messy_sets} of each: one for every {UNUSUAL_EVERY} cases, one at least.",
        "",
        "| where | what |",
        "|---|---|",
        f"| every table | every {UNUSUAL_EVERY}th CRN has another form (`Z900300A`) |",
        f"| enquiries | `acknowledged` is `{UNREADABLE_DATE}`: that row's follow-up is not assessable |",
        f"| enquiries, at the end | a row of CRN `{ORPHAN_CRN}`, which `cases` does not hold |",
        "| enquiries, at the end | an exact duplicate of an earlier row |",
        "| enquiries, at the end | the reference of an earlier row with other values |",
        f"| contacts of 2026, at the end | `contact_date` is `{UNREADABLE_DATE}` |",
        f"| contacts of 2026, at the end | a contact of CRN `{ORPHAN_CRN}`; two exact duplicates |",
        "| contacts of 2026, at the end | an SFGC with an outcome that is neither *sent* nor *not sent* |",
        f"| training, at the end | a completion of `{ORPHAN_STAFF}`, whom `staff` does not hold |",
        "",
    ]
    return "\n".join(lines)
