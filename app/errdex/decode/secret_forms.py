"""Secrets that are known by their own form: keys of 64 characters, tokens of other services, e-mail addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.expression import expression
from errdex.decode.secret_context import wrapped
from errdex.decode.secret_shapes import (
    KEY_LENGTH,
    Hit,
    SecretKind,
    is_hex,
    looks_like_key,
    looks_random,
    places,
)
from errdex.decode.secret_view import BLANK

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from errdex.decode.secret_view import Reading

_WORD = bytes(97 if bytes((byte,)).isalnum() or byte in b"_-" else 32 for byte in range(256))
"""Maps letters, digits, _ and - to `a`, all else to a space: then a long run is a literal that `find` jumps to."""
_LONG_RUN = b"a" * 32


def long_runs(plain: bytes, least: int = len(_LONG_RUN)) -> Iterator[tuple[int, int]]:
    """Yield start and end of every unbroken run of letters, digits, _ and - of at least this length."""
    words = plain.translate(_WORD)
    needle = b"a" * least
    start = words.find(needle)
    while start >= 0:
        end = words.find(b" ", start + least)
        if end < 0:
            end = len(words)
        yield start, end
        start = words.find(needle, end)


_ALNUM = expression(rb"[A-Za-z0-9]{64,}")
_TOKEN_PREFIXES = (b"ghp_", b"gho_", b"ghs_", b"github_pat_", b"xoxb-", b"xoxp-", b"xapp-", b"sk-", b"glpat-", b"SCT")
_TOKEN_HEAD = expression(rb"(?:\A|[^0-9])([0-9]{8,10}:)\Z|(?:\A|[^\w-])([MNO][\w-]{23,27}\.[\w-]{6}\.)\Z")
"""What stands before the last part of a Telegram and of a Discord bot's token."""
_TELEGRAM_SECRET = 35
_REACH = 48
_JWT = expression(rb"eyJ(?<![\w.-]eyJ)[\w-]{8,4096}+\.[\w-]{8,8192}+(?:\.[\w-]{0,4096}+)?")


class Form(NamedTuple):
    """Where a long run of letters and digits is a secret."""

    word: bytes
    """What must stand before it, in lower case; the expression is asked only where it does."""
    before: re.Pattern[bytes]
    """Expression for what stands from there up to the run."""
    kind: SecretKind


def _form(word: bytes, before: bytes, kind: SecretKind) -> Form:
    return Form(word, expression(before), kind)


FORMS = (
    _form(b"/ws/", rb"/ws/\Z", SecretKind.LISTEN_KEY),
    _form(b"stream", rb"streams?(?:=(?:[^\s\"'&/]{1,64}/){0,64}|\"?\s?:\s?\[?\"|/)\Z", SecretKind.LISTEN_KEY),
    _form(b'"params"', rb"\"params\"\s?:\s{0,8}\[[^\]]{0,256}\"\Z", SecretKind.LISTEN_KEY),
    _form(b"hmac", rb"hmac[\w.]{0,16}\((?:[\"']\w{2,16}[\"'],\s{0,8})?[bru]?[\"'`]\Z", SecretKind.SECRET_KEY),
    _form(b"hook", rb"hooks?(?:/[0-9]{15,22})?/\Z", SecretKind.TOKEN),
    _form(b"hook", rb"webhook/send\?key=\Z", SecretKind.TOKEN),
    _form(b"response=", rb"response=\"\Z", SecretKind.TOKEN),
)  # fmt: skip
"""Listen keys in addresses and frames, keys of HMAC in code, addresses of web hooks, digests of HTTP."""
_FORM_REACH = 256
_OPENERS = (b"/", b"=", b'"', b"'", b"`")


def lone_secrets(reading: Reading) -> Iterator[Hit]:
    """Yield keys and tokens that need no name beside them."""
    plain = reading.plain
    for start, end in long_runs(plain):
        token = _token_start(plain, start, end)
        if token is not None:
            yield Hit(token, end, SecretKind.TOKEN)
        else:
            kind = _kind_of_form(reading, start, end)
            if kind is not None:
                yield Hit(start, wrapped(plain, start, end), kind)
            elif end - start >= KEY_LENGTH:
                yield from _lone_keys(plain, start, end)
    for found in places(b"eyJ", _JWT, plain, reading.words):
        yield Hit(found.start(), found.end(), SecretKind.TOKEN)


