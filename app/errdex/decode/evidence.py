"""What in a text tells which product it is about: hosts, paths, libraries, request parameters.

The markers are rows of data. Each is looked for as it stands; the nearest in an error's own record counts first.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from errdex.decode.model import Reason, ReasonKind
from errdex.registry.model import Product

_HOST, _LIBRARY, _PARAMETER = ReasonKind.HOST, ReasonKind.LIBRARY, ReasonKind.PARAMETER
_STRENGTH = {_HOST: 0, _LIBRARY: 1, _PARAMETER: 2}


class Marker(NamedTuple):
    """A string that speaks for products, the likeliest first."""

    text: str
    products: tuple[Product, ...]
    kind: ReasonKind
    testnet: bool = False


def _markers() -> tuple[Marker, ...]:
    spot, usdm, coinm = (Product.SPOT,), (Product.USDM,), (Product.COINM,)
    options, us = (Product.OPTIONS,), (Product.BINANCE_US,)
    portfolio, pro = (Product.PORTFOLIO_MARGIN,), (Product.PORTFOLIO_MARGIN_PRO,)
    margin, sapi = (Product.MARGIN, Product.SAPI), (Product.SAPI, Product.MARGIN)
    host = (
        ("/fapi/", usdm), ("fapi.binance", usdm), ("fapi1.binance", usdm), ("fstream.binance", usdm), ("ws-fapi", usdm),
        ("/futures/data/", usdm),
        ("/dapi/", coinm), ("dapi.binance", coinm), ("dstream.binance", coinm), ("ws-dapi", coinm),
        ("/eapi/", options), ("eapi.binance", options), ("nbstream.binance", options), ("vapi.binance", options),
        ("/papi/", portfolio), ("papi.binance", portfolio),
        ("/sapi/v1/portfolio", pro), ("/sapi/v2/portfolio", pro),
        ("/sapi/v1/margin", margin), ("/sapi/v2/margin", margin), ("/sapi/", sapi), ("/wapi/", sapi),
        ("binance.us", us),
        ("/api/v3", spot), ("/api/v1", spot), ("ws-api.binance.com", spot), ("stream.binance.com", spot),
        ("fix-oe.binance", spot), ("fix-md.binance", spot), ("fix-dc.binance", spot), ("49=SPOT", spot),
    )  # fmt: skip
    library = (
        ("binanceusdm", usdm), ("fapiP", usdm), ("fapip", usdm), ("fapi_p", usdm), ("fapiprivate", usdm), ("dapiP", coinm), ("dapip", coinm), ("dapi_p", coinm),
        ("eapiP", options), ("eapip", options), ("eapi_p", options), ("papiP", portfolio), ("papiG", portfolio), ("papi_", portfolio), ("papip", portfolio),
        ("client.futures_coin", coinm), ("binance_futures", usdm), ("binanceFutures", usdm), ("binance-futures", usdm),
        ("UMFutures", usdm), ("um_futures", usdm), ("umFutures", usdm), ("usds_futures", usdm), ("usds-futures", usdm), ("UsdsMFutures", usdm),
        ("BINANCE.UM", usdm), ("binance_f.", usdm), ("FuturesUsdt", usdm), ("UsdFuturesApi", usdm), ("UsdtFutures", usdm), ("USDMClient", usdm),
        ("client.futures_", usdm), ("futures_create_order", usdm), ("futures_change_", usdm), ("futures_account", usdm), ("futures_position", usdm),
        ("DerivativesTradingUsds", usdm), ("futures/client", usdm), ("FuturesClient", usdm), ("USDⓈ-M", usdm), ("USD-M", usdm),
        ("binancecoinm", coinm), ("futures_coin", coinm), ("CMFutures", coinm), ("cm_futures", coinm), ("cmFutures", coinm), ("coin_futures", coinm),
        ("BINANCE.CM", coinm), ("binance_d.", coinm), ("CoinFutures", coinm), ("CoinMClient", coinm), ("COIN-M", coinm), ("delivery", coinm),
        ("binanceoptions", options), ("EuropeanOptions", options), ("derivatives_trading_options", options), ("derivatives-trading-options", options),
        ("portfolio_margin", portfolio), ("portfolio-margin", portfolio), ("PortfolioMargin", portfolio), ("submitNewUMOrder", portfolio),
        ("sapi_post_margin", margin), ("sapiPostMargin", margin), ("sapiGetMargin", margin), ("create_margin", margin), ("margin_trading", margin),
        ("margin-trading", margin), ("IsolatedMargin", margin), ("isolated_margin", margin), ("MarginAccount", margin), ("margin order", margin),
        ("sapi_", sapi), ("sapiGet", sapi), ("sapiPost", sapi), ("binance_sdk_wallet", sapi), ("WithdrawApi", sapi), ("withdraw", sapi),
        ("binanceus", us), ("BinanceUS", us), ("Binance.US", us),
        ("binance.spot", spot), ("BinanceSpot", spot), ("Spot.Order", spot), ("SpotApi", spot), ("binance_sdk_spot", spot), ("spot_rest_api", spot),
        ("TradeRestApi", spot), ("trading.spot", spot),
    )  # fmt: skip
    parameter = (
        ("positionSide", usdm), ("reduceOnly", usdm), ("closePosition", usdm), ("STOP_MARKET", usdm), ("TAKE_PROFIT_MARKET", usdm),
        ("TRAILING_STOP_MARKET", usdm), (":USDT", usdm), ("set_leverage", usdm), ("marginType", usdm), ("workingType", usdm),
        ("isIsolated", margin), ("sideEffectType", margin),
        ("quoteOrderQty", spot), ("LIMIT_MAKER", spot), ("cancelReplace", spot),
    )  # fmt: skip
    testnet = (
        ("testnet.binance.vision", spot), ("testnet.binancefuture.com", usdm), ("demo-fapi.binance", usdm), ("demo-api.binance", spot),
        ("demo-dapi.binance", coinm), ("testnet.binanceops", options), ("demo.binance", ()),
    )  # fmt: skip
    return (
        *(Marker(text, products, _HOST, testnet=True) for text, products in testnet),
        *(Marker(text, products, _HOST) for text, products in host),
        *(Marker(text, products, _LIBRARY) for text, products in library),
        *(Marker(text, products, _PARAMETER) for text, products in parameter),
    )


class _Place(NamedTuple):
    position: int
    marker: Marker


class Evidence:
    """The markers of one text."""

    def __init__(self, text: str, markers: tuple[Marker, ...]) -> None:
        """Find all markers, one look over the text for each."""
        places = []
        for marker in markers:
            position = text.find(marker.text)
            while position >= 0:
                places.append(_Place(position, marker))
                position = text.find(marker.text, position + len(marker.text))
        self._places = sorted(places, key=lambda place: place.position)
        self._positions = [place.position for place in self._places]

    def around(self, position: int, first: int, last: int) -> tuple[tuple[tuple[Product, ...], Reason], ...]:
        """Return what speaks for products, strongest first, each marker once.

        `position` is where the error stands; `first` and `last` bound its own record, whose markers count before all
        others.
        """
        near = bisect_left(self._positions, position)
        places = self._places[max(0, near - 40) : near + 40]
        places = sorted(
            places,
            key=lambda place: (
                not first <= place.position < last,
                _STRENGTH[place.marker.kind],
                abs(place.position - position),
                -len(place.marker.text),
            ),
        )
        told: dict[str, tuple[tuple[Product, ...], Reason]] = {}
        for place in places:
            marker = place.marker
            told.setdefault(marker.text, (marker.products, Reason(marker.kind, marker.text.strip("/."))))
            if marker.testnet:
                told.setdefault("testnet", ((), Reason(ReasonKind.TESTNET, marker.text)))
        return tuple(told.values())


MARKERS = _markers()
