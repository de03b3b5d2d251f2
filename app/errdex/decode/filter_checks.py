"""Checks of filters: each computed for the values that it holds for, with the product's own ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.decode.check_case import FUTURES, MARKET_TYPES
from errdex.decode.check_model import CheckKind
from errdex.decode.clock import seconds_until
from errdex.decode.exact import number_of
from errdex.decode.expression import expression
from errdex.decode.filters import RULES, end_of, market_band, value_between
from errdex.decode.names import Name
from errdex.registry.guidance import JUDGEMENT
from errdex.registry.model import Product

if TYPE_CHECKING:
    from datetime import datetime

    from errdex.decode.asked import Asked
    from errdex.decode.check_model import Check
    from errdex.decode.filters import Rule


def filter_checks(name: str, asked: Asked, now: datetime | None) -> list[Check]:
    """Compute a filter for each value that it holds for."""
    rule = RULES[name]
    present = [subject for subject in rule.subjects if asked.around.order(subject)]
    if name == "T_PLUS_SELL":
        return [until(asked, rule, now)]
    return [filter_check(name, rule, subject, asked) for subject in present or rule.subjects[:1]]


def filter_check(name: str, rule: Rule, subject: Name, asked: Asked) -> Check:
    """Compute a filter for one value."""
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


def until(asked: Asked, rule: Rule, now: datetime | None) -> Check:
    """Say until when a coin may not be sold; no document describes this filter."""
    case = asked.case()
    rule.compute(case, Name.SYMBOL)
    check = case.check(CheckKind.FILTER, "T_PLUS_SELL", JUDGEMENT, rule.formulas)
    until = end_of(case)
    return check._replace(until=until, remaining=seconds_until(until, now))


def lot_checks(asked: Asked) -> list[Check]:
    """Check a quantity by the filter of its order's type; by both where the type is not told and both are there."""
    names = ["LOT_SIZE"]
    kinds = asked.around.order(Name.TYPE)
    kind = kinds[0].text.upper() if len(kinds) == 1 else None
    has_market = any(asked.around.rule(("MARKET_LOT_SIZE",), name) for name in (Name.MAX_QUANTITY, Name.STEP_SIZE))
    if kind in MARKET_TYPES:
        names = ["MARKET_LOT_SIZE"]
    elif kind is None and has_market:
        names.append("MARKET_LOT_SIZE")
    return [filter_check(name, RULES[name], Name.QUANTITY, asked) for name in names]


def price_checks(asked: Asked) -> list[Check]:
    """Check every price of the order by PRICE_FILTER."""
    return filter_checks("PRICE_FILTER", asked, None)


def percent_checks(asked: Asked) -> list[Check]:
    """Check the price by PERCENT_PRICE."""
    return [filter_check("PERCENT_PRICE", RULES["PERCENT_PRICE"], Name.PRICE, asked)]


def market_band_checks(asked: Asked) -> list[Check]:
    """Say what a market order is held against."""
    case = asked.case()
    market_band(case, Name.PRICE)
    formulas = ("BUY: askPrice ≤ markPrice × multiplierUp", "SELL: bidPrice ≥ markPrice × multiplierDown")
    return [case.check(CheckKind.FILTER, "PERCENT_PRICE", asked.own_ground(), formulas)]


_NO_SMALLER = expression(r"no smaller than ([0-9.]{1,20}?)(?=\.?(?:\s|\(|$))")


def notional_checks(asked: Asked) -> list[Check]:
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
        return [filter_check("MIN_NOTIONAL", RULES["MIN_NOTIONAL"], Name.QUANTITY, asked)]
    value_between(case, (Name.NOTIONAL, case.told(Name.NOTIONAL, told)), None)
    ground = "usdm-common-definition#MIN_NOTIONAL" if asked.product is Product.USDM else asked.own_ground()
    return [case.check(CheckKind.FILTER, "MIN_NOTIONAL", ground, formulas)]
