"""A list of lines to choose one from: as high as the table's rows, cut at the end, without a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QPushButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from errdex.ui.theme import Theme


class PlainList(QListWidget):
    """Shows lines of text."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        """Make an empty list; `name` is its accessible name."""
        super().__init__(parent)
        self._theme = theme
        self.setProperty("rows", "plain")
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_lines(self, lines: list[str]) -> None:
        """Show other lines; the first is chosen."""
        self.clear()
        self.addItems(lines)
        for row in range(self.count()):
            self.item(row).setSizeHint(QSize(0, self._theme.px(28)))
        self.setCurrentRow(0)


def make_default(dialog: QDialog, default: QPushButton) -> None:
    """Let Enter press this button of a dialog, and no other."""
    for button in dialog.findChildren(QPushButton):
        button.setAutoDefault(False)
    default.setDefault(True)
