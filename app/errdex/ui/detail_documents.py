"""The part of a detail page that quotes the documents: every text they print, and which product prints it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from errdex.registry.model import Lifecycle, Meaning, Product, Template
from errdex.ui.detail_blocks import Block, Fold, Quote, Section
from errdex.ui.highlight import Run, RunStyle, template_runs
from errdex.wording import Tr, lifecycle_sentence, products_phrase

if TYPE_CHECKING:
    from errdex.ui.highlight import Runs

_SHOWN_TEXTS = 6
"""So many documented texts are shown at once; more of them are folded away."""


class _Printed(NamedTuple):
    """A documented text and the products that print it."""

    template: Template
    products: tuple[Product, ...]


def documents_blocks(meaning: Meaning, product: Product, matched: Template | None, tr: Tr) -> tuple[Block, ...]:
    """Quote every documented text with the products that print it; the shown product's come first."""
    printed = _printed(meaning, product)
    if matched:
        printed = tuple(sorted(printed, key=lambda each: each.template.text != matched.text))
    quotes = [
        Quote(tuple(_template_line(each.template, tr) for each in group), products_phrase(products, 5, tr))
        for products, group in ((key, list(each)) for key, each in groupby(printed, key=lambda each: each.products))
    ]
    explained = tuple(dict.fromkeys(text for code in meaning.codes for text in code.explanations))
    blocks: list[Block] = []
    if quotes:
        blocks.append(Section(tr("Documented messages")))
        if len(printed) <= _SHOWN_TEXTS:
            blocks += quotes
        else:
            blocks.append(Fold(tr("Show all {0} documented messages").format(len(printed)), tuple(quotes)))
    if explained:
        blocks += (Section(tr("The documents add")), Quote(tuple((Run(text),) for text in explained)))
    return tuple(blocks)


def _printed(meaning: Meaning, product: Product) -> tuple[_Printed, ...]:
    codes = sorted(meaning.codes, key=lambda code: code.product is not product)
    texts: dict[str, list[tuple[Template, Product]]] = {}
    for code in codes:
        for template in code.templates:
            texts.setdefault(template.text, []).append((template, code.product))
    order = tuple(Product)
    return tuple(
        _Printed(found[0][0], tuple(sorted(dict.fromkeys(each for _, each in found), key=order.index)))
        for found in texts.values()
    )


def _template_line(template: Template, tr: Tr) -> Runs:
    forms = tuple(placeholder.form for placeholder in template.placeholders)
    runs = template_runs(template.text, forms) if forms else (Run(template.text),)
    if template.lifecycle is Lifecycle.DOCUMENTED:
        return runs
    sentence = lifecycle_sentence(template.lifecycle, template.since, template.until, tr)
    return (*runs, Run(f" {sentence}", RunStyle.MUTED))
