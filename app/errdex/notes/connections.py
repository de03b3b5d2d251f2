"""Connections to the database: one that keeps what a commit promises, and one that only reads."""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING
from urllib.parse import quote

from errdex.notes.faults import is_busy, is_read_only

if TYPE_CHECKING:
    from pathlib import Path


def settle_in(connection: sqlite3.Connection, patience: float, *, on_network: bool) -> None:
    """Set what a commit promises.

    The log (WAL) lets others read while one writes, but needs memory that all share: on a network share SQLite's old
    journal takes its place, with the folder synced too, so that commits are as safe.
    """
    wanted = "DELETE" if on_network else "WAL"
    deadline = time.monotonic() + patience
    while True:
        try:
            connection.execute(f"PRAGMA journal_mode = {wanted}")
            break
        except sqlite3.OperationalError as error:
            # Two programs that make the same new database: SQLite does not wait by itself at this switch.
            if not is_busy(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
    connection.execute(f"PRAGMA synchronous = {'EXTRA' if on_network else 'FULL'}")
    connection.execute("PRAGMA foreign_keys = ON")


def reader(path: Path, patience: float, *, at_rest: bool = False) -> sqlite3.Connection:
    """Open for reading only.

    What a crash left half done is put right first, as SQLite always does; in a folder that cannot be written, a closed
    database is read as it lies there. `at_rest`: nobody writes to it (a copy), so that nothing need be put beside it.
    """
    if at_rest and not any(path.with_name(path.name + ending).exists() for ending in ("-journal", "-wal")):
        return _connected(path, patience, "mode=ro&immutable=1")
    try:
        return _connected(path, patience, "mode=ro")
    except sqlite3.OperationalError as error:
        if not is_read_only(error):
            raise
    if any(_has_content(path.with_name(path.name + ending)) for ending in ("-journal", "-wal")):
        connection = _connected(path, patience, "mode=rw")
        connection.execute("PRAGMA query_only = ON")
        return connection
    return _connected(path, patience, "mode=ro&immutable=1")


def _connected(path: Path, patience: float, mode: str) -> sqlite3.Connection:
    address = f"file:{quote(str(path.absolute()))}?{mode}"
    connection = sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None)
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def make_sure_that_sound(connection: sqlite3.Connection) -> None:
    """Look at every page, and raise the damage that only this shows as SQLite's own error."""
    finding = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if finding != "ok":
        damage = sqlite3.DatabaseError(finding)
        damage.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise damage
