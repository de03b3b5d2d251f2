"""One error with the values around it, while a rule is computed: what was taken, what is missing, what contradicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.check_model import (
    Check,
    CheckedValue,
    Comparison,
    Contradiction,
    MissingValue,
    Nearest,
    Part,
    Place,
    Verdict,
)
from errdex.decode.exact import ZERO, difference, lower, plain, rest, upper
from errdex.decode.names import Name
from errdex.registry.model import Product

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from errdex.decode.check_model import CheckKind
    from errdex.decode.surroundings import Neighbourhood
    from errdex.decode.values import Named

FUTURES = frozenset({Product.USDM, Product.COINM, Product.OPTIONS, Product.PORTFOLIO_MARGIN})
"""Products whose filters count steps from their smallest value, and whose prices are held against the mark price."""
MARKET_TYPES = frozenset({"MARKET", "STOP_MARKET", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET"})


_PLACES = {name.value: place for place, name in enumerate(Name)}


def _order(value: CheckedValue | MissingValue) -> int:
    """Put an order's values first, then those of rules, as the names are listed."""
    return _PLACES.get(value.name, len(_PLACES))


class Grid(NamedTuple):
    """The values that a rule of bounds and steps lets pass; None for what is not known, 0 for what is switched off."""

    low: Decimal | None
    high: Decimal | None
    step: Decimal | None
    origin: Decimal = ZERO

    def below(self, number: Decimal) -> Decimal | None:
        """Return the largest passing value that is not above a number."""
        if self.step is None:
            return None
        most = min(number, self.high) if self.high else number
        found = lower(most, self.step, self.origin) if self.step else most
        return found if found > 0 and found >= (self.low or 0) else None

    def above(self, number: Decimal) -> Decimal | None:
        """Return the smallest passing value that is not below a number."""
        if self.step is None:
            return None
        least = max(number, self.low or ZERO)
        found = upper(least, self.step, self.origin) if self.step else least
        if found <= 0 and self.step:
            found = upper(self.step, self.step, self.origin)
        return found if found > 0 and (not self.high or found <= self.high) else None


class Case:
    """Collects what one rule needs; made for one check."""

    def __init__(self, around: Neighbourhood, product: Product, number: int) -> None:
        """Begin with nothing taken; an order of two symbols contradicts itself."""
        self.around = around
        self.product = product
        self.number = number
        self.parts: list[Part] = []
        self.nearest: Nearest | None = None
        self._values: dict[str, CheckedValue] = {}
        self._missing: dict[str, MissingValue] = {}
        self._contradictory: dict[str, Contradiction] = {}
        if len(around.symbols) > 1:
            self._contradictory["symbol"] = Contradiction("symbol", around.symbols)

    @property
    def is_futures(self) -> bool:
        """Whether the futures' rules hold."""
        return self.product in FUTURES

    # What is taken

    def order(self, name: Name, *, optional: bool = False) -> Decimal | None:
        """Take a number of the request."""
        return self._number(name, self.around.order(name), None if optional else Place.REQUEST)

    def word(self, name: Name, *, optional: bool = False) -> str | None:
        """Take a word of the request ("BUY"), in capitals."""
        found = self._one(name, self.around.order(name), None if optional else Place.REQUEST)
        return found.text.upper() if found else None

    def rule(self, name: Name, *filters: str, optional: bool = False, bare: bool = False) -> Decimal | None:
        """Take a number of exchangeInfo, from one of these filters."""
        place = None if optional else Place.EXCHANGE_INFO
        return self._number(name, self.around.rule(filters, name, bare=bare), place)

    def flag(self, name: Name, *filters: str) -> bool | None:
        """Take a switch of exchangeInfo; None where it is not there."""
        found = self._one(name, self.around.rule(filters, name), None)
        return found.text.lower() == "true" if found else None

    def market(self, name: Name, place: Place | None) -> Decimal | None:
        """Take a number about the market or the account; None for `place`: it need not be there."""
        return self._number(name, self.around.market(name), place)

    def average(self) -> Decimal | None:
        """Take the price that a filter of spot counts with: the average one, the last one for 0 minutes."""
        minutes = self.around.market(Name.AVERAGE_MINUTES)
        if len(minutes) == 1 and minutes[0].number == 0:
            return self.market(Name.LAST_PRICE, Place.LAST_PRICE)
        return self._number(Name.AVERAGE_PRICE, self.around.average(), Place.AVERAGE_PRICE)

    def told(self, name: str, number: Decimal, text: str | None = None) -> Decimal:
        """Take a number that the message itself gives."""
        self._values[name] = CheckedValue(name, text or plain(number), number, None)
        return number

    def miss(self, name: str, place: Place) -> None:
        """Note a value that is not in the paste."""
        self._missing.setdefault(name, MissingValue(name, place))

    # What comes of it

    def compare(self, comparison: Comparison, left: str, number: Decimal, right: str, bound: Decimal) -> None:
        """Add a comparison of two numbers."""
        holds = {
            Comparison.AT_LEAST: number >= bound,
            Comparison.AT_MOST: number <= bound,
            Comparison.ABOVE: number > bound,
            Comparison.BELOW: number < bound,
        }[comparison]
        self.parts.append(Part(comparison, left, right, number, bound, holds))

    def multiple(self, left: str, number: Decimal, right: str, step: Decimal, origin: Decimal = ZERO) -> None:
        """Add the rule that a number, counted from an origin, is a multiple of a step."""
        counted, left_over = difference(number, origin), rest(number, step, origin)
        self.parts.append(Part(Comparison.MULTIPLE, left, right, counted, step, left_over == 0, left_over))

    def near(self, name: str, below: Decimal | None, above: Decimal | None) -> None:
        """Name the nearest values that pass."""
        self.nearest = Nearest(name, None if below is None else plain(below), None if above is None else plain(above))

    @property
    def fails(self) -> bool:
        """Whether a comparison does not hold."""
        return any(not part.holds for part in self.parts)

    def check(self, kind: CheckKind, rule: str, ground: str, formulas: Sequence[str]) -> Check:
        """Return the check: nothing is computed with values that contradict each other."""
        missing = (one for name, one in self._missing.items() if name not in self._contradictory)
        clear = not self._contradictory
        return Check(
            kind,
            rule,
            self._verdict(),
            ground,
            self.product,
            tuple(formulas),
            tuple(sorted(self._values.values(), key=_order)),
            tuple(self.parts) if clear else (),
            tuple(sorted(missing, key=_order)),
            tuple(self._contradictory.values()),
            self.nearest if clear and self.fails else None,
            other_symbol=self.around.other_symbol(),
        )

    def _verdict(self) -> Verdict:
        if self._contradictory:
            return Verdict.CONTRADICTORY
        if self.fails:
            return Verdict.FAILS
        if self._missing:
            return Verdict.MISSING
        return Verdict.PASSES if self.parts else Verdict.TOLD

    def _number(self, name: Name, found: list[Named], place: Place | None) -> Decimal | None:
        one = self._one(name, [value for value in found if value.number is not None], place)
        return one.number if one else None

    def _one(self, name: Name, found: list[Named], place: Place | None) -> Named | None:
        """Take the one value of a name; note that there is none, or that there are several."""
        if len(found) > 1:
            self._contradictory[name] = Contradiction(name, tuple(value.text for value in found[:6]))
            return None
        if not found:
            if place is not None:
                self.miss(name, place)
            return None
        one = found[0]
        self._values[name] = CheckedValue(name, one.text, one.number, one.span)
        return one
