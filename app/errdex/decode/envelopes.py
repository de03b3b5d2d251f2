"""The forms in which an error arrives: one row each, a label over what the reader found.

A row looks at what stands shortly before an error, at the whole stretch from its number to its message, or behind it.
The first row that fits names the envelope. Each cites where the text is made.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_BEFORE = 120
_BEHIND = 60


class Envelope(NamedTuple):
    """One form in which errors arrive."""

    name: str
    before: str
    """An expression that must match the end of what stands before the number; "" for anything."""
    stretch: str
    """An expression that must be found from shortly before the number to behind its message; "" for anything."""
    cited: str
    """Which source makes the text."""


ENVELOPES = (
    Envelope(
        "python-binance",
        r"API ?Error\(code=\s*\Z",
        "",
        "sammchardy/python-binance binance/exceptions.py __str__",
    ),
    Envelope(
        "python-binance",
        r"(?:Order|API)Exception\(code=\s*\Z",
        "",
        "sammchardy/python-binance binance/exceptions.py",
    ),
    Envelope("binance_f", r"\[Executing\]\s*\Z", "", "Binance_Futures_python impl/restapiinvoker.py"),
    Envelope("connector tuple", r"\(\s*[1-5][0-9]{2}\s*,\s*\Z", "", "binance-connector-python binance/error.py"),
    Envelope("connector log", r"error code:\s*\Z", r"error message:", "binance-connector-python examples/"),
    Envelope("sdk tuple", r"Error: \(\s*\Z", "", "binance-connector-python common/src/binance_common/errors.py"),
    Envelope(
        "ccxt",
        r"\bbinance\w*(?:[ :-][^\n{]{0,100})?\{[^{}\n]{0,20}\Z",
        "",
        "ccxt/ccxt binance.py handle_errors",
    ),
    Envelope(
        "go-binance",
        r"(?:<|u003c)?APIError(?:>|u003e)? code=\s*\Z",
        "",
        "adshao/go-binance v2/common/errors.go",
    ),
    Envelope("Binance.Net", r"\[ServerError[^\]]{0,40}\]\s*\Z", "", "JKorf/CryptoExchange.Net Objects/Error.cs"),
    Envelope("Binance.Net", r"\{\s*\Z", r"\A[^\n:]{0,120}-[0-9]+: ", "JKorf/CryptoExchange.Net Objects/Error.cs"),
    Envelope("FIX", r"25016=\s*\Z", "", "binance-spot-api-docs fix-api.md"),
    Envelope("XChange", r"BinanceException:\s*\Z", "", "knowm/XChange BinanceException"),
    Envelope("binance-rs", r"\bBinanceContentError \{[^}]*\Z", "", "wisespace-io/binance-rs src/errors.rs"),
    Envelope(
        "PHP array",
        r"\[[\"']?code[\"']?\]\s*=>\s*(?:int\()?\s*\Z",
        "",
        "jaggedsoft/php-binance-api php-binance-api.php",
    ),
    Envelope("Ruby hash", r"[\"':]code[\"']?\s*=>\s*\Z", "", "Ruby's Hash#inspect"),
    Envelope("Elixir map", r"%\{[^}]{0,60}code:\s*\Z", "", "dvcrn/binance.ex"),
    Envelope(
        "WebSocket API frame",
        r"[\"']error[\"']\s*:\s*\{[^{}]{0,60}\Z",
        "",
        "binance-spot-api-docs web-socket-api.md",
    ),
    Envelope("escaped JSON", r"\\+[\"'](?:error)?[Cc]ode\\+[\"']\s*:\s*\Z", "", "JSON inside a JSON string"),
    Envelope("JSON", r"\"(?:error_?)?[Cc]ode\"\s*:\s*\"?\Z", "", "REST body, rest-api.md"),
    Envelope("JSON", r"\"?[Cc]ode\"\s*:\s*\"?\Z", "", "REST body, cut"),
    Envelope("Python dict", r"'(?:error_?)?[Cc]ode'\s*:\s*'?\Z", "", "Python's dict repr"),
    Envelope("object inspect", r"[{,\s]code:\s*'?\Z", "", "node's util.inspect"),
    Envelope("key-value", r"(?:code|Code|CODE)\W{0,4}\s*\Z", "", "logfmt, YAML, toString"),
    Envelope("code line", r"(?:ERROR|Error|error)\W{0,5}\s*\Z", "", "webcerebrium BinanceApiException and its like"),
)
UNLABELLED = "text"
MESSAGE_ONLY = "message"
HTTP = "HTTP answer"
LOOK_UP = "look-up"
STREAM = "WebSocket stream"


class EnvelopeReader:
    """Names the envelope of what was found; each expression is compiled once, when its row is first come to."""

    def __init__(self) -> None:
        """Begin with none compiled."""
        self._compiled: dict[str, re.Pattern[str]] = {}

    def name(self, text: str, start: int, end: int) -> str:
        """Return the envelope of an error whose number stands at `start` and whose last part ends at `end`."""
        before = text[max(0, start - _BEFORE) : start]
        stretch = text[max(0, start - _BEHIND) : end + _BEHIND]
        for row in ENVELOPES:
            if self._fits(row.before, before) and self._fits(row.stretch, stretch):
                return row.name
        return UNLABELLED

    def _fits(self, expression: str, text: str) -> bool:
        if not expression:
            return True
        pattern = self._compiled.get(expression)
        if pattern is None:
            pattern = self._compiled[expression] = re.compile(expression)
        return pattern.search(text) is not None
