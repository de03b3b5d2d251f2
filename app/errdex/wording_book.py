"""What the program itself says in an exported book of notes: advice and causes, as Markdown. Knows no Qt.

The command line and the window hand these words to `errdex.notes.export`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from errdex.errors import ErrdexError
from errdex.notes.book import BookWords, code
from errdex.registry.guidance_loader import Selection, select
from errdex.registry.model import Kind
from errdex.wording import ground_text, meaning_title, retry_sentence, retry_title

if TYPE_CHECKING:
    from errdex.notes.model import Tick
    from errdex.registry.advice import AdviceBook
    from errdex.registry.guidance import Guidance, GuidanceSource
    from errdex.registry.guidance_loader import GuidanceShelf
    from errdex.registry.model import Registry


def book_words(registry: Registry, advice: AdviceBook, shelf: GuidanceShelf) -> BookWords:
    """Return what a book says of a meaning: its summary and the retry advice; and the texts of ticked causes."""

    def linked(text: str) -> str:
        return re.sub(r"\[\[(.*?)\]\]", lambda found: f"`{_title(found[1], registry)}`", text)

    def said(meaning_id: str, template_id: str | None) -> tuple[str, ...]:
        meaning = registry.meaning(meaning_id)
        if meaning is None:
            return ()
        status = meaning.number if meaning.kind is Kind.HTTP else None
        guidance = _guidance(shelf, meaning_id)
        selection = select(guidance, template_id, status=status) if guidance else Selection(None, (), ())
        found = advice.find(meaning_id, template_id=template_id, status=status)
        ground = ground_text(found.ground, _source(shelf, found.ground))
        retry = f"**{retry_title(found.write)}.** {retry_sentence(found)} ({ground})"
        return (*([linked(selection.summary.text)] if selection.summary else []), retry)

    def cause(tick: Tick) -> str:
        guidance = _guidance(shelf, tick.meaning)
        variants = guidance.variants if guidance else ()
        known = [*(guidance.causes if guidance else ()), *(each for variant in variants for each in variant.causes)]
        return next((linked(each.text) for each in known if each.id == tick.cause), code(tick.cause))

    return BookWords(said, cause)


def _title(meaning_id: str, registry: Registry) -> str:
    meaning = registry.meaning(meaning_id)
    return meaning_title(meaning) if meaning else meaning_id


def _guidance(shelf: GuidanceShelf, meaning_id: str) -> Guidance | None:
    """Return what we say of a meaning; None where that is nothing, or its file is broken."""
    try:
        return shelf.guidance(meaning_id)
    except ErrdexError:
        return None


def _source(shelf: GuidanceShelf, ground: str) -> GuidanceSource | None:
    try:
        return shelf.source(ground)
    except ErrdexError:
        return None
