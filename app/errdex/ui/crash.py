"""Faults of our own: caught at the edge, told once, without anything that was pasted; the program goes on.

An exception in a slot, in `data()` or in `paintEvent` would otherwise only be printed. Qt's warnings go the same way.
"""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext

    from errdex.ui.crash_dialog import CrashDialog

_UNIMPORTANT = "propagateSizeHints"
"""The offscreen platform says so at every window; there is nothing to mend."""
_STOPPED = 128
"""A program that a signal ended returns this and the signal's number."""


def report_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Describe a fault by its kind and places alone: its text may hold what a person pasted."""
    import platform
    import traceback

    from PySide6 import __version__ as qt_version

    from errdex import __version__

    places = [f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace)]
    system = f"Errdex {__version__}, PySide6 {qt_version}, Python {platform.python_version()}, {platform.system()}"
    return "\n".join((system, f"{kind.__module__}.{kind.__qualname__}", *places))


def _short(path: str) -> str:
    """Return a source path without the folders that name a person."""
    parts = path.replace("\\", "/").split("/")
    return "/".join(parts[parts.index("errdex") :]) if "errdex" in parts else parts[-1]


class CrashReporter(QObject):
    """Takes faults from every thread, and shows each kind of them once."""

    _arrived = Signal(str)

    def __init__(self, application: QApplication, say: Callable[[str], None] | None = None) -> None:
        """Be ready; nothing is installed yet. `say` gets every report's text too (standard error, by default)."""
        super().__init__(application)
        self._say = say or _to_standard_error
        self._seen: set[str] = set()
        self.shown: list[CrashDialog] = []
        self._arrived.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the hooks of Python, its threads, and Qt's messages."""
        sys.excepthook = self.take
        threading.excepthook = lambda args: self.take(args.exc_type, args.exc_value, args.exc_traceback)
        qInstallMessageHandler(self._take_message)

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def take(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        """Report a fault, unless it was reported before."""
        if issubclass(kind, KeyboardInterrupt):
            import signal

            QApplication.exit(_STOPPED + signal.SIGINT)
            return
        report = report_of(kind, trace if trace is not None else getattr(error, "__traceback__", None))
        if report not in self._seen:
            self._seen.add(report)
            self._say(report)
            self._arrived.emit(report)

    def _take_message(self, kind: QtMsgType, context: QMessageLogContext, text: str | None) -> None:  # noqa: ARG002
        """Print Qt's messages, each once; they are no reason to interrupt anybody."""
        line = f"Qt: {text}"
        if kind is not QtMsgType.QtDebugMsg and line not in self._seen and _UNIMPORTANT not in line:
            self._seen.add(line)
            self._say(line)

    def _show(self, report: str) -> None:
        """Show one dialog at a time: while one stands there, more would only hide the window."""
        if not self.shown:
            from PySide6.QtWidgets import QMainWindow

            from errdex.ui.crash_dialog import CrashDialog

            # Below a window of ours it has that window's look, also where another program is in front.
            shown = (one for one in QApplication.topLevelWidgets() if isinstance(one, QMainWindow) and one.isVisible())
            dialog = CrashDialog(report, QApplication.activeWindow() or next(shown, None))
            self.shown.append(dialog)
            dialog.finished.connect(self.shown.clear)
            dialog.open()


def _to_standard_error(text: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(text + "\n")
