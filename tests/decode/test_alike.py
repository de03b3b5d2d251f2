"""Errors that are alike are ranked once in a text: nothing that tells them apart may get lost by it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate

import pytest

from errdex.decode import decoder as decoding
from errdex.decode.decoder import Decoder
from errdex.decode.model import Candidate, Occurrence
from errdex.decode.rank import Case, rank
from errdex.registry.advice import AdviceBook
from errdex.registry.model import Product

MESSAGES = [
    (-1121, "Invalid symbol."),
    (-1102, "Mandatory parameter '{}' was not sent, was empty/null, or malformed."),
    (-1003, "Way too many requests; IP banned until 17673123456{}."),
    (-1111, "Parameter '{}' has too much precision."),
    (-2011, "Unknown order sent."),
    (-2010, "Unknown order sent."),
    (-1013, "Filter failure: LOT_SIZE"),
    (-4003, "Quantity less than zero."),
    (-4003, "Quantity less than or equal to zero."),
    (-5012, "Something that nobody documents."),
    (-5012, "future account or sub relation not exists."),
    (-4164, "Order's notional must be no smaller than {} (unless you choose reduce only)."),
    (-77777, "Text number {}."),
]
WHERE = [
    *("", "https://fapi.binance.com/fapi/v1/order", "https://dapi.binance.com/dapi/v1/order", "api.binance.us"),
    *("https://api.binance.com/api/v3/order", "https://api.binance.com/x", "sapi_post_margin", "binanceusdm"),
    *(
        "https://testnet.binance.vision/api/v3/order",
        "positionSide",
        "BAD_SYMBOL",
        "NO_SUCH_ORDER",
        "QTY_LESS_THAN_ZERO",
    ),
    *("HTTP status 429", "statusCode=503", "retry-after: 1767312345678", "retry-after: 1767312349999"),
]
FORMS = ['{{"code":{},"msg":"{}"}}', "APIError(code={}): {}", "(400, {}, '{}')", "25016={}|58={}|", "{}: {}"]


def errors(seed: int, count: int) -> Iterator[str]:
    """Make lines that differ in as little as errors can: number, message, value, form, and what stands beside them."""
    chosen = random.Random(seed)  # noqa: S311 - texts, no keys
    for place in range(count):
        number, message = chosen.choice(MESSAGES)
        said = message.format(chosen.randint(10, 13))
        around = f"{chosen.choice(WHERE)} {chosen.choice(FORMS).format(number, said)}"
        if place % 7 == 0:
            around = f"Error: {said}"  # no number at all
        yield f"2026-01-05 10:{place // 60 % 60:02}:{place % 60:02} {around} {chosen.choice(WHERE)}"


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("product", [None, Product.USDM])
def test_a_log_is_ranked_as_if_each_of_its_errors_were_ranked_anew(
    decoder: Decoder, seed: int, product: Product | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n".join(errors(seed, 400))
    once = decoder.decode(text, product)
    ranked = []

    def anew(self: object, case: Case, advice: AdviceBook) -> tuple[Candidate, ...]:
        del self
        ranked.append(case)
        return rank(case, advice)

    monkeypatch.setattr(decoding._Surroundings, "rank", anew)
    assert decoder.decode(text, product) == once
    assert len(ranked) == len(once.occurrences) > 350


def alone(one: Occurrence, first: int) -> tuple[object, ...]:
    """Return what an error tells wherever it stands: all but its place, and what other errors may testify."""
    return (
        *(one.number, one.message, one.envelope, one.http_status, one.time, one.headers, one.near),
        *(one.span.start - first, one.span.end - first, len(one.places)),
        frozenset(candidate.meaning.id for candidate in one.candidates),
        frozenset(
            (
                candidate.meaning.id,
                candidate.until,
                *((told.name, told.text, told.value) for told in candidate.arguments),
            )
            for candidate in one.candidates
        ),
    )


def said(decoder: Decoder, text: str) -> list[Occurrence]:
    """Return the errors with a number or a message: a status alone may be that of another record's error."""
    return [one for one in decoder.decode(text).occurrences if one.number is not None or one.message is not None]


@pytest.mark.parametrize("seed", range(3))
def test_an_error_of_a_log_tells_what_it_tells_alone(decoder: Decoder, seed: int) -> None:
    lines = list(errors(seed, 300))
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    apart = [alone(one, 0) for line in lines for one in said(decoder, line)]
    together = [alone(one, starts[one.line - 1]) for one in said(decoder, "\n".join(lines))]
    assert together == apart
    assert len(apart) > 250


def test_the_same_error_with_other_evidence_beside_it_is_another_products(decoder: Decoder) -> None:
    shown = [("/fapi/", Product.USDM), ("/dapi/", Product.COINM), ("/api/v3/", Product.SPOT)] * 3
    lines = [
        f'10:00:{place:02} {path} {{"code":-1121,"msg":"Invalid symbol."}}' for place, (path, _) in enumerate(shown)
    ]
    found = decoder.decode("\n".join(lines)).occurrences
    assert [one.candidates[0].code.product for one in found] == [product for _, product in shown]


def test_the_same_message_at_other_places_tells_where_its_own_value_stands(decoder: Decoder) -> None:
    line = "10:00:00 APIError(code=-1102): Mandatory parameter 'side' was not sent, was empty/null, or malformed.\n"
    text = f"x\n{line}" * 5
    spans = [told.span for one in decoder.decode(text).occurrences for told in one.candidates[0].arguments]
    assert [text[span.start : span.end] for span in spans if span] == ["side"] * 5
    assert len(set(spans)) == 5
