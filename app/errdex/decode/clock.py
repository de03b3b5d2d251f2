"""Times and rates: how far a clock is off, how long a ban lasts, how much of a limit is used.

Sources: spot rest-api.md, "Timing security" (timestamp < serverTime + 1000 and serverTime - timestamp <= recvWindow),
"IP Limits", "Unfilled Order Count".
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from errdex.decode.check_case import Case
from errdex.decode.check_model import Check, CheckedValue, CheckKind, Comparison, MissingValue, Part, Place, Verdict
from errdex.decode.exact import difference, number_of
from errdex.decode.expression import expression
from errdex.decode.names import Name
from errdex.registry.model import Product

if TYPE_CHECKING:
    from collections.abc import Iterator

    from errdex.decode.model import Argument, Candidate, Occurrence
    from errdex.decode.surroundings import Neighbourhood, Paste

_GROUND = {Product.USDM: "usdm-general-info#Timing Security", Product.COINM: "coinm-general-info#Timing Security"}
_AHEAD = Decimal(1_000)
"""Milliseconds that a request may be ahead of the server."""
_LEAST = Decimal(10**12)
_MOST = Decimal(10**14)
_MICROSECONDS = Decimal(1_000)
_DATE = expression(
    r"(?<![\w-])date\\*[\"']?\s*(?:=>|[:=])\s*\\*[\"']?"
    r"[A-Z][a-z]{2}, ([0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2}) GMT",
    re.IGNORECASE,
)
_OFFSET = expression(r"(?:Z|[+-][0-9]{2}:?[0-9]{2})\Z")
_BASE = datetime(1970, 1, 1, tzinfo=UTC)


def seconds_until(until: str | None, now: datetime | None) -> int | None:
    """Return how many seconds lie between `now` and an instant; None where one of them is not told."""
    if until is None or now is None:
        return None
    return int((datetime.fromisoformat(until) - now).total_seconds())


def ban_check(candidate: Candidate, now: datetime | None) -> Iterator[Check]:
    """Say until when to wait, where the message or the headers tell it."""
    if candidate.until is not None:
        yield Check(
            CheckKind.BAN,
            "until",
            Verdict.TOLD,
            candidate.advice.ground,
            candidate.code.product,
            until=candidate.until,
            remaining=seconds_until(candidate.until, now),
        )


# Clocks


def clock_check(around: Neighbourhood, occurrence: Occurrence, candidate: Candidate, paste: Paste) -> Iterator[Check]:
    """Compare the request's time with the server's, or with the time at which its record was written."""
    case = Case(around, candidate.code.product, candidate.code.number)
    sent = _milliseconds(case.order(Name.TIMESTAMP))
    server, told_by = _server_time(case, around, occurrence, paste)
    if sent is None or server is None:
        if sent is not None:
            case.miss(Name.SERVER_TIME, Place.SERVER_TIME)
        elif server is not None and told_by != "log":
            case.miss(Name.TIMESTAMP, Place.REQUEST)
        else:
            return
        yield case.check(CheckKind.CLOCK, Name.TIMESTAMP, _ground(candidate), _FORMULAS)
        return
    ahead = difference(sent, server)
    if told_by == "log":
        # Both times are of the sender's own clock: they tell how old the request was, not how wrong the clock is.
        case.miss(Name.SERVER_TIME, Place.SERVER_TIME)
    else:
        window = case.order(Name.RECV_WINDOW, optional=True)
        case.compare(Comparison.BELOW, "timestamp - serverTime", ahead, "1000", _AHEAD)
        if window is not None:
            case.compare(Comparison.AT_MOST, "serverTime - timestamp", difference(server, sent), "recvWindow", window)
        elif ahead <= 0:
            case.miss(Name.RECV_WINDOW, Place.REQUEST)
    check = case.check(CheckKind.CLOCK, Name.TIMESTAMP, _ground(candidate), _FORMULAS)
    yield check if check.contradictory else check._replace(difference=ahead)


_FORMULAS = ("timestamp < serverTime + 1000", "serverTime - timestamp ≤ recvWindow")


def _ground(candidate: Candidate) -> str:
    return _GROUND.get(candidate.code.product, "spot-rest-api#Timing security")


def _milliseconds(number: Decimal | None) -> Decimal | None:
    """Return an instant in milliseconds, microseconds made to them; None for what is no instant."""
    if number is None:
        return None
    if _LEAST * 1000 <= number < _MOST * 1000:
        number = number / _MICROSECONDS
    return number if _LEAST <= number < _MOST else None


def _server_time(case: Case, around: Neighbourhood, occurrence: Occurrence, paste: Paste) -> tuple[Decimal | None, str]:
    """Return the server's time and what tells it: serverTime, the answer's Date, else the record's own time."""
    told = _milliseconds(case.market(Name.SERVER_TIME, None))
    if told is not None:
        return told, "server"
    record = paste.record(occurrence.span)
    found = _DATE.search(around.reading.text, record.start, min(record.end, record.start + 12_000))
    if found:
        try:
            date = datetime.strptime(found[1], "%d %b %Y %H:%M:%S").replace(tzinfo=UTC)
        except ValueError:
            date = None
        if date is not None:
            return case.told("Date", _since_epoch(date), found[1] + " GMT"), "date"
    written = _instant(occurrence.time)
    if written is not None and occurrence.time:
        return case.told("time", _since_epoch(written), occurrence.time), "log"
    return None, ""


