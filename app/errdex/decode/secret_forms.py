"""Secrets that are known by their own form: keys of 64 characters, bot tokens, PEM blocks, e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from errdex.decode.secret_shapes import (
    KEY_LENGTH,
    Hit,
    Reading,
    SecretKind,
    after_escape,
    looks_like_key,
    pattern,
    places,
)

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


_ALNUM = rb"[A-Za-z0-9]{64,}"
_TOKEN_PREFIXES = (b"ghp_", b"gho_", b"ghs_", b"github_pat_", b"xoxb-", b"xoxp-", b"xapp-", b"sk-", b"glpat-")
_TELEGRAM_ID = rb"(?:\A|[^0-9])([0-9]{8,10})(?::|%3[Aa])\Z"
_TELEGRAM_SECRET = range(35, 36)
_DISCORD_HOOK = rb"webhooks/[0-9]{15,22}/\Z"
_STREAM_PATH = rb"/ws/|stream|listen"
_REACH = 40


def lone_secrets(reading: Reading) -> Iterator[Hit]:
    """Yield keys and tokens that need no name beside them."""
    plain = reading.plain
    for start, end in long_runs(plain):
        first = after_escape(plain, start)
        if _is_token(plain, first, end):
            yield Hit(_token_start(plain, first), end, SecretKind.TOKEN)
        elif end - start >= KEY_LENGTH:
            yield from _lone_keys(reading, start, end)


def _is_token(plain: bytes, start: int, end: int) -> bool:
    if plain.startswith(_TOKEN_PREFIXES, start):
        return True
    before = plain[max(0, start - _REACH) : start]
    if end - start in _TELEGRAM_SECRET and pattern(_TELEGRAM_ID).search(before):
        return True
    return pattern(_DISCORD_HOOK).search(before) is not None


def _token_start(plain: bytes, start: int) -> int:
    """Return where the token begins: the number of a Telegram bot is part of it."""
    number = pattern(_TELEGRAM_ID).search(plain[max(0, start - _REACH) : start])
    return max(0, start - _REACH) + number.start(1) if number else start


def _lone_keys(reading: Reading, start: int, end: int) -> Iterator[Hit]:
    plain = reading.plain
    for word in pattern(_ALNUM).finditer(plain, start, end):
        first = after_escape(plain, word.start()) if word.start() == start else word.start()
        last = word.end()
        if last - first == KEY_LENGTH and looks_like_key(plain[first:last]) and not _in_base64(plain, first, last):
            before = reading.low[max(0, first - _REACH // 2) : first]
            stream = pattern(_STREAM_PATH).search(before)
            yield Hit(first, last, SecretKind.LISTEN_KEY if stream else SecretKind.API_KEY)


def _in_base64(plain: bytes, start: int, end: int) -> bool:
    """Tell whether the run goes on as base64 does, so that 64 is no length of its own."""
    return plain[start - 1 : start] == b"+" or plain[end : end + 1] in (b"+", b"=")


_MARKER = rb"-----(begin|end)((?:[ _+]|%20|[a-z0-9]){1,60}?)-----"
_LEAD = rb"(?:\s|\\{1,8}[nrt]|[\"'`>|,]|%0[ad]){0,256}+"
_BODY_LINE = rb"(?:(?:[ \t\r\n\"'`>|,]|\\{1,8}[nrt]|\" \+|' \+){1,32}+[A-Za-z0-9+/=]{16,4096}+){1,400}+"
_BASE64_RUN = rb"[A-Za-z0-9+/]{16}"
_LONGEST_BODY = 16384
_LINE_EDGE = b" \t\r>\"'`|,+\\"
_BASE64_LINE = rb"[A-Za-z0-9+/]{1,128}={0,2}\Z"


def pem_blocks(reading: Reading) -> tuple[list[Hit], list[tuple[int, int]]]:
    """Return the bodies of private keys in PEM, and the stretches of certificates and public keys."""
    private: list[Hit] = []
    public: list[tuple[int, int]] = []
    before: re.Match[bytes] | None = None
    for marker in places(b"-----", _MARKER, reading.low):
        if before is not None and before[1] == b"begin":
            _add_block(reading, before, marker, private, public)
        if marker[1] == b"end" and (before is None or before[1] == b"end") and b"private" in marker[2]:
            private += _beheaded(reading, before.end() if before else 0, marker.start())
        before = marker
    if before is not None and before[1] == b"begin":
        _add_block(reading, before, None, private, public)
    return private, public


def _add_block(
    reading: Reading,
    begin: re.Match[bytes],
    following: re.Match[bytes] | None,
    private: list[Hit],
    public: list[tuple[int, int]],
) -> None:
    """Add what stands between a BEGIN and the END that follows it, or as much after it as looks like base64."""
    whole = following is not None and following[1] == b"end" and following.start() - begin.end() <= _LONGEST_BODY
    if whole and following is not None:
        end = following.start()
    else:
        lines = pattern(_BODY_LINE).match(reading.plain, begin.end())
        end = lines.end() if lines else begin.end()
    if b"private" not in begin[2]:
        public.append((begin.end(), end))
        return
    start, end = _trimmed(reading.plain, begin.end(), end)
    if pattern(_BASE64_RUN).search(reading.plain, start, end):
        private.append(Hit(start, end, SecretKind.PRIVATE_KEY))


def _trimmed(plain: bytes, start: int, end: int) -> tuple[int, int]:
    """Return the stretch without line ends and quotes around it, written out or escaped."""
    lead = pattern(_LEAD).match(plain, start, end)
    start = lead.end() if lead else start
    while end > start:
        if plain[end - 1] in b" \t\r\n\"'`>|,\\":
            end -= 1
        elif plain[end - 2 : end] in (b"\\n", b"\\r"):
            end -= 2
        else:
            break
    return start, end


def _beheaded(reading: Reading, floor: int, end: int) -> Iterator[Hit]:
    """Yield the base64 lines above an END whose BEGIN was cut off."""
    floor = max(floor, end - _LONGEST_BODY // 2)
    start = stop = end
    for line in reversed(reading.plain[floor:end].split(b"\n")):
        core = line.strip(_LINE_EDGE)
        if core and not pattern(_BASE64_LINE).match(core):
            break
        if core:
            start = stop - len(line)
        stop -= len(line) + 1
    start, end = _trimmed(reading.plain, max(start, floor), end)
    if pattern(_BASE64_RUN).search(reading.plain, start, end):
        yield Hit(start, end, SecretKind.PRIVATE_KEY)


_DOMAIN = rb"([A-Za-z0-9-]{1,63}+(?:\.[A-Za-z0-9-]{1,63}+){1,8}+)"
_AT_SIGNS = (rb"@", rb"%40", rb"\\u0040", rb"&#64;")
_LOCAL = rb"[A-Za-z0-9._%+-]{1,64}"
_TOP_LEVEL = rb"[A-Za-z]{2,24}\Z"
_NO_TOP_LEVEL = frozenset(
    (
        b"js",
        b"mjs",
        b"cjs",
        b"ts",
        b"tsx",
        b"jsx",
        b"py",
        b"go",
        b"rs",
        b"php",
        b"rb",
        b"java",
        b"json",
        b"html",
        b"png",
    )
)
_LAST_ESCAPE = rb".*%(?!2[BbDdEe]|5[Ff])[0-9A-Fa-f]{2}"


def emails(reading: Reading) -> Iterator[Hit]:
    """Yield e-mail addresses, also with the @ escaped."""
    plain = reading.plain
    for at in _AT_SIGNS:
        for found in places(at.replace(rb"\\", b"\\"), at + _DOMAIN, plain):
            top = found[1].rpartition(b".")[2]
            if not pattern(_TOP_LEVEL).match(top) or top.lower() in _NO_TOP_LEVEL:
                continue
            start = _local_start(plain, found.start())
            if start < found.start() and plain[start : found.start()] != b"git":
                yield Hit(start, found.end(), SecretKind.EMAIL)


def _local_start(plain: bytes, at: int) -> int:
    """Return where the part before the @ begins; `at` itself if there is none, or a half masked one."""
    floor = max(0, at - KEY_LENGTH)
    backwards = pattern(_LOCAL).match(plain[floor:at][::-1])
    if not backwards:
        return at
    start = at - backwards.end()
    escape = pattern(_LAST_ESCAPE).match(plain, start, at)
    if escape:
        start = escape.end()
    start = after_escape(plain, start)
    while start < at and plain[start] in b".%+-":
        start += 1
    return at if plain[start - 1 : start] in (b"*", b"\0") else start
