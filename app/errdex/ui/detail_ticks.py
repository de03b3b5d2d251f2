"""The causes that a person found to be the one: read from the notes on a meaning, and kept with them. Knows no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from errdex.errors import NotesError

if TYPE_CHECKING:
    from collections.abc import Callable

    from errdex.notes.model import Note, NotedOccurrence, Tick
    from errdex.notes.store import NoteStore


class TickPlace(NamedTuple):
    """What a tick stands on."""

    meaning: str
    number: int
    name: str | None
    template: str | None = None
    """The id of the message that was found, if one was."""


class Ticks:
    """Keeps ticks in the store; without one it knows none."""

    def __init__(self, store: Callable[[], NoteStore | None], author: Callable[[], str] = str) -> None:
        """Ask `store` where the notes are, and `author` who writes them, each time: both may change."""
        self._store = store
        self._author = author

    @property
    def store(self) -> NoteStore | None:
        """Where the notes are, None while they are not open."""
        return self._store()

    def of(self, meaning_id: str) -> frozenset[str]:
        """Return the causes of a meaning that are ticked in any of its notes; none where they cannot be read."""
        return frozenset(
            tick.cause for note in self.notes(meaning_id) for tick in note.causes if tick.meaning == meaning_id
        )

    def notes(self, meaning_id: str) -> tuple[Note, ...]:
        """Return the notes on a meaning; none where they cannot be read."""
        store = self.store
        if store is None or not meaning_id:
            return ()
        try:
            return store.of_meaning(meaning_id)
        except NotesError:
            return ()

    def tick(self, store: NoteStore, place: TickPlace, cause: str, occurrence: NotedOccurrence | None) -> None:
        """Keep a tick with the note on the meaning, or with a new one, and what led to it where nothing is kept yet.

        Raises a NotesError, and has changed nothing then.
        """
        tick = _tick(place, cause)
        notes = store.of_meaning(place.meaning)
        if any(tick in note.causes for note in notes):
            return
        if not notes:
            meaning, number, name, template = place
            store.add(
                "",
                meaning=meaning,
                number=number,
                name=name,
                template=template,
                causes=(tick,),
                occurrence=occurrence,
                author=self._author(),
            )
            return
        note = notes[0]
        causes = (*note.causes, tick)
        led = note.occurrence or occurrence
        store.save(note.id, base_version=note.version, causes=causes, occurrence=led)

    def untick(self, store: NoteStore, place: TickPlace, cause: str) -> None:
        """Take a tick back; a note that says nothing else goes into the bin.

        Raises a NotesError, and has changed nothing then.
        """
        tick = _tick(place, cause)
        for note in store.of_meaning(place.meaning):
            if tick not in note.causes:
                continue
            causes = tuple(each for each in note.causes if each != tick)
            if causes or note.text.strip() or note.tags or note.pinned:
                store.save(note.id, base_version=note.version, causes=causes)
            else:
                store.delete(note.id, base_version=note.version)


def _tick(place: TickPlace, cause: str) -> Tick:
    """Return the tick of a cause; the notes' words are loaded with the notes."""
    from errdex.notes.model import Tick

    return Tick(place.meaning, cause)
