from __future__ import annotations

import pytest

from errdex.registry.loader import load_registry
from errdex.registry.model import (
    ErrorCode,
    Kind,
    Lifecycle,
    Meaning,
    Placeholder,
    PlaceholderKind,
    Product,
    Registry,
    Revision,
    Template,
)
from errdex.resources import resources_folder


def _code(product: Product, number: int, name: str | None, kind: Kind = Kind.API) -> ErrorCode:
    return ErrorCode(
        product, kind, number, name, None, (), (), Lifecycle.DOCUMENTED, None, None, "a document", f"{abs(number)}-x"
    )


def _meaning(*codes: ErrorCode, other_names: tuple[str, ...] = ()) -> Meaning:
    first = codes[0]
    return Meaning(first.meaning, first.kind, first.number, first.name, other_names, codes)


@pytest.fixture
def registry() -> Registry:
    meanings = (
        _meaning(_code(Product.SPOT, -1000, "UNKNOWN"), _code(Product.USDM, -1000, "UNKNOWN")),
        _meaning(_code(Product.SPOT, -1021, "INVALID_TIMESTAMP"), other_names=("CLOCK",)),
        _meaning(_code(Product.PORTFOLIO_MARGIN, 51006, "EXCEED_MAX_BORROWABLE")),
        _meaning(_code(Product.SPOT, 1021, "HTTP_1021", Kind.HTTP)),
    )
    revision = Revision("2026-05-18", "somewhere", "Error codes", official=True)
    return Registry(meanings, {Product.USDM: revision, Product.SPOT: revision}, {})


@pytest.mark.parametrize("number", [-1021, 1021])
def test_look_up_by_number_ignores_the_sign_and_keeps_kinds_apart(registry: Registry, number: int) -> None:
    assert [meaning.name for meaning in registry.with_number(number)] == ["INVALID_TIMESTAMP"]
    assert [meaning.name for meaning in registry.with_number(number, Kind.HTTP)] == ["HTTP_1021"]


def test_a_number_printed_without_its_minus_is_found_with_it(registry: Registry) -> None:
    assert [meaning.number for meaning in registry.with_number(-51006)] == [51006]


def test_look_up_by_name_ignores_case_and_knows_other_names(registry: Registry) -> None:
    assert [meaning.number for meaning in registry.with_name("invalid_timestamp")] == [-1021]
    assert [meaning.number for meaning in registry.with_name("Clock")] == [-1021]
    assert registry.with_name("INVALID") == ()


def test_near_numbers_come_nearest_first_and_are_api_codes_only(registry: Registry) -> None:
    assert [meaning.number for meaning in registry.near(-1020)] == [-1021, -1000, 51006]
    assert [meaning.number for meaning in registry.near(51000, most=1)] == [51006]


def test_an_unknown_number_has_no_meaning(registry: Registry) -> None:
    assert registry.with_number(-9999) == ()
    assert registry.meaning("9999-nothing") is None


def test_products_are_shown_in_their_order_whatever_order_they_were_loaded_in(registry: Registry) -> None:
    assert registry.products == (Product.SPOT, Product.USDM)


def test_a_meaning_gives_the_products_own_code_or_its_first(registry: Registry) -> None:
    (meaning,) = registry.with_number(-1000)
    assert meaning.products == (Product.SPOT, Product.USDM)
    assert meaning.code_of(Product.USDM).product is Product.USDM
    assert meaning.code_of(Product.OPTIONS).product is Product.SPOT
    assert meaning.code_of(None).product is Product.SPOT


def test_literals_are_the_fixed_parts_around_the_placeholders() -> None:
    placeholders = tuple(Placeholder(form, form, PlaceholderKind.TEXT) for form in ("%s", "{0}"))
    text = "Items '%s' of {0}"
    template = Template("items-of", text, placeholders, Lifecycle.DOCUMENTED, None, None, "a document")
    assert template.literals == ("Items '", "' of ", "")


def test_every_bundled_template_is_put_together_again_by_its_literals_and_forms() -> None:
    registry = load_registry(resources_folder() / "registry")
    for meaning in registry.meanings:
        for code in meaning.codes:
            for template in code.templates:
                literals = template.literals
                forms = [placeholder.form for placeholder in template.placeholders]
                whole = "".join(part for pair in zip(literals, [*forms, ""], strict=True) for part in pair)
                assert whole == template.text
