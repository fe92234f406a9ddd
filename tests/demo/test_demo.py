"""The demo: the same every time, synthetic on its face, in the contract's shape, and true to its own plan."""

import csv
import re
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import holidays
import numpy as np
import openpyxl
import pytest

from safeaudit.demo import MOST_CASES, build, write_demo
from safeaudit.demo.codes import CONTACTS
from safeaudit.demo.contract import HEADINGS, PLANTED_HEADINGS, WORKBOOKS
from safeaudit.demo.days import (
    AS_AT,
    BANK_HOLIDAYS,
    due_in,
    ends_working_week,
    months_after,
)
from safeaudit.demo.plan import EXEMPT, LATE, MET, NOT_ASSESSABLE, OVERDUE, PENDING
from safeaudit.demo.replies import answer_days
from safeaudit.errors import CommandError, OutputError

SAMPLE = Path(__file__).parents[2] / "sample_data"
FIRST_FIVE = ("enq-start-of-sentence", "enq-emc", "followup-no-ack-2wd", "ref-24h", "training-elearning")


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "unit"
    write_demo(folder, 300, 2026)
    return folder


@pytest.fixture(scope="module")
def big():
    return build(4000, 11)


@pytest.fixture(scope="module")
def region():
    return build(28_000, 3).organisation


def contents(folder):
    """Every file's bytes; of a workbook, its parts' (how they are packed is the machine's zlib's affair)."""
    found = {}
    for path in sorted(folder.iterdir()):
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as parts:
                found |= {f"{path.name}/{name}": parts.read(name) for name in sorted(parts.namelist())}
        else:
            found[path.name] = path.read_bytes()
    return found


def tables(folder):
    """Every table as rows of text by heading, in file order."""
    found = {}
    for path in sorted(folder.glob("*.csv")):
        name = re.sub(r"-\d{4}$", "", path.stem)
        with path.open(encoding="utf-8", newline="") as file:
            found.setdefault(name, []).extend(csv.DictReader(file))
    for path in sorted(folder.glob("*.xlsx")):
        for sheet in openpyxl.load_workbook(path, read_only=True).worksheets[1:]:
            headings, *rows = sheet.iter_rows(values_only=True)
            found[sheet.title] = [dict(zip(headings, row, strict=True)) for row in rows]
    return found


# --- The same every time ------------------------------------------------------------------------------------


def test_the_sample_data_is_what_the_demo_writes(sample):
    assert contents(SAMPLE) == contents(sample)


def test_the_same_cases_and_seed_give_the_same_bytes(sample, tmp_path):
    write_demo(tmp_path / "again", 300, 2026)
    assert {p.name: p.read_bytes() for p in sample.iterdir()} == {
        p.name: p.read_bytes() for p in (tmp_path / "again").iterdir()
    }


def test_another_seed_gives_other_data(sample, tmp_path):
    write_demo(tmp_path / "other", 300, 2027)
    assert (sample / "cases.csv").read_bytes() != (tmp_path / "other" / "cases.csv").read_bytes()


@pytest.mark.parametrize("cases", [1, 2, 7])
def test_a_handful_of_cases_can_be_written(cases, tmp_path):
    write_demo(tmp_path / "few", cases, 5)
    with (tmp_path / "few" / "cases.csv").open(encoding="utf-8") as file:
        assert len({row["crn"] for row in csv.DictReader(file)}) == cases


# --- Nothing is written over, and nothing half-written ------------------------------------------------------


