"""What stands outside the error documents: change logs, endpoint pages, streams, and what was only ever observed."""

from __future__ import annotations

from typing import Any

from registry_documents import FILTER_NUMBER, FILTER_TEMPLATE
from registry_model import OBSERVED, WITHDRAWN, Code, Document, Text, fits

_DOCS = "binance/binance-spot-api-docs"

# Printed with a value where a template has a placeholder.
_TEMPLATE_OF = {
    "Too many values sent for parameter 'symbols', maximum allowed up to 100.":
        "Too many values sent for parameter '%s', maximum allowed up to %s.",
    "Combination of optional parameters invalid. Recommendation: 'stopLimitTimeInForce' should also be sent.":
        "Combination of optional parameters invalid. Recommendation: '%s' should also be sent.",
    "Too many requests; current limit is 1200 requests per minute. Please use the websocket for live updates to avoid "
    "polling the API.":
        "Too many requests; current limit is %s requests per minute. Please use the websocket for live updates to "
        "avoid polling the API.",
    "Way too many requests; IP banned until 1513693008350.": "Way too many requests; IP banned until %s.",
    "Way too many requests; IP banned until 1529256050872. Please use the websocket for live updates to avoid bans.":
        "Way too many requests; IP banned until %s. Please use the websocket for live updates to avoid bans.",
    "Way too many requests; IP(***.***.***.***) banned until 1615183669840. Please use the websocket for live updates "
    "to avoid bans.":
        "Way too many requests; IP(%s) banned until %s. Please use the websocket for live updates to avoid bans.",
    "Invalid API-key, IP, or permissions for action, request ip: 185.93.111.189":
        "Invalid API-key, IP, or permissions for action, request ip: %s",
    "Limit price can't be higher than 9953.53": "Limit price can't be higher than %s",
    "Order's notional must be no smaller than 20(unless you choose reduce only).":
        "Order's notional must be no smaller than %s(unless you choose reduce only).",
    "Target strategy invalid for orderType TRAILING_STOP_MARKET,closePosition true":
        "Target strategy invalid for orderType %s,closePosition %s",
    # Stream errors name the place of the fault; the documents print one example each.
    "Invalid request: unknown variant %s, expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, "
    "`SET_PROPERTY`, `GET_PROPERTY` at line 1 column 28":
        "Invalid request: unknown variant %s, expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, "
        "`SET_PROPERTY`, `GET_PROPERTY` at line %s column %s",
    "Invalid request: missing field `method` at line 1 column 73":
        "Invalid request: missing field `method` at line %s column %s",
}  # fmt: skip

# The products that an observed row's remark stands for. "futures" without more is USDⓈ-M: those reports name /fapi/.
_SEEN_IN = {
    "spot": ["spot"], "spot 2017": ["spot"], "spot 2018": ["spot"],
    "spot 2018 / futures": ["spot", "usdm"], "spot/futures": ["spot", "usdm"], "futures/spot": ["spot", "usdm"],
    "spot/sapi/futures": ["spot", "sapi", "usdm"], "spot ws-api / binance-us": ["spot", "binance-us"],
    "futures": ["usdm"], "futures (reported in binance-us repo)": ["usdm"], "usdm": ["usdm"],
    "futures / papi": ["usdm", "portfolio-margin"], "papi": ["portfolio-margin"],
    "sapi": ["sapi"], "sapi/wapi": ["sapi"], "sapi withdraw": ["sapi"], "sapi margin": ["margin"],
    "binance-us sapi": ["binance-us"],
    "ws streams": ["spot", "usdm"], "ws streams (options)": ["spot", "usdm"],
}  # fmt: skip

# Rows whose remark names no product.
_SEEN_WITHOUT_PRODUCT = {
    # The Portfolio Margin document has this text (under 51999).
    "System abnormality": ["portfolio-margin"],
    # The answer of the system status endpoint, which is one of /sapi/.
    "System is under maintenance.": ["sapi"],
}

# Left out. A JSON-RPC number beside a text that belongs to -1013; a text code of Binance Pay, which is another family
# with positive codes of six to nine digits; answers without any code (HTML pages, the retired /wapi/); HTTP 451's
# "code": 0, which is kept under its status.
_LEFT_OUT = {-32603, "400002", None, 0}

