"""One error code, or one filter, told whole: the pages of `errdex explain` in plain text of 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.cli.layout import headline, paragraph, quotation, section, shortened, table
from errdex.cli.statements import Grounds, advice_lines, selection_lines
from errdex.cli.subject import carriers, described_filters
from errdex.registry.guidance_loader import Selection
from errdex.registry.model import Kind, Lifecycle, Product
from errdex.wording import (
    grade_title,
    lifecycle_sentence,
    meaning_title,
    number_text,
    product_name,
    product_title,
    products_phrase,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from errdex.cli.resources import Knowledge
    from errdex.cli.subject import DescribedFilter
    from errdex.registry.advice import AdviceRule
    from errdex.registry.guidance import Guidance, Variant
    from errdex.registry.model import ErrorCode, Meaning, Template

_LONGEST_QUOTED = 70
"""Characters of a template that name a case; it is quoted whole elsewhere on the page."""


def meaning_page(meaning: Meaning, product: Product | None, knowledge: Knowledge) -> list[str]:
    """Return the page of a meaning, in the words of `product` where that has it."""
    grounds = Grounds(knowledge)
    guidance = knowledge.guidance(meaning.id)
    lines = [*_heading(meaning, product), *paragraph(grade_title(guidance), "  ")]
    lines += section("Sending it again", _advice(meaning, product, knowledge, grounds))
    if guidance is not None:
        general = Selection(guidance.summary, guidance.causes, guidance.actions)
        lines += selection_lines(general, knowledge, grounds)
        for variant in guidance.variants:
            lines += _variant(variant, meaning, knowledge, grounds)
    lines += section("Documented messages", _messages(meaning, product))
    lines += section("The documents add", _explanations(meaning))
    lines += section("Filters", _filters(meaning, guidance, product, knowledge))
    lines += section("Easily mistaken for", _mistaken(guidance, knowledge))
    lines += section("Where it is documented", _documents(meaning, knowledge))
    return lines + section("Grounds", grounds.lines())


def filter_page(described: tuple[DescribedFilter, ...], knowledge: Knowledge) -> list[str]:
    """Return the page of a filter: what it is, and what to do when it fails."""
    name = described[0].filter.name
    grounds = Grounds(knowledge)
    products = tuple(
        owner for owner, filters in knowledge.registry.filters.items() if name in {known.name for known in filters}
    )
    lines = headline(name, f"a filter · {products_phrase(products)}")
    senders = carriers(knowledge.registry, name)
    sent = [(meaning_title(meaning), f'"Filter failure: {name}"') for meaning in senders]
    lines += section("It fails with", table(sent))
    explained = next((meaning for meaning in senders if _says_of(name, knowledge.guidance(meaning.id))), None)
    if explained is not None:
        advice = knowledge.advice.find(explained.id)
        lines += section("Sending it again", advice_lines(advice, grounds.mark(advice.ground)))
        lines += selection_lines(knowledge.selection(explained.id, filter_name=name), knowledge, grounds)
    lines += section("The documents describe it", [line for one in described for line in _described(one)])
    return lines + section("Grounds", grounds.lines())


# The parts


def _heading(meaning: Meaning, product: Product | None) -> list[str]:
    code = meaning.code_of(product)
    lines = headline(meaning_title(meaning, product), products_phrase(meaning.products))
    names = [name for name in (meaning.name, *meaning.other_names) if name and name != code.name]
    if names and meaning.kind is Kind.API:
        lines += paragraph(f"Also printed as: {', '.join(names)}.", "  ")
    if product is not None and product not in meaning.products:
        lines += paragraph(f"Not documented for {product_title(product)}.", "  ")
    sentence = lifecycle_sentence(code.lifecycle, code.since, code.until)
    return lines + (paragraph(sentence, "  ") if sentence else [])


def _advice(meaning: Meaning, product: Product | None, knowledge: Knowledge, grounds: Grounds) -> list[str]:
    """Give the advice for all, then the narrower ones, each with what it holds for."""
    rules = knowledge.advice.rules(meaning.id)
    general = next((rule.advice for rule in rules if not rule.narrowness), None)
    if general is None:
        status = meaning.number if meaning.kind is Kind.HTTP else None
        general = knowledge.advice.find(meaning.id, product=product, status=status)
    lines = advice_lines(general, grounds.mark(general.ground))
    for alike in _grouped(rules):
        products = frozenset(product for rule in alike for product in rule.products)
        marks = " ".join(dict.fromkeys(grounds.mark(rule.advice.ground) for rule in alike))
        case = _case(alike[0].templates, products, alike[0].statuses, meaning)
        lines += ["", *advice_lines(alike[0].advice, marks, case)]
    return lines


def _grouped(rules: Iterable[AdviceRule]) -> list[list[AdviceRule]]:
    """Bring the narrower rules together that differ by their products and grounds alone."""
    groups: dict[tuple[object, ...], list[AdviceRule]] = {}
    for rule in rules:
        if rule.narrowness:
            same = (rule.advice[:3], rule.templates, rule.statuses, bool(rule.products))
            groups.setdefault(same, []).append(rule)
    return list(groups.values())


def _variant(variant: Variant, meaning: Meaning, knowledge: Knowledge, grounds: Grounds) -> list[str]:
    """Set what is said instead in one case; filters have pages of their own."""
    if variant.filters:
        return []
    case = _case(variant.templates, variant.products, variant.statuses, meaning)
    said = selection_lines(Selection(variant.summary, variant.causes, variant.actions), knowledge, grounds, "  ")
    return ["", *paragraph(case), *said[1:]]


def _case(templates: Iterable[str], products: Iterable[Product], statuses: Iterable[int], meaning: Meaning) -> str:
    """Say in words when something narrower holds."""
    texts = {template.id: template.text for code in meaning.codes for template in code.templates}
    quoted = [f'"{shortened(texts.get(each, each), _LONGEST_QUOTED)}"' for each in sorted(templates)]
    parts = [f"With the message {' or '.join(quoted)}"] if quoted else []
    order = tuple(sorted(products, key=tuple(Product).index))
    parts += [f"on {products_phrase(order, 9)}"] if order else []
    numbers = [number_text(Kind.HTTP, status) for status in sorted(statuses)]
    parts += [f"with {' or '.join(numbers)}"] if numbers else []
    said = ", ".join(parts)
    return said[:1].upper() + said[1:]


def _messages(meaning: Meaning, product: Product | None) -> list[str]:
    """Quote every text with the products that print it, each with its lifecycle; the asked product's texts first."""
    codes = sorted(meaning.codes, key=lambda code: product is not None and code.product is not product)
    printed: dict[str, list[tuple[Product, Template]]] = {}
    for code in codes:
        for template in code.templates:
            printed.setdefault(template.text, []).append((code.product, template))
    lines: list[str] = []
    for text, places in printed.items():
        described = dict.fromkeys(template.description for _, template in places if template.description)
        about = f"{', '.join(f'{product_name(owner)}{_stands(template)}' for owner, template in places)}."
        seen = dict.fromkeys(template.source for _, template in places if template.lifecycle is Lifecycle.OBSERVED)
        lines += [*([""] if lines else []), *quotation(text), *paragraph(" ".join((about, *described)), "    ")]
        lines += paragraph(f"Seen in: {', '.join(seen)}", "    ") if seen else []
    return lines


