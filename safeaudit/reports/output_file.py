"""One output file that is whole or absent: written beside its place and renamed into it; its owner alone reads it."""

import os
import tempfile
from pathlib import Path

from safeaudit.errors import OutputError
from safeaudit.reports.output_folder import cannot_write


def write_text(file: Path, text: str, force: bool) -> None:
    """Write a text in UTF-8; OutputError where that fails, or where there is a file already and no `force`."""
    if file.exists() and not (force and file.is_file()):
        raise OutputError(f"{file}: exists already. Name a new file, or write over it with --force.")
    beside = None
    try:
        number, beside = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
        Path(beside).replace(file)
    except OSError as error:
        raise cannot_write(file, error) from None
    finally:
        if beside:
            Path(beside).unlink(missing_ok=True)