# Names that other people's enumerations give to numbers that no document has. Nothing better is known.
_OBSERVED_NAMES = {-2008: "BAD_API_ID", -2009: "DUPLICATE_API_KEY_DESC", -2007: "INVALID_CALLBACK_RATE"}

# An observed text of another meaning than the product's documented code with that number:
# -4104 and -4009 of the withdrawal API, and the account status under -1135.
_APART = {("sapi", -4104), ("sapi", -4009), ("usdm", -1135)}

# Texts known from public reports that neither the documents nor the collected observations have.
_REPORTED = [
    ("usdm", -5000, "%s is retired, please use %s", "https://github.com/CryptoGnome/LickHunterPRO/issues/82"),
    # FIX answers carry this text of the matching engine under -1013 (an example in fix-api.md).
    ("spot", -1013, "Unknown order sent.", f"{_DOCS} fix-api.md"),
    (
        "margin",
        -3041,
        "Please make sure there is enough balance in your wallet.",
        "https://github.com/binance-exchange/binance-java-api/issues/241",
    ),
]


def add_observed(documents: dict[str, Document], rows: list[dict[str, Any]]) -> None:
    """Take in the codes and texts that were seen live and stand in no error document."""
    for row in rows:
        if row["code"] in _LEFT_OUT:
            continue
        for product in _SEEN_WITHOUT_PRODUCT.get(row["msg"]) or _SEEN_IN[row["product"]]:
            _add_observed(documents[product], row["code"], row["msg"], row["source"][0])
    for product, number, text, source in _REPORTED:
        _add_observed(documents[product], number, text, source)


def _add_observed(document: Document, number: int, message: str | None, source: str) -> None:
    kind = "stream" if number in (2, 3) else "api"
    code = None if (document.product, number) in _APART else document.find(number, kind=kind)
    if code is None:
        code = next((own for own in document.codes if own.number == number and own.lifecycle == OBSERVED), None)
    if code is not None and (message is None or _known(code, message)):
        return
    key = cite(document, source)
    if code is None:
        code = Code(number, _OBSERVED_NAMES.get(number), key, kind, lifecycle=OBSERVED)
        document.codes.append(code)
    if message is not None:
        text = FILTER_TEMPLATE if message.startswith("Filter failure: ") else _TEMPLATE_OF.get(message, message)
        code.add(Text(text, key, OBSERVED))


def _known(code: Code, message: str) -> bool:
    """Say whether a message is a sample of a template that is there: it shows the placeholders and is no new one."""
    return message not in _TEMPLATE_OF and any(fits(text.text, message) for text in code.texts)


def cite(document: Document, source: str) -> str:
    """Return the key of a source in the document's list, entering it if it is new."""
    for key, known in document.sources.items():
        if known == source:
            return key
    tail = source.removeprefix("https://github.com/").replace("/issues/", "-").replace("/pull/", "-")
    key = "obs-" + "-".join("".join(sign if sign.isalnum() else " " for sign in tail).split()).lower()[:60].strip("-")
    document.sources[key] = source
    return key


def add_spot_elsewhere(document: Document, facts: dict[str, Any], sapi_filters: list[dict[str, str]]) -> None:
    """Take in what spot's other documents say about errors."""
    document.sources |= {
        "changelog": f"{_DOCS} CHANGELOG.md",
        "rest-api": f"{_DOCS} rest-api.md",
        "stp-faq": f"{_DOCS} faqs/stp_faq.md",
        "filters": f"{_DOCS} filters.md",
        "user-data-stream": f"{_DOCS} user-data-stream.md",
    }
    # -1099 and -1131 never had a heading in errors.md (other products' documents have them).
    document.obtain(-1099, "changelog", "Not found, authenticated, or authorized", since="2019-08-15")
    code = document.obtain(-1131, "changelog", "BAD_RECV_WINDOW", since="2019-08-15")
    code.add(Text("recvWindow must be less than 60000", "changelog", since="2019-08-15"))
    # errors.md describes these two; the messages that go with them stand in the answers that rest-api.md prints.
    for number, answer in facts["cancel_replace"]["outer"].items():
        if "msg" in answer:
            document.obtain(int(number), "rest-api").add(Text(answer["msg"], "rest-api"))
    code = document.obtain(-1999, "changelog", lifecycle=WITHDRAWN, until="2019-08-15")
    code.explanations.append("Replaced by -1099.")
    for row in facts["messages_in_docs_but_not_in_errors_md"]:
        # Two new messages of 2023-03-13 come without a number: both reject an order, which is -2010.
        found = document.find(row["code"] or -2010)
        if found is None or _known(found, row["msg"]):
            continue
        where = row["where"].split()
        key = {"CHANGELOG.md": "changelog", "faqs/stp_faq.md": "stp-faq"}.get(where[0], "rest-api")
        since = where[1] if key == "changelog" else None
        found.add(Text(_TEMPLATE_OF.get(row["msg"], row["msg"]), key, since=since))
    rejected = document.find(-2010)
    assert rejected is not None
    for reason, text in facts["order_reject_reason_to_message"]["map"].items():
        if text:
            rejected.explanations.append(f"Order reject reason {reason}: {text}")
    # filters.md has this filter, the table of errors.md has not; the words are those of the SAPI document's table.
    by_side = next(known for known in sapi_filters if known["name"] == "PERCENT_PRICE_BY_SIDE")
    document.filters.append({**by_side, "source": "filters"})


