from __future__ import annotations

from itertools import pairwise

import pytest

from errdex.decode import evidence
from errdex.decode.evidence import Evidence, stretches_of
from errdex.decode.model import ReasonKind
from errdex.decode.words import Words
from errdex.registry.model import Product


def told(
    text: str, position: int | None = None, record: tuple[int, int] | None = None
) -> tuple[evidence.Testimony, ...]:
    """Return what a text tells about an error at a position."""
    place = len(text) if position is None else position
    first, last = record or (0, len(text) + 1)
    return Evidence(text, Words(text), stretches_of(text, [place])).around(place, first, last)


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("https://api.binance.com/api/v3/order", Product.SPOT),
        ("https://fapi.binance.com/fapi/v1/order", Product.USDM),
        ("https://dapi.binance.com/dapi/v1/order", Product.COINM),
        ("https://eapi.binance.com/eapi/v1/order", Product.OPTIONS),
        ("https://papi.binance.com/papi/v1/um/order", Product.PORTFOLIO_MARGIN),
        ("https://api.binance.com/sapi/v1/portfolio/account", Product.PORTFOLIO_MARGIN_PRO),
        ("https://api.binance.com/sapi/v1/margin/loan", Product.MARGIN),
        ("https://api.binance.com/sapi/v1/capital/config/getall", Product.SAPI),
        ("https://api.binance.us/api/v3/order", Product.BINANCE_US),
        ("Host: api.binance.com", Product.SPOT),
        ("https://data-api.binance.vision", Product.SPOT),
        ("wss://fstream.binance.com/ws", Product.USDM),
        ("wss://dstream.binance.com/ws", Product.COINM),
        ("wss://stream.binance.com:9443/ws", Product.SPOT),
        ("ccxt.binanceusdm()", Product.USDM),
        ("ccxt.binancecoinm()", Product.COINM),
        ("ccxt.binanceus()", Product.BINANCE_US),
        ("from binance.um_futures import UMFutures", Product.USDM),
        ("client.futures_create_order(symbol='X')", Product.USDM),
        ("client.futures_coin_create_order(symbol='X')", Product.COINM),
        ("positionSide=LONG", Product.USDM),
        ("isIsolated=TRUE", Product.MARGIN),
    ],
)
def test_each_host_path_and_library_speaks_for_its_product(text: str, product: Product) -> None:
    assert told(text)[0].products[0] is product


@pytest.mark.parametrize("text", ["", "nothing of the kind", "com.binance.utils.Client"])
def test_other_words_say_nothing(text: str) -> None:
    assert told(text) == ()


def test_a_host_speaks_louder_than_a_library_and_a_library_than_a_parameter() -> None:
    kinds = [one.reason.kind for one in told("positionSide UMFutures https://fapi.binance.com ")]
    assert kinds == [ReasonKind.HOST, ReasonKind.LIBRARY, ReasonKind.PARAMETER]


@pytest.mark.parametrize("stronger", ["/sapi/v1/asset", "/sapi/v1/margin/order", "isIsolated=TRUE", "sapiGetAsset"])
def test_the_host_that_several_products_share_gives_way_to_all_that_names_one(stronger: str) -> None:
    found = told(f"https://api.binance.com {stronger} ")
    assert found[-1].reason.kind is ReasonKind.SHARED_HOST
    assert found[0].products[0] is not Product.SPOT


@pytest.mark.parametrize("host", ["fapi.binance.com", "ws-api.binance.com", "demo-api.binance.com", "papi.binance.com"])
def test_the_shared_host_is_not_seen_in_the_names_of_others(host: str) -> None:
    assert ReasonKind.SHARED_HOST not in {one.reason.kind for one in told(f"https://{host}/ ")}


def test_the_error_s_own_record_comes_before_all_others() -> None:
    text = "https://dapi.binance.com/ \n reduceOnly X"
    found = told(text, len(text) - 1, (text.index("\n"), len(text)))
    assert found[0].own
    assert found[0].products[0] is Product.USDM
    assert [one.own for one in found] == sorted((one.own for one in found), reverse=True)


def test_each_marker_is_told_once() -> None:
    reasons = [one.reason for one in told("https://fapi.binance.com/fapi/v1 " * 50)]
    assert len(reasons) == len(set(reasons))


def test_a_testnet_is_told_beside_its_product() -> None:
    kinds = {one.reason.kind for one in told("https://testnet.binance.vision/api/v3/order")}
    assert ReasonKind.TESTNET in kinds


def test_the_stretches_that_are_read_do_not_overlap() -> None:
    text = "x" * 300_000
    stretches = stretches_of(text, [10, 100_000, 100_500, 299_999])
    assert stretches == sorted(stretches)
    assert all(one[1] <= other[0] for one, other in pairwise(stretches))
    assert all(0 <= first < last <= len(text) for first, last in stretches)
    assert any(first <= 100_200 < last for first, last in stretches)
