"""Checks of single parameters: against 0, against what the message or a document allows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from errdex.decode.asked import LOTS, PERCENT, PRICED
from errdex.decode.check_case import FUTURES, Case
from errdex.decode.check_model import CheckKind, Comparison, Place
from errdex.decode.exact import ZERO, difference, lower, number_of, places, product, total, upper
from errdex.decode.filter_checks import filter_check, lot_checks, percent_checks
from errdex.decode.filters import RULES
from errdex.decode.names import PRICES, Name, name_of
from errdex.registry.model import PlaceholderKind, Product

if TYPE_CHECKING:
    from collections.abc import Callable

    from errdex.decode.asked import Asked
    from errdex.decode.check_model import Check


def positive(name: Name) -> Callable[[Asked], list[Check]]:
    """Return the check that a value is above 0; the nearest one is the smallest of its filter."""

    def compute(asked: Asked) -> list[Check]:
        case = asked.case()
        number = case.order(name)
        if number is not None:
            case.compare(Comparison.ABOVE, name, number, "0", ZERO)
        lots = name is Name.QUANTITY
        least = case.rule(
            Name.MIN_QUANTITY if lots else Name.MIN_PRICE,
            "LOT_SIZE" if lots else "PRICE_FILTER",
            optional=True,
            bare=True,
        )
        if least:
            case.near(name, None, least)
        return [case.check(CheckKind.PARAMETER, name, asked.own_ground(), (f"{name} > 0",))]

    return compute


def value_above_zero(asked: Asked) -> list[Check]:
    """Check that price × quantity is above 0."""
    case = asked.case()
    price, quantity = case.order(Name.PRICE), case.order(Name.QUANTITY)
    if price is not None and quantity is not None:
        case.compare(Comparison.ABOVE, "price × quantity", product(price, quantity), "0", ZERO)
    return [case.check(CheckKind.PARAMETER, "price × quantity", asked.own_ground(), ("price × quantity > 0",))]


def iceberg_within(asked: Asked) -> list[Check]:
    """Check that icebergQty is not above the quantity."""
    case = asked.case()
    part, quantity = case.order(Name.ICEBERG_QUANTITY), case.order(Name.QUANTITY)
    if part is not None and quantity is not None:
        case.compare(Comparison.AT_MOST, Name.ICEBERG_QUANTITY, part, Name.QUANTITY, quantity)
        case.near(Name.ICEBERG_QUANTITY, quantity if quantity > 0 else None, None)
    return [case.check(CheckKind.PARAMETER, Name.ICEBERG_QUANTITY, asked.own_ground(), ("icebergQty ≤ quantity",))]


def _within(name: Name, most: Decimal, ground: str, asked: Asked, *, comparison: Comparison) -> Check:
    """Compare a parameter with the bound that the message or a document gives."""
    case = asked.case()
    number = case.order(name)
    bound = case.told("maximum" if comparison is Comparison.AT_MOST else "minimum", most)
    if number is None:
        # The bound alone says nothing more than the message.
        return Case(asked.around, asked.product, asked.number).check(CheckKind.PARAMETER, name, ground, ())
    case.compare(comparison, name, number, format(bound, "f"), bound)
    is_most = comparison is Comparison.AT_MOST
    case.near(name, bound if is_most else None, None if is_most else bound)
    return case.check(CheckKind.PARAMETER, name, ground, (f"{name} {comparison} {format(bound, 'f')}",))


def receive_window(asked: Asked) -> list[Check]:
    """Check recvWindow by its documented maximum."""
    ground = "spot-rest-api#Timing security"
    return [_within(Name.RECV_WINDOW, Decimal(60_000), ground, asked, comparison=Comparison.AT_MOST)]


def told_maximum(asked: Asked) -> list[Check]:
    """Compare the parameter that the message names with the maximum that it gives."""
    parameter, maximum = asked.argument(PlaceholderKind.PARAMETER), asked.argument(PlaceholderKind.NUMBER)
    name, bound = name_of(parameter or ""), number_of((maximum or "").strip("'\""))
    if name is None or bound is None:
        return []
    return [_within(name, bound, asked.own_ground(), asked, comparison=Comparison.AT_MOST)]


def told_price(asked: Asked) -> list[Check]:
    """Compare a price with the bound that the message gives; without one, by the filter of prices beside the mark."""
    bound = number_of((asked.argument(PlaceholderKind.PRICE) or "").rstrip("."))
    if bound is None:
        return percent_checks(asked) if asked.candidate.meaning.id in PERCENT else []
    text = asked.candidate.template.text.casefold() if asked.candidate.template else ""
    name = Name.STOP_PRICE if text.startswith("stop") else Name.PRICE
    comparison = Comparison.AT_LEAST if "lower" in text else Comparison.AT_MOST
    return [_within(name, bound, asked.own_ground(), asked, comparison=comparison)]


def precision(asked: Asked) -> list[Check]:
    """Count decimal places where the precision is told; then check steps and ticks, which are stricter."""
    parameter = name_of(asked.argument(PlaceholderKind.PARAMETER) or "")
    named = [parameter] if parameter else [Name.QUANTITY, *PRICES]
    checks: list[Check] = []
    for name in named:
        if name not in LOTS | PRICED or not asked.around.order(name):
            continue
        stricter = lot_checks(asked) if name is Name.QUANTITY else [_grid_check(name, asked)]
        told = _places_check(name, asked)
        if any(check.nearest for check in stricter):
            told = [check._replace(nearest=None) for check in told]
        checks += [*told, *stricter]
    return checks


def _grid_check(name: Name, asked: Asked) -> Check:
    rule = "LOT_SIZE" if name in LOTS else "PRICE_FILTER"
    return filter_check(rule, RULES[rule], name, asked)


def _places_check(name: Name, asked: Asked) -> list[Check]:
    lots = name in LOTS
    if asked.product in FUTURES:
        limit = Name.QUANTITY_PRECISION if lots else Name.PRICE_PRECISION
    else:
        limit = Name.BASE_PRECISION if lots else Name.QUOTE_PRECISION
    case = asked.case()
    number, most = case.order(name), case.market(limit, Place.EXCHANGE_INFO)
    if number is None or most is None or not 0 <= most <= 40:
        return []
    case.compare(Comparison.AT_MOST, f"places of {name}", Decimal(places(number)), limit, most)
    step = Decimal(1).scaleb(-int(most))
    below = lower(number, step)
    case.near(name, below if below > 0 else None, upper(number, step))
    return [case.check(CheckKind.PARAMETER, name, asked.own_ground(), (f"places of {name} ≤ {limit}",))]


def client_order_id(asked: Asked) -> list[Check]:
    """Count the characters of newClientOrderId."""
    case = asked.case()
    text = case.word(Name.CLIENT_ORDER_ID)
    if text is not None:
        case.compare(Comparison.AT_MOST, "length of newClientOrderId", Decimal(len(text)), "36", Decimal(36))
    formulas = ("length of newClientOrderId ≤ 36",)
    return [case.check(CheckKind.PARAMETER, Name.CLIENT_ORDER_ID, asked.own_ground(), formulas)]


def leverage(asked: Asked) -> list[Check]:
    """Compare the position after the order with the largest one that the leverage allows."""
    if asked.product is Product.COINM:
        return []
    case = asked.case()
    side, quantity = case.word(Name.SIDE), case.order(Name.QUANTITY)
    position = case.market(Name.POSITION, Place.POSITION)
    mark = case.market(Name.MARK_PRICE, Place.MARK_PRICE)
    most = case.market(Name.MAX_NOTIONAL_VALUE, Place.SYMBOL_CONFIG)
    if side in {"BUY", "SELL"} and not (quantity is None or position is None or mark is None or most is None):
        after = total(position, quantity) if side == "BUY" else difference(position, quantity)
        left = "|positionAmt ± quantity| × markPrice"
        case.compare(Comparison.AT_MOST, left, product(after.copy_abs(), mark), Name.MAX_NOTIONAL_VALUE, most)
    formulas = ("|positionAmt ± quantity| × markPrice ≤ maxNotionalValue",)
    return [case.check(CheckKind.PARAMETER, "position", "usdm-symbol-config#Response Example", formulas)]
