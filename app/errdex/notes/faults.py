"""Turn what SQLite reports into the notes' own errors: one kind each, one plain sentence each.

Misuse of the sqlite3 module and broken constraints are bugs of ours and pass through unchanged.
"""

from __future__ import annotations

import errno
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from errdex.errors import (
    NotesBusy,
    NotesDamaged,
    NotesError,
    NotesFull,
    NotesMoved,
    NotesReadOnly,
    NotesUnreachable,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Primary result codes, https://www.sqlite.org/rescode.html; the extended code's low byte is the primary one.
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_READ_ONLY = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
# A quota or a limit on the size of a file (EDQUOT, EFBIG) arrives as a failed write, not as SQLITE_FULL.
_NO_ROOM = {sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_TRUNCATE}

# A share that cannot lock, or that went away, and a disk that does not answer.
_UNREACHABLE = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOLFS}
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
    return NotesReadOnly("The notes in {0} cannot be written: allow writing to this file and its folder.", path)


def no_room(path: Path) -> NotesFull:
    """Return the error for a full disk, or a quota that is used up."""
    return NotesFull("There is no room left for the notes in {0}: free some space and save again.", path)


def moved(path: Path) -> NotesMoved:
    """Return the error for a file that is not the one that was opened any more."""
    return NotesMoved("The notes in {0} were moved, deleted or replaced by another program: open them again.", path)


def unreachable(path: Path, reason: object) -> NotesUnreachable:
    """Return the error for a disk or a share that does not do what it should; `reason` is what the system says."""
    return NotesUnreachable(
        "The notes in {0} cannot be reached ({1}): check the disk or the network share that they are on, or keep them"
        " on a disk of this computer.",
        path,
        reason,
    )


def notes_error(error: sqlite3.Error, path: Path) -> NotesError:
    """Return the notes' own error for SQLite's."""
    code = result_code(error)
    if code & 0xFF == sqlite3.SQLITE_FULL or code in _NO_ROOM:
        return no_room(path)
    if is_busy(error):
        return NotesBusy("Another program is writing to the notes in {0}: wait a moment and try again.", path)
    if is_read_only(error):
        return read_only(path)
    if is_damage(error):
        return NotesDamaged("The notes in {0} are damaged: open them again, and they are set aside as they are.", path)
    if code & 0xFF in _UNREACHABLE:
        return unreachable(path, error)
    if code & 0xFF == sqlite3.SQLITE_TOOBIG:
        return NotesError("The notes in {0} cannot take this note: it is longer than 500 million characters.", path)
    return NotesError("The notes in {0} cannot be used ({1}): try again, or start Errdex anew.", path, error)


def system_error(error: OSError, path: Path) -> NotesError:
    """Return the notes' own error for what the system refused."""
    if error.errno in _NO_ROOM_LEFT:
        return no_room(path)
    if error.errno in _NO_ANSWER:
        return unreachable(path, error.strerror)
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
