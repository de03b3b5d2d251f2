"""Files are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from errdex.errors import InputError
from errdex.files import write_atomically

posix = pytest.mark.skipif(os.name != "posix", reason="links, modes and pipes of POSIX")


def test_a_file_is_written_and_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    target = tmp_path / ("n" * 250)
    for content in (b"first", b"", b"third\x00\xff"):
        write_atomically(target, content)
        assert target.read_bytes() == content
    assert [*tmp_path.iterdir()] == [target]


def test_a_target_that_cannot_be_written_is_said_and_left_whole(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for target in (folder, tmp_path / "missing" / "file", tmp_path / ("n" * 300), tmp_path / "a\0b"):
        with pytest.raises(InputError, match="cannot be written"):
            write_atomically(target, b"x")
    assert [*tmp_path.iterdir()] == [folder]


@posix
def test_a_full_disk_leaves_the_old_file_whole(tmp_path: Path) -> None:
    import resource
    import signal

    target = tmp_path / "export.json"
    write_atomically(target, b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
        with pytest.raises(InputError, match="cannot be written"):
            write_atomically(target, b"x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert target.read_bytes() == b"old"
    assert [*tmp_path.iterdir()] == [target]


@posix
def test_a_link_stays_a_link_and_a_mode_stays(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link = tmp_path / "link"
    link.symlink_to(target)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640


@posix
def test_what_is_no_file_is_written_to_and_not_replaced() -> None:
    write_atomically(Path(os.devnull), b"x")
    assert Path(os.devnull).is_char_device()
