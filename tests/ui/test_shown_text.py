from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errdex.registry.model import Product, Registry
from errdex.ui.shown_text import marks_in, message_of, name_of, texts_of


def test_the_message_that_holds_the_words_is_shown(registry: Registry) -> None:
    rejected = registry.meaning("2010-new-order-rejected")
    assert rejected is not None
    assert message_of(rejected, None, ("duplicate",)) == "Duplicate order sent."
    wanted = "Account has insufficient balance for requested action."
    assert message_of(rejected, None, ("insufficient", "balance")) == wanted


def test_without_words_a_message_that_only_repeats_the_name_is_passed_over(registry: Registry) -> None:
    rejected = registry.meaning("2010-new-order-rejected")
    assert rejected is not None
    assert texts_of(rejected, None)[0] == "NEW_ORDER_REJECTED"
    assert message_of(rejected, None) == "Unknown order sent."


def test_a_product_speaks_in_its_own_words(registry: Registry) -> None:
    filtered = registry.meaning("1013-invalid-message")
    assert filtered is not None
    assert set(texts_of(filtered, Product.USDM)) < set(texts_of(filtered, None))


def test_another_name_is_shown_where_it_is_the_one_that_was_searched_for(registry: Registry) -> None:
    meaning = next(one for one in registry.meanings if len({code.name for code in one.codes if code.name}) > 1)
    for name in {code.name for code in meaning.codes if code.name}:
        assert name_of(meaning, None, (name.casefold(),)).casefold() == name.casefold()
    assert name_of(meaning, None) == meaning.name


@pytest.mark.parametrize(
    ("text", "words", "marks"),
    [
        ("Invalid symbol.", ("symbol",), ((8, 14),)),
        ("Limit and LIMIT", ("limit",), ((0, 5), (10, 15))),
        ("balance", ("bal", "lance"), ((0, 7),)),
        ("balance", ("bal", "ance"), ((0, 7),)),
        ("balance", ("z", ""), ()),
        ("İstanbul limit", ("limit",), ()),
    ],
)
def test_marks_are_in_order_and_never_overlap(
    text: str, words: tuple[str, ...], marks: tuple[tuple[int, int], ...]
) -> None:
    assert marks_in(text, words) == marks


@given(st.text(max_size=40), st.lists(st.text(max_size=4), max_size=4))
def test_a_mark_holds_what_was_searched_for(text: str, words: list[str]) -> None:
    end = -1
    for start, stop in marks_in(text, [word.casefold() for word in words]):
        assert end < start < stop <= len(text)
        end = stop
