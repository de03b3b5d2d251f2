"""Turns a finding or a meaning into the blocks of its page. Pure: values in, values out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from errdex.decode.checkable import may_be_checked
from errdex.decode.model import ReasonKind
from errdex.errors import ErrdexError
from errdex.registry.advice import CAREFUL, Advice
from errdex.registry.guidance import JUDGEMENT, Grade
from errdex.registry.model import ErrorCode, Kind, Meaning, PlaceholderKind, Product
from errdex.ui.detail_blocks import (
    AdviceBanner,
    Block,
    Checklist,
    Heading,
    Option,
    Options,
    Prose,
    Quote,
    Section,
    Step,
    Tone,
    Value,
    Values,
)
from errdex.ui.detail_documents import documents_blocks
from errdex.ui.highlight import Run, Runs, RunStyle, guidance_runs, linked_meanings, message_runs
from errdex.wording import (
    Tr,
    argument_title,
    execution_sentence,
    found_number,
    grade_title,
    ground_text,
    lifecycle_sentence,
    match_sentence,
    meaning_title,
    nothing_sentence,
    nothing_title,
    number_text,
    plain,
    products_phrase,
    reason_sentence,
    retry_sentence,
    retry_title,
    unknown_sentence,
)

if TYPE_CHECKING:
    from errdex.decode.model import Argument, Candidate, Finding
    from errdex.decode.surroundings import Paste
    from errdex.registry.advice import AdviceBook
    from errdex.registry.guidance import Guidance
    from errdex.registry.guidance_loader import GuidanceShelf, Selection
    from errdex.registry.model import Registry


class Sources(NamedTuple):
    """What pages are made from. Made once, at the edge, and handed in."""

    registry: Registry
    advice: AdviceBook
    shelf: GuidanceShelf


class _Said(NamedTuple):
    """What our guidance says of one error, and why it says nothing where a file is broken."""

    guidance: Guidance | None
    selection: Selection | None
    fault: str


def finding_page(
    finding: Finding, chosen: int, sources: Sources, tr: Tr = plain, paste: Paste | None = None
) -> tuple[Block, ...]:
    """Return the page of a finding, as the candidate at `chosen` explains it; `paste` holds values to check it with."""
    if not finding.first.candidates:
        return _unknown_page(finding, sources, tr)
    candidates = finding.first.candidates
    candidate = candidates[min(max(chosen, 0), len(candidates) - 1)]
    meaning, product = candidate.meaning, candidate.code.product
    said = _said(sources, meaning, candidate, finding.first.http_status)
    return (
        _heading(found_number(finding.first, candidate, tr), candidate.code, candidate.products, meaning, tr),
        *_lifecycle(candidate.code, tr),
        _banner(candidate.advice, candidate.until, sources, tr),
        *_alternatives(candidates, candidates.index(candidate), tr),
        *_your_message(finding, candidate, tr),
        *_checks(finding, candidate, paste, sources, tr),
        *_guidance_blocks(said, sources, tr),
        *_filters(candidate, sources, tr),
        *_mistaken(said, meaning, sources, {other.meaning.id for other in candidates}, tr),
        *documents_blocks(meaning, product, candidate.template, tr),
        *_grounds(said, candidate.advice, meaning, sources, tr),
    )


def meaning_page(meaning: Meaning, product: Product | None, sources: Sources, tr: Tr = plain) -> tuple[Block, ...]:
    """Return the page of a meaning, in the wording of `product` where that has it."""
    code = meaning.code_of(product)
    advice = sources.advice.find(meaning.id, product=product)
    said = _said(sources, meaning, None, meaning.number if meaning.kind is Kind.HTTP else None, product)
    return (
        _heading(number_text(meaning.kind, code.number, tr), code, meaning.products, meaning, tr),
        *_lifecycle(code, tr),
        _banner(advice, None, sources, tr),
        *_guidance_blocks(said, sources, tr),
        *_mistaken(said, meaning, sources, {meaning.id}, tr),
        *documents_blocks(meaning, code.product, None, tr),
        *_grounds(said, advice, meaning, sources, tr),
    )


def nothing_page(tr: Tr = plain) -> tuple[Block, ...]:
    """Return the page for a text that holds no error."""
    helps = (
        tr("The exchange's whole answer, with its code and its message, is best."),
        tr("A number or a name alone is enough to look a code up: -1121, INVALID_TIMESTAMP."),
        tr("A message without a number is found too, if it is one that the exchange sends."),
        tr("An HTTP status counts where the text says that it is one: HTTP/1.1 429."),
        tr("Errors of other exchanges and of the network are not looked for."),
    )
    return (
        Heading("", nothing_title(tr), nothing_sentence(tr)),
        Section(tr("What helps")),
        *(Prose((Run(sentence),)) for sentence in helps),
    )


def _unknown_page(finding: Finding, sources: Sources, tr: Tr) -> tuple[Block, ...]:
    occurrence = finding.first
    near = occurrence.near
    message = (Section(tr("Your message")), Quote(((Run(occurrence.message),),))) if occurrence.message else ()
    return (
        Heading(found_number(occurrence, None, tr), tr("unknown code"), unknown_sentence(occurrence.number, tr)),
        _banner(CAREFUL, None, sources, tr),
        *message,
        *_places(finding, tr),
        Section(tr("What to do")),
        Prose((Run(tr("Read the message that came with it: it is all that is known of this error.")),)),
        Prose(
            (Run(tr("It may be newer than the documents that Errdex was made from; the number is not guessed at.")),)
        ),
        *((Section(tr("Codes near it")), _links(near, sources, tr)) if near else ()),
    )


# The parts


def _heading(number: str, code: ErrorCode, products: tuple[Product, ...], meaning: Meaning, tr: Tr) -> Heading:
    name = code.name or meaning.name or ""
    category = " ".join(part for part in (code.category.range, code.category.title) if part) if code.category else ""
    subtitle = " · ".join(part for part in (category, products_phrase(products, tr=tr)) if part)
    return Heading(number, "" if name.startswith("HTTP_") else name, subtitle)


def _lifecycle(code: ErrorCode, tr: Tr) -> tuple[Block, ...]:
    sentence = lifecycle_sentence(code.lifecycle, code.since, code.until, tr)
    return (Prose((Run(sentence),), Tone.MUTED),) if sentence else ()


def _banner(advice: Advice, until: str | None, sources: Sources, tr: Tr) -> AdviceBanner:
    sentence = tr("{0} {1}").format(execution_sentence(advice.execution, tr), retry_sentence(advice, tr))
    return AdviceBanner(
        advice.write, retry_title(advice.write, tr), sentence, until, _ground(advice.ground, sources, tr)
    )


def _alternatives(candidates: tuple[Candidate, ...], chosen: int, tr: Tr) -> tuple[Block, ...]:
    """Offer every candidate with its reasons, where there is more than one."""
    if len(candidates) == 1:
        return ()
    options = tuple(
        Option(
            meaning_title(candidate.meaning, candidate.code.product, tr),
            tr("{0} · {1}").format(
                products_phrase(candidate.products, tr=tr),
                " ".join(reason_sentence(reason, tr) for reason in candidate.reasons),
            ),
            candidate.advice.write,
        )
        for candidate in candidates
    )
    return (Section(tr("This number means several things")), Options(options, chosen))


def _your_message(finding: Finding, candidate: Candidate, tr: Tr) -> tuple[Block, ...]:
    occurrence = finding.first
    values = tuple(_value(argument) for argument in candidate.arguments if argument.text)
    if occurrence.http_status and candidate.meaning.kind is not Kind.HTTP:
        values = (*values, Value(tr("HTTP status"), str(occurrence.http_status), None, "", is_marked=False))
    values += tuple(_value(header)._replace(is_marked=False) for header in occurrence.headers)
    why = match_sentence(candidate.match, tr, has_message=occurrence.message is not None)
    if len(occurrence.candidates) == 1:
        told = (reason for reason in candidate.reasons if reason.kind is not ReasonKind.NUMBER_ONLY)
        why = " ".join((why, *(reason_sentence(reason, tr) for reason in told)))
    return (
        *((Section(tr("Your message")),) if occurrence.message or values else ()),
        *((Quote((message_runs(occurrence.message, candidate),)),) if occurrence.message else ()),
        *((Values(values),) if values else ()),
        Prose((Run(why),), Tone.SMALL),
        *_places(finding, tr),
    )


def _checks(finding: Finding, candidate: Candidate, paste: Paste | None, sources: Sources, tr: Tr) -> tuple[Block, ...]:
    if paste is None or not may_be_checked(finding.first, candidate):
        return ()
    from errdex.ui.detail_checks import checks_blocks

    return checks_blocks(finding.first, candidate, paste, lambda ground: _ground(ground, sources, tr), tr)


def _value(argument: Argument) -> Value:
    is_time = argument.kind == PlaceholderKind.TIME and argument.value is not None
    said = argument.value if argument.value and not is_time and argument.value != argument.text else ""
    return Value(argument_title(argument.name), argument.text, argument.value if is_time else None, said or "")


def _places(finding: Finding, tr: Tr) -> tuple[Block, ...]:
    """Say where it stands, if it stands in more than one place."""
    count = len(finding.occurrences)
    if count == 1:
        return ()
    lines = [str(occurrence.line) for occurrence in finding.occurrences]
    shown = ", ".join(lines[:8]) + (" …" if len(lines) > 8 else "")
    return (Prose((Run(tr("It stands {0} times in the text: lines {1}.").format(count, shown)),), Tone.SMALL),)


def _guidance_blocks(said: _Said, sources: Sources, tr: Tr) -> tuple[Block, ...]:
    if said.selection is None:
        sentence = said.fault or grade_title(said.guidance, tr)
        return (Section(tr("What happened")), Prose((Run(sentence),), Tone.MUTED))
    summary, causes, actions = said.selection
    blocks: list[Block] = []
    if summary:
        ground = _ground(summary.ground, sources, tr)
        blocks += (Section(tr("What happened")), Prose(_runs(summary.text, sources, tr), Tone.NORMAL, ground))
    if said.guidance and said.guidance.grade is Grade.FAMILY:
        blocks.append(Prose((Run(grade_title(said.guidance, tr)),), Tone.SMALL))
    if causes:
        steps = tuple(
            Step(
                cause.id,
                _runs(cause.text, sources, tr),
                _runs(cause.tell, sources, tr),
                _ground(cause.ground, sources, tr),
            )
            for cause in causes
        )
        blocks += (Section(tr("Likely causes")), Checklist(steps))
    if actions:
        steps = tuple(
            Step(action.id, _runs(action.text, sources, tr), (), _ground(action.ground, sources, tr))
            for action in actions
        )
        blocks += (Section(tr("What to do")), Checklist(steps))
    return tuple(blocks)


def _filters(candidate: Candidate, sources: Sources, tr: Tr) -> tuple[Block, ...]:
    """Describe the filter that failed, in the documents' words."""
    name = _filter_name(candidate)
    described = sources.registry.filters.get(candidate.code.product, ()) if name else ()
    others = (found for filters in sources.registry.filters.values() for found in filters) if name else ()
    found = next((each for each in (*described, *others) if each.name == name), None)
    if found is None:
        return ()
    return (
        Section(tr("The filter {0}").format(found.name)),
        Quote(((Run(found.description),),), tr("Source: {0}").format(found.source)),
    )


