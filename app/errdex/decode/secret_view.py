"""A text as the searches for secrets see it: bytes, with every escape undone, and the way back to the text.

A secret is pasted as it is, percent-encoded, as a string in JSON (also a string in a string), with HTML entities, in
colours, between typographic quotes. All of that is undone here once, so that no search has to know about it.
Each sign that is undone leaves FILL for the bytes that it took; the plain bytes are those without FILL.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.expression import expression
from errdex.decode.secret_shapes import MASK

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from errdex.decode.words import Words

BLANK = b"\0"
"""Stands where a mask or something public stands: no context begins in it, no value contains it."""

FILL = b"\xff"
"""Stands where an escape took more room than its sign; no text has it, for what is not ASCII becomes `?`."""


class Reading(NamedTuple):
    """A text as the searches see it."""

    plain: bytes
    """With escapes undone."""
    low: bytes
    """The same in lower case."""
    filled: bytes
    """The same with FILL, of the text's own length."""
    words: bytes | None
    """The words of the text (`Words.line`) where nothing had to be undone in it; None where they are not known."""


KEY_WORD, SECRET_WORD, SIGNATURE_WORD, PASSWORD_WORD = b"\x81", b"\x8d", b"\x8f", b"\x90"
"""Stand, with a space, for words of two Chinese characters; Russian words have room for English ones."""

_ENCODING = "latin-1"
_STAND_INS = KEY_WORD + SECRET_WORD + SIGNATURE_WORD + PASSWORD_WORD
_TO_ASCII = bytes(byte if byte < 0x80 or byte in _STAND_INS else ord("?") for byte in range(0x100))
_WRITTEN = {
    "密钥": f"{KEY_WORD.decode(_ENCODING)} ",
    "私钥": f"{SECRET_WORD.decode(_ENCODING)} ",
    "签名": f"{SIGNATURE_WORD.decode(_ENCODING)} ",
    "密码": f"{PASSWORD_WORD.decode(_ENCODING)} ",
    "секрет": "secret",
    "Секрет": "secret",
    "ключ": " key",
    "Ключ": " key",
    "пароль": "passwd",
    "Пароль": "passwd",
}
_LOOKALIKES = {
    "\uff1a": ":",
    **dict.fromkeys("\u201c\u201d\u201e\u300c\u300d\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2018\u2019", "'"),
    **dict.fromkeys("\u00a0\u3000", " "),
    **dict.fromkeys("\u2013\u2014", "-"),
    "\uff1d": "=",
    "\uff20": "@",
    "\uff0c": ",",
}
"""Punctuation that word processors, messengers and Chinese keyboards put in the place of ASCII."""


def read(text: str, words: Words | None = None) -> Reading:
    """Return the reading of a text; masks of an earlier run are blanked in it.

    `words` are those of the text, if they are known already.
    """
    as_written = text.isascii()
    if not as_written:
        for written, sign in (*_WRITTEN.items(), *_LOOKALIKES.items()):
            text = text.replace(written, sign)
    filled = text.encode(_ENCODING, "replace").translate(_TO_ASCII)
    if b"[" in filled:
        filled = MASK.sub(lambda mask: BLANK * len(mask[0]), filled)
    filled = _undone(filled)
    plain = filled.translate(None, FILL) if FILL in filled else filled
    known = words.line if words is not None and as_written and FILL not in filled else None
    return Reading(plain, plain.lower(), filled, known)


def blanked(reading: Reading, stretches: list[tuple[int, int]]) -> Reading:
    """Return the reading with these stretches of its plain bytes blanked."""
    if not stretches:
        return reading
    plain = bytearray(reading.plain)
    for start, end in stretches:
        plain[start:end] = BLANK * (end - start)
    return reading._replace(plain=bytes(plain), low=bytes(plain).lower())


