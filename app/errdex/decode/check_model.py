"""What comes of checking an error against the values in its paste. Values only, no sentences."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

    from errdex.decode.model import Span
    from errdex.registry.model import Product


class CheckKind(StrEnum):
    """What is checked."""

    FILTER = "filter"
    """A rule of the symbol or the exchange for orders."""
    PARAMETER = "parameter"
    """What a message says of one parameter."""
    CLOCK = "clock"
    """The time of a request beside the server's."""
    BAN = "ban"
    RATE = "rate-limit"


class Verdict(StrEnum):
    """What the check says."""

    PASSES = "passes"
    FAILS = "fails"
    MISSING = "missing"
    """Values are not in the paste: nothing that is there fails."""
    CONTRADICTORY = "contradictory"
    """A name has several values, and nothing tells which one it is."""
    TOLD = "told"
    """Nothing to compare: the text tells it."""


class Place(StrEnum):
    """Where a missing value is read."""

    REQUEST = "request"
    EXCHANGE_INFO = "exchange-info"
    AVERAGE_PRICE = "average-price"
    LAST_PRICE = "last-price"
    MARK_PRICE = "mark-price"
    OPEN_ORDERS = "open-orders"
    OPEN_ALGO_ORDERS = "open-algo-orders"
    OPEN_ICEBERG_ORDERS = "open-iceberg-orders"
    OPEN_LISTS = "open-lists"
    AMENDMENTS = "amendments"
    ACCOUNT = "account"
    BOOK = "book"
    POSITION = "position"
    SYMBOL_CONFIG = "symbol-config"
    SERVER_TIME = "server-time"
    HEADER = "header"
    MESSAGE = "message"


class Comparison(StrEnum):
    """How two numbers must stand to each other, as it is written."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    ABOVE = ">"
    BELOW = "<"
    MULTIPLE = "%"
    """The left one must be a multiple of the right one."""


class CheckedValue(NamedTuple):
    """A value that took part."""

    name: str
    """As the documents name it."""
    text: str
    """As the text has it; of a FIX tag's number, what it stands for."""
    number: Decimal | None
    """Exact; None for a word."""
    span: Span | None
    """Where it stands in the input, where that can be told."""


class Part(NamedTuple):
    """One comparison, and how it came out."""

    comparison: Comparison
    left: str
    """What is compared: "quantity", "price × quantity"."""
    right: str
    left_number: Decimal
    right_number: Decimal
    holds: bool
    rest: Decimal | None = None
    """What is left over, of a multiple."""


class MissingValue(NamedTuple):
    """A value that the check needs and the paste does not hold."""

    name: str
    place: Place


class Contradiction(NamedTuple):
    """Different values of one name."""

    name: str
    texts: tuple[str, ...]


class Nearest(NamedTuple):
    """The nearest values that pass all that is known of the rule."""

    name: str
    """Which value they are of."""
    below: str | None
    above: str | None
    """Plain decimals; None where there is none on that side."""


class Check(NamedTuple):
    """One rule, checked with the values at hand."""

    kind: CheckKind
    rule: str
    """The filter's name, or the parameter that is checked."""
    verdict: Verdict
    ground: str
    """A source's id with a section, or "judgement"."""
    product: Product
    formulas: tuple[str, ...] = ()
    """What the rule computes: "quantity ≥ minQty"."""
    values: tuple[CheckedValue, ...] = ()
    parts: tuple[Part, ...] = ()
    missing: tuple[MissingValue, ...] = ()
    contradictory: tuple[Contradiction, ...] = ()
    nearest: Nearest | None = None
    difference: Decimal | None = None
    """Milliseconds that a clock is ahead (negative: behind); requests above a limit (negative: below)."""
    until: str | None = None
    """ISO 8601 UTC."""
    remaining: int | None = None
    """Seconds from the `now` that was handed in until then, negative once it has passed."""
    interval: str | None = None
    """What a rate limit counts in: "1 minute"."""
    other_symbol: str | None = None
    """Whose exchangeInfo is in the paste, where it is not the order's symbol."""

    @property
    def failed(self) -> tuple[Part, ...]:
        """The comparisons that do not hold."""
        return tuple(part for part in self.parts if not part.holds)
