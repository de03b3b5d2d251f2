"""Turn what SQLite reports into the notes' own errors: one kind each, one plain sentence each.

Misuse of the sqlite3 module and broken constraints are bugs of ours and pass through unchanged.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from errdex.errors import (
    NotesBusy,
    NotesDamaged,
    NotesError,
    NotesFull,
    NotesMoved,
    NotesReadOnly,
    NotesUnreachable,
)

# Primary result codes, https://www.sqlite.org/rescode.html; the extended code's low byte is the primary one.
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_READ_ONLY = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
# A quota or a limit on the size of a file (EDQUOT, EFBIG) arrives as a failed write, not as SQLITE_FULL.
_NO_ROOM = {sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_TRUNCATE}

# A share that cannot lock, or that went away, and a disk that does not answer.
_UNREACHABLE = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOLFS}
_REACH = "check the disk or the network share that they are on, or keep them on a disk of this computer"
_NO_ROOM_LEFT = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_ANSWER = {errno.EIO, errno.ESTALE, errno.ENOTCONN, errno.ETIMEDOUT, errno.EHOSTDOWN, errno.ENODEV, errno.ENXIO}


def result_code(error: sqlite3.Error) -> int:
    """Return SQLite's extended result code, 0 where the module itself raised the error."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0)


def is_damage(error: sqlite3.Error) -> bool:
    """Tell whether the database itself is broken; that bytes are no text any more, Python says and not SQLite."""
    return result_code(error) & 0xFF in _DAMAGED or str(error).startswith("Could not decode to UTF-8")


def is_busy(error: sqlite3.Error) -> bool:
    """Tell whether another connection holds the database."""
    return result_code(error) & 0xFF in _BUSY


def is_read_only(error: sqlite3.Error) -> bool:
    """Tell whether the file or its folder cannot be written."""
    return result_code(error) & 0xFF in _READ_ONLY


def read_only(path: Path) -> NotesReadOnly:
    """Return the error for a database that can be read at most."""
    return NotesReadOnly(f"The notes in {path} cannot be written: allow writing to this file and its folder.")


def no_room(path: Path) -> NotesFull:
    """Return the error for a full disk, or a quota that is used up."""
    return NotesFull(f"There is no room left for the notes in {path}: free some space and save again.")


def moved(path: Path) -> NotesMoved:
    """Return the error for a file that is not the one that was opened any more."""
    return NotesMoved(f"The notes in {path} were moved, deleted or replaced by another program: open them again.")


def notes_error(error: sqlite3.Error, path: Path) -> NotesError:
    """Return the notes' own error for SQLite's."""
    code = result_code(error)
    if code & 0xFF == sqlite3.SQLITE_FULL or code in _NO_ROOM:
        return no_room(path)
    if is_busy(error):
        return NotesBusy(f"Another program is writing to the notes in {path}: wait a moment and try again.")
    if is_read_only(error):
        return read_only(path)
    if is_damage(error):
        return NotesDamaged(f"The notes in {path} are damaged: open them again, and they are set aside as they are.")
    if code & 0xFF in _UNREACHABLE:
        return NotesUnreachable(f"The notes in {path} cannot be reached ({error}): {_REACH}.")
    if code & 0xFF == sqlite3.SQLITE_TOOBIG:
        return NotesError(f"The notes in {path} cannot take this note: it is longer than 500 million characters.")
    return NotesError(f"The notes in {path} cannot be used ({error}): try again, or start Errdex anew.")


def system_error(error: OSError, path: Path) -> NotesError:
    """Return the notes' own error for what the system refused."""
    if error.errno in _NO_ROOM_LEFT:
        return no_room(path)
    if error.errno in _NO_ANSWER:
        return NotesUnreachable(f"The notes in {path} cannot be reached ({error.strerror}): {_REACH}.")
    return read_only(path)


@contextmanager
def worded(path: Path) -> Iterator[None]:
    """Raise what SQLite reports inside as one of the notes' own errors."""
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.InterfaceError, sqlite3.IntegrityError):
        raise
    except sqlite3.Error as error:
        raise notes_error(error, path) from error
    except OSError as error:
        raise system_error(error, path) from error