def _stands(template: Template) -> str:
    """Say in brackets since when a text is documented, until when it was, or that no document has it."""
    if template.lifecycle is Lifecycle.OBSERVED:
        return " (seen in live answers, in no document)"
    if template.lifecycle is Lifecycle.WITHDRAWN:
        span = " to ".join(date for date in (template.since, template.until) if date)
        return f" (withdrawn; printed {span})" if span else " (withdrawn)"
    return f" (since {template.since})" if template.since else ""


def _explanations(meaning: Meaning) -> list[str]:
    texts = dict.fromkeys(text for code in meaning.codes for text in code.explanations)
    lines: list[str] = []
    for text in texts:
        lines += [*([""] if lines else []), *quotation(text)]
    return lines


def _filters(meaning: Meaning, guidance: Guidance | None, product: Product | None, knowledge: Knowledge) -> list[str]:
    """List the filters that its message can name, where our guidance or the documents tell them apart under it."""
    told = {name for variant in guidance.variants for name in variant.filters} if guidance else set()
    if not told:
        return []
    registry = knowledge.registry
    listed = {described.name for filters in registry.filters.values() for described in filters}
    rows = []
    for name in sorted(told | listed):
        described = described_filters(registry, name, product)
        said = knowledge.selection(meaning.id, filter_name=name).summary if name in told else None
        # The first sentence tells them apart; the rest is much the same for all, and stands on the filter's own page.
        first = knowledge.plain(said.text).partition(". ")[0].rstrip(".") + "." if said else ""
        text = first or (described[0].filter.description if described else "")
        rows += [*paragraph(name, "  "), *paragraph(text, "    ")]
    return [*rows, *paragraph("One of them whole: errdex explain LOT_SIZE", "  ")]


def _mistaken(guidance: Guidance | None, knowledge: Knowledge) -> list[str]:
    found = map(knowledge.registry.meaning, guidance.mistaken_for if guidance else ())
    return table((meaning_title(meaning), products_phrase(meaning.products)) for meaning in found if meaning)


def _documents(meaning: Meaning, knowledge: Knowledge) -> list[str]:
    """List what the products print, with the dates of their documents; products that print the same stand together."""
    places: dict[tuple[str, str], list[str]] = {}
    for code in meaning.codes:
        revision = knowledge.registry.revisions.get(code.product)
        date = f" {revision.date}" if revision and code.lifecycle is not Lifecycle.OBSERVED else ""
        since = f" (since {code.since})" if code.since and code.lifecycle is Lifecycle.DOCUMENTED else ""
        places.setdefault(_printed(code), []).append(f"{product_title(code.product)}{date}{since}")
    lines: list[str] = []
    for (title, stands), products in places.items():
        lines += [*paragraph(title, "  "), *paragraph(stands, "    "), *paragraph(", ".join(products), "    ")]
    return [line for line in lines if line]


def _printed(code: ErrorCode) -> tuple[str, str]:
    """Return number, name and category as a product prints them, and how they stand in its document."""
    category = " ".join(part for part in code.category if part) if code.category else ""
    name = code.name if code.kind is Kind.API else None
    title = " ".join(part for part in (number_text(code.kind, code.number), name) if part)
    stands = lifecycle_sentence(code.lifecycle, code.since, code.until)
    return ", ".join(part for part in (title, category) if part), stands


def _says_of(name: str, guidance: Guidance | None) -> bool:
    return guidance is not None and any(name in variant.filters for variant in guidance.variants)


def _described(one: DescribedFilter) -> list[str]:
    about = f"{product_title(one.product)}: {one.filter.source}"
    return [*quotation(one.filter.description), *paragraph(about, "    ")]
