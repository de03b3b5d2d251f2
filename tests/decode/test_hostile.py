"""No text takes more than linear time: work is counted, not timed, while hostile texts double.

Counted are the lines that run, the calls into C, the characters that are sought or copied in the text, and the sizes of
whatever a function makes: a loop, a rescan and a copy all show. What an expression does inside cannot be counted; for
those that run over a whole text every repeat must have a bound or stand where nothing can make it begin again.
"""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, Self, SupportsIndex

import pytest

from errdex import decode
from errdex.decode.clean import plain_text
from errdex.decode.decoder import Decoder
from errdex.decode.http import read_statuses
from errdex.decode.records import Records

FOLDER = str(Path(str(decode.__file__)).parent)
MOST = 2.3
"""Times the work that twice the text may take."""
ALLOWANCE = 2_000
"""Steps that do not depend on the text: tables that are gone through once."""


class Watched(str):
    """A text that counts the characters that are sought in it and copied from it."""

    __slots__ = ("steps",)
    steps: int

    def __new__(cls, text: str) -> Self:
        made = super().__new__(cls, text)
        made.steps = 0
        return made

    def find(self, sub: str, start: SupportsIndex | None = 0, end: SupportsIndex | None = None, /) -> int:
        first, last = slice(start, end).indices(len(self))[:2]
        place = super().find(sub, start, end)
        self.steps += (place if place >= 0 else max(first, last)) - first
        return place

    def rfind(self, sub: str, start: SupportsIndex | None = 0, end: SupportsIndex | None = None, /) -> int:
        first, last = slice(start, end).indices(len(self))[:2]
        place = super().rfind(sub, start, end)
        self.steps += max(first, last) - (place if place >= 0 else first)
        return place

    def count(self, sub: str, start: SupportsIndex | None = 0, end: SupportsIndex | None = None, /) -> int:
        first, last = slice(start, end).indices(len(self))[:2]
        self.steps += max(0, last - first)
        return super().count(sub, start, end)

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        part = super().__getitem__(key)
        self.steps += len(part)
        return part


def size(made: object, deep: int = 2) -> int:
    """Return how much a function has made: the members of what it holds, two levels down."""
    if isinstance(made, (str, bytes)):
        return len(made)
    if isinstance(made, (list, tuple, set, frozenset, dict)):
        return len(made) + (sum(size(one, deep - 1) for one in made) if deep else 0)
    return 1


def own(frame: FrameType) -> int:
    """Return the size of what a function itself made: neither what it was given nor what it refers to."""
    code = frame.f_code
    given = {*code.co_varnames[: code.co_argcount + code.co_kwonlyargcount], *code.co_freevars}
    return sum(size(value) for name, value in frame.f_locals.items() if name not in given)


def work(run: Callable[[str], object], text: str) -> int:
    """Count what a run does with a text."""
    watched = Watched(text)
    steps = 0

    def in_ours(frame: FrameType, event: str, argument: Any) -> Callable[..., Any]:  # noqa: ANN401 - sys.settrace's own
        nonlocal steps
        steps += 1
        if event == "return" and not frame.f_code.co_flags & inspect.CO_GENERATOR:
            steps += size(argument) + own(frame)
        return in_ours

    def calls(frame: FrameType, event: str, argument: object) -> None:
        nonlocal steps
        del argument
        steps += event == "c_call" and frame.f_code.co_filename.startswith(FOLDER)

    def lines(frame: FrameType, event: str, argument: object) -> Callable[..., Any] | None:
        del event, argument
        return in_ours if frame.f_code.co_filename.startswith(FOLDER) else None

    before, profile = sys.gettrace(), sys.getprofile()
    sys.settrace(lines)
    sys.setprofile(calls)
    try:
        run(watched)
    finally:
        sys.setprofile(profile)
        sys.settrace(before)
    return steps + watched.steps


def grown(run: Callable[[str], object], once: str, twice: str) -> float:
    """Return how many times the work the longer text takes; what is prepared once is prepared before."""
    run(once)
    run(twice)
    return (work(run, twice) - ALLOWANCE) / (work(run, once) + 1)


