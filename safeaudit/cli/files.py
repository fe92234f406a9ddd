"""A single file that a command writes where it was told to: whole or not at all."""

import os
from collections.abc import Sequence
from pathlib import Path

from safeaudit.errors import OutputError

OWNER_ALONE = 0o600


def refuse_taken(path: Path | None, force: bool, extracts: Sequence[Path] = ()) -> None:
    """OutputError where a file is there already, or would lie among the extracts: said before anything is read."""
    if path is None:
        return
    if path.exists() and not force:
        raise OutputError(f"{path}: exists already; give another name, or --force to write over it.")
    folder = path.resolve().parent
    if any(folder == given or given in folder.parents for given in map(Path.resolve, extracts)):
        raise OutputError(f"{path}: lies among the extracts, and the next audit would look at it. Name another folder.")


def write_file(path: Path, content: str | bytes, *, mode: int = OWNER_ALONE) -> None:
    """Write a file beside itself and rename it into place; OutputError says why it could not be."""
    data = content.encode() if isinstance(content, str) else content
    half = path.with_name(f".{path.name}.part")
    try:
        half.unlink(missing_ok=True)
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(data)
        half.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}).") from None
    finally:
        half.unlink(missing_ok=True)
