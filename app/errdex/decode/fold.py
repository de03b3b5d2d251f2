"""Texts folded for comparison: what terminals, keyboards and years have changed in a message does not count.

Case is ignored, white space dropped altogether (terminals break messages inside words), typographic quotes are made
plain, and backslashes that escape a quote are dropped.
"""

from __future__ import annotations

from typing import NamedTuple

from errdex.decode.expression import expression

_WORD = expression(r"\S+")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


class Folded(NamedTuple):
    """A folded text, and where each of its characters came from."""

    text: str
    origins: list[int]
    """The position of each folded character in the text, and one past the end."""

    def begin(self, position: int) -> int:
        """Return where a folded character stands in the text."""
        return self.origins[position]

    def end(self, position: int) -> int:
        """Return where a stretch ends in the text that ends before the folded `position`."""
        return self.origins[position - 1] + 1 if position else self.origins[0]


def lowered(text: str) -> str:
    """Return a text in small letters, in which no position moves."""
    low = text.lower()
    if len(low) == len(text):
        return low
    # A letter that grows when lowered would move all positions behind it.
    return "".join(one if len(one := sign.lower()) == 1 else sign for sign in text)


def fold(text: str) -> str:
    """Return a text as it is compared."""
    if "\\" in text:
        text = text.replace("\\'", "'").replace('\\"', '"')
    if not text.isascii():
        text = text.casefold().translate(_PLAIN)
    return "".join(text.lower().split())


def fold_with_origins(text: str) -> Folded:
    """Fold a text and keep where each character stood."""
    origins: list[int] = []
    if text.isascii() and "\\" not in text:
        for word in _WORD.finditer(text):
            origins += range(word.start(), word.end())
        origins.append(len(text))
        return Folded("".join(text.lower().split()), origins)
    signs: list[str] = []
    for position, sign in enumerate(text):
        if sign == "\\" and text[position + 1 : position + 2] in ("'", '"'):
            continue
        if not sign.isspace():
            for one in sign.casefold().translate(_PLAIN):
                signs.append(one)
                origins.append(position)
    origins.append(len(text))
    return Folded("".join(signs), origins)
