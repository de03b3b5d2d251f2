"""Open the database of the notes without ever harming it: look first, set aside what is damaged, refuse what is newer.

The file is never read by other means than SQLite: closing a plain file handle on it would drop the locks that this
process holds (POSIX), and another program's last close could then take the log of ours away.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from errdex.errors import NotesDamaged, NotesError, NotesNewer
from errdex.notes import schema
from errdex.notes.faults import is_busy, is_damage, is_read_only, read_only, worded

_CHECKED_SIZE = 8_000_000
"""Bytes up to which the whole file is checked at every opening (some 20 ms); above it, on request."""

_BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a database in use; the first may hold notes that the file itself does not have yet."""


class Opened(NamedTuple):
    """An open database, and what had to be done to open it."""

    connection: sqlite3.Connection
    set_aside: Path | None
    """Where the damaged database went that stood here before."""
    copy: Path | None
    """The copy that was made before an older database was brought up to date."""
    read_only: bool


def open_database(path: Path, now: datetime, patience: float, *, thorough: bool) -> Opened:
    """Open or make the database at `path`; `patience` is the seconds to wait for other programs.

    Raises the errors of the NotesError family. A damaged database is renamed, and a new one made.
    """
    set_aside = None
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with worded(path):
            try:
                look(path, patience, thorough=thorough)
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                set_aside = move_aside(path, now)
            return _connect(path, now, patience, set_aside)
    except OSError as error:
        raise read_only(path) from error


def look(path: Path, patience: float, *, thorough: bool) -> None:
    """Check a database without writing to it; raise what is wrong with it, nothing if it is sound or not there."""
    if not path.exists() or path.stat().st_size == 0:
        return
    with closing(_reader(path, patience)) as connection:
        version, mark, tables = (
            connection.execute(question).fetchone()[0]
            for question in ("PRAGMA user_version", "PRAGMA application_id", "SELECT count(*) FROM sqlite_master")
        )
        if tables and mark != schema.APPLICATION_ID:
            raise NotesError(f"{path} is a database of another program: move it away to keep notes there.")
        if not 0 <= version <= schema.VERSION:
            raise NotesNewer(f"The notes in {path} were written by a newer Errdex: use that one; nothing was changed.")
        if thorough or path.stat().st_size <= _CHECKED_SIZE:
            _check(connection)
        if thorough and tables:
            for _ in connection.execute("SELECT * FROM versions"):
                pass  # Every text is read: a page of other bytes in the middle of one is sound to SQLite.


def _check(connection: sqlite3.Connection) -> None:
    """Raise damage that only looking at every page shows."""
    findings = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if findings != "ok":
        damage = sqlite3.DatabaseError(findings)
        damage.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise damage


def move_aside(path: Path, now: datetime) -> Path:
    """Rename a damaged database and what belongs to it, whole; return its new name."""
    aside = schema.free_name(path, f"damaged-{now:%Y%m%dT%H%M%SZ}")
    try:
        # What stands beside goes first: SQLite would throw a log away that it finds beside a new, empty database.
        for ending in _BESIDE:
            beside = path.with_name(path.name + ending)
            if beside.exists():
                beside.rename(aside.with_name(aside.name + ending))
        path.rename(aside)
    except OSError as error:
        raise NotesDamaged(f"The notes in {path} are damaged and cannot be set aside: rename the file.") from error
    return aside


def _connect(path: Path, now: datetime, patience: float, set_aside: Path | None) -> Opened:
    try:
        connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
        try:
            _settle_in(connection, patience)
            copy = schema.prepare(connection, path, now)
        except BaseException:
            connection.close()
            raise
    except sqlite3.OperationalError as error:
        if is_read_only(error) and path.exists():
            return Opened(_readable(path, patience), set_aside, None, read_only=True)
        raise
    return Opened(connection, set_aside, copy, read_only=False)


def _settle_in(connection: sqlite3.Connection, patience: float) -> None:
    """Set what a commit promises. On a network share SQLite may refuse the log (WAL); commits are as safe without."""
    deadline = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:
            # Two programs that make the same new database: SQLite does not wait by itself at this switch.
            if not is_busy(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _readable(path: Path, patience: float) -> sqlite3.Connection:
    """Open a database that cannot be written, if it is of this very version."""
    connection = _reader(path, patience)
    if connection.execute("PRAGMA user_version").fetchone()[0] != schema.VERSION:
        connection.close()
        raise read_only(path)
    return connection


def _reader(path: Path, patience: float) -> sqlite3.Connection:
    """Open for reading only. In a folder that cannot be written, a closed database is read as it lies there."""
    address = f"file:{quote(str(path.absolute()))}"
    connection = sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=patience, isolation_level=None)
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        log = path.with_name(path.name + "-wal")
        if not is_read_only(error) or (log.exists() and log.stat().st_size):
            raise
        return sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True, timeout=patience, isolation_level=None)
    except BaseException:
        connection.close()
        raise
    return connection
