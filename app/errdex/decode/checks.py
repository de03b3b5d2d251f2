"""What can be said of an error with the values at hand: rules of filters, parameters, clocks, bans, rate limits.

Contract. `checks_of` is asked when a finding is shown, never while decoding. It reads a bounded part of the text,
guesses nothing, computes exactly, knows no time but the `now` that is handed in, and raises for no text.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.check_case import FUTURES, MARKET_TYPES, Case
from errdex.decode.check_model import Check, CheckKind, Comparison, Place
from errdex.decode.checkable import may_be_checked
from errdex.decode.clock import ban_check, clock_check, rate_checks, seconds_until
from errdex.decode.exact import ZERO, difference, lower, number_of, places, product, total, upper
from errdex.decode.filters import RULES, Rule, end_of, market_band, value_between
from errdex.decode.names import PRICES, Name, filter_of, name_of
from errdex.decode.surroundings import Neighbourhood, Paste
from errdex.registry.guidance import JUDGEMENT
from errdex.registry.model import PlaceholderKind, Product

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from errdex.decode.model import Candidate, Occurrence

_LOTS = frozenset({Name.QUANTITY, Name.ICEBERG_QUANTITY})
_PRICED = frozenset(PRICES)
_ORDER = _LOTS | _PRICED | {Name.TRAILING_DELTA, Name.QUOTE_QUANTITY}
"""What makes values an order's request."""
_CLOCK = frozenset({Name.TIMESTAMP, Name.RECV_WINDOW})


class _Asked(NamedTuple):
    """One candidate of one error, and what is around it."""

    occurrence: Occurrence
    candidate: Candidate
    around: Neighbourhood

    @property
    def product(self) -> Product:
        return self.candidate.code.product

    @property
    def number(self) -> int:
        return self.candidate.code.number

    def case(self) -> Case:
        return Case(self.around, self.product, self.number)

    def argument(self, kind: PlaceholderKind) -> str | None:
        """Return the value that the message holds of a kind."""
        return next((one.text for one in self.candidate.arguments if one.kind == kind and one.text), None)

    def own_ground(self) -> str:
        """Return the document of the code itself."""
        name = {Product.PORTFOLIO_MARGIN: "pm", Product.PORTFOLIO_MARGIN_PRO: "sapi", Product.BINANCE_US: "spot"}
        return f"{name.get(self.product, self.product.value)}-errors#{self.number}"


def checks_of(
    paste: Paste, occurrence: Occurrence, candidate: Candidate, now: datetime | None = None
) -> tuple[Check, ...]:
    """Return the checks that one candidate of an error allows, with the values of its paste.

    A filter's check is there even if no value is; `now` is what bans and the like are counted from.
    """
    if not may_be_checked(occurrence, candidate):
        return ()
    checks: list[Check] = list(ban_check(candidate, now))
    filter_name = _filter_of(candidate)
    if filter_name is not None:
        asked = _Asked(occurrence, candidate, paste.around(occurrence.span, _ORDER))
        return (*checks, *_filter_checks(filter_name, asked, now))
    special = _special_of(candidate)
    if special is not None:
        asked = _Asked(occurrence, candidate, paste.around(occurrence.span, special.wanted))
        checks += [one for one in special.compute(asked) if one.values or one.contradictory]
    if candidate.meaning.id in _CLOCKS:
        around = paste.around(occurrence.span, _CLOCK)
        checks += clock_check(around, occurrence, candidate, paste)
    checks += rate_checks(occurrence, candidate, paste)
    return tuple(checks)


_CLOCKS = frozenset({"1021-invalid-timestamp", "4188-me-invalid-timestamp", "5028-me-recvwindow-reject"})


def _filter_of(candidate: Candidate) -> str | None:
    """Return the filter that the message names, where it is one that is known."""
    told = next((one.text for one in candidate.arguments if one.kind == PlaceholderKind.FILTER), None)
    return filter_of(told.strip("'\". ")) if told else None


# Filters


