"""Decoding without holding up the window: short texts at once, long ones beside it; an overtaken answer is dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from errdex.decode.model import Decoding
    from errdex.registry.model import Product

    Decode = Callable[[str, Product | None], Decoding]

AT_ONCE = 64 * 1024
"""Up to so many characters a text is decoded before the call returns: about a millisecond for 2 KB."""


class _Answer(QObject):
    """Carries a worker's result back into the window's thread."""

    ready = Signal(int, object)
    failed = Signal(int, object)


class _Task(QRunnable):
    """Decodes one text in a worker thread."""

    def __init__(self, generation: int, decode: Callable[[], Decoding], answer: _Answer) -> None:
        super().__init__()
        self._generation = generation
        self._decode = decode
        self._answer = answer

    def run(self) -> None:
        """Decode, and hand back the result or what went wrong."""
        try:
            decoding = self._decode()
        except Exception as error:  # noqa: BLE001  (an edge: handed to the window's thread, raised there)
            self._answer.failed.emit(self._generation, error)
        else:
            self._answer.ready.emit(self._generation, decoding)


class DecodeWorker(QObject):
    """Decodes the text that was asked for last."""

    started = Signal()
    """A long text is being decoded."""
    decoded = Signal(str, object)
    """A text and its Decoding."""

    def __init__(self, decode: Decode, parent: QObject | None = None) -> None:
        """Take the decoder's own function."""
        super().__init__(parent)
        self._decode = decode
        self._generation = 0
        self._text = ""
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._answer = _Answer(self)
        self._answer.ready.connect(self._take)
        self._answer.failed.connect(self._raise)

    def decode(self, text: str, product: Product | None) -> None:
        """Decode a text and forget the one before; `decoded` follows, for short texts before this returns."""
        self._generation += 1
        self._text = text
        if len(text) <= AT_ONCE:
            self.decoded.emit(text, self._decode(text, product))
            return
        self.started.emit()
        self._pool.clear()
        self._pool.start(_Task(self._generation, lambda: self._decode(text, product), self._answer))

    def forget(self) -> None:
        """Drop what is being decoded."""
        self._generation += 1
        self._pool.clear()

    def wait(self, milliseconds: int = 30_000) -> bool:
        """Wait for the worker to end; False where it does not in time."""
        return self._pool.waitForDone(milliseconds)

    def _take(self, generation: int, decoding: Decoding) -> None:
        if generation == self._generation:
            self.decoded.emit(self._text, decoding)

    def _raise(self, generation: int, error: Exception) -> None:
        """Raise a worker's fault where the window's own edge reports it."""
        if generation == self._generation:
            raise error
