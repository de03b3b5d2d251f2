"""Secrets that are known by what stands before them: `apiKey: …`, `secret=…`, `Authorization: …`, `96=…`.

Each is a row of CONTEXTS. One expression reads what stands between a name and its value in whatever language printed
it; what the value must look like is asked of the value afterwards. Every expression begins with a literal, has no
quantifier without a bound except over a single class, and gives nothing back once taken, so that each place costs a
bounded number of steps.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.expression import expression
from errdex.decode.secret_shapes import (
    KEY_LENGTH,
    Hit,
    SecretKind,
    begins_word,
    is_hex,
    joined,
    looks_random,
    places,
)
from errdex.decode.secret_view import KEY_WORD, SECRET_WORD, SIGNATURE_WORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from errdex.decode.secret_view import Reading

_TAG = rb"</?[a-z]{1,10}[0-9]?>"
_MARKS = rb"(?:[\s\"'`:=,|?>\])*(\[{\\]|<(?!/)|-(?=>)|(?<=\s)-(?=\s)|\.\.\.){1,60}+"
_WORDS = (
    rb"(?:is|was|to|or|new|some|just|(?:const\s)?char\s?\*|&?(?:'static\s)?str|any|bytes|optional|option|option_?value"
    rb"|(?:\w{0,12}_)?values?|\w{0,12}string(?:\([0-9]{1,5}\)|value)?|from|secret(?:str|box|value|string)"
    rb"|undefined|none|dict|!!\w{3,6})(?=[\W])"
    rb"|[bfru]{1,2}(?=[\"'\\])|[@$](?=[\"'])|%(?:ef%bc%9[ad]|e2%80%9[89cd])"
)
GAP = rb"(?:" + rb"|".join((_TAG, _MARKS, _WORDS)) + rb"){1,24}+"
"""From the end of a name to the begin of its value: marks, tags, and the words that languages put there
(`: &str =`, `=> string(64)`, `Some(`, ` is `)."""
_SUFFIX = rb"((?:[-_.]?[a-z0-9]){0,24}+)(?!\w)"
"""What a name goes on with: api_key_testnet, secretKey."""
AHEAD = rb"(?=[^\s\"'\0]{4})"

_VALUE = expression(rb"[A-Za-z0-9+/][A-Za-z0-9+/_.~-]{3,4096}+={0,2}")
_BASE64 = expression(rb"(?:[A-Za-z0-9+/_-]|%[0-9A-Za-z]{2}){4,4096}+={0,2}")
_FIELD = expression(rb"[^|;^\s\0\x01-\x1f]{4,128}+")
_TIGHT_END = b"./-~"
_SEPARATED = expression(rb"[:=,|>(\[{\"'`\\]")
"""What is on the next line belongs to a name only if more than the line's end is between them."""


class Found(NamedTuple):
    """A value behind its name."""

    reading: Reading
    name: re.Match[bytes]
    start: int
    end: int

    @property
    def value(self) -> bytes:
        """Return the value as it would stand in one line."""
        return joined(self.reading.plain[self.start : self.end])

    @property
    def before(self) -> bytes:
        """Return what stands before the name, in lower case."""
        place = self.name.start()
        return self.reading.low[max(0, place - _OWNER_REACH) : place]


Judge = Callable[[Found], SecretKind | None]
"""Tells which kind of secret a value is, if it is one."""


class Context(NamedTuple):
    """What stands before a value."""

    names: tuple[tuple[bytes, re.Pattern[bytes]], ...]
    """What the name can begin with (where that is missing, nothing more is searched), and the expression from there to
    the begin of the value, in lower case."""
    value: re.Pattern[bytes]
    judge: Judge


def _context(literals: tuple[bytes, ...], rest: bytes, value: re.Pattern[bytes], judge: Judge) -> Context:
    """Make a context of what a name can begin with and what goes on from there."""
    return Context(tuple((one, expression(re.escape(one) + rest)) for one in literals), value, judge)


