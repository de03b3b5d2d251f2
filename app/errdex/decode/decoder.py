"""From any text to the errors in it: find, match, rank.

`Decoder.decode` makes a plain reading of the text, finds numbers and messages in it, decides which of them are errors
of Binance's, brings together what belongs together, and ranks what each may mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from errdex.decode import envelopes
from errdex.decode.arguments import rejoined
from errdex.decode.assemble import (
    draft_of_fit,
    drafts_of_hits,
    drafts_of_judged,
    merged,
    with_statuses,
)
from errdex.decode.clean import plain_text
from errdex.decode.evidence import Evidence, stretches_of
from errdex.decode.foreign import speaks_of_others
from errdex.decode.headers import headers_around, may_have_headers, until_of
from errdex.decode.http import read_statuses
from errdex.decode.index import MessageIndex
from errdex.decode.judge import Judge
from errdex.decode.lookup import look_up
from errdex.decode.model import Decoding, Occurrence
from errdex.decode.pages import drafts_of_pages, drafts_of_statuses, may_hold_page, speaks_of_ours
from errdex.decode.rank import Case, rank
from errdex.decode.read import read_mentions
from errdex.decode.records import Records
from errdex.decode.rejects import read_rejects
from errdex.decode.secrets import find_secrets
from errdex.decode.stretches import Stretches
from errdex.decode.words import Words
from errdex.registry.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from errdex.decode.assemble import Draft
    from errdex.decode.clean import Plain
    from errdex.decode.lookup import LookUp
    from errdex.decode.model import Candidate, Secret, Span
    from errdex.registry.advice import AdviceBook
    from errdex.registry.model import Product, Registry


class _Surroundings:
    """What of a text helps to rank all of its errors; those that are alike are ranked once."""

    def __init__(self, evidence: Evidence, chosen: Product | None, *, headers: bool) -> None:
        """Take what speaks for products, and whether the text can hold headers that tell limits."""
        self.evidence = evidence
        self.chosen = chosen
        self.headers = headers
        self._ranked: dict[tuple[object, ...], tuple[Candidate, ...]] = {}

    def rank(self, case: Case, advice: AdviceBook) -> tuple[Candidate, ...]:
        """Rank the candidates of an error; a log may hold a thousand of one kind."""
        meanings = tuple(meaning.id for meaning in case.meanings)
        fits = tuple((one.wording.literals, *one[1:]) for one in case.fits)
        key = (case.number, case.text, case.status, case.names, case.until, case.told, meanings, fits)
        candidates = self._ranked.get(key)
        if candidates is None:
            candidates = self._ranked[key] = rank(case, advice)
        return candidates


class Decoder:
    """Decodes texts against one registry; made once, keeps nothing of what it decodes."""

    def __init__(self, registry: Registry, advice: AdviceBook) -> None:
        """Prepare the registry's templates."""
        self._registry = registry
        self._advice = advice
        self._index = MessageIndex(registry)
        self._judge = Judge(registry, self._index)

    def decode(self, text: str, product: Product | None = None) -> Decoding:
        """Find every error of Binance's in a text, in order, and every secret.

        `product` is the strongest evidence there is: the person's choice. Any text will do; nothing raises.
        """
        words = Words(text)
        secrets: tuple[Secret, ...] = find_secrets(text, words)
        looked_up = look_up(text, self._registry)
        if looked_up is not None:
            return Decoding((self._looked_up(looked_up, text, product),), secrets)
        plain = plain_text(text)
        if plain.text is not text:
            words = Words(plain.text)
        drafts = self._drafts(plain.text, words)
        if not drafts:
            return Decoding((), secrets)
        evidence = Evidence(plain.text, words, stretches_of(plain.text, [draft.start for draft in drafts]))
        around = _Surroundings(evidence, product, headers=may_have_headers(words))
        occurrences = []
        line, counted = 1, 0
        for draft in drafts:
            start = plain.original(draft.start)
            line += text.count("\n", counted, start)
            counted = max(counted, start)
            occurrences.append(self._occurrence(draft, plain, text, around, line))
        return Decoding(tuple(occurrences), secrets)

    def _drafts(self, text: str, words: Words) -> list[Draft]:
        """Find the errors of a plain text, in the order of their first places."""
        others = speaks_of_others(words)
        judged = self._judge.judge(text, read_mentions(text, self._judge.numbers), others=others)
        told = ((one.start, one.end) for one in judged if one.fits and one.fits[0].whole and not one.fits[0].loose)
        hits = self._index.search(text, words, told)
        statuses = read_statuses(text, words)
        rejects = read_rejects(text) if b"rejected" in words.line else []
        paged = may_hold_page(text, words)
        if not (judged or hits or statuses or rejects or paged):
            return []
        records = Records(text)
        drafts = drafts_of_judged(judged, hits, text, records)
        drafts += self._rejected(rejects, drafts, records)
        drafts = merged([*drafts, *drafts_of_hits(hits, drafts, text, records, others=others)], text)
        drafts = with_statuses(drafts, statuses)
        drafts += drafts_of_statuses(statuses, drafts, text, records, self._registry, ours=speaks_of_ours(words))
        if paged:
            drafts += drafts_of_pages(statuses, drafts, text, records, self._registry)
        return sorted(drafts, key=lambda draft: draft.start)

    def _rejected(self, rejects: list[tuple[int, int, str]], taken: list[Draft], records: Records) -> list[Draft]:
        """Make drafts of the reasons with which the user data stream says that an order was rejected."""
        told = Stretches((draft.start, draft.end) for draft in taken)
        fits = {message: self._index.search(message)[:1] for _, _, message in rejects}
        return [
            draft_of_fit(fits[message][0], records.at(start), start, end, message)
            for start, end, message in rejects
            if fits[message] and not told.meet(start, end)
        ]

    def _looked_up(self, looked_up: LookUp, text: str, product: Product | None) -> Occurrence:
        """Answer a look-up."""
        fits = tuple(self._index.search(looked_up.message)) if looked_up.message else ()
        meant = {pattern.meaning.id: pattern.meaning for found in fits[:1] for pattern in found.wording.patterns}
        meant.update((meaning.id, meaning) for meaning in looked_up.meanings)
        case = Case(
            number=looked_up.number,
            text=looked_up.message,
            fits=fits,
            meanings=tuple(meant.values()),
            told=(),
            chosen=product,
            status=looked_up.status,
            names=looked_up.names,
        )
        candidates = _placed(rank(case, self._advice), lambda _: None)
        return Occurrence(
            number=looked_up.number,
            message=None,
            envelope=envelopes.LOOK_UP,
            http_status=looked_up.status,
            span=looked_up.span,
            line=1 + text.count("\n", 0, looked_up.span.start),
            time=None,
            candidates=candidates,
            near=() if candidates else self._registry.near(looked_up.number or 0),
            places=(looked_up.span,),
            message_span=None,
        )

    def _occurrence(self, draft: Draft, plain: Plain, text: str, around: _Surroundings, line: int) -> Occurrence:
        """Rank a draft's candidates and turn its positions back into the input's."""
        headers = headers_around(plain.text, draft.start, draft.record) if around.headers else ()
        told = around.evidence.around(draft.anchor, draft.record.first, draft.record.end)
        message = " ".join(draft.message.split()) if draft.message and "\n" in draft.message else draft.message
        case = Case(
            number=draft.number,
            text=draft.message or "",
            fits=draft.fits,
            meanings=draft.meanings,
            told=told,
            chosen=around.chosen,
            status=draft.status,
            names=draft.names,
            until=until_of(headers),
            documented_by=self._index.documented_by(draft.fits[0]) if told and _is_in_question(draft) else frozenset(),
        )
        candidates = _placed(around.rank(case, self._advice), lambda span: _value_span(draft, span, plain))
        number = draft.number
        near = self._registry.near(number) if number is not None and not candidates else ()
        has_message = draft.message_end > draft.message_start
        message_span = plain.span(draft.message_start, draft.message_end) if has_message else None
        if message_span and draft.raw and message and not text.isascii():
            sent = text[message_span.start : message_span.end]
            # Where nothing was undone but signs that stand for another, they are the message's own.
            if len(sent) == draft.message_end - draft.message_start and "\\" not in sent:
                message = " ".join(sent.split())
        return Occurrence(
            number=number,
            message=_mended(message, draft),
            envelope=_envelope(draft, plain.text),
            http_status=draft.status,
            span=plain.span(draft.start, draft.end),
            line=line,
            time=draft.record.time,
            candidates=candidates,
            near=near,
            places=tuple(plain.span(start, end) for start, end in draft.places),
            message_span=message_span,
            headers=headers,
        )


