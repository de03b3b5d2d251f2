"""Turns a finding or a meaning into the blocks of its page. Pure: values in, values out.

A page is read from its top by somebody whose program stands still: whether to send again, what happened, what to do;
then how to tell the causes apart, and last what is documented, and where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.decode.checkable import may_be_checked
from errdex.decode.model import ReasonKind
from errdex.registry.advice import CAREFUL
from errdex.registry.model import Kind, PlaceholderKind
from errdex.ui.detail_blocks import (
    AdviceBanner,
    Heading,
    Option,
    Options,
    Prose,
    Quote,
    Reads,
    Section,
    Tone,
    Value,
    Values,
)
from errdex.ui.detail_documents import documents_blocks
from errdex.ui.detail_grounds import Grounds
from errdex.ui.detail_guidance import action_blocks, cause_blocks, summary_blocks, what_is_said
from errdex.ui.detail_related import (
    carrier_blocks,
    closer_blocks,
    meaning_links,
    mistaken_blocks,
    narrowed_blocks,
)
from errdex.ui.detail_targets import WHOLE, Narrowing
from errdex.ui.highlight import Run, message_runs
from errdex.wording import (
    argument_title,
    both_sentence,
    execution_sentence,
    found_number,
    lifecycle_sentence,
    match_sentence,
    meaning_title,
    nothing_sentence,
    nothing_title,
    number_text,
    plain,
    products_phrase,
    read_sentence,
    reason_sentence,
    retry_title,
    unknown_sentence,
    write_sentence,
)

if TYPE_CHECKING:
    from errdex.decode.model import Argument, Candidate, Finding
    from errdex.decode.surroundings import Paste
    from errdex.registry.advice import Advice
    from errdex.registry.model import ErrorCode, Meaning, Product
    from errdex.ui.detail_blocks import Block
    from errdex.ui.detail_checks import Checked
    from errdex.ui.detail_grounds import Sources
    from errdex.wording import Tr

LONGEST_MESSAGE = 2_000
"""Characters of a message that its page shows; the paste has it whole."""


def finding_page(
    finding: Finding, chosen: int, sources: Sources, tr: Tr = plain, paste: Paste | None = None
) -> tuple[Block, ...]:
    """Return the page of a finding, as the candidate at `chosen` explains it; `paste` holds values to check it with."""
    if not finding.first.candidates:
        return _unknown_page(finding, sources, tr)
    candidates = finding.first.candidates
    candidate = candidates[min(max(chosen, 0), len(candidates) - 1)]
    meaning, product = candidate.meaning, candidate.code.product
    narrowing = narrowing_of(candidate)
    said = what_is_said(sources.shelf, meaning.id, product, finding.first.http_status, narrowing)
    grounds = Grounds(sources, tr)
    summary = summary_blocks(said, grounds, tr)
    checks = _checks(finding, candidate, paste, grounds, tr)
    return (
        _heading(found_number(finding.first, candidate, tr), candidate.code, candidate.products, meaning, tr),
        *_lifecycle(candidate.code, tr),
        _banner(candidate.advice, candidate.until, grounds, tr),
        *_alternatives(candidates, candidates.index(candidate), tr),
        *summary,
        *(checks.answers if checks else ()),
        *action_blocks(said, grounds, tr),
        *_your_message(finding, candidate, tr),
        *(checks.rest if checks else ()),
        *(closer_blocks(meaning, said.guidance, product, tr) if narrowing == WHOLE else ()),
        *cause_blocks(said, grounds, tr),
        *_filter(narrowing.filter, product, sources, tr),
        *mistaken_blocks(said.guidance, meaning, sources.registry, {other.meaning.id for other in candidates}, tr),
        *documents_blocks(meaning, product, candidate.template, tr),
        *carrier_blocks(meaning, tr),
        *_how_found(finding, candidate, tr),
        *_grounds(grounds, meaning, sources, tr),
    )


def meaning_page(
    meaning: Meaning, product: Product | None, sources: Sources, tr: Tr = plain, narrowing: Narrowing = WHOLE
) -> tuple[Block, ...]:
    """Return the page of a meaning in the wording of `product` where that has it, or of one of its messages."""
    code = meaning.code_of(product)
    status = meaning.number if meaning.kind is Kind.HTTP else None
    advice = sources.advice.find(meaning.id, template_id=narrowing.template, product=product, status=status)
    said = what_is_said(sources.shelf, meaning.id, product, status, narrowing)
    grounds = Grounds(sources, tr)
    return (
        _heading(number_text(meaning.kind, code.number, tr), code, meaning.products, meaning, tr),
        *_lifecycle(code, tr),
        _banner(advice, None, grounds, tr),
        *narrowed_blocks(meaning, narrowing, tr),
        *summary_blocks(said, grounds, tr),
        *action_blocks(said, grounds, tr),
        *(closer_blocks(meaning, said.guidance, code.product, tr) if narrowing == WHOLE else ()),
        *cause_blocks(said, grounds, tr),
        *_filter(narrowing.filter, code.product, sources, tr),
        *mistaken_blocks(said.guidance, meaning, sources.registry, {meaning.id}, tr),
        *documents_blocks(meaning, code.product, None, tr),
        *carrier_blocks(meaning, tr),
        *_grounds(grounds, meaning, sources, tr),
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


def narrowing_of(candidate: Candidate) -> Narrowing:
    """Return which message, and which filter, a candidate recognised."""
    named = next((each.text for each in candidate.arguments if each.kind == PlaceholderKind.FILTER), None)
    return Narrowing(candidate.template.id if candidate.template else None, named)


def _unknown_page(finding: Finding, sources: Sources, tr: Tr) -> tuple[Block, ...]:
    occurrence = finding.first
    near = occurrence.near
    grounds = Grounds(sources, tr)
    message = (Section(tr("Your message")), _quoted(occurrence.message, None)) if occurrence.message else ()
    return (
        Heading(found_number(occurrence, None, tr), tr("unknown code"), unknown_sentence(occurrence.number, tr)),
        _banner(CAREFUL, None, grounds, tr),
        *message,
        Section(tr("What to do")),
        Prose((Run(tr("Read the message that came with it: it is all that is known of this error.")),)),
        Prose(
            (Run(tr("It may be newer than the documents that Errdex was made from; the number is not guessed at.")),)
        ),
        *((Section(tr("Codes near it")), Prose(meaning_links(near, tr))) if near else ()),
        *_places(finding, tr),
    )


# The parts


def _heading(number: str, code: ErrorCode, products: tuple[Product, ...], meaning: Meaning, tr: Tr) -> Heading:
    name = code.name or meaning.name or ""
    category = " ".join(part for part in (code.category.range, code.category.title) if part) if code.category else ""
    subtitle = " · ".join(part for part in (category, products_phrase(products, 1, tr)) if part)
    return Heading(number, "" if name.startswith("HTTP_") else name, subtitle)


def _lifecycle(code: ErrorCode, tr: Tr) -> tuple[Block, ...]:
    sentence = lifecycle_sentence(code.lifecycle, code.since, code.until, tr)
    return (Prose((Run(sentence),), Tone.MUTED),) if sentence else ()


def _banner(advice: Advice, until: str | None, grounds: Grounds, tr: Tr) -> AdviceBanner:
    """Advise on orders and other changes, and apart from them on reads where that differs."""
    alike = advice.read is advice.write
    told = both_sentence(advice.write, tr) if alike else write_sentence(advice, tr)
    return AdviceBanner(
        advice.write,
        retry_title(advice.write, tr),
        tr("{0} {1}").format(execution_sentence(advice.execution, tr), told),
        until,
        grounds.words(advice.ground),
        None if alike else Reads(advice.read, read_sentence(advice.read, tr)),
    )


def _alternatives(candidates: tuple[Candidate, ...], chosen: int, tr: Tr) -> tuple[Block, ...]:
    """Offer every candidate with its reasons, where there is more than one."""
    if len(candidates) == 1:
        return ()
    options = tuple(
        Option(
            meaning_title(candidate.meaning, candidate.code.product, tr),
            _what_speaks_for(candidate, tr),
            candidate.advice.write,
        )
        for candidate in candidates
    )
    is_one_number = len({candidate.meaning.number for candidate in candidates}) == 1
    title = tr("This number means several things") if is_one_number else tr("Several codes send this message")
    return (Section(title), Options(options, chosen))


def _what_speaks_for(candidate: Candidate, tr: Tr) -> str:
    """Say in which products a candidate is documented, and why it stands where it stands, if anything says so."""
    products = products_phrase(candidate.products, tr=tr)
    reasons = " ".join(reason_sentence(reason, tr) for reason in candidate.reasons)
    return tr("{0} · {1}").format(products, reasons) if reasons else products


def _your_message(finding: Finding, candidate: Candidate, tr: Tr) -> tuple[Block, ...]:
    """Quote the message with its values marked, and name the values."""
    occurrence = finding.first
    values = message_values(finding, candidate, tr)
    return (
        *((Section(tr("Your message")),) if occurrence.message or values else ()),
        *((_quoted(occurrence.message, candidate),) if occurrence.message else ()),
        *((Values(values),) if values else ()),
    )


def message_values(finding: Finding, candidate: Candidate, tr: Tr) -> tuple[Value, ...]:
    """Return the values of the message by name, and what status and headers of the answer tell."""
    occurrence = finding.first
    values = tuple(_value(argument) for argument in candidate.arguments if argument.text)
    if occurrence.http_status and candidate.meaning.kind is not Kind.HTTP:
        values = (*values, Value(tr("HTTP status"), str(occurrence.http_status), None, "", is_marked=False))
    return (*values, *(_value(header)._replace(is_marked=False) for header in occurrence.headers))


def _quoted(message: str, candidate: Candidate | None) -> Quote:
    """Quote a message; of a very long one its beginning."""
    cut = message if len(message) <= LONGEST_MESSAGE else f"{message[:LONGEST_MESSAGE]} …"
    return Quote((message_runs(cut, candidate),), is_pasted=True)


def _value(argument: Argument) -> Value:
    is_time = argument.kind == PlaceholderKind.TIME and argument.value is not None
    said = argument.value if argument.value and not is_time and argument.value != argument.text else ""
    return Value(argument_title(argument.name), argument.text, argument.value if is_time else None, said or "")


def _checks(finding: Finding, candidate: Candidate, paste: Paste | None, grounds: Grounds, tr: Tr) -> Checked | None:
    """Check the error with the values of its paste; loaded only for an error that has anything to check."""
    if paste is None or not may_be_checked(finding.first, candidate):
        return None
    from errdex.ui.detail_checks import checked

    return checked(finding.first, candidate, paste, grounds, tr)


def _filter(name: str | None, product: Product, sources: Sources, tr: Tr) -> tuple[Block, ...]:
    """Describe the filter that failed, in the documents' words."""
    if name is None:
        return ()
    described = sources.registry.filters.get(product, ())
    others = (found for filters in sources.registry.filters.values() for found in filters)
    found = next((each for each in (*described, *others) if each.name == name), None)
    if found is None:
        return ()
    return (
        Section(tr("The filter {0}").format(found.name)),
        Quote(((Run(found.description),),), tr("Source: {0}").format(found.source)),
    )


