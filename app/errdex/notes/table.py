"""The append-only table of versions: transactions, rows in and rows out. What they mean is the store's matter."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from errdex.errors import NotesError
from errdex.notes import search_index, words
from errdex.notes.faults import moved, read_only, worded
from errdex.notes.lineage import Link
from errdex.notes.model import Act, NoteVersion, stamp_of, whole_text
from errdex.notes.rows import (
    INSERT,
    NOTE_COLUMNS,
    VERSION_COLUMNS,
    note_of,
    storable,
    version_of,
    version_row,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from errdex.notes.lineage import History
    from errdex.notes.model import Note

_CURRENT = "FROM notes n JOIN versions v ON v.seq = n.seq"
_OLD = "SELECT (SELECT max(version) FROM versions WHERE note = ?), (SELECT seq FROM notes WHERE note = ?)"
GREATEST = 2**63 - 1
"""SQLite's greatest integer."""


class Change(NamedTuple):
    """What is said of a new version besides the note itself; see `NoteVersion`."""

    act: Act
    base: int | None = None
    repeats: int | None = None
    deleted: bool = False
    aside: bool = False
    lineage: tuple[str, ...] = ()


class Written(NamedTuple):
    """One row of a batch, without its content."""

    note: str
    version: int
    act: Act
    aside: bool


