"""HTTP statuses and bodies that are no JSON: part of an error, or all that there is of one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from errdex.decode.words import Words, telling_run

_REASONS = (
    *("Bad Request", "Unauthorized", "Forbidden", "Not Found", "Request Timeout", "Conflict", "Gone", "I'm a teapot"),
    *("Too Many Requests", "Unavailable For Legal", "Internal Server", "Bad Gateway", "Service Unavailable"),
    *("Service unavailable", "Gateway Time", "Client Error", "Server Error", "ERROR</"),
)
"""What stands behind a status (RFC 9110, "Status Codes"), as far as all print it alike."""
_CALLS = tuple(
    (call, telling_run(call))
    for call in (
        *("HTTP", "http", "tatus", "esponse [", "状态码", "ERROR]", "<title>", "<TITLE>", "teapot"),
        *("ailed with ", "eturned ", "esponse: ", " - error", "erver error: ", "uccess: ", "code ", "code: ", "code="),
        *("inance ", "<-- ", "Error: (", "(-", '{"code', "{'code", "{code", '{"msg', "/v1/", "/v2/", "/v3/"),
        *(reason for reason in _REASONS if "teapot" not in reason),
    )
)
"""What leads to a status: each is looked for as it stands, and only then is the surrounding text read."""
_STATUS = re.compile(
    rf"""
    (?: HTTP/[0-9.]{{1,3}}[\"']?\s{{1,3}}
      | (?:(?i:http)[ _-]?(?i:status|error)?|(?i:status))(?:[ _-]?(?i:code))?
        [\"'`\])]*\s{{0,3}}(?:is|was|of|=>|[:=(-]|success:)?\s{{0,3}}[\"'`(\[]*
      | (?i:not\ indicate\ success|server\ response):\ | (?i:returned\ (?:an\ error|code|error\ code)):?\ \(?
      | [Rr]esponse\ \[ | 状态码\W{{0,3}} | \[(?=[45][0-9][0-9]\ ERROR) | (?i:error\ code)[ ] | [Bb]inance[ ]
      | (?i:request\ failed\ with\ )\w{{0,8}}\s | \((?=[45][0-9][0-9],\s*-[0-9]) | (?i:<title>) | <[hH]1>
      | [Ss]erver\ error:\ (?=5) | ServerError:\ \( | \[(?=[45][0-9][0-9]\(-[0-9]) | <--\ | [Rr]esponse\ code:[ ]
      | (?:[Rr]esponse|ApiException)\{{(?:[a-z]+=[\w.]*,\ ){{0,3}}code= | \]\ (?=[45][0-9][0-9]\ -\ error)
      | /v[1-3]/[\w/]{{2,40}}(?:\?\S{{1,200}})?\s
      | (?<![\w.,:/-])(?=[45][0-9][0-9][:,]?\s?\{{["']?(?:code|msg)\b)
      | (?<![0-9.,:-])(?=[45][0-9][0-9][\s():,-]{{1,3}}(?:message=['"])?
          (?:{"|".join(re.escape(reason) for reason in _REASONS)}))
    )
    (?P<status>[1-5][0-9]{{2}})(?![0-9A-Za-z.,:]*[0-9A-Za-z])
    """,
    re.VERBOSE,
)
_HTTP = b"http"
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


_LEAD = 32
"""Characters before such a word where the expression may begin."""
_ADDRESS = re.compile(r"://[^\s\"']{8,300}\s(?P<status>[45][0-9]{2})(?=\s|\Z)")


def read_statuses(text: str, words: Words | None = None) -> list[Status]:
    """Return all HTTP statuses of a text, in order; linear, looked for only behind the words that lead to one.

    `words` are those of the text, if they are known already.
    """
    words = words or Words(text)
    found: dict[int, Status] = {}
    for call, run in _CALLS:
        position = text.find(call) if run in words.line else -1
        while position >= 0:
            for match in _STATUS.finditer(text, max(0, position - _LEAD), position + len(call) + 24):
                code = int(match["status"])
                found[match.start("status")] = Status(code, match.start("status"), match.end())
            position = text.find(call, position + len(call))
    for match in _behind_addresses(text) if _HTTP in words.line else ():
        found[match.start("status")] = Status(int(match["status"]), match.start("status"), match.end())
    for name, code, run in _OF_NAME:
        position = text.find(name) if run in words.line else -1
        while position >= 0:
            end = position + len(name)
            # The class of an exception (BadRequestError) is no status line.
            if not text[position - 1 : position].isalpha() and text[end : end + 1] in ("]", " ", ")", '"', ""):
                found.setdefault(position, Status(code, position, end))
            position = text.find(name, end)
    return sorted(found.values(), key=lambda status: status.start)


def _behind_addresses(text: str) -> Iterator[re.Match[str]]:
    """Find statuses that stand behind an address: "GET https://… 400 {"."""
    position = text.find("://")
    while position >= 0:
        match = _ADDRESS.match(text, position)
        if match:
            yield match
        position = text.find("://", position + 3)


_NEAREST = 20
"""Statuses before and behind an error among which the nearest is chosen."""
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
    place = bisect_left(statuses, start, key=_start)
    for status in statuses[place : place + _NEAREST]:
        if status.code >= 400 and status.start < start + _PAGE:
            return status.code
    page = text[start : start + _PAGE]
    if "restricted location" in page:
        return 451
    return 403 if _BLOCKED.search(page) else None
