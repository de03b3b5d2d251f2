"""Check the notes' database from end to end, without changing it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from errdex.notes import schema, search_index
from errdex.notes.connections import reader
from errdex.notes.faults import is_damage, worded
from errdex.notes.model import stamp_of
from errdex.notes.opening import look
from errdex.notes.rows import VERSION_COLUMNS, version_of

if TYPE_CHECKING:
    from pathlib import Path

_PATIENCE = 5.0
_CURRENT = "SELECT note, max(seq) AS seq FROM versions WHERE aside = 0 GROUP BY note"


class FindingKind(StrEnum):
    """What can be wrong with a database."""

    DAMAGED = "damaged"
    """Pages of the file do not hold what they should."""
    ALTERED = "altered"
    """A version does not have the content any more that it was written with."""
    LOOSE = "loose"
    """A row points at one that is not there."""
    NOT_CURRENT = "not-current"
    """The list of notes does not show the last version of one."""
    SEARCH = "search"
    """The search index is out of step with the notes; it can be built anew."""


class Finding(NamedTuple):
    """One thing that is wrong."""

    kind: FindingKind
    detail: str
    """What SQLite said, or the notes that are concerned."""


class Health(NamedTuple):
    """What a check found."""

    notes: int
    """Notes that are not in the bin."""
    binned: int
    versions: int
    schema: int
    """The version of the schema; an older one is brought up to date when the notes are opened."""
    findings: tuple[Finding, ...]
    """Nothing: the database is sound."""


def check(path: Path) -> Health:
    """Read every page, row and text of the database at `path`, and compare what must agree.

    Raises a NotesError for what is no database of notes that this program can read; a damaged one is a finding.
    """
    with worded(path):
        try:
            look(path, _PATIENCE, thorough=False)
            with closing(reader(path, _PATIENCE)) as connection:
                return _health(connection)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            return Health(0, 0, 0, 0, (Finding(FindingKind.DAMAGED, str(error)),))


def _health(connection: sqlite3.Connection) -> Health:
    connection.execute("BEGIN")  # One moment for everything below, whatever others write meanwhile.
    version = schema.version_of(connection)
    if not version:
        return Health(0, 0, 0, 0, ())
    findings = [
        Finding(FindingKind.DAMAGED, row[0]) for row in _all(connection, "PRAGMA integrity_check") if row[0] != "ok"
    ]
    findings += [
        Finding(FindingKind.LOOSE, f"{row[0]} {row[1]}") for row in _all(connection, "PRAGMA foreign_key_check")
    ]
    wrong = _all(connection, f"SELECT note, seq FROM notes EXCEPT {_CURRENT} UNION {_missing()}")  # noqa: S608 -- constants only
    findings += [Finding(FindingKind.NOT_CURRENT, row[0]) for row in wrong]
    if version == schema.VERSION:
        findings += _altered(connection)
        if wrong_ones := search_index.out_of_step(connection):
            findings.append(Finding(FindingKind.SEARCH, str(wrong_ones)))
    notes, binned = (
        _all(connection, f"SELECT count(*) FROM notes WHERE deleted = {gone}")[0][0]  # noqa: S608 -- constants only
        for gone in (0, 1)
    )
    versions = _all(connection, "SELECT count(*) FROM versions")[0][0]
    return Health(notes, binned, versions, version, tuple(findings))


def _missing() -> str:
    return f"SELECT note, seq FROM ({_CURRENT} EXCEPT SELECT note, seq FROM notes)"  # noqa: S608 -- constants only


def _altered(connection: sqlite3.Connection) -> list[Finding]:
    """Find content that was changed under SQLite's eyes: it has no checksums of its own, the stamps are ours."""
    found = []
    for row in connection.execute(f"SELECT {VERSION_COLUMNS} FROM versions v"):  # noqa: S608 -- constants only
        version = version_of(row)
        if stamp_of(version.note) != version.stamp:
            found.append(Finding(FindingKind.ALTERED, f"{version.note.id} version {version.note.version}"))
    return found


def _all(connection: sqlite3.Connection, question: str) -> list[tuple[Any, ...]]:
    return connection.execute(question).fetchall()
