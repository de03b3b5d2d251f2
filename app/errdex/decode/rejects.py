"""The reasons with which the user data stream says that an order was rejected.

Source: spot user-data-stream.md, section "Order Reject Reason". Each stands for a message of the matching engine.
"""

from __future__ import annotations

from errdex.decode.expression import expression

_REASONS = {
    "INSUFFICIENT_BALANCES": "Account has insufficient balance for requested action.",
    "STOP_PRICE_WOULD_TRIGGER_IMMEDIATELY": "Order would trigger immediately.",
    "WOULD_MATCH_IMMEDIATELY": "Order would immediately match and take.",
    "OCO_BAD_PRICES": "The relationship of the prices for the orders is not correct.",
}
_REASON = expression(rf"(?<![A-Z_])(?P<reason>{'|'.join(_REASONS)})(?![A-Z_])")
_WITHIN = 600
"""Characters before a reason in which its report says that the order was rejected."""


def read_rejects(text: str) -> list[tuple[int, int, str]]:
    """Return where reject reasons stand, and the message that each stands for."""
    if "REJECTED" not in text:
        return []
    return [
        (found.start(), found.end(), _REASONS[found["reason"]])
        for found in _REASON.finditer(text)
        if "REJECTED" in text[max(0, found.start() - _WITHIN) : found.end() + _WITHIN]
    ]