def named_secrets(reading: Reading) -> Iterator[Hit]:
    """Yield every value that has the name of a credential before it."""
    for context in CONTEXTS:
        for literal, name in context.names:
            for found in _values(reading, places(literal, name, reading.low, reading.words), context):
                kind = context.judge(found)
                if kind:
                    yield Hit(found.start, found.end, kind)


def _values(reading: Reading, names: Iterable[re.Match[bytes]], context: Context) -> Iterator[Found]:
    for name in names:
        match = context.value.match(reading.plain, name.end())
        if match and (b"\n" not in name[0] or _SEPARATED.search(name[0])):
            start, end = match.span()
            whole = wrapped(reading.plain, start, end)
            if whole == end and not match[0].endswith(b"="):
                whole = start + len(match[0].rstrip(_TIGHT_END))
            if not _is_code(reading.plain, start, whole):
                yield Found(reading, name, start, whole)


def _is_code(plain: bytes, start: int, end: int) -> bool:
    """Tell whether the value is a call, a subscript or half masked: `get(…`, `env[…`, `abcd****`."""
    after = plain[end : end + 1]
    if after in (b"(", b"["):
        return True
    return after == b"*" and end - start < KEY_LENGTH


_PIECE = expression(rb"(?:[ \t]{0,8}+[=\\]?\r?\n[>|:# \t]{0,16}+| )([A-Za-z0-9+/=]{1,128}+)(?![A-Za-z0-9_.-])")
_MOST_PIECES = 16
_LENGTHS = (KEY_LENGTH, 88, 344)
"""Of a key or an HMAC in hex, of Ed25519 and RSA signatures in base64."""


def wrapped(plain: bytes, start: int, end: int) -> int:
    """Return the end of a value of a known length that a terminal or a mail program broke over lines.

    Base64 that was pasted with spaces in the place of + is such a value too.
    """
    after = plain[end : end + 1]
    if after not in _BREAKS or (after == b" " and b"=" not in plain[end : end + _LENGTHS[-1]]):
        return end
    first = plain[start:end].rstrip(b"=")
    lengths = _LENGTHS[1:] if b"+" in first or b"/" in first else _LENGTHS
    length, place = len(first), end
    if {length, end - start} & {*lengths}:
        return end
    for _ in range(_MOST_PIECES):
        piece = _PIECE.match(plain, place)
        if piece is None or (is_hex(first) and not is_hex(piece[1])):
            return end
        spaced = not piece[0].lstrip(b" \t").startswith((b"\n", b"\r", b"=", b"\\"))
        length += len(piece[1]) + spaced
        place = piece.end()
        if length in lengths and (not spaced or piece[1].endswith(b"=")):
            return place
    return end


_BREAKS = (b"\n", b"\r", b" ", b"\t", b"\\")


_OWNER_REACH = 16
_NO_SECRET_SUFFIX = expression(
    rb"(?:path|file|url|uri|name|type|length|len|size|expir\w*|expires_?in|count|version|permissions?|status|algo\w*"
    rb"|method|host|label|hash|address|symbol|contract|pair)\Z"
)
_KEY_OWNER = expression(
    rb"(?:(secret)|(private|signing|priv)|(listen)|(public|pub|websocket|primary|foreign|partition|cache|sort|idempotency|host)"
    rb"|(api|access|mbx|client|consumer|binance|testnet|futures|auth))(?:[-_ .]){0,2}\Z"
)
_KEY_KINDS = (
    None,
    SecretKind.SECRET_KEY,
    SecretKind.PRIVATE_KEY,
    SecretKind.LISTEN_KEY,
    None,
    SecretKind.API_KEY,
)
_CONTRACT = expression(rb"0x[0-9a-f]{40}\Z")
_PUBLIC_KEY = expression(rb"public[-_ ]?key[-_ ]?\Z")


def _is_named_random(found: Found) -> bool:
    """Tell whether a name with its suffix (`secret_key`, not `secret_path`) has a random value."""
    return not _NO_SECRET_SUFFIX.search(found.name[1]) and looks_random(found.value)


