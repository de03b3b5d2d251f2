"""Dated copies: made before what cannot be taken back, daily if something changed, ten of a kind kept; brought back."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.notes.conftest import Clock

import errdex
from errdex.errors import InputError, NotesDamaged, NotesError, NotesNewer
from errdex.notes import schema
from errdex.notes.copies import KEPT, Reason, back_up, copies_of, make_copy, make_daily_copy, refuse_database
from errdex.notes.model import Act, RevertCount
from errdex.notes.store import NoteStore

NOW = datetime(2026, 5, 3, 10, 11, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def test_a_copy_is_one_file_with_everything_even_what_is_only_in_the_log(path: Path, store: NoteStore) -> None:
    note = store.add("only in the log so far")
    store.delete(store.add("in the bin").id)
    copy = make_copy(path, NOW, Reason.ASKED)
    assert copy.path == path.parent / "copies" / "notes-0001-20260503T101112Z-asked.sqlite3"
    assert [file.name for file in copy.path.parent.iterdir()] == [copy.path.name]
    with NoteStore.open(copy.path) as copied:
        assert copied.all() == (note,)
        assert [each.text for each in copied.binned()] == ["in the bin"]


def test_ten_are_kept_in_the_order_of_making_whatever_the_clock_says(path: Path, store: NoteStore) -> None:
    store.add("x")
    moments = [NOW, NOW + 4000 * DAY, *(NOW + number * DAY for number in range(KEPT + 2))]
    made = [make_copy(path, moment, Reason.DAILY) for moment in moments]
    assert copies_of(path) == tuple(reversed(made[-KEPT:]))
    assert all(copy.path.exists() for copy in made[-KEPT:])
    assert not any(copy.path.exists() for copy in made[:-KEPT])


def test_no_kind_of_copy_pushes_another_out(path: Path, store: NoteStore) -> None:
    store.add("x")
    daily = [make_copy(path, NOW + number * DAY, Reason.DAILY) for number in range(KEPT)]
    asked = [make_copy(path, NOW, Reason.ASKED) for _ in range(KEPT + 1)]
    assert copies_of(path) == (*reversed(asked[1:]), *reversed(daily))


def test_going_through_the_copies_loses_none_that_was_not_tried_yet(path: Path, store: NoteStore) -> None:
    """Whoever looks for a lost note brings back one copy after the other."""
    for number in range(KEPT):
        store.add(f"note {number}")
        make_copy(path, NOW + number * DAY, Reason.DAILY)
    for place, copy in enumerate(store.copies()):
        store.revert(copy.path)
        assert [note.text for note in store.all()][-1] == "note 0"
        assert store.count() == KEPT - place
    for _ in range(KEPT + 3):  # The one that is brought back may be the one that has to go.
        store.add("and on")
        store.revert([copy for copy in store.copies() if copy.reason is Reason.RESTORE][-1].path)
    assert [copy.reason for copy in store.copies()].count(Reason.RESTORE) == KEPT


KILLED = """
import os, signal, sys
from errdex.cli.main import main
from errdex.notes import store

def broken_off(*_):
    os.kill(os.getpid(), signal.SIGKILL)

