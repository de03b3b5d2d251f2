"""Take in what comes from elsewhere: notes of another database, and whole copies of this one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from errdex.errors import NotesError
from errdex.notes import schema
from errdex.notes.connections import reader
from errdex.notes.faults import worded
from errdex.notes.lineage import is_known, latest_shared, open_ends, stamps_before
from errdex.notes.model import (
    Act,
    CarriedNote,
    Foreseen,
    Outcome,
    RevertCount,
    same_content,
    stamp_of,
    with_content,
)
from errdex.notes.opening import look
from errdex.notes.rows import storable
from errdex.notes.table import Change, VersionTable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from errdex.notes.lineage import Link
    from errdex.notes.model import Note

_PATIENCE = 5.0


def take_in(table: VersionTable, carried: CarriedNote, batch: str) -> Foreseen:
    """Take in one note of another database; nothing of either side is lost."""
    theirs, lineage = storable(carried.note), carried.lineage
    history = table.history(theirs.id)
    if not history:
        table.append(theirs, Change(Act.IMPORT, lineage=lineage), batch)
        return Foreseen(theirs, Outcome.ADDED, None)
    current = table.version(theirs.id)
    ours = None if current.deleted else current.note
    if is_known(stamp_of(theirs), history) or same_content(theirs, current.note):
        return Foreseen(theirs, Outcome.KNOWN, ours)
    onward = current.stamp in lineage
    upright = onward or current.deleted
    base: Link | None = history[current.note.version] if onward else latest_shared(lineage, history)
    rest = tuple(stamp for stamp in lineage if base is None or stamp != base.stamp)
    change = Change(Act.IMPORT, base and base.version, aside=not upright, lineage=rest)
    table.append(theirs, change, batch)
    return Foreseen(theirs, Outcome.CHANGED if upright else Outcome.BESIDE, ours)


def carried_from(table: VersionTable, notes: Iterable[Note]) -> tuple[CarriedNote, ...]:
    """Return notes with their rivals, as a complete export has them; to be called inside a snapshot.

    In the order of creation; a note's current version comes before its rivals.
    """
    histories = table.histories()
    found: list[CarriedNote] = []
    for note in sorted(notes, key=lambda note: (note.created, note.id)):
        history = histories[note.id]
        found.append(CarriedNote(note, stamps_before(history[note.version], history)))
        for end in open_ends(history):
            rival = table.version(note.id, end.version).note
            found.append(CarriedNote(rival, stamps_before(end, history)))
    return tuple(found)


def bring_back(table: VersionTable, then: VersionTable, batch: str) -> RevertCount:
    """Make the notes what they were `then`: every one that differs gets a further version, none loses one.

    Notes that were not there then go to the bin.
    """
    here, there = _states(table), _states(then)
    counts = dict.fromkeys(RevertCount._fields, 0)
    for note_id, (note, deleted) in there.items():
        counts[_bring_back_one(table, then, note_id, here.get(note_id) == (note, deleted), batch)] += 1
    for note_id, (note, deleted) in here.items():
        if note_id not in there and not deleted:
            table.append(note, Change(Act.REVERT, note.version, deleted=True), batch)
            counts["binned"] += 1
    return RevertCount(**counts)


def _states(table: VersionTable) -> dict[str, tuple[Note, bool]]:
    """Return all notes, and whether they are in the bin, by id."""
    return {note.id: (note, gone) for gone in (False, True) for note in table.current(f"WHERE n.deleted = {gone:d}")}


def _bring_back_one(table: VersionTable, then: VersionTable, note_id: str, is_same: bool, batch: str) -> str:  # noqa: FBT001 -- said by its name
    """Bring back one note, and return the field of RevertCount that it counts for."""
    if is_same:
        return "same"
    history = table.history(note_id)
    if not history:
        for version in then.versions(note_id):
            table.adopt(version, batch)
        return "added"
    old, now = then.version(note_id), table.version(note_id)
    old_history = then.history(note_id)
    for end in open_ends(old_history):
        take_in(table, CarriedNote(then.version(note_id, end.version).note, stamps_before(end, old_history)), batch)
    if same_content(old.note, now.note) and old.deleted == now.deleted:
        return "same"
    change = Change(Act.REVERT, now.note.version, deleted=old.deleted)
    table.append(with_content(now.note, old.note), change, batch)
    return "back"


def content_of_copy(copy: Path) -> VersionTable:
    """Read a whole copy into memory, brought up to date; the copy itself stays as it is.

    Raises a NotesError for a copy that cannot be read.
    """
    if not copy.is_file():
        raise NotesError("There is no copy {0}: `errdex notes backup --list` names those that there are.", copy)
    with worded(copy):
        return VersionTable(_in_memory(copy), copy, lambda: datetime.now(UTC), unwritable=True)


def _in_memory(copy: Path) -> sqlite3.Connection:
    look(copy, _PATIENCE, thorough=True, at_rest=True)
    with closing(reader(copy, _PATIENCE, at_rest=True)) as source:
        if not schema.version_of(source):
            raise NotesError("{0} holds no notes: name a copy that Errdex made.", copy)
        memory = sqlite3.connect(":memory:", isolation_level=None)
        source.backup(memory)
    schema.prepare(memory, lambda: None)
    return memory
