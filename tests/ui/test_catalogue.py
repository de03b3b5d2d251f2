from __future__ import annotations

import pytest

from errdex.registry.advice import AdviceBook, Retry
from errdex.registry.model import Kind, Lifecycle, Product, Registry
from errdex.ui.catalogue import Catalogue, Filters, lifecycle_of, spoken_product

NONE: frozenset[str] = frozenset()


def found(catalogue: Catalogue, noted: frozenset[str] = NONE, **filters: object) -> list[str]:
    positions = catalogue.find(Filters(**filters), noted)  # type: ignore[arg-type]
    return [catalogue.meanings[position].id for position in positions]


def test_without_filters_every_meaning_is_there_in_the_order_of_the_numbers(catalogue: Catalogue) -> None:
    numbers = [(m.kind.value, abs(m.number)) for m in catalogue.meanings]
    assert len(found(catalogue)) == 7
    assert numbers == [
        ("api", 1007), ("api", 1008), ("api", 1008), ("api", 1021), ("api", 11021), ("http", 503), ("stream", 2),
    ]  # fmt: skip


def test_what_was_only_seen_live_stands_behind_what_is_documented(registry: Registry, advice: AdviceBook) -> None:
    meanings = Catalogue(registry, advice).meanings
    assert meanings[0].number == -1000
    api = [lifecycle_of(meaning, None) is Lifecycle.DOCUMENTED for meaning in meanings if meaning.kind is Kind.API]
    assert api == sorted(api, reverse=True)
    assert api.count(False) > 10


def test_words_of_the_design_narrow_together(registry: Registry, advice: AdviceBook) -> None:
    catalogue = Catalogue(registry, advice)
    assert found(catalogue, words="product:usdm retry:wait 10xx limit")[0] == "1003-too-many-requests"
    assert found(catalogue, words="product:usdm retry:wait 10xx limit retry:no product:spot kraken") == []
    for filters, words in (
        ({"product": Product.USDM}, "product:usdm"),
        ({"retry": Retry.WAIT}, "retry:wait"),
        ({"product": Product.SPOT, "retry": Retry.NO}, "product:spot retry:no"),
    ):
        assert found(catalogue, **filters) == found(catalogue, words=words)


def test_several_values_widen_and_several_keys_narrow(catalogue: Catalogue) -> None:
    assert found(catalogue, words="retry:wait,check-first") == ["1007-timeout", "1008-request-throttled"]
    assert found(catalogue, words="retry:wait,check-first product:spot") == ["1007-timeout"]
    assert found(catalogue, words="kind:http,stream") == ["http-503", "stream-2"]
    assert found(catalogue, words="product:kraken") == []
    assert found(catalogue, words="category:request") == ["1021-invalid-timestamp"]
    assert found(catalogue, words="lifecycle:observed") == []


def test_notes_can_be_asked_for_in_words(catalogue: Catalogue) -> None:
    assert found(catalogue, frozenset({"http-503"}), words="with:notes") == ["http-503"]
    assert found(catalogue, frozenset({"1007-timeout"}), words="with:notes 1") == ["1007-timeout"]


def test_a_product_that_is_searched_for_or_opened_speaks_in_its_own_words(catalogue: Catalogue) -> None:
    part = next(one for one in catalogue.parts(catalogue.groups(None)[0]) if one.product is Product.USDM)
    assert spoken_product(Filters(words="product:usdm")) is Product.USDM
    assert spoken_product(Filters(group=part)) is Product.USDM
    assert spoken_product(Filters(product=Product.SAPI, words="product:usdm")) is Product.SAPI
    assert spoken_product(Filters(words="product:usdm,spot")) is None
    assert found(catalogue, words="product:usdm backend") == ["1007-timeout"]
    assert found(catalogue, words="product:spot backend") == []


def test_a_row_shows_the_message_that_was_searched_for(catalogue: Catalogue) -> None:
    row = catalogue.row(0, None, ("backend",))
    assert row.message == "Timeout waiting for the futures backend."


def test_the_ranges_of_the_documents_are_offered_once_each(registry: Registry, advice: AdviceBook) -> None:
    ranges = Catalogue(registry, advice).ranges()
    assert dict(ranges)["11xx"] == "Request issues"
    assert "3xxx" in dict(ranges)
    assert len(dict(ranges)) == len(ranges)


@pytest.mark.parametrize("words", ["1021", "-1021", "timestamp_wrong", "TIMESTAMP outside", "invalid timestamp"])
def test_a_code_is_found_by_number_with_and_without_minus_by_any_name_and_by_message(
    catalogue: Catalogue, words: str
) -> None:
    assert found(catalogue, words=words)[0] == "1021-invalid-timestamp"


def test_the_whole_number_comes_before_a_part_of_one(catalogue: Catalogue) -> None:
    assert found(catalogue, words="1021") == ["1021-invalid-timestamp", "11021-far-away"]


def test_a_whole_name_comes_first(catalogue: Catalogue) -> None:
    assert found(catalogue, words="timeout")[0] == "1007-timeout"


def test_a_growing_word_narrows_and_a_shrinking_one_widens_again(catalogue: Catalogue) -> None:
    assert len(found(catalogue, words="t")) > len(found(catalogue, words="ti"))
    assert found(catalogue, words="throttl") == ["1008-request-throttled"]
    assert len(found(catalogue, words="")) == 7


def test_narrowing_gives_what_a_fresh_search_gives(catalogue: Catalogue) -> None:
    for words in ("s", "se", "ser", "serv", "serv o", "serv o 10xx", "serv o 10xx retry:no", "erv"):
        grown = found(catalogue, words=words)
        found(catalogue, words="zzz")
        assert found(catalogue, words=words) == grown


def test_a_product_narrows_and_its_own_words_are_shown(catalogue: Catalogue) -> None:
    assert found(catalogue, product=Product.USDM) == ["1007-timeout", "1008-request-throttled", "http-503"]
    row = catalogue.row(0, Product.USDM)
    assert row.message == "Timeout waiting for the futures backend."
    assert catalogue.row(0, None).message == "Timeout waiting for response."
    sapi = catalogue.row(catalogue.positions["1021-invalid-timestamp"], Product.SAPI)
    assert (sapi.number, sapi.name) == ("-1021", "TIMESTAMP_WRONG")


def test_advice_category_and_notes_narrow(catalogue: Catalogue) -> None:
    assert found(catalogue, retry=Retry.CHECK_FIRST) == ["1007-timeout"]
    assert found(catalogue, retry=Retry.WAIT) == ["1008-request-throttled"]
    server = catalogue.groups(None)[0]
    assert found(catalogue, group=server, words="1008") == ["1008-server-busy", "1008-request-throttled"]
    assert found(catalogue, frozenset({"http-503"}), with_notes=True) == ["http-503"]
    assert found(catalogue, NONE, with_notes=True) == []


def test_notes_that_change_while_a_word_grows_are_seen(catalogue: Catalogue) -> None:
    assert found(catalogue, frozenset({"http-503"}), with_notes=True, words="5") == ["http-503"]
    assert found(catalogue, frozenset({"1007-timeout"}), with_notes=True, words="") == ["1007-timeout"]


def test_a_meaning_that_every_product_has_says_so(catalogue: Catalogue) -> None:
    assert catalogue.row(0, None).in_all
    assert not catalogue.row(1, None).in_all
