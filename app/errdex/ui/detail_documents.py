"""The part of a detail page that quotes the documents: every text they print, and which product prints it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from errdex.registry.model import Lifecycle, Product
from errdex.ui.detail_blocks import Fold, Quote, Section
from errdex.ui.highlight import Run, RunStyle, template_runs
from errdex.wording import lifecycle_sentence, products_phrase

if TYPE_CHECKING:
    from errdex.registry.model import Meaning, Template
    from errdex.ui.detail_blocks import Block
    from errdex.ui.highlight import Runs
    from errdex.wording import Tr

_SHOWN_TEXTS = 4
"""So many documented texts are shown at once; more of them are folded away."""


class _Printed(NamedTuple):
    """A documented text and the products that print it."""

    template: Template
    products: tuple[Product, ...]


def documents_blocks(meaning: Meaning, product: Product, matched: Template | None, tr: Tr) -> tuple[Block, ...]:
    """Quote every documented text with the products that print it: the matched one first, and marked."""
    printed = _printed(meaning, product)
    own = tuple(each for each in printed if matched and each.template.text == matched.text)
    others = tuple(each for each in printed if each not in own)
    marked = tuple(_marked(each, tr) for each in own)
    quotes: tuple[Quote | Fold, ...]
    quotes = groups = tuple(
        Quote(tuple(_template_line(each.template, tr) for each in group), products_phrase(products, 5, tr))
        for products, group in ((key, list(each)) for key, each in groupby(others, key=lambda each: each.products))
    )
    if len(others) > _SHOWN_TEXTS:
        shown = groups[:1] if not marked and len(groups[0].lines) <= _SHOWN_TEXTS else ()
        folded = groups[len(shown) :]
        count = sum(len(quote.lines) for quote in folded)
        title = tr("Show {0} more messages") if marked or shown else tr("Show {0} messages")
        quotes = (*shown, Fold(title.format(count), folded))
    section = (Section(tr("Documented messages")),) if printed else ()
    return (*section, *marked, *quotes, *_explained(meaning, tr))


def _marked(printed: _Printed, tr: Tr) -> Quote:
    """Quote the text that the message was recognised by."""
    caption = tr("Your message is this one · {0}").format(products_phrase(printed.products, 5, tr))
    return Quote((_template_line(printed.template, tr),), caption, is_matched=True)


def _explained(meaning: Meaning, tr: Tr) -> tuple[Block, ...]:
    """Set what the documents explain apart from the messages that they print."""
    bullets = [text for code in meaning.codes for text in code.explanations]
    columns = [one.description for code in meaning.codes for one in code.templates if one.description]
    texts = tuple(dict.fromkeys((*bullets, *columns)))
    if not texts:
        return ()
    lines = tuple((Run(text),) for text in texts)
    section = Section(tr("The documents explain"))
    if len(texts) <= _SHOWN_TEXTS:
        return (section, Quote(lines))
    return (section, Quote(lines[:_SHOWN_TEXTS]), Fold(tr("Show all of it"), (Quote(lines[_SHOWN_TEXTS:]),)))


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
