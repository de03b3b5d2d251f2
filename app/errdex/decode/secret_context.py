"""Secrets that are known by the name beside them: `apiKey: …`, `secret=…`, `signature=…`, `Authorization: …`.

One expression reads what stands between a name and its value in whatever language printed it; what the value must look
like is asked of the value afterwards. Every expression begins with a literal, has no quantifier without a bound
except over a single class, and gives nothing back once taken, so that each place costs a bounded number of steps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from errdex.decode.secret_shapes import (
    KEY_LENGTH,
    Hit,
    Reading,
    SecretKind,
    begins_word,
    is_hex,
    looks_random,
    pattern,
    places,
    unescaped,
)

_MARKS = rb"(?:[\s\"'`:=,|?>\])*(\[{<]|-(?=>|&gt;|%3e|\\)){1,60}+"
_BACKSLASHES = rb"\\{1,16}+(?:[nrt]|u(?:00(?:0[9ad]|2[02789c]|3[acdef]|5[bd]|7[bc])|ff[01][acd]|201[89cd]|300[0cd]))?"
_PERCENT = rb"%(?:25){0,2}+(?:0[9ad]|2[02789ac]|3[acdef]|5[bcd]|60|7[bc]|ef%bc%(?:9[ad]|8c)|e2%80%9[89cd])"
_ENTITY = rb"&(?:quot|apos|lt|gt|nbsp|equals|#x?[0-9a-f]{1,4});"
_COLOUR = rb"(?:(?:\x1b|\\{1,8}+(?:u001b|x1b|033|e)|\^\[)\[|%1b%5b)[0-9;]{0,12}+m"
_WORDS = (
    rb"(?:is|was|to|or|new|some|just|(?:const\s)?char\s?\*|&?(?:'static\s)?str|any|bytes|optional|option|option_?value"
    rb"|(?:\w{0,12}_)?values?|\w{0,12}string(?:(?:\(|%28)[0-9]{1,5}(?:\)|%29)|value)?|from|secret(?:str|box|value|string)"
    rb"|undefined|none)(?=[\W])"
    rb"|[bfru]{1,2}(?=[\"'\\&%])"
)
GAP = rb"(?:" + rb"|".join((_COLOUR, _MARKS, _BACKSLASHES, _PERCENT, _ENTITY, _WORDS)) + rb"){1,24}+"
"""From the end of a name to the begin of its value: marks as written, escaped, percent-encoded, as entities, colours,
and the words that languages put there (`: &str =`, `=> string(64)`, `Some(`, ` is `)."""
_SUFFIX = rb"((?:[-_.]?[a-z0-9]){0,24}+)(?!\w)"
"""What a name goes on with: api_key_testnet, secretKey."""
AHEAD = rb"(?=[^\s\"'\0]{8})"

_ESCAPED_BASE64 = rb"|\\{1,4}+/|\\{1,8}+u00(?:2[bBfF]|3[dD])"
_VALUE = rb"(?:[A-Za-z0-9+/_.~-]|%(?:25)?(?:2[BbFf]|3[Dd])" + _ESCAPED_BASE64 + rb"){16,4096}+={0,2}"
_ANY_PERCENT = rb"|%(?!2[026789cC]|3[aAbB]|5[bBdD]|7[bBdD])[0-9A-Za-z]{2}"
_SIGNATURE_VALUE = rb"(?:[A-Za-z0-9+/_-]" + _ANY_PERCENT + _ESCAPED_BASE64 + rb"){16,4096}+={0,2}"
_TIGHT_END = b"./-~"
_SEPARATED = rb"[:=,|>(\[{\"'`%&\\]"
"""What is on the next line belongs to a name only if more than the line's end is between them."""

_NO_SECRET_SUFFIX = (
    rb"(?:path|file|url|uri|name|type|length|len|size|expir\w*|expires_?in|count|version|permissions?|status|algo\w*"
    rb"|method|host|label|hash|address|symbol|contract|pair)\Z"
)


def named_secrets(reading: Reading) -> Iterator[Hit]:
    """Yield every value that has the name of a credential beside it."""
    yield from _secrets(reading)
    yield from _keys(reading)
    yield from _signatures(reading)
    yield from _tokens(reading)
    yield from _authorizations(reading)


def _candidates(
    reading: Reading, literal: bytes, name: bytes, value: bytes
) -> Iterator[tuple[re.Match[bytes], int, int]]:
    """Yield (name and tail, start and end of the value) for every name that has something like a value.

    `literal` is what the expression for the name begins with.
    """
    for found in places(literal, name, reading.low):
        match = pattern(value).match(reading.plain, found.end())
        if match and (b"\n" not in found[0] or pattern(_SEPARATED).search(found[0])):
            end = match.end()
            if not match[0].endswith(b"="):
                end = match.start() + len(match[0].rstrip(_TIGHT_END))
            if not _is_code(reading.plain, match.start(), end):
                yield found, match.start(), end


def _is_code(plain: bytes, start: int, end: int) -> bool:
    """Tell whether the value is a call, a subscript or half masked: `get(…`, `env[…`, `abcd****`."""
    after = plain[end : end + 1]
    if after in (b"(", b"["):
        return True
    return after == b"*" and end - start < KEY_LENGTH


_SECRET_NAME = rb"secret" + _SUFFIX + GAP + AHEAD


def _secrets(reading: Reading) -> Iterator[Hit]:
    for found, start, end in _candidates(reading, b"secret", _SECRET_NAME, _VALUE):
        if not pattern(_NO_SECRET_SUFFIX).search(found[1]) and looks_random(unescaped(reading.plain[start:end])):
            yield Hit(start, _wrapped(reading, start, end), SecretKind.SECRET_KEY)


