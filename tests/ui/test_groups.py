from __future__ import annotations

from collections.abc import Callable

import pytest

from errdex.registry.model import Category, Meaning, Product, Registry
from errdex.ui.catalogue import Catalogue
from errdex.ui.groups import MOST_GROUPS, GroupKind, group_all, group_product, group_title, shorten, split_group


@pytest.mark.parametrize(
    ("heading", "short"),
    [
        ("General Server or Network issues", "Server, network"),
        ("Request issues", "Request"),
        ("Filters and other Issues", "Filters, other"),
        ("Order Execution Issues", "Order execution"),
        ("SAPI-specific issues", "SAPI"),
        ("Crypto Loans", "Crypto loans"),
        ("Errors regarding placing orders via cancelReplace", "Placing orders via cancelReplace"),
    ],
)
def test_headings_are_shortened_to_what_tells_them_apart(heading: str, short: str) -> None:
    assert shorten(heading) == short


def test_a_product_has_its_own_categories_in_order(catalogue: Catalogue) -> None:
    groups = group_product(catalogue.meanings, Product.SPOT)
    assert [(group.kind, group.range, len(group.positions)) for group in groups] == [
        (GroupKind.CATEGORY, "10xx", 2),
        (GroupKind.CATEGORY, "11xx", 1),
        (GroupKind.UNLISTED, "", 1),
        (GroupKind.HTTP, "", 1),
        (GroupKind.STREAM, "", 1),
    ]


def test_over_all_products_headings_of_one_range_are_one_and_everything_is_in_one_group(catalogue: Catalogue) -> None:
    groups = group_all(catalogue.meanings)
    assert [group.range for group in groups if group.kind is GroupKind.CATEGORY] == ["10xx", "11xx"]
    assert sum(len(group.positions) for group in groups) == len(catalogue.meanings)


def test_a_group_over_all_opens_into_its_products_and_each_part_lies_in_it(catalogue: Catalogue) -> None:
    server = group_all(catalogue.meanings)[0]
    parts = split_group(catalogue.meanings, server)
    assert [(part.product, len(part.positions)) for part in parts] == [
        (Product.SPOT, 2),
        (Product.USDM, 2),
        (Product.SAPI, 1),
    ]
    assert all(part.positions <= server.positions for part in parts)
    assert [group_title(part) for part in parts] == ["Spot", "USDⓈ-M futures", "Wallet and other /sapi"]


def test_a_group_of_one_product_is_not_split(catalogue: Catalogue) -> None:
    streams = group_all(catalogue.meanings)[-1]
    assert group_title(streams) == "WebSocket streams"
    assert split_group(catalogue.meanings, streams) == ()


def test_many_far_categories_are_put_together(make_meaning: Callable[..., Meaning]) -> None:
    meanings = tuple(
        make_meaning(Product.SAPI, -number, category=Category(f"{number // 1000}xxx", "T"))
        for number in range(1000, 26000, 1000)
    )
    groups = group_all(meanings)
    assert len(groups) == MOST_GROUPS
    (rest,) = (group for group in groups if group.kind is GroupKind.REST)
    assert frozenset().union(*(part.positions for part in rest.parts)) == rest.positions
    assert [part.range for part in rest.parts] == sorted((part.range for part in rest.parts), key=lambda r: (len(r), r))
    assert groups[0].range == "1xxx"
    assert sum(len(group.positions) for group in groups) == len(meanings)


def test_the_bundled_registry_gives_a_list_that_can_be_read(registry: Registry) -> None:
    groups = group_all(registry.meanings)
    assert 6 <= len(groups) <= 16
    assert sum(len(group.positions) for group in groups) == len(registry.meanings)
    assert all(len(group.title) <= 40 for group in groups)
