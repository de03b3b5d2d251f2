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
        """Whether each of some runs of letters lies in a word: else no text that is made of them can be there."""
        if self._joined is None:
            self._joined = b" ".join(self.all)
        return all(run in self._joined for run in runs)


def runs_of(text: str) -> tuple[bytes, ...]:
    """Return the runs of ASCII letters that whoever holds a text must have (`Words.may_hold`)."""
    return tuple(run.encode() for run in _RUN.findall(text.lower()))