def _secret(found: Found) -> SecretKind | None:
    return SecretKind.SECRET_KEY if _is_named_random(found) else None


def _key(found: Found) -> SecretKind | None:
    if not _is_named_random(found):
        return None
    owner = _KEY_OWNER.search(found.before)
    return _KEY_KINDS[owner.lastindex or 0] if owner else _bare_key(found.value)


def _bare_key(value: bytes) -> SecretKind | None:
    """Return what `key: …` holds: many things are called key, so that only the shape of an API key counts."""
    mixed = value.isalnum() and not value.islower() and not value.isupper() and len(value) >= KEY_LENGTH // 2
    return SecretKind.API_KEY if mixed or (value.isalnum() and len(value) == KEY_LENGTH) else None


def _token(found: Found) -> SecretKind | None:
    if _CONTRACT.match(found.value.lower()) or _PUBLIC_KEY.search(found.before):
        return None
    if not _is_named_random(found):
        return None
    return SecretKind.LISTEN_KEY if found.before.rstrip(b"-_ ").endswith(b"listen") else SecretKind.TOKEN


def _signature(found: Found) -> SecretKind | None:
    short = found.name[0].startswith(b"sig") and not found.name[0].startswith(b"signature")
    if short and not begins_word(found.reading.low, found.name.start()):
        return None
    return SecretKind.SIGNATURE if looks_random(found.value) else None


def _authorization(found: Found) -> SecretKind | None:
    """Judge a header's value: with its scheme any will do, for `Basic` one with a colon in it."""
    if not looks_random(found.value):
        scheme = found.name[1]
        if not scheme or found.reading.plain[found.end : found.end + 1] == b"=":
            return None
        if not (_is_login(found.value) if scheme == b"basic" else len(found.value) >= _LEAST):
            return None
    return SecretKind.TOKEN


_LEAST = 8


def _is_login(value: bytes) -> bool:
    """Tell whether the value is user:password in base64."""
    from base64 import b64decode

    try:
        return b":" in b64decode(value)
    except ValueError:
        return False


def _random(kind: SecretKind) -> Judge:
    """Return a judge for contexts that have one kind."""
    return lambda found: kind if looks_random(found.value) else None


def _field(found: Found) -> SecretKind | None:
    """Judge what may be the field RawData of FIX: tags stand behind a delimiter."""
    return SecretKind.SIGNATURE if begins_word(found.reading.low, found.name.start()) else None


_SCHEME = rb"(?:(bearer|basic|token|hmac|apikey)(?:\s|\+){1,4}+)?"
CONTEXTS = (
    _context((b"secret", SECRET_WORD), _SUFFIX + GAP + AHEAD, _VALUE, _secret),
    _context((b"key", KEY_WORD), _SUFFIX + GAP + AHEAD, _VALUE, _key),
    _context(
        (b"sig", SIGNATURE_WORD),
        rb"(?:n(?:ature)?)?(?:[-_]?(?:hex|b64|base64|value|[0-9]))?(?![\w-])" + GAP + AHEAD,
        _BASE64,
        _signature,
    ),
    _context((b"token",), _SUFFIX + GAP + AHEAD, _VALUE, _token),
    _context((b"authorization",), rb"(?!\w)" + GAP + _SCHEME + AHEAD, _VALUE, _authorization),
    _context((b"bearer",), rb"(?:\s|\+){1,4}+" + AHEAD, _VALUE, _random(SecretKind.TOKEN)),
    _context((b"96=",), rb"(?=[a-z0-9+/=]{40})", _BASE64, _field),
    _context((b"\x01554=", b"|554=", b";554="), b"", _FIELD, lambda _: SecretKind.SECRET_KEY),
    _context((b"hooks.slack.com/services/",), rb"\w{1,16}/\w{1,16}/", _VALUE, _random(SecretKind.TOKEN)),
)  # fmt: skip
"""In this order: where two find the same value, the first tells its kind."""
