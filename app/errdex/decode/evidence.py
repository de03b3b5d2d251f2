"""What in a text tells which product it is about: hosts, paths, libraries, request parameters.

The markers are rows of data. Each is looked for as it stands; the nearest in an error's own record counts first.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.model import Reason, ReasonKind
from errdex.decode.words import telling_run
from errdex.registry.model import Product

if TYPE_CHECKING:
    from errdex.decode.words import Words

_HOST, _LIBRARY, _PARAMETER = ReasonKind.HOST, ReasonKind.LIBRARY, ReasonKind.PARAMETER
_SHARED = ReasonKind.SHARED_HOST
_STRENGTH = {_HOST: 0, _LIBRARY: 1, _PARAMETER: 2, _SHARED: 3}


class Marker(NamedTuple):
    """A string that speaks for products, the likeliest first."""

    text: str
    products: tuple[Product, ...]
    kind: ReasonKind
    run: bytes
    """The letters without which it cannot be there."""
    testnet: bool = False


_SPOT, _USDM, _COINM, _OPTIONS = (Product.SPOT,), (Product.USDM,), (Product.COINM,), (Product.OPTIONS,)
_PORTFOLIO, _PRO, _US = (Product.PORTFOLIO_MARGIN,), (Product.PORTFOLIO_MARGIN_PRO,), (Product.BINANCE_US,)
_MARGIN, _SAPI = (Product.MARGIN, Product.SAPI), (Product.SAPI, Product.MARGIN)

_TABLE: tuple[tuple[ReasonKind, tuple[Product, ...], str], ...] = (
    # Hosts and paths: rest-api.md of each family, "General Info".
    (_HOST, _USDM, "/fapi/ fapi.binance fapi1.binance fstream.binance ws-fapi /futures/data/"),
    (_HOST, _COINM, "/dapi/ dapi.binance dstream.binance ws-dapi"),
    (_HOST, _OPTIONS, "/eapi/ eapi.binance nbstream.binance vapi.binance"),
    (_HOST, _PORTFOLIO, "/papi/ papi.binance"),
    (_HOST, _PRO, "/sapi/v1/portfolio /sapi/v2/portfolio"),
    (_HOST, _MARGIN, "/sapi/v1/margin /sapi/v2/margin"),
    (_HOST, _SAPI, "/sapi/ /wapi/"),
    (_HOST, _US, "binance.us"),
    (
        _HOST,
        _SPOT,
        "/api/v3 /api/v1 ws-api.binance.com stream.binance.com fix-oe.binance fix-md.binance fix-dc.binance",
    ),
    (_HOST, _SPOT, "data-api.binance 49=SPOT"),
    # The host of spot's rest-api.md is that of /sapi/ too: it says no more than that these are no futures.
    (
        _SHARED,
        (Product.SPOT, Product.MARGIN, Product.SAPI),
        "api.binance.com api1.binance api2.binance api3.binance api4.binance api-gcp.binance",
    ),
    # Names that libraries give to a family: modules, classes, methods, exchange ids.
    (
        _LIBRARY,
        _USDM,
        "binanceusdm fapiP fapip fapi_p binance_futures binanceFutures binance-futures BINANCE.UM",
    ),
    (_LIBRARY, _USDM, "UMFutures um_futures umFutures usds_futures usds-futures UsdsMFutures DerivativesTradingUsds"),
    (_LIBRARY, _USDM, "FuturesUsdt UsdFuturesApi UsdtFutures USDMClient FuturesClient futures/client USDⓈ-M USD-M"),
    (
        _LIBRARY,
        _USDM,
        "binance_f. client.futures_ futures_create_order futures_change_ futures_account futures_position",
    ),
    (
        _LIBRARY,
        _COINM,
        "binancecoinm dapiP dapip dapi_p futures_coin client.futures_coin BINANCE.CM",
    ),
    (
        _LIBRARY,
        _COINM,
        "binance_d. delivery CMFutures cm_futures cmFutures coin_futures CoinFutures CoinMClient COIN-M",
    ),
    (_LIBRARY, _OPTIONS, "binanceoptions eapiP eapip eapi_p EuropeanOptions"),
    (_LIBRARY, _OPTIONS, "derivatives_trading_options derivatives-trading-options"),
    (
        _LIBRARY,
        _PORTFOLIO,
        "papiP papiG papi_ papip portfolio_margin portfolio-margin PortfolioMargin",
    ),
    (_LIBRARY, _MARGIN, "sapi_post_margin sapiPostMargin sapiGetMargin create_margin margin_trading margin-trading"),
    (_LIBRARY, _MARGIN, "IsolatedMargin isolated_margin MarginAccount"),
    (_LIBRARY, _SAPI, "sapi_ sapiGet sapiPost binance_sdk_wallet WithdrawApi withdraw"),
    (_LIBRARY, _US, "binanceus BinanceUS Binance.US"),
    (
        _LIBRARY,
        _SPOT,
        "binance.spot BinanceSpot SpotApi binance_sdk_spot spot_rest_api TradeRestApi trading.spot",
    ),
    # Request parameters and their values that only one family has.
    (_PARAMETER, _USDM, "positionSide reduceOnly closePosition STOP_MARKET TAKE_PROFIT_MARKET TRAILING_STOP_MARKET"),
    (_PARAMETER, _USDM, ":USDT set_leverage marginType workingType"),
    (_PARAMETER, _MARGIN, "isIsolated sideEffectType"),
    (_PARAMETER, _SPOT, "quoteOrderQty LIMIT_MAKER cancelReplace"),
)
_WITH_SPACES = ((_US, "Binance US"), (_USDM, "Binance Futures"))
_TESTNETS: tuple[tuple[tuple[Product, ...], str], ...] = (
    (_SPOT, "testnet.binance.vision demo-api.binance"),
    (_USDM, "testnet.binancefuture.com demo-fapi.binance"),
    (_COINM, "demo-dapi.binance"),
    (_OPTIONS, "testnet.binanceops"),
    ((), "demo.binance"),
)
MARKERS = (
    *(
        Marker(text, products, _HOST, telling_run(text), testnet=True)
        for products, texts in _TESTNETS
        for text in texts.split()
    ),
    *(Marker(text, products, _LIBRARY, telling_run(text)) for products, text in _WITH_SPACES),
    *(Marker(text, products, kind, telling_run(text)) for kind, products, texts in _TABLE for text in texts.split()),
)
"""All markers, the stronger kinds first."""


_WHOLE = 64_000
"""Characters of a text that are read whole; of a longer one its beginning and what is near its errors."""
_NEAR = 800


def stretches_of(text: str, starts: list[int]) -> list[tuple[int, int]]:
    """Choose what of a text is read for evidence, given where its errors stand (in order)."""
    stretches = [(0, min(len(text), _WHOLE))]
    for start in starts:
        first, last = max(start - _NEAR, stretches[-1][1]), min(start + _NEAR, len(text))
        if first < last:
            joined = first == stretches[-1][1]
            stretches[len(stretches) - joined :] = [(stretches[-1][0] if joined else first, last)]
    return stretches


class Testimony(NamedTuple):
    """What one marker says of one error."""

    products: tuple[Product, ...]
    """The products that it speaks for, the likeliest first."""
    reason: Reason
    own: bool
    """Whether it stands in the error's own record: what stands elsewhere may be about another error."""


