"""Keep the notes in SQLite: every change is one more row, and what a method returns is on the disk.

Contract
- A store belongs to the thread that opened it. Several stores, in threads, windows or programs, may work on one file;
  `latest_change` and `changed_since` tell one what the others did.
- A method that changes something returns after its commit, or raises one of the NotesError family and has changed
  nothing. The sentence of the error can be shown as it is.
- The current version of a note only moves forward from itself. A save that was made from an older one is kept too,
  *aside*: it is a rival (`rivals`, `contested`) until `settle` says which text holds. Nothing is ever overwritten.
- Every save is a version of its own; what a person typed and undo promises is not thinned out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from errdex.errors import InputError
from errdex.notes.lineage import is_known, latest_shared, open_ends, stamps_before
from errdex.notes.model import (
    Act,
    CarriedNote,
    MergeCount,
    Note,
    NoteVersion,
    clean_tags,
    same_content,
    stamp_of,
    whole_text,
    with_content,
)
from errdex.notes.opening import Opened, open_database
from errdex.notes.table import GREATEST, Change, VersionTable

if TYPE_CHECKING:
    from typing import Self

    from errdex.notes.lineage import History, Link


class NoteStore:
    """The notes of one person, in one file."""

    def __init__(self, path: Path, opened: Opened, clock: Callable[[], datetime]) -> None:
        """Use `NoteStore.open`."""
        self.path = path
        self.set_aside = opened.set_aside
        """Where a damaged database was put that stood here before; None if there was none."""
        self.copy = opened.copy
        """The copy made before an older database was brought up to date; None if none was needed."""
        self.read_only = opened.read_only
        """The notes can be read and not changed here."""
        self._table = VersionTable(opened.connection, path, clock, unwritable=opened.read_only)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        patience: float = 5.0,
        thorough: bool = False,
        clock: Callable[[], datetime] | None = None,
    ) -> NoteStore:
        """Open the notes at `path`, making folder and file if they are missing.

        `patience`: seconds to wait for another program at each change. `thorough`: check every page even of a large
        file; to be used after a NotesDamaged. A damaged database is renamed (see `set_aside`) and a new one made.
        """
        now = clock or _now
        return cls(path, open_database(path, now(), patience, thorough=thorough), now)

    def close(self) -> None:
        """Close the file; what was acknowledged is in it."""
        self._table.close()

    def __enter__(self) -> Self:
        """Return the store, to be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the store."""
        self.close()

    # Reading

    def get(self, note_id: str) -> Note | None:
        """Return a note as it is now, None for one that is not there or in the bin."""
        return next(iter(self._table.current("WHERE n.note = ? AND n.deleted = 0", note_id)), None)

    def all(self) -> tuple[Note, ...]:
        """Return all notes, the one changed last first."""
        return self._table.current("WHERE n.deleted = 0 ORDER BY n.seq DESC")

    def binned(self) -> tuple[Note, ...]:
        """Return the notes in the bin, the one deleted last first."""
        return self._table.current("WHERE n.deleted = 1 ORDER BY n.seq DESC")

    def of_meaning(self, meaning_id: str) -> tuple[Note, ...]:
        """Return the notes on a meaning, the one changed last first."""
        return self._table.current("WHERE n.deleted = 0 AND n.meaning = ? ORDER BY n.seq DESC", meaning_id)

    def of_number(self, number: int) -> tuple[Note, ...]:
        """Return the notes that stand on a number (its sign ignored) and on no meaning, the one changed last first."""
        if abs(number) > GREATEST:
            return ()
        where = "WHERE n.deleted = 0 AND n.meaning IS NULL AND n.number IN (?, ?) ORDER BY n.seq DESC"
        return self._table.current(where, number, -number)

    def marked_meanings(self) -> frozenset[str]:
        """Return the ids of the meanings that have notes."""
        question = "SELECT DISTINCT meaning FROM notes WHERE deleted = 0 AND meaning IS NOT NULL"
        return frozenset(self._table.column(question))

    def marked_numbers(self) -> frozenset[int]:
        """Return the numbers, as written, that notes without a meaning stand on."""
        question = "SELECT DISTINCT number FROM notes WHERE deleted = 0 AND meaning IS NULL AND number IS NOT NULL"
        return frozenset(self._table.column(question))

    def search(self, text: str, most: int = -1) -> tuple[Note, ...]:
        """Return the notes that have all words of `text`, each as the beginning of one, the one changed last first.

        Looked at are text, tags, number, name and meaning. `most` limits the notes returned; no word: none.
        """
        return self._table.found(text, most)

    def versions(self, note_id: str) -> tuple[NoteVersion, ...]:
        """Return every version of a note, the first first; nothing for an id that is not here."""
        return self._table.versions(note_id)

    def rivals(self, note_id: str) -> tuple[Note, ...]:
        """Return the texts that wait beside the current one of a note, as they stand now; mostly nothing."""
        if not self._table.column("SELECT 1 FROM versions WHERE note = ? AND aside = 1 LIMIT 1", note_id):
            return ()
        return tuple(self._table.version(note_id, end.version).note for end in open_ends(self._history(note_id)))

    def contested(self) -> frozenset[str]:
        """Return the ids of the notes that have rivals."""
        kept_aside = "SELECT note FROM versions WHERE aside = 1"
        notes = self._table.column(f"SELECT note FROM notes WHERE deleted = 0 AND note IN ({kept_aside})")  # noqa: S608 -- constants only
        return frozenset(note_id for note_id in notes if open_ends(self._history(note_id)))

    def carried(self, note_ids: Iterable[str] | None = None) -> tuple[CarriedNote, ...]:
        """Return notes (None: all but the bin's) with their rivals, as a complete export has them.

        In the order of creation; a note's current version comes before its rivals.
        """
        wanted = None if note_ids is None else frozenset(note_ids)
        with self._table.snapshot():
            notes = [note for note in self.all() if wanted is None or note.id in wanted]
            histories = self._table.histories()
            found: list[CarriedNote] = []
            for note in sorted(notes, key=lambda note: (note.created, note.id)):
                history = histories[note.id]
                found.append(CarriedNote(note, stamps_before(history[note.version], history)))
                for end in open_ends(history):
                    rival = self._table.version(note.id, end.version).note
                    found.append(CarriedNote(rival, stamps_before(end, history)))
        return tuple(found)

    def latest_change(self) -> int:
        """Return a token of the last change, by whomever; cheap enough to ask at every turn of a timer."""
        return int(self._table.column("SELECT coalesce(max(seq), 0) FROM versions")[0])

    def changed_since(self, token: int) -> frozenset[str]:
        """Return the ids of the notes that changed after a token of `latest_change`."""
        return frozenset(self._table.column("SELECT DISTINCT note FROM versions WHERE seq > ?", token))

    # Changing

    def add(
        self,
        text: str,
        *,
        meaning: str | None = None,
        number: int | None = None,
        name: str | None = None,
        template: str | None = None,
        tags: tuple[str, ...] = (),
        author: str = "",
    ) -> Note:
        """Keep a new note. Give number and name with a meaning too, so that the note can be read without a registry."""
        if number is not None and abs(number) > GREATEST:
            raise InputError(f"The number {str(number)[:20]}… is too long for an error code.")
        now = self._table.now()
        note = Note(uuid4().hex, meaning, number, name, template, text, tags, author, now, now, 1)
        with self._table.change() as batch:
            return self._table.append(note, Change(Act.ADD), batch)

    def save(
        self,
        note_id: str,
        *,
        base_version: int,
        text: str | None = None,
        tags: tuple[str, ...] | None = None,
    ) -> Note:
        """Keep what was typed over version `base_version`, and return the note to go on from; None leaves a part as is.

        Nothing new: nothing is written. If somebody else changed the note since, theirs stays the current version and
        this one is kept aside (returned, and among `rivals`). A note that was put into the bin meanwhile comes out.
        """
        return self._edit(note_id, base_version, Act.EDIT, lambda note: _with_text(note, text, tags))

    def move(self, note_id: str, *, base_version: int, meaning: str | None, template: str | None = None) -> Note:
        """Put a note on another meaning (None: on its number alone), like `save`."""
        return self._edit(
            note_id, base_version, Act.MOVE, lambda note: note._replace(meaning=meaning, template=template)
        )

    def settle(self, note_id: str, *, base_version: int, text: str, tags: tuple[str, ...] | None = None) -> Note:
        """Say which text holds: like `save`, and the rivals become history. Kept aside itself if it comes too late."""
        return self._edit(note_id, base_version, Act.SETTLE, lambda note: _with_text(note, text, tags))

    def delete(self, note_id: str, *, base_version: int | None = None) -> bool:
        """Put a note into the bin. False, and nothing done, if it changed since `base_version` or is there already."""
        with self._table.change() as batch:
            current = self._table.version(note_id)
            if current.deleted or base_version not in {None, current.note.version}:
                return False
            self._table.append(current.note, Change(Act.DELETE, current.note.version, deleted=True), batch)
            return True

    def restore(self, note_id: str) -> Note:
        """Take a note out of the bin; one that is not in it stays as it is."""
        with self._table.change() as batch:
            current = self._table.version(note_id)
            if not current.deleted:
                return current.note
            return self._table.append(current.note, Change(Act.RESTORE, current.note.version), batch)

    def undo(self, note_id: str) -> NoteVersion | None:
        """Take back the last change of a note that is not taken back yet: an edit, a deletion, an import, its making.

        Return the new current version (in the bin, if the note's making was taken back); None if nothing is left.
        """
        with self._table.change() as batch:
            current = undone = self._table.version(note_id)
            while undone.act is Act.UNDO:
                if not undone.repeats:
                    return None
                undone = self._table.version(note_id, undone.repeats)
            target = self._table.version(note_id, undone.base) if undone.base else undone._replace(deleted=True)
            change = Change(Act.UNDO, current.note.version, repeats=undone.base or 0, deleted=target.deleted)
            self._table.append(with_content(current.note, target.note), change, batch)
            return self._table.version(note_id)

    def merge(self, carried: Iterable[CarriedNote], *, only_foresee: bool = False) -> MergeCount:
        """Take in notes from another database, all or none; nothing of either side is lost.

        A version that is here already is left out; one made from ours becomes the current one; a note that both sides
        changed keeps ours as the current one and theirs beside it. `only_foresee`: count, and change nothing.
        """
        counts = dict.fromkeys(MergeCount._fields, 0)
        with self._table.change(only_foresee=only_foresee) as batch:
            for one in carried:
                counts[self._take_in(one, batch)] += 1
        return MergeCount(**counts)

    # Inside

    def _history(self, note_id: str) -> History:
        return self._table.histories(note_id).get(note_id, {})

    def _edit(self, note_id: str, base_version: int, act: Act, edited: Callable[[Note], Note]) -> Note:
        with self._table.change() as batch:
            current = self._table.version(note_id)
            base = current if base_version == current.note.version else self._table.version(note_id, base_version)
            new = edited(base.note)
            upright = base is current or current.deleted
            settled = open_ends(self._history(note_id)) if act is Act.SETTLE and upright else ()
            if not settled and new == base.note:
                return new
            if not settled and same_content(new, current.note) and not current.deleted:
                return current.note
            lineage = tuple(stamp for end in settled for stamp in (*end.lineage, end.stamp))
            change = Change(act, base.note.version, aside=not upright, lineage=lineage)
            return self._table.append(new, change, batch)

    def _take_in(self, carried: CarriedNote, batch: str) -> str:
        """Take in one note, and return the field of MergeCount that it counts for."""
        theirs, lineage = carried
        history = self._history(theirs.id)
        if not history:
            self._table.append(theirs, Change(Act.IMPORT, lineage=lineage), batch)
            return "added"
        current = self._table.version(theirs.id)
        if is_known(stamp_of(theirs), history) or same_content(theirs, current.note):
            return "known"
        onward = current.stamp in lineage
        upright = onward or current.deleted
        base: Link | None = history[current.note.version] if onward else latest_shared(lineage, history)
        rest = tuple(stamp for stamp in lineage if base is None or stamp != base.stamp)
        change = Change(Act.IMPORT, base and base.version, aside=not upright, lineage=rest)
        self._table.append(theirs, change, batch)
        return "changed" if upright else "beside"


def _now() -> datetime:
    return datetime.now(UTC)


def _with_text(note: Note, text: str | None, tags: tuple[str, ...] | None) -> Note:
    return note._replace(
        text=note.text if text is None else whole_text(text), tags=note.tags if tags is None else clean_tags(tags)
    )
