"""Where a note stands when something is looked at: a meaning, a number, and what was found and may go with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from errdex.ui.note_draft import NotePlace, Subject

if TYPE_CHECKING:
    from errdex.decode.model import Candidate, Occurrence
    from errdex.notes.model import Note, NotedOccurrence
    from errdex.registry.model import Meaning, Registry

_AROUND = 400
"""Characters before and after an error that are kept with a note, up to the ends of its lines."""
_LEARNT = 200_000
"""Of a longer paste only the surroundings are searched for credentials that stand in what is kept."""


def place_of_meaning(meaning: Meaning) -> NotePlace:
    """Return the place of a code of the table."""
    return NotePlace(Subject(meaning.id, meaning.number), meaning.name, _messages(meaning))


def place_of_occurrence(text: str, occurrence: Occurrence, candidate: Candidate | None) -> NotePlace | None:
    """Return the place of an error found in a text; None where it has neither meaning nor number."""
    origin = partial(origin_of, text, occurrence, candidate)
    if candidate is None:
        return NotePlace(Subject(None, occurrence.number), origin=origin) if occurrence.number is not None else None
    message = candidate.template.id if candidate.template else None
    return place_of_meaning(candidate.meaning)._replace(message=message, origin=origin)


def place_of_note(note: Note, registry: Registry) -> tuple[NotePlace, Meaning | None]:
    """Return where a note stands, and the meaning to show with it (None: there is none)."""
    meaning = registry.meaning(note.meaning) if note.meaning else None
    if meaning is None and note.meaning is None and note.number is not None:
        meaning = next(iter(registry.with_number(note.number)), None)
    if meaning is not None:
        return place_of_meaning(meaning), meaning
    if note.meaning is None and note.number is None:
        return NotePlace(Subject(note=note.id), note.name), None
    return NotePlace(Subject(note.meaning, note.number), note.name), None


def origin_of(text: str, occurrence: Occurrence, candidate: Candidate | None) -> NotedOccurrence:
    """Return what a note may keep of an error: its lines, the values in it, its time; credentials masked."""
    from errdex.decode.secrets import Masker
    from errdex.notes.model import NotedArgument, NotedOccurrence

    span = occurrence.span
    start = text.rfind("\n", max(0, span.start - _AROUND), span.start) + 1 or max(0, span.start - _AROUND)
    end = text.find("\n", span.end, span.end + _AROUND)
    end = min(len(text), span.end + _AROUND) if end < 0 else end
    masker = Masker()
    masker.learn(text if len(text) <= _LEARNT else text[max(0, start - _AROUND) : end + _AROUND])
    values = candidate.arguments if candidate else ()
    arguments = tuple(NotedArgument(value.name, masker.mask(value.text)) for value in values)
    return NotedOccurrence(masker.mask(text[start:end]), arguments, occurrence.time)


def _messages(meaning: Meaning) -> tuple[tuple[str, str], ...]:
    templates = (template for code in meaning.codes for template in code.templates)
    return tuple({template.id: template.text for template in templates}.items())
