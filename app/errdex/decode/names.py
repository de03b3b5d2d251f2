"""The names under which requests, answers and exchangeInfo carry values, and the spellings that libraries give them.

Sources: spot rest-api.md and filters.md; USDⓈ-M "New Order", "Exchange Information", "Common definition".
"""

from __future__ import annotations

from enum import StrEnum


class Name(StrEnum):
    """A value's name, as the documents print it."""

    # An order's parameters.
    SYMBOL = "symbol"
    SIDE = "side"
    TYPE = "type"
    TIME_IN_FORCE = "timeInForce"
    QUANTITY = "quantity"
    QUOTE_QUANTITY = "quoteOrderQty"
    ICEBERG_QUANTITY = "icebergQty"
    PRICE = "price"
    STOP_PRICE = "stopPrice"
    STOP_LIMIT_PRICE = "stopLimitPrice"
    ABOVE_PRICE = "abovePrice"
    ABOVE_STOP_PRICE = "aboveStopPrice"
    BELOW_PRICE = "belowPrice"
    BELOW_STOP_PRICE = "belowStopPrice"
    TRIGGER_PRICE = "triggerPrice"
    ACTIVATE_PRICE = "activatePrice"
    TRAILING_DELTA = "trailingDelta"
    REDUCE_ONLY = "reduceOnly"
    CLIENT_ORDER_ID = "newClientOrderId"
    TIMESTAMP = "timestamp"
    RECV_WINDOW = "recvWindow"
    # What a symbol's rules hold.
    FILTER_TYPE = "filterType"
    TICK_SIZE = "tickSize"
    MIN_PRICE = "minPrice"
    MAX_PRICE = "maxPrice"
    STEP_SIZE = "stepSize"
    MIN_QUANTITY = "minQty"
    MAX_QUANTITY = "maxQty"
    MIN_NOTIONAL = "minNotional"
    MAX_NOTIONAL = "maxNotional"
    NOTIONAL = "notional"
    APPLY_TO_MARKET = "applyToMarket"
    APPLY_MIN_TO_MARKET = "applyMinToMarket"
    APPLY_MAX_TO_MARKET = "applyMaxToMarket"
    AVERAGE_MINUTES = "avgPriceMins"
    MULTIPLIER_UP = "multiplierUp"
    MULTIPLIER_DOWN = "multiplierDown"
    BID_MULTIPLIER_UP = "bidMultiplierUp"
    BID_MULTIPLIER_DOWN = "bidMultiplierDown"
    ASK_MULTIPLIER_UP = "askMultiplierUp"
    ASK_MULTIPLIER_DOWN = "askMultiplierDown"
    LIMIT = "limit"
    MAX_NUM_ORDERS = "maxNumOrders"
    MAX_NUM_ALGO_ORDERS = "maxNumAlgoOrders"
    MAX_NUM_ICEBERG_ORDERS = "maxNumIcebergOrders"
    MAX_NUM_ORDER_LISTS = "maxNumOrderLists"
    MAX_NUM_ORDER_AMENDS = "maxNumOrderAmends"
    MAX_POSITION = "maxPosition"
    MIN_TRAILING_ABOVE = "minTrailingAboveDelta"
    MAX_TRAILING_ABOVE = "maxTrailingAboveDelta"
    MIN_TRAILING_BELOW = "minTrailingBelowDelta"
    MAX_TRAILING_BELOW = "maxTrailingBelowDelta"
    END_TIME = "endTime"
    ASSET = "asset"
    PRICE_PRECISION = "pricePrecision"
    QUANTITY_PRECISION = "quantityPrecision"
    BASE_PRECISION = "baseAssetPrecision"
    QUOTE_PRECISION = "quoteAssetPrecision"
    # The market and the account.
    AVERAGE_PRICE = "avgPrice"
    LAST_PRICE = "lastPrice"
    MARK_PRICE = "markPrice"
    POSITION = "positionAmt"
    MAX_NOTIONAL_VALUE = "maxNotionalValue"
    OPEN_ORDERS = "openOrders"
    SERVER_TIME = "serverTime"
    # What tells what an object is.
    MINUTES = "mins"
    STATUS = "status"
    EXECUTED = "executedQty"
    TRANSACT_TIME = "transactTime"
    UPDATE_TIME = "updateTime"
    COMMISSION = "commission"
    BUYER_IS_MAKER = "isBuyerMaker"
    TRADE_ID = "tradeId"
    QUOTE_OF_TRADE = "quoteQty"
    RATE_LIMIT_TYPE = "rateLimitType"
    INTERVAL = "interval"
    INTERVAL_COUNT = "intervalNum"
    COUNT = "count"


_SPELLINGS = {
    Name.QUANTITY: ("qty", "origqty", "orderqty", "amount", "orderquantity", "originalquantity", "newqty", "size"),
    Name.PRICE: ("limitprice", "orderprice"),
    Name.STOP_PRICE: ("stoplossprice",),
    Name.ACTIVATE_PRICE: ("activationprice",),
    Name.ICEBERG_QUANTITY: ("icebergquantity",),
    Name.QUOTE_QUANTITY: ("quoteorderquantity", "quotequantity"),
    Name.TYPE: ("ordertype",),
    Name.SIDE: ("orderside",),
    Name.TICK_SIZE: ("pricetick",),
    Name.MIN_QUANTITY: ("minquantity", "minamount"),
    Name.MAX_QUANTITY: ("maxquantity", "maxamount"),
    Name.AVERAGE_PRICE: ("weightedaverageprice", "averageprice"),
    Name.POSITION: ("positionamount",),
    Name.MAX_NOTIONAL_VALUE: ("notionalcap",),
    Name.OPEN_ORDERS: ("opencount", "numopenorders", "openordercount"),
    Name.CLIENT_ORDER_ID: ("newclordid",),
    Name.SERVER_TIME: ("servertimestamp",),
}


