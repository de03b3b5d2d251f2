"""Which of a paste's values belong to an error: those of its own request, and its symbol's rules in exchangeInfo.

Contract. An order's value counts where it stands in the error's own record; where that has none, in the request that
stands directly before (a text without times: the blocks between the error before and this one, then those behind).
A ticker, a trade, a position and the answer to an order that was taken are no request. Rules count wherever they stand,
if no other symbol is named around them. Nothing is chosen among contradicting values: all of them are returned.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.expression import expression
from errdex.decode.names import NO_ORDER_MARKS, ORDER_MARKS, Name, fold, symbol_of
from errdex.decode.records import Records
from errdex.decode.values import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from errdex.decode.model import Span
    from errdex.decode.records import Record
    from errdex.decode.values import Named

STRETCH = 16_384
"""A text is read in stretches of this length, each with the one before and the one behind."""
_RULES_OF_SYMBOL = 8_192
"""Characters of a symbol's part of exchangeInfo."""
_MOST_PLACES = 64
"""Places of a symbol's name that are looked at for its rules."""
_REQUEST = expression(
    r"\bPOST\b|\bPUT\b|/order\b|order\.place|request|param|send|submit|plac(?:e|ing)\b|creat(?:e|ing)\b|new order",
    re.IGNORECASE,
)
_TAKEN = expression(r"\borderId\b|\bfilled\b|\bplaced\b|\bexecuted\b|\bsuccess|\baccepted\b|\bclosed\b", re.IGNORECASE)
_MOST_RECORDS = 3
"""Records before an error that may hold its request."""
_TAKEN_STATUSES = frozenset({"new", "filled", "partiallyfilled", "canceled", "expired", "closed", "open"})


class Neighbourhood(NamedTuple):
    """The values around one error."""

    reading: Reading
    request: list[Named]
    """What can be the order's own values."""
    symbols: tuple[str, ...]
    """The symbols that its request names, each once."""
    further: tuple[Reading, ...]
    """Other parts of the text that hold its symbol's rules."""

    def order(self, name: Name) -> list[Named]:
        """Return what the request says under a name: each different value once."""
        return _different(one for one in self.request if one.name is name)

    def rule(self, filters: Sequence[str], name: Name, *, bare: bool = False) -> list[Named]:
        """Return what exchangeInfo says under a name in one of the filters; `bare`: or in none that is named."""
        own: list[Named] = []
        for reading in (self.reading, *self.further):
            found = [one for one in reading.named(name) if self._is_ours(reading, one)]
            own += [one for one in found if reading.filter(one) in filters]
            if bare and not own:
                own += [one for one in found if reading.filter(one) is None]
        return _different(own)

    def market(self, name: Name) -> list[Named]:
        """Return what the text says under a name about the symbol's market, the account or the server."""
        return _different(one for one in self.reading.named(name) if self._is_ours(self.reading, one))

    def average(self) -> list[Named]:
        """Return the average price: by its name, or as GET /api/v3/avgPrice answers, with its minutes beside it."""
        told = self.market(Name.AVERAGE_PRICE)
        beside = [one for one in self.reading.named(Name.PRICE) if _has(self.reading, one, Name.MINUTES)]
        return _different([*told, *beside])

    def other_symbol(self) -> str | None:
        """Return the symbol whose exchangeInfo is here, where it is not the order's."""
        told = {
            symbol
            for one in self.reading.named(Name.FILTER_TYPE)
            if (symbol := self.reading.symbol(one.scope)) is not None
        }
        return min(told) if told and self.symbols and not told.intersection(self.symbols) else None

    def _is_ours(self, reading: Reading, value: Named) -> bool:
        symbol = reading.symbol(value.scope)
        if symbol is None or symbol in self.symbols:
            return True
        return not self.symbols and len(reading.symbols) == 1


