"""The words of a text: what is in no word of it need not be looked for anywhere in it."""

from __future__ import annotations

import re

_LETTERS = (
    bytes(sign if chr(sign).islower() else ord(chr(sign).lower()) if chr(sign).isupper() else 32 for sign in range(128))
    + b" " * 128
)
_RUN = re.compile(r"[a-z]+")


class Words:
    """The runs of ASCII letters of one text, lowered."""

    __slots__ = ("_joined", "all")

    def __init__(self, text: str) -> None:
        """Take them from a text; one pass."""
        self.all = frozenset(text.encode("ascii", "replace").translate(_LETTERS).split())
        self._joined: bytes | None = None

    def may_hold(self, runs: tuple[bytes, ...]) -> bool:
        """Whether each of some runs of letters (`runs_of`) is there: else the text that they are of cannot be."""
        if self._joined is None:
            self._joined = b" %b " % b" ".join(self.all)
        return all(run in self._joined for run in runs)


def runs_of(text: str) -> tuple[bytes, ...]:
    """Return what must be among the words of whatever holds a text: its runs of letters, as far as it bounds them.

    >>> runs_of("<-- HTTP status")
    (b' http ', b' status')
    """
    lowered = text.lower().encode("ascii", "replace").translate(_LETTERS).decode()
    return tuple(lowered[max(0, found.start() - 1) : found.end() + 1].encode() for found in _RUN.finditer(lowered))
