"""Every fault of the environment has a class and a sentence of its own; a bug stays a bug."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest

from errdex.errors import (
    NotesBusy,
    NotesDamaged,
    NotesError,
    NotesFull,
    NotesMoved,
    NotesReadOnly,
    NotesUnreachable,
)
from errdex.notes.faults import moved, worded

PATH = Path("notes.sqlite3")


def _sqlite_error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("reported")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "fault", "said"),
    [
        (_sqlite_error(sqlite3.SQLITE_BUSY), NotesBusy, "wait a moment"),
        (_sqlite_error(sqlite3.SQLITE_BUSY_SNAPSHOT), NotesBusy, "wait a moment"),
        (_sqlite_error(sqlite3.SQLITE_LOCKED), NotesBusy, "wait a moment"),
        (_sqlite_error(sqlite3.SQLITE_FULL), NotesFull, "free some space"),
        (_sqlite_error(sqlite3.SQLITE_IOERR_WRITE), NotesFull, "free some space"),
        (_sqlite_error(sqlite3.SQLITE_READONLY), NotesReadOnly, "allow writing"),
        (_sqlite_error(sqlite3.SQLITE_CANTOPEN), NotesReadOnly, "allow writing"),
        (_sqlite_error(sqlite3.SQLITE_CORRUPT), NotesDamaged, "set aside"),
        (_sqlite_error(sqlite3.SQLITE_NOTADB), NotesDamaged, "set aside"),
        (_sqlite_error(sqlite3.SQLITE_CORRUPT_VTAB), NotesDamaged, "set aside"),
        (_sqlite_error(sqlite3.SQLITE_IOERR_READ), NotesUnreachable, "network share"),
        (_sqlite_error(sqlite3.SQLITE_IOERR_LOCK), NotesUnreachable, "network share"),
        (_sqlite_error(sqlite3.SQLITE_IOERR_SHMMAP), NotesUnreachable, "network share"),
        (_sqlite_error(sqlite3.SQLITE_PROTOCOL), NotesUnreachable, "network share"),
        (_sqlite_error(sqlite3.SQLITE_TOOBIG), NotesError, "500 million"),
        (_sqlite_error(sqlite3.SQLITE_ERROR), NotesError, "try again"),
        (OSError(errno.ENOSPC, "no space"), NotesFull, "free some space"),
        (OSError(errno.EDQUOT, "quota"), NotesFull, "free some space"),
        (OSError(errno.EACCES, "denied"), NotesReadOnly, "allow writing"),
        (OSError(errno.EROFS, "read-only"), NotesReadOnly, "allow writing"),
        (OSError(errno.ESTALE, "stale"), NotesUnreachable, "network share"),
        (OSError(errno.EIO, "input/output"), NotesUnreachable, "network share"),
    ],
)
def test_what_a_person_can_mend_is_said_with_what_to_do(error: Exception, fault: type[NotesError], said: str) -> None:
    with pytest.raises(fault, match=said) as caught, worded(PATH):
        raise error
    assert type(caught.value) is fault
    assert "notes.sqlite3" in str(caught.value)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("bug", [sqlite3.ProgrammingError, sqlite3.InterfaceError, sqlite3.IntegrityError, KeyError])
def test_a_bug_of_ours_passes_through(bug: type[Exception]) -> None:
    with pytest.raises(bug), worded(PATH):
        raise bug("ours")


def test_a_file_that_is_another_one_now_is_a_fault_of_its_own() -> None:
    assert type(moved(PATH)) is NotesMoved
    assert "open them again" in str(moved(PATH))
