"""What people paste and what is in it: pairs of files, one folder for each envelope or shape."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from errdex.decode.decoder import Decoder
from errdex.decode.model import Occurrence
from errdex.registry.advice_loader import load_advice
from errdex.registry.loader import load_registry
from errdex.registry.model import Product
from errdex.resources import resources_folder

PAIRS = Path(__file__).resolve().parents[1] / "data" / "decode"
NAMES = sorted(f"{path.parent.name}/{path.stem}" for path in PAIRS.glob("*/*.txt"))
WRONG = frozenset({"cut-head/6", "cut-tail/8", "terminal-wrapped/11"})
"""Pairs that the decoder does not read yet; one that it reads all at once fails until it is taken out here."""


@cache
def decoder() -> Decoder:
    """Return one decoder for all pairs."""
    return Decoder(load_registry(resources_folder() / "registry"), load_advice(resources_folder() / "guidance"))


def read(path: Path) -> str:
    """Read a file as it is: a carriage return is part of a paste."""
    return path.read_bytes().decode("utf-8")


def shown(one: Occurrence) -> dict[str, Any]:
    """Return everything of an occurrence that a pair may tell."""
    best = one.candidates[0] if one.candidates else None
    return {
        "number": one.number,
        "name": best and best.code.name,
        "product": best and str(best.code.product),
        "meaning": best and best.meaning.id,
        "template": best and best.template and best.template.text,
        "match": best and str(best.match),
        "arguments": {argument.name: argument.text for argument in best.arguments} if best else {},
        "until": best and best.until,
        "message": one.message,
        "http_status": one.http_status,
        "headers": {argument.name: argument.text for argument in one.headers},
        "time": one.time,
        "line": one.line,
        "places": len(one.places),
    }


def told(text: str, expected: dict[str, Any]) -> list[dict[str, Any]]:
    """Decode a text; of each occurrence return the members that the expected one at its place has."""
    product = Product(expected["product"]) if "product" in expected else None
    found = [shown(one) for one in decoder().decode(text, product).occurrences]
    wanted = expected["occurrences"]
    brief = ("number", "message", "http_status")
    members = [wanted[place] if place < len(wanted) else brief for place in range(len(found))]
    return [{member: one[member] for member in each} for one, each in zip(found, members, strict=True)]


@pytest.mark.parametrize("name", NAMES)
def test_a_paste_is_read_as_its_pair_says(name: str, request: pytest.FixtureRequest) -> None:
    if name in WRONG:
        request.applymarker(pytest.mark.xfail(reason="the decoder does not read it yet", strict=True))
    expected = json.loads(read(PAIRS / f"{name}.json"))
    assert told(read(PAIRS / f"{name}.txt"), expected) == expected["occurrences"]


def test_every_text_has_its_expectation_and_every_shape_three() -> None:
    assert {f"{path.parent.name}/{path.stem}" for path in PAIRS.glob("*/*.json")} == set(NAMES)
    shapes = [name.partition("/")[0] for name in NAMES]
    assert {shape for shape in shapes if shapes.count(shape) < 3} == set()
    assert set(NAMES) >= WRONG
