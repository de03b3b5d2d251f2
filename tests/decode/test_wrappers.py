"""An error keeps its reading whatever its text is wrapped in on the way to a paste box."""

from __future__ import annotations

import html
import json
import textwrap
from collections.abc import Callable

import pytest

from errdex.decode.decoder import Decoder
from errdex.decode.model import Occurrence

MESSAGES = [
    (-1021, "Timestamp for this request was 1000ms ahead of the server's time."),
    (-1013, "Filter failure: PERCENT_PRICE_BY_SIDE"),
    (-1102, "Mandatory parameter 'timestamp' was not sent, was empty/null, or malformed."),
    (-1104, "Not all sent parameters were read; read '7' parameter(s) but was sent '8'."),
    (-1015, "Too many new orders; current limit is 50 orders per 10 SECOND."),
    (-2019, "Margin is insufficient."),
    (-4164, "Order's notional must be no smaller than 5 (unless you choose reduce only)."),
    (-4028, "Leverage 50 is not valid"),
]
FORMS: dict[str, Callable[[int, str], str]] = {
    "JSON": lambda number, text: json.dumps({"code": number, "msg": text}),
    "JSON, message first": lambda number, text: json.dumps({"msg": text, "code": number}),
    "JSON, between other keys": lambda number, text: json.dumps({"symbol": "A", "code": number, "msg": text, "id": 7}),
    "dict": lambda number, text: repr({"code": number, "msg": text}),
    "python-binance": lambda number, text: f"binance.exceptions.BinanceAPIException: APIError(code={number}): {text}",
    "ccxt": lambda number, text: f"ccxt.base.errors.ExchangeError: binance {json.dumps({'code': number, 'msg': text})}",
    "connector": lambda number, text: f"binance.error.ClientError: (400, {number}, {text!r}, {{'Server': 'nginx'}})",
    "go-binance": lambda number, text: f"<APIError> code={number}, msg={text}",
    "Binance.Net": lambda number, text: f"[ServerError] {number}: {text}",
    "binance-rs": lambda number, text: f"BinanceContentError {{ code: {number}, msg: {json.dumps(text)} }}",
    "node": lambda number, text: f"{{ code: {number}, msg: {json.dumps(text)} }}",
    "Ruby": lambda number, text: f'{{"code"=>{number}, "msg"=>{json.dumps(text)}}}',
    "two lines": lambda number, text: f"Code: {number}\nMessage: {text}",
    "table": lambda number, text: f"| {number} | {text} |",
}
WRAPPERS: dict[str, Callable[[str], str]] = {
    "log head": lambda text: f"2026-01-05 10:00:00,123 - bot - ERROR - {text}",
    "chat": lambda text: f"Bob, [05.01.26 10:00]\n❌ Order failed: {text}",
    "indented": lambda text: textwrap.indent(text, "        "),
    "quoted mail": lambda text: "\n".join(f"> > {line}" for line in text.split("\n")),
    "fenced": lambda text: f"```\n{text}\n```",
    "backticks": lambda text: f"`{text}`",
    "coloured": lambda text: f"\x1b[31m{text}\x1b[0m",
    "CRLF": lambda text: text.replace("\n", "\r\n") + "\r\n",
    "HTML": html.escape,
    "cell of a spreadsheet": lambda text: '2026-01-05,"{}",BTCUSDT'.format(text.replace('"', '""')),
    "docker": lambda text: json.dumps({"log": text + "\n", "stream": "stderr", "time": "2026-01-05T10:00:00Z"}),
    "line of a JSON log": lambda text: json.dumps({"level": "error", "message": text, "ts": 1767607200.1}),
    "JSON in JSON": lambda text: json.dumps({"log": json.dumps({"message": text}) + "\n"}),
    "colours in JSON": lambda text: json.dumps({"message": f"\x1b[31m{text}\x1b[0m"}),
    "below a trade": lambda text: f"Buying 0.5 BTC @ 67120.1\nBalance -1021.5 USDT\n{text}",
    "above a stack": lambda text: f"{text}\n    at Object.<anonymous> (/app/bot.js:1121:3)",
    "words behind": lambda text: f"{text}\n\nThanks!",
}


def reading(one: Occurrence) -> tuple[object, ...]:
    """Return what must stay the same."""
    best = one.candidates[0]
    values = tuple((argument.name, argument.text) for argument in best.arguments)
    return one.number, one.message, best.meaning.id, best.template and best.template.text, values


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_a_wrapper_changes_no_reading(decoder: Decoder, form: str, wrapper: str) -> None:
    plain = [FORMS[form](number, text) for number, text in MESSAGES]
    alone = [[reading(one) for one in decoder.decode(text).occurrences] for text in plain]
    wrapped = [[reading(one) for one in decoder.decode(WRAPPERS[wrapper](text)).occurrences] for text in plain]
    assert wrapped == alone


@pytest.mark.parametrize("form", FORMS)
def test_a_form_alone_is_one_error(decoder: Decoder, form: str) -> None:
    for number, text in MESSAGES:
        (one,) = decoder.decode(FORMS[form](number, text)).occurrences
        assert (one.number, one.message) == (number, text)


@pytest.mark.parametrize("divided", ["\n", "\n\n", "\r\n", "\n---\n", "\n2026-01-05 10:00:05 "])
def test_errors_one_below_the_other_are_all_read(decoder: Decoder, divided: str) -> None:
    for first in FORMS:
        for second in FORMS:
            pasted = [
                FORMS[form](*known) for form, known in zip((first, second), (MESSAGES[2], MESSAGES[5]), strict=True)
            ]
            found = [(one.number, one.message) for one in decoder.decode(divided.join(pasted)).occurrences]
            assert found == [MESSAGES[2], MESSAGES[5]], (first, second)