def _how_found(finding: Finding, candidate: Candidate, tr: Tr) -> tuple[Block, ...]:
    """Say how the message was recognised, and where it stands."""
    occurrence = finding.first
    why = match_sentence(candidate.match, tr, has_message=occurrence.message is not None)
    if len(occurrence.candidates) == 1:
        told = (reason for reason in candidate.reasons if reason.kind is not ReasonKind.NUMBER_ONLY)
        why = " ".join((why, *(reason_sentence(reason, tr) for reason in told)))
    return (
        Section(tr("How it was recognised")),
        Prose((Run(why),), Tone.SMALL, is_pasted=True),
        *_places(finding, tr),
    )


def _places(finding: Finding, tr: Tr) -> tuple[Block, ...]:
    """Say where it stands, if it stands in more than one place."""
    count = len(finding.occurrences)
    if count == 1:
        return ()
    lines = ", ".join(str(occurrence.line) for occurrence in finding.occurrences[:8])
    shown = f"{lines} …" if count > 8 else lines
    return (Prose((Run(tr("It stands {0} times in the text: lines {1}.").format(count, shown)),), Tone.SMALL),)


def _grounds(grounds: Grounds, meaning: Meaning, sources: Sources, tr: Tr) -> tuple[Block, ...]:
    """Name the documents that the page rests on; where it holds no statement of ours, those that have the code."""
    listed = grounds.blocks()
    if listed:
        return listed
    revisions = (sources.registry.revisions.get(product) for product in meaning.products)
    named = dict.fromkeys(tr("{0} ({1})").format(each.title, each.date) for each in revisions if each)
    lines = tuple(Prose((Run(words),), Tone.SMALL) for words in named)
    return (Section(tr("What this rests on")), *lines) if lines else ()