store.bring_back = broken_off
main(["--profile", sys.argv[1], "notes", "restore", "--copy", "1"])
"""


@pytest.mark.skipif(os.name != "posix", reason="a kill that cannot be caught is a POSIX one here")
def test_bringing_a_copy_back_can_be_killed_again_and_again_and_pushes_no_copy_out(path: Path) -> None:
    with NoteStore.open(path) as store:
        for number in range(KEPT):
            store.add(f"note {number}")
            make_copy(path, NOW + number * DAY, Reason.DAILY)
        store.delete(store.all()[0].id)
    before = copies_of(path)
    environment = {**os.environ, "PYTHONPATH": str(Path(errdex.__file__).parents[1])}
    for _ in range(KEPT + 1):
        killed = subprocess.run(
            [sys.executable, "-c", KILLED, str(path.parent)], env=environment, capture_output=True, check=False
        )
        assert killed.returncode == -signal.SIGKILL, killed.stderr
    kept = copies_of(path)
    assert kept[1:] == before
    assert kept[0].reason is Reason.RESTORE
    with NoteStore.open(path) as store:
        assert store.count() == KEPT - 1
        assert store.revert(before[0].path) == RevertCount(back=1, same=KEPT - 1)
        assert copies_of(path)[1:] == before


def test_the_copy_of_the_day_is_made_once_and_only_if_something_changed(path: Path, store: NoteStore) -> None:
    assert make_daily_copy(path, NOW) is None
    store.add("x")
    assert make_daily_copy(path, NOW) is not None
    store.add("y")
    assert make_daily_copy(path, NOW) is None
    assert make_daily_copy(path, NOW + DAY) is not None
    assert make_daily_copy(path, NOW + 2 * DAY) is None
    store.add("z")
    assert make_daily_copy(path, NOW - DAY) is not None


def test_a_damaged_database_pushes_no_good_copy_out(path: Path) -> None:
    with NoteStore.open(path) as store:
        for number in range(300):
            store.add(f"note {number} " + "with some length " * 20)
    good = [make_copy(path, NOW, Reason.ASKED) for _ in range(KEPT)]
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2] + bytes(range(256)) * 32 + content[len(content) // 2 + 8192 :])
    with pytest.raises(NotesDamaged):
        make_copy(path, NOW, Reason.DAILY)
    assert copies_of(path) == tuple(reversed(good))
    assert [file for file in good[0].path.parent.iterdir() if file.name.startswith(".")] == []


def test_what_a_killed_program_left_of_a_copy_is_swept_away(path: Path, store: NoteStore) -> None:
    store.add("x")
    folder = make_copy(path, NOW, Reason.ASKED).path.parent
    for name, age in ((".errdex-old.growing", 3 * 86_400), (".errdex-new.growing", 0)):
        (folder / name).touch()
        os.utime(folder / name, (NOW.timestamp(), datetime.now(UTC).timestamp() - age))
    make_copy(path, NOW, Reason.ASKED)
    assert [file.name for file in folder.iterdir() if file.name.endswith(".growing")] == [".errdex-new.growing"]


def test_a_copy_is_brought_back_as_further_versions_and_what_was_there_is_copied_first(
    path: Path, store: NoteStore
) -> None:
    changed, binned, same = store.add("as it was"), store.add("binned later"), store.add("same")
    copy = store.copy_now()
    store.save(changed.id, base_version=1, text="changed since")
    store.save(changed.id, base_version=1, text="a rival since")
    store.delete(binned.id)
    new = store.add("new since")
    before = {note.id for note in store.all()}
    with NoteStore.open(path) as other:
        token = other.latest_change()
        assert store.revert(copy.path) == RevertCount(back=2, added=0, binned=1, same=1)
        assert other.changed_since(token) == {changed.id, binned.id, new.id}
    assert {note.text for note in store.all()} == {"as it was", "binned later", "same"}
    assert [version.note.text for version in store.versions(changed.id)] == [
        "as it was",
        "changed since",
        "a rival since",
        "as it was",
    ]
    assert store.copies()[0].reason is Reason.RESTORE
    with NoteStore.open(store.copies()[0].path) as kept:
        assert {note.id for note in kept.all()} == before
    step = store.undo_step()
    assert step is not None
    assert (step.act, set(step.notes)) == (Act.REVERT, {changed.id, binned.id, new.id})
    assert {note.text for note in store.all()} == {"changed since", "new since", "same"}
    assert same.id in {note.id for note in store.all()}


def test_a_copy_fills_a_database_that_was_lost_with_every_version(path: Path, clock: Clock) -> None:
    with NoteStore.open(path, clock=clock) as store:
        note = store.add("one")
        store.save(note.id, base_version=1, text="two")
        store.save(note.id, base_version=1, text="rival")
        store.undo(note.id)
        store.delete(store.add("in the bin").id)
        versions = store.versions(note.id)
        copy = store.copy_now()
    path.write_bytes(b"broken " * 2000)
    with NoteStore.open(path, clock=clock) as store:
        assert store.set_aside is not None
        new = store.add("written before anybody noticed")
        assert store.revert(copy.path) == RevertCount(back=0, added=2, binned=1, same=0)
        assert store.versions(note.id) == versions
        assert [rival.text for rival in store.rivals(note.id)] == ["rival"]
        assert len(store.binned()) == 2
        redone = store.redo(note.id)
        assert redone is not None
        assert redone.note.text == "two"
        assert store.search("two") == (redone.note,)
        store.undo_step()
        assert [each.id for each in store.all()] == [new.id]


def test_a_copy_of_an_older_schema_is_brought_back_and_stays_as_it_is(path: Path) -> None:
    old = Path(__file__).parents[1] / "data" / "notes" / "version-1.sqlite3"
    content = old.read_bytes()
    with NoteStore.open(path) as store:
        assert store.revert(old).added == 4
        assert len(store.all()) == 3
    assert old.read_bytes() == content
    assert not [file for file in old.parent.iterdir() if file.name.startswith(f"{old.name}-")]


def test_what_is_no_copy_is_refused_and_nothing_is_changed(tmp_path: Path, store: NoteStore) -> None:
    note = store.add("x")
    broken, empty, newer = tmp_path / "broken", tmp_path / "empty", tmp_path / "newer"
    broken.write_bytes(b"broken " * 2000)
    empty.touch()
    store.back_up(newer)
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    faults: dict[Path, type[NotesError]] = {
        broken: NotesDamaged,
        empty: NotesError,
        newer: NotesNewer,
        tmp_path: NotesError,
        tmp_path / "nowhere": NotesError,
    }
    for copy, fault in faults.items():
        with pytest.raises(fault, match=str(copy)):
            store.revert(copy)
    assert store.all() == (note,)
    assert broken.read_bytes() == b"broken " * 2000


def test_a_backup_replaces_a_file_whole_or_leaves_it(tmp_path: Path, path: Path, store: NoteStore) -> None:
    note = store.add("x")
    target = tmp_path / "backup.sqlite3"
    target.write_bytes(b"what was there")
    back_up(path, target)
    with NoteStore.open(target) as copied:
        assert copied.all() == (note,)
    for wrong, said in ((path, "own file"), (tmp_path, "no file"), (tmp_path / "no" / "folder", "no folder")):
        with pytest.raises(InputError, match=said):
            back_up(path, wrong)
    assert store.all() == (note,)


def test_a_backup_into_a_folder_that_cannot_be_written_is_said_with_its_name(unprivileged: Path) -> None:
    closed = unprivileged / "closed"
    closed.mkdir(mode=0o500)
    with NoteStore.open(unprivileged / "notes.sqlite3") as store:
        store.add("x")
        with pytest.raises(InputError, match="closed/copy cannot be written"):
            store.back_up(closed / "copy")


def test_a_text_never_replaces_a_database(tmp_path: Path) -> None:
    with NoteStore.open(tmp_path / "notes.sqlite3") as store:
        store.add("Kept.")
        copy = store.copy_now().path
        (tmp_path / "link.md").hardlink_to(store.path)
        for own in (store.path, tmp_path / "link.md", store.path.with_name("notes.sqlite3-wal")):
            with pytest.raises(InputError, match="the notes' own file"):
                refuse_database(store.path, own)
        for target in (store.path, copy):
            with pytest.raises(InputError, match="is a database: name another file"):
                refuse_database(None, target)
        (tmp_path / "old.md").write_text("# A text\n", encoding="utf-8")
        refuse_database(store.path, tmp_path / "old.md")
        refuse_database(None, tmp_path / "new.md")
