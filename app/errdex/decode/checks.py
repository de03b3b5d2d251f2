"""What can be said of an error with the values at hand: rules of filters, parameters, clocks, bans, rate limits.

Contract. `checks_of` is asked when a finding is shown, never while decoding. It reads a bounded part of the text,
guesses nothing, computes exactly, knows no time but the `now` that is handed in, and raises for no text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.asked import LOTS, PERCENT, PRICED, Asked
from errdex.decode.check_model import Verdict
from errdex.decode.checkable import may_be_checked
from errdex.decode.clock import ban_check, clock_check, rate_checks
from errdex.decode.filter_checks import filter_checks, lot_checks, market_band_checks, notional_checks, price_checks
from errdex.decode.names import Name, filter_of
from errdex.decode.parameter_checks import (
    client_order_id,
    iceberg_within,
    leverage,
    positive,
    precision,
    receive_window,
    told_maximum,
    told_price,
    value_above_zero,
)
from errdex.registry.model import PlaceholderKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from errdex.decode.check_model import Check
    from errdex.decode.model import Candidate, Occurrence
    from errdex.decode.surroundings import Paste

_ORDER = LOTS | PRICED | {Name.TRAILING_DELTA, Name.QUOTE_QUANTITY}
"""What makes values an order's request."""
_CLOCK = frozenset({Name.TIMESTAMP, Name.RECV_WINDOW})


def checks_of(
    paste: Paste, occurrence: Occurrence, candidate: Candidate, now: datetime | None = None
) -> tuple[Check, ...]:
    """Return the checks that one candidate of an error allows, with the values of its paste; those that fail first.

    A filter's check is there even if no value is; `now` is what bans and the like are counted from.
    """
    return tuple(sorted(_checks(paste, occurrence, candidate, now), key=_passes))


def _passes(check: Check) -> bool:
    return check.verdict is not Verdict.FAILS


def _checks(paste: Paste, occurrence: Occurrence, candidate: Candidate, now: datetime | None) -> list[Check]:
    if not may_be_checked(occurrence, candidate):
        return []
    checks: list[Check] = list(ban_check(candidate, now))
    filter_name = _filter_of(candidate)
    if filter_name is not None:
        asked = Asked(occurrence, candidate, paste.around(occurrence.span, _ORDER))
        return checks + filter_checks(filter_name, asked, now)
    special = _special_of(candidate)
    if special is not None:
        asked = Asked(occurrence, candidate, paste.around(occurrence.span, special.wanted))
        checks += [one for one in special.compute(asked) if one.values or one.contradictory]
    if candidate.meaning.id in _CLOCKS:
        around = paste.around(occurrence.span, _CLOCK)
        checks += clock_check(around, occurrence, candidate, paste)
    return checks + list(rate_checks(occurrence, candidate, paste))


_CLOCKS = frozenset({"1021-invalid-timestamp", "4188-me-invalid-timestamp", "5028-me-recvwindow-reject"})


def _filter_of(candidate: Candidate) -> str | None:
    """Return the filter that the message names, where it is one that is known."""
    told = next((one.text for one in candidate.arguments if one.kind == PlaceholderKind.FILTER), None)
    return filter_of(told.strip("'\". ")) if told else None


# What is computed for which meaning


class _Special(NamedTuple):
    """What a code without a filter's name is checked for."""

    compute: Callable[[Asked], list[Check]]
    wanted: frozenset[Name] = _ORDER
    """What makes values its request."""


_BY_MEANING = {
    **dict.fromkeys(
        (
            *("4004-qty-less-than-min-qty", "4005-qty-greater-than-max-qty", "4023-qty-not-increased-by-step-size"),
            *("4030-invalid-step-size-precision", "6039-invalid-step-size-precision"),
            "6054-max-quantity-on-single-order-exceeded",
        ),
        _Special(lot_checks),
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
        _Special(price_checks),
    ),
    **dict.fromkeys(
        (
            *PERCENT,
            *("4151-price-highter-than-stop-multiplier-up", "4152-price-lower-than-stop-multiplier-down"),
            *("4183-price-highter-than-stop-multiplier-up", "4184-price-lower-than-stop-multiplier-down"),
            *(
                "4154-stop-price-higher-than-price-multiplier-limit",
                "4155-stop-price-lower-than-price-multiplier-limit",
            ),
            "4210-stop-price-higher-than-price-multiplier-limit",
        ),
        _Special(told_price),
    ),
    "4003-qty-less-than-zero": _Special(positive(Name.QUANTITY)),
    "4001-price-less-than-zero": _Special(positive(Name.PRICE)),
    "4006-stop-price-less-than-zero": _Special(positive(Name.STOP_PRICE)),
    "4131-market-order-reject": _Special(market_band_checks),
    "4113-market-order-reject": _Special(market_band_checks),
    "4164-min-notional": _Special(notional_checks),
    "4178-min-notional": _Special(notional_checks),
    "1111-bad-precision": _Special(precision),
    "1131-bad-recv-window": _Special(receive_window, _CLOCK),
    "1102-mandatory-param-empty-or-malformed": _Special(told_maximum, _ORDER | _CLOCK),
    "4015-invalid-cl-ord-id-len": _Special(client_order_id, frozenset({Name.CLIENT_ORDER_ID})),
    "2027-max-leverage-ratio": _Special(leverage),
}
_BY_TEMPLATE = {
    "invalid-quantity": _Special(positive(Name.QUANTITY)),
    "price-qty-is-zero-or-less": _Special(value_above_zero),
    "icebergqty-exceeds-qty": _Special(iceberg_within),
}
"""Messages that several codes share."""


def _special_of(candidate: Candidate) -> _Special | None:
    by_template = _BY_TEMPLATE.get(candidate.template.id) if candidate.template else None
    return by_template or _BY_MEANING.get(candidate.meaning.id)
