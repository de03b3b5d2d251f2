"""What the headers of an answer tell about limits: how long to wait, what was used.

Sources: spot rest-api.md, "LIMITS" (Retry-After in seconds, X-MBX-USED-WEIGHT-, X-MBX-ORDER-COUNT-); web-socket-api.md,
"Status codes" (error.data.retryAfter and serverTime, an instant in milliseconds).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from errdex.decode.arguments import instant
from errdex.decode.expression import expression
from errdex.decode.model import Argument
from errdex.registry.model import PlaceholderKind

if TYPE_CHECKING:
    from errdex.decode.records import Record
    from errdex.decode.words import Words

_WITHIN = 6_000
"""Characters around an error in which its answer's headers are looked for, inside its record."""
_HEADER = expression(
    r"""
    (?<![\w-]) (?P<name> retry-?after | x-mbx-used-weight(?:-[0-9]{1,3}[smhd])? | x-mbx-order-count-[0-9]{1,3}[smhd]
      | x-sapi-used-(?:ip|uid)-weight-1[sm] )
    \\*[\"']? \s* (?:=>|[:=,]) \s* \[? \\*[\"']? (?P<value>[0-9]{1,13}) (?![0-9.])
    """,
    re.VERBOSE,
)
_DATE = expression(
    r"(?<![\w-])date\\*[\"']?\s*(?:=>|[:=])\s*\\*[\"']?"
    r"[a-z]{3}, (?P<day>[0-9]{2}) (?P<month>[a-z]{3}) (?P<year>[0-9]{4}) "
    r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2}) gmt"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDS = frozenset((b"retry", b"retryafter", b"mbx", b"sapi"))
_LONGEST_WAIT = 10**9
"""Seconds above which a value is no time to wait but an instant in milliseconds."""


def may_have_headers(words: Words) -> bool:
    """Whether a text can hold such headers at all, told from its words."""
    return not words.all.isdisjoint(_WORDS)


def headers_around(text: str, start: int, record: Record) -> tuple[Argument, ...]:
    """Return what the headers around an error tell, within its record, each name once."""
    begins, ends = max(record.start, start - _WITHIN), min(record.end, start + _WITHIN)
    told: dict[str, Argument] = {}
    low = text[begins:ends].lower()
    for found in _HEADER.finditer(low):
        name = found["name"].replace("-", "_").removeprefix("x_mbx_").removeprefix("x_sapi_")
        name = name.replace("retryafter", "retry_after")
        told[name] = _argument(name, found["value"])
    waits = told.get("retry_after")
    if waits is not None and waits.kind == PlaceholderKind.INTERVAL:
        until = _until(low, int(waits.text))
        if until is not None:
            told["retry_until"] = Argument("retry_until", str(PlaceholderKind.TIME), waits.text, until, None)
    return tuple(told.values())


def _argument(name: str, value: str) -> Argument:
    if name != "retry_after":
        return Argument(name, str(PlaceholderKind.COUNT), value, value, None)
    if int(value) > _LONGEST_WAIT:
        return Argument("retry_until", str(PlaceholderKind.TIME), value, instant(value), None)
    return Argument(name, str(PlaceholderKind.INTERVAL), value, f"{value} second", None)


def _until(low: str, seconds: int) -> str | None:
    """Add the time to wait to the answer's own date; None where it has none."""
    found = _DATE.search(low)
    if found is None:
        return None
    from datetime import UTC, datetime, timedelta  # Few answers say how long to wait.

    try:
        month = _MONTHS.index(found["month"]) + 1
        day, hour, minute, second = (int(found[part]) for part in ("day", "hour", "minute", "second"))
        date = datetime(int(found["year"]), month, day, hour, minute, second, tzinfo=UTC) + timedelta(seconds=seconds)
    except (ValueError, OverflowError):
        return None
    return f"{date:%Y-%m-%dT%H:%M:%S}.000Z"


def until_of(headers: tuple[Argument, ...]) -> str | None:
    """Return the instant from which sending again may be tried, where the headers tell it."""
    return next((one.value for one in headers if one.name == "retry_until"), None)
