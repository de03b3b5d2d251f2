"""What holds for every text, whatever is in it."""

from __future__ import annotations

import json
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errdex.decode.decoder import Decoder
from errdex.decode.model import Decoding, Span
from errdex.registry.model import Product

CODES = [
    (-1121, "Invalid symbol."),
    (-1021, "Timestamp for this request is outside of the recvWindow."),
    (-2019, "Margin is insufficient."),
    (-1013, "Filter failure: LOT_SIZE"),
    (-1102, "Mandatory parameter 'side' was not sent, was empty/null, or malformed."),
    (-1003, "Too many requests queued."),
    (-4164, "Order's notional must be no smaller than 5 (unless you choose reduce only)."),
]
PIECES = st.sampled_from(
    [
        *(
            '{"code":-1121,"msg":"Invalid symbol."}',
            "APIError(code=-1021): ",
            "binance ",
            "(400, -1013, '",
            "25016=-2010|58=",
        ),
        *(
            "code",
            "msg",
            "error",
            "-1021",
            "1121",
            "-1",
            "-99999",
            "418",
            "HTTP/1.1 ",
            "status: ",
            "429 Too Many Requests",
        ),
        *(
            "Filter failure: ",
            "Mandatory parameter '",
            "' was not sent, was empty/null, or malformed.",
            "Invalid symbol.",
        ),
        *(
            "Way too many requests; IP banned until ",
            "1767312345678",
            "Timestamp for this request",
            "No need to change margin type.",
        ),
        *(
            '"',
            "'",
            "\\",
            '\\"',
            "\\\\\\",
            "{",
            "}",
            "[",
            "]",
            "(",
            ")",
            ":",
            "=",
            "=>",
            ",",
            ";",
            "|",
            "^A",
            "\x01",
            "`",
            "*",
        ),
        *(
            "\n",
            "\n\n",
            "\r\n",
            "    ",
            "\t",
            "> ",
            "\n> > ",
            "\x1b[31m",
            "\x1b[",
            "&quot;",
            "&#39;",
            "&",
            "\\u0022",
            "u00",
            "\\n",
        ),
        *(
            "“",
            "”",
            "‘",
            "：",
            "，",
            "－",
            "−",
            "№",
            "İ",
            "ß",
            "ﬁ",
            "\u2028",
            "\u200b",
            "\ufeff",
            "\udcff",
            "\ud800",
            "\0",
            "😀",
            "错误代码",
        ),
        *(
            "2026-01-05 10:00:00 ",
            "10:00:00",
            "bybit ",
            "https://fapi.binance.com/fapi/v1/order",
            "binanceus",
            "<html>",
            "<title>403",
        ),
        *(
            "code=0",
            "APIError(code=0):",
            "Retry-After: 7",
            "date: Mon, 99 Foo 0000 99:99:99 GMT",
            "retryAfter: 9999999999999",
            "%s",
            "i16",
            "-0",
        ),
    ]
)
TEXTS = (
    st.lists(PIECES | st.text(max_size=5) | st.integers(-99999, 99999).map(str), max_size=40).map("".join) | st.text()
)
ENOUGH = settings(deadline=None, max_examples=150)


def lies_within(span: Span, text: str) -> bool:
    """Tell whether a span is a stretch of a text."""
    return 0 <= span.start <= span.end <= len(text)


def check(decoding: Decoding, text: str) -> None:
    """Hold a decoding to what every decoding promises."""
    starts = [one.span.start for one in decoding.occurrences]
    assert starts == sorted(starts)
    for one in decoding.occurrences:
        assert lies_within(one.span, text)
        assert one.span.start < one.span.end
        assert one.places
        assert all(lies_within(place, text) for place in one.places)
        assert one.message_span is None or lies_within(one.message_span, text)
        assert one.line == 1 + text.count("\n", 0, one.span.start)
        assert one.candidates or one.near or one.number is None
        for candidate in one.candidates:
            assert candidate.code in candidate.meaning.codes
            assert candidate.code.product in candidate.products
            assert all(argument.span is None or lies_within(argument.span, text) for argument in candidate.arguments)
    for secret in decoding.secrets:
        assert lies_within(secret.span, text)


@ENOUGH
@given(TEXTS)
def test_any_text_is_read_and_every_span_lies_in_it(decoder: Decoder, text: str) -> None:
    check(decoder.decode(text), text)


@ENOUGH
@given(TEXTS, st.sampled_from(list(Product)))
def test_a_chosen_product_changes_no_place_and_no_message(decoder: Decoder, text: str, product: Product) -> None:
    plain, chosen = decoder.decode(text), decoder.decode(text, product)
    check(chosen, text)
    assert [(one.span, one.message) for one in plain.occurrences] == [
        (one.span, one.message) for one in chosen.occurrences
    ]
    for one in chosen.occurrences:
        documented = [product in candidate.products for candidate in one.candidates]
        assert documented == sorted(documented, reverse=True)


