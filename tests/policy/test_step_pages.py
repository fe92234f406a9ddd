from safeaudit.packs.load import load_pack
from safeaudit.reports.step_pages import PAGE, step_pages


def test_the_page_of_steps_is_as_it_would_be_written_now():
    kept = PAGE.read_text("utf-8")
    assert kept == step_pages("hmpps"), "docs/steps.md is out of date: run python -m safeaudit.reports.step_pages"


def test_the_page_has_every_step_and_its_table_of_contents():
    page = step_pages("hmpps")
    for step in load_pack("hmpps").steps:
        assert page.count(f"\n### {step.id}\n") == 1
        assert f"](#{step.id}): {step.title}" in page
