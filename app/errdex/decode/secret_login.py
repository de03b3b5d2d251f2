"""Secrets by which people and browsers log in: cookies, passwords and passphrases, user:password in addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.decode.expression import expression
from errdex.decode.secret_context import GAP
from errdex.decode.secret_shapes import SHORTEST, Hit, SecretKind, begins_word, looks_random, places
from errdex.decode.secret_view import PASSWORD_WORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from errdex.decode.secret_view import Reading


def login_secrets(reading: Reading) -> Iterator[Hit]:
    """Yield the values of cookies, passwords and passphrases, and the passwords in addresses."""
    yield from _cookies(reading)
    yield from _passwords(reading)
    yield from _address_passwords(reading)


_COOKIE_NAME = expression(rb"cookies?(?![\w-])" + GAP)
_HEADER_PAIR = expression(rb"\s{0,4}([\w!#$%&*+.^`|~-]{1,64}+)(?:=\"?([^\s;,\"'\\\]<>\0]{0,4096}+))?")
_HEADER_NEXT = expression(rb"[^;\"'\r\n\\\]<>=]{0,64}?(?:;|,(?=\s?[\w-]{1,64}+=))")
_LIST_NEXT = expression(rb"[^;\"'\r\n\\\]<>=]{0,64}?(?:;|[\"'],\s{0,60}+[\"']|\s(?=[\w-]{1,64}+=))")
"""`[ 'a=1; Path=/', 'b=2' ]` in JavaScript, `[a=1; Path=/ b=2]` in Go."""
_OBJECT_PAIR = expression(
    rb"[\s,]{0,40}+[\"']?([\w.-]{1,64}+)(?:[\"']?\s?:\s?[\"']|=[\"'](?=[^\"'\0]{1,4096}+[\"']\s?[,)]))"
    rb"([^\"'\\\s\0]{1,4096}+)[\"']"
)
_LONE_COOKIE = expression(rb"([A-Za-z0-9+/_.%~-]{16,4096}+={0,2}+)(?![=:(])")
_ATTRIBUTES = frozenset(b"path domain expires max-age samesite version priority comment httponly secure".split())
_SESSION_NAME = expression(rb"sess|token|auth|sid|csrf|jwt|login_?id")
_DIGIT = expression(rb"[0-9]")
_LEAST = 8
_LIST_REACH = 12
_LEAST_OF_SESSION = 4
_DIFFERENT = 4


def _cookies(reading: Reading) -> Iterator[Hit]:
    """Yield the value of every pair of `Cookie: a=1; b=2`, and of `Set-Cookie` without its attributes."""
    done = 0
    for found in places(b"cookie", _COOKIE_NAME, reading.low, reading.words):
        if found.end() < done:
            continue
        done = found.end()
        for hit in cookie_pairs(reading.plain, found.end()):
            done = hit.end
            yield hit


def cookie_pairs(plain: bytes, place: int) -> Iterator[Hit]:
    """Yield what of `a=1; b=2; Path=/` can open something."""
    for name, start, end in _pairs(plain, place):
        if name not in _ATTRIBUTES and _is_session(name, plain[start:end]):
            yield Hit(start, end, SecretKind.COOKIE)


def _pairs(plain: bytes, place: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield (name, start and end of the value) as a header or an object has them; a value without name is `session`."""
    lone = _LONE_COOKIE.match(plain, place)
    if lone and looks_random(lone[1]):
        yield b"session", lone.start(1), lone.end(1)
        return
    pair = _OBJECT_PAIR.match(plain, place)
    if pair is not None:
        while pair is not None:
            yield pair[1].lower(), pair.start(2), pair.end(2)
            pair = _OBJECT_PAIR.match(plain, pair.end())
        return
    pair = _HEADER_PAIR.match(plain, place)
    following_pair = _LIST_NEXT if b"[" in plain[max(0, place - _LIST_REACH) : place] else _HEADER_NEXT
    while pair is not None:
        if pair[2] is not None:
            yield pair[1].lower(), pair.start(2), pair.end(2)
        following = following_pair.match(plain, pair.end())
        if not following:
            return
        pair = _HEADER_PAIR.match(plain, following.end())


