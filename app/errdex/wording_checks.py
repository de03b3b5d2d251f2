"""Sentences for what checking an error against the values of its paste showed. Knows no Qt; used by both faces."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from errdex.decode.check_model import CheckKind, Comparison, Place, Verdict
from errdex.decode.exact import plain as plain_number
from errdex.decode.names import Name
from errdex.registry.model import Product
from errdex.wording import duration_text, instant_of, local_text, plain, utc_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from errdex.decode.check_model import Check, Part
    from errdex.wording import Tr

_LONGEST = 60
"""Characters of a number that a sentence holds; the values below it have it whole."""


def checks_title(tr: Tr = plain) -> str:
    """Name the part of a page that holds the checks."""
    return tr("Checked with the values in your paste")


def rule_title(tr: Tr = plain) -> str:
    """Name the part that says what a rule computes, where the paste holds no values."""
    return tr("What the rule computes")


def has_values(check: Check) -> bool:
    """Tell whether the paste holds anything to check."""
    return bool(check.values or check.contradictory or check.until)


def is_shown(check: Check) -> bool:
    """Tell whether a check stands on a page by itself: a wait is said beside the advice already."""
    return check.kind is not CheckKind.BAN


def check_sentences(check: Check, zone: tzinfo | None = None, tr: Tr = plain) -> tuple[str, ...]:
    """Say how a check came out, what would pass and what is missing, a sentence or two for each."""
    if check.contradictory:
        return tuple(_contradiction_sentence(one.name, one.texts, tr) for one in check.contradictory)
    if check.kind is CheckKind.BAN or (check.until and check.rule == "T_PLUS_SELL"):
        return (_until_sentence(check, zone, tr),)
    if check.kind is CheckKind.CLOCK:
        return (*_clock_sentences(check, tr), *_missing_sentences(check, tr))
    if check.kind is CheckKind.RATE:
        return (*_rate_sentences(check, tr), *_missing_sentences(check, tr))
    return (
        *_verdict_sentences(check, tr),
        *(sentence for sentence in (nearest_sentence(check, tr),) if sentence),
        *_missing_sentences(check, tr),
    )


def check_sentence(check: Check, zone: tzinfo | None = None, tr: Tr = plain) -> str:
    """Say all that a check says, in one paragraph."""
    return " ".join(check_sentences(check, zone, tr))


def formula_sentence(check: Check, tr: Tr = plain) -> str:
    """Say what the rule computes, in formulas; empty for what has none."""
    return tr("The rule: {0}.").format(" · ".join(check.formulas)) if check.formulas else ""


def offer_sentence(check: Check, tr: Tr = plain) -> str:
    """Say what the rule computes, and that it can be checked here."""
    return tr("{0}. Paste the order's parameters and the symbol's exchangeInfo too, and it is checked here.").format(
        " · ".join(check.formulas)
    )


# Rules


def _verdict_sentences(check: Check, tr: Tr) -> tuple[str, ...]:
    if check.verdict is Verdict.FAILS:
        told = [_part_sentence(part, tr) for part in check.failed]
        if check.kind is CheckKind.FILTER:
            told[0] = tr("{0} fails: {1}").format(check.rule, told[0])
        return tuple(told)
    if check.verdict is Verdict.TOLD:
        return (_told_sentence(check, tr),)
    parts = ", ".join(_formula(part) for part in check.parts)
    if check.verdict is Verdict.PASSES:
        return (tr("{0} passes with these values: {1}.").format(check.rule, parts),)
    if parts:
        return (tr("{0}: what can be checked passes: {1}.").format(check.rule, parts),)
    return (tr("{0} cannot be checked yet.").format(check.rule),)


def doubt_sentence(checks: Sequence[Check], tr: Tr = plain) -> str:
    """Say what it means that the exchange refused what passes here; empty where it does not."""
    rules = [check for check in checks if check.kind in {CheckKind.FILTER, CheckKind.PARAMETER}]
    if not rules or any(check.verdict is not Verdict.PASSES for check in rules):
        return ""
    return tr("The exchange refused it all the same: then these are not the values that it got, or not its rules now.")


def _told_sentence(check: Check, tr: Tr) -> str:
    if check.product is Product.COINM and check.rule == "MIN_NOTIONAL":
        return tr("No document says how the notional of a contract is counted; nothing is computed.")
    names = {value.name for value in check.values}
    switches = {Name.APPLY_TO_MARKET, Name.APPLY_MIN_TO_MARKET, Name.APPLY_MAX_TO_MARKET}
    if names & switches:
        return tr("{0} does not hold for market orders of this symbol: {1} is false.").format(
            check.rule, ", ".join(sorted(names & switches))
        )
    return tr("{0} is switched off for this symbol, or does not hold for this order.").format(check.rule)


def _part_sentence(part: Part, tr: Tr) -> str:
    """Say why a comparison does not hold, with its numbers."""
    left = _with_number(part.left, part.left_number)
    if part.comparison is Comparison.MULTIPLE:
        right = _with_number(part.right, part.right_number)
        over = _number(part.rest or Decimal(0))
        return tr("{0} is no multiple of {1}; {2} is left over.").format(left, right, over)
    return {
        Comparison.AT_LEAST: tr("{0} is below {1}."),
        Comparison.AT_MOST: tr("{0} is above {1}."),
        Comparison.ABOVE: tr("{0} is not above {1}."),
        Comparison.BELOW: tr("{0} is not below {1}."),
    }[part.comparison].format(left, _with_number(part.right, part.right_number))


def _with_number(name: str, number: Decimal) -> str:
    """Write a name with its number; a bound that has no name is the number alone."""
    text = _number(number)
    if name == text:
        return text
    return f"{name} = {text}" if " " in name else f"{name} {text}"


def _formula(part: Part) -> str:
    left, right = _number(part.left_number), _number(part.right_number)
    return f"{left} % {right} = 0" if part.comparison is Comparison.MULTIPLE else f"{left} {part.comparison} {right}"


def _number(number: Decimal) -> str:
    text = plain_number(number)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def nearest_sentence(check: Check, tr: Tr = plain) -> str:
    """Name the nearest values that pass."""
    nearest = check.nearest
    if nearest is None:
        return ""
    if nearest.below and nearest.above:
        return tr("The nearest values of {0} that pass: {1} (below) and {2} (above).").format(
            nearest.name, nearest.below, nearest.above
        )
    if nearest.below or nearest.above:
        return tr("The nearest value of {0} that passes: {1}.").format(nearest.name, nearest.below or nearest.above)
    return ""


def _contradiction_sentence(name: str, texts: tuple[str, ...], tr: Tr) -> str:
    return tr(
        "The text has different values of {0} ({1}), and nothing tells which is meant: nothing is checked."
    ).format(name, ", ".join(texts))


# What is missing


def _missing_sentences(check: Check, tr: Tr) -> tuple[str, ...]:
    """Say which values are not in the paste, and where each is read."""
    places: dict[Place, list[str]] = {}
    for one in check.missing:
        places.setdefault(one.place, []).append(one.name)
    if not places:
        return ()
    phrases = "; ".join(_place_phrase(check, place, names, tr) for place, names in places.items())
    sentences = [tr("Not in the paste: {0}.").format(phrases)]
    if check.other_symbol and Place.EXCHANGE_INFO in places:
        sentences.append(tr("The rules in the paste are those of {0}.").format(check.other_symbol))
    return tuple(sentences)


def _place_phrase(check: Check, place: Place, names: list[str], tr: Tr) -> str:
    """Name missing values and where they are read."""
    phrase = {
        Place.REQUEST: tr("{0} (the order's own request)"),
        Place.EXCHANGE_INFO: tr("{0} (exchangeInfo, {2} of the symbol)"),
        Place.AVERAGE_PRICE: tr("the average price (GET /api/v3/avgPrice)"),
        Place.LAST_PRICE: tr("the last price (GET /api/v3/ticker/price)"),
        Place.MARK_PRICE: tr("the mark price (GET {1}/premiumIndex)"),
        Place.OPEN_ORDERS: tr("how many orders are open (GET {1}/openOrders)"),
        Place.OPEN_ALGO_ORDERS: tr("how many stop and take-profit orders are open (GET {1}/openOrders)"),
        Place.OPEN_ICEBERG_ORDERS: tr("how many iceberg orders are open (GET {1}/openOrders)"),
        Place.OPEN_LISTS: tr("how many order lists are open (GET /api/v3/openOrderList)"),
        Place.AMENDMENTS: tr("how often this order was amended (GET /api/v3/order/amendments)"),
        Place.ACCOUNT: tr("the position (free + locked in GET /api/v3/account, and all open BUY orders)"),
        Place.BOOK: tr("the best price of the other side (GET {1}/ticker/bookTicker)"),
        Place.POSITION: tr("{0} (GET /fapi/v3/positionRisk)"),
        Place.SYMBOL_CONFIG: tr("{0} (GET /fapi/v1/symbolConfig)"),
        Place.SERVER_TIME: tr("the server's time (GET {1}/time, or the answer's Date header)"),
        Place.HEADER: tr("{0} (a header of the answer)"),
        Place.MESSAGE: tr("the limit (rateLimits in exchangeInfo)"),
    }[place]
    return phrase.format(", ".join(names), _API.get(check.product, "/api/v3"), check.rule)


_API = {
    Product.USDM: "/fapi/v1",
    Product.COINM: "/dapi/v1",
    Product.OPTIONS: "/eapi/v1",
    Product.PORTFOLIO_MARGIN: "/fapi/v1",
}


# Times and rates


def _clock_sentences(check: Check, tr: Tr) -> tuple[str, ...]:
    if check.difference is None:
        return ()
    names = {value.name for value in check.values}
    milliseconds = plain_number(check.difference.copy_abs())
    if "time" in names:
        told = (
            tr("The request's timestamp is {0} ms after the time of its record in the log.")
            if check.difference > 0
            else tr("The request's timestamp is {0} ms before the time of its record in the log.")
        )
        return (
            told.format(milliseconds),
            tr("Both are of your computer: that is how old the request was, not how wrong the clock is."),
        )
    if not check.difference:
        told = tr("The request's timestamp equals the server's time.")
    elif check.difference > 0:
        told = tr("The request's timestamp is {0} ms ahead of the server's time.").format(milliseconds)
    else:
        told = tr("The request's timestamp is {0} ms behind the server's time.").format(milliseconds)
    rough = (tr("The Date header tells the time to the second only."),) if "Date" in names else ()
    return (told, *(_clock_part(part, tr) for part in check.failed), *rough)


def _clock_part(part: Part, tr: Tr) -> str:
    if part.comparison is Comparison.BELOW:
        return tr("Less than 1000 ms ahead is allowed.")
    return tr("recvWindow allows {0} ms behind.").format(_number(part.right_number))


def _rate_sentences(check: Check, tr: Tr) -> tuple[str, ...]:
    limit = next((value.text for value in check.values if value.name == "limit"), None)
    name = tr("Orders") if check.rule == "orders" else tr("Request weight")
    told = (
        tr("{0}: the limit is {1} per {2}.").format(name, limit, _interval(check.interval))
        if limit and check.interval
        else ""
    )
    if limit and not check.interval:
        told = tr("{0}: the limit is {1}.").format(name, limit)
    sentences = [told] if told else []
    for part in check.parts:
        used = plain_number(part.left_number)
        over = plain_number((check.difference or Decimal(0)).copy_abs())
        sentences.append(
            tr("{0} says that {1} are used: {2} too many.").format(part.left, used, over)
            if not part.holds
            else tr("{0} says that {1} are used: {2} are left.").format(part.left, used, over)
        )
    if not check.parts:
        used_values = (value for value in check.values if value.name != "limit")
        sentences += [tr("{0} says that {1} are used.").format(value.name, value.text) for value in used_values]
    return tuple(sentences)


def _interval(interval: str) -> str:
    """Write an interval as it stands behind "per": "minute", "10 seconds"."""
    count, _, unit = interval.partition(" ")
    return unit if count == "1" else f"{count} {unit}s"


def _until_sentence(check: Check, zone: tzinfo | None, tr: Tr) -> str:
    instant = instant_of(check.until or "")
    if instant is None:
        return tr("Wait until {0}.").format(check.until)
    sentence = tr("Selling is possible from {0} ({1})") if check.rule == "T_PLUS_SELL" else tr("Wait until {0} ({1})")
    said = sentence.format(local_text(instant, zone), utc_text(instant))
    if check.remaining is None:
        return f"{said}."
    if check.remaining <= 0:
        return tr("{0}; that time has passed.").format(said)
    return tr("{0}: {1} from now.").format(said, duration_text(check.remaining, tr))
