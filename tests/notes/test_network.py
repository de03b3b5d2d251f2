"""Network shares are recognised, and the notes are kept there in SQLite's older, safe way."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath

import pytest

from errdex.notes import opening
from errdex.notes.network import file_system, is_on_network
from errdex.notes.store import NoteStore

MOUNTS = """\
22 1 0:20 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:21 / /home rw - ext4 /dev/sda2 rw
24 23 0:50 / /home/ann/team\\040notes rw master:3 - nfs4 server:/notes rw,vers=4.2
25 22 0:51 / /mnt rw - ext4 /dev/sdb1 rw
26 25 0:52 / /mnt rw - cifs //server/share rw
27 22 0:53 /
"""


@pytest.mark.skipif(sys.platform == "win32", reason="these are POSIX paths")
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/ann/notes.sqlite3", "ext4"),
        ("/home/ann/team notes/deep/notes.sqlite3", "nfs4"),
        ("/home/ann/team notesnot/x", "ext4"),
        ("/mnt/x", "cifs"),
        ("/", "ext4"),
    ],
)
def test_the_innermost_and_last_mount_counts(path: str, kind: str) -> None:
    assert file_system(Path(PurePosixPath(path)), MOUNTS) == kind


def test_a_temporary_folder_is_on_no_share(tmp_path: Path) -> None:
    assert not is_on_network(tmp_path / "notes.sqlite3")


def test_on_a_share_notes_are_kept_without_the_log_and_two_programs_still_see_each_other(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with NoteStore.open(path) as store:
        note = store.add("written when it was a local disk")
    monkeypatch.setattr(opening, "is_on_network", lambda _path: True)
    with NoteStore.open(path) as store, NoteStore.open(path) as other:
        assert store.on_network
        assert store._table.column("PRAGMA journal_mode") == ["delete"]
        assert store._table.column("PRAGMA synchronous") == [3]
        changed = store.save(note.id, base_version=1, text="and on")
        assert other.get(note.id) == changed
        other.save(note.id, base_version=1, text="theirs")
        assert len(store.rivals(note.id)) == 1
        assert not path.with_name("notes.sqlite3-wal").exists()
