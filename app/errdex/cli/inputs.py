"""Read the command line's inputs: files or standard input, whatever their bytes are."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Source(NamedTuple):
    """One input."""

    name: str
    text: str


class Unreadable(NamedTuple):
    """One input that cannot be read, and why, in one sentence."""

    name: str
    reason: str


def read_inputs(names: list[str]) -> Iterator[Source | Unreadable]:
    """Yield each input in order; `-` and none at all mean standard input."""
    for name in names or ["-"]:
        try:
            content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as fault:
            yield Unreadable(name, f"{name} cannot be read: {(fault.strerror or str(fault)).lower()}.")
            continue
        yield Source("-" if name == "-" else name, text_of(content))


def text_of(content: bytes) -> str:
    """Decode bytes that may be anything: UTF-8 with or without a BOM, UTF-16; what is invalid becomes U+FFFD."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    if content[:3] == b"\xef\xbb\xbf":
        content = content[3:]
    zeros = content[:200].count(0)
    if zeros and zeros >= min(len(content), 200) // 3:
        return content.decode("utf-16-le" if content[1:2] == b"\0" else "utf-16-be", "replace")
    return content.decode("utf-8", "replace")
