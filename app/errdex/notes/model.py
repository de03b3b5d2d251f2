"""The notes' vocabulary: a note, the versions that it went through, and how notes travel between people."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, TypedDict


class Tick(NamedTuple):
    """One likely cause that the person found to be the one."""

    meaning: str
    """The id of the meaning that the cause is told of."""
    cause: str
    """The cause's id within it."""


class NotedArgument(NamedTuple):
    """A value that stood in the message."""

    name: str
    text: str


class NotedOccurrence(NamedTuple):
    """What led to a note: the place of a paste or log, masked before it reaches the disk (credentials, addresses)."""

    snippet: str
    arguments: tuple[NotedArgument, ...] = ()
    time: str | None = None
    """When it happened, as the source has it."""


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
    pinned: bool = False
    """Shown before the others."""
    causes: tuple[Tick, ...] = ()
    """The causes that were ticked, in the order of ticking."""
    occurrence: NotedOccurrence | None = None
    """What led to the note, if it was written on something found."""


class NewParts(TypedDict, total=False):
    """What can be said of a new note besides its text. With a meaning give number and name too: a note can then be
    read without a registry.
    """  # noqa: D205 -- one paragraph

    meaning: str | None
    number: int | None
    name: str | None
    template: str | None
    tags: tuple[str, ...]
    author: str
    pinned: bool
    causes: tuple[Tick, ...]
    occurrence: NotedOccurrence | None


class Parts(NewParts, total=False):
    """The parts of a note that a save changes; what is left out stays as it is."""

    text: str


CONTENT = ("meaning", "number", "name", "template", "text", "tags", "author", "pinned", "causes", "occurrence")
"""The fields of a note that the person wrote or chose."""


class Act(StrEnum):
    """What made a version."""

    ADD = "add"
    EDIT = "edit"
    MOVE = "move"
    DELETE = "delete"
    RESTORE = "restore"
    PIN = "pin"
    UNDO = "undo"
    REDO = "redo"
    SETTLE = "settle"
    IMPORT = "import"
    REVERT = "revert"
    """A copy of the whole database was brought back."""


class NoteVersion(NamedTuple):
    """One row of the append-only table: the whole note as it was after one change."""

    note: Note
    """`note.version` is this version's number."""
    act: Act
    base: int | None
    """The number of the version that was changed; None for the first, and for an import that builds on none of ours."""
    repeats: int | None
    """For an undo or a redo: the number of the version whose content came back (0: the state before the first)."""
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


class Outcome(StrEnum):
    """What becomes of a note that is imported."""

    ADDED = "added"
    """It was not here."""
    CHANGED = "changed"
    """The other side had carried it on from ours."""
    BESIDE = "beside"
    """Both sides had changed it: theirs is kept beside ours."""
    KNOWN = "known"
    """It was here already, or ours was made from it."""


class Foreseen(NamedTuple):
    """What an import would do with one note."""

    note: Note
    """As it would come in."""
    outcome: Outcome
    ours: Note | None
    """As it is here now; None where it is not, or is in the bin."""


class MergeCount(NamedTuple):
    """What an import did, or would do; the fields are the values of Outcome."""

    added: int = 0
    """Notes that were not here."""
    changed: int = 0
    """Notes that the other side had carried on from ours."""
    beside: int = 0
    """Versions kept beside ours, because both sides had changed the note."""
    known: int = 0
    """Versions that were here already, or that ours was made from."""


class Step(NamedTuple):
    """One step that was taken back or done again: a change of one note, or a whole import."""

    act: Act
    """What had made it."""
    notes: tuple[str, ...]
    """Ids of the notes that changed now."""
    kept: tuple[str, ...] = ()
    """Ids of the notes that were left as they are, because somebody had changed them since."""


class RevertCount(NamedTuple):
    """What bringing back a copy did."""

    back: int = 0
    """Notes that have their content of then."""
    added: int = 0
    """Notes that were not here any more, with all their versions."""
    binned: int = 0
    """Notes that the copy does not know yet: they are in the bin."""
    same: int = 0
    """Notes that were as in the copy."""


def stamp_of(note: Note) -> str:
    """Return the fingerprint of a note's content: everything but the number of its version.

    What a note of the first schema did not have counts only where it is there: the old stamps stay true.
    """
    import hashlib
    import json

    later = {name: getattr(note, name) for name in ("pinned", "causes", "occurrence") if getattr(note, name)}
    content = json.dumps([*note[:10], *([later] if later else [])], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(content.encode("ascii")).hexdigest()[:16]


def whole_text(text: str) -> str:
    """Return the text as UTF-8 can hold it: surrogate pairs joined, half ones replaced by U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def clean_tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Return the tags without surrounding blanks, empty ones and repetitions, in their order."""
    return tuple(dict.fromkeys(tag for tag in (whole_text(tag).strip() for tag in tags) if tag))


def with_content(note: Note, other: Note) -> Note:
    """Return the note with everything that the person wrote and chose in `other`."""
    return note._replace(**{name: getattr(other, name) for name in CONTENT})


def same_content(note: Note, other: Note) -> bool:
    """Tell whether two versions say the same, whenever they were written."""
    return with_content(note, other) == note


def changed_parts(before: Note, after: Note) -> frozenset[str]:
    """Return the names of the parts in which two versions differ."""
    return frozenset(name for name in CONTENT if getattr(before, name) != getattr(after, name))
