"""The notes' vocabulary: a note, the versions that it went through, and how notes travel between people."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Note(NamedTuple):
    """A person's saved text on a meaning, on one template of it, on a number, or on nothing in particular."""

    id: str
    """A UUID in 32 hexadecimal digits; the same note has the same id wherever it is imported."""
    meaning: str | None
    """The id of the meaning that it stands on."""
    number: int | None
    """The number that it was written on. Without a meaning, the note stands on this number: one that no registry
    knows, or one with several meanings."""
    name: str | None
    """The code's name when the note was written, so that it can be read without a registry."""
    template: str | None
    """The id of the template that it is narrowed to, within its meaning."""
    text: str
    tags: tuple[str, ...]
    author: str
    created: str
    changed: str
    """ISO 8601 in UTC with milliseconds: "2026-05-03T10:11:12.345Z"."""
    version: int
    """Counts the changes of this note, from 1. Hand it back as `base_version` when saving."""


class Act(StrEnum):
    """What made a version."""

    ADD = "add"
    EDIT = "edit"
    MOVE = "move"
    DELETE = "delete"
    RESTORE = "restore"
    UNDO = "undo"
    SETTLE = "settle"
    IMPORT = "import"


class NoteVersion(NamedTuple):
    """One row of the append-only table: the whole note as it was after one change."""

    note: Note
    """`note.version` is this version's number."""
    act: Act
    base: int | None
    """The number of the version that was changed; None for the first, and for an import that builds on none of ours."""
    repeats: int | None
    """For an undo: the number of the version whose content came back (0: the state before the first)."""
    deleted: bool
    """In the bin after this change."""
    aside: bool
    """Kept beside the current version, because it was not made from it: somebody else had changed the note."""
    stamp: str
    """A fingerprint of the content; how two databases know the same version."""
    lineage: tuple[str, ...]
    """Stamps that this version replaces and that are no rows here, or rivals that it settles."""


class CarriedNote(NamedTuple):
    """A note with what another database must know to tell a newer version from a rival."""

    note: Note
    lineage: tuple[str, ...]
    """The stamps of all versions that led to it, oldest first."""


class MergeCount(NamedTuple):
    """What an import did, or would do."""

    added: int = 0
    """Notes that were not here."""
    changed: int = 0
    """Notes that the other side had carried on from ours."""
    beside: int = 0
    """Versions kept beside ours, because both sides had changed the note."""
    known: int = 0
    """Versions that were here already, or that ours was made from."""


def stamp_of(note: Note) -> str:
    """Return the fingerprint of a note's content: everything but the number of its version."""
    import hashlib
    import json

    content = json.dumps([*note[:-1]], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(content.encode("ascii")).hexdigest()[:16]


def whole_text(text: str) -> str:
    """Return the text as UTF-8 can hold it: surrogate pairs joined, half ones replaced by U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def clean_tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tags without surrounding blanks, empty ones and repetitions, in their order."""
    return tuple(dict.fromkeys(tag for tag in (whole_text(tag).strip() for tag in tags) if tag))


def with_content(note: Note, other: Note) -> Note:
    """Return the note with everything that the person wrote and chose in `other`."""
    return note._replace(
        meaning=other.meaning,
        number=other.number,
        name=other.name,
        template=other.template,
        text=other.text,
        tags=other.tags,
        author=other.author,
    )


def same_content(note: Note, other: Note) -> bool:
    """Tell whether two versions say the same, whenever they were written."""
    return with_content(note, other) == note
