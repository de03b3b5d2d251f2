"""Ctrl+C, SIGTERM, SIGHUP: Python does not wake while Qt's loop idles, so their numbers arrive through a socket."""

from __future__ import annotations

import signal
import socket
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Signal

if TYPE_CHECKING:
    from types import FrameType

_STOPPED = 128
"""A program that a signal ended returns this and the signal's number."""

_ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Windows has no SIGHUP."""


class SignalWatch(QObject):
    """Ends the program on Ctrl+C, SIGTERM and SIGHUP: Python alone does not wake while Qt's loop idles."""

    asked_to_stop = Signal(int)
    """The exit status to end with."""

    def __init__(self, parent: QObject) -> None:
        """Watch from now on."""
        super().__init__(parent)
        self._mine, self._theirs = socket.socketpair()
        self._mine.setblocking(False)
        self._theirs.setblocking(False)
        signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        for number in _ENDING:
            signal.signal(number, _only_wake)
        self._notifier = QSocketNotifier(self._mine.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)

    def stop(self) -> None:
        """Watch no longer, and let the system's own answer to the signals stand again."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for number in _ENDING[1:]:
            signal.signal(number, signal.SIG_DFL)
        self._mine.close()
        self._theirs.close()

    def _wake(self) -> None:
        numbers = self._mine.recv(64)
        if numbers:
            self.asked_to_stop.emit(_STOPPED + numbers[0])


def _only_wake(number: int, frame: FrameType | None) -> None:
    """Do nothing: the number arrives through the wake-up socket."""
