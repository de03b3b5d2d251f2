from __future__ import annotations

from collections.abc import Callable

import pytest

from errdex.registry.model import Category, Meaning, Product, Registry
from errdex.ui.code_index import CodeIndex


@pytest.fixture
def index(make_meaning: Callable[..., Meaning]) -> CodeIndex:
    wide = Category("11xx - 2xxx", "Request issues")
    return CodeIndex(
        (
            make_meaning(Product.SPOT, -1100, "Illegal characters: 1121."),
            make_meaning(Product.SPOT, -1121, "Invalid symbol."),
            make_meaning(Product.SPOT, -11213, "Symbol invalid, separately."),
            make_meaning(Product.SAPI, -2010, "Account has insufficient balance.", category=wide),
        ),
        None,
    )


def test_the_whole_number_comes_first_then_its_beginning_then_what_mentions_it(index: CodeIndex) -> None:
    found = index.with_words(range(4), ["1121"])
    assert index.best_first(found, ["1121"]) == [1, 2, 0]


def test_words_side_by_side_come_before_words_apart(index: CodeIndex) -> None:
    found = index.with_words(range(4), ["symbol", "invalid"])
    assert sorted(found) == [1, 2]
    assert index.best_first(found, ["symbol", "invalid"]) == [2, 1]
    assert index.best_first(found, ["invalid", "symbol"]) == [1, 2]


def test_the_beginning_of_a_word_comes_before_its_middle(index: CodeIndex) -> None:
    assert index.best_first([2, 3], ["ins"]) == [3, 2]


def test_a_form_means_the_numbers_and_then_what_stands_under_that_range(index: CodeIndex) -> None:
    assert index.with_form(range(4), "11xx") == [0, 1, 3]
    assert index.with_form(range(4), "112xx") == [2]
    assert index.with_form(range(4), "99xx") == []


def test_every_meaning_of_the_registry_is_found_by_its_number_name_and_messages(registry: Registry) -> None:
    index = CodeIndex(registry.meanings, None)
    everything = range(len(registry.meanings))
    for position, meaning in enumerate(registry.meanings):
        words = [str(abs(meaning.number)), *(code.name for code in meaning.codes if code.name)]
        words += [" ".join(template.text.split()) for code in meaning.codes for template in code.templates]
        for word in dict.fromkeys(words):
            assert position in index.with_words([position], [word.casefold()])
    number = str(abs(registry.meanings[0].number))
    assert index.best_first(index.with_words(everything, [number]), [number])[0] == 0
