"""Open the database of the notes without ever harming it: look first, set aside what is damaged, refuse what is newer.

The file is never read by other means than SQLite: closing a plain file handle on it would drop the locks that this
process holds (POSIX), and another program's last close could then take the log of ours away.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from errdex.errors import NotesDamaged, NotesError, NotesNewer
from errdex.files import sync_folder
from errdex.notes import schema
from errdex.notes.connections import make_sure_that_sound, reader, settle_in
from errdex.notes.copies import Reason, make_copy
from errdex.notes.faults import is_damage, is_read_only, read_only, worded
from errdex.notes.network import is_on_network

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

_CHECKED_SIZE = 8_000_000
"""Bytes up to which the whole file is checked at every opening (some 20 ms); above it, on request."""

_PAUSES = (0.05, 0.2)
"""Seconds after which one looks again at what seems damaged: a disk or a share may answer then."""

_BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a database in use; the first may hold notes that the file itself does not have yet."""


class Opened(NamedTuple):
    """An open database, and what had to be done to open it."""

    connection: sqlite3.Connection
    set_aside: Path | None
    """Where the damaged database went that stood here before."""
    copy: Path | None
    """The copy that was made before an older database was brought up to date."""
    read_only: bool
    on_network: bool
    """The file lies on a share: it is kept in SQLite's older way, and other computers may have it open."""


def open_database(path: Path, now: datetime, patience: float, *, thorough: bool) -> Opened:
    """Open or make the database at `path`; `patience` is the seconds to wait for other programs.

    Raises the errors of the NotesError family. A damaged database is renamed, and a new one made.
    """
    set_aside = None
    with worded(path):
        _make_folder(path.parent)
        if _is_damaged(path, patience, thorough=thorough):
            set_aside = move_aside(path, now)
        return _connect(path, now, patience, set_aside)


def _is_damaged(path: Path, patience: float, *, thorough: bool) -> bool:
    """Tell whether the database is damaged, and stays so: SQLite calls a page damaged too that the disk did not give.

    Raises an OSError where the disk gives no answer.
    """
    for pause in (0.0, *_PAUSES):
        time.sleep(pause)
        try:
            look(path, patience, thorough=thorough)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
        else:
            return False
    # Closing these drops locks that this process may hold (see above); but nobody writes to what is damaged.
    for file in (path, *(path.with_name(path.name + ending) for ending in _BESIDE)):
        if file.exists():
            _read_through(file)
    return True


def _read_through(path: Path) -> None:
    with path.open("rb") as file:
        while file.read(1 << 20):
            pass


def _make_folder(folder: Path) -> None:
    """Make a folder that is still there after a power failure: SQLite syncs no folder but its own."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for each in missing:
        sync_folder(each.parent)


def look(path: Path, patience: float, *, thorough: bool, at_rest: bool = False) -> None:
    """Check a database without writing to it; raise what is wrong with it, nothing if it is sound or not there.

    `thorough`: every page, whatever its size; `at_rest`: see `reader`.
    """
    if not path.exists() or path.stat().st_size == 0:
        return
    with closing(reader(path, patience, at_rest=at_rest)) as connection:
        version, mark, tables = (
            connection.execute(question).fetchone()[0]
            for question in ("PRAGMA user_version", "PRAGMA application_id", "SELECT count(*) FROM sqlite_master")
        )
        if tables and mark != schema.APPLICATION_ID:
            raise NotesError("{0} is a database of another program: move it away to keep notes there.", path)
        if not 0 <= version <= schema.VERSION:
            raise NotesNewer(
                "The notes in {0} were written by a newer Errdex: use that one; nothing was changed.", path
            )
        if thorough or path.stat().st_size <= _CHECKED_SIZE:
            make_sure_that_sound(connection)
        if thorough and tables:
            for _ in connection.execute("SELECT * FROM versions"):
                pass  # Every text is read: a page of other bytes in the middle of one is sound to SQLite.


def move_aside(path: Path, now: datetime) -> Path:
    """Rename a damaged database and what belongs to it, whole; return its new name."""
    aside = _free_name(path, f"damaged-{now:%Y%m%dT%H%M%SZ}")
    try:
        # What stands beside goes first: SQLite would throw a log away that it finds beside a new, empty database.
        for ending in _BESIDE:
            beside = path.with_name(path.name + ending)
            if beside.exists():
                beside.rename(aside.with_name(aside.name + ending))
        path.rename(aside)
    except OSError as error:
        raise NotesDamaged("The notes in {0} are damaged and cannot be set aside: rename the file.", path) from error
    return aside


def _free_name(path: Path, ending: str) -> Path:
    """Return ``notes.sqlite3.ENDING``, with a number added where that name is taken."""
    wanted = path.with_name(f"{path.name}.{ending}")
    count = 1
    while wanted.exists() or wanted.is_symlink():
        count += 1
        wanted = path.with_name(f"{path.name}.{ending}-{count}")
    return wanted


def _connect(path: Path, now: datetime, patience: float, set_aside: Path | None) -> Opened:
    on_network = is_on_network(path)
    try:
        connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
        try:
            settle_in(connection, patience, on_network=on_network)
            copy = schema.prepare(connection, lambda: make_copy(path, now, Reason.MIGRATION).path)
        except BaseException:
            connection.close()
            raise
    except sqlite3.OperationalError as error:
        if is_read_only(error) and path.exists():
            return Opened(_readable(path, patience), set_aside, None, read_only=True, on_network=on_network)
        raise
    return Opened(connection, set_aside, copy, read_only=False, on_network=on_network)


def _readable(path: Path, patience: float) -> sqlite3.Connection:
    """Open a database that cannot be written, if it is of this very version."""
    connection = reader(path, patience)
    if schema.version_of(connection) != schema.VERSION:
        connection.close()
        raise read_only(path)
    return connection
