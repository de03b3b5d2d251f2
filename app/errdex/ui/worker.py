"""Decoding without holding up the window: short texts at once, long ones piece by piece beside it.

What is found in a piece is told before the next one is read. An overtaken answer is dropped, and its task stops.
"""

from __future__ import annotations

import gc
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from errdex.decode.model import Decoding
    from errdex.decode.pieces import Part
    from errdex.registry.model import Product

    Decode = Callable[[str, Product | None], Decoding]

AT_ONCE = 64 * 1024
"""Up to so many characters a text is decoded before the call returns: about a millisecond for 2 KB."""
_PATIENCE = 0.25
"""Seconds that a worker rests at most while the window shows a part: both at once would take twice as long."""


class _Answer(QObject):
    """Carries a worker's results back into the window's thread; each with the number of its task."""

    part = Signal(int, object)
    ended = Signal(int)
    failed = Signal(int, object)


class _Task(QRunnable):
    """Decodes one text in a worker thread, until it is told to stop."""

    def __init__(self, number: int, text: str, decode: Callable[[str], Decoding], answer: _Answer) -> None:
        super().__init__()
        self._number = number
        self._text = text
        self._decode = decode
        self._answer = answer
        self.stop = Event()
        self.shown = Event()

    def run(self) -> None:
        """Decode, and hand back each part or what went wrong."""
        from errdex.decode.pieces import decode_in_pieces

        try:
            for part in decode_in_pieces(self._text, self._decode):
                if self.stop.is_set():
                    return
                self.shown.clear()
                self._answer.part.emit(self._number, part)
                self.shown.wait(_PATIENCE)
        except Exception as error:  # noqa: BLE001  (an edge: handed to the window's thread, raised there)
            self._answer.failed.emit(self._number, error)
        else:
            self._answer.ended.emit(self._number)


class DecodeWorker(QObject):
    """Decodes the text that was asked for last."""

    decoded = Signal(object, object)
    """A short text and its Decoding, all at once."""
    began = Signal(object)
    """A long text is being decoded; its parts follow."""
    part_decoded = Signal(object)
    """The Decoding of the next part of it."""
    progressed = Signal(int)
    """How much of it is decoded, in percent."""
    ended = Signal(bool)
    """Nothing more follows: True, all of it was decoded; False, it was stopped."""

    def __init__(self, decode: Decode, parent: QObject | None = None) -> None:
        """Take the decoder's own function."""
        super().__init__(parent)
        self._decode = decode
        self._number = 0
        self._length = 1
        self._task: _Task | None = None
        self._has_frozen = False
        """Whether the garbage collector leaves alone what was found."""
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._answer = _Answer(self)
        self._answer.part.connect(self._take)
        self._answer.ended.connect(self._end)
        self._answer.failed.connect(self._raise)

    def decode(self, text: str, product: Product | None) -> None:
        """Decode a text and forget the one before: a short one before this returns, a long one in parts."""
        self.forget()
        if self._has_frozen:  # What was kept of an earlier text may be garbage by now.
            gc.unfreeze()
            self._has_frozen = False
        if len(text) <= AT_ONCE:
            self.decoded.emit(text, self._decode(text, product))
            return
        self._length = len(text)
        self._task = _Task(self._number, text, lambda piece: self._decode(piece, product), self._answer)
        self.began.emit(text)
        self._pool.start(self._task)

    def is_busy(self) -> bool:
        """Whether a long text is being decoded."""
        return self._task is not None

    def stop(self) -> None:
        """Leave off; what was found so far holds."""
        if self._task is not None:
            self.forget()
            self.ended.emit(False)

    def forget(self) -> None:
        """Drop what is being decoded; nothing more is heard of it."""
        self._number += 1
        if self._task is not None:
            self._task.stop.set()
            self._task.shown.set()
            self._task = None

    def wait(self, milliseconds: int = 30_000) -> bool:
        """Wait for the worker to end; False where it does not in time."""
        return self._pool.waitForDone(milliseconds)

    def _take(self, number: int, part: Part) -> None:
        if number == self._number:
            # What was found is kept, in no circles: searching it for garbage with every part would stop the window.
            gc.freeze()
            self._has_frozen = True
            self.progressed.emit(100 * part.done // self._length)
            self.part_decoded.emit(part.decoding)
            if self._task is not None:  # Behind what was put off while the part was taken.
                QTimer.singleShot(0, self, self._task.shown.set)

    def _end(self, number: int) -> None:
        if number == self._number:
            self._task = None
            self.ended.emit(True)

    def _raise(self, number: int, error: Exception) -> None:
        """Raise a worker's fault where the window's own edge reports it; what was found before it holds."""
        if number == self._number:
            self._task = None
            self.ended.emit(False)
            raise error
