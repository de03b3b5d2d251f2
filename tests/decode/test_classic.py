"""The oldest document: each of its codes and texts, filled with plausible values, is found with its arguments."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from errdex.decode.model import Match
from errdex.registry.model import Product
from errdex.resources import resources_folder

if TYPE_CHECKING:
    from errdex.decode.decoder import Decoder

VALUES = {
    "limit": "1200",
    "interval_count": "1",
    "interval": "MINUTE",
    "banned_until": "1618228675371",
    "parameter": "symbol",
    "parameter_2": "orderId",
    "range": "^[A-Z0-9-_.]{1,20}$",
    "expected": "2",
    "received": "3",
    "read": "4",
    "sent": "5",
}
"""What the exchange would put at each placeholder, by its name."""

CLASSIC = json.loads((resources_folder() / "registry" / "classic.json").read_text(encoding="utf-8"))
CASES = [(code, template) for code in CLASSIC["codes"] for template in code["templates"]]


def _filled(template: dict[str, object]) -> tuple[str, dict[str, str]]:
    text = str(template["text"])
    values = {}
    for placeholder in template.get("placeholders", ()):  # type: ignore[attr-defined]
        values[placeholder["name"]] = VALUES[placeholder["name"]]
        text = text.replace(placeholder["form"], VALUES[placeholder["name"]], 1)
    assert "%s" not in text
    return text, values


def test_the_document_is_there_whole() -> None:
    assert len(CLASSIC["codes"]) == 21
    assert len(CASES) == 35


@pytest.mark.parametrize(("code", "template"), CASES, ids=[f"{code['number']}-{t['text'][:40]}" for code, t in CASES])
@pytest.mark.parametrize("product", [None, Product.CLASSIC, Product.SPOT], ids=str)
def test_each_text_decodes_to_its_code_template_and_arguments(
    decoder: Decoder, code: dict[str, object], template: dict[str, object], product: Product | None
) -> None:
    text, values = _filled(template)
    payload = json.dumps({"code": code["number"], "msg": text})
    (occurrence,) = decoder.decode(payload, product).occurrences
    best = occurrence.candidates[0]
    assert (occurrence.number, occurrence.message) == (code["number"], text)
    assert (best.code.number, best.code.name) == (code["number"], code["name"])
    assert best.template is not None
    assert best.template.text.removesuffix(".") == str(template["text"]).removesuffix(".")
    assert {argument.name: argument.text for argument in best.arguments} == values
    assert best.match is (Match.TEMPLATE if values else Match.EXACT)
    for argument in best.arguments:
        assert argument.span is not None
        assert payload[argument.span.start : argument.span.end] == argument.text


@pytest.mark.parametrize(("code", "template"), CASES, ids=[f"{code['number']}-{t['text'][:40]}" for code, t in CASES])
def test_each_text_is_found_without_its_number(
    decoder: Decoder, code: dict[str, object], template: dict[str, object]
) -> None:
    text, values = _filled(template)
    (occurrence,) = decoder.decode(f"ERROR: {text}\n").occurrences
    own = [candidate for candidate in occurrence.candidates if candidate.code.number == code["number"]]
    assert occurrence.number is None
    assert [candidate.match for candidate in own] == [Match.MESSAGE]
    assert {argument.name: argument.text for argument in own[0].arguments} == values


def test_an_instant_is_read(decoder: Decoder) -> None:
    text, _ = _filled(next(template for _, template in CASES if "banned until" in template["text"]))
    best = decoder.decode(json.dumps({"code": -1003, "msg": text})).occurrences[0].candidates[0]
    assert best.until == "2021-04-12T11:57:55.371Z"
    assert best.arguments[0].value == best.until


def test_the_documents_own_example_is_found_in_spot(decoder: Decoder) -> None:
    best = decoder.decode('{"code":-1121,"msg":"Invalid symbol."}').occurrences[0].candidates[0]
    assert (best.code.product, best.code.name) == (Product.SPOT, "BAD_SYMBOL")
