"""A disk that forgets what was not synced: SQLite's own calls to the system are recorded, and played back in part.

SQLite reaches files through a VFS, a table of functions. Here the system's VFS is copied, with functions in front that
note every write, truncation, sync and removal before they pass it on. From the recording, any state can be made that a
disk may have after the power failed: what was synced is there; of what came later every write may be there, in any
order, in part, or not at all.
"""

from __future__ import annotations

import ctypes
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

_METHODS = 19
"""Function pointers of sqlite3_io_methods up to version 3 (sqlite3.h), behind its iVersion."""
_CLOSE, _WRITE, _TRUNCATE, _SYNC = 0, 2, 3, 4

_OnFile = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)
_OnWrite = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_OnTruncate = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
_OnSync = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
# SQLite keeps the pointer to the name as long as the file is open: it must be passed on as it came, not as a copy.
_OnOpen = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(ctypes.c_int)
)
_OnDelete = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)


class _Methods(ctypes.Structure):
    _fields_ = [("version", ctypes.c_int), ("functions", ctypes.c_void_p * _METHODS)]


class _Vfs(ctypes.Structure):
    _fields_ = [
        ("version", ctypes.c_int),
        ("size", ctypes.c_int),
        ("longest", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("own", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
        ("delete", ctypes.c_void_p),
        ("others", ctypes.c_void_p * 14),
    ]


class Write(NamedTuple):
    file: str
    offset: int
    content: bytes


class Truncate(NamedTuple):
    file: str
    size: int


class Sync(NamedTuple):
    file: str


class Delete(NamedTuple):
    file: str


class Promise(NamedTuple):
    """The program was told that this is kept."""

    note: str
    text: str


Step = Write | Truncate | Sync | Delete | Promise


def library() -> ctypes.CDLL | None:
    """Return the SQLite that Python's module uses; None where it cannot be reached from outside."""
    import _sqlite3

    try:
        found = ctypes.CDLL(_sqlite3.__file__)
        found.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    except (OSError, AttributeError):
        return None
    found.sqlite3_libversion.restype = ctypes.c_char_p
    return found if found.sqlite3_libversion().decode() == sqlite3.sqlite_version else None


class Recorder:
    """Stands in front of the system's VFS and notes what SQLite does to files."""

    def __init__(self, sqlite: ctypes.CDLL) -> None:
        self.steps: list[Step] = []
        self._sqlite = sqlite
        self._files: dict[int, str] = {}
        self._real: dict[int, _Methods] = {}
        self._ours: dict[int, _Methods] = {}
        real = sqlite.sqlite3_vfs_find(None).contents
        self._vfs = _Vfs.from_buffer_copy(real)
        self._real_open = ctypes.cast(real.open, _OnOpen)
        self._real_delete = ctypes.cast(real.delete, _OnDelete)
        self._kept: list[Any] = [_OnOpen(self._open), _OnDelete(self._delete)]
        self._vfs.name = b"recorded"
        self._vfs.open, self._vfs.delete = (ctypes.cast(function, ctypes.c_void_p).value for function in self._kept)
        self._functions: tuple[tuple[int, Any], ...] = (
            (_CLOSE, _OnFile(self._close)),
            (_WRITE, _OnWrite(self._write)),
            (_TRUNCATE, _OnTruncate(self._truncate)),
            (_SYNC, _OnSync(self._sync)),
        )

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Record every database that is opened inside."""
        assert self._sqlite.sqlite3_vfs_register(ctypes.byref(self._vfs), 1) == sqlite3.SQLITE_OK
        try:
            yield
        finally:
            self._sqlite.sqlite3_vfs_unregister(ctypes.byref(self._vfs))

    def _open(self, vfs: int, name: int | None, file: int, flags: int, out: Any) -> int:  # noqa: ANN401 -- a pointer
        status = self._real_open(vfs, name, file, flags, out)
        pointer = ctypes.cast(file, ctypes.POINTER(ctypes.POINTER(_Methods)))
        if status != sqlite3.SQLITE_OK or not name or not pointer[0]:
            return int(status)
        self._files[file] = ctypes.string_at(name).decode()
        self._real[file] = pointer[0].contents
        ours = _Methods.from_buffer_copy(pointer[0].contents)
        for place, function in self._functions:
            ours.functions[place] = ctypes.cast(function, ctypes.c_void_p).value
        self._ours[file] = ours
        pointer[0] = ctypes.pointer(ours)
        return int(status)

    def _call(self, kind: Callable[[int], Callable[..., int]], place: int, file: int, *values: object) -> int:
        address = self._real[file].functions[place]
        assert address is not None
        return kind(address)(file, *values)

    def _delete(self, vfs: int, name: bytes, sync: int) -> int:
        self.steps.append(Delete(name.decode()))
        return int(self._real_delete(vfs, name, sync))

    def _close(self, file: int) -> int:
        status = self._call(_OnFile, _CLOSE, file)
        self._files.pop(file)
        return status

    def _write(self, file: int, content: int, size: int, offset: int) -> int:
        self.steps.append(Write(self._files[file], offset, ctypes.string_at(content, size)))
        return self._call(_OnWrite, _WRITE, file, content, size, offset)

    def _truncate(self, file: int, size: int) -> int:
        self.steps.append(Truncate(self._files[file], size))
        return self._call(_OnTruncate, _TRUNCATE, file, size)

    def _sync(self, file: int, flags: int) -> int:
        status = self._call(_OnSync, _SYNC, file, flags)
        self.steps.append(Sync(self._files[file]))
        return status


class Loss(NamedTuple):
    """How a disk treats what was not synced."""

    name: str
    keeps: Callable[[list[Step]], list[Step]]


def losses(chance: Random) -> tuple[Loss, ...]:
    """Return the ways: nothing is left, all is, only the first ones and a part of the next, any of them."""

    def torn(pending: list[Step]) -> list[Step]:
        if not pending:
            return []
        place = chance.randrange(len(pending))
        kept, last = pending[:place], pending[place]
        if isinstance(last, Write):
            kept.append(last._replace(content=last.content[: chance.randrange(len(last.content))]))
        return kept

    return (
        Loss("nothing", lambda _pending: []),
        Loss("everything", lambda pending: pending),
        Loss("torn", torn),
        Loss("any", lambda pending: [step for step in pending if chance.random() < 0.5]),
    )


def after(steps: list[Step], loss: Loss) -> dict[str, bytes]:
    """Return the files that a disk has if the power fails after these steps.

    A journal or log that is synced for the first time has its folder synced too (os_unix.c, UNIXFILE_DIRSYNC): then
    removals before it are final.
    """
    durable: dict[str, bytearray] = {}
    pending: dict[str, list[Step]] = {}
    for step in steps:
        if isinstance(step, Promise):
            continue
        if not isinstance(step, Sync):
            pending.setdefault(step.file, []).append(step)
            continue
        if step.file not in durable and step.file.endswith(("-journal", "-wal")):
            for name in [name for name, waiting in pending.items() if isinstance(waiting[-1], Delete)]:
                del pending[name]
                durable.pop(name, None)
        _apply(durable.setdefault(step.file, bytearray()), pending.pop(step.file, []))
    files: dict[str, bytes] = {}
    for name in durable.keys() | pending.keys():
        kept = loss.keeps(pending.get(name, []))
        if name not in durable and not kept:
            continue  # Never synced: not even its name need be there.
        content = bytearray(durable.get(name, b""))
        if _apply(content, kept):
            files[name] = bytes(content)
    return files


def _apply(content: bytearray, steps: list[Step]) -> bool:
    """Do the steps to a file's content; return whether the file is there afterwards."""
    there = True
    for step in steps:
        if isinstance(step, Write):
            content.extend(bytes(max(0, step.offset - len(content))))
            content[step.offset : step.offset + len(step.content)] = step.content
        elif isinstance(step, Truncate):
            del content[step.size :]
        elif isinstance(step, Delete):
            content.clear()
        there = not isinstance(step, Delete)
    return there


def put(files: dict[str, bytes], source: Path, target: Path) -> None:
    """Write the files of the folder `source` into `target`."""
    target.mkdir()
    for name, content in files.items():
        if Path(name).parent == source:
            (target / Path(name).name).write_bytes(content)
