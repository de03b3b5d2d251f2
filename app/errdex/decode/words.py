"""The words of a text: what is in no word of it need not be looked for anywhere in it."""

from __future__ import annotations

_LETTERS = (
    bytes(sign if chr(sign).islower() else ord(chr(sign).lower()) if chr(sign).isupper() else 32 for sign in range(128))
    + b" " * 128
)


class Words:
    """The runs of ASCII letters of one text, lowered."""

    __slots__ = ("all", "line")

    def __init__(self, text: str) -> None:
        """Take them from a text; one pass."""
        self.all = frozenset(text.encode("ascii", "replace").translate(_LETTERS).split())
        self.line = b" %b " % b" ".join(self.all)
        """Each once, a space around each: whether `telling_run` of a text is in it tells whether the text can be."""


def telling_run(text: str) -> bytes:
    """Return the longest run of letters of a text, with a space where the text bounds it; empty where it has none.

    The exchange's own name tells nothing: most texts have it.

    >>> telling_run("<-- HTTP status")
    b' status'
    """
    runs = text.encode("ascii", "replace").translate(_LETTERS).replace(b" ", b" \n ").split(b"\n")
    told = (run for run in runs if not run.isspace())
    return max(told, key=lambda run: len(run) * (b"binance" not in run), default=b"")