def _envelope(draft: Draft, text: str) -> str:
    if draft.kind is Kind.HTTP:
        return envelopes.HTTP
    if draft.kind is Kind.STREAM:
        return envelopes.STREAM
    if draft.number is None:
        return envelopes.MESSAGE_ONLY
    return envelopes.envelope_of(text, draft.anchor, draft.end)


def _is_in_question(draft: Draft) -> bool:
    """Whether a number means different things, and the message is one of them."""
    return draft.number is not None and len(draft.meanings) > 1 and bool(draft.fits)


def _placed(candidates: tuple[Candidate, ...], place: Callable[[Span], Span | None]) -> tuple[Candidate, ...]:
    """Turn the spans of arguments, which are those in the message, into what `place` says of them."""
    return tuple(
        one._replace(arguments=tuple(told._replace(span=told.span and place(told.span)) for told in one.arguments))
        if one.arguments
        else one
        for one in candidates
    )


def _value_span(draft: Draft, value: Span, plain: Plain) -> Span | None:
    """Find where a value of a message stands in the input."""
    if draft.raw:
        return plain.span(draft.message_start + value.start, draft.message_start + value.end)
    wanted = (draft.message or "")[value.start : value.end]
    found = plain.text.find(wanted, draft.message_start, draft.message_end) if wanted else -1
    return plain.span(found, found + len(wanted)) if found >= 0 else None


def _mended(message: str | None, draft: Draft) -> str | None:
    """Write a message that a terminal has broken or padded as its template prints it."""
    if not message or not draft.message:
        return message
    if "\\" in message:
        message = message.replace("\\'", "'").replace('\\"', '"')
    if not draft.fits or not ("\n" in draft.message or "   " in draft.message):
        return message
    best = draft.fits[0]
    template = best.wording.patterns[0].template
    if not best.whole or best.loose or len(best.values) != len(template.placeholders):
        return message
    parts = [template.literals[0]]
    for (first, last), literal in zip(best.values, template.literals[1:], strict=True):
        value = draft.message[first:last]
        parts += (rejoined(value) if "\n" in value else value, literal)
    mended = "".join(parts)
    return f"{mended}." if draft.message.rstrip().endswith(".") and not mended.endswith(".") else mended
