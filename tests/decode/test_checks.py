"""What the values of a paste show: pairs of a text and the checks that its errors allow."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from errdex.decode.checks import checks_of
from errdex.decode.surroundings import Paste
from errdex.registry.model import Product
from errdex.wording_checks import check_sentence

if TYPE_CHECKING:
    from errdex.decode.check_model import Check
    from errdex.decode.decoder import Decoder

PAIRS = Path(__file__).resolve().parents[1] / "data" / "checks"
NAMES = sorted(path.stem for path in PAIRS.glob("*.txt"))
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def checks_in(text: str, decoder: Decoder, product: Product | None = None) -> list[Check]:
    """Check the likeliest candidate of each error of a text."""
    decoding = decoder.decode(text, product)
    paste = Paste(text, (one.span for one in decoding.occurrences))
    return [check for one in decoding.occurrences for check in checks_of(paste, one, one.candidates[0], NOW)]


def shown(check: Check) -> dict[str, Any]:
    """Return everything of a check that a pair may tell."""
    nearest = check.nearest
    return {
        "kind": str(check.kind),
        "rule": check.rule,
        "verdict": str(check.verdict),
        "ground": check.ground,
        "values": {value.name: value.text for value in check.values},
        "missing": [[one.name, str(one.place)] for one in check.missing],
        "contradictory": [[one.name, list(one.texts)] for one in check.contradictory],
        "nearest": {"name": nearest.name, "below": nearest.below, "above": nearest.above} if nearest else None,
        "difference": None if check.difference is None else format(check.difference, "f"),
        "until": check.until,
        "remaining": check.remaining,
        "other_symbol": check.other_symbol,
        "sentence": check_sentence(check, UTC),
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_paste_is_checked_as_its_pair_says(name: str, decoder: Decoder) -> None:
    expected = json.loads((PAIRS / f"{name}.json").read_text(encoding="utf-8"))
    product = Product(expected["product"]) if "product" in expected else None
    text = (PAIRS / f"{name}.txt").read_bytes().decode("utf-8")
    found = [shown(check) for check in checks_in(text, decoder, product)]
    wanted = expected["checks"]
    told = [{member: one[member] for member in each} for one, each in zip(found, wanted, strict=True)]
    assert told == wanted


@pytest.mark.parametrize("name", NAMES)
def test_every_value_stands_in_the_text_where_it_says(name: str, decoder: Decoder) -> None:
    text = (PAIRS / f"{name}.txt").read_bytes().decode("utf-8")
    for check in checks_in(text, decoder):
        for value in check.values:
            assert value.span is None or text[value.span.start : value.span.end] == value.text


def test_every_text_has_its_expectation() -> None:
    assert len(NAMES) >= 12
    assert {path.stem for path in PAIRS.glob("*.json")} == set(NAMES)
