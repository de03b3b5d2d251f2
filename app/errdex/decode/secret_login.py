"""Secrets by which people and browsers log in: cookies, passwords and passphrases, user:password in addresses."""

from __future__ import annotations

from collections.abc import Iterator

from errdex.decode.secret_context import GAP
from errdex.decode.secret_shapes import SHORTEST, Hit, Reading, SecretKind, begins_word, looks_random, pattern, places


def login_secrets(reading: Reading) -> Iterator[Hit]:
    """Yield the values of cookies, passwords and passphrases, and the passwords in addresses."""
    yield from _cookies(reading)
    yield from _passwords(reading)
    yield from _address_passwords(reading)


_COOKIE_NAME = rb"cookies?(?![\w-])" + GAP
_HEADER_PAIR = rb"\s{0,4}([\w!#$%&*+.^`|~-]{1,64}+)(?:=\"?([^\s;,\"'\\\]<>\0]{0,4096}+))?"
_HEADER_NEXT = rb"[^;\"'\r\n\\\]<>=]{0,64}?(?:;|,(?=\s?[\w-]{1,64}+=))"
_LIST_NEXT = rb"[^;\"'\r\n\\\]<>=]{0,64}?(?:;|[\"'],\s{0,60}+[\"']|\s(?=[\w-]{1,64}+=))"
"""`[ 'a=1; Path=/', 'b=2' ]` in JavaScript, `[a=1; Path=/ b=2]` in Go."""
_OBJECT_PAIR = rb"[\s,]{0,40}+[\"']?([\w.-]{1,64}+)[\"']?\s?:\s?[\"']([^\"'\\\s\0]{1,4096}+)[\"']"
_LONE_COOKIE = rb"([A-Za-z0-9+/_.%~-]{16,4096}+={0,2}+)(?![=:(])"
_ATTRIBUTES = frozenset(
    (
        b"path",
        b"domain",
        b"expires",
        b"max-age",
        b"samesite",
        b"version",
        b"priority",
        b"comment",
        b"httponly",
        b"secure",
    )
)
_SESSION_NAME = rb"sess|token|auth|sid|csrf|jwt|login_?id"
_DIGIT = rb"[0-9]"
_LEAST = 8
_LIST_REACH = 12
_LEAST_OF_SESSION = 4
_DIFFERENT = 4


def _cookies(reading: Reading) -> Iterator[Hit]:
    """Yield the value of every pair of `Cookie: a=1; b=2`, and of `Set-Cookie` without its attributes."""
    done = 0
    for found in places(b"cookie", _COOKIE_NAME, reading.low):
        if found.end() < done:
            continue
        done = found.end()
        for name, start, end in _pairs(reading.plain, found.end()):
            done = end
            if name not in _ATTRIBUTES and _is_session(name, reading.plain[start:end]):
                yield Hit(start, end, SecretKind.COOKIE)


def _pairs(plain: bytes, place: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield (name, start and end of the value) as a header or an object has them; a value without name is `session`."""
    lone = pattern(_LONE_COOKIE).match(plain, place)
    if lone and looks_random(lone[1]):
        yield b"session", lone.start(1), lone.end(1)
        return
    pair = pattern(_HEADER_PAIR).match(plain, place)
    if not pair or pair[2] is None:
        while pair := pattern(_OBJECT_PAIR).match(plain, place):
            place = pair.end()
            yield pair[1].lower(), pair.start(2), pair.end(2)
        return
    following_pair = _LIST_NEXT if b"[" in plain[max(0, place - _LIST_REACH) : place] else _HEADER_NEXT
    while pair is not None:
        if pair[2] is not None:
            yield pair[1].lower(), pair.start(2), pair.end(2)
        following = pattern(following_pair).match(plain, pair.end())
        if not following:
            return
        pair = pattern(_HEADER_PAIR).match(plain, following.end())


def _is_session(name: bytes, value: bytes) -> bool:
    """Tell whether the cookie can open something: `lang=en` and `logined=y` cannot."""
    if len(set(value)) < _DIFFERENT or value[:1] in b"$%{*":
        return False
    if pattern(_SESSION_NAME).search(name):
        return len(value) >= _LEAST_OF_SESSION
    return len(value) >= SHORTEST or (len(value) >= _LEAST and pattern(_DIGIT).search(value) is not None)


_QUOTE = rb"(?:\\{0,8}+[\"'`]|&quot;|&apos;|&#(?:x27|0?3[49]);|%22|%27|\\{1,8}+u002[27])"
_IS = (
    rb"(?:"
    + _QUOTE
    + rb"|[\])>*}]){0,4}+[ \t]{0,40}+(=>|:=|[:=]|%3d|%3a|\\{1,8}+u003d)([ \t]{0,8}+)("
    + _QUOTE
    + rb")?"
)
_PASSWORD = rb"pass(w(?:or)?d|phrase|wd)?(?:_\w{0,16}+)?(?!\w)" + _IS
_PWD = rb"pwd()(?!\w)" + _IS
_QUOTED = rb"[^\"'`\\\r\n\0&%<>*]{3,200}+"
_BARE = rb"[^\s\"'`,;&<>(){}\[\]|\\\0*%]{4,128}+"
_NO_PASSWORD = (
    rb"(?:none|null|nil|true|false|undefined|string|str|passwd|pass|secret|required|empty|hidden|redacted|filtered"
    rb"|masked|invalid|incorrect|wrong|missing|x+|\.+|\?+|-+|:.*|your.*|.*password.*|[/~$].*|[a-z]:[/\\].*|self\..*"
    rb"|.*\.env\..*|[a-z_]\w*(?:\.[a-z_]\w*){1,9})\Z"
)
_NAME_IN_CODE = rb"[A-Za-z_]+\Z"
_CALLS = (b"(", b"[")
_ENDS_OF_CODE = (*_CALLS, b")", b",", b".")
_ASSIGNS = (b"=", b"%3d", b"u003d")


def _passwords(reading: Reading) -> Iterator[Hit]:
    for literal, name in ((b"pass", _PASSWORD), (b"pwd", _PWD)):
        for found in places(literal, name, reading.low):
            quoted = found[4] is not None
            match = pattern(_QUOTED if quoted else _BARE).match(reading.plain, found.end())
            if match is None or pattern(_NO_PASSWORD).match(match[0].lower()):
                continue
            assigned = found[2].endswith(_ASSIGNS)
            if not found[1] and not (assigned and begins_word(reading.low, found.start())):
                continue  # `pass` and `pwd` are words of their own; only `pass=` and `pwd=` are meant.
            if quoted:
                fits = found[1] == b"phrase" or b" " not in match[0]
            else:
                fits = _is_bare_password(reading.plain, match.end(), match[0], tight=assigned and not found[3])
            if fits:
                yield Hit(match.start(), match.end(), SecretKind.SECRET_KEY)


def _is_bare_password(plain: bytes, end: int, value: bytes, *, tight: bool) -> bool:
    """Tell a password without quotes from a name in code and from prose (`password: must contain`)."""
    after = plain[end : end + 1]
    if pattern(_NAME_IN_CODE).match(value):
        return tight and after not in _ENDS_OF_CODE
    return after not in _CALLS


_USER_INFO = rb"://[^\s/:@\"'<>\0]{0,64}+:([^\s/@\"'<>\0*]{1,128}+)@"


def _address_passwords(reading: Reading) -> Iterator[Hit]:
    for found in places(b"://", _USER_INFO, reading.plain):
        if not pattern(_NO_PASSWORD).match(found[1].lower()):
            yield Hit(found.start(1), found.end(1), SecretKind.SECRET_KEY)
