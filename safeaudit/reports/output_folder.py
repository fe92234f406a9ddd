"""An output folder that is whole or absent: everything is written beside it and renamed into place."""

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from safeaudit.errors import OutputError

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Kind:
    """A kind of output folder: the files and folders of workbooks that it may hold, and which file says it is ours."""

    files: frozenset[str]
    marker: str
    folders: frozenset[str] = frozenset()


AUDIT = Kind(
    frozenset({"obligations.csv", "problems.csv", "steps.csv", "exceptions.xlsx", "report.html", MANIFEST}),
    MANIFEST,
    frozenset({"teams", "officers"}),
)
SHARE = Kind(frozenset({"shared.xlsx", "shared-rows.csv", "shared-steps.csv", "shared-teams.csv", MANIFEST}), MANIFEST)
SECTION11 = Kind(frozenset({"section11.docx", "section11.xlsx", MANIFEST}), MANIFEST)
READING = Kind(
    frozenset({"agreement.csv", "answers.csv", "form-problems.csv", "cases-read.csv", MANIFEST}), MANIFEST
)
SAMPLE = Kind(frozenset({"sample.csv", "reading-form.xlsx", "second-reader-form.xlsx", MANIFEST}), MANIFEST)
CHECK = Kind(frozenset({"problems.csv", "check.json"}), "check.json")


@contextmanager
def output_folder(folder: Path, extracts: Sequence[Path], force: bool, kind: Kind = AUDIT) -> Iterator[Path]:
    """Give an empty folder beside `folder` to write to; it becomes `folder` at the end, or goes.

    Only the owner may read it and its files. `force` lets it take the place of an earlier output of its
    kind, and of nothing else. OutputError where it cannot be written, or would lie among the extracts.
    """
    target = folder.resolve()
    _refuse_extracts(folder, target, extracts)
    _refuse_what_is_there(folder, target, force, kind)
    with _no_system_errors(folder):
        beside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield beside
        with _no_system_errors(folder):
            for path in beside.rglob("*"):
                path.chmod(0o700 if path.is_dir() else 0o600)
            _refuse_what_is_there(folder, target, force, kind)
            _put_in_place(beside, target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


@contextmanager
def _no_system_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise cannot_write(folder, error) from None


def cannot_write(folder: Path, error: OSError) -> OutputError:
    """The message for a system's refusal to write."""
    return OutputError(
        f"{folder}: cannot be written ({error.strerror or type(error).__name__}). Nothing was left there."
    )


def _refuse_extracts(folder: Path, target: Path, extracts: Sequence[Path]) -> None:
    for path in (path.resolve() for path in extracts):
        if target == path or path in target.parents or target in path.parents:
            raise OutputError(
                f"{folder}: lies among the extracts, and the next audit would read it. Name another folder."
            )


def _refuse_what_is_there(folder: Path, target: Path, force: bool, kind: Kind) -> None:
    with _no_system_errors(folder):
        if not target.parent.is_dir():
            raise OutputError(f"{folder}: there is no folder {folder.parent} to write it in. Make that first.")
        if not target.exists():
            return
        if not target.is_dir():
            raise OutputError(f"{folder}: is a file. Name a new folder.")
        held = {path.name for path in target.iterdir()}
        if not held:
            return
        if not force:
            raise OutputError(
                f"{folder}: exists already. Name a new folder, or write over an earlier output with --force."
            )
        _refuse_other_files(folder, target, held, kind)


def _refuse_other_files(folder: Path, target: Path, held: set[str], kind: Kind) -> None:
    """An earlier output holds our marker and nothing that we did not write."""
    others = sorted(name for name in held if not _may_be_held(target / name, kind))
    if others or not _is_ours(target / kind.marker):
        why = f"it holds {others[0]}" if others else f"it has no {kind.marker} of safeaudit"
        raise OutputError(f"{folder}: is not an earlier output ({why}), so --force leaves it alone. Name a new folder.")


def _may_be_held(path: Path, kind: Kind) -> bool:
    if path.name in kind.folders and path.is_dir():
        return all(file.is_file() and file.suffix == ".xlsx" for file in path.iterdir())
    return path.name in kind.files and path.is_file()


def _is_ours(marker: Path) -> bool:
    try:
        held = json.loads(marker.read_text("utf-8"))
        return bool(held["program"]["name"] == "safeaudit")
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _put_in_place(beside: Path, target: Path) -> None:
    """Rename the new folder into place; an earlier one is set aside first, and put back should that fail."""
    if not target.exists():
        beside.rename(target)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-earlier-", dir=target.parent))
    try:
        target.rename(aside / "output")
        try:
            beside.rename(target)
        except BaseException:
            (aside / "output").rename(target)
            raise
    finally:
        if target.exists():
            shutil.rmtree(aside, ignore_errors=True)
