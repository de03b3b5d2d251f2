"""The check: reads everything, changes nothing, and finds what SQLite alone does not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from errdex.errors import NotesError
from errdex.notes.checking import Finding, FindingKind, Health, check
from errdex.notes.store import NoteStore


def _filled(path: Path) -> str:
    with NoteStore.open(path) as store:
        for number in range(50):
            store.add(f"note {number} with needle{number} " + "and some length " * 40, number=number)
        store.delete(store.add("in the bin").id)
        note = store.add("contested")
        store.save(note.id, base_version=1, text="contested, mine")
        store.save(note.id, base_version=1, text="contested, theirs")
        store.undo(note.id)
    return note.id


def _alter(path: Path, *statements: str) -> None:
    """Change the database as only something that is broken would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_sound_database_is_counted_and_left_as_it_is(path: Path) -> None:
    _filled(path)
    before = path.read_bytes()
    assert check(path) == Health(51, 1, 56, 2, ())
    assert path.read_bytes() == before


def test_it_can_be_done_while_somebody_writes(path: Path, store: NoteStore) -> None:
    store.add("only in the log so far")
    health = check(path)
    assert (health.notes, health.findings) == (1, ())
    store.add("and on")


def test_a_text_that_was_altered_in_the_file_is_found(path: Path) -> None:
    _filled(path)
    content = path.read_bytes()
    assert content.count(b"needle7 ") == 2
    path.write_bytes(content.replace(b"note 7 with", b"note 8 with"))
    assert {finding.kind for finding in check(path).findings} >= {FindingKind.ALTERED}


def test_a_search_index_out_of_step_is_found_and_built_anew(path: Path) -> None:
    _filled(path)
    _alter(
        path,
        "DELETE FROM words WHERE rowid IN (49, 50)",
        "UPDATE words SET text = 'other' WHERE rowid = 9",
        "INSERT INTO words (rowid, text, tags, about) VALUES (999, 'too many', '', '')",
    )
    assert check(path).findings == (Finding(FindingKind.SEARCH, "4"),)
    with NoteStore.open(path) as store:
        assert store.search("needle49") == ()
        store.build_index()
        assert len(store.search("needle49")) == 1
        assert store.search("many") == ()
    assert check(path).findings == ()


def test_an_index_that_contradicts_its_own_texts_is_found(path: Path) -> None:
    _filled(path)
    _alter(path, "DELETE FROM words_idx", "UPDATE words_data SET block = x'00' WHERE id > 10")
    kinds = {finding.kind for finding in check(path).findings}
    assert kinds == {FindingKind.SEARCH}


def test_a_list_that_does_not_show_the_last_version_is_found(path: Path) -> None:
    note_id = _filled(path)
    first = f"(SELECT min(seq) FROM versions WHERE note = '{note_id}')"  # noqa: S608 -- our own id
    _alter(path, f"UPDATE notes SET seq = {first} WHERE note = '{note_id}'")  # noqa: S608 -- our own id
    assert Finding(FindingKind.NOT_CURRENT, note_id) in check(path).findings


def test_a_row_that_points_nowhere_is_found(path: Path) -> None:
    _filled(path)
    _alter(path, "PRAGMA foreign_keys = OFF", "INSERT INTO notes (note, seq, deleted) VALUES ('x', 12345, 0)")
    assert FindingKind.LOOSE in {finding.kind for finding in check(path).findings}


@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_damage_is_found_and_nothing_is_set_aside(path: Path, part: float) -> None:
    _filled(path)
    content = path.read_bytes()
    place = int(len(content) * part) // 4096 * 4096
    broken = content[:place] + bytes(range(256)) * 16 + content[place + 4096 :]
    path.write_bytes(broken)
    assert check(path).findings != ()
    assert path.read_bytes() == broken
    path.write_bytes(b"no database " * 1000)
    assert check(path).findings[0].kind is FindingKind.DAMAGED


def test_another_programs_database_is_refused(path: Path) -> None:
    path.parent.mkdir()
    _alter(path, "CREATE TABLE theirs (x)")
    with pytest.raises(NotesError, match="another program"):
        check(path)
