"""Fit a text to a wording loosely: a word more or less, other punctuation, a quotation mark.

The exchange rewords its messages without telling ("for action", "for this action"). A text fits loosely when nearly all
words of a wording stand in it in order, with next to nothing between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.decode.expression import expression
from errdex.decode.match import Fit

if TYPE_CHECKING:
    from errdex.decode.match import Wording

_WORD = expression(r"[a-z0-9]+")
_FEWEST = 5
"""Words that a wording must have: shorter ones mean something else when a word is changed."""
_MOST_BETWEEN = 1
_MOST_ALTOGETHER = 2
"""Words that may stand between two of the wording's, and in all."""


def loose_fit(wording: Wording, text: str, near: int | None = None) -> Fit | None:
    """Fit a text to a wording without placeholders; None where too many words differ.

    `near` is a position that the fit must cover; without it the text must begin with the wording's first words.
    """
    if len(wording.literals) > 1:
        return None
    wanted = _WORD.findall(wording.patterns[0].template.text.lower())
    lowered = text[:400].lower()
    if len(wanted) < _FEWEST or sum(word not in lowered for word in wanted) > 1:
        return None
    words = [(found.group(), found.start(), found.end()) for found in _WORD.finditer(lowered)]
    starts = [place for place, word in enumerate(words) if word[0] == wanted[0]]
    for start in starts if near is not None else starts[: bool(starts and starts[0] == 0)]:
        end = _follow(wanted, [word[0] for word in words[start:]])
        if end is None:
            continue
        first, last = words[start][1], words[start + end][2]
        if near is None or first <= near < last:
            first -= first > 0 and text[first - 1] in "'\""
            last += text[last : last + 1] == "."
            return Fit(wording, wording.weight - 1, first, last, (), whole=True, loose=True)
    return None


def _follow(wanted: list[str], words: list[str]) -> int | None:
    """Follow the wanted words through the words of a text; return the place of the last one."""
    missing = between = 0
    place = -1
    for word in wanted:
        try:
            found = words.index(word, place + 1, place + 2 + _MOST_BETWEEN)
        except ValueError:
            if word.isdigit():  # another number is another message
                return None
            missing += 1
            continue
        between += found - place - 1
        place = found
    allowed = 1 if len(wanted) >= _FEWEST + 2 else 0
    return place if missing <= allowed and between <= _MOST_ALTOGETHER and words[place] == wanted[-1] else None
