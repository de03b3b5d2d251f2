"""What each filter computes, one row of a table for each, with the values that it needs.

Sources: spot filters.md; USDⓈ-M "Common definition, filters". The futures count steps from the smallest value, compare
prices with the mark price and name some fields otherwise; a bound or a step of 0 is switched off.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.check_case import MARKET_TYPES, Grid
from errdex.decode.check_model import Comparison, Place
from errdex.decode.exact import ZERO, difference, parts_of, product, steps_to, steps_within, total
from errdex.decode.names import PRICES, Name

if TYPE_CHECKING:
    from collections.abc import Callable

    from errdex.decode.check_case import Case

AT_LEAST, AT_MOST = Comparison.AT_LEAST, Comparison.AT_MOST
_NOTIONAL = "price × quantity"


class Rule(NamedTuple):
    """One filter: what it computes, in formulas for people and as a function."""

    compute: Callable[[Case, Name], None]
    formulas: tuple[str, ...]
    """{0} stands for the value that is checked."""
    of_futures: tuple[str, ...] = ()
    """The futures' formulas, where they differ."""
    subjects: tuple[Name, ...] = (Name.QUANTITY,)
    """The values that it is computed for, each by itself where the order has it; the first one in any case."""


# Bounds and steps


def _bounds_and_step(case: Case, subject: Name, grid: Grid, names: tuple[Name, Name, Name]) -> None:
    """Compare a value with a filter's two bounds and its step."""
    number = case.order(subject)
    if number is None:
        return
    low, high, step = names
    if grid.low:
        case.compare(AT_LEAST, subject, number, low, grid.low)
    if grid.high:
        case.compare(AT_MOST, subject, number, high, grid.high)
    if grid.step and grid.step > 0 and (not case.is_futures or grid.low is not None):
        left = f"({subject} - {low})" if grid.origin else str(subject)
        case.multiple(left, number, step, grid.step, grid.origin)
    if case.fails:
        case.near(subject, grid.below(number), grid.above(number))


def _lots(case: Case, *filters: str, optional: bool = False) -> Grid:
    """Read a filter of quantities; LOT_SIZE also where the values stand without any filter's name."""
    bare = filters == ("LOT_SIZE",)
    low, high, step = (
        case.rule(name, *filters, optional=optional, bare=bare)
        for name in (Name.MIN_QUANTITY, Name.MAX_QUANTITY, Name.STEP_SIZE)
    )
    return _grid(case, low, high, step)


def _ticks(case: Case, *, optional: bool = False) -> Grid:
    low, high, step = (
        case.rule(name, "PRICE_FILTER", optional=optional, bare=True)
        for name in (Name.MIN_PRICE, Name.MAX_PRICE, Name.TICK_SIZE)
    )
    return _grid(case, low, high, step)


def _grid(case: Case, low: Decimal | None, high: Decimal | None, step: Decimal | None) -> Grid:
    """Count the steps as the product does; a step below zero is none, and one without its origin is not known."""
    if step is not None and (step < 0 or (case.is_futures and step and low is None)):
        step = None
    return Grid(low, high, step, low or ZERO if case.is_futures else ZERO)


def _lot_size(case: Case, subject: Name) -> None:
    names = (Name.MIN_QUANTITY, Name.MAX_QUANTITY, Name.STEP_SIZE)
    _bounds_and_step(case, subject, _lots(case, "LOT_SIZE"), names)


def _market_lot_size(case: Case, subject: Name) -> None:
    names = (Name.MIN_QUANTITY, Name.MAX_QUANTITY, Name.STEP_SIZE)
    _bounds_and_step(case, subject, _lots(case, "MARKET_LOT_SIZE"), names)


def _price_filter(case: Case, subject: Name) -> None:
    _bounds_and_step(case, subject, _ticks(case), (Name.MIN_PRICE, Name.MAX_PRICE, Name.TICK_SIZE))


# The value of an order


