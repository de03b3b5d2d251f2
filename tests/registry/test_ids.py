from __future__ import annotations

import pytest

from errdex.registry.ids import meaning_id, slug, template_id, text_key
from errdex.registry.model import Kind


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("BAD_SYMBOL", "bad-symbol"),
        ("Order cancel-replace failed.", "order-cancel-replace-failed"),
        ("  Price * QTY is zero. ", "price-qty-is-zero"),
        ("User’s wallet", "user-s-wallet"),
        ("…", ""),
    ],
)
def test_a_slug_is_lower_case_with_hyphens(text: str, made: str) -> None:
    assert slug(text) == made


@pytest.mark.parametrize(
    ("kind", "number", "name", "text", "made"),
    [
        (Kind.API, -1121, "BAD_SYMBOL", "", "1121-bad-symbol"),
        (Kind.API, 51006, "EXCEED_MAX_BORROWABLE", "", "51006-exceed-max-borrowable"),
        (Kind.API, -20195, None, "The total size is too small.", "20195-the-total-size-is-too"),
        (Kind.HTTP, 503, "HTTP_503", "", "http-503"),
        (Kind.STREAM, 2, None, "Invalid request", "stream-2"),
    ],
)
def test_a_meaning_is_called_by_number_and_name(
    kind: Kind, number: int, name: str | None, text: str, made: str
) -> None:
    assert meaning_id(kind, number, name, text) == made


def test_a_template_is_called_by_its_text_without_placeholders() -> None:
    assert template_id("Parameter '%s' was empty.", ["%s"], ()) == "parameter-was-empty"
    assert template_id("{0} borrowing", ["{0}"], ()) == "borrowing"
    assert template_id("%s", ["%s"], ()) == "text"


def test_a_long_text_is_cut_between_words() -> None:
    made = template_id("word " * 40, [], ())
    assert len(made) <= 60
    assert set(made.split("-")) == {"word"}


def test_an_id_that_is_taken_is_counted_up() -> None:
    assert template_id("Invalid symbol.", [], {"invalid-symbol", "invalid-symbol-2"}) == "invalid-symbol-3"


def test_texts_that_differ_by_a_final_full_stop_have_one_key() -> None:
    assert text_key("Invalid pair") == text_key("Invalid pair.")
    assert text_key("Slowly..") != text_key("Slowly")
