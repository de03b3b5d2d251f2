"""How a note stands in a row of the database, and what is made of its texts before they get there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from errdex.notes.model import (
    Act,
    Note,
    NotedArgument,
    NotedOccurrence,
    NoteVersion,
    Tick,
    clean_tags,
    whole_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

NOTE_COLUMNS = (
    "v.note, v.meaning, v.number, v.name, v.template, v.text, v.tags, v.author, v.created, v.changed, v.version,"
    " v.pinned, v.causes, v.occurrence"
)
VERSION_COLUMNS = f"{NOTE_COLUMNS}, v.act, v.base, v.repeats, v.deleted, v.aside, v.stamp, v.lineage"
INSERT = (
    "INSERT INTO versions (note, meaning, number, name, template, text, tags, author, created, changed, version,"
    " pinned, causes, occurrence, act, base, repeats, deleted, aside, stamp, lineage, session, batch)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_WIDTH = len(Note._fields)

LONGEST_SNIPPET = 10_000
"""Characters of an occurrence that a note keeps."""
_LONGEST_MASKED = 100_000
"""Characters that are looked through for secrets: more than is kept, so that none is cut in half."""


def note_row(note: Note) -> tuple[Any, ...]:
    """Return the values of `NOTE_COLUMNS`."""
    occurrence = None if note.occurrence is None else json_text(note.occurrence)
    return (*note[:6], json_text(note.tags), *note[7:11], note.pinned, json_text(note.causes), occurrence)


def version_row(version: NoteVersion) -> tuple[Any, ...]:
    """Return the values of `VERSION_COLUMNS`."""
    return (*note_row(version.note), *version[1:-1], json_text(version.lineage))


def note_of(row: tuple[Any, ...]) -> Note:
    """Return the note of a row of `NOTE_COLUMNS`."""
    causes = tuple(Tick(*tick) for tick in json.loads(row[12]))
    occurrence = None if row[13] is None else occurrence_of(*json.loads(row[13]))
    return Note._make((*row[:6], tuple(json.loads(row[6])), *row[7:11], bool(row[11]), causes, occurrence))


def version_of(row: tuple[Any, ...]) -> NoteVersion:
    """Return the version of a row of `VERSION_COLUMNS`."""
    act, base, repeats, deleted, aside, stamp, lineage = row[_WIDTH:]
    return NoteVersion(
        note_of(row), Act(act), base, repeats, bool(deleted), bool(aside), stamp, tuple(json.loads(lineage))
    )


def occurrence_of(snippet: str, arguments: Iterable[tuple[str, str]], time: str | None) -> NotedOccurrence:
    """Return an occurrence from the plain lists that JSON has."""
    return NotedOccurrence(snippet, tuple(NotedArgument(*argument) for argument in arguments), time)


def json_text(parts: tuple[Any, ...]) -> str:
    """Return what a column holds for a tuple."""
    return json.dumps(parts, ensure_ascii=False)


def storable(note: Note) -> Note:
    """Return the note as it may reach the disk: every text as UTF-8 can hold it, the occurrence masked."""
    meaning, name, template = (
        None if part is None else whole_text(part) for part in (note.meaning, note.name, note.template)
    )
    return note._replace(
        meaning=meaning,
        name=name,
        template=template,
        text=whole_text(note.text),
        tags=clean_tags(note.tags),
        author=whole_text(note.author),
        pinned=bool(note.pinned),
        causes=tuple(dict.fromkeys(Tick(*(whole_text(part) for part in tick)) for tick in note.causes)),
        occurrence=None if note.occurrence is None else _masked(note.occurrence),
    )


def _masked(occurrence: NotedOccurrence) -> NotedOccurrence:
    """Return the occurrence with credentials and private data masked; doing it twice changes nothing."""
    from errdex.decode.secrets import Masker

    mask = Masker().mask
    snippet = mask(whole_text(occurrence.snippet[:_LONGEST_MASKED]))[:LONGEST_SNIPPET]
    arguments = tuple(
        NotedArgument(whole_text(name), mask(whole_text(text[:LONGEST_SNIPPET]))) for name, text in occurrence.arguments
    )
    return NotedOccurrence(snippet, arguments, None if occurrence.time is None else whole_text(occurrence.time))