def _price_that_counts(case: Case) -> tuple[str, Decimal | None]:
    """Return the price that an order's value is counted with: its own, a market order's is the average or the mark."""
    if (case.word(Name.TYPE, optional=True) or "") not in MARKET_TYPES:
        return Name.PRICE, case.order(Name.PRICE)
    if case.is_futures:
        return Name.MARK_PRICE, case.market(Name.MARK_PRICE, Place.MARK_PRICE)
    return Name.AVERAGE_PRICE, case.average()


def _min_notional(case: Case, _: Name) -> None:
    if case.is_futures:
        least = case.rule(Name.NOTIONAL, "MIN_NOTIONAL")
        value_between(case, (Name.NOTIONAL, least), None)
    else:
        least = case.rule(Name.MIN_NOTIONAL, "MIN_NOTIONAL", bare=True)
        if _applies(case, Name.APPLY_TO_MARKET, "MIN_NOTIONAL"):
            value_between(case, (Name.MIN_NOTIONAL, least), None)


def _notional(case: Case, _: Name) -> None:
    least = case.rule(Name.MIN_NOTIONAL, "NOTIONAL", bare=True)
    most = case.rule(Name.MAX_NOTIONAL, "NOTIONAL", bare=True)
    low = (Name.MIN_NOTIONAL, least) if _applies(case, Name.APPLY_MIN_TO_MARKET, "NOTIONAL") else None
    high = (Name.MAX_NOTIONAL, most) if _applies(case, Name.APPLY_MAX_TO_MARKET, "NOTIONAL") else None
    if low or high:
        value_between(case, low, high)


def _applies(case: Case, name: Name, filter_name: str) -> bool:
    """Whether a bound holds for this order: one for limit orders alone says so."""
    is_market = (case.word(Name.TYPE, optional=True) or "") in MARKET_TYPES
    return not is_market or case.flag(name, filter_name) is not False


def value_between(case: Case, low: tuple[str, Decimal | None] | None, high: tuple[str, Decimal | None] | None) -> None:
    """Compare price × quantity with its bounds; the nearest quantity needs the step of LOT_SIZE."""
    price_name, price = _price_that_counts(case)
    quantity = case.order(Name.QUANTITY)
    if price is None or quantity is None:
        return
    left = _NOTIONAL.replace("price", price_name)
    value = product(price, quantity)
    for bound, comparison in ((low, AT_LEAST), (high, AT_MOST)):
        if bound is not None and bound[1]:
            case.compare(comparison, left, value, bound[0], bound[1])
    if not case.fails or price <= 0:
        return
    least, most = (bound[1] if bound else None for bound in (low, high))
    lots = _lots(case, "LOT_SIZE", optional=True)
    if not lots.step:
        case.near(left, most if most and value > most else None, least if least and value < least else None)
    elif least and value < least:
        found = total(lots.origin, steps_to(difference(least, product(lots.origin, price)), price, lots.step))
        above = lots.above(found)
        fits = above is not None and (not most or product(above, price) <= most)
        case.near(Name.QUANTITY, None, above if fits else None)
    elif most:
        found = total(lots.origin, steps_within(difference(most, product(lots.origin, price)), price, lots.step))
        case.near(Name.QUANTITY, lots.below(found) if found > 0 else None, None)


# Prices beside the market's


def _percent_price(case: Case, subject: Name) -> None:
    up, down = Name.MULTIPLIER_UP, Name.MULTIPLIER_DOWN
    if not case.is_futures:
        _around(case, subject, (Name.AVERAGE_PRICE, case.average()), "PERCENT_PRICE", up, down)
        return
    side = case.word(Name.SIDE)
    mark = case.market(Name.MARK_PRICE, Place.MARK_PRICE)
    bounds = {"BUY": (up, None), "SELL": (None, down)}.get(side or "", (None, None))
    _around(case, subject, (Name.MARK_PRICE, mark), "PERCENT_PRICE", *bounds)


def _percent_price_by_side(case: Case, subject: Name) -> None:
    average = (Name.AVERAGE_PRICE, case.average())
    bounds = {
        "BUY": (Name.BID_MULTIPLIER_UP, Name.BID_MULTIPLIER_DOWN),
        "SELL": (Name.ASK_MULTIPLIER_UP, Name.ASK_MULTIPLIER_DOWN),
    }.get(case.word(Name.SIDE) or "", (None, None))
    _around(case, subject, average, "PERCENT_PRICE_BY_SIDE", *bounds)


