"""Keep the notes in SQLite: every change is one more row, and what a method returns is on the disk.

Contract
- A store belongs to the thread that opened it. Several stores, in threads, windows or programs, may work on one file;
  `latest_change` and `changed_since` tell one what the others did.
- A method that changes something returns after its commit, or raises one of the NotesError family and has changed
  nothing. The sentence of the error can be shown as it is. NotesMoved: the file is another one now, open it again.
- The current version of a note only moves forward from itself. A save that was made from an older one, and changes
  what somebody else has changed since, is kept too, *aside*: it is a rival (`rivals`, `contested`) until `settle` says
  which text holds. Nothing is ever overwritten.
- Every save is a version of its own; what a person typed and undo promises is not thinned out.
"""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from errdex.errors import InputError
from errdex.notes.copies import Reason, back_up, copies_of, make_copy, make_copy_of_changes
from errdex.notes.lineage import open_ends
from errdex.notes.merging import bring_back, content_of_copy, take_in
from errdex.notes.model import (
    Act,
    MergeCount,
    Note,
    changed_parts,
    same_content,
    with_content,
)
from errdex.notes.opening import open_database
from errdex.notes.reading import NoteReader
from errdex.notes.rows import storable
from errdex.notes.table import GREATEST, Change, VersionTable
from errdex.notes.undoing import redo_note, redo_step, undo_note, undo_step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from typing import Self, Unpack

    from errdex.notes.copies import Copy
    from errdex.notes.model import (
        CarriedNote,
        Foreseen,
        NewParts,
        NoteVersion,
        Parts,
        RevertCount,
        Step,
    )
    from errdex.notes.opening import Opened

_PLACE = frozenset({"meaning", "number", "name", "template"})


