"""Which of a meaning's names and messages a row shows for a search, and where in them the words stand. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.registry.model import Lifecycle, Product

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from errdex.registry.model import ErrorCode, Meaning

SHORT_PRODUCTS = {
    Product.PORTFOLIO_MARGIN: "pm",
    Product.PORTFOLIO_MARGIN_PRO: "pm-pro",
    Product.BINANCE_US: "us",
}
"""What stands where there is little room; every other product is shown by its id. A search takes both."""

Span = tuple[int, int]
"""Where a mark begins and ends, in characters."""


def codes_in(meaning: Meaning, product: Product | None) -> tuple[ErrorCode, ...]:
    """Return the codes whose words stand for a meaning: the product's own, or all."""
    own = tuple(code for code in meaning.codes if code.product is product)
    return own or meaning.codes


def texts_of(meaning: Meaning, product: Product | None) -> tuple[str, ...]:
    """Return every message, each once: documented ones before withdrawn and observed ones, then what explains."""
    codes = codes_in(meaning, product)
    templates = [template for code in codes for template in code.templates]
    templates.sort(key=lambda template: template.lifecycle is not Lifecycle.DOCUMENTED)
    explanations = [text for code in codes for text in code.explanations]
    return tuple(dict.fromkeys([*(template.text for template in templates), *explanations]))


def message_of(meaning: Meaning, product: Product | None, words: Sequence[str] = ()) -> str:
    """Return the message that holds most of the words; without words the first that says more than the name.

    A product that prints no text for the code borrows that of the others.
    """
    plain = _plain_message(meaning, product)
    if not words:
        return plain
    return max((plain, *texts_of(meaning, product)), key=lambda text: _holds(text.casefold(), words))


def _plain_message(meaning: Meaning, product: Product | None) -> str:
    """Return the first documented message that is no mere name, else any: rows are made of it while one scrolls."""
    names = {name.casefold() for name in names_of(meaning)}
    codes = codes_in(meaning, product)
    for code in codes:
        for template in code.templates:
            if template.lifecycle is Lifecycle.DOCUMENTED and template.text.casefold() not in names:
                return template.text
    return next(iter(texts_of(meaning, product) or texts_of(meaning, None)), "")


def name_of(meaning: Meaning, product: Product | None, words: Sequence[str] = ()) -> str:
    """Return the name in the product, or the one of the other names that holds more of the words."""
    code = meaning.code_of(product)
    preferred = (code.name if product else meaning.name) or code.name or ""
    if not words:
        return preferred
    known = [code.name for code in codes_in(meaning, product) if code.name]
    return max((preferred, *known), key=lambda name: _holds(name.casefold(), words))


def names_of(meaning: Meaning) -> tuple[str, ...]:
    """Return every name, the preferred one first."""
    return tuple(name for name in dict.fromkeys((meaning.name, *meaning.other_names)) if name)


def marks_in(text: str, words: Sequence[str]) -> tuple[Span, ...]:
    """Return where the words stand in a text, in order, those that touch or overlap as one."""
    folded = text.casefold()
    if len(folded) != len(text):  # "İ" grows when it is folded: rather no mark than a wrong one.
        return ()
    spans: list[Span] = []
    for start, end in sorted(span for word in words if word for span in _places(folded, word)):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)


def _places(text: str, word: str) -> Iterator[Span]:
    start = text.find(word)
    while start >= 0:
        yield start, start + len(word)
        start = text.find(word, start + len(word))


def _holds(folded: str, words: Sequence[str]) -> int:
    return sum(word in folded for word in words)