def _around(
    case: Case,
    subject: Name,
    base: tuple[Name, Decimal | None],
    filter_name: str,
    up: Name | None,
    down: Name | None,
) -> None:
    """Compare a price with a base price times its multipliers."""
    number = case.order(subject)
    limits: list[Decimal | None] = []
    for comparison, name in ((AT_LEAST, down), (AT_MOST, up)):
        factor = case.rule(name, filter_name, bare=True) if name else None
        limit = product(base[1], factor) if base[1] is not None and factor is not None else None
        limits.append(limit)
        if number is not None and limit is not None and name:
            case.compare(comparison, subject, number, f"{base[0]} × {name}", limit)
    if number is not None and case.fails:
        ticks = _ticks(case, optional=True)
        least = max(filter(None, (limits[0], ticks.low)), default=None)
        most = min(filter(None, (limits[1], ticks.high)), default=None)
        grid = Grid(least, most, ticks.step or ZERO, ticks.origin)
        case.near(subject, grid.below(number), grid.above(number))


def market_band(case: Case, _: Name) -> None:
    """Hold the best price of the other side against the mark price: a market order's own rule."""
    side = case.word(Name.SIDE)
    case.market(Name.MARK_PRICE, Place.MARK_PRICE)
    if side in {"BUY", "SELL"}:
        case.rule(Name.MULTIPLIER_UP if side == "BUY" else Name.MULTIPLIER_DOWN, "PERCENT_PRICE", bare=True)
    case.miss("askPrice" if side == "BUY" else "bidPrice", Place.BOOK)


# Numbers of orders, and the rest


def _count(limit: Name, filter_name: str, place: Place) -> Callable[[Case, Name], None]:
    """Return the rule that one order more must stay within a limit."""

    def compute(case: Case, _: Name) -> None:
        most = case.rule(Name.LIMIT if case.is_futures else limit, filter_name, bare=not case.is_futures)
        if place is not Place.OPEN_ORDERS:
            case.miss(place.value, place)
            return
        count = case.market(Name.OPEN_ORDERS, place)
        if most is not None and count is not None:
            case.compare(AT_MOST, "openOrders + 1", total(count, Decimal(1)), limit, most)
            case.near(Name.OPEN_ORDERS, difference(most, Decimal(1)), None)

    return compute


def _iceberg_parts(case: Case, _: Name) -> None:
    limit = case.rule(Name.LIMIT, "ICEBERG_PARTS")
    quantity, part = case.order(Name.QUANTITY), case.order(Name.ICEBERG_QUANTITY)
    if limit is None or quantity is None or part is None or part <= 0:
        return
    case.compare(AT_MOST, "CEIL(quantity ÷ icebergQty)", parts_of(quantity, part), Name.LIMIT, limit)
    lots = _lots(case, "LOT_SIZE", optional=True)
    if case.fails and lots.step and limit > 0:
        above = lots.above(steps_to(quantity, limit, lots.step))
        case.near(Name.ICEBERG_QUANTITY, None, above if above is not None and above <= quantity else None)


def _max_position(case: Case, _: Name) -> None:
    most, quantity = case.rule(Name.MAX_POSITION, "MAX_POSITION", bare=True), case.order(Name.QUANTITY)
    if most is not None and quantity is not None and quantity > most:
        case.compare(AT_MOST, Name.QUANTITY, quantity, Name.MAX_POSITION, most)
    else:
        case.miss("position", Place.ACCOUNT)


_ABOVE = {("STOP_LOSS", "BUY"), ("STOP_LOSS_LIMIT", "BUY"), ("TAKE_PROFIT", "SELL"), ("TAKE_PROFIT_LIMIT", "SELL")}
_BELOW = {("STOP_LOSS", "SELL"), ("STOP_LOSS_LIMIT", "SELL"), ("TAKE_PROFIT", "BUY"), ("TAKE_PROFIT_LIMIT", "BUY")}