def _is_session(name: bytes, value: bytes) -> bool:
    """Tell whether the cookie can open something: `lang=en` and `logined=y` cannot."""
    if len(set(value)) < _DIFFERENT or value[:1] in b"$%{*":
        return False
    if _SESSION_NAME.search(name):
        return len(value) >= _LEAST_OF_SESSION
    return len(value) >= SHORTEST or (len(value) >= _LEAST and _DIGIT.search(value) is not None)


_IS = rb"(?:[\"'`\])>*}\\]{0,4}+[ \t]{0,40}+(=>|:=|[:=])([ \t]{0,8}+)|(?<=-password)()([ \t]{1,4}+))\\?([\"'`])?"
_PASSWORD = expression(rb"pass(w(?:or)?d|phrase|wd)?(?:_\w{0,16}+)?(?!\w)" + _IS)
_PWD = expression(rb"pwd()(?!\w)" + _IS)
_FOREIGN = expression(b"(" + PASSWORD_WORD + b")" + _IS)
_QUOTED = expression(rb"[^\"'`\r\n\0]{3,200}+")
_BARE = expression(rb"[^\s\"'`,;&<>(){}\[\]|\\\0]{4,128}+")
_NO_PASSWORD = expression(
    rb"(?:none|null|nil|true|false|undefined|string|str|passwd|pass|secret|required|empty|hidden|redacted|filtered"
    rb"|<.*|.*%[sd].*|.*\*\*.*|\$?\{.*|\*+|masked|invalid|incorrect|wrong|missing|x+|\.+|\?+|-+|:.*|your.*|.*password.*|[/~$].*|[a-z]:[/\\].*|self\..*"
    rb"|.*\.env\..*|[a-z_]\w*(?:\.[a-z_]\w*){1,9})\Z"
)
_NAME_IN_CODE = expression(rb"[A-Za-z_]+\Z")
_CALLS = (b"(", b"[")
_ENDS_OF_CODE = (*_CALLS, b")", b",", b".")


def _passwords(reading: Reading) -> Iterator[Hit]:
    for literal, name in ((b"pass", _PASSWORD), (b"pwd", _PWD), (PASSWORD_WORD, _FOREIGN)):
        for found in places(literal, name, reading.low, reading.words):
            match = (_QUOTED if found[6] else _BARE).match(reading.plain, found.end())
            if match is None or is_no_password(match[0]):
                continue
            assigned = found[2] is not None and found[2].endswith(b"=")
            if not found[1] and not (assigned and begins_word(reading.low, found.start())):
                continue  # `pass` and `pwd` are words of their own; only `pass=` and `pwd=` are meant.
            if found[6]:
                fits = found[1] == b"phrase" or b" " not in match[0]
            else:
                fits = _is_bare_password(reading.plain, match.end(), match[0], tight=assigned and not found[3])
            if fits:
                yield Hit(match.start(), match.end(), SecretKind.SECRET_KEY)


def is_no_password(value: bytes) -> bool:
    """Tell whether it is a placeholder, a name in code or half masked."""
    return _NO_PASSWORD.match(value.lower()) is not None


def _is_bare_password(plain: bytes, end: int, value: bytes, *, tight: bool) -> bool:
    """Tell a password without quotes from a name in code and from prose (`password: must contain`)."""
    after = plain[end : end + 1]
    if _NAME_IN_CODE.match(value):
        return tight and after not in _ENDS_OF_CODE
    return after not in _CALLS


_USER_INFO = expression(rb"://[^\s/:@\"'<>\0]{0,64}+:(?!/|[0-9]{1,5}[/?#])([^\s,\"'<>\0]{1,128})@")


def _address_passwords(reading: Reading) -> Iterator[Hit]:
    for found in places(b"://", _USER_INFO, reading.plain if b"@" in reading.plain else b"", reading.words):
        if not is_no_password(found[1]):
            yield Hit(found.start(1), found.end(1), SecretKind.SECRET_KEY)