def _filter_checks(name: str, asked: _Asked, now: datetime | None) -> list[Check]:
    """Compute a filter for each value that it holds for."""
    rule = RULES[name]
    present = [subject for subject in rule.subjects if asked.around.order(subject)]
    if name == "T_PLUS_SELL":
        return [_until(asked, rule, now)]
    return [_filter_check(name, rule, subject, asked) for subject in present or rule.subjects[:1]]


def _filter_check(name: str, rule: Rule, subject: Name, asked: _Asked) -> Check:
    case = asked.case()
    rule.compute(case, subject)
    formulas = (rule.of_futures if case.is_futures else ()) or rule.formulas
    ground = {
        Product.USDM: f"usdm-common-definition#{name}",
        **dict.fromkeys(FUTURES - {Product.USDM}, asked.own_ground()),
    }.get(asked.product, f"spot-filters#{_PRINTED.get(name, name)}")
    return case.check(CheckKind.FILTER, name, ground, [formula.format(subject) for formula in formulas])


_PRINTED = {"MAX_ALGO_ORDERS": "MAX_NUM_ALGO_ORDERS", "EXCHANGE_MAX_ALGO_ORDERS": "EXCHANGE_MAX_NUM_ALGO_ORDERS"}
"""Older names, and the sections that describe the same filters today."""


def _until(asked: _Asked, rule: Rule, now: datetime | None) -> Check:
    """Say until when a coin may not be sold; no document describes this filter."""
    case = asked.case()
    rule.compute(case, Name.SYMBOL)
    check = case.check(CheckKind.FILTER, "T_PLUS_SELL", JUDGEMENT, rule.formulas)
    until = end_of(case)
    return check._replace(until=until, remaining=seconds_until(until, now))


def _lot_checks(asked: _Asked) -> list[Check]:
    """Check a quantity by the filter of its order's type; by both where the type is not told and both are there."""
    names = ["LOT_SIZE"]
    kinds = asked.around.order(Name.TYPE)
    kind = kinds[0].text.upper() if len(kinds) == 1 else None
    has_market = any(asked.around.rule(("MARKET_LOT_SIZE",), name) for name in (Name.MAX_QUANTITY, Name.STEP_SIZE))
    if kind in MARKET_TYPES:
        names = ["MARKET_LOT_SIZE"]
    elif kind is None and has_market:
        names.append("MARKET_LOT_SIZE")
    return [_filter_check(name, RULES[name], Name.QUANTITY, asked) for name in names]


def _price_checks(asked: _Asked) -> list[Check]:
    return _filter_checks("PRICE_FILTER", asked, None)


def _percent_checks(asked: _Asked) -> list[Check]:
    return [_filter_check("PERCENT_PRICE", RULES["PERCENT_PRICE"], Name.PRICE, asked)]


def _market_band(asked: _Asked) -> list[Check]:
    case = asked.case()
    market_band(case, Name.PRICE)
    formulas = ("BUY: askPrice ≤ markPrice × multiplierUp", "SELL: bidPrice ≥ markPrice × multiplierDown")
    return [case.check(CheckKind.FILTER, "PERCENT_PRICE", asked.own_ground(), formulas)]


_NO_SMALLER = re.compile(r"no smaller than ([0-9.]{1,20}?)(?=\.?(?:\s|\(|$))")


def _notional_checks(asked: _Asked) -> list[Check]:
    """Compare an order's value with the smallest one that the message gives, else with exchangeInfo's."""
    case = asked.case()
    found = _NO_SMALLER.search(asked.occurrence.message or "")
    told = number_of(found[1]) if found else None
    formulas = RULES["MIN_NOTIONAL"].of_futures
    if asked.product is Product.COINM:
        if told is not None:
            case.told(Name.NOTIONAL, told)
        # No document says how the notional of a contract is counted: there is nothing to compute.
        return [case.check(CheckKind.FILTER, "MIN_NOTIONAL", asked.own_ground(), ())]
    if told is None:
        return [_filter_check("MIN_NOTIONAL", RULES["MIN_NOTIONAL"], Name.QUANTITY, asked)]
    value_between(case, (Name.NOTIONAL, case.told(Name.NOTIONAL, told)), None)
    ground = "usdm-common-definition#MIN_NOTIONAL" if asked.product is Product.USDM else asked.own_ground()
    return [case.check(CheckKind.FILTER, "MIN_NOTIONAL", ground, formulas)]


