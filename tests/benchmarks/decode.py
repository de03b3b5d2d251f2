"""How long decoding takes, warm, beside naive decoders: ``python tests/benchmarks/decode.py [RUNS] [--profile]``.

Five texts (an answer, a paste of 2 KB, an axios dump of 12,000 characters, two logs of 1 MB) and four decoders of them:
ours, the whole text as JSON, the expression ``"code":-N,"msg"``, and any negative number of four digits. The runs are
interleaved; what is printed are medians, their ratio to the last, and how many errors each found of those that are
there. Nothing is asserted. ``--profile`` prints where the time of the 1 MB log goes.
"""

from __future__ import annotations

import cProfile
import json
import pstats
import re
import statistics
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

from errdex.decode.decoder import Decoder
from errdex.registry.advice_loader import load_advice
from errdex.registry.loader import load_registry
from errdex.resources import resources_folder

DEFAULT_RUNS = 11
WARMING = 2
"""Runs of each that are not counted."""

ANSWERS = (
    'binance {"code":-1021,"msg":"Timestamp for this request is outside of the recvWindow."}',
    "APIError(code=-2010): Account has insufficient balance for requested action.",
    "APIError(code=-1013): Filter failure: LOT_SIZE",
    "<APIError> code=-2019, msg=Margin is insufficient.",
    """ClientError: (400, -1102, "Mandatory parameter 'price' was not sent, was empty/null, or malformed.", {})""",
    "{ code: -1003, msg: 'Too many requests queued.' }",
)  # fmt: skip


class Text(NamedTuple):
    """Something that is pasted, and how many errors stand in it."""

    name: str
    text: str
    errors: int
    budget: str = ""


def paste() -> str:
    """Return a traceback of 2 KB with what the bot printed before it."""
    frames = "".join(
        f'  File "/srv/bot/venv/lib/python3.12/site-packages/binance/client.py", line {2100 + place}, in step_{place}\n'
        f"    return self._request_api('post', 'order', True, data=params, attempt={place})\n"
        for place in range(10)
    )
    return (
        "placing BUY ADAUSDT qty=12.3456789 price=0.4512, spread -0.0021, pnl -13.55\n"
        f"Traceback (most recent call last):\n{frames}"
        "binance.exceptions.BinanceAPIException: APIError(code=-1111): Parameter 'quantity' has too much precision.\n"
        "retrying in 5 s, 3 of 10, balance 1044.07 USDT, open orders: 4\n"
    )


def axios() -> str:
    """Return a dump of 12,000 characters: the request twice, sockets and agents, the answer near the end."""
    request = (
        "    url: 'https://fapi.binance.com/fapi/v1/order?symbol=DOTUSDT&side=BUY&quantity=0.5&timestamp=1767312345678',\n"
        "    headers: Object [AxiosHeaders] { Accept: 'application/json', 'Content-Type': 'application/json' },\n"
        "    transitional: { silentJSONParsing: true, forcedJSONParsing: true, clarifyTimeoutError: false },\n"
        "    maxContentLength: -1,\n    maxBodyLength: -1,\n    timeout: 0,\n    xsrfCookieName: 'XSRF-TOKEN',\n"
    )
    socket = (
        "      _events: [Object: null prototype] { close: [Array], error: [Function (anonymous)], free: [Function] },\n"
        "      _idleTimeout: -1,\n      _idleStart: 14771,\n      highWaterMark: 65536,\n      bufferedIndex: 0,\n"
        "      [Symbol(kBytesRead)]: 0,\n      [Symbol(kHandle)]: [TLSWrap],\n      [Symbol(timeout)]: null,\n"
    )
    head = (
        "AxiosError: Request failed with status code 400\n    at settle (/app/node_modules/axios/axios.cjs:2031:12)\n"
    )
    tail = (
        "  response: {\n    status: 400,\n    statusText: 'Bad Request',\n"
        "    headers: { 'x-mbx-used-weight-1m': '7' },\n"
        "    data: { code: -2019, msg: 'Margin is insufficient.' }\n  }\n}\n"
    )
    middle = ""
    while len(head) + len(middle) + len(tail) < 12_000:
        middle += request + socket
    return head + "  code: 'ERR_BAD_REQUEST',\n" + middle + tail


