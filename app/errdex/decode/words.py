"""The words of a text: what is in no word of it need not be looked for anywhere in it."""

from __future__ import annotations

from errdex.decode.expression import expression

_LETTERS = (
    bytes(sign if chr(sign).islower() else ord(chr(sign).lower()) if chr(sign).isupper() else 32 for sign in range(128))
    + b" " * 128
)
_RUN = expression(r"[a-z]+")


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
    lowered = text.lower().encode("ascii", "replace").translate(_LETTERS).decode()
    runs = (lowered[max(0, found.start() - 1) : found.end() + 1] for found in _RUN.finditer(lowered))
    return max(runs, key=lambda run: len(run) * ("binance" not in run), default="").encode()