# Parameters


def _positive(name: Name) -> Callable[[_Asked], list[Check]]:
    """Return the check that a value is above 0; the nearest one is the smallest of its filter."""

    def compute(asked: _Asked) -> list[Check]:
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


def _value_above_zero(asked: _Asked) -> list[Check]:
    case = asked.case()
    price, quantity = case.order(Name.PRICE), case.order(Name.QUANTITY)
    if price is not None and quantity is not None:
        case.compare(Comparison.ABOVE, "price × quantity", product(price, quantity), "0", ZERO)
    return [case.check(CheckKind.PARAMETER, "price × quantity", asked.own_ground(), ("price × quantity > 0",))]


def _iceberg_within(asked: _Asked) -> list[Check]:
    case = asked.case()
    part, quantity = case.order(Name.ICEBERG_QUANTITY), case.order(Name.QUANTITY)
    if part is not None and quantity is not None:
        case.compare(Comparison.AT_MOST, Name.ICEBERG_QUANTITY, part, Name.QUANTITY, quantity)
        case.near(Name.ICEBERG_QUANTITY, quantity if quantity > 0 else None, None)
    return [case.check(CheckKind.PARAMETER, Name.ICEBERG_QUANTITY, asked.own_ground(), ("icebergQty ≤ quantity",))]


def _within(name: Name, most: Decimal, ground: str, asked: _Asked, *, comparison: Comparison) -> Check:
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


def _receive_window(asked: _Asked) -> list[Check]:
    ground = "spot-rest-api#Timing security"
    return [_within(Name.RECV_WINDOW, Decimal(60_000), ground, asked, comparison=Comparison.AT_MOST)]


def _told_maximum(asked: _Asked) -> list[Check]:
    """Compare the parameter that the message names with the maximum that it gives."""
    parameter, maximum = asked.argument(PlaceholderKind.PARAMETER), asked.argument(PlaceholderKind.NUMBER)
    name, bound = name_of(parameter or ""), number_of((maximum or "").strip("'\""))
    if name is None or bound is None:
        return []
    return [_within(name, bound, asked.own_ground(), asked, comparison=Comparison.AT_MOST)]


def _told_price(asked: _Asked) -> list[Check]:
    """Compare a price with the bound that the message gives; without one, by the filter of prices beside the mark."""
    bound = number_of((asked.argument(PlaceholderKind.PRICE) or "").rstrip("."))
    if bound is None:
        return _percent_checks(asked) if asked.candidate.meaning.id in _PERCENT else []
    text = asked.candidate.template.text.casefold() if asked.candidate.template else ""
    name = Name.STOP_PRICE if text.startswith("stop") else Name.PRICE
    comparison = Comparison.AT_LEAST if "lower" in text else Comparison.AT_MOST
    return [_within(name, bound, asked.own_ground(), asked, comparison=comparison)]


def _precision(asked: _Asked) -> list[Check]:
    """Count decimal places where the precision is told; then check steps and ticks, which are stricter."""
    parameter = name_of(asked.argument(PlaceholderKind.PARAMETER) or "")
    named = [parameter] if parameter else [Name.QUANTITY, *PRICES]
    checks: list[Check] = []
    for name in named:
        if name not in _LOTS | _PRICED or not asked.around.order(name):
            continue
        stricter = _lot_checks(asked) if name is Name.QUANTITY else [_grid_check(name, asked)]
        told = _places_check(name, asked)
        if any(check.nearest for check in stricter):
            told = [check._replace(nearest=None) for check in told]
        checks += [*told, *stricter]
    return checks


