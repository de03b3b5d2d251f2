"""Tell whether a file lies on a network share: SQLite's log needs memory that only one computer's programs share."""

from __future__ import annotations

import re
import sys
from pathlib import Path

_SHARES = {
    "9p",
    "afs",
    "beegfs",
    "ceph",
    "cifs",
    "coda",
    "davfs",
    "glusterfs",
    "gfs2",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
}
_SHARES |= {"ocfs2", "smb3", "smbfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.glusterfs", "fuse.smbnetfs"}
"""Linux' names of file systems that other computers can write to at the same time."""
_MOUNTS = Path("/proc/self/mountinfo")
_REMOTE = 4
"""DRIVE_REMOTE, what GetDriveTypeW answers for a share."""


def is_on_network(path: Path) -> bool:
    """Tell whether a file lies on a share; False where the system does not say (macOS)."""
    if sys.platform == "win32":
        import ctypes

        anchor = path.absolute().anchor
        return anchor.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(anchor) == _REMOTE
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
        return file_system(path.resolve(), mounts) in _SHARES
    except OSError:
        return False


def file_system(path: Path, mounts: str) -> str:
    """Return the kind of file system that a path lies on; `mounts` is what Linux lists in /proc/self/mountinfo (5)."""
    found, longest = "", -1
    for line in mounts.splitlines():
        place, _, kind = line.partition(" - ")
        fields = place.split(" ")
        if len(fields) < 5 or not kind:
            continue
        point = Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[4]))
        # What is mounted later at the same place covers what was there.
        if path.is_relative_to(point) and len(point.parts) >= longest:
            found, longest = kind.split(" ")[0], len(point.parts)
    return found
