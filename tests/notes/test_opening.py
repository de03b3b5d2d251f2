"""Opening: what is damaged is set aside whole, what is newer or another program's is left alone, faults are told."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.notes.conftest import Clock

import errdex
from errdex.errors import (
    NotesBusy,
    NotesDamaged,
    NotesError,
    NotesFull,
    NotesMoved,
    NotesNewer,
    NotesReadOnly,
    NotesUnreachable,
)
from errdex.notes import opening, schema
from errdex.notes.opening import _free_name
from errdex.notes.store import NoteStore


def _fill(path: Path, count: int = 200) -> None:
    with NoteStore.open(path) as store:
        for number in range(count):
            store.add(f"note {number} " + "with some length " * 20, number=number)


def _no_file(content: bytes) -> bytes:
    return b"this was never a database, " * (len(content) // 27)


def _no_header(content: bytes) -> bytes:
    return bytes(100) + content[100:]


def _half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _hole(content: bytes) -> bytes:
    middle = len(content) // 2 // 4096 * 4096
    return content[:middle] + bytes(range(256)) * 32 + content[middle + 8192 :]


@pytest.mark.parametrize("damage", [_no_file, _no_header, _half, _hole])
def test_a_damaged_database_is_set_aside_whole_and_a_new_one_begins(
    path: Path, clock: Clock, damage: Callable[[bytes], bytes]
) -> None:
    _fill(path)
    broken = damage(path.read_bytes())
    path.write_bytes(broken)
    with NoteStore.open(path, clock=clock) as store:
        assert store.set_aside == path.with_name("notes.sqlite3.damaged-20260503T100001Z")
        assert store.set_aside.read_bytes() == broken
        assert store.all() == ()
        note = store.add("life goes on")
    with NoteStore.open(path) as store:
        assert store.set_aside is None
        assert store.all() == (note,)


class _Disk:
    """A disk that does not give its pages at first: to SQLite that is damage, like bytes that are wrong."""

    def __init__(self, failing: int) -> None:
        self.failing = failing
        self.look = opening.look

    def __call__(self, path: Path, patience: float, *, thorough: bool, at_rest: bool = False) -> None:
        if self.failing:
            self.failing -= 1
            error = sqlite3.DatabaseError("database disk image is malformed")
            error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise error
        self.look(path, patience, thorough=thorough, at_rest=at_rest)


def test_a_disk_that_stumbles_makes_no_damage_of_sound_notes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _fill(path, 5)
    monkeypatch.setattr(opening, "look", _Disk(failing=2))
    with NoteStore.open(path) as store:
        assert store.set_aside is None
        assert store.count() == 5


def test_a_disk_that_does_not_answer_is_said_and_nothing_is_set_aside(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fill(path, 5)

    def no_answer(_: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(opening, "look", _Disk(failing=100))
        patch.setattr(opening, "_read_through", no_answer)
        with pytest.raises(NotesUnreachable, match="network share"):
            NoteStore.open(path)
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    with NoteStore.open(path) as store:
        assert store.count() == 5


COUNTED = "import sys; from pathlib import Path; from errdex.notes.store import NoteStore"
COUNTED += "; print(NoteStore.open(Path(sys.argv[1])).count())"


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize("failing", ["2", "3..6", "12..20", "40", "2+", "30+"])
def test_reads_that_fail_in_the_system_itself_set_nothing_aside(path: Path, failing: str) -> None:
    """The same by the system: the reads of the file that are named fail with EIO."""
    _fill(path, 50)
    inject = ["-e", "trace=pread64,read", "-e", f"inject=pread64,read:error=EIO:when={failing}", "-P", str(path)]
    answer = subprocess.run(
        ["strace", "-f", "-qq", "-o", os.devnull, *inject, sys.executable, "-c", COUNTED, str(path)],
        env={**os.environ, "PYTHONPATH": str(Path(errdex.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
    if "ptrace" in answer.stderr:
        pytest.skip("nothing may be traced here")
    assert answer.stdout == "50\n" or "NotesUnreachable" in answer.stderr
    assert not [file for file in path.parent.iterdir() if "damaged" in file.name]
    with NoteStore.open(path) as store:
        assert store.count() == 50


def test_a_log_that_a_killed_program_left_beside_a_damaged_database_goes_with_it(
    tmp_path: Path, path: Path, clock: Clock
) -> None:
    live_path = tmp_path / "live.sqlite3"
    _fill(live_path)
    path.parent.mkdir()
    with NoteStore.open(live_path) as live:
        live.add("only in the log so far")
        log = live_path.with_name("live.sqlite3-wal").read_bytes()
        path.write_bytes(_half(live_path.read_bytes()))
        path.with_name("notes.sqlite3-wal").write_bytes(log)
    with NoteStore.open(path, clock=clock) as store:
        aside = store.set_aside
        assert aside is not None
        assert store.all() == ()
    assert aside.with_name(aside.name + "-wal").read_bytes() == log


def test_a_log_that_mends_the_file_is_used(tmp_path: Path, path: Path) -> None:
    live_path = tmp_path / "live.sqlite3"
    path.parent.mkdir()
    with NoteStore.open(live_path) as live:
        note = live.add("the log has every page of the file")
        path.write_bytes(_no_header(live_path.read_bytes() + bytes(9000)))
        path.with_name("notes.sqlite3-wal").write_bytes(live_path.with_name("live.sqlite3-wal").read_bytes())
    with NoteStore.open(path) as store:
        assert store.set_aside is None
        assert store.all() == (note,)


def test_a_second_damaged_database_does_not_overwrite_the_first(path: Path, clock: Clock) -> None:
    clock.step *= 0
    path.parent.mkdir()
    for content in (b"first broken file " * 300, b"second broken file " * 300):
        path.write_bytes(content)
        NoteStore.open(path, clock=clock).close()
    kept = sorted(path.parent.glob("*.damaged-*"))
    assert [each.read_bytes()[:6] for each in kept] == [b"first ", b"second"]


def test_damage_that_shows_only_later_is_told_and_found_at_a_thorough_opening(path: Path, clock: Clock) -> None:
    with NoteStore.open(path) as store:
        for number in range(3000):
            store.add(f"note {number} " + "with a good deal of length " * 200, number=number)
    content = path.read_bytes()
    pages = len(content) // 4096
    broken = content[: pages // 2 * 4096] + bytes(range(256)) * 16 * (pages // 4)
    broken += content[len(broken) :]
    path.write_bytes(broken)
    assert len(broken) > 8_000_000
    with NoteStore.open(path) as store:
        assert store.set_aside is None
        with pytest.raises(NotesDamaged, match="damaged: open them again"):
            store.all()
    # Closing wrote nothing into it.
    with NoteStore.open(path, clock=clock, thorough=True) as store:
        assert store.set_aside is not None
        assert store.set_aside.read_bytes() == broken


def test_a_newer_database_is_refused_untouched(path: Path) -> None:
    _fill(path, 3)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(NotesNewer, match="newer Errdex") as caught:
        NoteStore.open(path)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before


def test_another_programs_database_is_refused_untouched(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    before = path.read_bytes()
    with pytest.raises(NotesError, match="another program"):
        NoteStore.open(path)
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_database(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with NoteStore.open(path) as store:
        store.add("x")
        assert store.set_aside is None


def test_a_commit_is_a_promise_of_the_disk(path: Path) -> None:
    with NoteStore.open(path) as store:
        questions = ("journal_mode", "synchronous", "foreign_keys")
        answers = [store._table.column(f"PRAGMA {question}")[0] for question in questions]
    assert answers == ["wal", 2, 1]


def test_a_database_that_is_held_is_said_to_be(path: Path) -> None:
    _fill(path, 1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other, NoteStore.open(path, patience=0.01) as store:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotesBusy, match="Another program") as caught:
            store.add("x")
        assert str(path) in str(caught.value)
        assert len(store.all()) == 1
        other.execute("ROLLBACK")
        store.add("x")
        assert len(store.all()) == 2


def test_a_folder_that_cannot_be_written_is_said_to_be(unprivileged: Path) -> None:
    unprivileged.chmod(0o500)
    with pytest.raises(NotesReadOnly, match="allow writing"):
        NoteStore.open(unprivileged / "notes.sqlite3")
    with pytest.raises(NotesReadOnly, match="allow writing"):
        NoteStore.open(unprivileged / "inner" / "notes.sqlite3")


def test_notes_that_cannot_be_written_can_be_read(unprivileged: Path) -> None:
    path = unprivileged / "notes.sqlite3"
    with NoteStore.open(path) as store:
        note = store.add("readable")
    path.chmod(0o400)
    unprivileged.chmod(0o500)
    with NoteStore.open(path) as store:
        assert store.read_only
        assert store.all() == (note,)
        assert store.search("readable") == (note,)
        with pytest.raises(NotesReadOnly, match="allow writing"):
            store.save(note.id, base_version=1, text="x")
    assert [each.name for each in unprivileged.iterdir()] == ["notes.sqlite3"]


@pytest.mark.skipif(os.name != "posix", reason="only there a process loses its locks so")
def test_nothing_is_acknowledged_into_a_log_that_another_program_took_away(path: Path) -> None:
    """Whoever reads the file beside SQLite drops the locks of the process; so does a share that keeps none."""
    with NoteStore.open(path) as store:
        store.add("first")
        store.latest_change()
        path.read_bytes()
        subprocess.run(
            [
                sys.executable,
                "-c",
                f"{COUNTED.rpartition(';')[0]}; NoteStore.open(Path(sys.argv[1])).close()",
                str(path),
            ],
            env={**os.environ, "PYTHONPATH": str(Path(errdex.__file__).parents[1])},
            check=True,
        )
        assert not path.with_name(f"{path.name}-wal").exists(), "the lock was not lost"
        with pytest.raises(NotesMoved, match="open them again"):
            store.add("would be lost")
        with pytest.raises(NotesMoved):
            store.latest_change()
    with NoteStore.open(path) as store:
        store.add("second")
        assert sorted(note.text for note in store.all()) == ["first", "second"]


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be moved away here")
def test_a_file_that_is_taken_away_meanwhile_takes_no_note_with_it(path: Path) -> None:
    with NoteStore.open(path) as store:
        note = store.add("x")
        path.rename(path.with_name("elsewhere"))
        with pytest.raises(NotesError, match="moved, deleted or replaced"):
            store.save(note.id, base_version=1, text="lost")
        NoteStore.open(path).close()
        with pytest.raises(NotesError, match="moved, deleted or replaced"):
            store.add("lost too")


FULL = """
import resource, signal, sys
from pathlib import Path
from errdex.errors import NotesFull
from errdex.notes.store import NoteStore

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
with NoteStore.open(path) as store:
    note = store.add("before")
    room = max(each.stat().st_size for each in path.parent.iterdir()) + 50_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    try:
        store.save(note.id, base_version=1, text="x" * 2_000_000)
    except NotesFull as error:
        print(error)
    assert store.get(note.id) == note, "nothing half done"
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    store.save(note.id, base_version=1, text="y" * 2_000_000)
"""


@pytest.mark.skipif(os.name != "posix", reason="only POSIX limits the size of files")
def test_a_full_disk_is_told_loses_nothing_and_passes(path: Path) -> None:
    done = _child(FULL, str(path))
    assert "no room left" in done
    assert str(path) in done
    with NoteStore.open(path, thorough=True) as store:
        assert [note.text[:1] for note in store.all()] == ["y"]
        assert store.set_aside is None


def test_a_full_disk_of_sqlites_own_is_told(path: Path) -> None:
    with NoteStore.open(path) as store:
        note = store.add("before")
        pages = store._table.column("PRAGMA page_count")[0]
        store._table.column(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(NotesFull, match="free some space"):
            store.save(note.id, base_version=1, text="x" * 100_000)
        assert store.get(note.id) == note


TOGETHER = """
import sys
from pathlib import Path
from errdex.notes.store import NoteStore

sys.stdin.readline()
with NoteStore.open(Path(sys.argv[1]), patience=60) as store:
    for number in range(20):
        print(store.add(f"note {number}").id)
"""


def test_programs_that_make_the_same_new_database_at_once_all_keep_their_notes(path: Path) -> None:
    children = [_started(TOGETHER, str(path)) for _ in range(4)]
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    answers = [child.communicate(timeout=120)[0].split() for child in children]
    assert [child.returncode for child in children] == [0, 0, 0, 0]
    with NoteStore.open(path, thorough=True) as store:
        assert {note.id for note in store.all()} == {note_id for answer in answers for note_id in answer}
        assert len(store.all()) == 80


def _started(script: str, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(Path(errdex.__file__).parents[1])}
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), *arguments],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _child(script: str, *arguments: str) -> str:
    child = _started(script, *arguments)
    out, _ = child.communicate(timeout=60)
    assert child.returncode == 0
    return out


def test_the_name_of_a_copy_is_never_taken_twice(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite3"
    first = _free_name(path, "x")
    first.touch()
    assert _free_name(path, "x").name == "notes.sqlite3.x-2"
