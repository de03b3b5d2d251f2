"""The append-only table of versions: transactions, rows in and rows out. What they mean is the store's matter."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from errdex.errors import NotesError
from errdex.notes import words
from errdex.notes.faults import read_only, worded
from errdex.notes.lineage import History, Link
from errdex.notes.model import Act, Note, NoteVersion, clean_tags, stamp_of, whole_text

_NOTE = "v.note, v.meaning, v.number, v.name, v.template, v.text, v.tags, v.author, v.created, v.changed, v.version"
_VERSION = f"{_NOTE}, v.act, v.base, v.repeats, v.deleted, v.aside, v.stamp, v.lineage"
_CURRENT = "FROM notes n JOIN versions v ON v.seq = n.seq"
_INSERT = (
    "INSERT INTO versions (note, meaning, number, name, template, text, tags, author, created, changed, version,"
    " act, base, repeats, deleted, aside, stamp, lineage, session, batch)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
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

    def close(self) -> None:
        """Close the connection."""
        with worded(self._path):
            self._sql.close()

    # Rows out

    def column(self, question: str, *values: object) -> list[Any]:
        """Return the first column of a question's rows."""
        with worded(self._path):
            return [row[0] for row in self._sql.execute(question, values)]

    def current(self, where: str, *values: object) -> tuple[Note, ...]:
        """Return notes as they are now; `where` speaks of notes as `n`."""
        return tuple(_note(row) for row in self._rows(f"SELECT {_NOTE} {_CURRENT} {where}", *values))

    def version(self, note_id: str, number: int | None = None) -> NoteVersion:
        """Return one version of a note, the current one for None; raise NotesError where there is none."""
        if number is None:
            rows = self._rows(f"SELECT {_VERSION} {_CURRENT} WHERE n.note = ?", note_id)
        else:
            rows = self._rows(f"SELECT {_VERSION} FROM versions v WHERE v.note = ? AND v.version = ?", note_id, number)  # noqa: S608 -- constants only
        if not rows:
            what = f"no note with the id {note_id}" if number is None else f"no version {number} of note {note_id}"
            raise NotesError(f"There is {what} in {self._path}: look at the list of notes again.")
        return _note_version(rows[0])

    def versions(self, note_id: str) -> tuple[NoteVersion, ...]:
        """Return all versions of a note in the order in which they were written."""
        rows = self._rows(f"SELECT {_VERSION} FROM versions v WHERE v.note = ? ORDER BY v.seq", note_id)  # noqa: S608 -- constants only
        return tuple(_note_version(row) for row in rows)

    def histories(self, note_id: str | None = None) -> dict[str, History]:
        """Return how the versions of one note, or of all (None), hang together; by note id."""
        question = "SELECT note, version, base, stamp, lineage, deleted, aside FROM versions"
        condition, values = ("", ()) if note_id is None else (" WHERE note = ?", (note_id,))
        found: dict[str, dict[int, Link]] = {}
        for note, version, base, stamp, lineage, deleted, aside in self._rows(
            f"{question}{condition} ORDER BY seq", *values
        ):
            link = Link(version, base, stamp, tuple(json.loads(lineage)), bool(deleted), bool(aside))
            found.setdefault(note, {})[version] = link
        return dict(found)

    def found(self, search: str, most: int) -> tuple[Note, ...]:
        """Return the notes that the full-text query finds, the one changed last first."""
        asked = words.query(whole_text(search))
        if not asked:
            return ()
        hits = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?"
        question = f"SELECT {_NOTE} FROM versions v WHERE v.seq IN ({hits}) ORDER BY v.seq DESC"  # noqa: S608 -- constants only
        return tuple(_note(row) for row in self._rows(question, asked, most))

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
        self._make_sure_of_place()
        with worded(self._path):
            self._sql.execute("BEGIN IMMEDIATE")
            try:
                yield uuid4().hex
                self._sql.execute("ROLLBACK" if only_foresee else "COMMIT")
            except BaseException:
                if self._sql.in_transaction:
                    self._sql.execute("ROLLBACK")
                raise
        self._make_sure_of_place()

    def _make_sure_of_place(self) -> None:
        """Notice a file that was removed or replaced meanwhile: what is written to it would be lost with it."""
        if _place(self._path) != self._place:
            raise NotesError(f"The notes in {self._path} were moved or replaced by another program: open them again.")

    # Rows in

    def append(self, note: Note, change: Change, batch: str) -> Note:
        """Write one version inside a `change`, and return the note as it is in it.

        A new note is as it was made; a later version is the next one, changed now; an import keeps its time, and its
        version if that is free.
        """
        last, old_seq = self._rows(
            "SELECT (SELECT max(version) FROM versions WHERE note = ?), (SELECT seq FROM notes WHERE note = ?)",
            note.id,
            note.id,
        )[0]
        kept = _storable(note)
        if change.act is Act.IMPORT:
            kept = kept._replace(version=max(note.version, (last or 0) + 1))
        elif last is not None:
            kept = self._dated(kept._replace(version=last + 1))
        act, base, repeats, deleted, aside, lineage = change
        row = (*kept[:6], _json(kept.tags), *kept[7:], act, base, repeats, deleted, aside, stamp_of(kept))
        self._sql.execute(_INSERT, (*row, _json(lineage), self._session, batch))
        if not aside:
            self._index(kept, old_seq, deleted=deleted)
        return kept

    def now(self) -> str:
        """Return the time as notes have it."""
        return _written(self._clock())

    def _index(self, note: Note, old_seq: int | None, *, deleted: bool) -> None:
        """Keep the search index in step with the note's current version."""
        if old_seq is not None:
            self._sql.execute("DELETE FROM words WHERE rowid = ?", (old_seq,))
        if not deleted:
            about = " ".join(str(part) for part in (note.number, note.name, note.meaning) if part is not None)
            self._sql.execute(
                "INSERT INTO words (rowid, text, tags, about) SELECT seq, ?, ?, ? FROM notes WHERE note = ?",
                (words.words(note.text), words.words("\n".join(note.tags)), words.words(about), note.id),
            )

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


def _json(parts: tuple[str, ...]) -> str:
    return json.dumps(parts, ensure_ascii=False)


def _storable(note: Note) -> Note:
    """Return the note with every text as UTF-8 can hold it."""
    meaning, name, template = (
        None if part is None else whole_text(part) for part in (note.meaning, note.name, note.template)
    )
    return note._replace(
        meaning=meaning,
        name=name,
        template=template,
        text=whole_text(note.text),
        tags=clean_tags(note.tags),
        author=whole_text(note.author),
    )


def _note(row: tuple[Any, ...]) -> Note:
    return Note._make((*row[:6], tuple(json.loads(row[6])), *row[7:11]))


def _note_version(row: tuple[Any, ...]) -> NoteVersion:
    act, base, repeats, deleted, aside, stamp, lineage = row[11:]
    return NoteVersion(
        _note(row), Act(act), base, repeats, bool(deleted), bool(aside), stamp, tuple(json.loads(lineage))
    )
