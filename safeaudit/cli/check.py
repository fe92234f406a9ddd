"""`safeaudit check`: reads only, and says what was found and what each step lacks."""

from safeaudit.cli.chosen import chosen
from safeaudit.cli.console import show, write
from safeaudit.cli.options import AsJson, Extracts, Policies, SettingsFile


def check(
    extracts: Extracts = [],  # noqa: B006 - Typer copies it
    policies: Policies = [],  # noqa: B006
    settings: SettingsFile = None,
    as_json: AsJson = False,
) -> None:
    """Read only: which tables, columns and problems were found, and what each step still lacks."""
    from safeaudit.audit import WANTED_CODES
    from safeaudit.cli.progress import ReadingProgress
    from safeaudit.extracts.read import read_extracts
    from safeaudit.packs.load import load_pack
    from safeaudit.reports.check import check_json, draw_check, look_over
    from safeaudit.settings import hints_of

    work = chosen(settings, extracts, policies)
    packs = [load_pack(name) for name in work.policies]
    with ReadingProgress(as_json) as progress:
        read = read_extracts(work.extracts, hints_of(work.settings), wanted_codes=WANTED_CODES, progress=progress)
    found = look_over(read, packs)
    if as_json:
        write(check_json(found))
    else:
        show(lambda console: draw_check(found, console))
