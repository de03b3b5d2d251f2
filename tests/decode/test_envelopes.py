from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from errdex.decode import envelopes
from errdex.decode.decoder import Decoder

PAIRS = Path(__file__).resolve().parents[1] / "data" / "decode"
NAMES = (
    *dict.fromkeys(row.name for row in envelopes.ENVELOPES),
    *(envelopes.UNLABELLED, envelopes.MESSAGE_ONLY, envelopes.HTTP, envelopes.LOOK_UP, envelopes.STREAM),
)


@pytest.fixture(scope="module")
def found(decoder: Decoder) -> Counter[str]:
    """Return in how many of the pasted texts each envelope is found."""
    texts = [path.read_bytes().decode("utf-8") for path in sorted(PAIRS.glob("*/*.txt"))]
    return Counter(name for text in texts for name in {one.envelope for one in decoder.decode(text).occurrences})


@pytest.mark.parametrize("name", NAMES)
def test_each_envelope_is_found_in_three_pastes(name: str, found: Counter[str]) -> None:
    assert found[name] >= 3


def test_no_other_envelope_is_named(found: Counter[str]) -> None:
    assert set(found) <= set(NAMES)


def test_each_row_says_which_source_makes_its_text() -> None:
    assert all(row.cited for row in envelopes.ENVELOPES)
