"""What an office's own codes and words do to an audit: the same as if the files held the contract's."""

from datetime import date
from pathlib import Path

import pytest

from safeaudit.audit import run_audit
from safeaudit.settings import read_settings

AS_AT = date(2026, 10, 31)
CASES = "crn,sentence_date,supervision_start,pprc,gender\nZ900001,2026-09-01,2026-09-01,,F\n"
CHILDREN = "crn,child_ref,local_authority,identified\nZ900001,K1,Leeds,Y\n"
REFERRALS = "referral_ref,crn,child_ref,sent_at,local_authority\nR1,Z900001,K1,2026-09-10,{}\n"
CONTACTS = "crn,contact_date,contact_type,outcome,sensitive\n"


def audited(tmp_path: Path, files: dict[str, str], settings: str = "") -> dict[str, list[str]]:
    """For each step the verdicts, in order."""
    folder = tmp_path / "extracts"
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    file = tmp_path / "safeaudit.toml"
    file.write_text(settings, "utf-8")
    rows = run_audit([folder], AS_AT, settings=read_settings(file)).obligations
    return rows.groupby("step", observed=True)["verdict"].agg(lambda verdicts: [str(v) for v in verdicts]).to_dict()


@pytest.mark.parametrize(
    ("step", "files", "settings", "without", "with_them"),
    [
        (
            "enq-start-of-sentence",
            {"contacts.csv": CONTACTS + "Z900001,2026-09-02,KPC1,,\n"},
            "[codes.contact_type]\nSFGC = 'kpc1'",
            ["overdue"],
            ["met"],
        ),
        (
            "hv-consider-record",
            {"contacts.csv": CONTACTS + "Z900001,2026-09-02,CHVS,Seen at home,\n"},
            "[codes.outcome]\nattended = ['SEEN  at home']",
            ["overdue"],
            ["met"],
        ),
        (
            "ref-right-authority",
            {"children.csv": CHILDREN, "referrals.csv": REFERRALS.format("Leeds City Council")},
            "[codes.authority]\nLeeds = ['Leeds City Council', 'LCC']",
            ["overdue"],
            ["met"],
        ),
        (
            "training-advanced",
            {
                "staff.csv": "staff_code,role,started_on\nN1,Case administrator,2020-01-01\n",
                "training.csv": "staff_code,course,completed_on\nN1,elearning,2026-01-01\n",
            },
            "[codes.role]\nCOM = ['Case administrator']",
            ["not assessable"],
            ["overdue"],
        ),
        (
            "training-advanced",
            {
                "staff.csv": "staff_code,role,started_on\nN1,COM,2020-01-01\n",
                "training.csv": "staff_code,course,completed_on\nN1,Safeguarding Children (2 day),2026-01-01\n",
            },
            "[codes.course]\nadvanced = ['Safeguarding children (2 day)']",
            ["overdue"],
            ["met"],
        ),
        (
            "reg-review",
            {"registrations.csv": "crn,register,start,next_review,end\nZ900001,CPLAN,2026-09-01,2026-12-01,\n"},
            "[codes.register]\nRCPR = ['CPLAN']",
            None,
            ["met"],
        ),
        (
            "rec-marac-cpc-sensitive",
            {"contacts.csv": CONTACTS + "Z900001,2026-09-02,CCCP,,Ydy\n"},
            "[yes_no]\nyes = ['Ydy']",
            ["not assessable"],
            ["met"],
        ),
    ],
)
def test_words_of_the_office_mean_what_the_settings_say(
    tmp_path: Path, step: str, files: dict[str, str], settings: str, without: list[str] | None, with_them: list[str]
) -> None:
    files = {"cases.csv": CASES} | files
    assert audited(tmp_path, files).get(step) == without
    assert audited(tmp_path, files, settings).get(step) == with_them
