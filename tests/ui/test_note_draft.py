"""A draft gets into whatever file stands in the place of the notes, and takes nobody's place there."""

from __future__ import annotations

from pathlib import Path

from errdex.notes.copies import back_up
from errdex.notes.store import NoteStore
from errdex.ui.note_draft import Draft, NotePlace, Subject


def _draft_of(path: Path) -> Draft:
    """Return a draft that goes on from version 2, of which the copy beside the database knows the first alone."""
    with NoteStore.open(path) as store:
        note = store.add("one", meaning="1121-bad-symbol", number=-1121)
        back_up(path, path.with_name("older.sqlite3"))
        note = store.save(note.id, base_version=1, text="two")
    draft = Draft(NotePlace(Subject("1121-bad-symbol", -1121)), note)
    draft.content = draft.content._replace(text="two and what was typed")
    return draft


def test_an_older_file_takes_what_was_typed_as_a_note_of_its_own(tmp_path: Path) -> None:
    draft = _draft_of(tmp_path / "notes.sqlite3")
    with NoteStore.open(tmp_path / "older.sqlite3") as older:
        draft.save(older, "Ann")
        assert {note.text for note in older.all()} == {"one", "two and what was typed"}
        assert not draft.is_changed


def test_another_version_of_that_number_is_not_written_over(tmp_path: Path) -> None:
    draft = _draft_of(tmp_path / "notes.sqlite3")
    with NoteStore.open(tmp_path / "older.sqlite3") as older:
        theirs = older.all()[0]
        older.save(theirs.id, base_version=1, text="theirs")
        draft.save(older, "Ann")
        assert {note.text for note in older.all()} == {"theirs", "two and what was typed"}


def test_the_same_file_takes_it_as_the_next_version(tmp_path: Path) -> None:
    draft = _draft_of(tmp_path / "notes.sqlite3")
    with NoteStore.open(tmp_path / "notes.sqlite3") as store:
        draft.save(store, "Ann")
        assert [(note.text, note.version) for note in store.all()] == [("two and what was typed", 3)]
