"""The full-text index: written beside every version, and built anew from the notes where it is out of step."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from errdex.notes.rows import NOTE_COLUMNS, note_of
from errdex.notes.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from errdex.notes.model import Note

_INSERT = "INSERT INTO words (rowid, text, tags, about) VALUES (?, ?, ?, ?)"
_INDEXED = f"SELECT v.seq, {NOTE_COLUMNS} FROM notes n JOIN versions v ON v.seq = n.seq WHERE n.deleted = 0 ORDER BY 1"  # noqa: S608 -- constants only


def indexed(note: Note) -> tuple[str, str, str]:
    """Return what the index holds of a note: its text, its tags, and number, name and meaning."""
    about = " ".join(str(part) for part in (note.number, note.name, note.meaning) if part is not None)
    return words(note.text), words("\n".join(note.tags)), words(about)


def put(connection: sqlite3.Connection, seq: int, note: Note) -> None:
    """Add the note whose current version has this `seq`."""
    connection.execute(_INSERT, (seq, *indexed(note)))


def take_out(connection: sqlite3.Connection, seq: int) -> None:
    """Remove a version that is no longer current."""
    connection.execute("DELETE FROM words WHERE rowid = ?", (seq,))


def out_of_step(connection: sqlite3.Connection) -> int:
    """Return how many notes the index has wrong, has too many or does not have; 1 if it contradicts itself."""
    return _differing(connection) or _contradicts_itself(connection)


def _contradicts_itself(connection: sqlite3.Connection) -> bool:
    """Let FTS5 compare its index with its texts; that is a write to it, and so is done on a copy in memory."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
        connection.backup(memory)
        try:
            memory.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        except sqlite3.DatabaseError:
            return True
    return False


def _differing(connection: sqlite3.Connection) -> int:
    wrong = 0
    held = connection.execute("SELECT rowid, text, tags, about FROM words ORDER BY 1")
    here = next(held, None)
    for wanted in _wanted(connection):
        while here is not None and here[0] < wanted[0]:
            wrong += 1
            here = next(held, None)
        if here != wanted:
            wrong += 1
        if here is not None and here[0] == wanted[0]:
            here = next(held, None)
    return wrong + (here is not None) + sum(1 for _ in held)


def build(connection: sqlite3.Connection) -> None:
    """Build the index anew, inside the transaction that is open."""
    connection.execute("DELETE FROM words")
    connection.executemany(_INSERT, _wanted(connection))


def _wanted(connection: sqlite3.Connection) -> Iterator[tuple[int, str, str, str]]:
    for seq, *row in connection.execute(_INDEXED):
        yield (seq, *indexed(note_of(tuple(row))))
