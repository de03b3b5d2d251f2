"""Decimal numbers as texts print them, computed with exactly: never rounded, never a float, and bounded in size."""

from __future__ import annotations

import re
from decimal import Context, Decimal, Inexact, localcontext
from typing import TYPE_CHECKING

from errdex.decode.expression import expression

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

_NUMBER = expression(
    r"""
    (?P<number> [+-]? (?:[0-9](?:[0-9_]{0,38}[0-9])? (?:\.[0-9]{0,40})? | \.[0-9]{1,40}) (?:[eE][+-]?[0-9]{1,2})? )
    (?:_?f(?:32|64)|[fFdDmMLn]|\.)?
    """,
    re.VERBOSE,
)
_FARTHEST = 40
"""The largest exponent that is read: no price, quantity or limit needs more, and larger ones would fill the memory."""
_EXACT = Context(prec=1000, traps=[Inexact])
"""Room for every product and whole quotient of three numbers that `number_of` reads."""
ZERO = Decimal(0)


def number_of(text: str) -> Decimal | None:
    """Read a number as programs print it, 1e-05, .5 and 0.1f included; None for what is none or is beyond all use."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    number = Decimal(found["number"].replace("_", ""))
    exponent = number.as_tuple().exponent
    return number if isinstance(exponent, int) and -2 * _FARTHEST <= exponent <= _FARTHEST else None


def plain(number: Decimal) -> str:
    """Write a number as the exchange takes it: without an exponent, without zeros at the end."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def product(*factors: Decimal) -> Decimal:
    """Multiply exactly."""
    with _exactly():
        result = Decimal(1)
        for factor in factors:
            result *= factor
        return result


def total(*terms: Decimal) -> Decimal:
    """Add exactly."""
    with _exactly():
        return sum(terms, ZERO)


def difference(number: Decimal, other: Decimal) -> Decimal:
    """Subtract exactly."""
    with _exactly():
        return number - other


def rest(number: Decimal, step: Decimal, origin: Decimal = ZERO) -> Decimal:
    """Return what is left of a number above the last step below it, counted from `origin`."""
    with _exactly():
        return number - origin - step * _floor(number - origin, step)


def lower(number: Decimal, step: Decimal, origin: Decimal = ZERO) -> Decimal:
    """Return the largest `origin` + k × `step` that is not above a number."""
    with _exactly():
        return origin + step * _floor(number - origin, step)


def upper(number: Decimal, step: Decimal, origin: Decimal = ZERO) -> Decimal:
    """Return the smallest `origin` + k × `step` that is not below a number."""
    with _exactly():
        return origin - step * _floor(origin - number, step)


def steps_to(amount: Decimal, by: Decimal, step: Decimal) -> Decimal:
    """Return the smallest multiple of `step` that makes at least `amount` when multiplied with `by`."""
    with _exactly():
        return -_floor(-amount, by * step) * step


def steps_within(amount: Decimal, by: Decimal, step: Decimal) -> Decimal:
    """Return the largest multiple of `step` that makes at most `amount` when multiplied with `by`."""
    with _exactly():
        return _floor(amount, by * step) * step


def parts_of(whole: Decimal, part: Decimal) -> Decimal:
    """Return how many parts a whole breaks into, the last one smaller: CEIL(whole / part)."""
    with _exactly():
        return -_floor(-whole, part)


def places(number: Decimal) -> int:
    """Return how many decimal places a number needs."""
    _, _, fraction = plain(number).partition(".")
    return len(fraction)


def _floor(number: Decimal, step: Decimal) -> Decimal:
    whole, left = divmod(number, step)
    return whole - 1 if left and (left < 0) != (step < 0) else whole


def _exactly() -> AbstractContextManager[Context]:
    """Compute in the exact context, whatever the program around has set."""
    return localcontext(_EXACT)
