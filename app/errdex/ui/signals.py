"""Ctrl+C and SIGTERM: Python does not wake while Qt's loop idles, so the signal's number arrives through a socket."""

from __future__ import annotations

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal

_STOPPED = 128
"""A program that a signal ended returns this and the signal's number."""


class SignalWatch(QObject):
    """Ends the program on Ctrl+C (and on SIGTERM): Python alone does not wake while Qt's loop idles."""

    asked_to_stop = Signal(int)
    """The exit status to end with."""

    def __init__(self, parent: QObject) -> None:
        """Watch from now on."""
        super().__init__(parent)
        self._mine, self._theirs = socket.socketpair()
        self._mine.setblocking(False)
        self._theirs.setblocking(False)
        signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _only_wake)
        self._notifier = QSocketNotifier(self._mine.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)

    def stop(self) -> None:
        """Watch no longer, and let the system's own answer to the signals stand again."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        self._mine.close()
        self._theirs.close()

    def _wake(self) -> None:
        numbers = self._mine.recv(64)
        if numbers:
            self.asked_to_stop.emit(_STOPPED + numbers[0])


def _only_wake(number: int, frame: FrameType | None) -> None:
    """Do nothing: the number arrives through the wake-up socket."""
