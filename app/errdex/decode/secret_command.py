"""Secrets in commands of curl, and in calls that take a user and a password without naming them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.decode.expression import expression
from errdex.decode.secret_login import cookie_pairs, is_no_password
from errdex.decode.secret_shapes import Hit, SecretKind, begins_word, places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from errdex.decode.secret_view import Reading

_COMMAND = expression(rb"curl (?:[^\n\0\\`^]|[\\`^]\r?\n?){0,4096}+")
"""The rest of the line, and of the lines after it if this one says that it goes on."""
_QUOTE_OR_NONE = rb"(?:(\")|(')|)"
_LOGIN = expression(
    rb"\s(?:-u|(?:-U|--user|--proxy-user)(?=[\s=]))[\s=]{0,8}"
    + _QUOTE_OR_NONE
    + rb"[^\s\"':]{1,128}:((?(1)[^\"\0]{1,128}|(?(2)[^'\0]{1,128}|[^\s\"'\0]{1,128})))"
)
_COOKIE = expression(rb"\s(?:-b|--cookie)[\s=]{1,8}[\"']?")
_NUMBER = expression(rb"[0-9]{1,5}\Z")


def command_secrets(reading: Reading) -> Iterator[Hit]:
    """Yield passwords and cookies that are options of curl, and the passwords of `auth=("user", "…")`."""
    for command in places(b"curl ", _COMMAND, reading.low, reading.words):
        if begins_word(reading.low, command.start()):
            yield from _options(reading.plain, *command.span())
    for found in places(b"auth", _AUTH, reading.low, reading.words):
        password = reading.plain[found.start(1) : found.end(1)]
        if not is_no_password(password):
            yield Hit(found.start(1), found.end(1), SecretKind.SECRET_KEY)


def _options(plain: bytes, start: int, end: int) -> Iterator[Hit]:
    for login in _LOGIN.finditer(plain, start, end):
        if not is_no_password(login[3]) and not _NUMBER.match(login[3]):
            yield Hit(login.start(3), login.end(3), SecretKind.SECRET_KEY)
    for cookie in _COOKIE.finditer(plain, start, end):
        yield from cookie_pairs(plain, cookie.end())


_AUTH = expression(
    rb"auth\s?[=:]?\s?[(\[]\s{0,8}[bru]?[\"'][^\"'\s\0]{1,64}[\"'],\s{0,8}[bru]?[\"']([^\"'\s\0]{1,128})[\"']"
)
