"""What a secret is, and what its value looks like apart from the place where it stands: the tests on one value.

Values are bytes: literal searches over bytes are ten times as fast, and every credential is ASCII.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.expression import expression
from errdex.decode.words import telling_run

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator


class SecretKind(StrEnum):
    """What kind of secret it is; the value is what `Secret.kind` holds."""

    API_KEY = "api_key"
    SECRET_KEY = "secret_key"  # noqa: S105 - a kind, no password
    """The secret half of a key pair, a password or a passphrase."""
    SIGNATURE = "signature"
    LISTEN_KEY = "listen_key"
    TOKEN = "token"  # noqa: S105 - the same
    COOKIE = "cookie"
    PRIVATE_KEY = "private_key"
    EMAIL = "email"
    IP = "ip"


PRIVATE_DATA = frozenset({SecretKind.EMAIL, SecretKind.IP})
"""Kinds that say who somebody is, and open nothing; all others are credentials."""


class Hit(NamedTuple):
    """One stretch that was recognised, before overlaps are settled."""

    start: int
    end: int
    kind: SecretKind


def label(kind: SecretKind) -> str:
    """Return the word for the kind that stands in a mask."""
    return kind.replace("_", " ")


MASK = expression(rb"\[(" + "|".join(map(label, SecretKind)).encode() + rb") ([0-9]{1,9})\]")
"""A mask as `mask` writes it: `[api key 1]`."""


@cache
def _run(literal: bytes) -> bytes:
    return telling_run(literal.decode("latin-1"))


def places(literal: bytes, source: re.Pattern[bytes], text: bytes, words: bytes | None) -> Iterator[re.Match[bytes]]:
    """Yield where an expression fits that begins with a literal; where that is missing it is not even compiled.

    `words` are those of the text (`Words.line`), None where they are not known.
    """
    may_be = words is None or _run(literal) in words
    # Looking for one byte takes a twentieth of the time, and some literals begin with a byte that few texts have.
    return source.finditer(text) if may_be and literal[:1] in text and literal in text else iter(())


_PLACEHOLDER = expression(
    rb"your|my[-_]?(?:api|secret|key|token)|example|placeholder|redacted|hidden|removed|masked|filtered|change.?me|dummy"
    rb"|insert|undefined|(?:api|secret|private|public|access)[-_.]?key|base64|utf_?8|api[-_.]?secret|signature|process\.env|environ|x{6}"
)
_PIECE = expression(rb"[A-Za-z0-9]{6,4096}+")

SHORTEST = 16
"""Shorter values are taken for credentials only where their name leaves no doubt (passwords, cookies)."""
KEY_LENGTH = 64
"""API keys, secrets and listen keys are 64 letters and digits; so is an HMAC SHA-256 in hex."""
_DIFFERENT = 6
_LONG = 32
_LEAST_JUMBLED = 8
_TOO_LONG_FOR_WORDS = 48


def looks_random(value: bytes) -> bool:
    """Tell whether the value can be a credential, rather than a word, a name in code or a placeholder for one."""
    core = value.rstrip(b"=")
    if len(core) < SHORTEST or len(set(core)) < _DIFFERENT or core.isdigit():
        return False
    if len(core) < _TOO_LONG_FOR_WORDS and _PLACEHOLDER.search(core.lower()):
        return False
    if core.isalpha():
        return _is_jumbled(core) or (len(core) >= _LONG and (core.islower() or core.isupper()))
    if core.isalnum():
        return len(core) >= _LONG or _is_mixed(core)
    if core.startswith(b"/") and b"." in core:
        return False
    return any(_is_mixed(piece) for piece in _PIECE.findall(core))


def _is_mixed(piece: bytes) -> bool:
    """Tell whether letters and digits alternate in it: neither a number nor a word with a number after it."""
    word = piece.rstrip(b"0123456789")
    return bool(word) and (not word.isalpha() or (len(word) >= _LEAST_JUMBLED and _is_jumbled(word)))


def _is_jumbled(value: bytes) -> bool:
    """Tell whether capitals come and go as in no name: aXbYc, not placeOrderForUser."""
    capitals = sum(letter <= _LAST_CAPITAL for letter in value)
    changes = sum((left ^ right) & _CASE_BIT for left, right in pairwise(value)) // _CASE_BIT
    return min(capitals, len(value) - capitals) * 7 >= len(value) * 2 and changes * 10 >= len(value) * 3


_LAST_CAPITAL = ord("Z")
_CASE_BIT = ord("a") ^ ord("A")
_HEX = expression(rb"[0-9A-Fa-f]+\Z")


def is_hex(value: bytes) -> bool:
    """Tell whether the value is written in hexadecimal digits alone."""
    return _HEX.match(value) is not None


def looks_like_key(value: bytes) -> bool:
    """Tell whether 64 letters and digits are a key even without a name beside them: no hash, no word, no number."""
    digits = sum(value.count(digit) for digit in (b"0", b"1", b"2", b"3", b"4", b"5", b"6", b"7", b"8", b"9"))
    return digits > 1 and not value.isdigit() and len(set(value)) > _DIFFERENT * 2 and not is_hex(value)


def begins_word(low: bytes, start: int) -> bool:
    """Tell whether what begins here is no part of a longer word."""
    return not low[start - 1 : start].isalnum()


def joined(value: bytes) -> bytes:
    """Return the value without the line ends that were put into it: equal secrets get equal values."""
    return _LINE_END.sub(b"", value)


_LINE_END = expression(rb"[=\\]?\r?\n[>|:#\s]{0,20}|\s")