def _kind_of_form(reading: Reading, start: int, end: int) -> SecretKind | None:
    opener = reading.plain[max(0, start - 1) : start]
    if opener not in _OPENERS or (opener not in (b"/", b"=") and not reading.plain[start:end].isalnum()):
        return None
    before = reading.low[max(0, start - _FORM_REACH) : start]
    for form in FORMS:
        if form.word in before and form.before.search(before) and looks_random(reading.plain[start:end]):
            return form.kind
    return None


def _token_start(plain: bytes, start: int, end: int) -> int | None:
    """Return where the token begins of which this run is the last part."""
    if plain.startswith(_TOKEN_PREFIXES, start):
        return start
    mark = plain[start - 1 : start]
    if mark == b"." or (mark == b":" and end - start == _TELEGRAM_SECRET):
        floor = max(0, start - _REACH)
        head = _TOKEN_HEAD.search(plain[floor:start])
        if head:
            return floor + head.start(head.lastindex or 0)
    return None


def _lone_keys(plain: bytes, start: int, end: int) -> Iterator[Hit]:
    for word in _ALNUM.finditer(plain, start, end):
        if len(word[0]) == KEY_LENGTH and _is_lone_key(plain, word[0], word.start(), word.end()):
            yield Hit(word.start(), word.end(), SecretKind.API_KEY)


_PAIR_IN_CALL = expression(rb"[\"'`],\s{0,64}[bru]?[\"'`][A-Za-z0-9]{64}[\"'`]")


def _is_lone_key(plain: bytes, value: bytes, start: int, end: int) -> bool:
    """Tell keys from hashes: a key in hex counts only as the first of two in a call, `Client("…", "…")`."""
    if plain[start - 1 : start] == b"+" or plain[end : end + 1] in (b"+", b"="):
        return False  # base64, of which 64 is no length of its own
    if is_hex(value):
        in_call = plain[max(0, start - 2) : start].startswith(b"(")
        return in_call and _PAIR_IN_CALL.match(plain, end) is not None
    return looks_like_key(value)


_PARTNER = expression(rb"[\s\"'`,:;|/&)bru]{1,24}+([A-Za-z0-9]{64})(?![A-Za-z0-9+/=_-])")


def partners(reading: Reading, keys: list[Hit]) -> Iterator[Hit]:
    """Yield the secret that stands behind an API key without a name: `Client("…", "…")`, a line each, a table."""
    for key in keys:
        if key.kind is SecretKind.API_KEY and key.end - key.start == KEY_LENGTH:
            found = _PARTNER.match(reading.plain, key.end)
            if found and found[1] != reading.plain[key.start : key.end] and not found[1].isdigit():
                yield Hit(found.start(1), found.end(1), SecretKind.SECRET_KEY)


_DOMAIN = expression(rb"@([A-Za-z0-9-]{1,63}+(?:\.[A-Za-z0-9-]{1,63}+){1,8}+)")
_LOCAL = expression(rb"[A-Za-z0-9._%+-]{1,64}")
_TOP_LEVEL = expression(rb"[A-Za-z]{2,24}\Z")
_NO_TOP_LEVEL = frozenset(b"js mjs cjs ts tsx jsx py go rs php rb java json html png".split())


def emails(reading: Reading) -> Iterator[Hit]:
    """Yield e-mail addresses."""
    plain = reading.plain
    for found in places(b"@", _DOMAIN, plain, reading.words):
        top = found[1].rpartition(b".")[2]
        if not _TOP_LEVEL.match(top) or top.lower() in _NO_TOP_LEVEL:
            continue
        start = _local_start(plain, found.start())
        if start < found.start() and plain[start : found.start()] != b"git":
            yield Hit(start, found.end(), SecretKind.EMAIL)


def _local_start(plain: bytes, at: int) -> int:
    """Return where the part before the @ begins; `at` itself if there is none, or a half masked one."""
    backwards = _LOCAL.match(plain[max(0, at - KEY_LENGTH) : at][::-1])
    if not backwards:
        return at
    start = at - len(backwards[0].rstrip(b".%+-"))
    return at if plain[start - 1 : start] in (b"*", BLANK) else start