HOSTILE = {
    "minus numbers": "-1021 ",
    "small minus numbers": "-1 ",
    "prices": "-1021.5, ",
    "plain numbers": "1021 ",
    "hashes": "#1021 ",
    "digits": "1",
    "called codes": "code: -1021, ",
    "codes without a number": "code ",
    "codes far from it": "code" + " " * 50 + "x-1021 ",
    "errors": "error ",
    "numbers with and": "-1021 and -1022 or ",
    "double quotes": '"',
    "single quotes": "'",
    "quotes and codes": '"code":"',
    "backslashes": "\\",
    "escaped quotes": '\\\\\\"',
    "backslashes before letters": "\\" * 30 + "u00 ",
    "keys of messages": '"msg":"',
    "bare keys of messages": "msg: A ",
    "message then spaces then number": '"msg":"a"' + " " * 400 + "-1021 ",
    "message then lines then number": '"msg":"a"' + "\n" * 400 + "-1021\n\n",
    "one long word": "a",
    "brackets": "{[(",
    "closing brackets": "-1021" + "}" * 200,
    "beginnings of templates": "Too many requests; current limit is ",
    "filters": "Filter failure: ",
    "bans": "Way too many requests; IP banned until ",
    "words of templates": "invalid parameter mandatory timestamp order recvwindow ",
    "messages": "Invalid symbol. ",
    "quoted messages": '"Invalid symbol." ',
    "messages with values": "Mandatory parameter 'a' was not sent, was empty/null, or malformed. ",
    "messages nearly": "Invalid API-key, IP, permissions action. ",
    "one error again and again": '{"code":-1021,"msg":"x"}\n',
    "numbers without messages": '"code":-1021,',
    "unknown numbers": '{"code":-77777,"msg":"x"} ',
    "another exchange's": 'bybit {"code":-1021} ',
    "statuses": "status code: 400 ",
    "status words": "HTTP ",
    "status words and spaces": "HTTP" + " " * 300,
    "status names": "400 Bad Request ",
    "names of statuses": "[BadRequest] ",
    "titles": "<title>",
    "pages": "APIError(code=0):\n",
    "pages and spaces": "APIError(code=0): HTTP" + " " * 300,
    "errors with headers": '{"code":-1121,"msg":"Invalid symbol."} retry-after: 1, date: ',
    "hosts": "https://fapi.binance.com/fapi/v1/order ",
    "parameters": "positionSide reduceOnly ",
    "timed lines": "2026-01-05 10:00:00 ERROR APIError(code=-1021): x\n",
    "clocks": "10:00:00 ",
    "objects on lines": '{"time":"10","code":-1021}\n',
    "blank lines": "\n",
    "lines of spaces": "\n      ",
    "carriage returns": "\r\n",
    "quoted mail": "> > > > \n",
    "entities": "&quot;",
    "half entities": "&#",
    "colours": "\x1b[31m",
    "half colours": "\x1b[",
    "FIX": "25016=-1013|58=x|",
    "FIX with SOH": "25016=-1013\x0158=x\x01",
    "full-width": "错误代码：－1021，",
    "typographic quotes": "“code”：",
    "letters that grow": "İ",
    "tables": "| -1021 | ",
    "access log without line ends": '"GET / HTTP/1.1" 404 153 ',
    "escaped line ends": "\\n",
    "escaped line ends and numbers": "-1121: x\\n",
    "percent signs": "%22%7B",
    "cells": '""code"":-1121,""msg"":""x"" ',
    "soft ends of mail": "code=3D-1021=\n",
    "places in programs": "  bot.py:88",
    "spaces before programs": " " * 100 + "a.py",
    "stacks": "Error: x\n    at f (/a.js:1:2) {\n  code: -1121\n",
    "frames": "\n    at f (/a.js:1:2)",
    "messages before numbers": "Invalid symbol. (-1121) ",
    "other keys": '{"msg":"a","b":"c","code":-1121,"d":"e"}',
    "keys and values": ',"a":"b"',
    "other scripts": "错误 -1121 提示 币安 ",
    "other hosts": "https://a.example/api/v3/x -1021 ",
    "quantities": "balance -1021 price: -1013 ",
    "exceptions of Ruby": "(-1121) Invalid symbol. (Binance::Error) ",
    "chained tracebacks": "APIError(code=-1121): x\n\nDuring handling of the above exception, another\n\n",
    "doubled backslashes": "code=-1100, msg=a\\\\.b\n",
    "closing brackets behind a message": "code: -1121 msg: a" + ")]" * 100,
    "rejects": '"x":"REJECTED","r":"INSUFFICIENT_BALANCES",',
    "words that lead to statuses": "http status response { [ ( < ] returned binance server error code /v 404x ",
    "statuses that nothing leads to": "4 04(404)",
    "statuses behind commas": "status=404,,,,a 404,:",
    "OkHttp's answers": "response{" + "a=1/2, " * 3 + "code=404 ",
    "addresses before statuses": "://" + "a" * 290 + " 404 ",
    "beginnings of longer messages": "Order's notional must be no smaller than 5\n",
    "messages that begin anew": "Mandatory parameter 'a\n",
    "messages up to the next time": "-1102 Mandatory parameter 'a\n10:00:0",
    "what may be a time": "-1121: x\n1:2:33:44:55",
    "told and told again": "-1121: Invalid symbol. -1121: ",
    "words of a message alone": "unless choose reduce only notional smaller ",
    "messages in which quotes open": "-1102: 'a' contains b ",
    "braces and others": "bybit {{{{ -1021 }} okx ",
    "braces that close": "}}}}}}}}-1021{",
}
WRONG: frozenset[str] = frozenset()
"""What the decoder does not read in linear time yet; one that it does fails until it is taken out here."""


