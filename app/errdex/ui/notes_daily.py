"""Today's copy of all notes, made beside the window some time after it was opened."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal

from errdex.errors import ErrdexError
from errdex.ui.translate import told

if TYPE_CHECKING:
    from pathlib import Path

AFTER = 5_000
"""Milliseconds between the first picture and the copy."""


class _Answer(QObject):
    """Carries what went wrong back into the window's thread."""

    failed = Signal(str)


class _Task(QRunnable):
    """Makes the copy, if there is none of today and something changed."""

    def __init__(self, path: Path, answer: _Answer) -> None:
        super().__init__()
        self._path = path
        self._answer = answer

    def run(self) -> None:
        """Copy; a fault that a person can mend is told."""
        from errdex.notes.copies import make_daily_copy

        try:
            make_daily_copy(self._path, datetime.now(UTC))
        except ErrdexError as error:
            self._answer.failed.emit(told(error))


class DailyCopy(QObject):
    """Makes one copy after a while, and waits for it at the end."""

    failed = Signal(str)
    """Why there is no copy of today."""

    def __init__(self, path: Path, parent: QObject, after: int = AFTER) -> None:
        """Copy the notes at `path` in `after` milliseconds."""
        super().__init__(parent)
        self._path = path
        self._answer = _Answer(self)
        self._answer.failed.connect(self.failed)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._timer = QTimer(self, singleShot=True, interval=after)
        self._timer.timeout.connect(self._begin)
        self._timer.start()

    def _begin(self) -> None:
        self._pool.start(_Task(self._path, self._answer))

    def finish(self) -> None:
        """Begin no more; wait until a copy that was begun is whole."""
        self._timer.stop()
        self._pool.waitForDone()
