"""What somebody asks about, found in the registry: a number, a name, a meaning's id, an HTTP status, a filter."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from errdex.cli.options import MINUS_SIGNS
from errdex.registry.ids import slug
from errdex.registry.model import Kind, PlaceholderKind

if TYPE_CHECKING:
    from errdex.registry.model import Filter, Meaning, Product, Registry, Template

_LONGEST_NUMBER = 12
"""Digits; no error code has more than six."""
_MOST_NEAR = 3


class DescribedFilter(NamedTuple):
    """A filter in the words of one product's documents."""

    product: Product
    filter: Filter


class Subject(NamedTuple):
    """What was found; all empty for what nobody knows."""

    meanings: tuple[Meaning, ...]
    """Those of the product that was asked for first."""
    filters: tuple[DescribedFilter, ...]
    """One filter, once for each wording of its description."""
    near: tuple[Meaning, ...]
    """What is near something unknown."""


def find_subject(asked: str, registry: Registry, product: Product | None = None) -> Subject:
    """Find what a word of the command line means; `product` puts its own meanings first."""
    word = asked.strip().strip("`'\"*,;:.").strip()
    meanings = _meanings(word, registry)
    filters = described_filters(registry, word, product)
    if meanings or filters:
        ordered = sorted(meanings, key=lambda meaning: product is not None and product not in meaning.products)
        return Subject(tuple(ordered), filters, ())
    return Subject((), (), _near(word, registry))


def described_filters(registry: Registry, name: str, product: Product | None) -> tuple[DescribedFilter, ...]:
    """Return the wordings of a filter's description, that of `product` first; nothing where no document has it."""
    wanted = slug(name)
    found = [
        DescribedFilter(owner, described)
        for owner, filters in registry.filters.items()
        for described in filters
        if wanted and slug(described.name) == wanted
    ]
    found.sort(key=lambda one: one.product is not product)
    by_text: dict[str, DescribedFilter] = {}
    for one in found:
        by_text.setdefault(one.filter.description, one)
    return tuple(by_text.values())


def carriers(registry: Registry, name: str) -> tuple[Meaning, ...]:
    """Return the meanings whose messages can name a filter; one that is named for another filter cannot."""
    own = f"filter-failure-{slug(name)}"
    return tuple(
        meaning
        for meaning in registry.meanings
        if any(_names_filter(template) for code in meaning.codes for template in code.templates)
        and all(slug(known) == own for known in _names(meaning) if slug(known).startswith("filter-failure-"))
    )


def _names_filter(template: Template) -> bool:
    return any(placeholder.kind is PlaceholderKind.FILTER for placeholder in template.placeholders)


def _number(word: str) -> int | None:
    """Read a number with or without a sign; None where it is none."""
    digits = word.lstrip(MINUS_SIGNS + "+").strip()
    if len(word) - len(digits) > 2 or not (digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER):
        return None
    return int(digits) if digits == word else -int(digits)


def _meanings(word: str, registry: Registry) -> tuple[Meaning, ...]:
    known = registry.meaning(word.casefold())
    if known is not None:
        return (known,)
    number = _number(word)
    if number is not None:
        kinds = (Kind.API,) if number < 0 else tuple(Kind)
        return tuple(meaning for kind in kinds for meaning in registry.with_number(number, kind))
    named = registry.with_name(word)
    if named:
        return named
    wanted = slug(word)
    for kind in (Kind.HTTP, Kind.STREAM):
        head, _, digits = wanted.partition("-")
        if head.rstrip("s") == kind.value and digits.isdigit() and len(digits) <= _LONGEST_NUMBER:
            return registry.with_number(int(digits), kind)
    return tuple(meaning for meaning in registry.meanings if wanted and wanted in map(slug, _names(meaning)))


def _names(meaning: Meaning) -> tuple[str, ...]:
    return tuple(name for name in (meaning.name, *meaning.other_names) if name)


def _near(word: str, registry: Registry) -> tuple[Meaning, ...]:
    """Return the codes whose number or name is nearest to one that nobody knows."""
    number = _number(word)
    if number is not None:
        return registry.near(number, _MOST_NEAR)
    wanted = slug(word)
    head, _, digits = wanted.partition("-")
    if head.rstrip("s") == Kind.HTTP.value and digits.isdigit() and len(digits) <= _LONGEST_NUMBER:
        answers = [meaning for meaning in registry.meanings if meaning.kind is Kind.HTTP]
        return tuple(sorted(answers, key=lambda meaning: abs(meaning.number - int(digits)))[:_MOST_NEAR])
    from difflib import get_close_matches

    by_name: dict[str, Meaning] = {}
    for meaning in registry.meanings:
        for name in _names(meaning):
            by_name.setdefault(slug(name), meaning)
    close = get_close_matches(wanted[:80], by_name, _MOST_NEAR, 0.6)
    return tuple(dict.fromkeys(by_name[name] for name in close))
