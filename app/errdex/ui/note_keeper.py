"""Keeps what a person writes: the drafts of the place that is looked at, when they are saved, and what others did.

It says that a note is saved only after the commit returned. What cannot be saved stays, the reason is told, and it is
tried again; a text whose place was left meanwhile waits in memory until it is in the store.
"""

from __future__ import annotations

from contextlib import ExitStack
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from errdex.errors import ErrdexError, NotesMoved
from errdex.ui.note_draft import Draft, NotePlace, Subject, notes_at
from errdex.ui.translate import told

if TYPE_CHECKING:
    from errdex.notes.model import Note
    from errdex.notes.store import NoteStore

PAUSE = 400
"""A note is saved after so many milliseconds without a key."""
LONGEST = 5000
"""It is saved after so many milliseconds of typing without a pause."""
RETRY = 3000
"""What could not be saved is tried again after so many milliseconds."""
LOOK = 1000
"""How often it is seen whether somebody else wrote; the question costs some microseconds."""


class NoteState(Enum):
    """How the shown note stands."""

    EMPTY = auto()
    UNSAVED = auto()
    SAVED = auto()
    CONTESTED = auto()
    """Saved, and another text waits beside it."""
    FAILED = auto()


class NoteKeeper(QObject):
    """Holds the drafts and the store."""

    filled = Signal()
    """Another note is shown, or the shown one has other words."""
    state_changed = Signal()
    written = Signal()
    """Something was written to the store, by us or by others."""
    lost = Signal()
    """The file is another one now: the notes must be opened again."""

    def __init__(self, parent: QObject) -> None:
        """Begin without a store and without a place to write on."""
        super().__init__(parent)
        self.store: NoteStore | None = None
        self.place: NotePlace | None = None
        self.drafts: tuple[Draft, ...] = ()
        self.at = 0
        self.author = ""
        self.fault = ""
        """Why the last attempt to save or read failed; "" where it did not."""
        self._waiting: list[Draft] = []
        self._seen = 0
        self._pause = self._timer(PAUSE, self.save)
        self._longest = self._timer(LONGEST, self.save)
        self._again = self._timer(RETRY, self.save)
        self._look = QTimer(self, interval=LOOK, timerType=Qt.TimerType.CoarseTimer)
        self._look.timeout.connect(self.look)

    def _timer(self, milliseconds: int, does: Any) -> QTimer:  # noqa: ANN401  (a slot; what it returns is not looked at)
        timer = QTimer(self, singleShot=True, interval=milliseconds)
        timer.timeout.connect(does)
        return timer

    # What is shown

    @property
    def draft(self) -> Draft | None:
        """The note in the editor."""
        return self.drafts[self.at] if self.drafts else None

    @property
    def state(self) -> NoteState:
        """How it stands."""
        draft = self.draft
        if self.fault:
            return NoteState.FAILED
        if draft is not None and draft.is_changed:
            return NoteState.UNSAVED
        if draft is None or draft.note is None:
            return NoteState.EMPTY
        return NoteState.CONTESTED if draft.rivals else NoteState.SAVED

    @property
    def unsaved(self) -> tuple[Draft, ...]:
        """Everything that is not in the store."""
        drafts = dict.fromkeys((*self._waiting, *self.drafts))
        return tuple(draft for draft in drafts if draft.is_changed)

    def set_store(self, store: NoteStore | None) -> None:
        """Take the notes once they are open, and save what was typed before; None: save, and let go of them."""
        if store is None:
            self.save()
        self.store = store
        self.fault = ""
        if store is None:
            self._look.stop()
        elif self.unsaved:
            self.save()
        else:
            self._refresh()

    def watch(self, *, is_on: bool) -> None:
        """Look for what others write, while somebody can see it."""
        if is_on and not self._look.isActive():
            self.look()
            self._look.start()
        elif not is_on:
            self._look.stop()

    def show(self, place: NotePlace | None, note_id: str | None = None) -> None:
        """Show the notes of a place, that of `note_id` or the first, saving what was typed at the one before."""
        if place is not None and self.place is not None and place.subject == self.place.subject:
            self.place = place
            for draft in self.drafts:
                draft.place = place
            self.look()
        else:
            self.save()
            self._waiting += [draft for draft in self.drafts if draft.is_changed and draft not in self._waiting]
            self.place, self.at = place, 0
            self.drafts = tuple(draft for draft in self._waiting if place and draft.place.subject == place.subject)
            self._read()
        if note_id is not None:
            self.choose(next((at for at, draft in enumerate(self.drafts) if draft.id == note_id), self.at))
        self.filled.emit()
        self.state_changed.emit()

    def choose(self, at: int) -> None:
        """Show another note of the place."""
        if at != self.at and 0 <= at < len(self.drafts):
            shown = self.drafts[at]
            self.save()
            self.at = self.drafts.index(shown) if shown in self.drafts else 0
            self.filled.emit()
            self.state_changed.emit()

    def step(self, step: int) -> None:
        """Show the next note of the place, and after the last the first."""
        if self.drafts:
            self.choose((self.at + step) % len(self.drafts))

    def begin(self) -> None:
        """Begin a further note at this place; one without a code where nothing is looked at."""
        self.save()
        if self.place is None or self.place.subject.note is not None:
            self.place, self.drafts = NotePlace(Subject()), ()
        self.drafts = (Draft(self.place, None), *(draft for draft in self.drafts if draft.note or draft.is_changed))
        self.at = 0
        self.hold()
        self.filled.emit()
        self.state_changed.emit()

    # Writing

    def edit(self, **parts: Any) -> None:  # noqa: ANN401  (the fields of Content)
        """Change parts of the shown note; it is saved after a pause."""
        draft = self.draft
        if draft is None:
            return
        draft.content = draft.content._replace(**parts)
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()
        self.state_changed.emit()

    def change(self, **parts: Any) -> None:  # noqa: ANN401  (the fields of Content)
        """Change parts of the shown note, saving at once."""
        self.edit(**parts)
        self.save()
        self.filled.emit()

    def save(self) -> bool:
        """Save every text that is not in the store; return whether all of it is there now."""
        for timer in (self._pause, self._longest, self._again):
            timer.stop()
        changed, store = self.unsaved, self.store
        if changed and store is None:
            self.fault = self.tr("The notes are not open.")
        elif changed and store is not None:
            self._again.start()
            faults = self._faults_of(changed, store)
            self._waiting = [draft for draft in self._waiting if draft.is_changed]
            if len(faults) < len(changed):
                self._refresh()
                self.written.emit()
            self.fault = " ".join(dict.fromkeys(faults))
            if not faults:
                self._again.stop()
        else:
            self.fault = ""
        self.state_changed.emit()
        return not self.unsaved

    def _faults_of(self, drafts: tuple[Draft, ...], store: NoteStore) -> list[str]:
        """Save texts; return why, for each that fails. None holds the others back, not even by a fault of our own."""
        faults: list[str] = []

        def save(draft: Draft) -> None:
            self._attempt(partial(draft.save, store, self.author))
            if self.fault:
                faults.append(self.fault)

        with ExitStack() as saving:  # It does all that it was given, whatever one of them raises.
            for draft in reversed(drafts):
                saving.callback(save, draft)
        return faults

    def look(self) -> None:
        """See whether somebody else changed the notes; what is typed and not saved stays."""
        store = self.store
        if store is None or self.unsaved:
            return
        fault = self.fault
        newest = self._attempt(store.latest_change)
        if newest is not None and newest != self._seen:
            self._refresh()
            self.written.emit()
        elif fault != self.fault:
            self.state_changed.emit()

    def hold(self) -> None:
        """Keep the shown draft in the editor though nothing stands in it yet: somebody is about to write."""
        if self.draft is not None:
            self.draft.is_wanted = True

    def delete(self) -> Note | None:
        """Put the shown note into the bin, with what was typed last; return it, None where that cannot be."""
        draft = self.draft
        if draft is None or not self.save() or draft.note is None or self.store is None:
            return None
        gone, store = draft.note, self.store
        if not self._attempt(lambda: store.delete(gone.id)):
            return None
        self._refresh()
        self.written.emit()
        return gone

    def refresh(self) -> None:
        """Read the notes anew, after something was done to them elsewhere in the window."""
        self._refresh()
        self.written.emit()

    def _attempt(self, does: Any) -> Any:  # noqa: ANN401  (what the store returns)
        """Do something with the store; None where it failed, and then the reason is kept."""
        self.fault = ""
        try:
            return does()
        except NotesMoved as error:
            self.fault = told(error)
            if self.store is not None:  # Nothing more is asked of it.
                self.store = None
                self.lost.emit()
        except ErrdexError as error:
            self.fault = told(error)
        return None

    # Reading

    def _refresh(self) -> None:
        self._read()
        self.filled.emit()
        self.state_changed.emit()

    def _read(self) -> None:
        """Bring the drafts up to what the store has; what is typed and not saved stays as it is."""
        place, store = self.place, self.store
        if place is None:
            self.drafts, self.at = (), 0
            return
        shown = self.draft
        if place.subject == Subject() and shown is not None and shown.id is not None:
            place = self.place = NotePlace(Subject(note=shown.id))
            shown.place = place
        notes: tuple[Note, ...] = ()
        if store is not None and place.subject != Subject():
            notes = self._attempt(lambda: self._notes(place, store)) or ()
        known = {draft.id: draft for draft in self.drafts if draft.id}
        kept = {note.id for note in notes}
        loose = [draft for draft in self.drafts if draft.id not in kept and (draft.is_changed or self.fault)]
        if shown is not None and shown.id is None and shown.is_wanted and shown not in loose:
            loose.append(shown)
        found = [self._up_to_date(known.get(note.id) or Draft(place, note), note) for note in notes]
        drafts = (*loose, *found)
        self.drafts = drafts or (Draft(place, None),)
        self.at = self.drafts.index(shown) if shown in self.drafts else 0

    def _notes(self, place: NotePlace, store: NoteStore) -> tuple[Note, ...]:
        self._seen = store.latest_change()
        return notes_at(place, store)

    def _up_to_date(self, draft: Draft, note: Note) -> Draft:
        draft.current = note
        draft.rivals = (self._attempt(partial(self.store.rivals, note.id)) or ()) if self.store else ()
        if not draft.is_changed and not draft.is_rival:
            draft.take(note)
        return draft