class _Place(NamedTuple):
    position: int
    marker: Marker


def _order(place: _Place, position: int, *, own: bool) -> tuple[bool, int, bool, int, int]:
    """Order markers: in the error's own record the strongest first, hosts before paths; elsewhere the nearest first."""
    marker = place.marker
    strength = _STRENGTH[marker.kind]
    distance = abs(place.position - position)
    if own:
        return (False, strength, "." not in marker.text, distance, -len(marker.text))
    return (True, max(strength - 1, 0), False, distance, -len(marker.text))


def _inside_a_word(text: str, position: int) -> bool:
    """Whether a marker begins inside a name: "stream.binance.com" in "fstream.binance.com"."""
    return position > 0 and text[position].isalnum() and (text[position - 1].isalnum() or text[position - 1] == "-")


class Evidence:
    """The markers of one text."""

    def __init__(self, text: str, words: Words, stretches: list[tuple[int, int]]) -> None:
        """Find all markers in some stretches of a text, one look over them for each that can be there."""
        markers = [marker for marker in MARKERS if marker.run in words.line]
        places = []
        for first, last in stretches:
            for marker in markers:
                position = text.find(marker.text, first, last)
                while position >= 0:
                    if marker.kind not in (_HOST, _SHARED) or not _inside_a_word(text, position):
                        places.append(_Place(position, marker))
                    position = text.find(marker.text, position + len(marker.text), last)
        self._places = sorted(places, key=lambda place: place.position)
        self._positions = [place.position for place in self._places]

    def around(self, position: int, first: int, last: int) -> tuple[Testimony, ...]:
        """Return what speaks for products, strongest first, each marker once.

        `position` is where the error stands; `first` and `last` bound its own record, whose markers count before all
        others.
        """
        near = bisect_left(self._positions, position)
        places = self._places[max(0, near - 40) : near + 40]
        places = sorted(
            places,
            key=lambda place: _order(place, position, own=first <= place.position < last),
        )
        told: dict[str, Testimony] = {}
        for place in places:
            marker = place.marker
            own = first <= place.position < last
            said = marker.text.strip("/.")
            told.setdefault(said, Testimony(marker.products, Reason(marker.kind, said), own))
            if marker.testnet:
                told.setdefault("testnet", Testimony((), Reason(ReasonKind.TESTNET, said), own))
        return tuple(told.values())
