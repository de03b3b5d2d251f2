"""Every documented message, filled, printed as clients print it, is read back: number, message, template, values."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from errdex.decode.decoder import Decoder
from errdex.decode.model import Occurrence
from errdex.registry.model import Kind, Meaning, PlaceholderKind, Registry, Template

VALUES = {
    PlaceholderKind.PARAMETER: "newQty",
    PlaceholderKind.RANGE: "^[A-Z0-9-_.]{1,20}$",
    PlaceholderKind.COUNT: "17",
    PlaceholderKind.INTERVAL: "10 SECOND",
    PlaceholderKind.TIME: "1767312345678",
    PlaceholderKind.PRICE: "12.50",
    PlaceholderKind.AMOUNT: "0.001",
    PlaceholderKind.FILTER: "LOT_SIZE",
    PlaceholderKind.SYMBOL: "ADAUSDT",
    PlaceholderKind.ASSET: "ADA",
    PlaceholderKind.PATH: "GET /fapi/v9/thing",
    PlaceholderKind.IP: "192.0.2.77",
    PlaceholderKind.NUMBER: "1000000",
    PlaceholderKind.TEXT: "LIMIT_MAKER",
}


STREAM_NUMBERS = {0, 1, 2, 3}
"""What streams number their errors with; the one message of an API under such a number has a test of its own."""


class Printed(NamedTuple):
    """A message as the exchange sends it."""

    meaning: Meaning
    template: Template
    text: str
    values: list[str]


def printed(registry: Registry) -> Iterator[Printed]:
    """Yield every documented message, filled, each text of a meaning once."""
    for meaning in registry.meanings:
        if meaning.kind is not Kind.API or abs(meaning.number) in STREAM_NUMBERS:
            continue
        for template in {template.text: template for code in meaning.codes for template in code.templates}.values():
            given = [VALUES[placeholder.kind] for placeholder in template.placeholders]
            parts = [template.literals[0]]
            for value, literal in zip(given, template.literals[1:], strict=True):
                parts += (value, literal)
            yield Printed(meaning, template, "".join(parts), given)


FORMS: dict[str, Callable[[int, str], str]] = {
    "JSON": lambda number, text: json.dumps({"code": number, "msg": text}),
    "python-binance": lambda number, text: f"APIError(code={number}): {text}\n",
    "connector": lambda number, text: f"ClientError: {(400, number, text, {'x': '-1'})!r}",
    "dict": lambda number, text: repr({"code": number, "msg": text}),
    "go-binance": lambda number, text: f"<APIError> code={number}, msg={text}\n",
    "ccxt in a log": lambda number, text: f"10:00:00 ERROR binance {json.dumps({'code': number, 'msg': text})} (x)",
    "escaped": lambda number, text: json.dumps({"log": json.dumps({"code": number, "msg": text})}),
    "FIX": lambda number, text: f"8=FIX.4.4\x0135=8\x0125016={number}\x0158={text}\x0110=1\x01",
    "object": lambda number, text: f"{{\n  code: {number},\n  msg: {json.dumps(text)}\n}}",
}


def faults(one: Occurrence, wanted: Printed) -> Iterator[str]:
    """Yield what of an occurrence is not as it was printed."""
    if one.number != wanted.meaning.number:
        yield f"number {one.number}"
    if one.message != wanted.text:
        yield f"message {one.message!r}"
    of_meaning = [candidate for candidate in one.candidates if candidate.meaning.id == wanted.meaning.id]
    if not of_meaning:
        yield "another meaning"
    elif of_meaning[0].template is None:
        yield "no template"
    elif len(of_meaning[0].arguments) == len(wanted.values):
        found = [argument.text for argument in of_meaning[0].arguments]
        if found != wanted.values:
            yield f"values {found}"


@pytest.mark.parametrize("form", FORMS)
def test_every_documented_message_is_read_back(decoder: Decoder, registry: Registry, form: str) -> None:
    wrong = []
    for one in printed(registry):
        text = FORMS[form](one.meaning.number, one.text)
        found = decoder.decode(text).occurrences
        if len(found) != 1:
            wrong.append(f"{one.meaning.number} {one.text!r}: {[(each.number, each.message) for each in found]}")
            continue
        wrong += [f"{one.meaning.number} {one.text!r}: {fault}" for fault in faults(found[0], one)]
    assert wrong == []


def test_a_message_under_a_stream_s_number_is_read_with_it(decoder: Decoder) -> None:
    (one,) = decoder.decode('{"code":1,"msg":"System is under maintenance."}').occurrences
    assert one.number == 1


def test_the_place_of_a_value_holds_the_value(decoder: Decoder, registry: Registry) -> None:
    wrong = []
    for one in printed(registry):
        text = f"APIError(code={one.meaning.number}): {one.text}\n"
        for occurrence in decoder.decode(text).occurrences:
            for candidate in occurrence.candidates[:1]:
                for argument in candidate.arguments:
                    span = argument.span
                    if span is None or text[span.start : span.end] != argument.text:
                        wrong.append((one.meaning.number, one.text, argument))
    assert wrong == []
