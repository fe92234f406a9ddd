"""What `audit --share` adds to an audit: a copy that may leave the unit, in a folder of its own."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from safeaudit.cli.console import tell
from safeaudit.errors import CommandError

if TYPE_CHECKING:
    from safeaudit.audit import Audit


def refuse_share(share: Path | None, key: Path | None, out: Path | None) -> None:
    """CommandError for a shared copy without a key, or with what must not leave lying in its folder."""
    if (share is None) != (key is None):
        raise CommandError("--share DIR and --share-key FILE go together: the key makes the pseudonyms.")
    if share is None or key is None:
        return
    folder = share.resolve()
    if out and (folder == out.resolve() or folder in out.resolve().parents or out.resolve() in folder.parents):
        raise CommandError(f"--share {share}: name a folder apart from --out {out}, which must not leave the unit.")
    if folder in key.resolve().parents:
        raise CommandError(f"--share-key {key}: lies in the folder that is to be shared. The key stays with the unit.")


def share_audit(done: "Audit", share: Path | None, key: Path | None, extracts: Sequence[Path], force: bool) -> None:
    """Write the copy, and say where a new key was put."""
    if share is None or key is None:
        return
    from safeaudit.reports.output_folder import SHARE, output_folder
    from safeaudit.reports.share.pseudonyms import key_from
    from safeaudit.reports.share.write import write_share

    with output_folder(share, extracts, force, SHARE) as folder:
        secret, new = key_from(key)
        write_share(done, secret, folder)
    if new:
        tell(f"{key}: a new key was written. Keep it in the unit: with it the pseudonyms can be told.")