class Paste:
    """A text and the places of its errors, read as far as somebody asks; made for one text, once."""

    def __init__(self, text: str, errors: Iterable[Span] = ()) -> None:
        """Take the text, and where the errors stand in it."""
        self._text = text
        self._errors = sorted(errors)
        self._stretches: dict[int, tuple[Reading, Records]] = {}
        self._rules: dict[str, tuple[Reading, ...]] = {}

    def around(self, error: Span, wanted: frozenset[Name]) -> Neighbourhood:
        """Return the values around an error; its request is what holds one of the `wanted` names."""
        reading, records = self._stretch(error.start)
        request = self._request(reading, records, error, wanted)
        symbols = _symbols(request)
        further = self._rules_of(symbols[0], reading) if len(symbols) == 1 else ()
        return Neighbourhood(reading, request, symbols, further)

    def line(self, position: int) -> int:
        """Return the line, counted from 1, in which a code point stands."""
        return self._text.count("\n", 0, position) + 1

    def record(self, error: Span) -> Record:
        """Return the record in which an error stands; its positions are those of what was read."""
        reading, records = self._stretch(error.start)
        return records.at(reading.place_of(error.start))

    def _stretch(self, position: int) -> tuple[Reading, Records]:
        place = position // STRETCH
        if place not in self._stretches:
            start = max(0, (place - 1) * STRETCH)
            reading = Reading(self._text, start, (place + 2) * STRETCH)
            self._stretches = {place: (reading, Records(reading.text))}  # Errors come in order: one is enough.
        return self._stretches[place]

    def _request(self, reading: Reading, records: Records, error: Span, wanted: frozenset[Name]) -> list[Named]:
        first, last = reading.place_of(error.start), reading.place_of(error.end)
        before, behind = self._between(error, reading)
        own = records.at(first)
        end = own.end if behind >= own.end else _line_end(reading.text, last, behind)
        values = _orders(reading, max(own.start, before), end)
        if _holds(values, wanted):
            return values
        named = _symbols(values)
        if own.time is not None or records.at(max(0, own.start - 1)).time is not None:
            found = _request_before(reading, records, own, before, wanted)
        else:
            found = _orders(reading, before, own.start)
            if not _holds(found, wanted) and behind == len(reading.text):
                found = _orders(reading, own.end, behind)
        others = _symbols(found)
        if not _holds(found, wanted) or (named and others and named != others):
            return values
        return found + [one for one in values if one.name is Name.SYMBOL]

    def _between(self, error: Span, reading: Reading) -> tuple[int, int]:
        """Return where the error before this one ends, and where the next one begins."""
        place = bisect_left(self._errors, error)
        before = self._errors[place - 1] if place else None
        further = bisect_right(self._errors, error)
        behind = self._errors[further] if further < len(self._errors) else None
        return (
            reading.place_of(min(before.end, error.start)) if before else 0,
            reading.place_of(max(behind.start, error.end)) if behind else len(reading.text),
        )

    def _rules_of(self, symbol: str, reading: Reading) -> tuple[Reading, ...]:
        """Find the symbol's part of an exchangeInfo that stands farther away."""
        if symbol not in self._rules:
            self._rules[symbol] = self._found_rules(symbol, reading)
        return self._rules[symbol]

    def _found_rules(self, symbol: str, reading: Reading) -> tuple[Reading, ...]:
        position = -1
        for _ in range(_MOST_PLACES):
            position = self._text.find(symbol, position + 1)
            if position < 0:
                return ()
            if reading.start <= position < reading.start + len(reading.text):
                continue
            start = self._text.rfind("{", max(0, position - 200), position)
            part = self._text[start : start + _RULES_OF_SYMBOL] if start >= 0 else ""
            if "filterType" in part:
                return (Reading(self._text, start, start + _end_of_object(part)),)
        return ()


def _end_of_object(text: str) -> int:
    """Return where the object ends that a text begins with."""
    depth = 0
    for found in re.finditer(r"[{}]", text):
        depth += 1 if found.group() == "{" else -1
        if depth == 0:
            return found.end()
    return len(text)


def _line_end(text: str, start: int, most: int) -> int:
    end = text.find("\n", start, most)
    return end if end >= 0 else most


def _request_before(
    reading: Reading, records: Records, own: Record, first: int, wanted: frozenset[Name]
) -> list[Named]:
    """Return the values of the request in the records before; none where the nearest order may be another one."""
    record = own
    for _ in range(_MOST_RECORDS):
        if record.start <= first:
            return []
        record = records.at(record.start - 1)
        values = _orders(reading, max(record.start, first), record.end)
        text = reading.text[record.start : min(record.end, record.start + 4_000)]
        if _TAKEN.search(text):
            return []
        if _holds(values, wanted):
            return values if _REQUEST.search(text) else []
    return []


def _holds(values: list[Named], wanted: frozenset[Name]) -> bool:
    return any(one.name in wanted for one in values)


def _orders(reading: Reading, start: int, end: int) -> list[Named]:
    """Return the values of a stretch that can be an order's."""
    kept: dict[tuple[int, int], bool] = {}
    values = reading.between(start, end)
    for group in {one.group for one in values}:
        kept[group] = _can_be_order(reading.groups[group], reading.rules, group)
    return [one for one in values if kept[one.group]]


def _symbols(values: list[Named]) -> tuple[str, ...]:
    """Return the symbols of a request, each once: those that stand together with an order's values, if any do."""
    orders = {one.group for one in values if one.name in ORDER_MARKS or one.name is Name.PRICE}
    named = [one for one in values if one.name is Name.SYMBOL]
    together = [one for one in named if one.group in orders]
    return tuple(sorted({symbol_of(one.text) for one in together or named}))


def _can_be_order(group: list[Named], info: frozenset[int], place: tuple[int, int]) -> bool:
    names = {one.name for one in group}
    beside = {Name.POSITION} if place[0] < 0 else set()  # On a line of its own a position may stand beside an order.
    if (names & NO_ORDER_MARKS) - beside or Name.MINUTES in names:
        return False
    if any(one.name is Name.STATUS and fold(one.text) in _TAKEN_STATUSES for one in group):
        return False
    if place[0] in info:
        return bool(names & {Name.QUANTITY, Name.PRICE}) and Name.FILTER_TYPE not in names
    if Name.PRICE in names and Name.SYMBOL in names:
        return place[0] < 0 or bool(names & ORDER_MARKS)
    return True


def _has(reading: Reading, value: Named, name: Name) -> bool:
    return any(one.name is name for one in reading.groups[value.group])


def _different(values: Iterable[Named]) -> list[Named]:
    """Return each different value once: numbers by what they are worth, words as they are compared."""
    told: dict[object, Named] = {}
    for one in values:
        told.setdefault(fold(one.text) if one.number is None else one.number, one)
    return list(told.values())
