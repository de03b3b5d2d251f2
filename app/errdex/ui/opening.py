"""Files that are opened or dropped, read as text whatever they hold; large ones and pipes beside the window."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QObject, Signal

from errdex.errors import ErrdexError, InputError
from errdex.ui.translate import told

MOST_BYTES = 64 * 1024 * 1024
"""A larger file is a log to be scanned, not a paste."""
AT_ONCE = 256 * 1024
"""Up to so many bytes files are read before the call returns."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class FileReader(QObject):
    """Reads files, beside the window where that may take its time; what was asked for last counts."""

    began = Signal()
    """It takes longer than a call."""
    read = Signal(object)
    """The text of the files."""
    failed = Signal(str)
    """Which file cannot be read, and why."""
    _answered = Signal(int, object, str)

    def __init__(self, parent: QObject) -> None:
        """Make a reader at rest."""
        super().__init__(parent)
        self._number = 0
        self._answered.connect(self._take)

    def open(self, names: list[str]) -> None:
        """Read files as one text; `read` or `failed` follows, for small files before this returns."""
        self._number += 1
        if _is_small(names):
            self._take(self._number, *_answer_of(names))
            return
        self.began.emit()
        # A daemon: standard input has no end until it is closed, and the window must close before.
        Thread(target=self._answer, args=(self._number, names), daemon=True).start()

    def forget(self) -> None:
        """Want nothing more of what is being read."""
        self._number += 1

    def _answer(self, number: int, names: list[str]) -> None:
        self._answered.emit(number, *_answer_of(names))

    def _take(self, number: int, text: str | None, fault: str) -> None:
        if number != self._number:
            return
        if text is None:
            self.failed.emit(fault)
        else:
            self.read.emit(text)


def _is_small(names: list[str]) -> bool:
    """Whether files can be read at once; what cannot be looked at is, for its fault is told at once."""
    try:
        paths = [Path(name) for name in names if name != "-"]
        return len(paths) == len(names) and sum(path.stat().st_size for path in paths) <= AT_ONCE
    except OSError:
        return True


def _answer_of(names: list[str]) -> tuple[str | None, str]:
    """Return the text, or None and what went wrong."""
    try:
        return read_files(names), ""
    except ErrdexError as error:
        return None, told(error)


def read_files(names: list[str]) -> str:
    """Return the text of files ("-" is standard input), one after the other; InputError names what cannot be read."""
    return "\n".join(_read(name) for name in names)


def _read(name: str) -> str:
    try:
        if name == "-":
            content = _standard_input()
        else:
            with Path(name).open("rb") as file:
                content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise InputError("{0} cannot be read: {1}.", name, error.strerror or error) from error
    if len(content) > MOST_BYTES:
        raise InputError("{0} is larger than 64 MB; decode a part of it.", name)
    return as_text(content)


def _standard_input() -> bytes:
    """Read to the end through a file object of its own: Python cannot end while a thread waits in the shared one."""
    content = bytearray()
    with open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as source:
        while len(content) <= MOST_BYTES and (block := source.read(1 << 20)):
            content += block
    return bytes(content)


def as_text(content: bytes) -> str:
    """Read bytes by their mark, as UTF-8 without one; what is neither is replaced, never refused."""
    encoding = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "utf-8")
    return content.decode(encoding, errors="replace")