_KEY_NAME = rb"key" + _SUFFIX + GAP + AHEAD
_KEY_OWNER = (
    rb"(?:(secret)|(private|signing|priv)|(listen)|(public|pub|websocket|primary|foreign|partition|cache|sort|idempotency|host)"
    rb"|(api|access|mbx|client|consumer|binance|testnet|futures|auth))(?:[-_ .]|%20){0,2}\Z"
)
_OWNER_REACH = 16
_KEY_KINDS = (
    None,
    SecretKind.SECRET_KEY,
    SecretKind.PRIVATE_KEY,
    SecretKind.LISTEN_KEY,
    None,
    SecretKind.API_KEY,
)


def _keys(reading: Reading) -> Iterator[Hit]:
    for found, start, end in _candidates(reading, b"key", _KEY_NAME, _VALUE):
        value = reading.plain[start:end]
        if pattern(_NO_SECRET_SUFFIX).search(found[1]) or not looks_random(value):
            continue
        before = reading.low[max(0, found.start() - _OWNER_REACH) : found.start()]
        owner = pattern(_KEY_OWNER).search(before)
        kind = _KEY_KINDS[owner.lastindex or 0] if owner else _kind_of_bare_key(value)
        if kind:
            yield Hit(start, _wrapped(reading, start, end), kind)


def _kind_of_bare_key(value: bytes) -> SecretKind | None:
    """Return what `key: …` holds: many things are called key, so that only the shape of an API key counts."""
    mixed = value.isalnum() and not value.islower() and not value.isupper() and len(value) >= KEY_LENGTH // 2
    return SecretKind.API_KEY if mixed or (value.isalnum() and len(value) == KEY_LENGTH) else None


_SIGNATURE_NAME = rb"sig(?:n(?:ature)?)?(?:[-_]?(?:hex|b64|base64|value|[0-9]))?(?![\w-])" + GAP + AHEAD
_FIX_SIGNATURE = rb"96=(?=[a-z0-9+/=]{40})"


def _signatures(reading: Reading) -> Iterator[Hit]:
    for found, start, end in _candidates(reading, b"sig", _SIGNATURE_NAME, _SIGNATURE_VALUE):
        short = not found[0].startswith(b"signature")
        if short and not begins_word(reading.low, found.start()):
            continue
        if looks_random(unescaped(reading.plain[start:end])):
            yield Hit(start, _wrapped(reading, start, end), SecretKind.SIGNATURE)
    for found, start, end in _candidates(reading, b"96=", _FIX_SIGNATURE, _SIGNATURE_VALUE):
        if begins_word(reading.low, found.start()):
            yield Hit(start, end, SecretKind.SIGNATURE)


_TOKEN_NAME = rb"token" + _SUFFIX + GAP + AHEAD
_JWT = rb"eyJ(?<![\w.-]eyJ)[\w-]{8,4096}+\.[\w-]{8,8192}+(?:\.[\w-]{0,4096}+)?"
_CONTRACT = rb"0x[0-9a-f]{40}\Z"


def _tokens(reading: Reading) -> Iterator[Hit]:
    for found, start, end in _candidates(reading, b"token", _TOKEN_NAME, _VALUE):
        value = reading.plain[start:end]
        if pattern(_NO_SECRET_SUFFIX).search(found[1]) or pattern(_CONTRACT).match(value.lower()):
            continue
        if looks_random(value):
            listen = reading.low[max(0, found.start() - 6) : found.start()].rstrip(b"-_ ") == b"listen"
            yield Hit(start, end, SecretKind.LISTEN_KEY if listen else SecretKind.TOKEN)
    for found in places(b"eyJ", _JWT, reading.plain):
        yield Hit(found.start(), found.end(), SecretKind.TOKEN)


_SCHEME = rb"(?:(bearer|basic|token|hmac|apikey)(?:\s|%20|\+){1,4}+)?"
_AUTHORIZATION_NAME = rb"authorization(?!\w)" + GAP + _SCHEME + AHEAD
_BEARER_NAME = rb"bearer(?:\s|%20|\+){1,4}+" + AHEAD
_SCHEME_VALUE = rb"[A-Za-z0-9+/_.~-]{8,4096}+={0,2}"


def _authorizations(reading: Reading) -> Iterator[Hit]:
    for found, start, end in _candidates(reading, b"authorization", _AUTHORIZATION_NAME, _SCHEME_VALUE):
        if looks_random(reading.plain[start:end]) or (found[1] and reading.plain[end : end + 1] != b"="):
            yield Hit(start, end, SecretKind.TOKEN)
    for _, start, end in _candidates(reading, b"bearer", _BEARER_NAME, _VALUE):
        if looks_random(reading.plain[start:end]):
            yield Hit(start, end, SecretKind.TOKEN)


_NEXT_LINE = rb"[ \t]{0,8}+\r?\n[>|: \t]{0,16}+([A-Za-z0-9+/%=]{1,128}+)(?![A-Za-z0-9_.-])"
_MOST_LINES = 8
_LENGTHS = (KEY_LENGTH, 88, 344)
"""Of a key or an HMAC in hex, of Ed25519 and RSA signatures in base64."""


def _wrapped(reading: Reading, start: int, end: int) -> int:
    """Return the end of a value of a known length that a terminal or a mail program broke over lines."""
    value = reading.plain[start:end]
    length = len(unescaped(value))
    place = end
    for _ in range(_MOST_LINES):
        line = pattern(_NEXT_LINE).match(reading.plain, place)
        if line is None or length in _LENGTHS or (is_hex(value) and not is_hex(line[1])):
            return end
        length += len(unescaped(line[1]))
        place = line.end()
        if length in _LENGTHS:
            return place
    return end
