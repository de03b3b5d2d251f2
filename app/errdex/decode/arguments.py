"""Read the values that stand at a template's placeholders.

A kind interprets a value; it never restricts what matches.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from errdex.decode.expression import expression
from errdex.decode.model import Argument, Span
from errdex.registry.model import PlaceholderKind

if TYPE_CHECKING:
    from errdex.decode.match import Fit, Pattern

_MILLISECONDS = expression(r"[0-9]{13}\Z")
_SECONDS = expression(r"[0-9]{10}\Z")
_AMOUNT = expression(r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?\Z")
_INTERVAL = expression(r"(?P<count>[0-9]*)\s*(?P<unit>second|minute|hour|day|week|month|[smhdw])s?\Z", re.IGNORECASE)
_UNITS = {"s": "second", "m": "minute", "h": "hour", "d": "day", "w": "week"}
_LAST_INSTANT = 253_402_214_400
"""The begin of the last day of the year 9999."""


def instant(text: str) -> str | None:
    """Read a Unix time in milliseconds or seconds as ISO 8601 in UTC; None where it is none."""
    if _MILLISECONDS.match(text):
        milliseconds = int(text)
    elif _SECONDS.match(text):
        milliseconds = int(text) * 1000
    else:
        return None
    from datetime import UTC, datetime  # Few messages hold a time.

    seconds, rest = divmod(milliseconds, 1000)
    if seconds > _LAST_INSTANT:
        return None
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{rest:03d}Z"


def value_of(kind: PlaceholderKind, text: str) -> str | None:
    """Read a value as its kind asks; None where the kind has no reading for it."""
    if kind is PlaceholderKind.TIME:
        return instant(text)
    if kind in (PlaceholderKind.COUNT, PlaceholderKind.AMOUNT, PlaceholderKind.PRICE, PlaceholderKind.NUMBER):
        return text.replace(",", "") if _AMOUNT.match(text) else None
    if kind is PlaceholderKind.INTERVAL:
        found = _INTERVAL.match(text)
        if not found:
            return None
        unit = found["unit"].lower()
        return f"{found['count'] or 1} {_UNITS.get(unit, unit)}"
    return text or None


def rejoined(value: str) -> str:
    """Join a value that a terminal broke: inside a word, unless it holds other spaces; an interval has one."""
    lines = value.split("\n")
    joined = lines[0].rstrip("\r") + "".join(line.strip() for line in lines[1:])
    closed = "".join(value.split())
    interval = _INTERVAL.match(closed)
    if interval and interval["count"] and len(interval["unit"]) > 1:
        return f"{interval['count']} {closed[interval.start('unit') :]}"
    return " ".join(value.split()) if " " in joined.strip() else joined


def arguments_of(pattern: Pattern, found: Fit, text: str) -> tuple[Argument, ...]:
    """Name the values of a fit; `text` is what the fit was made in, and their spans are those in it."""
    arguments = []
    for placeholder, (first, last) in zip(pattern.template.placeholders, found.values, strict=False):
        value = text[first:last]
        if "\n" in value:
            value = rejoined(value)
        if value and value[0] == value[-1] == "'" and len(value) > 1 and not pattern.template.text.count("'"):
            value = value[1:-1]
        meant = value_of(placeholder.kind, value)
        arguments.append(Argument(placeholder.name, str(placeholder.kind), value, meant, Span(first, last)))
    return tuple(arguments)