def log(size: int, every: int = 50) -> tuple[str, int]:
    """Return a bot's log, one line in so many an error, and how many errors it holds."""
    lines: list[str] = []
    length = errors = place = 0
    while length < size:
        clock = f"2026-01-05 {place // 3600 % 24:02}:{place // 60 % 60:02}:{place % 60:02},{place * 37 % 1000:03}"
        line = f"{clock} INFO loop: tick {place} spread=-0.0{place % 100:02} position=-{place % 9}.{place % 1000:03}"
        if place % every == every - 1:
            line = f"{clock} ERROR orders: {ANSWERS[errors % len(ANSWERS)]}"
            errors += 1
        elif place % 7 == 3:
            traded = f"SELL BTCUSDT 0.00{place % 97} @ 6{place % 9999:04}.10"
            line = f"{clock} INFO fills: {traded} pnl=-{place % 50}.{place % 100:02} id={28_000_000 + place}"
        elif place % 7 == 5:
            candle = f"{{'o': '3510.2{place % 10}', 'i': '1m', 'x': False, 'n': -1}}"
            line = f"{clock} DEBUG ws: {{'e': 'kline', 's': 'ETHUSDT', 'k': {candle}}}"
        lines.append(line)
        length += len(line) + 1
        place += 1
    return "\n".join(lines), errors


def texts() -> tuple[Text, ...]:
    """Return what is decoded."""
    long, errors = log(1_000_000)
    dense, many = log(1_000_000, 4)
    return (
        Text("one answer", '{"code":-1121,"msg":"Invalid symbol."}', 1),
        Text("paste of 2 KB", paste(), 1, "1 ms"),
        Text("axios, 12,000 characters", axios(), 1),
        Text("log of 1 MB", long, errors, "60 ms"),
        Text("log of 1 MB, one line in four an error", dense, many),
    )


def as_json(text: str) -> int:
    """Read the whole text as JSON."""
    try:
        answer = json.loads(text)
    except ValueError:
        return 0
    return int(isinstance(answer, dict) and "code" in answer)


def ours() -> Callable[[str], int]:
    """Return our decoder, ready."""
    decoder = Decoder(load_registry(resources_folder() / "registry"), load_advice(resources_folder() / "guidance"))
    return lambda text: len(decoder.decode(text).occurrences)


def counting(expression: str) -> Callable[[str], int]:
    """Return a decoder that is one expression."""
    compiled = re.compile(expression)
    return lambda text: len(compiled.findall(text))


def compare(one: Text, decoders: dict[str, Callable[[str], int]], runs: int) -> None:
    """Run all decoders on one text in turn; print the median of each, its ratio to the last, and what it found."""
    times: dict[str, list[float]] = {name: [] for name in decoders}
    found: dict[str, int] = {}
    for turn in range(WARMING + runs):
        for name, decode in decoders.items():
            started = time.perf_counter()
            found[name] = decode(one.text)
            if turn >= WARMING:
                times[name].append(1000 * (time.perf_counter() - started))
    print(f"{one.name}: {len(one.text)} characters, {one.errors} error{'s'[: one.errors != 1]}")
    base = statistics.median(times[[*decoders][-1]])
    for place, name in enumerate(decoders):
        median = statistics.median(times[name])
        budget = f"   (budget {one.budget})" if one.budget and not place else ""
        taken = f"{median:10.4f} ms   least {min(times[name]):10.4f} ms   {median / base:9.1f} x"
        print(f"  {name:26} {taken}   found {found[name]:5}{budget}")
    print()


def main(arguments: list[str]) -> int:
    """Compare the decoders on each text."""
    runs = next((int(argument) for argument in arguments if argument.isdigit()), DEFAULT_RUNS)
    decoders = {
        "errdex": ours(),
        "json.loads": as_json,
        '"code":-N,"msg"': counting(r'"code":(-\d+),"msg":"([^"]*)"'),
        "any -NNNN": counting(r"-\d{4}\b"),
    }
    for one in texts():
        compare(one, decoders, runs)
    if "--profile" in arguments:
        profile = cProfile.Profile()
        profile.runcall(decoders["errdex"], texts()[-2].text)
        pstats.Stats(profile).sort_stats("tottime").print_stats(15)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
