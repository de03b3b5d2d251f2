"""What holds for every text: nearest values pass and nothing nearer does, numbers stay exact, and nothing raises."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.work import calls_of

from errdex.decode.check_model import Verdict
from errdex.decode.checks import checks_of
from errdex.decode.exact import lower, number_of, plain, rest, upper
from errdex.decode.surroundings import Paste
from errdex.registry.model import Product
from errdex.wording_checks import check_sentence

if TYPE_CHECKING:
    from errdex.decode.check_model import Check
    from errdex.decode.decoder import Decoder

NOW = datetime(2026, 1, 1, tzinfo=UTC)
RELAXED = settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
NUMBERS = st.decimals(min_value="0.00000001", max_value="100000", places=8).map(plain)
STEPS = st.sampled_from(["0.00000001", "0.00000003", "0.001", "0.01", "0.25", "1", "7"])
FILTER_NAMES = st.sampled_from(["LOT_SIZE", "PRICE_FILTER", "NOTIONAL", "PERCENT_PRICE", "ICEBERG_PARTS"])


def checks_in(text: str, decoder: Decoder, product: Product | None = None) -> list[Check]:
    decoding = decoder.decode(text, product)
    paste = Paste(text, (one.span for one in decoding.occurrences))
    return [
        check
        for one in decoding.occurrences
        for candidate in one.candidates
        for check in checks_of(paste, one, candidate, NOW)
    ]


def lot_size(quantity: str, low: str, high: str, step: str, decoder: Decoder) -> Check:
    """Check a quantity of spot."""
    rule = {"filterType": "LOT_SIZE", "minQty": low, "maxQty": high, "stepSize": step}
    text = f'quantity={quantity}\n{{"code":-1013,"msg":"Filter failure: LOT_SIZE"}}\n{json.dumps(rule)}'
    (check,) = checks_in(text, decoder, Product.SPOT)[:1]
    return check


def passes(number: Fraction, low: str, high: str, step: str) -> bool:
    """Apply the documented rule, in fractions."""
    return Fraction(low) <= number <= Fraction(high) and number % Fraction(step) == 0


@RELAXED
@given(NUMBERS, NUMBERS, NUMBERS, STEPS)
def test_the_nearest_quantities_pass_and_nothing_nearer_does(
    decoder: Decoder, quantity: str, low: str, high: str, step: str
) -> None:
    check = lot_size(quantity, low, high, step, decoder)
    number, width = Fraction(quantity), Fraction(step)
    assert (check.verdict is Verdict.PASSES) is passes(number, low, high, step)
    if check.nearest is None:
        assert check.verdict is Verdict.PASSES
        return
    below, above = check.nearest.below, check.nearest.above
    grid = [width * k for k in range(int(number // width) - 3, int(number // width) + 5)]
    for near, side in ((below, [one for one in grid if one < number]), (above, [one for one in grid if one > number])):
        allowed = [one for one in side if passes(one, low, high, step) and one > 0]
        if near is not None:
            assert passes(Fraction(near), low, high, step)
            assert "e" not in near.lower()
            assert all(abs(number - one) >= abs(number - Fraction(near)) for one in allowed)
        else:
            assert allowed == []


@RELAXED
@given(NUMBERS, NUMBERS, NUMBERS, st.sampled_from(["0.001", "0.01", "1"]))
def test_the_nearest_quantity_of_a_value_too_small_is_the_smallest_that_suffices(
    decoder: Decoder, price: str, quantity: str, least: str, step: str
) -> None:
    rules = [
        {"filterType": "NOTIONAL", "minNotional": least, "maxNotional": "99999999999"},
        {"filterType": "LOT_SIZE", "minQty": step, "maxQty": "99999999999999", "stepSize": step},
    ]
    text = f'price={price} quantity={quantity} {{"code":-1013,"msg":"Filter failure: NOTIONAL"}} {json.dumps(rules)}'
    check = checks_in(text, decoder, Product.SPOT)[0]
    value = Fraction(price) * Fraction(quantity)
    assert (check.verdict is Verdict.FAILS) is (value < Fraction(least) or value > 99999999999)
    if value < Fraction(least):
        assert check.nearest is not None
        above = check.nearest.above
        assert above is not None
        assert Fraction(above) * Fraction(price) >= Fraction(least)
        smaller = Fraction(above) - Fraction(step)
        assert smaller < Fraction(step) or smaller * Fraction(price) < Fraction(least)


@RELAXED
@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20),
    st.decimals(min_value="1e-20", max_value=10**6, allow_nan=False),
)
def test_steps_are_exact(number: Decimal, step: Decimal) -> None:
    below, above = Fraction(lower(number, step)), Fraction(upper(number, step))
    assert below <= Fraction(number) <= above
    assert below % Fraction(step) == above % Fraction(step) == 0
    assert above - below in (0, Fraction(step))
    assert Fraction(rest(number, step)) == Fraction(number) - below


@RELAXED
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=12))
def test_a_number_is_read_back_as_it_is_written(number: Decimal) -> None:
    assert number_of(plain(number)) == number


HOSTILE = (
    *("1e999999", "1e-999999", "NaN", "Infinity", "-Infinity", "9" * 10_000, "0." + "0" * 10_000 + "1", "1e99", "-0"),
    *(
        "0x10",
        "1,000",
        "1.2.3",
        "--5",
        "",
        "null",
        "None",
        "[]",
        "{}",
        "١٢٣",
        "0.1 + 0.2",
        "1e",
        "+",
        ".",
        "0e40",
        "-1e-40",
    ),
)


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_beyond_all_use_is_none_and_nothing_raises(value: str, decoder: Decoder) -> None:
    for name in ("LOT_SIZE", "PRICE_FILTER", "NOTIONAL", "PERCENT_PRICE", "ICEBERG_PARTS", "TRAILING_DELTA"):
        rule = f'minQty: "{value}" stepSize="{value}" tickSize={value}'
        order = f"quantity={value} price={value} trailingDelta={value} avgPrice={value} icebergQty={value}"
        other = f"stepSize=0.1 quantity=0.3 limit={value} price=5 avgPrice=5 multiplierUp={value} minNotional={value}"
        for text in (f"{order}\nFilter failure: {name}\n{rule}", f"{other} Filter failure: {name}"):
            for check in checks_in(text, decoder):
                assert check_sentence(check, UTC)


PIECES = (
    *("quantity=", "price: ", '"stepSize":"', "0.1", "5e-8", '"', "{", "}", "(", ")", "[", "]", ",", "\n", "\n\n", " "),
    *('{"filterType":"LOT_SIZE",', "symbol=BTCUSDT ", "symbol: ETHUSDT\n", "Filter failure: LOT_SIZE"),
    *("APIError(code=-1013): ", '{"code":-4014,"msg":"Price not increased by tick size."}', "2026-01-01 10:00:00 "),
    *("timestamp=1767348000000", "-1021 ", "Timestamp for this request is outside of the recvWindow.", "serverTime="),
    *("1e999", "“", "&quot;", "\x1b[31m", "é", "\r\n"),
)


@RELAXED
@given(st.lists(st.sampled_from(PIECES)))
def test_no_text_raises(decoder: Decoder, pieces: list[str]) -> None:
    text = "".join(pieces)
    for check in checks_in(text, decoder):
        assert check_sentence(check, UTC)
        for value in check.values:
            assert value.span is None or 0 <= value.span.start <= value.span.end <= len(text)


@pytest.mark.parametrize("noise", ["(", "price=", "quantity: 1 ", '{"a":', "symbol=BTCUSDT ", "price=((("])
def test_hostile_surroundings_cost_no_more_than_they_are_longer(noise: str, decoder: Decoder) -> None:
    def work(times: int) -> int:
        text = f'{noise * times}\n{{"code":-1013,"msg":"Filter failure: LOT_SIZE"}}\n{noise * times}'
        decoding = decoder.decode(text)

        def check() -> None:
            paste = Paste(text, (one.span for one in decoding.occurrences))
            for one in decoding.occurrences:
                for candidate in one.candidates:
                    checks_of(paste, one, candidate, NOW)

        return calls_of(check)

    work(10)  # What is made on first use is not counted.
    assert work(8_000) <= 2.1 * work(4_000) + 500


def test_a_long_text_is_read_around_the_error_and_where_its_symbol_has_its_rules(decoder: Decoder) -> None:
    symbols = [
        {
            "symbol": f"S{place}USDT",
            "filters": [{"filterType": "LOT_SIZE", "minQty": "1", "maxQty": "9", "stepSize": "1"}],
        }
        for place in range(3_000)
    ]
    text = (
        'create_order(symbol="S2500USDT", quantity=0.5)\nAPIError(code=-1013): Filter failure: LOT_SIZE\n'
        + json.dumps({"symbols": symbols})
    )
    (check,) = checks_in(text, decoder)[:1]
    assert check.verdict is Verdict.FAILS
    assert check.nearest is not None
    assert (check.nearest.below, check.nearest.above) == (None, "1")
    step = next(value.span for value in check.values if value.name == "stepSize")
    assert step is not None
    assert text.rfind('"symbol": "S2500USDT"', 0, step.start) > text.rfind('"symbol": "S2499USDT"', 0, step.start)
