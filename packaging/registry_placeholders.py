"""Names and kinds for placeholders, by rules on the words around them.

A rule is looked up in order; the first whose words stand before and after the placeholder gives name and kind.
`before` must end what precedes the placeholder (quotes and brackets aside), `after` must begin what follows it.
A kind interprets the value that is found; it never restricts what matches. A constant ("1000ms", "per minute") is none.
"""

from __future__ import annotations

import re

from registry_model import forms_of

# before, after, name, kind
_RULES: list[tuple[str, str, str, str]] = [
    (r"Filter failure: ", r"", "filter", "filter"),
    # limits and bans
    (r"banned until ", r"", "banned_until", "time"),
    (r"IP\(", r"\) banned", "ip", "ip"),
    (r"request ip: ", r"", "ip", "ip"),
    (r"request weight per ", r" %s", "interval_count", "count"),
    (r"request weight per %s ", r"", "interval", "interval"),
    (r"current limit is '?", r"", "limit", "count"),
    (r" per '?", r"", "interval", "interval"),
    (r"may create up to '", r"", "limit", "count"),
    (r"maximum allowed up to ", r"", "maximum", "count"),
    (r"can only access a maximum leverage of ", r"", "leverage", "count"),
    (r"max leverage limit is |leverage can only up to ", r"x", "leverage", "count"),
    (r"^Leverage ", r" is not valid", "leverage", "count"),
    (r"^Leverage ", r" already exist", "leverage", "count"),
    (r"already exist with ", r"", "holder", "text"),
    (r"More than ", r" hours", "hours", "count"),
    (r"(interval is|available) ", r" days", "days", "count"),
    (r"withdrawn in ", r" hours", "hours", "count"),
    # how many parameters there were
    (r"expected '?", r"'? and received", "expected", "count"),
    (r"and received '?", r"", "received", "count"),
    (r"; read '?", r"'? parameter\(s\)", "read", "count"),
    (r"but was sent '?", r"", "sent", "count"),
    (r"batch place orders: ", r"", "count", "count"),
    (r"^'", r"' is not valid depth limit", "limit", "count"),
    # parameters, FIX tags and fields
    (r"legal range is '?", r"", "range", "range"),
    (r"found in a parameter\. ", r"", "detail", "text"),
    (r"is not supported if '", r"' is not GTC", "time_in_force", "parameter"),
    (r"[Pp]aram(e?ter)? '?", r"", "parameter", "parameter"),
    (r"[Pp]aram '?%s'? or '?", r"", "parameter", "parameter"),
    (r"sent for parameter '", r"", "parameter", "parameter"),
    (r"At least one of '(%s' and ')?", r"", "parameter", "parameter"),
    (r"working type: ", r"", "working_type", "text"),
    (r"[Tt]ag '", r"", "tag", "parameter"),
    (r" the '", r"' tag", "tag", "parameter"),
    (r"group '", r"", "group", "parameter"),
    (r"Group '", r"", "group", "parameter"),
    (r"[Ff]ields:? \['?", r"", "fields", "parameter"),
    (r"Component '", r"", "component", "parameter"),
    (r"populated on '", r"' order", "order_type", "text"),
    (r"order\. Recommendation: '", r"", "recommendation", "text"),
    (r"Recommendation: '(%s' and ')?", r"", "parameter", "parameter"),
    (r"^'", r"' contains unexpected value", "parameter", "parameter"),
    (r"Cannot be greater than '?", r"", "maximum", "number"),
    (r"^", r" is required", "parameter", "parameter"),
    (r"^", r" (less than zero|absolute value)", "parameter", "parameter"),
    (r"absolute value greater than ", r"", "maximum", "number"),
    # orders and prices
    (r"price can't be (higher|lower) than ", r"", "price", "price"),
    (r"notional must be no smaller than ", r"", "notional", "amount"),
    (r"orderType '?", r"", "order_type", "text"),
    (r"reduceOnly '", r"", "reduce_only", "text"),
    (r"closePosition ", r"", "close_position", "text"),
    (r"Expected: '", r"", "expected", "number"),
    (r"Symbol='", r"", "symbol", "symbol"),
    (r"subscription id: '", r"", "subscription", "text"),
    (r"SBE schema '", r"", "schema", "number"),
    (r"use schema '", r"", "needed_schema", "number"),
    (r"unknown variant ", r"", "variant", "text"),
    (r"line ", r"", "line", "number"),
    (r"column ", r"", "column", "number"),
    (r"^", r" is retired", "retired", "path"),
    (r"is retired, please use ", r"", "replacement", "path"),
    # assets and accounts
    (r"temporarily locked ", r" asset", "asset", "asset"),
    (r"loanable assets for ", r"", "asset", "asset"),
    (r"residual balances of ", r"", "asset", "asset"),
    (r"^asset ", r" is not supported", "asset", "asset"),
    (r"^", r" borrowing is", "asset", "asset"),
    (r"must be an ", r" multiple", "multiple", "text"),
    (r"multiple of ", r"", "amount", "amount"),
    (r"pick-up quantity ", r"", "minimum", "amount"),
    (r"options id:? ", r"", "options_id", "number"),
    (r"for user |user not found with id: ", r"", "user_id", "number"),
    (r"options not found with id: ", r"", "options_id", "number"),
    (r"Items '", r"", "items", "text"),
    (r"processing the request\.\[", r"", "detail", "text"),
]

_COMPILED = [(re.compile(f"(?:{before})$"), re.compile(after), name, kind) for before, after, name, kind in _RULES]


def placeholders_of(text: str) -> list[dict[str, str]]:
    """Return form, name and kind of every placeholder of a text, names unique within it."""
    found: list[dict[str, str]] = []
    start = 0
    counts: dict[str, int] = {}
    for form in forms_of(text):
        at = text.index(form, start)
        name, kind = _name(text, at, at + len(form))
        counts[name] = counts.get(name, 0) + 1
        unique = name if counts[name] == 1 else f"{name}_{counts[name]}"
        found.append({"form": form, "name": unique, "kind": kind})
        start = at + len(form)
    return found


def _name(text: str, start: int, end: int) -> tuple[str, str]:
    for before, after, name, kind in _COMPILED:
        if before.search(text[:start]) and after.match(text[end:]):
            return name, kind
    raise SystemExit(f"no rule names the placeholder at {start} of: {text}")