def test_a_folder_that_holds_something_is_refused(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(OutputError, match="not an empty folder"):
        write_demo(tmp_path, 10, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_used(tmp_path):
    (tmp_path / "unit").mkdir()
    write_demo(tmp_path / "unit", 10, 1)
    assert (tmp_path / "unit" / "cases.csv").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["unit"]


def test_a_failure_while_writing_leaves_nothing(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("safeaudit.demo.write._write_workbook", full)
    with pytest.raises(OutputError, match="No space left"):
        write_demo(tmp_path / "unit", 10, 1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("cases", [0, -1, MOST_CASES + 1])
def test_more_cases_than_there_are_crns_are_refused(cases, tmp_path):
    with pytest.raises(CommandError, match="CRNs run from"):
        write_demo(tmp_path / "unit", cases, 1)


def test_a_negative_seed_is_refused(tmp_path):
    with pytest.raises(CommandError, match="--seed -1"):
        write_demo(tmp_path / "unit", 10, -1)


# --- Synthetic on its face ----------------------------------------------------------------------------------


def test_every_crn_begins_with_z9(sample):
    crns = {row["crn"] for rows in tables(sample).values() for row in rows if row.get("crn")}
    cases = {crn for crn in crns if re.fullmatch(r"Z9\d{5}", crn)}
    assert len(cases) > 290
    odd = {crn for crn in crns - cases if not re.match(r"N\d\d[A-Z]\d{3}$|HMP Demo ", crn)}
    assert odd <= {"Z900300A", *(row["unit"] for row in tables(sample)["units"])}


def test_the_marking_stands_in_the_readme_and_first_in_each_workbook(sample):
    assert "SYNTHETIC DATA – not real people" in (sample / "README.md").read_text(encoding="utf-8")
    for name in WORKBOOKS:
        first = openpyxl.load_workbook(sample / name).worksheets[0]
        assert (first.title, first["A1"].value) == ("READ ME", "SYNTHETIC DATA – not real people")


def test_no_cell_can_hold_a_name_or_free_text(sample):
    found = tables(sample)
    assert {row["description"] for row in found["contacts"]} <= set(CONTACTS.values())
    assert all(re.fullmatch(r"C\d", row["child_ref"]) for row in found["children"])
    people = [row for table in ("cases", "staff", "contacts") for row in found[table]]
    assert all(re.fullmatch(r"(N\d\d[A-Z]\d{3})?", row["staff_code"] or "") for row in people)
    assert all(re.fullmatch(r"([A-Z]9\d{3}[A-Z]{2})?", row["noms_number"]) for row in found["cases"])
    assert {row["not_made_reason"] for row in found["enquiries"]} <= {
        "",
        "current-info",
        "existing-response-unchanged",
        "la-identifiable-only",
        "outside-cohort",
        "no children at the address",
    }


# --- In the contract's shape --------------------------------------------------------------------------------


def test_every_table_is_there_under_the_contracts_headings_and_no_others(sample):
    found = {name: tuple(rows[0]) for name, rows in tables(sample).items()}
    assert found == HEADINGS | {"planted": PLANTED_HEADINGS}


def test_workbook_dates_are_real_dates(sample):
    found = tables(sample)
    assert all(hasattr(row["proposed_on"], "year") for row in found["curfews"])
    assert any(row["identified_at"].hour for row in found["referrals"] if row["identified_at"])


def test_nothing_is_recorded_after_the_story_ends(sample):
    planned = {
        "planned_on",
        "moved_in_on",
        "held_on",
        "report_due_on",
        "next_review",
        "due_date",
        "led",
        "sed",
    }
    for name, rows in tables(sample).items():
        if name == "planted":
            continue
        for row in rows:
            for heading, value in row.items():
                day = value.strftime("%Y-%m-%d") if hasattr(value, "strftime") else str(value or "")
                if heading not in planned and re.match(r"\d{4}-\d\d-\d\d", day):
                    assert day[:10] <= str(AS_AT), (name, heading, row)


def test_the_messy_rows_are_there(sample):
    found = tables(sample)
    assert sum(row["acknowledged"] == "31/02/2026" for row in found["enquiries"]) == 1
    assert sum(row["crn"] == "Z900000" for row in found["enquiries"] + found["contacts"]) == 2
    references = Counter(row["enquiry_ref"] for row in found["enquiries"])
    assert sorted(references.values())[-2:] == [1, 3]
    contacts = Counter(tuple(row.values()) for row in found["contacts"])
    assert sorted(contacts.values())[-2:] == [1, 2]
    assert any(row["staff_code"] == "N99Z999" for row in found["training"])


def test_the_sample_is_small_and_the_log_has_sixty_contacts_a_case(big):
    assert sum(path.stat().st_size for path in SAMPLE.iterdir()) <= 3_000_000
    assert 57 <= len(big.contacts["case"]) / 4000 <= 62
    assert len(big.organisation.pdu) == 1


def test_a_region_has_twelve_pdus_that_differ(region):
    assert len(region.pdu) == 12
    assert region.pdu_quality.std() > 0.15


# --- True to its own plan -----------------------------------------------------------------------------------

ROW_OF = {
    "enquiries": ("enquiry_ref", ("enq-analysed", "escalate-no-ack")),
    "curfews": ("curfew_ref", ("enq-emc",)),
    "addresses": ("address_ref", ("enq-address", "ref-unsafe-address")),
    "referrals": ("referral_ref", ("ref-24h", "ref-content", "ref-challenge")),
    "changes": ("change_ref", ("enq-new-contact", "ref-domestic-abuse", "oasys-review-after-change")),
    "releases": ("release_ref", ("enq-pre-release", "pprc-notify-la-release")),
    "conferences": ("conference_ref", ("cpc-attend", "cpc-report", "core-group-attend")),
    "assessments": ("assessment_ref", ("oasys-countersign", "oasys-rmp")),
    "staff": ("staff_code", ("training-elearning", "training-advanced")),
}


def test_planted_rows_name_rows_that_exist(sample):
    found = tables(sample)
    crns = {row["crn"] for row in found["cases"]} | {row["staff_code"] for row in found["staff"]}
    crns |= {row["unit"] for row in found["units"]}
    assert {row["crn"] for row in found["planted"]} <= crns
    for table, (reference, steps) in ROW_OF.items():
        held = {(row.get("crn") or row["staff_code"], row[reference]) for row in found[table]}
        if table == "enquiries":
            held |= {(row["crn"], row["referral_ref"]) for row in found["referrals"]}
        planted = {(row["crn"], row["subject"]) for row in found["planted"] if row["step"] in steps}
        assert planted
        assert planted <= held


def test_planted_rows_are_exceptions_with_their_arithmetic(sample):
    rows = tables(sample)["planted"]
    assert {row["verdict"] for row in rows} == {"overdue", "breached", "late"}
    for row in rows:
        assert row["note"]
        if row["verdict"] == "late" and row["step"] != "ref-24h":
            assert row["done_on"] > row["due"]
        if row["verdict"] == "overdue" and row["due"] and row["step"] not in ("reg-cp", "reg-cin"):
            assert row["due"] < str(AS_AT) or row["step"] in ("ref-content", "oasys-rmp")


def test_planted_rows_are_listed_once(sample):
    rows = [tuple(row.values()) for row in tables(sample)["planted"]]
    assert len(rows) == len(set(rows))


def test_the_plan_holds_every_verdict_of_the_first_five_steps(big):
    wanted = {
        "enq-start-of-sentence": {MET, LATE, OVERDUE, PENDING, EXEMPT, NOT_ASSESSABLE},
        "enq-emc": {MET, "breached", EXEMPT},
        "followup-no-ack-2wd": {MET, LATE, OVERDUE, PENDING, NOT_ASSESSABLE},
        "ref-24h": {MET, LATE, OVERDUE, PENDING, EXEMPT, NOT_ASSESSABLE},
        "training-elearning": {MET, OVERDUE, PENDING, NOT_ASSESSABLE},
    }
    assert set(wanted) == set(FIRST_FIVE)
    for step, verdicts in wanted.items():
        assert {verdict for verdict, number in big.plan.counts[step].items() if number} == verdicts, step


def test_rates_are_near_the_research(big):
    def rate(step, *good, of=(MET, LATE, OVERDUE, "breached", EXEMPT)):
        counts = big.plan.counts[step]
        return sum(counts[verdict] for verdict in good) / sum(counts[verdict] for verdict in of)

    due = (MET, LATE, OVERDUE, "breached")
    assert rate("enq-start-of-sentence", MET, LATE) == pytest.approx(0.70, abs=0.07)
    assert rate("enq-court-psr", MET) == pytest.approx(0.48, abs=0.07)
    assert rate("enq-emc", MET) == pytest.approx(0.55, abs=0.12)
    assert rate("enq-analysed", MET, of=due) == pytest.approx(0.35, abs=0.07)
    assert rate("ref-24h", MET, of=due) == pytest.approx(0.80, abs=0.08)
    assert rate("training-elearning", MET, of=due) == pytest.approx(0.85, abs=0.07)
    assert rate("hv-other-6-weeks", MET, of=due) == pytest.approx(0.40, abs=0.08)
    assert rate("oversight-cp-plan", MET, of=due) == pytest.approx(0.45, abs=0.15)


def test_answers_take_four_working_days_in_the_middle_and_twenty_at_the_ninetieth_percentile():
    sent = np.full(20_000, np.datetime64("2025-06-02", "D"))
    answered = answer_days(np.random.default_rng(1), sent)
    held = answered[~np.isnat(answered)]
    delay = np.busday_count("2025-06-02", held, holidays=BANK_HOLIDAYS)
    assert np.median(delay) == pytest.approx(4, abs=1)
    assert np.percentile(delay, 90) == pytest.approx(20, abs=3)
    assert delay.max() <= 65


# --- Its dates ----------------------------------------------------------------------------------------------


def test_the_bank_holidays_are_those_of_england_and_wales():
    years = range(2022, 2029)
    official = holidays.country_holidays("GB", subdiv="ENG", years=years)
    weekdays = {day for day in official if day.weekday() < 5}
    assert {date.fromisoformat(day) for day in BANK_HOLIDAYS} == weekdays


@pytest.mark.parametrize(
    ("day", "number", "due"),
    [("2026-11-21", 2, "2026-11-24"), ("2026-04-02", 2, "2026-04-08"), ("2026-03-16", 15, "2026-04-08")],
)
def test_working_days_are_counted_from_the_day_after(day, number, due):
    assert str(due_in(np.array([day], dtype="M8[D]"), number)[0]) == due


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [("2024-02-29", 36, "2027-02-28"), ("2026-08-31", 3, "2026-11-30"), ("2026-05-31", -3, "2026-02-28")],
)
def test_months_end_on_the_last_day_where_there_is_no_such_day(day, months, after):
    assert str(months_after(np.array([day], dtype="M8[D]"), months)[0]) == after


def test_the_last_working_day_of_a_week_is_thursday_before_good_friday():
    days = np.array(["2026-04-01", "2026-04-02", "2026-04-03", "2026-10-30", "2026-10-31"], dtype="M8[D]")
    assert ends_working_week(days).tolist() == [False, True, False, True, False]
