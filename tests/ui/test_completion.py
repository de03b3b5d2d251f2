from __future__ import annotations

import pytest

from errdex.registry.model import Product
from errdex.ui.completion import finish_name, offers, word_at
from errdex.ui.query import VALUES, Key, parse_query

RANGES = (("10xx", "General"), ("11xx", "Request issues"))


def offered(text: str) -> list[str]:
    return [offer.text for offer in offers(text, len(text), RANGES)]


def test_the_word_before_the_cursor_is_what_is_completed() -> None:
    assert word_at("limit pro usdm", 9) == (6, "pro")
    assert word_at("limit ", 6) == (6, "")


def test_an_empty_word_may_become_every_key() -> None:
    assert offered("limit ") == [f"{key}:" for key in Key]


@pytest.mark.parametrize(("text", "first"), [("pr", "product:"), ("weight RE", "retry:"), ("11xx ca", "category:")])
def test_a_begun_key_is_offered_with_its_colon(text: str, first: str) -> None:
    assert offered(text) == [first]


def test_the_values_of_a_key_follow_its_colon_and_narrow() -> None:
    assert offered("product:") == [f"product:{product}" for product in Product]
    assert offered("retry:c") == ["retry:check-first"]
    assert offered("category:1") == ["category:10xx", "category:11xx"]


def test_another_value_can_follow_a_comma_but_none_twice() -> None:
    assert offered("product:spot,us") == ["product:spot,usdm"]
    assert "product:spot,spot" not in offered("product:spot,")


def test_what_is_whole_or_no_key_is_not_offered() -> None:
    assert offered("retry:wait") == []
    assert offered("weight") == []
    assert offered("code:-1121") == []
    assert offered('"pro') == []


def test_a_range_is_offered_once_an_x_is_typed() -> None:
    assert offered("11") == []
    assert offered("11x") == ["11xx"]
    assert offered("11xx") == []


def test_whatever_is_offered_is_understood_and_explained() -> None:
    for key in Key:
        for offer in offers(f"{key}:", len(key) + 1, RANGES):
            assert parse_query(offer.text).unknown == ()
            assert offer.gloss
    assert set(VALUES) | {Key.CATEGORY} == set(Key)


def test_the_rest_of_a_name_is_that_of_the_first_name_that_begins_so() -> None:
    names = ("BAD_SYMBOL", "BAD_PRECISION")
    assert finish_name("spot bad_", 9, names) == "SYMBOL"
    assert finish_name("bad_p", 5, names) == "RECISION"
    assert finish_name("b", 1, names) == ""
    assert finish_name("bad_symbol", 10, names) == ""
    assert finish_name("bad_", 2, names) == ""
