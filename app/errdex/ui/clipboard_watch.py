"""Looks whether the clipboard holds an error when the window is turned to. Takes nothing, keeps nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from errdex.ui.translate import sentence
from errdex.wording import found_name, found_number

if TYPE_CHECKING:
    from errdex.ui.worker import Decode

MOST_READ = 20_000
"""Characters of the clipboard that are looked at: some milliseconds."""
_AFTER = 120
"""Milliseconds after the window is turned to: it is painted first."""


class ClipboardWatch(QObject):
    """Tells of an error on the clipboard that was not seen yet."""

    found = Signal(str)
    """The error's code and name; empty: there is none any more."""

    def __init__(self, decode: Decode, parent: QObject) -> None:
        """Watch from now on, while `is_on`."""
        super().__init__(parent)
        self._decode = decode
        self._seen: set[int] = set()
        """Hashes of texts, good for this run only."""
        self._is_new = True
        self.is_on = True
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_AFTER)
        self._later.timeout.connect(self.look)
        QGuiApplication.clipboard().dataChanged.connect(self._follow_clipboard)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._look_soon)
        self._look_soon()

    def see(self, text: str) -> None:
        """Offer this text no more."""
        self._seen.add(hash(text[:MOST_READ]))
        self.found.emit("")

    def look(self) -> None:
        """Look at the clipboard once after each of its changes; what came from this program is no news."""
        clipboard = QGuiApplication.clipboard()
        if not self.is_on or not self._is_new:
            return
        self._is_new = False
        if clipboard.ownsClipboard():
            return
        text = clipboard.text()[:MOST_READ]  # Its content may be None, whatever the binding says.
        if text.strip().isdigit() or hash(text) in self._seen:  # A bare number may be anything.
            return
        errors = (found for found in self._decode(text, None).occurrences if found.candidates)
        first = next(errors, None)
        if first is not None:
            best = first.candidates[0]
            self.found.emit(f"{found_number(first, best, sentence)} {found_name(best, sentence)}".strip())

    def _follow_clipboard(self) -> None:
        self._is_new = True
        self.found.emit("")
        self._look_soon()

    def _look_soon(self) -> None:
        if self.is_on and QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive:
            self._later.start()
