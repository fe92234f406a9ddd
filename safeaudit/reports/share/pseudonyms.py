"""Pseudonyms made with a key that stays with the unit: the same key gives the same pseudonyms in every copy."""

import base64
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path

from safeaudit.errors import CommandError, OutputError

KEY = re.compile(r"[0-9a-f]{64}")
LETTERS = 12


def key_from(file: Path) -> tuple[bytes, bool]:
    """The key in a file, and whether it was made new because there was no such file.

    A new file can be read by its owner alone. CommandError for a file that holds anything else; OutputError where none
    can be written.
    """
    try:
        held = file.read_text("utf-8").strip()
    except FileNotFoundError:
        return _new_key(file), True
    except (OSError, UnicodeDecodeError):
        held = ""
    if not KEY.fullmatch(held):
        raise CommandError(
            f"--share-key {file}: holds no key of safeaudit; name a new file, and a key is written to it."
        )
    return bytes.fromhex(held), False


def _new_key(file: Path) -> bytes:
    key = secrets.token_hex(32)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            opened.write(key + "\n")
    except OSError as error:
        raise OutputError(f"--share-key {file}: cannot be written ({error.strerror}).") from None
    return bytes.fromhex(key)


def pseudonyms(key: bytes, names: Iterable[str]) -> dict[str, str]:
    """For each name a pseudonym such as `p-k3x0…`, from which nobody without the key can tell the name."""
    return {name: f"p-{_keyed(key, name)}" for name in names}


def _keyed(key: bytes, name: str) -> str:
    digest = hmac.new(key, name.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode().lower()[:LETTERS]
