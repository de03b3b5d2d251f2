"""Dated copies of the whole database, made with SQLite's backup beside it in the folder ``copies``.

One is made before every change of the schema, before another copy is brought back, on every day on which something
changed, and when the person asks for one; the last ten of each kind are kept, so that no kind pushes another out. A
copy gets its name only once it is complete, on the disk and sound. Their order is that of the numbers in their names,
which no clock can disturb.
These functions open the database by themselves: they may be called from any thread.
"""

from __future__ import annotations

import os
import re
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from errdex.errors import InputError
from errdex.files import sync_folder
from errdex.notes.connections import make_sure_that_sound, reader
from errdex.notes.faults import is_busy, is_damage, worded

if TYPE_CHECKING:
    from pathlib import Path

KEPT = 10
_PATIENCE = 5.0
_STALE = 86_400
"""Seconds after which a copy that was never completed is taken for left over."""
_LAST_CHANGE = "SELECT seq, stamp FROM versions ORDER BY seq DESC LIMIT 1"


class Reason(StrEnum):
    """Why a copy was made."""

    MIGRATION = "before-migration"
    RESTORE = "before-restore"
    DAILY = "daily"
    ASKED = "asked"


class Copy(NamedTuple):
    """One copy."""

    number: int
    """Counts the copies that were made of this database."""
    made: datetime
    reason: Reason
    path: Path


def copies_of(path: Path) -> tuple[Copy, ...]:
    """Return the copies of the database at `path`, the newest first."""
    pattern = re.compile(rf"{re.escape(path.stem)}-(\d+)-(\d{{8}}T\d{{6}}Z)-({'|'.join(Reason)})\.sqlite3")
    found = []
    for file in _files(path):
        if named := pattern.fullmatch(file.name):
            made = datetime.strptime(named[2], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            found.append(Copy(int(named[1]), made, Reason(named[3]), file))
    return tuple(sorted(found, reverse=True))


def make_copy(path: Path, now: datetime, reason: Reason) -> Copy:
    """Copy the database at `path` as it is now, and let go of the kind's oldest; a NotesError where that fails."""
    before = copies_of(path)
    number = before[0].number + 1 if before else 1
    made = now.astimezone(UTC).replace(microsecond=0)
    name = f"{path.stem}-{number:04}-{made:%Y%m%dT%H%M%SZ}-{reason}.sqlite3"
    target = _folder(path) / name
    with worded(path):
        _folder(path).mkdir(mode=0o700, exist_ok=True)
        _write(path, target)
    for old in [copy for copy in before if copy.reason is reason][KEPT - 1 :]:
        old.path.unlink(missing_ok=True)
    _sweep(path)
    return Copy(number, made, reason, target)


def make_daily_copy(path: Path, now: datetime) -> Copy | None:
    """Copy the database if the newest copy is not of today and something changed since; None if that is not so."""
    newest = next(iter(copies_of(path)), None)
    if newest is not None and newest.made.date() == now.astimezone(UTC).date():
        return None
    return make_copy_of_changes(path, now, Reason.DAILY)


def make_copy_of_changes(path: Path, now: datetime, reason: Reason) -> Copy | None:
    """Copy the database if something changed since the newest copy; None if not: what was broken off is begun anew."""
    newest = next(iter(copies_of(path)), None)
    with worded(path):
        last = _last_change(path)
    if last is None or (newest is not None and _last_change_or_nothing(newest.path) == last):
        return None
    return make_copy(path, now, reason)


def back_up(path: Path, target: Path) -> None:
    """Copy the database at `path` to a file of the person's choice: whole, or the old file there stays as it is."""
    refuse_own_file(path, target)
    if target.exists() and not target.is_file():
        raise InputError("{0} is no file: name one for the copy.", target)
    if not target.absolute().parent.is_dir():
        raise InputError("{0} cannot be written: there is no folder {1}.", target, target.parent)
    with worded(path):
        try:
            _write(path, target.resolve())
        except (sqlite3.Error, OSError) as error:
            if isinstance(error, sqlite3.Error) and (is_damage(error) or is_busy(error)):
                raise
            reason = getattr(error, "strerror", None) or error
            raise InputError("{0} cannot be written: {1}.", target, reason) from error


def refuse_own_file(path: Path, target: Path) -> None:
    """Raise InputError where `target` is the database at `path`, or belongs to it.

    Written to, it would be gone; read by other means than SQLite, it would lose the locks that this process holds.
    """
    own = (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal")))
    if any(target.exists() and file.exists() and target.samefile(file) for file in own):
        raise InputError("{0} is the notes' own file: name another one.", target)


_DATABASE = b"SQLite format 3\0"
"""How every SQLite database begins (sqlite.org, "Database File Format")."""


def refuse_database(own: Path | None, target: Path) -> None:
    """Raise InputError where a text would replace a database.

    It may be the notes themselves (`own`, while they are open), a copy of them, or those that cannot be read now.
    """
    if own is not None:
        refuse_own_file(own, target)
    try:
        with target.open("rb") as file:
            found = file.read(len(_DATABASE)) == _DATABASE
    except OSError:
        return  # Not there, or told by the writing itself.
    if found:
        raise InputError("{0} is a database: name another file.", target)


def _folder(path: Path) -> Path:
    return path.with_name("copies")


def _files(path: Path) -> tuple[Path, ...]:
    try:
        return tuple(_folder(path).iterdir())
    except OSError:
        return ()


def _write(path: Path, target: Path) -> None:
    growing = target.with_name(f".errdex-{os.urandom(8).hex()}.growing")
    try:
        with closing(reader(path, _PATIENCE)) as source, closing(sqlite3.connect(growing)) as copy:
            copy.execute("PRAGMA synchronous = FULL")
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # One file by itself, without a log beside it.
            make_sure_that_sound(copy)
        growing.replace(target)
    finally:
        growing.unlink(missing_ok=True)
    sync_folder(target.parent)


def _sweep(path: Path) -> None:
    """Remove what a killed program left of a copy."""
    for file in _files(path):
        if file.name.endswith(".growing") and abs(time.time() - file.stat().st_mtime) > _STALE:
            file.unlink(missing_ok=True)


def _last_change(path: Path, *, at_rest: bool = False) -> tuple[int, str] | None:
    with closing(reader(path, _PATIENCE, at_rest=at_rest)) as connection:
        row = connection.execute(_LAST_CHANGE).fetchone()
    return None if row is None else (row[0], row[1])


def _last_change_or_nothing(path: Path) -> tuple[int, str] | None:
    """Return the last change that a copy has; None for a copy that cannot be read."""
    try:
        return _last_change(path, at_rest=True)
    except sqlite3.Error:
        return None
