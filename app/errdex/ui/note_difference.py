"""A text in which what was added and what was taken away is marked: by colour, by a line, and in words for the ear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from errdex.notes.difference import PieceKind, difference

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from errdex.ui.theme import Theme

_LONGEST = 200_000
"""Of a longer text only the beginning is shown."""


class DifferenceView(QPlainTextEdit):
    """Shows how one text became another, or one of both beside the other."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        """Make an empty view; `name` is its accessible name."""
        super().__init__(parent)
        self._theme = theme
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setUndoRedoEnabled(False)

    def show_change(self, old: str, new: str) -> None:
        """Show the new text, with what was taken away struck out in its place."""
        self._show(old, new, frozenset(PieceKind))

    def show_new(self, old: str, new: str) -> None:
        """Show the new text, with what the old one does not have marked."""
        self._show(old, new, frozenset({PieceKind.SAME, PieceKind.ADDED}))

    def _show(self, old: str, new: str, kinds: frozenset[PieceKind]) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        for kind, text in difference(old[:_LONGEST], new[:_LONGEST]):
            if kind in kinds:
                cursor.insertText(text, self._look(kind, is_struck=PieceKind.ADDED in kinds))
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _look(self, kind: PieceKind, *, is_struck: bool) -> QTextCharFormat:
        look, roles = QTextCharFormat(), self._theme.roles
        if kind is PieceKind.ADDED:
            look.setBackground(QColor(roles.resend_ground))
            look.setForeground(QColor(roles.resend))
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        elif kind is PieceKind.REMOVED:
            look.setBackground(QColor(roles.no_ground))
            look.setForeground(QColor(roles.no))
            look.setFontStrikeOut(is_struck)
        else:
            look.setForeground(QColor(roles.text))
            look.setBackground(Qt.BrushStyle.NoBrush)
        return look
