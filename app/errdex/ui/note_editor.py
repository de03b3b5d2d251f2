"""Where a note is written: plain text, whatever it looks like when it is shown set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QWidget

LONGEST_PASTE = 100_000
"""A longer text is no note; it would stop the editor."""

_ELSEWHERE = (
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
"""The writer comes back to the editor after these."""


class NoteEditor(QPlainTextEdit):
    """Takes plain text; says when it was left or entered, and when a text is too long for it."""

    left = Signal(bool)
    """The writer went elsewhere: True, to another place of the window."""
    entered = Signal()
    too_long = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Make an empty editor."""
        super().__init__(parent)
        self.setObjectName("noteEditor")
        self.setAccessibleName(self.tr("Note"))
        self.setTabChangesFocus(True)

    def text(self) -> str:
        """Return what is written: like `toPlainText`, which would make blanks of no-break spaces."""
        return with_line_feeds(self.document().toRawText())

    def show_text(self, text: str) -> None:
        """Show another text; the same one leaves the cursor where it is."""
        if self.text() != with_line_feeds(text):
            self.setPlainText(text)

    def replace_text(self, text: str) -> None:
        """Put another text in the place of what is written, as one step that Ctrl+Z takes back."""
        cursor = self.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that somebody is about to write."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the writer went elsewhere."""
        super().focusOutEvent(event)
        self.left.emit(event.reason() not in _ELSEWHERE)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take pasted text unless it is too long for a note."""
        if len(source.text()) > LONGEST_PASTE:
            self.too_long.emit()
        else:
            super().insertFromMimeData(source)


def with_line_feeds(text: str) -> str:
    """Return a text whose lines all end alike; others' ends are Qt's own, and those of other systems."""
    for end in ("\r\n", "\r", "\u2028", "\u2029"):
        text = text.replace(end, "\n")
    return text