_ENTITY = expression(rb"&(?:amp;){0,4}(?:([a-z]{2,6})|#([0-9]{1,5})|#[xX]([0-9A-Fa-f]{1,4}));")
_ENTITIES = {
    b"amp": b"&",
    b"quot": b'"',
    b"ldquo": b'"',
    b"rdquo": b'"',
    b"apos": b"'",
    b"lt": b"<",
    b"gt": b">",
    b"nbsp": b" ",
    b"equals": b"=",
    b"colon": b":",
    b"commat": b"@",
    b"plus": b"+",
    b"sol": b"/",
}
_PERCENT = expression(rb"%(?:25){0,4}([0-9A-Fa-f]{2})")
_FREQUENT = (
    (b'\\"', FILL + b'"'),
    (b"\\n", FILL + b"\n"),
)
"""Escapes that fill logs in JSON: these are replaced without looking at each."""
_CODE = expression(rb"\\\\{0,15}(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(033|e(?=\[))|([rt'/]))")
_LETTERS = {b"r": b"\r", b"t": b"\t", b"'": b"'", b"/": b"/"}
_DEEPEST = 16
"""Backslashes before an escaped sign: a string in a string in a string has seven."""
_COLOUR = expression(rb"(?:\x1b|\^\[)\[[0-9;]{0,12}m")
_SOH = (b"^A", FILL + b"\x01")
"""The delimiter of FIX as terminals show it."""


def _undone(plain: bytes) -> bytes:
    """Return the bytes with each escape replaced by its sign, behind FILL."""
    if b"&" in plain:
        plain = _ENTITY.sub(_entity, plain)
    if b"%" in plain:
        plain = _PERCENT.sub(_percent, plain)
    if b"\\" in plain:
        for written, undone in _FREQUENT:
            plain = plain.replace(written, undone)
        for _ in range(_DEEPEST):
            if b"\\" + FILL not in plain:
                break
            plain = plain.replace(b"\\" + FILL, FILL * 2)
    if b"\\" in plain:
        plain = _CODE.sub(_code, plain)
    if b"\x1b" in plain or b"^" in plain:
        plain = _COLOUR.sub(lambda found: b" ".rjust(len(found[0]), FILL), plain).replace(*_SOH)
    return plain


def _entity(found: re.Match[bytes]) -> bytes:
    if found[1]:
        sign = _ENTITIES.get(found[1])
        return sign.rjust(len(found[0]), FILL) if sign else found[0]
    return _sign(int(found[2]) if found[2] else int(found[3], 16)).rjust(len(found[0]), FILL)


def _percent(found: re.Match[bytes]) -> bytes:
    code = int(found[1], 16)
    if code in _SIGNS:
        return _sign(code).rjust(len(found[0]), FILL)
    return found[0]


_SIGNS = frozenset((*b"\t\n\r\x01\x1b", *range(0x20, 0x7F)))
"""What is undone where it is percent-encoded: ASCII, of the control characters those that stand in texts."""


def _code(found: re.Match[bytes]) -> bytes:
    if found[4]:
        sign = _LETTERS[found[4]]
    elif found[3]:
        sign = b"\x1b"
    else:
        sign = _sign(int(found[1] or found[2], 16))
    return sign.rjust(len(found[0]), FILL)


@cache
def _sign(code: int) -> bytes:
    sign = chr(code)
    return _LOOKALIKES.get(sign, sign).encode("ascii", "replace").replace(BLANK, b" ")


_BLOCK = 512


class WayBack:
    """Positions in the text of positions in the plain bytes of its reading."""

    def __init__(self, reading: Reading) -> None:
        """Count how many plain bytes there are before each block."""
        self._filled = reading.filled
        self._moved = len(reading.plain) != len(reading.filled)
        self._before = [*_counts(reading.filled)] if self._moved else []

    def __call__(self, place: int) -> int:
        """Return where in the text the plain byte before this place ends: escapes belong to the sign they stand for."""
        if not self._moved or not place:
            return place
        block = bisect_left(self._before, place) - 1
        start = block * _BLOCK
        wanted = place - self._before[block]
        return start + bisect_left(
            range(_BLOCK), wanted, key=lambda width: width - self._filled.count(FILL, start, start + width)
        )


def _counts(filled: bytes) -> Iterator[int]:
    count = 0
    for start in range(0, len(filled), _BLOCK):
        yield count
        end = min(start + _BLOCK, len(filled))
        count += end - start - filled.count(FILL, start, end)