def fold(name: str) -> str:
    """Return a name as it is compared: min_qty, MinQty and min-qty are minQty."""
    return name.replace("_", "").replace("-", "").replace(" ", "").lower()


_BY_SPELLING = {
    **{fold(name): name for name in Name},
    **{spelling: name for name, spellings in _SPELLINGS.items() for spelling in spellings},
}

LONGEST = max(map(len, _BY_SPELLING))
"""Letters of the longest name."""
AMBIGUOUS = frozenset({Name.QUANTITY, Name.PRICE, Name.NOTIONAL, Name.SYMBOL, Name.TYPE, Name.LIMIT, Name.INTERVAL})
"""Names that a word before them makes another: "last price", "executed quantity"."""
NO_QUALIFIERS = frozenset(
    (
        *(
            "order",
            "orders",
            "the",
            "with",
            "and",
            "at",
            "for",
            "of",
            "on",
            "buy",
            "sell",
            "my",
            "your",
            "its",
            "using",
        ),
        *("limit", "market", "binance", "new", "place", "placing", "spot", "futures", "error", "failed", "params"),
    )
)
"""Words before such a name that change nothing."""

QUALIFIERS = frozenset(
    (
        *("last", "avg", "average", "mark", "entry", "index", "stop", "min", "max", "minimum", "maximum", "executed"),
        *(
            "filled",
            "fill",
            "total",
            "current",
            "best",
            "bid",
            "ask",
            "open",
            "close",
            "high",
            "low",
            "old",
            "previous",
        ),
        *("remaining", "available", "cumulative", "quote", "position", "balance", "rounded", "raw", "actual"),
    )
)
"""Words before such a name that make it another, wherever they stand."""

PRICES = (
    *(Name.PRICE, Name.STOP_PRICE, Name.STOP_LIMIT_PRICE, Name.ABOVE_PRICE, Name.ABOVE_STOP_PRICE),
    *(Name.BELOW_PRICE, Name.BELOW_STOP_PRICE, Name.TRIGGER_PRICE, Name.ACTIVATE_PRICE),
)
"""Every price that an order can have."""
ORDER_MARKS = frozenset(
    {
        *(Name.SIDE, Name.TYPE, Name.TIME_IN_FORCE, Name.QUANTITY, Name.QUOTE_QUANTITY, Name.ICEBERG_QUANTITY),
        *(Name.STOP_PRICE, Name.REDUCE_ONLY, Name.RECV_WINDOW, Name.TIMESTAMP, Name.TRAILING_DELTA),
    }
)
"""One of these beside a price and a symbol makes them an order's, not a ticker's."""
NO_ORDER_MARKS = frozenset(
    {
        *(Name.EXECUTED, Name.TRANSACT_TIME, Name.UPDATE_TIME, Name.COMMISSION, Name.BUYER_IS_MAKER, Name.TRADE_ID),
        *(Name.QUOTE_OF_TRADE, Name.RATE_LIMIT_TYPE, Name.POSITION),
    }
)
"""One of these makes an object the answer to an order that was taken, a trade, a position or a limit."""

FILTERS = (
    *("PRICE_FILTER", "LOT_SIZE", "MARKET_LOT_SIZE", "MIN_NOTIONAL", "NOTIONAL", "PERCENT_PRICE"),
    *("PERCENT_PRICE_BY_SIDE", "ICEBERG_PARTS", "MAX_POSITION", "TRAILING_DELTA", "MAX_ASSET", "T_PLUS_SELL"),
    *("MAX_NUM_ORDERS", "MAX_NUM_ALGO_ORDERS", "MAX_NUM_ICEBERG_ORDERS", "MAX_NUM_ORDER_LISTS"),
    *("MAX_NUM_ORDER_AMENDS", "EXCHANGE_MAX_NUM_ORDERS", "EXCHANGE_MAX_NUM_ALGO_ORDERS"),
    *("EXCHANGE_MAX_NUM_ICEBERG_ORDERS", "EXCHANGE_MAX_NUM_ORDER_LISTS", "MAX_ALGO_ORDERS", "EXCHANGE_MAX_ALGO_ORDERS"),
)
_BY_FILTER = {fold(name): name for name in FILTERS}


def name_of(text: str) -> Name | None:
    """Return the name that is spelled so; None for any other word."""
    return _BY_SPELLING.get(fold(text))


def filter_of(text: str) -> str | None:
    """Return the filter that is spelled so (LOT_SIZE, LotSize, LotSizeFilter); None for any other word."""
    folded = fold(text)
    return _BY_FILTER.get(folded) or _BY_FILTER.get(folded.removesuffix("filter"))


def symbol_of(text: str) -> str:
    """Return a symbol as it is compared: BTC/USDT:USDT is BTCUSDT."""
    return fold(text.partition(":")[0].replace("/", "")).upper()