def add_streams(document: Document, facts: dict[str, Any], source: str) -> None:
    """Take in the errors of WebSocket streams: numbers 0 to 3, a kind of their own."""
    document.sources["streams"] = source
    for row in facts["websocket_stream_errors"]["rows"]:
        code = document.obtain(row["code"], "streams", kind="stream")
        code.add(Text(_TEMPLATE_OF.get(row["msg"], row["msg"]), "streams"))


def add_sapi_elsewhere(documents: dict[str, Document], facts: dict[str, Any]) -> None:
    """Take in what the SAPI families document on endpoint pages and in one family's variant of the document."""
    for row in facts["documented_only_on_endpoint_pages"]:
        page = row["where"].split()[0]
        document = documents["margin" if page.startswith("margin_trading/") else "sapi"]
        key = page.rpartition("/")[2].lower()
        document.sources[key] = f"https://developers.binance.com/docs/{page} (qiuham/crypto-api-docs)"
        name = row.get("name")
        # -20204 is documented nameless with another meaning; the name keeps the two apart.
        code = Code(row["code"], name, key)
        code.add(Text(FILTER_TEMPLATE if row["msg"].startswith("Filter failure") else row["msg"], key))
        document.codes.append(code)
    variant = next(known for known in facts["family_variants"] if known["document"] == "institutional_loan")
    source = variant["source"]
    documents["sapi"].sources["institutional-loan"] = (
        f"{source['repo']} {source['path']} @{source['commit'][:7]} {source['commit_date']}"
    )
    for added in variant["adds"]:
        code = Code(added["code"], added["name"], "institutional-loan", since=source["commit_date"])
        for message in added["messages"]:
            code.add(Text(message, "institutional-loan"))
        documents["sapi"].codes.append(code)


def add_change_log(documents: dict[str, Document], history: dict[str, Any], extra: list[dict[str, Any]]) -> None:
    """Take in what the derivatives' change log prints: dates, and wordings that the error document has not."""
    log = history["dated_by_changelog"]
    for document in (documents["usdm"], documents["coinm"], documents["portfolio-margin-pro"]):
        document.sources["change-log"] = log["source"]
    for row in extra:
        code = documents["usdm"].obtain(row["code"], "change-log")
        code.add(Text(row["msg"], "change-log"))
    for row in log["entries"]:
        since = row.get("effective") or row.get("announced")
        # -4188 is COIN-M's, -21015 Portfolio Margin Pro's; the log's other dates concern USDⓈ-M.
        product = {-4188: "coinm", -21015: "portfolio-margin-pro"}.get(row["code"], "usdm")
        found = documents[product].find(row["code"])
        assert found is not None
        words = row.get("message") or row.get("new_message")
        if words is None:
            found.since = since
            continue
        found.add(Text(words, "change-log"))
        for text in found.texts:
            if text.text.removesuffix(".") == words.removesuffix("."):
                text.since = since


def add_filter_code(documents: dict[str, Document]) -> None:
    """Say of the -1013 that only the filter table brought in that the number itself was observed."""
    for document in documents.values():
        code = document.find(FILTER_NUMBER)
        if code is not None and code.category is None:
            code.lifecycle = OBSERVED
