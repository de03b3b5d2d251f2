from __future__ import annotations

import pytest

from errdex.registry.advice import Retry
from errdex.registry.model import Kind, Lifecycle, Product
from errdex.ui.query import VALUES, Key, Query, parse_query, parts_of
from errdex.ui.shown_text import SHORT_PRODUCTS


def test_the_example_of_the_design_is_taken_apart() -> None:
    assert parse_query("product:usdm retry:check-first 11xx weight") == Query(
        words=("weight",), forms=("11xx",), products=(Product.USDM,), retries=(Retry.CHECK_FIRST,)
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ("   ", ()),
        ("-1021", ("-1021",)),
        ("BAD_Symbol", ("bad_symbol",)),
        ('"too much precision" 1111', ("too much precision", "1111")),
        ('"never closed', ("never closed",)),
        ('""', ()),
        ('{"code":-1121', ('{"code":-1121',)),
        ("code:-1121", ("code:-1121",)),
        ("https://api.binance.com", ("https://api.binance.com",)),
        ("1x", ("1x",)),
    ],
)
def test_everything_else_is_words(text: str, words: tuple[str, ...]) -> None:
    assert parse_query(text) == Query(words=words)


@pytest.mark.parametrize("text", ["11xx", "-11XX", "11Xx"])
def test_a_form_has_no_sign_and_no_case(text: str) -> None:
    assert parse_query(text) == Query(forms=("11xx",))


def test_a_key_without_a_value_narrows_nothing() -> None:
    assert parse_query("product: retry:, lifecycle: kind: with: category:") == Query()


@pytest.mark.parametrize(
    ("value", "products"),
    [
        ("SPOT", (Product.SPOT,)),
        ("portfolio-margin", (Product.PORTFOLIO_MARGIN,)),
        ("portfolio", (Product.PORTFOLIO_MARGIN, Product.PORTFOLIO_MARGIN_PRO)),
        ("usd", (Product.USDM,)),
        ("us", (Product.BINANCE_US,)),
        ("futures", (Product.USDM, Product.COINM)),
        ("spot,sapi,spot", (Product.SPOT, Product.SAPI)),
    ],
)
def test_products_are_known_by_id_beginning_and_what_people_call_them(
    value: str, products: tuple[Product, ...]
) -> None:
    assert parse_query(f"product:{value}").products == products


def test_what_the_chips_say_can_be_searched_for() -> None:
    for product, short in SHORT_PRODUCTS.items():
        assert parse_query(f"product:{short}").products == (product,)


def test_several_values_mean_any_of_them_and_keys_are_read_in_any_case() -> None:
    query = parse_query("RETRY:wait retry:re Lifecycle:obs kind:http,stream with:n")
    assert query.retries == (Retry.WAIT, Retry.RESEND)
    assert query.lifecycles == (Lifecycle.OBSERVED,)
    assert query.kinds == (Kind.HTTP, Kind.STREAM)
    assert query.with_notes


def test_a_value_that_its_key_does_not_have_fits_nothing_and_is_named() -> None:
    query = parse_query("product:kraken")
    assert query.products == ()
    assert query.unknown == ((Key.PRODUCT, "kraken"),)


def test_a_category_is_a_range_or_words_of_a_heading() -> None:
    assert parse_query('category:11xx category:"Order Execution"').categories == ("11xx", "order execution")


def test_one_product_alone_is_the_one_that_is_asked_for() -> None:
    assert parse_query("product:usdm").product is Product.USDM
    assert parse_query("product:spot,usdm").product is None
    assert parse_query("weight").product is None


def test_every_value_of_every_key_is_known_under_its_own_name() -> None:
    for key, values in VALUES.items():
        for value in values:
            assert parse_query(f"{key}:{value}").unknown == ()


def test_the_parts_put_together_again_mean_the_same() -> None:
    text = 'product:usdm "too much" 11xx weight'
    assert parts_of(text) == ("product:usdm", '"too much"', "11xx", "weight")
    assert parse_query(" ".join(parts_of(text))) == parse_query(text)
