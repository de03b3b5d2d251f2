"""Notes as a book in Markdown: a chapter for each category, a heading for each code, the notes quoted below it.

Everything that a person typed or that came in from a paste stands in a quotation or as code: whatever marks are in it,
they end with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from errdex.notes.subject import subject_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from errdex.notes.model import Note, NotedOccurrence, Tick
    from errdex.notes.subject import Subject
    from errdex.registry.model import Registry


class BookWords(NamedTuple):
    """What the program itself says in a book; see `errdex.wording_book.book_words`."""

    advice: Callable[[str, str | None], tuple[str, ...]]
    """Takes a meaning's id and a template's, and returns paragraphs in Markdown."""
    cause: Callable[[Tick], str]
    """Takes a ticked cause, and returns its text in Markdown."""


SILENT = BookWords(lambda _meaning, _template: (), lambda tick: code(tick.cause))
"""Says nothing of its own."""


def to_markdown(notes: Iterable[Note], registry: Registry, words: BookWords = SILENT) -> bytes:
    """Return the book; `words` says what the program advises, what is secret in the notes is masked already."""
    chapters: dict[str, list[tuple[Subject, Note]]] = {}
    for subject, note in sorted(((subject_of(note, registry), note) for note in notes), key=_reading_order):
        chapters.setdefault(subject.section, []).append((subject, note))
    lines = ["# Notes", ""]
    for section, pages in chapters.items():
        lines += [f"## {section}", ""]
        above = None
        for subject, note in pages:
            if subject != above:
                lines += _heading(subject, note, words)
            above = subject
            lines += _quoted(note, words)
    return "\n".join(lines).encode()


def _reading_order(page: tuple[Subject, Note]) -> tuple[bool, int, str, str, bool, str, str]:
    subject, note = page
    number = subject.number
    place = (subject.section, f"{subject.name} {subject.message}")
    return (number is None, abs(number or 0), *place, not note.pinned, note.created, note.id)


def _heading(subject: Subject, note: Note, words: BookWords) -> list[str]:
    if subject.number is None and subject.name is None:
        return []
    title = " ".join(code(str(part)) for part in (subject.number, subject.name) if part is not None)
    lines = [f"### {title}", "", *([f"Message: {code(subject.message)}", ""] if subject.message else [])]
    for paragraph in words.advice(note.meaning, note.template) if note.meaning else ():
        lines += [paragraph, ""]
    return lines


def _quoted(note: Note, words: BookWords) -> list[str]:
    text = re.sub("\r\n?", "\n", note.text)
    tags = ["tags " + ", ".join(code(tag) for tag in note.tags)] if note.tags else []
    author = [code(note.author)] if note.author else []
    pinned = ["pinned"] if note.pinned else []
    about = " · ".join((*author, *tags, *pinned, f"changed {note.changed}"))
    lines = [*(f"> {line}".rstrip() for line in text.split("\n")), ""]
    if note.causes:
        lines += ["It was this:", "", *(f"- {words.cause(tick)}" for tick in note.causes), ""]
    if note.occurrence is not None:
        lines += _led(note.occurrence)
    return [*lines, about, ""]


def _led(occurrence: NotedOccurrence) -> list[str]:
    """Return what led to a note, as code."""
    snippet = re.sub("\r\n?", "\n", occurrence.snippet)
    fence = _fence(snippet, 3)
    when = f", {code(occurrence.time)}" if occurrence.time else ""
    values = [f"- {code(name)} {code(text)}" for name, text in occurrence.arguments]
    return [f"What led to it{when}:", "", fence, snippet, fence, "", *values, *([""] if values else [])]


def code(text: str) -> str:
    """Return a text as Markdown's `code`, which takes no mark in it for a mark."""
    line = " ".join(text.split())
    fence = _fence(line, 1)
    blank = " " if "`" in line else ""
    return f"{fence}{blank}{line}{blank}{fence}"


def _fence(text: str, least: int) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    return "`" * max(longest + 1, least)
