"""Read the command line's inputs: files or standard input, whatever their bytes are."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STANDARD_INPUT = "-"
LARGEST = 64 * 2**20
"""Bytes of one input: decoding holds the whole text, and takes about a second for each megabyte full of errors."""

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_LOOKED_AT = 400
"""Bytes in which UTF-16 without a mark is recognised."""


class Source(NamedTuple):
    """One input."""

    name: str
    """As it was given."""
    text: str


class Unreadable(NamedTuple):
    """One input that cannot be read, and why, in one sentence."""

    name: str
    reason: str


def read_inputs(names: Iterable[str], largest: int = LARGEST) -> Iterator[Source | Unreadable]:
    """Yield each input in order; `-` and none at all mean standard input, read once however often it is named."""
    asked = tuple(names) or (STANDARD_INPUT,)
    standard: Source | Unreadable | None = None
    for name in asked:
        if name == STANDARD_INPUT and standard is not None:
            yield standard
            continue
        source = _read(name, largest)
        if name == STANDARD_INPUT and asked.count(STANDARD_INPUT) > 1:
            standard = source
        yield source


def text_of(content: bytes) -> str:
    """Decode bytes that may be anything: UTF-8, UTF-16, UTF-32, with or without a mark; what is invalid becomes U+FFFD.

    A mark is no part of the text; newlines stay as they are.
    """
    mark, encoding = encoding_of(content)
    return content[len(mark) :].decode(encoding, "replace")


def encoding_of(content: bytes) -> tuple[bytes, str]:
    """Return the mark that the bytes begin with, which may be none, and their encoding."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return mark, encoding
    return b"", _unmarked(content)


def _unmarked(content: bytes) -> str:
    """Tell UTF-16 without a mark by its zeros: every second byte of Latin letters is one, and hardly any other."""
    even, odd = content[0:_LOOKED_AT:2], content[1:_LOOKED_AT:2]
    zeros = even.count(0), odd.count(0)
    if len(odd) < 2:
        return "utf-8"
    if zeros[1] * 2 > len(odd) and zeros[0] * 8 < len(even):
        return "utf-16-le"
    if zeros[0] * 2 > len(even) and zeros[1] * 8 < len(odd):
        return "utf-16-be"
    return "utf-8"


def _read(name: str, largest: int) -> Source | Unreadable:
    title = "Standard input" if name == STANDARD_INPUT else name
    try:
        content = _bytes(name, largest)
        if len(content) > largest:
            return Unreadable(name, f"{title} holds more than {largest >> 20} MB; give the part around the error.")
        return Source(name, text_of(content))
    except (OSError, ValueError) as fault:  # ValueError: a zero in a file's name
        reason = getattr(fault, "strerror", None) or str(fault)
        return Unreadable(name, f"{title} cannot be read: {reason.lower()}.")
    except MemoryError:
        return Unreadable(name, f"{title} is too large for this computer's memory.")


def _bytes(name: str, largest: int) -> bytes:
    """Return the first bytes of an input, one more than `largest` where it has more."""
    if name != STANDARD_INPUT:
        with open(name, "rb") as file:  # noqa: PTH123 -- pathlib would be no shorter
            return file.read(largest + 1)
    if sys.stdin is None:
        raise OSError(0, "it is closed")
    if sys.stdin.isatty() and sys.stderr is not None:
        sys.stderr.write("Paste the error, then press Ctrl+D (Windows: Ctrl+Z and Enter).\n")
    return sys.stdin.buffer.read(largest + 1)
