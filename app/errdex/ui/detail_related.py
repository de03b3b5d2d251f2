"""The parts of a detail page that lead on: closer explanations, what is mistaken for it, and which products have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.ui.detail_blocks import Carrier, Carriers, Fold, Prose, Quote, Section, Tone
from errdex.ui.detail_targets import Narrowing, target_of
from errdex.ui.highlight import Run, RunStyle
from errdex.wording import lifecycle_sentence, meaning_title, number_text, products_phrase

if TYPE_CHECKING:
    from errdex.registry.guidance import Guidance
    from errdex.registry.model import ErrorCode, Meaning, Product, Registry, Template
    from errdex.ui.detail_blocks import Block
    from errdex.ui.highlight import Runs
    from errdex.wording import Tr

_SHOWN_MESSAGES = 4
"""So many messages with an explanation of their own are shown at once; more of them are folded away."""


_SHOWN_FILTERS = 8
"""So many filters are offered at once, the usual ones first."""


def closer_blocks(meaning: Meaning, guidance: Guidance | None, product: Product, tr: Tr) -> tuple[Block, ...]:
    """Offer the filters and messages that have an explanation of their own."""
    variants = guidance.variants if guidance else ()
    filters = dict.fromkeys(name for variant in variants for name in sorted(variant.filters))
    wanted = {template for variant in variants for template in variant.templates}
    messages = {
        template.id: template
        for code in sorted(meaning.codes, key=lambda code: code.product is not product)
        for template in reversed(code.templates)
        if template.id in wanted
    }
    return (
        *_filter_links(meaning, tuple(filters), tr),
        *_message_links(meaning, tuple(reversed(messages.values())), tr),
    )


def _filter_links(meaning: Meaning, filters: tuple[str, ...], tr: Tr) -> tuple[Block, ...]:
    if not filters:
        return ()
    links = tuple(Run(name, RunStyle.LINK, target_of(meaning.id, Narrowing(filter=name))) for name in filters)
    section = Section(tr("Which filter does the message name?"))
    if len(links) <= _SHOWN_FILTERS:
        return (section, Prose(_in_a_row(links)))
    rest = tuple(Prose((link,)) for link in sorted(links[_SHOWN_FILTERS:]))
    return (section, Prose(_in_a_row(links[:_SHOWN_FILTERS])), Fold(tr("{0} more filters").format(len(rest)), rest))


def _message_links(meaning: Meaning, templates: tuple[Template, ...], tr: Tr) -> tuple[Block, ...]:
    if not templates:
        return ()
    links = tuple(
        Prose((Run(one.text, RunStyle.LINK, target_of(meaning.id, Narrowing(template=one.id))),)) for one in templates
    )
    section = Section(tr("Which message did you get?"))
    if len(links) <= _SHOWN_MESSAGES:
        return (section, *links)
    return (section, Fold(tr("Choose among {0} messages").format(len(links)), links))


def narrowed_blocks(meaning: Meaning, narrowing: Narrowing, tr: Tr) -> tuple[Block, ...]:
    """Quote the message that a page is about, and lead back to the whole of the meaning."""
    whole = Prose(
        (Run(tr("All of {0}").format(meaning_title(meaning, None, tr)), RunStyle.LINK, meaning.id),), Tone.SMALL
    )
    section = Section(tr("This message"))
    if narrowing.filter:
        return (section, Prose((Run(tr("The message names the filter {0}.").format(narrowing.filter)),)), whole)
    templates = {template.id: template for code in meaning.codes for template in code.templates}
    chosen = templates.get(narrowing.template or "")
    return (section, Quote(((Run(chosen.text),),)), whole) if chosen else ()


def _in_a_row(links: tuple[Run, ...]) -> Runs:
    return tuple(run for link in links for run in (Run(" · ", RunStyle.MUTED), link))[1:]


def mistaken_blocks(
    guidance: Guidance | None, meaning: Meaning, registry: Registry, shown: set[str], tr: Tr
) -> tuple[Block, ...]:
    """Link what is easily mistaken for it, and what else has its number."""
    named = guidance.mistaken_for if guidance else ()
    known = tuple(found for found in map(registry.meaning, named) if found)
    same = tuple(
        other
        for other in registry.with_number(meaning.number, meaning.kind)
        if other.id != meaning.id and other.id not in shown and other not in known
    )
    return (
        *((Section(tr("Easily mistaken for")), Prose(meaning_links(known, tr))) if known else ()),
        *(
            (Section(tr("The same number elsewhere")), Prose(meaning_links(same, tr, registry.products)))
            if same
            else ()
        ),
    )


def meaning_links(meanings: tuple[Meaning, ...], tr: Tr, products: tuple[Product, ...] = ()) -> Runs:
    """Link meanings by number and name, with where they are documented if there are several `products`."""
    runs: list[Run] = []
    for meaning in meanings:
        if runs:
            runs.append(Run(" · ", RunStyle.MUTED))
        runs.append(Run(meaning_title(meaning, None, tr), RunStyle.LINK, meaning.id))
        if len(products) > 1:
            runs.append(Run(f" {products_phrase(meaning.products, 2, tr)}", RunStyle.MUTED))
    return tuple(runs)


def carrier_blocks(meaning: Meaning, tr: Tr) -> tuple[Block, ...]:
    """List every product that has the code, with name, category and lifecycle; those that print it alike together."""
    alike: dict[tuple[str, str], list[Product]] = {}
    for code in meaning.codes:
        alike.setdefault((_name(code, tr), _place(code, tr)), []).append(code.product)
    rows = tuple(
        Carrier(products_phrase(tuple(dict.fromkeys(products)), 12, tr), name, place)
        for (name, place), products in alike.items()
    )
    return (Section(tr("Products that have it")), Carriers(rows))


def _name(code: ErrorCode, tr: Tr) -> str:
    number = number_text(code.kind, code.number, tr)
    return number if not code.name or code.name.startswith("HTTP_") else f"{number} {code.name}"


def _place(code: ErrorCode, tr: Tr) -> str:
    parts = (code.category.range, code.category.title) if code.category else ()
    category = " ".join(part for part in parts if part) or tr("no category")
    told = lifecycle_sentence(code.lifecycle, code.since, code.until, tr)
    if not told and code.since:
        told = tr("Documented since {0}.").format(code.since)
    return tr("{0} · {1}").format(category, told) if told else category
