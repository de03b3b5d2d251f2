"""The schema: older databases are brought up to date after a copy was made; rows are only ever added."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from errdex.notes import schema
from errdex.notes.checking import check
from errdex.notes.copies import Reason, make_copy
from errdex.notes.model import NotedArgument, NotedOccurrence, Tick
from errdex.notes.store import NoteStore

NOW = datetime(2026, 5, 3, 10, 11, 12, tzinfo=UTC)
KEPT = Path(__file__).parents[1] / "data" / "notes"
STEP = """
ALTER TABLE versions ADD COLUMN colour INTEGER NOT NULL DEFAULT 0;  -- of its mark
CREATE INDEX versions_colour ON versions (note) WHERE colour = 1;
"""
NEXT = schema.VERSION + 1


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def _shape(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    return connection.execute(
        'SELECT m.type, m.name, c.name, c.type, c."notnull" FROM sqlite_master m'
        " LEFT JOIN pragma_table_info(m.name) c WHERE m.name NOT LIKE 'words_%' ORDER BY m.name, c.cid"
    ).fetchall()


def test_every_earlier_version_is_kept() -> None:
    versions = {int(re.findall(r"\d+", file.name)[0]) for file in KEPT.glob("version-*.sqlite3")}
    assert versions == set(range(1, schema.VERSION + 1))


@pytest.mark.parametrize("file", sorted(KEPT.glob("version-*.sqlite3")), ids=lambda file: file.stem)
def test_databases_of_every_version_open_with_all_they_have(file: Path, path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    shutil.copyfile(file, path)
    with NoteStore.open(path, thorough=True) as store:
        notes = {note.text: note for note in store.all()}
        pinned = [text for text, note in notes.items() if note.pinned]
        assert pinned == ([] if file.stem == "version-1" else ["Pinned, with what led to it."])
        assert list(notes)[len(pinned) :] == [
            "Rows: 1 MB\n\n`recvWindow` ünd 错误 \U0001f525",
            "The clock drifts after a suspend: chrony is in the wiki.",
            "No registry knows this one.",
        ]
        first = notes["The clock drifts after a suspend: chrony is in the wiki."]
        assert first.meaning == "1021-invalid-timestamp"
        assert (first.number, first.name, first.tags, first.author) == (-1021, "INVALID_TIMESTAMP", ("clock",), "Ann")
        assert [each.note.text for each in store.versions(first.id)] == ["The clock drifts.", first.text]
        assert [note.text for note in store.binned()] == ["Deleted."]
        assert store.search("错误")
        assert store.search("unsuspend drift") == ()
        assert store.search("suspend drift") == (first,)
        assert [rival.text for each in store.contested() for rival in store.rivals(each)] == ["Kept beside."]
        store.add("and they can be added to")
        assert [finding.kind for finding in check(path).findings] == []
    NoteStore.open(tmp_path / "new.sqlite3").close()
    with closing(_connect(path)) as old, closing(_connect(tmp_path / "new.sqlite3")) as new:
        assert _shape(old) == _shape(new)
        assert ("table", "versions", "text", "TEXT", 1) in _shape(new)


def test_a_step_is_taken_after_a_copy_was_made(path: Path) -> None:
    with NoteStore.open(path) as store:
        store.add("x")
    with closing(_connect(path)) as connection:
        copy = schema.prepare(
            connection,
            lambda: make_copy(path, NOW, Reason.MIGRATION).path,
            version=NEXT,
            steps={schema.VERSION: STEP},
        )
        assert connection.execute("PRAGMA user_version").fetchone() == (NEXT,)
        assert connection.execute("SELECT text, colour FROM versions").fetchall() == [("x", 0)]
    assert copy == path.parent / "copies" / "notes-0001-20260503T101112Z-before-migration.sqlite3"
    with NoteStore.open(copy) as store:
        assert [note.text for note in store.all()] == ["x"]


def test_a_step_that_fails_leaves_the_database_as_it_was(path: Path) -> None:
    with NoteStore.open(path) as store:
        store.add("x")
    with closing(_connect(path)) as connection, pytest.raises(sqlite3.OperationalError, match="no such table"):
        schema.prepare(
            connection,
            lambda: None,
            version=NEXT + 1,
            steps={schema.VERSION: STEP, NEXT: "ALTER TABLE nowhere ADD COLUMN x;"},
        )
    with NoteStore.open(path) as store:
        assert [note.text for note in store.all()] == ["x"]
        assert "colour" not in store._table.column("SELECT name FROM pragma_table_info('versions')")


def test_what_the_second_version_brought_is_there(path: Path) -> None:
    path.parent.mkdir()
    shutil.copyfile(KEPT / "version-2.sqlite3", path)
    with NoteStore.open(path) as store:
        (note,) = store.of_meaning("1121-bad-symbol")
        assert (note.pinned, note.template) == (True, "invalid-symbol")
        assert note.causes == (Tick("1121-bad-symbol", "delisted"),)
        assert note.occurrence == NotedOccurrence(
            '{"code":-1121,"msg":"Invalid symbol."}', (NotedArgument("symbol", "FOOBAR"),), "2026-06-07T09:59:58Z"
        )
        (unknown,) = store.of_number(-987654)
        assert unknown.text == "No registry knows this one."
        redone = store.redo(unknown.id)
        assert redone is not None
        assert redone.note.text == "x"


@pytest.mark.parametrize("change", ["UPDATE versions SET text = 'y'", "DELETE FROM versions"])
def test_versions_are_never_changed_or_deleted(path: Path, change: str) -> None:
    with NoteStore.open(path) as store:
        store.add("x")
    with closing(_connect(path)) as connection, pytest.raises(sqlite3.IntegrityError, match="versions are never"):
        connection.execute(change)


def test_every_column_of_a_table_has_a_comment() -> None:
    body = re.findall(r"CREATE (?:VIRTUAL )?TABLE[^(]*\((.*?)^\);", schema.SCHEMA, re.DOTALL | re.MULTILINE)
    columns = [
        line.strip()
        for table in body
        for line in table.splitlines()
        if line.strip() and not re.match(r"\s*(UNIQUE|FOREIGN KEY|tokenize|prefix)", line)
    ]
    assert len(columns) == 33
    assert [line for line in columns if "-- " not in line] == []