def _grid_check(name: Name, asked: _Asked) -> Check:
    rule = "LOT_SIZE" if name in _LOTS else "PRICE_FILTER"
    return _filter_check(rule, RULES[rule], name, asked)


def _places_check(name: Name, asked: _Asked) -> list[Check]:
    lots = name in _LOTS
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


def _client_order_id(asked: _Asked) -> list[Check]:
    case = asked.case()
    text = case.word(Name.CLIENT_ORDER_ID)
    if text is not None:
        case.compare(Comparison.AT_MOST, "length of newClientOrderId", Decimal(len(text)), "36", Decimal(36))
    formulas = ("length of newClientOrderId ≤ 36",)
    return [case.check(CheckKind.PARAMETER, Name.CLIENT_ORDER_ID, asked.own_ground(), formulas)]


def _leverage(asked: _Asked) -> list[Check]:
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


# What is computed for which meaning


class _Special(NamedTuple):
    """What a code without a filter's name is checked for."""

    compute: Callable[[_Asked], list[Check]]
    wanted: frozenset[Name] = _ORDER
    """What makes values its request."""


_PERCENT = frozenset({"4016-price-highter-than-multiplier-up", "4024-price-lower-than-multiplier-down"})
_BY_MEANING = {
    **dict.fromkeys(
        (
            *("4004-qty-less-than-min-qty", "4005-qty-greater-than-max-qty", "4023-qty-not-increased-by-step-size"),
            *("4030-invalid-step-size-precision", "6039-invalid-step-size-precision"),
            "6054-max-quantity-on-single-order-exceeded",
        ),
        _Special(_lot_checks),
    ),
    **dict.fromkeys(
        (
            *(
                "4002-price-greater-than-max-price",
                "4013-price-less-than-min-price",
                "4029-invalid-tick-size-precision",
            ),
            *("4014-price-not-increased-by-tick-size", "4007-stop-price-greater-than-max-price"),
        ),
        _Special(_price_checks),
    ),
    **dict.fromkeys(
        (
            *_PERCENT,
            *("4151-price-highter-than-stop-multiplier-up", "4152-price-lower-than-stop-multiplier-down"),
            *("4183-price-highter-than-stop-multiplier-up", "4184-price-lower-than-stop-multiplier-down"),
            *(
                "4154-stop-price-higher-than-price-multiplier-limit",
                "4155-stop-price-lower-than-price-multiplier-limit",
            ),
            "4210-stop-price-higher-than-price-multiplier-limit",
        ),
        _Special(_told_price),
    ),
    "4003-qty-less-than-zero": _Special(_positive(Name.QUANTITY)),
    "4001-price-less-than-zero": _Special(_positive(Name.PRICE)),
    "4006-stop-price-less-than-zero": _Special(_positive(Name.STOP_PRICE)),
    "4131-market-order-reject": _Special(_market_band),
    "4113-market-order-reject": _Special(_market_band),
    "4164-min-notional": _Special(_notional_checks),
    "4178-min-notional": _Special(_notional_checks),
    "1111-bad-precision": _Special(_precision),
    "1131-bad-recv-window": _Special(_receive_window, _CLOCK),
    "1102-mandatory-param-empty-or-malformed": _Special(_told_maximum, _ORDER | _CLOCK),
    "4015-invalid-cl-ord-id-len": _Special(_client_order_id, frozenset({Name.CLIENT_ORDER_ID})),
    "2027-max-leverage-ratio": _Special(_leverage),
}
_BY_TEMPLATE = {
    "invalid-quantity": _Special(_positive(Name.QUANTITY)),
    "price-qty-is-zero-or-less": _Special(_value_above_zero),
    "icebergqty-exceeds-qty": _Special(_iceberg_within),
}
"""Messages that several codes share."""


def _special_of(candidate: Candidate) -> _Special | None:
    by_template = _BY_TEMPLATE.get(candidate.template.id) if candidate.template else None
    return by_template or _BY_MEANING.get(candidate.meaning.id)
