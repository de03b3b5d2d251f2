"""Write a file whole or not at all. What differs between systems in that stands here and nowhere else."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from errdex.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def write_atomically(path: Path, content: bytes) -> None:
    """Put `content` at `path`: a reader, or a crash, finds the old file or the new one, never a part.

    A link is followed, and the mode of a file that stood there is kept. What is no regular file (a pipe, /dev/stdout)
    is written to directly. Raises InputError, the old file untouched, where it cannot be written.
    """
    try:
        target = path.resolve()
        mode = _mode_of(target)
        if mode is not None and not stat.S_ISREG(mode):
            target.write_bytes(content)
            return
        _replace(target, content, mode)
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: a ring of links; ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError("{0} cannot be written: {1}.", path, reason) from error


def _mode_of(target: Path) -> int | None:
    try:
        return target.stat().st_mode
    except FileNotFoundError:
        return None


def _replace(target: Path, content: bytes, mode: int | None) -> None:
    # Short whatever the target's name is: a name has 255 bytes at most.
    temporary = target.with_name(f".errdex-{os.urandom(8).hex()}")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make the new name itself last, where the system can; Windows opens no folders, some file systems sync none."""
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # A folder that may be written but not read.
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)
