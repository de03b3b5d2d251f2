"""What a person is writing on one subject, and how it gets into the store. Knows no widget."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from errdex.notes.model import Note
    from errdex.notes.store import NoteStore


class Subject(NamedTuple):
    """What a note stands on: a meaning, or a number alone."""

    meaning: str | None
    number: int | None


class Draft:
    """One note as it stands in the editor, saved or not."""

    def __init__(self, subject: Subject, name: str | None, note: Note | None) -> None:
        """Begin with what the store has; None: nothing yet."""
        self.subject = subject
        self.name = name
        self.note = note
        self.text = note.text if note else ""
        self.tags = note.tags if note else ()
        self.is_beside = False
        """Another window changed the note meanwhile: both texts are kept."""

    @property
    def is_changed(self) -> bool:
        """Whether it says something that is not in the store."""
        return (self.text, self.tags) != ((self.note.text, self.note.tags) if self.note else ("", ()))

    def save(self, store: NoteStore) -> None:
        """Bring what was typed into the store; an emptied note goes into the bin.

        Raises a NotesError, and has changed nothing then.
        """
        if not self.is_changed:
            return
        if self.text.strip() or self.tags:
            self._keep(store)
        elif self.note is not None:
            store.delete(self.note.id, base_version=self.note.version)
            self.note = store.get(self.note.id)
            self.text, self.tags = (self.note.text, self.note.tags) if self.note else ("", ())
        else:
            self.text = ""

    def _keep(self, store: NoteStore) -> None:
        if self.note is None:
            meaning, number = self.subject
            self.note = store.add(self.text, meaning=meaning, number=number, name=self.name, tags=self.tags)
        else:
            self.note = store.save(self.note.id, base_version=self.note.version, text=self.text, tags=self.tags)
            current = store.get(self.note.id)
            self.is_beside = current is not None and current.version != self.note.version
        self.text, self.tags = self.note.text, self.note.tags


def drafts_of(subject: Subject, name: str | None, store: NoteStore | None) -> tuple[Draft, ...]:
    """Return the notes on a subject, the one changed last first; one empty draft where there are none."""
    notes: tuple[Note, ...] = ()
    if store is not None and subject.meaning is not None:
        notes = store.of_meaning(subject.meaning)
    elif store is not None and subject.number is not None:
        notes = store.of_number(subject.number)
    return tuple(Draft(subject, name, note) for note in notes) or (Draft(subject, name, None),)
