"""A plain reading of damaged text, with the way back to the original.

What happens to an error on its way to a paste box (colour codes, HTML entities, quotation marks of mail, typographic
quotes, full-width punctuation) is undone here once, so that no reader further on has to know about it.
Positions of the plain text map back to code points of the input.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from errdex.decode.model import Span

_ONE_FOR_ONE = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "＂": '"', "「": '"', "」": '"',
        "‘": "'", "’": "'", "‚": "'", "＇": "'", "´": "'",
        "：": ":", "，": ",", "、": ",", "；": ";", "（": "(", "）": ")",
        "【": "[", "】": "]", "［": "[", "］": "]", "｛": "{", "｝": "}", "＝": "=", "。": ".",
        "！": "!", "？": "?", "｜": "|", "│": "|", "┃": "|", "║": "|", "＿": "_", "％": "%", "＜": "<", "＞": ">",
        "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "－": "-", "﹣": "-", "№": "#",
        "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u3000": " ", "\u2028": "\n", "\u2029": "\n",
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
    }
)  # fmt: skip
"""Characters that stand for an ASCII one: positions do not move."""

_UNDONE = re.compile(
    r"""
      (?:\x1b|(?<!\\)\\{1,8}(?:u001[bB]|x1[bB]|033|e))\[[0-9;?]{0,16}[A-Za-z]    # terminal colours, also escaped
    | &(?:amp;){0,2}(?:quot|amp|lt|gt|apos|nbsp|\#[0-9]{1,5}|\#x[0-9a-fA-F]{1,4});   # HTML entities
    | (?<!\\)\\{1,16}u00[23][0-9a-fA-F]                                      # JSON escapes of < > & ' "
    | (?<![^\n])[\ \t]{0,8}(?:>[\ ]?){1,8}                        # quoted mail
    | [\u200b\u200c\u200d\u2060\ufeff]                           # zero width
    | (?<!\ )\ {2,80}[\w.-]{1,40}\.py:[0-9]{1,6}\ {0,80}(?![^\r\n])  # what Rich prints at the right edge
    """,
    re.VERBOSE,
)
_DAMAGED = (
    ("\x1b", ("\x1b",)),
    ("&", ("&",)),
    ("\\", ("u00", "x1b[", "x1B[", "033[", "\\e[")),
    (">", ("\n>", " > ")),
    (".py:", (".py:",)),
)
"""Without any of these an ASCII text needs none of that; the first of each row is in all of its others."""
_WRAPPED = (
    ("%", ("%22", "%28", "%7B", "%7b"), re.compile(r"%(?:2[0-9A-Fa-f]|3[A-Fa-f]|5[B-Fb-f]|7[B-Eb-e])")),  # an address
    ("=", ("=3D", "=\n", "=\r\n"), re.compile(r"=3D|=20(?=\r?\n)|=\r?\n")),  # quoted-printable mail
    # a cell of a table of comma-separated values; an empty text in quotes stays
    ('""', ('""code""', '""msg""', ': ""', ', ""'), re.compile(r'""(?=[^,}\s"])|(?<=[^\s:=({\[,"])""')),
)
"""What wraps a text as a whole: the signs that tell it, and what is undone then."""
SOFT_END = "\x0b"
"""Stands for a line end that is written as an escape: white space, but no end of a line of the paste."""
_ESCAPED_ENDS = tuple(
    (slashes * "\\" + letter, slashes * " " + sign)
    for slashes in (4, 2, 1)
    for letter, sign in (("n", SOFT_END), ("r", " "))
)


class Plain(NamedTuple):
    """The plain text, and where its pieces came from."""

    text: str
    starts: tuple[int, ...]
    """Positions in the plain text where a new piece begins; empty when nothing was moved."""
    origins: tuple[int, ...]
    """Positions in the input, one for each start."""

    def original(self, position: int) -> int:
        """Return the position in the input of a position in the plain text."""
        if not self.starts:
            return position
        piece = bisect_right(self.starts, position) - 1
        return self.origins[piece] + position - self.starts[piece]

    def span(self, start: int, end: int) -> Span:
        """Return the span in the input of a stretch of the plain text."""
        if not self.starts or end <= start:
            return Span(self.original(start), self.original(end))
        piece = bisect_right(self.starts, end - 1) - 1
        if self.starts[piece] == end - 1 and self.starts[piece + 1 : piece + 2] == (end,):
            return Span(self.original(start), self.origins[piece + 1])  # all of a sign that was undone
        return Span(self.original(start), self.original(end - 1) + 1)


def plain_text(text: str) -> Plain:
    """Undo what was done to a text on its way here; linear."""
    if not text.isascii():
        text = text.translate(_ONE_FOR_ONE)
        damaged = True
    else:
        damaged = text.startswith(">") or any(sure in text and _holds(text, signs) for sure, signs in _DAMAGED)
    undone = _undone(text, damaged=damaged)
    plain = _without(text, undone) if undone else Plain(text, (), ())
    return plain._replace(text=_with_soft_ends(plain.text)) if "\\" in plain.text else plain


def _with_soft_ends(text: str) -> str:
    """Turn escaped line ends into white space; positions do not move."""
    for escaped, white in _ESCAPED_ENDS:
        if escaped in text:
            text = text.replace(escaped, white)
    return text


def _holds(text: str, signs: tuple[str, ...]) -> bool:
    return any(sign in text for sign in signs)


def _undone(text: str, *, damaged: bool) -> list[re.Match[str]]:
    """Find what is to be undone, in order; where two overlap, the first."""
    found = list(_UNDONE.finditer(text)) if damaged else []
    wrapped = [
        match
        for sure, signs, expression in _WRAPPED
        if sure in text and _holds(text, signs)
        for match in expression.finditer(text)
    ]
    if not wrapped:
        return found
    kept: list[re.Match[str]] = []
    for match in sorted((*found, *wrapped), key=lambda match: match.start()):
        if not kept or match.start() >= kept[-1].end():
            kept.append(match)
    return kept


def _without(text: str, undone: list[re.Match[str]]) -> Plain:
    """Replace what is to be undone, and note where the pieces came from."""
    pieces: list[str] = []
    starts: list[int] = [0]
    origins: list[int] = [0]
    length = 0
    last = 0
    for found in undone:
        replacement = _replacement(found.group())
        pieces += (text[last : found.start()], replacement)
        length += found.start() - last
        if replacement:
            starts.append(length)
            origins.append(found.start())
        length += len(replacement)
        starts.append(length)
        origins.append(found.end())
        last = found.end()
    pieces.append(text[last:])
    return Plain("".join(pieces), tuple(starts), tuple(origins))


def _replacement(damage: str) -> str:
    """Tell what stands for a piece that is undone."""
    if damage[0] == "&":
        import html  # Few texts hold entities; the table of their names takes a millisecond to load.

        while damage != (once := html.unescape(damage)):
            damage = once
        return damage.translate(_ONE_FOR_ONE)
    if damage[0] == "\\" and "[" not in damage:
        sign = chr(int(damage[-4:], 16))
        # A quote keeps the backslashes before it: they tell how deep it is escaped.
        return damage[: damage.index("u") - 1] + "\\" + sign if sign in "\"'" else sign
    if damage[0] in "%=":
        return chr(int(damage[1:], 16)) if damage[1].isalnum() else ""
    return '"' if damage == '""' else ""


_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|[\"'\\/nrt])")
_LETTERS = {"n": "\n", "r": "\r", "t": "\t"}


def unescape(text: str, depth: int = 1) -> str:
    """Undo `depth` layers of string escapes; an escape that no language knows stays as it is."""
    for _ in range(depth):
        if "\\" not in text:
            break
        text = _ESCAPE.sub(_unescaped, text)
    return text


def _unescaped(found: re.Match[str]) -> str:
    sign = found.group(1)
    return chr(int(sign[1:], 16)) if sign[0] == "u" else _LETTERS.get(sign, sign)
