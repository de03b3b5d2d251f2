"""The database of the notes: its schema, its version, and how older ones are brought up to date.

A change of the schema is made in three places: `SCHEMA` (what a new database gets), `VERSION`, and one more step in
`STEPS` (what the version before needs). A test holds that both ways lead to the same tables, and that every earlier
version, kept in ``tests/data/notes``, opens. Before a step is taken, the database is copied as a whole (`copies`);
after it the search index, which is only a reading of the notes, is built anew.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from errdex.notes import search_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

APPLICATION_ID = 0x45726478
"""Stands in the file's header ("Erdx"): a database of ours, not of another program."""

VERSION = 2

SCHEMA = """
-- Every change of every note; rows are only ever added. History, undo, bin and conflict are readings of this table.
CREATE TABLE versions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,   -- the order of all changes in this database; what other windows look at
    note TEXT NOT NULL,                      -- id of the note: a UUID, 32 hexadecimal digits
    version INTEGER NOT NULL,                -- counts the changes of this note, from 1
    base INTEGER,                            -- the version that was changed; NULL for the first
    act TEXT NOT NULL,                       -- add, edit, move, delete, undo … (model.Act)
    repeats INTEGER,                         -- undo, redo: the version that came back, 0 for "before the first"
    deleted INTEGER NOT NULL,                -- 1: in the bin after this change
    aside INTEGER NOT NULL,                  -- 1: not made from the current version, kept beside it
    meaning TEXT,                            -- id of the meaning that the note stands on
    number INTEGER,                          -- the number that it was written on
    name TEXT,                               -- the code's name when it was written
    template TEXT,                           -- id of the template within the meaning
    tags TEXT NOT NULL,                      -- JSON array of strings
    author TEXT NOT NULL,                    -- "" where nobody said
    created TEXT NOT NULL,                   -- ISO 8601, UTC, milliseconds
    changed TEXT NOT NULL,                   -- the same, of this version
    stamp TEXT NOT NULL,                     -- fingerprint of the content (model.stamp_of)
    lineage TEXT NOT NULL,                   -- JSON array of the stamps that this version replaces besides its base's
    session TEXT NOT NULL,                   -- which opening of the database wrote it
    batch TEXT NOT NULL,                     -- shared by the rows of one change: one import is one batch
    text TEXT NOT NULL,                      -- Markdown, as typed; after all that lists and histories need
    pinned INTEGER NOT NULL DEFAULT 0,       -- 1: shown before the others
    causes TEXT NOT NULL DEFAULT '[]',       -- JSON array of [meaning id, cause id]: the causes that were ticked
    occurrence TEXT,                         -- JSON [snippet, [[name, text] …], time]: what led to it, masked
    UNIQUE (note, version),
    UNIQUE (note, stamp),
    FOREIGN KEY (note, base) REFERENCES versions (note, version)
);
CREATE INDEX versions_aside ON versions (note) WHERE aside = 1;

CREATE TRIGGER versions_stay BEFORE UPDATE ON versions
BEGIN
    SELECT RAISE(ABORT, 'versions are never changed');
END;
CREATE TRIGGER versions_last BEFORE DELETE ON versions
BEGIN
    SELECT RAISE(ABORT, 'versions are never deleted');
END;

-- The notes as they are now: a reading of the versions, kept by the trigger below and by nothing else.
CREATE TABLE notes (
    note TEXT PRIMARY KEY,                   -- id of the note
    seq INTEGER NOT NULL UNIQUE REFERENCES versions (seq),   -- its current version
    meaning TEXT,                            -- as in that version
    number INTEGER,                          -- as in that version
    deleted INTEGER NOT NULL,                -- as in that version
    pinned INTEGER NOT NULL DEFAULT 0        -- as in that version
);
CREATE INDEX notes_meaning ON notes (meaning) WHERE deleted = 0;
CREATE INDEX notes_number ON notes (number) WHERE deleted = 0 AND meaning IS NULL;
CREATE INDEX notes_order ON notes (pinned, seq) WHERE deleted = 0;

CREATE TRIGGER notes_follow AFTER INSERT ON versions WHEN NEW.aside = 0
BEGIN
    INSERT OR REPLACE INTO notes (note, seq, meaning, number, deleted, pinned)
    VALUES (NEW.note, NEW.seq, NEW.meaning, NEW.number, NEW.deleted, NEW.pinned);
END;

-- Full-text search over the notes that are not in the bin; rowid is the seq of the current version.
-- Written in the same transaction as the version, through words.words (scripts without spaces are cut there).
CREATE VIRTUAL TABLE words USING fts5 (
    text,                                    -- the note's text
    tags,                                    -- its tags, one a line
    about,                                   -- number, name and meaning id
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co So'",
    prefix = '1 2 3'
);
"""

STEPS: Mapping[int, str] = {
    1: """
ALTER TABLE versions ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE versions ADD COLUMN causes TEXT NOT NULL DEFAULT '[]';
ALTER TABLE versions ADD COLUMN occurrence TEXT;
ALTER TABLE notes ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
CREATE INDEX notes_order ON notes (pinned, seq) WHERE deleted = 0;
DROP TRIGGER notes_follow;
CREATE TRIGGER notes_follow AFTER INSERT ON versions WHEN NEW.aside = 0
BEGIN
    INSERT OR REPLACE INTO notes (note, seq, meaning, number, deleted, pinned)
    VALUES (NEW.note, NEW.seq, NEW.meaning, NEW.number, NEW.deleted, NEW.pinned);
END;
""",
}
"""From version n to n + 1, by n."""


def prepare(
    connection: sqlite3.Connection,
    before: Callable[[], Path | None],
    schema: str = SCHEMA,
    version: int = VERSION,
    steps: Mapping[int, str] = STEPS,
) -> Path | None:
    """Make the tables of a new database, or bring an older one up to date.

    `before` makes the copy that is wanted before an older one is touched; what it returned is returned, None where it
    was not called. Nothing is half done: each is one transaction, and whoever opens the database meanwhile waits.
    """
    if version_of(connection) == version:
        return None
    copy = before() if version_of(connection) else None
    connection.execute("BEGIN IMMEDIATE")
    try:
        there = version_of(connection)
        scripts = [schema] if there == 0 else [steps[step] for step in range(there, version)]
        for script in scripts:
            for statement in _statements(script):
                connection.execute(statement)
        if scripts and there:
            search_index.build(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return copy


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the schema that a database has; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> Iterator[str]:
    """Cut a script into statements, so that they can share a transaction (executescript would commit)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
