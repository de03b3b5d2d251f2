from __future__ import annotations

import pytest

from errdex.decode.decoder import Decoder
from errdex.decode.lookup import look_up
from errdex.registry.model import Registry


@pytest.mark.parametrize(
    "text", ["-1121", "1121", " -1121\n", "`-1121`", "−1121", "- 1121", "code -1121", "error: 1121", "-1121."]
)
def test_a_bare_number_is_a_look_up(text: str, registry: Registry) -> None:
    found = look_up(text, registry)
    assert found is not None
    assert found.number == -1121
    assert found.meanings == registry.with_number(-1121)
    assert text[found.span.start : found.span.end].strip("`") == text.strip().strip("`")


@pytest.mark.parametrize(
    "text", ["INVALID_TIMESTAMP", "invalid_timestamp", "'BAD_SYMBOL'", "Request Throttled".replace(" ", "_")]
)
def test_a_bare_name_is_a_look_up(text: str, registry: Registry) -> None:
    found = look_up(text, registry)
    known = registry.with_name(text.strip("'"))
    assert (found.meanings if found else ()) == known


@pytest.mark.parametrize(("text", "status"), [("HTTP 418", 418), ("http429", 429), ("HTTP-503", 503), ("451", 451)])
def test_a_bare_status_is_a_look_up(text: str, status: int, registry: Registry) -> None:
    found = look_up(text, registry)
    assert found is not None
    assert (found.number, found.status) == (None, status)


@pytest.mark.parametrize("text", ["LOT_SIZE", "min_notional", "PERCENT_PRICE_BY_SIDE"])
def test_the_name_of_a_filter_is_a_look_up(text: str, registry: Registry) -> None:
    assert look_up(text, registry) is not None


@pytest.mark.parametrize("text", ["MIN_NOTIONAL", "min_notional"])
def test_the_name_of_a_filter_and_of_a_code_is_the_filter_s_failure_first(text: str, decoder: Decoder) -> None:
    (one,) = decoder.decode(text).occurrences
    assert one.message is None
    numbers = [candidate.meaning.number for candidate in one.candidates]
    assert numbers[0] == -1013
    assert -4164 in numbers


def test_a_number_with_its_name_is_a_look_up_and_with_another_is_none(registry: Registry) -> None:
    found = look_up("-1121 BAD_SYMBOL", registry)
    assert found is not None
    assert found.names == {"bad_symbol"}
    assert look_up("-1121 rubbish here", registry) is None


@pytest.mark.parametrize(
    "text", ["", "-", "12", "hello", "-1121 -1021", "a" * 500, "12:30", "-1121.5", "1,121", "\ud800", "https"]
)
def test_anything_more_is_none(text: str, registry: Registry) -> None:
    assert look_up(text, registry) is None


def test_an_unknown_number_is_a_look_up_without_a_meaning(registry: Registry) -> None:
    found = look_up("-987654", registry)
    assert found is not None
    assert (found.number, found.meanings) == (-987654, ())