def _filter_name(candidate: Candidate) -> str | None:
    return next((each.text for each in candidate.arguments if each.kind == PlaceholderKind.FILTER), None)


def _mistaken(said: _Said, meaning: Meaning, sources: Sources, shown: set[str], tr: Tr) -> tuple[Block, ...]:
    """Link what is easily mistaken for it, and what else has its number."""
    named = said.guidance.mistaken_for if said.guidance else ()
    known = tuple(found for found in map(sources.registry.meaning, named) if found)
    same = tuple(
        other
        for other in sources.registry.with_number(meaning.number, meaning.kind)
        if other.id != meaning.id and other.id not in shown and other not in known
    )
    return (
        *((Section(tr("Easily mistaken for")), _links(known, sources, tr)) if known else ()),
        *((Section(tr("The same number elsewhere")), _links(same, sources, tr, with_products=True)) if same else ()),
    )


def _links(meanings: tuple[Meaning, ...], sources: Sources, tr: Tr, *, with_products: bool = False) -> Prose:
    runs: list[Run] = []
    for meaning in meanings:
        if runs:
            runs.append(Run(" · ", RunStyle.MUTED))
        runs.append(Run(meaning_title(meaning, None, tr), RunStyle.LINK, meaning.id))
        if with_products and len(sources.registry.products) > 1:
            runs.append(Run(f" {products_phrase(meaning.products, 2, tr)}", RunStyle.MUTED))
    return Prose(tuple(runs))


