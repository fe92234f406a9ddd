"""A drafted settings file: what it guesses is a comment; it is valid as it stands, and when all is confirmed."""

import re
from pathlib import Path

import pytest

from safeaudit.check import run_check, suggest
from safeaudit.check.authorities import spellings
from safeaudit.check.guesses import likely
from safeaudit.check.heads import heads
from safeaudit.errors import ExtractError
from safeaudit.extracts.hints import Hints
from safeaudit.extracts.read import read_extracts
from safeaudit.facts.people import KNOWN_ROLES
from safeaudit.settings import Settings, read_settings

FOREIGN = Path(__file__).parents[3] / "shared" / "testdata"
FILES = {
    "cases.csv": "crn,sentence_date,Superviion start\nZ900001,2026-09-01,2026-09-01\n",
    "Enq tracker 2026.csv": "enquiry_ref,crn,sent,responded,Colour\nE1,Z900001,2026-09-02,,red\n",
    "notes.csv": "a,b\n1,2\n",
    "contacts.csv": "crn,contact_date,contact_type,sensitive,Shoe size\nZ900001,2026-09-02,HV9,Yp,9\n",
    "staff.csv": "staff_code,role,started_on\nN1,Community offender manager,2020-01-01\nN2,Jane Example,2020-01-01\n",
    "training.csv": "staff_code,course,completed_on\nN1,Safeguarding Children Advanced (2 days),2026-01-01\n",
    "children.csv": "crn,child_ref,local_authority\nZ900001,1,Leeds\nZ900001,2,Leeds\nZ900001,3,Leeds City Council\n",
}


def written(folder: Path, files: dict[str, str]) -> Path:
    extracts = folder / "extracts"
    extracts.mkdir()
    for name, text in files.items():
        (extracts / name).write_text(text, "utf-8")
    return extracts


def confirmed(text: str) -> str:
    """The draft with every guess taken for right."""
    return re.sub(r"^#(?! )", "", text, flags=re.MULTILINE)


def settings_of(folder: Path, text: str) -> Settings:
    file = folder / "safeaudit.toml"
    file.write_text(text, "utf-8")
    return read_settings(file)


def drafted(tmp_path: Path, files: dict[str, str] = FILES) -> str:
    return suggest([written(tmp_path, files)], ["hmpps"], Settings())


def test_a_draft_changes_nothing_as_it_stands(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, drafted(tmp_path))
    assert settings.model_dump() == Settings(codes=settings.codes, headings=settings.headings).model_dump()
    assert not any(settings.codes.values())
    assert not any(settings.headings.values())


def test_a_draft_guesses_tables_headings_codes_and_words(tmp_path: Path) -> None:
    lines = drafted(tmp_path).splitlines()
    for line in (
        '#enquiries = ["Enq tracker 2026.csv"]',
        '#none = ["notes.csv"]',
        '#supervision_start = ["Superviion start"]',
        '#com = ["Community offender manager"]',
        '#advanced = ["Safeguarding Children Advanced (2 days)"]',
        '#yes = ["Yp"]',
        '#Leeds = ["Leeds City Council"]',
        "# Not read, and like no column: Shoe size.",
        "# contacts.contact_type HV9: 1 rows; no step reads it.",
        '#handover = "5 working days"  # recording a handover',
    ):
        assert line in lines


def test_a_draft_repeats_no_name(tmp_path: Path) -> None:
    text = drafted(tmp_path)
    assert "Jane" not in text
    assert "(text, 12 characters)" in text


def test_what_was_guessed_is_valid_when_confirmed_and_leaves_less_to_ask(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, confirmed(drafted(tmp_path)))
    _, found = run_check([tmp_path / "extracts"], ["hmpps"], settings)
    assert "enquiries" in [table.table for table in found.tables]
    assert sorted(code.code for code in found.codes) == ["(text, 12 characters)", "HV9"]
    assert {problem.kind for problem in found.problems} == set()


def test_a_draft_helps_where_the_files_cannot_be_read(tmp_path: Path) -> None:
    text = drafted(tmp_path, {"cases.csv": "Case Refrence No,sentence_date\nZ900001,2026-09-01\n"})
    assert "# These files cannot be read as they are:" in text
    assert "# cases.csv has no crn, without which it cannot be read." in text
    assert '#crn = ["Case Refrence No"]' in text
    settings = settings_of(tmp_path, confirmed(text))
    assert run_check([tmp_path / "extracts"], ["hmpps"], settings)[1].tables[0].used == 1


def test_nothing_can_be_drafted_from_nothing(tmp_path: Path) -> None:
    with pytest.raises(ExtractError, match="no such file or folder"):
        suggest([tmp_path / "nowhere"], ["hmpps"], Settings())
    with pytest.raises(ExtractError, match="no file to draft settings from"):
        suggest([written(tmp_path, {})], ["hmpps"], Settings())


@pytest.mark.parametrize(
    ("subject", "code", "meaning"),
    [
        ("role", "Senior Probation Officer", "spo"),
        ("role", "COM (Leeds)", "com"),
        ("role", "Head of PDU", "pdu head"),
        ("role", "Volunteer", None),
        ("role", "Comedian", None),
        ("course", "E-Learning: safeguarding", "elearning"),
        ("course", "Fire safety", None),
    ],
)
def test_what_a_word_most_likely_means(subject: str, code: str, meaning: str | None) -> None:
    known = sorted(KNOWN_ROLES) if subject == "role" else ["elearning", "advanced", "mbu"]
    assert likely(subject, code, known) == meaning


def test_spellings_of_authorities_are_told_apart_from_other_authorities(tmp_path: Path) -> None:
    names = ["Leeds", "LEEDS", "Leeds City Council", "York", "City of York", "North Yorkshire", "Kirklees"]
    rows = "".join(f"Z900001,K{n},{name}\n" for n, name in enumerate([*names, "Leeds"]))
    files = {"cases.csv": "crn\nZ900001\n", "children.csv": "crn,child_ref,local_authority\n" + rows}
    found = spellings(read_extracts([written(tmp_path, files)]))
    assert found == {"Leeds": ["Leeds City Council"], "York": ["City of York"]}


@pytest.mark.parametrize(
    ("headings", "table"),
    [
        ("enquiry_ref,crn,sent", "enquiries"),
        ("crn,child_ref,local_authority,sent", "children"),  # enquiries would lack their reference
        ("crn,child_ref,local_authority,a,b,c,d,e,f", "children"),
        ("crn,child_ref,local_authority,a,b,c,d,e,f,g", None),
        ("crn,child_ref", None),
    ],
)
def test_what_a_file_of_another_name_most_likely_holds(tmp_path: Path, headings: str, table: str | None) -> None:
    [head], _ = heads([written(tmp_path, {"x.csv": f"{headings}\n"})], Hints())
    assert (head.table.name if head.table else None) == table


@pytest.mark.parametrize("folder", ["csv-spectrum/csvs", "xlsx-calamine", "xlsx-frictionless"])
def test_files_that_nobody_here_wrote_give_a_valid_draft(tmp_path: Path, folder: str) -> None:
    if not (FOREIGN / folder).is_dir():
        pytest.skip(f"NOT TRIED: {FOREIGN / folder} is not there")
    text = suggest([FOREIGN / folder], ["hmpps"], Settings())
    settings_of(tmp_path, text)
    settings_of(tmp_path, confirmed(text))