class VersionTable:
    """One connection to the database; belongs to the thread that opened it."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, clock: Callable[[], datetime], *, unwritable: bool
    ) -> None:
        """Take an open connection to the database at `path`; `unwritable` refuses every change."""
        self._sql = connection
        self._path = path
        self._clock = clock
        self._unwritable = unwritable
        self._session = uuid4().hex
        self._place = _place(path)
        self._log = path.with_name(f"{path.name}-wal")
        self._log_place = _place(self._log)

    @property
    def session(self) -> str:
        """The name of this opening of the database, which its rows carry."""
        return self._session

    def close(self) -> None:
        """Close the connection."""
        with worded(self._path):
            self._sql.close()

    # Rows out

    def column(self, question: str, *values: object) -> list[Any]:
        """Return the first column of a question's rows."""
        return [row[0] for row in self._rows(question, *values)]

    def current(self, where: str, *values: object) -> tuple[Note, ...]:
        """Return notes as they are now; `where` speaks of notes as `n`."""
        return tuple(note_of(row) for row in self._rows(f"SELECT {NOTE_COLUMNS} {_CURRENT} {where}", *values))

    def version(self, note_id: str, number: int | None = None) -> NoteVersion:
        """Return one version of a note, the current one for None; raise NotesError where there is none."""
        if number is None:
            rows = self._rows(f"SELECT {VERSION_COLUMNS} {_CURRENT} WHERE n.note = ?", note_id)
        elif abs(number) > GREATEST:
            rows = []
        else:
            rows = self._rows(
                f"SELECT {VERSION_COLUMNS} FROM versions v WHERE v.note = ? AND v.version = ?",  # noqa: S608 -- constants only
                note_id,
                number,
            )
        if not rows:
            raise self._not_here(note_id, number)
        return version_of(rows[0])

    def _not_here(self, note_id: str, number: int | None) -> NotesError:
        if number is None:
            return NotesError(
                "There is no note with the id {0} in {1}: look at the list of notes again.", note_id, self._path
            )
        return NotesError(
            "There is no version {0} of note {1} in {2}: look at the list of notes again.", number, note_id, self._path
        )

    def versions(self, note_id: str) -> tuple[NoteVersion, ...]:
        """Return all versions of a note in the order in which they were written."""
        rows = self._rows(f"SELECT {VERSION_COLUMNS} FROM versions v WHERE v.note = ? ORDER BY v.seq", note_id)  # noqa: S608 -- constants only
        return tuple(version_of(row) for row in rows)

    def history(self, note_id: str) -> History:
        """Return how the versions of one note hang together; nothing for an id that is not here."""
        return self.histories("WHERE note = ?", note_id).get(note_id, {})

    def histories(self, where: str = "", *values: object) -> dict[str, History]:
        """Return how the versions of notes (of all, or those of `where`) hang together; by note id."""
        question = f"SELECT note, version, base, stamp, lineage, deleted, aside, act, repeats FROM versions {where}"  # noqa: S608 -- constants only
        found: dict[str, dict[int, Link]] = {}
        for note, version, base, stamp, lineage, deleted, aside, act, repeats in self._rows(
            f"{question} ORDER BY seq", *values
        ):
            before = tuple(json.loads(lineage)) if len(lineage) > 2 else ()
            link = Link(version, base, stamp, before, bool(deleted), bool(aside), Act(act), repeats)
            found.setdefault(note, {})[version] = link
        return dict(found)

    def found(self, search: str, most: int) -> tuple[Note, ...]:
        """Return the notes that the full-text query finds, the one changed last first."""
        asked = words.query(whole_text(search))
        if not asked:
            return ()
        hits = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?"
        question = f"SELECT {NOTE_COLUMNS} FROM versions v WHERE v.seq IN ({hits}) ORDER BY v.seq DESC"  # noqa: S608 -- constants only
        return tuple(note_of(row) for row in self._rows(question, asked, most))

    def count_found(self, search: str) -> int:
        """Return how many notes the full-text query finds."""
        asked = words.query(whole_text(search))
        return self.column("SELECT count(*) FROM words WHERE words MATCH ?", asked)[0] if asked else 0

    def batches(self, session: str | None) -> Iterator[tuple[Written, ...]]:
        """Yield the rows of every change, whole, the last change first; `session`: those of one opening alone."""
        where, values = ("", ()) if session is None else ("WHERE session = ?", (session,))
        question = f"SELECT batch, note, version, act, aside FROM versions {where} ORDER BY seq DESC"  # noqa: S608 -- constants only
        gathered: list[Written] = []
        last = None
        with worded(self._path):
            for batch, note, version, act, aside in self._sql.execute(question, values):
                if gathered and batch != last:
                    yield tuple(gathered)
                    gathered = []
                last = batch
                gathered.append(Written(note, version, Act(act), bool(aside)))
        if gathered:
            yield tuple(gathered)

    def _rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        with worded(self._path):
            return self._sql.execute(question, values).fetchall()

    # Transactions

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read everything inside as it was at one moment, whatever others write meanwhile."""
        with worded(self._path):
            self._sql.execute("BEGIN")
            try:
                yield
            finally:
                self._sql.execute("ROLLBACK")

    @contextmanager
    def change(self, *, only_foresee: bool = False) -> Iterator[str]:
        """Change something, whole or not at all, and give the batch's id; after it everything is on the disk.

        `only_foresee` takes everything back at the end.
        """
        if self._unwritable:
            raise read_only(self._path)
        self.make_sure_of_place()
        with worded(self._path):
            self._sql.execute("BEGIN IMMEDIATE")
            try:
                yield uuid4().hex
                self._sql.execute("ROLLBACK" if only_foresee else "COMMIT")
            except BaseException:
                if self._sql.in_transaction:
                    self._sql.execute("ROLLBACK")
                raise
        self.make_sure_of_place()

    def make_sure_of_place(self) -> None:
        """Notice a file that was removed or replaced meanwhile: what is written to it would be lost with it.

        The same holds for its log, which stays while the file is open: another program takes it away at its end when
        our lock is lost, as on a share that keeps none, or when this process read the file by other means.
        """
        log = _place(self._log)
        if _place(self._path) != self._place or (self._log_place is not None and log != self._log_place):
            raise moved(self._path)
        self._log_place = log

    # Rows in

    def append(self, note: Note, change: Change, batch: str) -> Note:
        """Write one version inside a `change`, and return the note as it is in it.

        A new note is as it was made; a later version is the next one, changed now; an import keeps its time, and its
        version if that is free and does not go back.
        """
        last = self._rows(_OLD, note.id, note.id)[0][0]
        kept = storable(note)
        if change.act is Act.IMPORT:
            is_free = change.aside and not self._has_version(note.id, note.version)
            kept = kept if is_free else kept._replace(version=max(note.version, (last or 0) + 1))
        elif last is not None:
            kept = self._dated(kept._replace(version=last + 1))
        act, base, repeats, deleted, aside, lineage = change
        self.adopt(NoteVersion(kept, act, base, repeats, deleted, aside, stamp_of(kept), lineage), batch)
        return kept

    def adopt(self, version: NoteVersion, batch: str) -> None:
        """Write a version as it is, inside a `change`, and keep the search index in step with it."""
        note = version.note
        old_seq = self._rows(_OLD, note.id, note.id)[0][1]
        seq = self._sql.execute(INSERT, (*version_row(version), self._session, batch)).lastrowid
        if version.aside or seq is None:
            return
        if old_seq is not None:
            search_index.take_out(self._sql, old_seq)
        if not version.deleted:
            search_index.put(self._sql, seq, note)

    def _has_version(self, note_id: str, version: int) -> bool:
        return bool(self.column("SELECT 1 FROM versions WHERE note = ? AND version = ?", note_id, version))

    def build_index(self) -> None:
        """Build the search index anew from the notes."""
        with self.change():
            search_index.build(self._sql)

    def now(self) -> str:
        """Return the time as notes have it."""
        return _written(self._clock())

    def _dated(self, note: Note) -> Note:
        """Return the note as changed now; a millisecond later where that would be a version we have already."""
        moment = self._clock()
        dated = note._replace(changed=_written(moment))
        while self.column("SELECT 1 FROM versions WHERE note = ? AND stamp = ?", note.id, stamp_of(dated)):
            moment += timedelta(milliseconds=1)
            dated = dated._replace(changed=_written(moment))
        return dated


class _Place(NamedTuple):
    """Which file a path leads to."""

    device: int
    inode: int


def _place(path: Path) -> _Place | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return _Place(status.st_dev, status.st_ino)


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