def _instant(text: str | None) -> datetime | None:
    """Read a record's time that has an offset of its own."""
    if text is None or not _OFFSET.search(text):
        return None
    try:
        return datetime.fromisoformat(text.replace(",", ".").replace("/", "-").replace(" +", "+").replace(" -", "-"))
    except ValueError:
        return None


def _since_epoch(instant: datetime) -> Decimal:
    return Decimal((instant - _BASE) // timedelta(milliseconds=1))


# Rates

_UNITS = {"second": "s", "minute": "m", "hour": "h", "day": "d"}
_PER = expression(r"per (minute|second|hour|day)\b", re.IGNORECASE)
_WEIGHT_GROUND = "spot-rest-api#IP Limits"
_ORDERS_GROUND = "spot-rest-api#Unfilled Order Count"
_ORDERS = "1015-too-many-orders"
_LIMITED = {"1003-too-many-requests", _ORDERS}
_USED = ("used_weight", "order_count", "used_ip", "used_uid")


def rate_checks(occurrence: Occurrence, candidate: Candidate, paste: Paste) -> Iterator[Check]:
    """Compare what the headers or the answer's own rateLimits count with the limit that the message gives."""
    arguments = {one.name: one for one in candidate.arguments}
    limit = number_of(arguments["limit"].text) if "limit" in arguments and candidate.meaning.id in _LIMITED else None
    used = [one for one in occurrence.headers if one.name.startswith(_USED)]
    if limit is not None or used:
        interval = _interval(candidate, arguments)
        yield from _compared(limit, interval, used, candidate)
    elif candidate.meaning.id in _LIMITED:
        yield from _counted_limits(occurrence, candidate, paste)


def _interval(candidate: Candidate, arguments: dict[str, Argument]) -> str | None:
    """Return what a limit counts in, as "1 minute"."""
    told = arguments.get("interval")
    if told is not None:
        count = arguments.get("interval_count")
        text = (told.value or told.text).lower()
        return f"{count.text} {text.removeprefix('1 ')}" if count else text
    found = _PER.search(candidate.template.text) if candidate.template else None
    return f"1 {found[1].lower()}" if found else None


def _short(interval: str | None) -> str | None:
    """Return an interval as headers write it: "10 second" is 10s."""
    count, _, unit = (interval or "").partition(" ")
    return f"{count}{_UNITS[unit]}" if unit in _UNITS else None


def _compared(
    limit: Decimal | None, interval: str | None, used: list[Argument], candidate: Candidate
) -> Iterator[Check]:
    """Compare a limit with the header that counts in the same interval; without one, say which header that is."""
    orders = candidate.meaning.id == _ORDERS
    short = _short(interval)
    counted = next(
        (one for one in used if one.name.startswith("order_count") is orders and one.name.endswith(f"_{short}")), None
    )
    values = [CheckedValue("limit", str(limit), limit, None)] if limit is not None else []
    told = (counted,) if counted else used
    values += [CheckedValue(_header(one.name), one.text, number_of(one.text), None) for one in told]
    check = _rate(candidate, orders, interval, values)
    number = number_of(counted.text) if counted else None
    if limit is None:
        yield check._replace(missing=(MissingValue("limit", Place.MESSAGE),))
    elif counted is None or number is None:
        header = f"X-MBX-{'ORDER-COUNT' if orders else 'USED-WEIGHT'}-{(short or '1m').upper()}"
        yield check._replace(missing=(MissingValue(header, Place.HEADER),))
    else:
        yield _beside(check, number, _header(counted.name), limit)


def _rate(candidate: Candidate, orders: bool, interval: str | None, values: list[CheckedValue]) -> Check:  # noqa: FBT001
    """Return the check of a limit that nothing is known about yet."""
    return Check(
        CheckKind.RATE,
        "orders" if orders else "request weight",
        Verdict.MISSING,
        _ORDERS_GROUND if orders else _WEIGHT_GROUND,
        candidate.code.product,
        ("used ≤ limit",),
        tuple(values),
        interval=interval,
    )


def _beside(check: Check, number: Decimal, name: str, limit: Decimal) -> Check:
    """Add what was used to a check of a limit."""
    part = Part(Comparison.AT_MOST, name, "limit", number, limit, number <= limit)
    verdict = Verdict.PASSES if part.holds else Verdict.FAILS
    return check._replace(verdict=verdict, parts=(part,), difference=difference(number, limit))


def _header(name: str) -> str:
    """Write a header's name as the exchange prints it."""
    family = "SAPI" if name.startswith(("used_ip", "used_uid")) else "MBX"
    return f"X-{family}-{name.upper().replace('_', '-')}"


def _counted_limits(occurrence: Occurrence, candidate: Candidate, paste: Paste) -> Iterator[Check]:
    """Read the rateLimits that an answer of the WebSocket API carries: limit and count of each."""
    reading = paste.around(occurrence.span, frozenset({Name.RATE_LIMIT_TYPE})).reading
    record = paste.record(occurrence.span)
    for kind in reading.between(record.start, record.end):
        beside = {one.name: one for one in reading.groups[kind.group]} if kind.name is Name.RATE_LIMIT_TYPE else {}
        limit, count = beside.get(Name.LIMIT), beside.get(Name.COUNT)
        if limit is None or count is None or limit.number is None or count.number is None:
            continue
        unit, length = beside.get(Name.INTERVAL), beside.get(Name.INTERVAL_COUNT)
        interval = f"{length.text} {unit.text.lower()}" if unit and length else None
        values = [CheckedValue(one.name, one.text, one.number, one.span) for one in (limit, count)]
        check = _rate(candidate, kind.text.upper() == "ORDERS", interval, values)
        yield _beside(check, count.number, "count", limit.number)