def each(count: int, shown: Callable[[int], str]) -> str:
    """Put many different things in a row."""
    return "".join(shown(one) for one in range(1000, 1000 + count))


LETTERS = str.maketrans("0123456789", "abcdefghij")
VARIED: dict[str, Callable[[int], str]] = {
    "messages that differ": lambda many: each(many, lambda one: f'{{"code":-1021,"msg":"text number {one} here"}} '),
    "messages that begin alike": lambda many: each(many, lambda one: f'{{"code":-1021,"msg":"{"a" * 40} {one}"}} '),
    "numbers that differ": lambda many: each(many, lambda one: f'{{"code":-{one},"msg":"x"}} '),
    "statuses and numbers": lambda many: each(many, lambda one: f"status: 400 code=-{one} "),
    "numbers, then their messages": lambda many: "code=-1121 " * many + "'Invalid symbol.' " * many,
    "messages, then numbers": lambda many: "'Invalid symbol.' " * many + "code=-1121 " * many,
    "times, then numbers": lambda many: each(many, lambda one: f"10:{one % 60:02}:00 x\n") + "code=-1121\n" * many,
    "pages, then statuses": lambda many: "APIError(code=0):\n" * many + "HTTP/1.1 502\n" * many,
    "statuses on one line": lambda many: each(many, lambda one: f"status: {400 + one % 100} "),
    "values that differ": lambda many: each(many, lambda one: f"Parameter 'p{one}' was empty. "),
    "filters that differ": lambda many: each(many, lambda one: f"Filter failure: F_{one}, "),
    "messages told, and the same untold": lambda many: each(
        many,
        lambda one: (
            f"Order's notional must be no smaller than {one}\n"
            if one % 2
            else f'-4164: "Order\'s notional must be no smaller than {one} (unless you choose reduce only)."\n'
        ),
    ),
    "errors alike but for their evidence": lambda many: each(
        many,
        lambda one: f"10:{one % 60:02}:00 {('fapi.', '/dapi/', 'UMFutures')[one % 3]}binance -1121: Invalid symbol.\n",
    ),
    "words that differ, one error": lambda many: each(
        many, lambda one: f'{{"code":-1121,"msg":"Invalid symbol."}} {str(one).translate(LETTERS)}\n'
    ),
    "pages and others' records": lambda many: each(
        many, lambda one: f"10:{one % 60:02}:00 bybit {{x}} -{one} APIError(code=0)\n"
    ),
    "hosts that differ": lambda many: each(many, lambda one: f"https://h{one}.binance.com 502 Bad Gateway\n\n"),
}
PREFIXES = {"bare": "", "in a record, a quote and damage": '10:00:00 {"error":"错误 &amp; '}


