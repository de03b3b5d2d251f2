"""Files that are opened or dropped, read as text whatever they hold."""

from __future__ import annotations

import sys
from pathlib import Path

from errdex.errors import InputError

MOST_BYTES = 64 * 1024 * 1024
"""A larger file is a log to be scanned, not a paste."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_files(names: list[str]) -> str:
    """Return the text of files ("-" is standard input), one after the other; InputError names what cannot be read."""
    return "\n".join(_read(name) for name in names)


def _read(name: str) -> str:
    try:
        if name == "-":
            content = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror or error}.") from error
    if len(content) > MOST_BYTES:
        raise InputError(f"{name} is larger than 64 MB; decode a part of it.")
    return as_text(content)


def as_text(content: bytes) -> str:
    """Read bytes by their mark, as UTF-8 without one; what is neither is replaced, never refused."""
    encoding = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "utf-8")
    return content.decode(encoding, errors="replace")