# What it rests on


def _grounds(said: _Said, advice: Advice, meaning: Meaning, sources: Sources, tr: Tr) -> tuple[Block, ...]:
    """Name every document that this page rests on, and what is our judgement."""
    statements = [advice.ground]
    if said.selection:
        summary, causes, actions = said.selection
        statements += [each.ground for each in (*((summary,) if summary else ()), *causes, *actions)]
    documents = [_ground(each, sources, tr) for each in dict.fromkeys(statements) if each != JUDGEMENT]
    revisions = [
        tr("{0} ({1})").format(revision.title, revision.date)
        for product in meaning.products
        if (revision := sources.registry.revisions.get(product))
    ]
    named = list(dict.fromkeys(documents or revisions[:3]))
    lines = [tr("Ground: {0}.").format("; ".join(named))] if named else []
    if JUDGEMENT in statements:
        lines.append(tr("What no document settles is our judgement; the pointer shows which."))
    return (Prose((Run(" ".join(lines)),), Tone.SMALL),) if lines else ()


def _said(
    sources: Sources,
    meaning: Meaning,
    candidate: Candidate | None,
    status: int | None,
    product: Product | None = None,
) -> _Said:
    try:
        guidance = sources.shelf.guidance(meaning.id)
    except ErrdexError as fault:
        return _Said(None, None, str(fault))
    if guidance is None:
        return _Said(None, None, "")
    selection = sources.shelf.select(
        guidance,
        candidate.template.id if candidate and candidate.template else None,
        _filter_name(candidate) if candidate else None,
        candidate.code.product if candidate else product,
        status,
    )
    empty = not (selection.summary or selection.causes or selection.actions)
    return _Said(guidance, None if empty else selection, "")


def _ground(ground: str, sources: Sources, tr: Tr) -> str:
    try:
        source = sources.shelf.source(ground)
    except ErrdexError:
        source = None
    return ground_text(ground, source, tr)


def _runs(text: str, sources: Sources, tr: Tr) -> Runs:
    """Set a text of ours: code in the fixed font, links with the number and name of what they point at."""
    found = (sources.registry.meaning(each) for each in linked_meanings(text))
    return guidance_runs(text, {meaning.id: meaning_title(meaning, None, tr) for meaning in found if meaning})
