"""What a person is writing on one subject, and how it gets into the store. Knows no widget."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from errdex.notes.model import Note, NotedOccurrence, Tick
    from errdex.notes.store import NoteStore


class Subject(NamedTuple):
    """What a note stands on: a meaning, a number alone, or nothing, when it is named by its own id."""

    meaning: str | None = None
    number: int | None = None
    note: str | None = None


class NotePlace(NamedTuple):
    """What is looked at, and what a note that is written there can take with it."""

    subject: Subject
    name: str | None = None
    """The code's name."""
    messages: tuple[tuple[str, str], ...] = ()
    """Ids and texts of the messages that a note can be narrowed to."""
    message: str | None = None
    """The id of the message that is looked at, if it is one of them."""
    origin: Callable[[], NotedOccurrence] | None = None
    """Tells what was found and may be kept with a note; None where nothing was."""


class Content(NamedTuple):
    """What of a note can be changed in the window; the names are those of `Note`."""

    text: str = ""
    tags: tuple[str, ...] = ()
    causes: tuple[Tick, ...] = ()
    pinned: bool = False
    meaning: str | None = None
    template: str | None = None
    occurrence: NotedOccurrence | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing is said that would be worth a note."""
        return not (self.text.strip() or self.tags or self.causes or self.occurrence)


def content_of(note: Note) -> Content:
    """Return what of a note can be changed."""
    return Content(*(getattr(note, name) for name in Content._fields))


class Draft:
    """One note as it stands in the editor, saved or not."""

    def __init__(self, place: NotePlace, note: Note | None) -> None:
        """Begin with what the store has; None: nothing yet."""
        self.place = place
        self.rivals: tuple[Note, ...] = ()
        """Texts that wait beside the current one."""
        self.current = note
        """The text that holds; another than `note` while ours is one of the rivals."""
        self.is_wanted = False
        """Somebody is about to write here, though nothing stands in it yet."""
        self.take(note)

    def take(self, note: Note | None) -> None:
        """Go on from what the store has."""
        self.note = note
        self.content = content_of(note) if note else Content(meaning=self.place.subject.meaning)

    @property
    def id(self) -> str | None:
        """The note's id; None for one that was never saved."""
        return self.note.id if self.note else None

    @property
    def is_changed(self) -> bool:
        """Whether it says something that is not in the store."""
        if self.note is None:
            return not self.content.is_blank
        return self.content != content_of(self.note)

    @property
    def is_rival(self) -> bool:
        """Whether ours is one of the texts that wait beside the current one."""
        return self.note is not None and any(rival.version == self.note.version for rival in self.rivals)

    def save(self, store: NoteStore, author: str) -> None:
        """Bring what was changed into the store; an emptied note goes into the bin.

        Raises a NotesError, and has changed nothing then.
        """
        if not self.is_changed:
            return
        if self.note is None:
            self.take(self._add(store, author))
        elif self.content.is_blank:
            store.delete(self.note.id, base_version=self.note.version)
            self.take(store.get(self.note.id))
        elif self._is_in(store, self.note):
            self.take(store.save(self.note.id, base_version=self.note.version, **self._changes(self.note)))
        else:  # Another file stands in the place of the one that had it.
            self.take(self._add(store, self.note.author))

    def _is_in(self, store: NoteStore, note: Note) -> bool:
        """Tell whether the store knows the version that was gone on from: an older file may lack it."""
        return store.get(note.id) == note or any(each.note == note for each in store.versions(note.id))

    def _add(self, store: NoteStore, author: str) -> Note:
        number = self.note.number if self.note else self.place.subject.number
        name = self.note.name if self.note else self.place.name
        rest: dict[str, Any] = self.content._asdict()
        return store.add(rest.pop("text"), number=number, name=name, author=author, **rest)

    def _changes(self, note: Note) -> dict[str, Any]:
        """Return the parts that are not what the store has: what others changed elsewhere in the note holds too."""
        return {name: part for name, part in self.content._asdict().items() if part != getattr(note, name)}


def notes_at(place: NotePlace, store: NoteStore) -> tuple[Note, ...]:
    """Return the notes of a place: the pinned first, then the newest; those on other messages of the code last."""
    subject = place.subject
    if subject.note is not None:
        note = store.get(subject.note)
        return (note,) if note else ()
    notes = store.about(subject.meaning, subject.number)
    if place.message is None:
        return notes
    return tuple(sorted(notes, key=lambda note: note.template not in {None, place.message}))