def _trailing_delta(case: Case, subject: Name) -> None:
    order = (case.word(Name.TYPE) or "", case.word(Name.SIDE) or "")
    number = case.order(subject)
    if order in _ABOVE:
        low, high = Name.MIN_TRAILING_ABOVE, Name.MAX_TRAILING_ABOVE
    elif order in _BELOW:
        low, high = Name.MIN_TRAILING_BELOW, Name.MAX_TRAILING_BELOW
    else:
        return
    least, most = (case.rule(name, "TRAILING_DELTA", bare=True) for name in (low, high))
    if number is None:
        return
    for comparison, name, bound in ((AT_LEAST, low, least), (AT_MOST, high, most)):
        if bound is not None:
            case.compare(comparison, subject, number, name, bound)
    if case.fails:
        grid = Grid(least, most, Decimal(1))
        case.near(subject, grid.below(number), grid.above(number))


def _max_asset(case: Case, _: Name) -> None:
    """Compare an order's quantity or its value, whichever is counted in the asset."""
    limit = case.rule(Name.LIMIT, "MAX_ASSET")
    asset = case.around.rule(("MAX_ASSET",), Name.ASSET)
    symbol = case.word(Name.SYMBOL)
    if limit is None or len(asset) != 1 or symbol is None:
        return
    if symbol.endswith(asset[0].text.upper()):
        value_between(case, None, (Name.LIMIT, limit))
        return
    quantity = case.order(Name.QUANTITY)
    if quantity is not None and symbol.startswith(asset[0].text.upper()):
        case.compare(AT_MOST, Name.QUANTITY, quantity, Name.LIMIT, limit)
        case.near(Name.QUANTITY, _lots(case, "LOT_SIZE", optional=True).below(limit), None)


def _t_plus_sell(case: Case, _: Name) -> None:
    case.rule(Name.END_TIME, "T_PLUS_SELL", bare=True)


def end_of(case: Case) -> str | None:
    """Return until when T_PLUS_SELL holds, where its exchangeInfo is there: an instant, ISO 8601 UTC."""
    told = [one.number for one in case.around.rule(("T_PLUS_SELL",), Name.END_TIME, bare=True) if one.number]
    if len(told) != 1 or not 10**12 <= told[0] < 10**14:
        return None
    return f"{datetime.fromtimestamp(int(told[0]) // 1000, UTC):%Y-%m-%dT%H:%M:%S}.{int(told[0]) % 1000:03d}Z"


_BOUNDS = ("{0} ≥ minQty", "{0} ≤ maxQty", "{0} % stepSize = 0")
_BOUNDS_OF_FUTURES = ("{0} ≥ minQty", "{0} ≤ maxQty", "({0} - minQty) % stepSize = 0")


def _counted(limit: Name, filter_name: str, place: Place = Place.OPEN_ORDERS) -> Rule:
    return Rule(_count(limit, filter_name, place), (f"open + 1 ≤ {limit}",), ("open + 1 ≤ limit",))