@ENOUGH
@given(TEXTS)
def test_the_same_text_is_decoded_the_same_way_again(decoder: Decoder, text: str) -> None:
    assert decoder.decode(text) == decoder.decode(text)


@ENOUGH
@given(TEXTS)
def test_the_place_of_an_error_holds_its_number_or_its_message(decoder: Decoder, text: str) -> None:
    for one in decoder.decode(text).occurrences:
        shown = text[one.span.start : one.span.end]
        if one.number is not None:
            digits = re.sub(r"[^0-9０-９]", "", shown)
            assert str(abs(one.number)) in "".join(str(int(digit)) for digit in digits)
        elif one.message is not None:
            assert one.message_span is not None
            begins = text[one.message_span.start : one.message_span.end].split()
            assert begins


SURROUNDINGS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=60) | st.sampled_from(
    [
        "File x.py, line 3",
        "order refused",
        "2026-01-05 10:00:00 ERROR",
        "PnL -12.5",
        "qty=-1, side=SELL",
        "{",
        "}",
        "'",
        '"',
        "#",
        "@@",
    ]
)


@ENOUGH
@given(SURROUNDINGS, st.sampled_from(CODES), SURROUNDINGS, st.sampled_from([",", ", "]))
def test_a_known_answer_is_found_whatever_stands_around_it(
    decoder: Decoder, before: str, known: tuple[int, str], behind: str, separator: str
) -> None:
    number, message = known
    body = json.dumps({"code": number, "msg": message}, separators=(separator, ":"))
    text = f"{before}\n{body}\n{behind}"
    assert (number, message) in [(one.number, one.message) for one in decoder.decode(text).occurrences]


@pytest.mark.parametrize("times", [1, 2, 3, 4])
def test_an_answer_escaped_again_and_again_is_the_same_answer(decoder: Decoder, times: int) -> None:
    for number, message in CODES:
        text = json.dumps({"code": number, "msg": message})
        for _ in range(times):
            text = json.dumps({"log": text})
        assert [(one.number, one.message) for one in decoder.decode(text).occurrences] == [(number, message)]


@ENOUGH
@given(st.sampled_from(CODES), st.integers(0, 80))
def test_a_message_cut_short_keeps_its_number(decoder: Decoder, known: tuple[int, str], length: int) -> None:
    number, message = known
    text = f'{{"code":{number},"msg":"{message[:length]}'
    assert [one.number for one in decoder.decode(text).occurrences] == [number]


@ENOUGH
@given(st.integers(-999_999, 999_999), st.text(st.characters(codec="ascii", categories=["L", "N", "Zs"]), max_size=30))
def test_an_unknown_number_borrows_no_meaning(decoder: Decoder, number: int, message: str) -> None:
    for one in decoder.decode(f"APIError(code={number}): {message}").occurrences:
        for candidate in one.candidates:
            assert one.number is None or abs(candidate.meaning.number) == abs(one.number)


HUGE = {
    "deep brackets": "[" * 100_000,
    "deep braces": '{"a":' * 100_000 + "1" + "}" * 100_000,
    "deep answer": '{"error":' * 20_000 + '{"code":-1121,"msg":"Invalid symbol."}' + "}" * 20_000,
    "long number": '{"code":-' + "1" * 5_000 + ',"msg":"Invalid symbol."}',
    "long argument": "Mandatory parameter '" + "x" * 100_000 + "' was not sent, was empty/null, or malformed.",
    "zeros": '{"code":-0000001121}',
    "surrogates": "\ud800\udfff" * 10_000,
    "zero bytes": "\0" * 100_000 + "-1121",
    "byte order marks": "\ufeff" * 100_000,
    "letters that grow": "İ" * 50_000 + ' {"code":-1121,"msg":"Invalid symbol."}',
    "one line": "x" * 300_000,
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE.keys())
def test_what_is_huge_is_read(decoder: Decoder, text: str) -> None:
    check(decoder.decode(text), text)


def test_an_answer_below_thousands_of_braces_is_found(decoder: Decoder) -> None:
    (one,) = decoder.decode(HUGE["deep answer"]).occurrences
    assert (one.number, one.message) == (-1121, "Invalid symbol.")


def test_a_number_of_five_thousand_digits_is_none(decoder: Decoder) -> None:
    assert all(one.number is None for one in decoder.decode(HUGE["long number"]).occurrences)


def test_a_megabyte_of_noise_is_read(decoder: Decoder) -> None:
    noise = random.Random(7).randbytes(1_000_000).decode("latin-1")  # noqa: S311 - no secret is made of it
    check(decoder.decode(noise), noise)
