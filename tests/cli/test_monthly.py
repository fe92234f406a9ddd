"""The whole monthly command: `safeaudit audit --as-at DAY`, everything else in safeaudit.toml."""

import json

import pytest

from .helpers import AS_AT, UNIT, write

SETTINGS = """\
[audit]
extracts = "exports"
out = "audits/{month}/{as_at}"
[benchmarks]
earliest_opportunity = "2 days"
"""


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A folder with settings and extracts, in which commands are run."""
    write(tmp_path / "exports", UNIT)
    (tmp_path / "audits" / "2026-10").mkdir(parents=True)
    (tmp_path / "safeaudit.toml").write_text(SETTINGS, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_day_is_all_there_is_to_type(command, office):
    done = command("audit", *AS_AT)
    assert (done.code, done.err) == (0, "")
    manifest = json.loads((office / "audits" / "2026-10" / "2026-10-31" / "manifest.json").read_text("utf-8"))
    assert manifest["settings"]["file"] == "safeaudit.toml"
    assert manifest["settings"]["benchmarks"]["hmpps"]["earliest_opportunity"] == "2 days"
    assert [sheet["file"] for sheet in manifest["inputs"]] == ["cases.csv", "enquiries.csv"]


def test_what_is_typed_comes_first(command, office):
    write(office / "other", {"cases.csv": "crn\nZ900001\n"})
    done = command("audit", "other", *AS_AT, "--out", "mine")
    assert done.code == 0
    manifest = json.loads((office / "mine" / "manifest.json").read_text("utf-8"))
    assert [sheet["file"] for sheet in manifest["inputs"]] == ["cases.csv"]
    assert not list((office / "audits" / "2026-10").iterdir())


def test_the_same_month_is_not_written_over_unasked(command, office):
    assert command("audit", *AS_AT).code == 0
    assert command("audit", *AS_AT).code == 5
    assert command("audit", *AS_AT, "--force").code == 0


def test_settings_named_take_the_place_of_those_of_the_folder(command, office):
    (office / "plain.toml").write_text("", "utf-8")
    done = command("audit", *AS_AT, "--settings", "plain.toml")
    assert done.code == 2
    assert "set extracts under [audit] in safeaudit.toml" in done.err


def test_paths_are_those_of_the_settings_folder(command, office, monkeypatch):
    monkeypatch.chdir(office / "exports")
    assert command("audit", *AS_AT, "--settings", "../safeaudit.toml").code == 0
    assert (office / "audits" / "2026-10" / "2026-10-31").is_dir()


def test_a_check_takes_its_extracts_from_the_settings_too(command, office):
    assert "cases: 4 rows read" in command("check").out


def test_a_policy_of_the_settings_is_used(command, office):
    (office / "safeaudit.toml").write_text('[audit]\nextracts = "exports"\npolicies = ["hmpps"]\n', "utf-8")
    assert command("audit", *AS_AT).code == 0


def test_every_mistake_is_told_with_its_line(command, office):
    (office / "safeaudit.toml").write_text('[audit]\nextract = "exports"\n[benchmarks]\nhandover = "soon"\n', "utf-8")
    done = command("audit", *AS_AT)
    assert done.code == 4
    told = done.err.splitlines()
    assert told[0].startswith("safeaudit: safeaudit.toml, line 2: audit.extract is not a setting of [audit]")
    assert told[1].startswith("safeaudit: safeaudit.toml, line 4: benchmarks.handover")


def test_a_draft_is_printed_or_written_to_the_file_named(command, office):
    printed = command("check", "--suggest")
    assert (printed.code, printed.err) == (0, "")
    assert printed.out.startswith("# Drafted by")
    assert command("check", "--suggest", "--into", "draft.toml").code == 0
    assert (office / "draft.toml").read_text("utf-8") == printed.out
    assert (office / "draft.toml").stat().st_mode & 0o77 == 0
    assert command("check", "--suggest", "--into", "draft.toml").code == 5
    assert command("check", "--suggest", "--into", "draft.toml", "--force").code == 0
    assert sorted(path.name for path in office.iterdir()) == ["audits", "draft.toml", "exports", "safeaudit.toml"]


@pytest.mark.parametrize("options", [("--suggest", "--json"), ("--suggest", "--out", "x"), ("--into", "x")])
def test_options_that_do_not_go_together_are_2(command, office, options):
    assert command("check", *options).code == 2


def test_a_check_is_written_whole(command, office):
    assert command("check", "--out", "checked").code == 0
    assert sorted(path.name for path in (office / "checked").iterdir()) == ["check.json", "problems.csv"]
    assert command("check", "--out", "checked").code == 5
    assert command("check", "--out", "checked", "--force").code == 0
    assert command("audit", *AS_AT, "--out", "checked", "--force").code == 5  # a check is no audit
