from __future__ import annotations

from errdex.registry.advice import AdviceBook, Retry
from errdex.registry.model import Product, Registry
from errdex.ui.catalogue import Catalogue, Filters
from errdex.ui.nothing_found import explain

NONE: frozenset[str] = frozenset()


def test_everything_that_narrows_is_named(catalogue: Catalogue) -> None:
    group = catalogue.groups(None)[0]
    filters = Filters(Product.SPOT, group, Retry.RESEND, with_notes=True, words="abc")
    assert explain(catalogue, filters, NONE).splitlines()[0] == (
        "No code fits: “abc”, the category “10xx Server, network”, the advice “Resend”, “With notes”, "
        "the product “Spot”."
    )


def test_the_part_that_hides_most_is_told(catalogue: Catalogue) -> None:
    told = explain(catalogue, Filters(retry=Retry.WAIT, words="timestamp"), NONE)
    assert told.splitlines() == [
        "No code fits: “timestamp”, the advice “Wait”.",
        "Without “timestamp” there is 1.",
    ]
    assert "Without “zzz” there are 4." in explain(
        catalogue, Filters(words="kind:api lifecycle:documented 10xx zzz"), NONE
    )


def test_one_part_alone_needs_no_advice(catalogue: Catalogue) -> None:
    assert explain(catalogue, Filters(words="zzz"), NONE) == "No code fits: “zzz”."


def test_a_part_of_a_category_is_named_with_its_product(catalogue: Catalogue) -> None:
    part = next(one for one in catalogue.parts(catalogue.groups(None)[0]) if one.product is Product.USDM)
    told = explain(catalogue, Filters(group=part, words="zzz"), NONE)
    assert "the category “USDⓈ-M futures: 10xx Server, network”" in told


def test_a_value_that_is_not_known_is_told_with_those_that_are(catalogue: Catalogue) -> None:
    told = explain(catalogue, Filters(words="retry:maybe"), NONE)
    assert told.startswith("“retry:” knows no “maybe”; it knows check-first, wait, resend, no, done.")


def test_what_was_pasted_into_the_search_is_cut_short(catalogue: Catalogue) -> None:
    assert len(explain(catalogue, Filters(words="x" * 5000), NONE)) < 200


def test_without_a_registry_it_says_so(advice: AdviceBook) -> None:
    assert "could not be read" in explain(Catalogue(Registry((), {}, {}), advice), Filters(), NONE)
