"""Named values in any text: `quantity=0.3`, `"stepSize": "0.001"`, `[price] => 5`, `Quantity:5`, `.price("5")`.

Contract. One tolerant reader for every language's way of writing a name and its value. A value counts only with its
name; an expression (`0.1 + 0.2` in a program's source), a number cut short by a comma and anything beyond all use are
no values. Every look around a name is bounded, so that the whole is linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.clean import plain_text
from errdex.decode.exact import number_of
from errdex.decode.expression import expression
from errdex.decode.model import Span
from errdex.decode.names import AMBIGUOUS, LONGEST, NO_QUALIFIERS, QUALIFIERS, Name, filter_of, name_of, symbol_of

if TYPE_CHECKING:
    from decimal import Decimal

_WRAPPER = (
    r"(?:Big)?(?:[dD]ecimal|DECIMAL|Number)|Big|Some|Just|[sS]tring|str|[fF]loat(?:32|64)?|double|Double|parseFloat"
    r"|[nN]ewFrom(?:String|Float)|from_str|valueOf|of|dec!?|Text"
)
"""Types that a value is wrapped in; a function that computes (`round(0.3, 2)`) is none of them."""
_PAIR = expression(
    rf"""
    (?<![A-Za-z0-9_$%]) (?P<name>[A-Za-z][A-Za-z0-9_-]{{2,{LONGEST + 8}}}) [\\"'`\]]{{0,6}}
    (?:[ \t]{{0,4}} (?:=>|:=|[:=]) \s{{0,4}} | \((?=[\\"'`0-9.+-]) )
    (?= (?:(?:new[ ])?(?:[A-Za-z_]{{1,16}}[.:]{{1,2}})?(?:{_WRAPPER})\()? [\\"'`&]{{0,6}}
        (?P<value> [+-]?\.?[0-9][0-9A-Za-z_.]{{0,90}} (?:(?<=[eE])[+-]?[0-9]{{1,9}})? | [A-Za-z][\w/:.-]{{0,60}} )
    )
    """,
    re.VERBOSE,
)
_GOES_ON = expression(r"[0-9A-Za-z_]|[,:-][0-9]|[ \t]{0,3}(?:[*/+%][ \t]{0,3}[\w(.]|[ \t]-[ \t][0-9(])")
"""What makes a number another one, or part of an expression."""
_QUALIFIER = expression(r"(?<![=:>\"'])(?<![=:>\"'] )(?<![A-Za-z0-9_.])([A-Za-z]{2,12})[ ]\Z")
"""A word before a name that may belong to it; the value of another name does not."""
_FIX_PAIR = expression(
    r"(?<![0-9A-Za-z.])(?P<name>38|40|44|54|55|99|111)=(?P<value>[0-9A-Z.]{1,40})(?=\x01|\||\^A|[ ]|$)"
)
_FIX_NAMES = {
    "38": Name.QUANTITY, "44": Name.PRICE, "99": Name.STOP_PRICE, "111": Name.ICEBERG_QUANTITY,
    "40": Name.TYPE, "54": Name.SIDE, "55": Name.SYMBOL,
}  # fmt: skip
_FIX_WORDS = {
    "40": {"1": "MARKET", "2": "LIMIT", "3": "STOP_LOSS", "4": "STOP_LOSS_LIMIT"}, "54": {"1": "BUY", "2": "SELL"}
}  # fmt: skip
"""Tags of an order (spot fix-api.md, NewOrderSingle), and what their numbers mean."""
_BRACKET = expression(r"[\[\](){}]")
_LINE = expression(r"\n")
_CLOSES = {")": "(", "]": "[", "}": "{"}
_LABEL = expression(r"([A-Za-z][A-Za-z_]{3,40})[\\\"'`]{0,3}\s{0,2}(?:=>|[:=])?\s{0,2}(?:&?[A-Za-z.]{1,24})?\Z")
_NEAREST_OPEN = 8
"""Open brackets among which the one is looked for that a closing one belongs to: what stands in quotes may be odd."""


class Named(NamedTuple):
    """A value with its name."""

    name: Name
    written: str
    """The name as the text has it."""
    text: str
    number: Decimal | None
    """None for a word, and for what is no number of any use."""
    span: Span
    """Where the value stands in the input."""
    at: int
    """Where it stands in what was read."""
    scope: int
    """The bracket that it stands in; -1 for none."""
    group: tuple[int, int]
    """What it stands together with: its bracket, or its line where it stands in none."""


def _place(value: Named) -> int:
    return value.at


class Scope(NamedTuple):
    """A pair of brackets."""

    parent: int
    start: int


class Reading:
    """All named values of a stretch of a text, with the brackets that they stand in."""

    def __init__(self, text: str, start: int, end: int) -> None:
        """Read a stretch, once."""
        made = plain_text(text[start:end])
        self.text = made.text
        self.start = start
        self._starts: list[int] = [0]
        self._inner: list[int] = [-1]
        self.scopes: list[Scope] = []
        self._lines = [0, *(found.end() for found in _LINE.finditer(made.text))]
        self._read_brackets()
        self.values = [one for found in _PAIR.finditer(made.text) if (one := self._value(found)) is not None]
        self.values = sorted([*self.values, *self._of_fix()], key=_place)
        for place, one in enumerate(self.values):
            span = made.span(one.at, one.at + (one.span.end - one.span.start or len(one.text)))
            self.values[place] = one._replace(span=Span(span.start + start, span.end + start))
        self._at = [one.at for one in self.values]
        self._original = made
        self.groups: dict[tuple[int, int], list[Named]] = {}
        self.direct: dict[int, list[Named]] = {}
        self._by_name: dict[Name, list[Named]] = {}
        for one in self.values:
            self._by_name.setdefault(one.name, []).append(one)
            self.groups.setdefault(one.group, []).append(one)
            self.direct.setdefault(one.scope, []).append(one)
        self._labels: dict[int, str | None] = {}

    @cached_property
    def symbols(self) -> frozenset[str]:
        """The symbols that are named anywhere in it."""
        return frozenset(symbol_of(one.text) for one in self.named(Name.SYMBOL))

    @cached_property
    def rules(self) -> frozenset[int]:
        """The brackets that hold filters, and the filters themselves."""
        return frozenset(scope for one in self.named(Name.FILTER_TYPE) for scope in self.above(one.scope))

    def named(self, name: Name) -> list[Named]:
        """Return the values of one name, in order."""
        return self._by_name.get(name, [])

    def place_of(self, position: int) -> int:
        """Return where a code point of the input stands in what was read."""
        wanted = position - self.start
        if not self._original.starts:
            return max(0, min(wanted, len(self.text)))
        piece = max(0, bisect_right(self._original.origins, wanted) - 1)
        return min(self._original.starts[piece] + max(0, wanted - self._original.origins[piece]), len(self.text))

    def between(self, start: int, end: int) -> list[Named]:
        """Return the values of a stretch of what was read."""
        return self.values[bisect_left(self._at, start) : bisect_left(self._at, end)]

    def above(self, scope: int) -> list[int]:
        """Return a bracket and those around it, the innermost first."""
        chain: list[int] = []
        while scope >= 0 and len(chain) < 64:
            chain.append(scope)
            scope = self.scopes[scope].parent
        return chain

    def symbol(self, scope: int) -> str | None:
        """Return the symbol that a bracket or one around it names."""
        for one in self.above(scope):
            told = {symbol_of(value.text) for value in self.direct.get(one, ()) if value.name is Name.SYMBOL}
            if len(told) == 1:
                return told.pop()
        return None

    def filter(self, value: Named) -> str | None:
        """Return the filter whose value this is; None where nothing says."""
        beside = [one for one in self.direct[value.scope] if one.name is Name.FILTER_TYPE]
        before = [one for one in beside if one.at < value.at]
        told = before[-1] if before else beside[0] if len(beside) == 1 else None
        if told is not None:
            return filter_of(told.text) or told.text
        return self._label(value.scope)

    def _label(self, scope: int) -> str | None:
        """Return the filter that is named before a bracket: `"LOT_SIZE": {`, `LotSizeFilter(`."""
        if scope < 0:
            return None
        if scope not in self._labels:
            start = self.scopes[scope].start
            found = _LABEL.search(self.text[max(0, start - 72) : start])
            self._labels[scope] = filter_of(found.group(1)) if found else None
        return self._labels[scope]

    def _read_brackets(self) -> None:
        """Note which bracket is the innermost one at each place."""
        opened: list[tuple[str, int]] = []
        for found in _BRACKET.finditer(self.text):
            sign, at = found.group(), found.start()
            if sign not in _CLOSES:
                self.scopes.append(Scope(opened[-1][1] if opened else -1, at))
                opened.append((sign, len(self.scopes) - 1))
            else:
                near = range(len(opened) - 1, max(-1, len(opened) - 1 - _NEAREST_OPEN), -1)
                match = next((place for place in near if opened[place][0] == _CLOSES[sign]), None)
                if match is None:
                    continue
                del opened[match:]
            self._starts.append(at + 1)
            self._inner.append(opened[-1][1] if opened else -1)

    def _value(self, found: re.Match[str]) -> Named | None:
        """Take a pair whose name is known and whose value is whole."""
        name = self._name(found)
        if name is None:
            return None
        at, text = found.start("value"), found["value"]
        number = None
        if text[0] in "+-." or text[0].isdigit():
            number = None if _GOES_ON.match(self.text, found.end("value")) else number_of(text)
        elif name not in _WORDS:
            return None
        if number is None and name not in _WORDS and _GOES_ON.match(self.text, found.end("value")):
            return None
        scope = self._inner[bisect_right(self._starts, at) - 1]
        group = (scope, 0) if scope >= 0 else (-1, self._lines[bisect_right(self._lines, at) - 1])
        return Named(name, found["name"], text, number, Span(at, at), at, scope, group)

    def _name(self, found: re.Match[str]) -> Name | None:
        name = name_of(found["name"])
        before = _QUALIFIER.search(self.text[max(0, found.start() - 16) : found.start()])
        if before is None:
            return name
        joined = name_of(f"{before[1]}{found['name']}")
        if joined is not None:
            return joined
        word = before[1].lower()
        # "rejected quantity=0.3" is a sentence before a pair; in "rejected quantity: 0.3" it may qualify the name.
        is_pair = self.text.startswith("=", found.end("name"))
        qualifies = word in QUALIFIERS if is_pair else word not in NO_QUALIFIERS
        return None if name in AMBIGUOUS and qualifies else name

    def _of_fix(self) -> list[Named]:
        """Read the order's tags of FIX messages."""
        if "8=FIX" not in self.text:
            return []
        values = []
        for found in _FIX_PAIR.finditer(self.text):
            tag, text, at = found["name"], found["value"], found.start("value")
            name = _FIX_NAMES[tag]
            word = _FIX_WORDS.get(tag, {}).get(text)
            if name in _WORDS and name is not Name.SYMBOL and word is None:
                continue
            number = None if name in _WORDS else number_of(text)
            line = self._lines[bisect_right(self._lines, at) - 1]
            values.append(Named(name, tag, word or text, number, Span(at, at + len(text)), at, -1, (-1, line)))
        return values


_WORDS = frozenset(
    {
        *(Name.SYMBOL, Name.SIDE, Name.TYPE, Name.TIME_IN_FORCE, Name.FILTER_TYPE, Name.STATUS, Name.CLIENT_ORDER_ID),
        *(Name.REDUCE_ONLY, Name.APPLY_TO_MARKET, Name.APPLY_MIN_TO_MARKET, Name.APPLY_MAX_TO_MARKET, Name.ASSET),
        *(Name.RATE_LIMIT_TYPE, Name.INTERVAL, Name.BUYER_IS_MAKER, Name.TRADE_ID),
    }
)
"""Names whose values are words."""
