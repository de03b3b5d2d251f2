"""What a note is about, in the registry's words, for those who read it outside the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from errdex.registry.model import Kind

if TYPE_CHECKING:
    from errdex.notes.model import Note
    from errdex.registry.model import Category, Meaning, Registry, Template

_UNHEADED = {Kind.API: "Without a category", Kind.HTTP: "HTTP statuses", Kind.STREAM: "WebSocket streams"}


class Subject(NamedTuple):
    """What a note is about, as the registry names it."""

    section: str
    """The heading that the note stands under in a book."""
    number: int | None
    name: str | None
    category: str
    """The category's heading, "" where there is none."""
    message: str
    """The documented message, "" where there is none."""


def subject_of(note: Note, registry: Registry) -> Subject:
    """Return what a note is about; where the registry does not know it, what the note itself says."""
    meaning = registry.meaning(note.meaning) if note.meaning else None
    if meaning is not None:
        return _known_subject(note, meaning)
    if note.number is None and note.meaning is None:
        return Subject("Without a code", None, note.name, "", "")
    if note.meaning is None and note.number is not None and len(registry.with_number(note.number)) > 1:
        return Subject("Numbers with several meanings", note.number, note.name, "", "")
    return Subject("Codes that no registry knows", note.number, note.name or note.meaning, "", "")


def _known_subject(note: Note, meaning: Meaning) -> Subject:
    code = meaning.code_of(None)
    heading = _title(code.category) if code.category else ""
    templates = [template for each in meaning.codes for template in each.templates]
    chosen = _chosen(templates, note.template) or (code.templates[0] if code.templates else None)
    name = meaning.name or note.name
    return Subject(heading or _UNHEADED[meaning.kind], meaning.number, name, heading, chosen.text if chosen else "")


def _chosen(templates: list[Template], template_id: str | None) -> Template | None:
    return next((template for template in templates if template.id == template_id), None)


def _title(category: Category) -> str:
    return f"{category.range} – {category.title}" if category.range else category.title
