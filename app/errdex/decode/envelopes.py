"""The forms in which an error arrives: one row each, a label over what the reader found.

A row looks at what stands shortly before an error, at the whole stretch from its number to its message, or behind it.
The first row that fits names the envelope. Each cites where the text is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.expression import expression

if TYPE_CHECKING:
    import re

_BEFORE = 120
_BEHIND = 60


class Envelope(NamedTuple):
    """One form in which errors arrive."""

    name: str
    sign: str
    """What stands somewhere before the number: where it is missing, nothing more is looked at; "" for anything."""
    before: re.Pattern[str]
    """What must match the end of what stands before the number."""
    stretch: re.Pattern[str]
    """What must be found from shortly before the number to behind its message."""
    cited: str
    """Which source makes the text."""


def _row(name: str, sign: str, before: str, cited: str, stretch: str = "") -> Envelope:
    return Envelope(name, sign, expression(rf"(?:{before})\s*\Z"), expression(stretch), cited)


ENVELOPES = (
    _row("python-binance", "Error(code=", r"API ?Error\(code=", "sammchardy/python-binance exceptions.py"),
    _row("python-binance", "Exception(", r"(?:Order|API)Exception\(code=", "sammchardy/python-binance exceptions.py"),
    _row("binance_f", "[Executing]", r"\[Executing\]", "Binance_Futures_python impl/restapiinvoker.py"),
    _row("connector tuple", "(", r"\(\s*[1-5][0-9]{2}\s*,", "binance-connector-python binance/error.py"),
    _row("connector log", "error code:", "error code:", "binance-connector-python examples/", "error message:"),
    _row("sdk tuple", "Error: (", r"Error: \(", "binance-connector-python common/src/binance_common/errors.py"),
    _row("ccxt", "binance", r"\bbinance\w*(?:[ :-][^\n{]{0,100})?\{[^{}\n]{0,20}", "ccxt binance.py handle_errors"),
    _row("go-binance", "APIError", "(?:<|u003c)?APIError(?:>|u003e)? code=", "adshao/go-binance v2/common/errors.go"),
    _row("Binance.Net", "[ServerError", r"\[ServerError[^\]]{0,40}\]", "JKorf/CryptoExchange.Net Objects/Error.cs"),
    _row("Binance.Net", "{", r"\{", "JKorf/CryptoExchange.Net Objects/Error.cs", r"\A[^\n:]{0,120}-[0-9]+: "),
    _row("FIX", "25016=", "25016=", "binance-spot-api-docs fix-api.md"),
    _row("XChange", "BinanceException:", "BinanceException:", "knowm/XChange BinanceException"),
    _row("binance-rs", "ContentError {", r"\bBinanceContentError \{[^}]*", "wisespace-io/binance-rs src/errors.rs"),
    _row("PHP array", "=>", r"\[[\"']?code[\"']?\]\s*=>\s*(?:int\()?", "jaggedsoft/php-binance-api"),
    _row("Ruby hash", "=>", r"[\"':]code[\"']?\s*=>", "Ruby's Hash#inspect"),
    _row("Elixir map", "%{", r"%\{[^}]{0,60}code:", "dvcrn/binance.ex"),
    _row("WebSocket API frame", "error", r"[\"']error[\"']\s*:\s*\{[^{}]{0,60}", "spot-api-docs web-socket-api.md"),
    _row("escaped JSON", "\\", r"\\+[\"'](?:error)?[Cc]ode\\+[\"']\s*:", "JSON inside a JSON string"),
    _row("JSON", 'ode"', r"[Cc]ode\"\s*:\s*\"?", "REST body, rest-api.md; also cut"),
    _row("Python dict", "ode'", r"'(?:error_?)?[Cc]ode'\s*:\s*'?", "Python's dict repr"),
    _row("object inspect", "code:", r"[{,\s]code:\s*'?", "node's util.inspect"),
    _row("key-value", "", r"(?:code|Code|CODE)\W{0,4}", "logfmt, YAML, toString"),
    _row("code line", "", r"(?:ERROR|Error|error)\W{0,5}", "webcerebrium BinanceApiException and its like"),
)  # fmt: skip
UNLABELLED = "text"
MESSAGE_ONLY = "message"
HTTP = "HTTP answer"
LOOK_UP = "look-up"
STREAM = "WebSocket stream"


def envelope_of(text: str, start: int, end: int) -> str:
    """Return the envelope of an error whose number stands at `start` and whose last part ends at `end`."""
    before = text[max(0, start - _BEFORE) : start]
    stretch = text[max(0, start - _BEHIND) : end + _BEHIND]
    for row in ENVELOPES:
        if row.sign in before and row.before.search(before) and row.stretch.search(stretch):
            return row.name
    return UNLABELLED