class NoteStore(NoteReader):
    """The notes of one person, in one file."""

    def __init__(self, path: Path, opened: Opened, clock: Callable[[], datetime]) -> None:
        """Use `NoteStore.open`."""
        super().__init__(path, VersionTable(opened.connection, path, clock, unwritable=opened.read_only))
        self.set_aside = opened.set_aside
        """Where a damaged database was put that stood here before; None if there was none."""
        self.copy = opened.copy
        """The copy made before an older database was brought up to date; None if none was needed."""
        self.read_only = opened.read_only
        """The notes can be read and not changed here."""
        self.on_network = opened.on_network
        """The file lies on a network share."""
        self._clock = clock

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

    # One note

    def add(self, text: str, **parts: Unpack[NewParts]) -> Note:
        """Keep a new note."""
        _check_number(parts.get("number"))
        now = self._table.now()
        blank = Note(uuid4().hex, None, None, None, None, text, (), "", now, now, 1)
        with self._table.change() as batch:
            return self._table.append(blank._replace(**parts), Change(Act.ADD), batch)

    def save(self, note_id: str, *, base_version: int, **parts: Unpack[Parts]) -> Note:
        """Keep what was changed in version `base_version`, and return the note to go on from.

        Nothing new: nothing is written. If somebody else changed the same parts since, theirs stay current and this is
        kept aside (returned, and among `rivals`); if they changed others (pinned it, say), both changes hold. A note
        that was put into the bin meanwhile comes out.
        """
        _check_number(parts.get("number"))
        with self._table.change() as batch:
            current = self._table.version(note_id)
            base = current if base_version == current.note.version else self._table.version(note_id, base_version)
            new = storable(base.note._replace(**parts))
            if new == base.note or (same_content(new, current.note) and not current.deleted):
                return base.note if new == base.note else current.note
            changed = changed_parts(base.note, new)
            if base is not current and not changed & changed_parts(base.note, current.note) and not base.aside:
                new = current.note._replace(**{name: getattr(new, name) for name in changed})
                base = current
            change = Change(_act_of(changed), base.note.version, aside=base is not current and not current.deleted)
            return self._table.append(new, change, batch)

    def move(self, note_id: str, *, base_version: int, meaning: str | None, template: str | None = None) -> Note:
        """Put a note on another meaning (None: on its number alone), like `save`."""
        return self.save(note_id, base_version=base_version, meaning=meaning, template=template)

    def pin(self, note_id: str, *, pinned: bool = True) -> Note:
        """Show a note before the others, or no longer."""
        return self.save(note_id, base_version=self._table.version(note_id).note.version, pinned=pinned)

    def settle(
        self, note_id: str, *, base_version: int, rivals: Iterable[Note] | None = None, **parts: Unpack[Parts]
    ) -> Note:
        """Say which text holds: the result is the current version, and the rivals become history.

        `rivals`: those that the person saw; one that came since goes on waiting. None: all that there are. If the note
        itself changed since `base_version`, this is kept aside like the others.
        """
        seen = None if rivals is None else {rival.version for rival in rivals}
        with self._table.change() as batch:
            current = self._table.version(note_id)
            base = current if base_version == current.note.version else self._table.version(note_id, base_version)
            upright = base is current or current.deleted
            ends = open_ends(self._table.history(note_id)) if upright else ()
            settled = tuple(end for end in ends if seen is None or end.version in seen)
            new = storable(base.note._replace(**parts))
            if not settled and new == base.note:
                return new
            lineage = tuple(stamp for end in settled for stamp in (*end.lineage, end.stamp))
            change = Change(Act.SETTLE, base.note.version, aside=not upright, lineage=lineage)
            return self._table.append(new, change, batch)

    def delete(self, note_id: str, *, base_version: int | None = None) -> bool:
        """Put a note into the bin. False, and nothing done, if it changed since `base_version` or is there already."""
        with self._table.change() as batch:
            current = self._table.version(note_id)
            if current.deleted or base_version not in {None, current.note.version}:
                return False
            self._table.append(current.note, Change(Act.DELETE, current.note.version, deleted=True), batch)
            return True

    def restore(self, note_id: str, version: int | None = None) -> Note:
        """Take a note out of the bin, or bring an earlier version of it back as a further one."""
        with self._table.change() as batch:
            current = self._table.version(note_id)
            wanted = current if version is None else self._table.version(note_id, version)
            if not current.deleted and same_content(wanted.note, current.note):
                return current.note
            change = Change(Act.RESTORE, current.note.version)
            return self._table.append(with_content(current.note, wanted.note), change, batch)

    # Undo

    def undo(self, note_id: str) -> NoteVersion | None:
        """Take back the last change of a note that is not taken back yet: an edit, a deletion, an import, its making.

        Return the new current version (in the bin, if the note's making was taken back); None if nothing is left.
        """
        with self._table.change() as batch:
            return undo_note(self._table, note_id, batch)

    def redo(self, note_id: str) -> NoteVersion | None:
        """Do again what was taken back last of a note; None if that is nothing, or it was changed since."""
        with self._table.change() as batch:
            return redo_note(self._table, note_id, batch)

    def undo_step(self, *, own: bool = True) -> Step | None:
        """Take back the last step over all notes, whole: an import is one. None if nothing is left.

        `own`: the last step of this store; else of whomever. Notes that somebody changed since stay as they are.
        """
        with self._table.change() as batch:
            return undo_step(self._table, self._table.session if own else None, batch)

    def redo_step(self, *, own: bool = True) -> Step | None:
        """Do again what `undo_step` took back last; None if something else was done since."""
        with self._table.change() as batch:
            return redo_step(self._table, self._table.session if own else None, batch)

    # All notes

    def merge(self, carried: Iterable[CarriedNote], *, only_foresee: bool = False) -> MergeCount:
        """Take in notes from another database, all or none; nothing of either side is lost.

        A version that is here already is left out; one made from ours becomes the current one; a note that both sides
        changed keeps ours as the current one and theirs beside it. `only_foresee`: count, and change nothing.
        """
        counts = Counter(each.outcome.value for each in self._take_in(carried, only_foresee=only_foresee))
        return MergeCount(**counts)

    def foresee(self, carried: Iterable[CarriedNote]) -> tuple[Foreseen, ...]:
        """Return what `merge` would do, note by note, and change nothing."""
        return self._take_in(carried, only_foresee=True)

    def _take_in(self, carried: Iterable[CarriedNote], *, only_foresee: bool) -> tuple[Foreseen, ...]:
        with self._table.change(only_foresee=only_foresee) as batch:
            return tuple([take_in(self._table, one, batch) for one in carried])

    def copies(self) -> tuple[Copy, ...]:
        """Return the dated copies, the newest first."""
        return copies_of(self.path)

    def copy_now(self) -> Copy:
        """Make a dated copy; the last ten that were asked for are kept."""
        return make_copy(self.path, self._clock(), Reason.ASKED)

    def back_up(self, target: Path) -> None:
        """Copy the whole database to a file: whole, or what stands there stays."""
        back_up(self.path, target)

    def revert(self, copy: Path) -> RevertCount:
        """Make the notes what they were in a copy, after a copy of what is there; one step, which undo takes back."""
        with closing(content_of_copy(copy)) as then:  # Read first: it may be the one that has to go.
            make_copy_of_changes(self.path, self._clock(), Reason.RESTORE)
            with self._table.change() as batch:
                return bring_back(self._table, then, batch)

    def build_index(self) -> None:
        """Build the search index anew from the notes."""
        self._table.build_index()


def _now() -> datetime:
    return datetime.now(UTC)


def _check_number(number: int | None) -> None:
    if number is not None and abs(number) > GREATEST:
        raise InputError("The number {0}… is too long for an error code.", str(number)[:20])


def _act_of(changed: frozenset[str]) -> Act:
    """Return what kind of change it is that touches these parts."""
    if changed == {"pinned"}:
        return Act.PIN
    return Act.MOVE if changed <= _PLACE else Act.EDIT
