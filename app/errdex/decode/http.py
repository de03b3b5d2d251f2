"""HTTP statuses and bodies that are no JSON: part of an error, or all that there is of one."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from errdex.decode.words import Words, telling_run

_REASONS = (
    *("Bad Request", "Unauthorized", "Forbidden", "Not Found", "Request Timeout", "Conflict", "Gone", "I'm a teapot"),
    *("Too Many Requests", "Unavailable For Legal", "Internal Server", "Bad Gateway", "Service Unavailable"),
    *("Service unavailable", "Gateway Time", "Client Error", "Server Error", "ERROR</"),
)
"""What stands behind a status (RFC 9110, "Status Codes"), as far as all print it alike."""
_NUMBER = re.compile(
    r"[45](?<![0-9.,].)(?:[0-2][0-9]|(?<=4)51)(?![0-9A-Za-z])"
    r"(?:(?<![0-9] ...)|(?<=HTTP/1\.[01] ...)|(?<=HTTP/[23] ...)|(?=[ :(]{1,2}[A-Z{(]))"
)
"""What may be an error status: no fraction, price, length of an answer or thousandths of a second."""
_STATUS = re.compile(
    rf"""
    (?: HTTP/[0-9.]{{1,3}}[\"']?\s{{1,3}}
      | (?:(?i:http)[ _-]?(?i:status|error)?|(?i:status))(?:[ _-]?(?i:code))?
        [\"'`\])]*\s{{0,3}}(?:is|was|of|=>|[:=(-]|success:)?\s{{0,3}}[\"'`(\[]*
      | (?i:not\ indicate\ success|server\ response):\ | (?i:returned\ (?:an\ error|code|error\ code)):?\ \(?
      | [Rr]esponse\ \[ | [Rr]esponse:\ (?=[45][0-9][0-9]\ \{{)
      | 状态码\W{{0,3}} | \[(?=[45][0-9][0-9]\ ERROR) | (?i:error\ code)[ ] | [Bb]inance[ ]
      | (?i:request\ failed\ with\ )\w{{0,8}}\s | \((?=[45][0-9][0-9],\s*-[0-9]) | (?i:<title>) | <[hH]1>
      | [Ss]erver\ error:\ (?=5) | ServerError:\ \( | \[(?=[45][0-9][0-9]\(-[0-9]) | <--\ | [Rr]esponse\ code:[ ]
      | (?:[Rr]esponse|ApiException)\{{(?:[a-z]+=[\w.]*,\ ){{0,3}}code= | \]\ (?=[45][0-9][0-9]\ -\ error)
      | /v[1-3]/[\w/]{{2,40}}(?:\?\S{{1,200}})?\s
      | (?<![\w.,:/-])(?=[45][0-9][0-9][:,]?\s?\{{["']?(?:code|msg)\b)
      | (?<![0-9.,:-])(?=[45][0-9][0-9][\s():,-]{{1,3}}(?:message=['"])?
          (?:{"|".join(re.escape(reason) for reason in _REASONS)}))
      | (?<![0-9.,:-])(?=[45][0-9][0-9]\ ERROR\s{{1,3}}The\ request\ could)
    )
    (?P<status>[45][0-2][0-9]|451)(?![0-9A-Za-z.,:]*[0-9A-Za-z])
    """,
    re.VERBOSE,
)
_OF_NAME = tuple(
    (name, code, telling_run(name))
    for name, code in (
        *(("BadRequest", 400), ("Unauthorized", 401), ("Forbidden", 403), ("RequestTimeout", 408), ("Conflict", 409)),
        *(("TooManyRequests", 429), ("InternalServerError", 500), ("BadGateway", 502), ("ServiceUnavailable", 503)),
        ("GatewayTimeout", 504),
    )
)
_BLOCKED = re.compile(
    r"Request blocked|block access from your country|ERROR: The request could not be satisfied|cloudfront",
    re.IGNORECASE,
)


class Status(NamedTuple):
    """An HTTP status at a place of the text."""

    code: int
    start: int
    end: int


_LEAD = 96
"""Characters before a number where the expression may begin."""
_BEHIND = 40
"""Characters behind it that may tell what it is."""
_ADDRESS = re.compile(r"://[^\s\"']{8,300}\s")
_LONGEST_ADDRESS = 304


def read_statuses(text: str, words: Words | None = None) -> list[Status]:
    """Return all HTTP error statuses of a text, in order; linear, for only what is near such a number is looked at.

    `words` are those of the text, if they are known already.
    """
    words = words or Words(text)
    found: dict[int, Status] = {}
    for number in _NUMBER.finditer(text):
        start, end = number.span()
        for match in _STATUS.finditer(text, max(0, start - _LEAD), end + _BEHIND):
            found[match.start("status")] = Status(int(match["status"]), match.start("status"), match.end())
        before = text.rfind("://", max(0, start - _LONGEST_ADDRESS), start)
        if before >= 0 and _ADDRESS.fullmatch(text, before, start):
            found.setdefault(start, Status(int(number.group()), start, end))
    for name, code, run in _OF_NAME:
        position = text.find(name) if run in words.line else -1
        while position >= 0:
            end = position + len(name)
            # The class of an exception (BadRequestError) is no status line.
            if not text[position - 1 : position].isalpha() and text[end : end + 1] in ("]", " ", ")", '"', ""):
                found.setdefault(position, Status(code, position, end))
            position = text.find(name, end)
    return sorted(found.values(), key=lambda status: status.start)


_NEAREST = 20
"""Statuses before and behind an error among which the nearest is chosen."""
_SENTENCE = 120
"""Characters within which the sentence says that a location is barred."""
_PAGE = 3_000
"""Characters of a page that are read."""


def nearest_status(statuses: list[Status], position: int, first: int, last: int) -> int | None:
    """Return the error status nearest to a position within a record, None where there is none."""
    place = bisect_left(statuses, position, key=_start)
    near = statuses[max(0, place - _NEAREST) : place + _NEAREST]
    errors = [status for status in near if status.code >= 400 and first <= status.start < last]
    if not errors:
        return None
    return min(errors, key=lambda status: abs(status.start - position)).code


def _start(status: Status) -> int:
    return status.start


def page_status(text: str, start: int, statuses: list[Status]) -> int | None:
    """Tell the HTTP status of a page that came instead of an answer, from what it says of itself."""
    if "restricted location" in text[start : start + _SENTENCE]:
        return 451
    place = bisect_left(statuses, start, key=_start)
    for status in statuses[place : place + _NEAREST]:
        if status.code >= 400 and status.start < start + _PAGE:
            return status.code
    page = text[start : start + _PAGE]
    if "restricted location" in page:
        return 451
    return 403 if _BLOCKED.search(page) else None
