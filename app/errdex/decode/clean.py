"""A plain reading of damaged text, with the way back to the original.

What happens to an error on its way to a paste box (colour codes, HTML entities, quotation marks of mail, typographic
quotes, full-width punctuation) is undone here once, so that no reader further on has to know about it.
Positions of the plain text map back to code points of the input.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.expression import expression
from errdex.decode.model import Span

if TYPE_CHECKING:
    import re

_ONE_FOR_ONE = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "＂": '"', "「": '"', "」": '"',
        "‘": "'", "’": "'", "‚": "'", "＇": "'", "´": "'",
        "：": ":", "，": ",", "、": ",", "；": ";", "（": "(", "）": ")",
        "【": "[", "】": "]", "［": "[", "］": "]", "｛": "{", "｝": "}", "＝": "=", "。": ".",
        "！": "!", "？": "?", "｜": "|", "│": "|", "┃": "|", "║": "|", "＿": "_", "％": "%", "＜": "<", "＞": ">",
        "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "－": "-", "﹣": "-", "№": "#", "•": "*",
        "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u3000": " ", "\u2028": "\n", "\u2029": "\n",
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
    }
)  # fmt: skip
"""Characters that stand for an ASCII one: positions do not move."""

_COLOUR = r"\[[0-9;?]{0,16}[A-Za-z]"
_DAMAGES = tuple(
    (sure, expression(sign) if sign else None, expression(damage))
    for sure, sign, damage in (
        # a terminal's colours, as they are and as escapes
        ("\x1b", "", rf"\x1b{_COLOUR}"),
        ("\\", r"\\(?:u001|x1|033\[|e\[)", rf"\\(?<!\\\\)\\{{0,7}}(?:u001[bB]|x1[bB]|033|e){_COLOUR}"),
        # HTML entities
        ("&", "", r"&(?:amp;){0,2}(?:quot|amp|lt|gt|apos|nbsp|#[0-9]{1,5}|#x[0-9a-fA-F]{1,4});"),
        # JSON escapes of < > & ' "
        ("\\", r"\\u00", r"\\(?<!\\\\)\\{0,15}u00[23][0-9a-fA-F]"),
        # quoted mail
        (">", r">(?<![^\n\t ]>)", r"(?<![^\n])[ \t]{0,8}(?:> ?){1,8}"),
        # zero width
        *((sign, "", sign) for sign in "\u200b\u200c\u200d\u2060\ufeff"),
        # what Rich prints at the right edge
        (".py:", "", r" (?<!  ) {1,79}[\w.-]{1,40}\.py:[0-9]{1,6} {0,80}(?![^\r\n])"),
        # an address
        ("%", "%(?:22|28|7[Bb])", r"%(?:2[0-9A-Fa-f]|3[A-Fa-f]|5[B-Fb-f]|7[B-Eb-e])"),
        # quoted-printable mail
        ("=", r"=(?:3D|\r?\n)", r"=(?:3D|20(?=\r?\n)|\r?\n)"),
        # a cell of a table of comma-separated values; an empty text in quotes stays
        ('""', r'""(?:code""|msg""|(?<=[:,] ""))', r'""(?=[^,}\s"])|(?<=[^\s:=({\[,"])""'),
    )
)
"""What is done to a text on its way, and undone here: a sign that all such texts have, an expression for what shows
that it was done (none where the sign does), and one for what is undone. Each begins with a literal where it can: that
is fast to find."""
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
    undone = _undone(text)
    plain = _without(text, undone) if undone else Plain(text, (), ())
    return plain._replace(text=_with_soft_ends(plain.text)) if "\\" in plain.text else plain


def _with_soft_ends(text: str) -> str:
    """Turn escaped line ends into white space; positions do not move."""
    for escaped, white in _ESCAPED_ENDS:
        if escaped in text:
            text = text.replace(escaped, white)
    return text


def _undone(text: str) -> list[re.Match[str]]:
    """Find what is to be undone, in order; where two overlap, the first."""
    found = [
        list(damage.finditer(text))
        for sure, sign, damage in _DAMAGES
        if sure in text and (sign is None or sign.search(text))
    ]
    if len(found) < 2:
        return found[0] if found else []
    kept: list[re.Match[str]] = []
    for match in sorted(chain.from_iterable(found), key=lambda match: match.start()):
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


_ESCAPE = expression(r"\\(u[0-9a-fA-F]{4}|[\"'\\/nrt])")
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
