"""The page about settings shows a file that is read without a mistake, and names every subject."""

import re
from pathlib import Path

from safeaudit.settings import Settings, hints_of, read_settings
from safeaudit.settings.codes import code_subjects

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"


def test_the_example_on_the_page_is_valid_and_shows_every_setting(tmp_path: Path) -> None:
    [example] = re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    (tmp_path / "safeaudit.toml").write_text(example, "utf-8")
    settings = read_settings(tmp_path / "safeaudit.toml")
    assert settings.model_fields_set == set(Settings.model_fields)
    hints = hints_of(settings)
    assert hints.table_of("CRS daily 2026-10.csv") == "contacts"
    assert hints.aliases["contacts"]["Keyed by"] == "staff_code"
    assert hints.words["contacts"]["contact_type"]["hv2"] == "CHVS"
    assert hints.words["enquiries"]["local_authority"]["lcc"] == "Leeds"
    assert hints.words["children"]["at_risk"] == {"x": "y", "noneseen": "n"}


def test_the_page_names_every_subject_of_codes() -> None:
    text = PAGE.read_text("utf-8")
    assert [name for name in code_subjects() if f"`{name}`" not in text] == []
