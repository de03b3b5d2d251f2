from __future__ import annotations

import json

import pytest

from errdex.decode.decoder import Decoder
from errdex.decode.model import Decoding
from errdex.decode.pieces import decode_in_pieces, pieces_of
from errdex.registry.advice_loader import load_advice
from errdex.registry.loader import load_registry
from errdex.resources import resources_folder

ERROR = 'binance {"code":-4164,"msg":"Order\'s notional must be no smaller than 5.0 (unless you choose reduce only)"}'


@pytest.fixture(scope="module")
def decoder() -> Decoder:
    folder = resources_folder()
    return Decoder(load_registry(folder / "registry"), load_advice(folder / "guidance"))


def timed_log(lines: int) -> str:
    """Make a log in which every seventh line is an error, every fifth a \U0001f600."""
    return "".join(
        f"2026-11-22 {line // 3600:02}:{line // 60 % 60:02}:{line % 60:02} "
        + (f"ERROR {ERROR}\n" if line % 7 == 3 else "INFO a quiet line \U0001f600\n" if line % 5 else "WARN\n  more\n")
        for line in range(lines)
    )


def blocks(count: int) -> str:
    return "\n\n".join(f"step {place}\n{ERROR if place % 3 else 'nothing'}" for place in range(count))


def joined(text: str, decoder: Decoder, size: int) -> Decoding:
    parts = [part.decoding for part in decode_in_pieces(text, decoder.decode, size)]
    return Decoding(
        tuple(found for part in parts for found in part.occurrences),
        tuple(secret for part in parts for secret in part.secrets),
    )


@pytest.mark.parametrize("text", [timed_log(400), blocks(200)], ids=["times", "blank lines"])
@pytest.mark.parametrize("size", [700, 3_000])
def test_pieces_hold_what_the_whole_holds(text: str, size: int, decoder: Decoder) -> None:
    whole = decoder.decode(text)
    assert len(whole.occurrences) > 50
    assert len(list(pieces_of(text, size))) >= 5
    assert joined(text, decoder, size) == whole


@pytest.mark.parametrize(
    "text",
    [timed_log(300), blocks(200), "x" * 50_000, "word " * 9_000, "\n" * 9_000, "", json.dumps([{"code": 1}] * 5_000)],
)
def test_pieces_follow_each_other_and_none_is_small(text: str) -> None:
    pieces = list(pieces_of(text, 1_000))
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    assert all(1_000 <= piece.end - piece.start <= 2_000 for piece in pieces[:-1])
    assert len(pieces) == 1 or pieces[-1].end - pieces[-1].start >= 500


def test_no_object_is_divided() -> None:
    answer = json.dumps({"error": {"code": -1121, "list": ["a", {"b": "c"}]}}, indent=1)
    for text in ("\n".join([answer] * 200), json.dumps([json.loads(answer)] * 300)):
        for piece in list(pieces_of(text, 1_000))[1:]:
            assert text[piece.start :].lstrip().startswith("{")


def test_how_far_it_has_come_is_told_with_each_part(decoder: Decoder) -> None:
    text = timed_log(400)
    done = [part.done for part in decode_in_pieces(text, decoder.decode, 2_000)]
    assert done == sorted(done)
    assert done[-1] == len(text)
