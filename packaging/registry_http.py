"""HTTP statuses as codes of a kind of their own: only those that a source mentions, in the products that it is on."""

from __future__ import annotations

from registry_elsewhere import cite
from registry_model import OBSERVED, Code, Document, Text

_UNKNOWN = (
    "It is important to NOT treat this as a failure operation; the execution status is UNKNOWN and could have been a "
    "success."
)
_SPOT = "binance/binance-spot-api-docs rest-api.md, HTTP Return Codes"
_CRAWL = "shubhamtaywade82/binance-docs-scraper c3e7630"


def _general(page: str) -> str:
    return f"https://developers.binance.com/docs/{page}/general-info ({_CRAWL})"


_WALLET = "https://developers.binance.com/docs/wallet/general-info (qiuham/crypto-api-docs de34f526)"
_SBE = "binance/binance-spot-api-docs faqs/sbe_faq.md"

# status -> what the document says of it. "4XX" and "5XX" are printed as classes; for the first stand the four that a
# server gives to a malformed request or address (RFC 9110), for the second the four that were seen.
_MALFORMED = (400, 404, 405, 410)
_SHARED = {
    418: "An IP has been auto-banned for continuing to send requests after receiving 429 codes.",
    429: "A request rate limit was broken.",
}
_SPOT_STATUSES = {
    **dict.fromkeys(_MALFORMED, "4XX: the request is malformed; the issue is on the sender's side."),
    403: "The WAF limit (Web Application Firewall) has been violated: a rate limit violation or a security block.",
    409: "A cancelReplace order partially succeeds.",
    **_SHARED,
    **dict.fromkeys((500, 502, 503, 504), f"5XX: {_UNKNOWN}"),
}
_SAPI_STATUSES = {**_SHARED, **dict.fromkeys((500, 502, 503, 504), f"5XX: {_UNKNOWN}")}
_FUTURES_STATUSES = {
    **dict.fromkeys(_MALFORMED, "4XX: the request is malformed; the issue is on the sender's side."),
    403: "The WAF limit (Web Application Firewall) has been violated.",
    **_SHARED,
    **dict.fromkeys((500, 502, 504), "5XX: internal errors; the issue is on Binance's side."),
    503: "What a 503 means depends on its message.",
}
_TIMEOUT = {408: "A timeout has occurred while waiting for a response from the backend server."}

_DOCUMENTED: dict[str, tuple[str, dict[int, str]]] = {
    "spot": (_SPOT, _SPOT_STATUSES),
    "sapi": (_WALLET, _SAPI_STATUSES),
    "usdm": (_general("derivatives/usds-margined-futures"), {**_FUTURES_STATUSES, **_TIMEOUT}),
    "coinm": (_general("derivatives/coin-margined-futures"), {**_FUTURES_STATUSES, **_TIMEOUT}),
    "options": (_general("derivatives/options-trading"), _FUTURES_STATUSES),
    "portfolio-margin": (_general("derivatives/portfolio-margin"), _FUTURES_STATUSES),
}

# The futures' messages with a status and no number. ("Request throttled by system-level protection…" is -1008.)
_FUTURES_TEXTS = {
    503: [
        "Unknown error, please check your request or try again later.",
        "Service Unavailable.",
        "Internal error; unable to process your request. Please try again.",
    ],
    500: ["Request occur unknown error."],
}

# Seen live: the restriction by place (sent with "code": 0), pages of the proxy in front, statuses beside a number.
_RESTRICTED = (
    "Service unavailable from a restricted location according to 'b. Eligibility' in https://www.binance.com/en/terms. "
    "Please contact customer service if you believe you received this message in error."
)
_BLOCKED = "The Amazon CloudFront distribution is configured to block access from your country."
# The retired /wapi/ answered every failure with "success": false and a text, without a number and whatever the status
# ("Any endpoint can return an ERROR"). It stands under 0: no status.
_WAPI = "binance-exchange/binance-official-api-docs wapi-api.md (2018-07-18), General API Information"
_WAPI_TEXTS = {
    "The operation failed, please try again later.": "https://github.com/ccxt/binance-api-node/issues/6",
    "You don't have permission.": "PyPI ccxt 4.5.90 binance.py comment",
}
_OBSERVED = [
    ("spot", 401, None, "https://github.com/ccxt/ccxt/issues/7822"),
    ("usdm", 401, None, "https://github.com/ccxt/ccxt/issues/7822"),
    ("spot", 451, _RESTRICTED, "https://github.com/googlecolab/colabtools/issues/3715"),
    ("usdm", 451, _RESTRICTED, "https://github.com/jptsantossilva/BEC/issues/22"),
    ("spot", 403, "Request blocked.", "https://github.com/JKorf/Binance.Net/issues/115"),
    ("binance-us", 403, _BLOCKED, "https://github.com/sammchardy/python-binance/issues/1413"),
    ("usdm", 502, "502 Bad Gateway", "https://github.com/sammchardy/python-binance/issues/1198"),
]


def add_statuses(documents: dict[str, Document]) -> None:
    """Enter the HTTP statuses."""
    for product, (source, statuses) in _DOCUMENTED.items():
        document = documents[product]
        document.sources["http"] = source
        for status, words in sorted(statuses.items()):
            code = Code(status, f"HTTP_{status}", "http", "http", explanations=[words])
            if statuses is not _SPOT_STATUSES and product != "sapi":
                for text in _FUTURES_TEXTS.get(status, []):
                    code.add(Text(text, "http"))
            document.codes.append(code)
    spot = documents["spot"]
    spot.sources["sbe-faq"] = _SBE
    words = "The server has not enabled SBE, and SBE was asked for."
    spot.codes.append(Code(406, "HTTP_406", "sbe-faq", "http", explanations=[words]))
    sapi = documents["sapi"]
    sapi.sources["wapi"] = _WAPI
    words = "A failure of the retired /wapi/: the answer has a text and no number."
    wapi = Code(0, "WAPI_FAILURE", "wapi", "http", lifecycle=OBSERVED, explanations=[words])
    for text, source in _WAPI_TEXTS.items():
        wapi.add(Text(text, cite(sapi, source), OBSERVED))
    sapi.codes.append(wapi)
    for product, status, seen, source in _OBSERVED:
        _observe(documents[product], status, seen, source)


def _observe(document: Document, status: int, seen: str | None, source: str) -> None:
    key = cite(document, source)
    code = document.find(status, kind="http")
    if code is None:
        code = Code(status, f"HTTP_{status}", key, "http", lifecycle=OBSERVED)
        document.codes.append(code)
    if seen is not None:
        code.add(Text(seen, key, OBSERVED))
