"""`safeaudit sample --read`: takes in the reading forms that were filled in."""

from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from safeaudit.cli.console import show, write
from safeaudit.errors import CommandError

SAME = ("as_at", "seed", "policies")


def take_in(forms: Sequence[Path], out: Path | None, *, as_json: bool, quiet: bool, force: bool) -> None:
    """Tell how records and readers agree. ExtractError: a form is none. CommandError: not of one sample."""
    from safeaudit.reports.output_folder import READING, output_folder
    from safeaudit.reports.sample.draw_read_back import draw_read_back
    from safeaudit.reports.sample.read_back import ReadBack, read_back_json, write_read_back
    from safeaudit.sample.returned import read_form

    found = ReadBack([read_form(path) for path in forms])
    for form in found.forms:
        if any(form.about.get(name) != found.about.get(name) for name in SAME):
            raise CommandError(f"--read: {form.file} is of another sample than {found.forms[0].file}. Read each alone.")
    with output_folder(out, [], force, READING) if out else nullcontext() as folder:
        if folder:
            write_read_back(found, forms, folder)
    if as_json:
        write(read_back_json(found))
    elif not quiet:
        show(lambda console: draw_read_back(found, console))
