from __future__ import annotations

import pytest

from errdex.registry.advice import Retry
from errdex.registry.advice_loader import load_advice
from errdex.registry.model import Product, Registry
from errdex.resources import resources_folder
from errdex.ui.catalogue import Catalogue, Filters
from errdex.ui.facets import Facets

WORDS = ("", "order", "insufficient bal", "11xx", "product:usdm", "retry:wait limit", "has:note", "zzz")
NOTED = frozenset({"1121-bad-symbol", "1003-too-many-requests", "http-503"})


@pytest.fixture(scope="module")
def whole(registry: Registry) -> Catalogue:
    return Catalogue(registry, load_advice(resources_folder() / "guidance"))


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("product", [None, Product.SPOT])
@pytest.mark.parametrize("retry", [None, Retry.WAIT])
@pytest.mark.parametrize("with_notes", [False, True])
def test_each_choice_counts_what_is_shown_once_it_is_chosen(
    whole: Catalogue, words: str, product: Product | None, retry: Retry | None, with_notes: bool
) -> None:
    for group in (None, whole.groups(product)[1]):
        filters = Filters(product, group, retry, with_notes, words)
        facets = Facets(whole, filters, NOTED)
        groups = whole.groups(product)
        parts = whole.parts(groups[1]) if product is None else ()
        for one in (None, *groups, *parts):
            assert facets.group(one) == len(whole.find(filters._replace(group=one), NOTED)), one
        for advice in Retry:
            assert facets.retry(advice) == len(whole.find(filters._replace(retry=advice), NOTED))
        assert facets.noted() == len(whole.find(filters._replace(with_notes=True), NOTED))


def test_the_groups_of_a_state_add_up_to_all_of_it(whole: Catalogue) -> None:
    facets = Facets(whole, Filters(words="order"), frozenset())
    assert sum(facets.group(group) for group in whole.groups(None)) == facets.group(None) > 0