def of_length(fragment: str, length: int) -> str:
    """Repeat a fragment to at least a length."""
    return fragment * -(-length // len(fragment))


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_a_hostile_text_takes_at_most_twice_the_work(
    decoder: Decoder, name: str, request: pytest.FixtureRequest
) -> None:
    if name in WRONG:
        request.applymarker(pytest.mark.xfail(reason="the decoder looks again at what it has seen", strict=True))
    for prefix in PREFIXES.values():
        once, twice = (prefix + of_length(HOSTILE[name], length) for length in (2_500, 5_000))
        assert grown(decoder.decode, once, twice) <= MOST, prefix


@pytest.mark.parametrize("name", VARIED)
def test_twice_as_many_different_things_take_at_most_twice_the_work(
    decoder: Decoder, name: str, request: pytest.FixtureRequest
) -> None:
    if name in WRONG:
        request.applymarker(pytest.mark.xfail(reason="the decoder looks again at what it has seen", strict=True))
    assert grown(decoder.decode, VARIED[name](150), VARIED[name](300)) <= MOST


@pytest.mark.parametrize("run", [plain_text, read_statuses, Records], ids=["clean", "http", "records"])
def test_no_reader_of_a_whole_text_looks_at_it_again_and_again(run: Callable[[str], object]) -> None:
    for fragment in HOSTILE.values():
        assert grown(run, of_length(fragment, 2_500), of_length(fragment, 5_000)) <= MOST, fragment


def test_work_that_grows_with_the_square_would_be_noticed() -> None:
    def rescans(text: str) -> None:
        for place in range(0, len(text), 10):
            text.find("nowhere", place)

    def copies(text: str) -> None:
        for place in range(0, len(text), 10):
            _ = text[place:]

    assert grown(rescans, "a" * 2_500, "a" * 5_000) > 3
    assert grown(copies, "a" * 2_500, "a" * 5_000) > 3


def test_a_table_that_is_copied_at_each_step_would_be_noticed() -> None:
    source = (
        "def run(text):\n"
        "    kept = ()\n"
        "    for sign in text:\n"
        "        kept = joined(kept, sign)\n"
        "def joined(kept, sign):\n"
        "    return (*kept, sign)\n"
    )
    names: dict[str, Any] = {}
    exec(compile(source, f"{FOLDER}/made_up.py", "exec"), names)  # noqa: S102 - a function as if it were one of ours
    assert grown(names["run"], "a" * 500, "a" * 1_000) > 3


OVER_WHOLE_TEXTS = (("records", "_TIMED_LINE"), ("read", "_SIGNED"))
"""Expressions that run over a whole text, or over much of it, and begin anywhere in it."""


def repeats_without_bound(source: str | bytes) -> int:
    """Count the repeats without an upper bound in an expression."""
    parser = importlib.import_module("re._parser")
    return str(parser.parse(source)).count("MAXREPEAT")


@pytest.mark.parametrize(("module", "name"), OVER_WHOLE_TEXTS)
def test_what_an_expression_over_a_whole_text_repeats_has_a_bound(module: str, name: str) -> None:
    expression = getattr(importlib.import_module(f"errdex.decode.{module}"), name)
    assert not repeats_without_bound(expression.pattern)


def test_a_repeat_without_a_bound_would_be_noticed() -> None:
    assert repeats_without_bound(r"(?:a+b){0,3}") == 1
    assert not repeats_without_bound(r"(?:a{1,9}b){0,3}")
