"""HTTP statuses and bodies that are no JSON: part of an error, or all that there is of one."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import chain
from typing import NamedTuple

from errdex.decode.expression import expression
from errdex.decode.words import Words, telling_run

_NUMBERS = tuple(
    expression(
        rf"{first}(?<![0-9.,].)[0-9][0-9](?![0-9A-Za-z]|[.,:]{{1,40}}[0-9]|\.{{1,3}}[A-Za-z])"
        r"(?:(?<![0-9] ...)|(?<=HTTP/1\.[01] ...)|(?<=HTTP/[23] ...)|(?=[ :(]{1,2}[A-Z{(<]))"
    )
    for first in ("4(?=[0-2]|51)", "5(?=[0-2])")
)
"""What may be an error status: no fraction, price, length of an answer or thousandths of a second.

One for each first digit: an expression that begins with a literal is found three times as fast."""

_FIELD = (
    r"(?:(?:http)[ _-]?(?:status|error)?|status)(?:[ _-]?code)?"
    r"[\"'`\])]*\s{0,3}(?:is|was|of|=>|[:=(-]|success:)?\s{0,3}[\"'`(\[]*"
)
_REASON = (
    r"[\s():,-]{1,3}(?:message=['\"])?(?:Bad Request|Unauthorized|Forbidden|Not Found|Request Timeout|Conflict|Gone"
    r"|I'm a teapot|Too Many Requests|Unavailable For Legal|Internal Server|Bad Gateway|Service [Uu]navailable"
    r"|Gateway Time|Client Error|Server Error|ERROR</)"
)
_NO_NUMBER = r"(?<![0-9.,:-])"


class _Lead(NamedTuple):
    """What makes a number a status."""

    word: str
    """What stands somewhere before it, in small letters: where it is missing, nothing more is looked at."""
    before: re.Pattern[str]
    """What stands directly before it, in small letters."""
    behind: re.Pattern[str]
    """What stands directly behind it."""
    cited: str
    """Where it is printed so."""


def _lead(word: str, before: str, behind: str, cited: str) -> _Lead:
    return _Lead(word, expression(rf"(?:{before})\Z"), expression(behind), cited)


_LEADS = (
    _lead("http/", r"http/[0-9.]{1,3}[\"']?\s{1,3}", "", "RFC 9112, section 4: the status line; logs of access"),
    _lead("http", _FIELD, "", "statusCode=429, HTTP 429, http_status: a field of most clients"),
    _lead("status", _FIELD, "", "status: 429, HTTP status code is 429: axios, Guzzle, Binance's frames"),
    _lead("", _NO_NUMBER, _REASON, "RFC 9110, section 15: the reason phrase behind it, as far as all print it alike"),
    _lead("", _NO_NUMBER, r" ERROR\s{1,3}The request could", "the text of CloudFront's page"),
    _lead("", r"(?<![\w.,:/-])", r"[:,]?\s?\{[\"']?(?:code|msg)\b", '400 {"code":…}: ccxt, curl -w'),
    _lead("(", r"\(", r",\s*-[0-9]", "binance-connector-python binance/error.py: (400, -1121, …)"),
    _lead("[", r"\[", r"\(-[0-9]", "bots' own: [503(-1008)]"),
    _lead("[", r"\[", " ERROR", "Spring's WebClient: [429 ERROR]"),
    _lead("]", r"\] ", " - error", "JKorf/CryptoExchange.Net: [Req 12] 400 - error received"),
    _lead("<", r"<-- |<title>|<h1>", "", "OkHttp's logging interceptor; the pages of nginx and CloudFront"),
    _lead("/v", r"/v[1-3]/[\w/]{2,40}(?:\?\S{1,200})?\s", "", "ccxt: binance GET https://…/api/v3/depth 418"),
    _lead("binance ", "binance ", "", "ccxt/ccxt base/Exchange.py handle_http_status_code: binance 418 I'm a teapot"),
    _lead("response", r"response \[|response code:[ ]", "", "requests: <Response [400]>; Java's HttpURLConnection"),
    _lead("response", "response: ", r" \{", "Response: 400 {…}: a client's status and headers"),
    _lead("response", "server response: ", "", "websockets/ws: Unexpected server response: 451"),
    _lead(
        "{", r"(?:response|apiexception)\{(?:[a-z]{1,20}=[\w./]{0,40}, ){0,3}code=", "", "OkHttp's Response.toString"
    ),
    _lead("returned", r"returned (?:an error|code|error code):? \(?", "", ".NET's WebException; PHP's Guzzle"),
    _lead("success: ", "not indicate success: ", "", ".NET's HttpResponseMessage.EnsureSuccessStatusCode"),
    _lead("failed with ", r"request failed with \w{0,8}\s", "", "clients' sentences: Request failed with status 400"),
    _lead("error code ", "error code ", "", "clients' sentences: error code 429"),
    _lead("server", r"servererror: \(|server error: ", "", "binance-connector-python, js and Java: Server error: 503"),
    _lead("状态码", r"状态码\W{0,3}", "", "vnpy/vnpy_binance"),
)
_OF_NAME = tuple(
    (name, code, telling_run(name))
    for name, code in (
        *(("BadRequest", 400), ("Unauthorized", 401), ("Forbidden", 403), ("RequestTimeout", 408), ("Conflict", 409)),
        *(("TooManyRequests", 429), ("InternalServerError", 500), ("BadGateway", 502), ("ServiceUnavailable", 503)),
        ("GatewayTimeout", 504),
    )
)
_BLOCKED = expression(
    r"Request blocked|block access from your country|ERROR: The request could not be satisfied|cloudfront",
    re.IGNORECASE,
)


class Status(NamedTuple):
    """An HTTP status at a place of the text."""

    code: int
    start: int
    end: int


_REACH = 96
"""Characters before a number that may tell what it is."""
_ADDRESS = expression(r"://[^\s\"']{8,300}\s")
_LONGEST_ADDRESS = 304


def read_statuses(text: str, words: Words | None = None) -> list[Status]:
    """Return all HTTP error statuses of a text, in order; linear, for only what is near such a number is looked at.

    `words` are those of the text, if they are known already.
    """
    words = words or Words(text)
    found: dict[int, Status] = {}
    for number in chain.from_iterable(numbers.finditer(text) for numbers in _NUMBERS):
        if _is_led_to(text, *number.span()):
            found[number.start()] = Status(int(number.group()), *number.span())
    for name, code, run in _OF_NAME:
        position = text.find(name) if run in words.line else -1
        while position >= 0:
            end = position + len(name)
            # The class of an exception (BadRequestError) is no status line.
            if not text[position - 1 : position].isalpha() and text[end : end + 1] in ("]", " ", ")", '"', ""):
                found.setdefault(position, Status(code, position, end))
            position = text.find(name, end)
    return sorted(found.values(), key=lambda status: status.start)


def _is_led_to(text: str, start: int, end: int) -> bool:
    """Whether what stands around a number makes it a status."""
    before = text[max(0, start - _REACH) : start].lower()
    if any(lead.word in before and lead.behind.match(text, end) and lead.before.search(before) for lead in _LEADS):
        return True
    address = text.rfind("://", max(0, start - _LONGEST_ADDRESS), start)
    return address >= 0 and _ADDRESS.fullmatch(text, address, start) is not None


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