RULES: dict[str, Rule] = {
    "PRICE_FILTER": Rule(
        _price_filter,
        ("{0} ≥ minPrice", "{0} ≤ maxPrice", "{0} % tickSize = 0"),
        ("{0} ≥ minPrice", "{0} ≤ maxPrice", "({0} - minPrice) % tickSize = 0"),
        PRICES,
    ),
    "LOT_SIZE": Rule(_lot_size, _BOUNDS, _BOUNDS_OF_FUTURES, (Name.QUANTITY, Name.ICEBERG_QUANTITY)),
    "MARKET_LOT_SIZE": Rule(_market_lot_size, _BOUNDS, _BOUNDS_OF_FUTURES),
    "MIN_NOTIONAL": Rule(
        _min_notional,
        ("price × quantity ≥ minNotional", "MARKET: avgPrice × quantity"),
        ("price × quantity ≥ notional", "MARKET: markPrice × quantity"),
    ),
    "NOTIONAL": Rule(_notional, ("minNotional ≤ price × quantity ≤ maxNotional", "MARKET: avgPrice × quantity")),
    "PERCENT_PRICE": Rule(
        _percent_price,
        ("{0} ≤ avgPrice × multiplierUp", "{0} ≥ avgPrice × multiplierDown"),
        ("BUY: {0} ≤ markPrice × multiplierUp", "SELL: {0} ≥ markPrice × multiplierDown"),
        (Name.PRICE,),
    ),
    "PERCENT_PRICE_BY_SIDE": Rule(
        _percent_price_by_side,
        (
            "BUY: avgPrice × bidMultiplierDown ≤ {0} ≤ avgPrice × bidMultiplierUp",
            "SELL: avgPrice × askMultiplierDown ≤ {0} ≤ avgPrice × askMultiplierUp",
        ),
        (),
        (Name.PRICE,),
    ),
    "ICEBERG_PARTS": Rule(_iceberg_parts, ("CEIL(quantity ÷ icebergQty) ≤ limit",)),
    "MAX_POSITION": Rule(_max_position, ("free + locked + open BUY quantity + quantity ≤ maxPosition",)),
    "MAX_ASSET": Rule(_max_asset, ("base asset: quantity ≤ limit", "quote asset: price × quantity ≤ limit")),
    "TRAILING_DELTA": Rule(
        _trailing_delta,
        (
            "STOP_LOSS BUY, TAKE_PROFIT SELL: minTrailingAboveDelta ≤ {0} ≤ maxTrailingAboveDelta",
            "STOP_LOSS SELL, TAKE_PROFIT BUY: minTrailingBelowDelta ≤ {0} ≤ maxTrailingBelowDelta",
        ),
        (),
        (Name.TRAILING_DELTA,),
    ),
    "T_PLUS_SELL": Rule(_t_plus_sell, ("SELL: now ≥ endTime",)),
    "MAX_NUM_ORDERS": _counted(Name.MAX_NUM_ORDERS, "MAX_NUM_ORDERS"),
    "MAX_NUM_ALGO_ORDERS": _counted(Name.MAX_NUM_ALGO_ORDERS, "MAX_NUM_ALGO_ORDERS", Place.OPEN_ALGO_ORDERS),
    "MAX_ALGO_ORDERS": _counted(Name.MAX_NUM_ALGO_ORDERS, "MAX_ALGO_ORDERS", Place.OPEN_ALGO_ORDERS),
    "MAX_NUM_ICEBERG_ORDERS": _counted(
        Name.MAX_NUM_ICEBERG_ORDERS, "MAX_NUM_ICEBERG_ORDERS", Place.OPEN_ICEBERG_ORDERS
    ),
    "MAX_NUM_ORDER_LISTS": _counted(Name.MAX_NUM_ORDER_LISTS, "MAX_NUM_ORDER_LISTS", Place.OPEN_LISTS),
    "MAX_NUM_ORDER_AMENDS": _counted(Name.MAX_NUM_ORDER_AMENDS, "MAX_NUM_ORDER_AMENDS", Place.AMENDMENTS),
    "EXCHANGE_MAX_NUM_ORDERS": _counted(Name.MAX_NUM_ORDERS, "EXCHANGE_MAX_NUM_ORDERS"),
    "EXCHANGE_MAX_NUM_ALGO_ORDERS": _counted(
        Name.MAX_NUM_ALGO_ORDERS, "EXCHANGE_MAX_NUM_ALGO_ORDERS", Place.OPEN_ALGO_ORDERS
    ),
    "EXCHANGE_MAX_ALGO_ORDERS": _counted(Name.MAX_NUM_ALGO_ORDERS, "EXCHANGE_MAX_ALGO_ORDERS", Place.OPEN_ALGO_ORDERS),
    "EXCHANGE_MAX_NUM_ICEBERG_ORDERS": _counted(
        Name.MAX_NUM_ICEBERG_ORDERS, "EXCHANGE_MAX_NUM_ICEBERG_ORDERS", Place.OPEN_ICEBERG_ORDERS
    ),
    "EXCHANGE_MAX_NUM_ORDER_LISTS": _counted(
        Name.MAX_NUM_ORDER_LISTS, "EXCHANGE_MAX_NUM_ORDER_LISTS", Place.OPEN_LISTS
    ),
}
"""Every filter that the documents name, by its name."""
