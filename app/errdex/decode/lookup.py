"""A bare number or name alone is a look-up: "-1021", "1021", "INVALID_TIMESTAMP", "HTTP 418"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.expression import expression
from errdex.decode.model import Span
from errdex.registry.model import Kind

if TYPE_CHECKING:
    from errdex.registry.model import Meaning, Registry

_LOOK_UP = expression(
    r"""
    (?: (?P<http>https?)[ _-]?(?P<status>[1-5][0-9]{2})
      | (?:code|error)?[ :]*(?P<sign>[-–−]?)[ ]?(?P<number>[0-9]{3,6})(?:[ :]+(?P<after>[A-Za-z][\w ]{3,60}))?
      | (?P<name>[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*)
    )[.:]?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST = 80
_BEFORE_NUMBER = " :-–−"
_FAILURE = "Filter failure:"


class LookUp(NamedTuple):
    """What was looked up."""

    number: int | None
    status: int | None
    meanings: tuple[Meaning, ...]
    names: frozenset[str]
    span: Span
    message: str = ""
    """The message that a filter's name alone stands for."""


def look_up(text: str, registry: Registry) -> LookUp | None:
    """Read a text as a look-up; None where it is anything more, or a name that nobody knows."""
    if len(text) > 4 * _LONGEST:
        return None
    stripped = text.strip().strip("`'\"*")
    if not 3 <= len(stripped) <= _LONGEST or not (stripped[0].isalnum() or stripped[0] in _BEFORE_NUMBER):
        return None
    found = _LOOK_UP.fullmatch(stripped)
    if found is None:
        return None
    start = text.find(stripped)
    span = Span(start, start + len(stripped))
    if found["http"]:
        status = int(found["status"])
        return LookUp(None, status, registry.with_number(status, Kind.HTTP), frozenset(), span)
    if found["number"]:
        return _number(found, registry, span)
    meanings = registry.with_name(stripped)
    failed = _filter(stripped, meanings, registry, span)
    if failed is not None or not meanings:
        return failed
    if meanings[0].kind is not Kind.API:
        return LookUp(None, meanings[0].number, meanings, frozenset((stripped.casefold(),)), span)
    return LookUp(None, None, meanings, frozenset((stripped.casefold(),)), span)


def _filter(name: str, meanings: tuple[Meaning, ...], registry: Registry, span: Span) -> LookUp | None:
    """Read a filter's name as the failure of that filter; `meanings` have the same name."""
    known = {one.name.casefold(): one.name for filters in registry.filters.values() for one in filters}
    if name.casefold() not in known:
        return None
    return LookUp(None, None, meanings, frozenset(), span, f"{_FAILURE} {known[name.casefold()]}")


def _number(found: re.Match[str], registry: Registry, span: Span) -> LookUp | None:
    value = int(found["number"])
    meanings = registry.with_number(value)
    name = (found["after"] or "").strip().casefold()
    if name and not any(name == (known or "").casefold() for one in meanings for known in (one.name, *one.other_names)):
        return None
    statuses = registry.with_number(value, Kind.HTTP)
    if not meanings and statuses and not found["sign"]:
        return LookUp(None, value, statuses, frozenset(), span)
    number = meanings[0].number if meanings and not found["sign"] else -value
    names = frozenset((name,)) if name else frozenset()
    return LookUp(number, None, meanings, names, span)
