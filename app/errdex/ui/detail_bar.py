"""The line above a detail page: back and forward through the pages seen, and copies for others to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from errdex.ui.icons import Sign

if TYPE_CHECKING:
    from errdex.ui.theme import Theme

_HEIGHT = 38


class DetailBar(QWidget):
    """A row of quiet buttons; its place is kept while there are none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Keep the place."""
        super().__init__(parent)
        self._theme = theme
        self._is_lit = False
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._drawn: list[tuple[QToolButton, Sign]] = []
        theme.changed.connect(self._measure)
        self._measure()

    def set_actions(self, walk: tuple[tuple[QAction, Sign], ...], copies: tuple[QAction, ...]) -> None:
        """Show buttons for these commands: first those that walk, at the end of the line those that copy."""
        for action, sign in walk:
            button = self._button(action, Qt.ToolButtonStyle.ToolButtonIconOnly)
            self._drawn.append((button, sign))
        self._row.addStretch(1)
        for action in copies:
            self._button(action, Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._measure()

    def set_lit(self, is_lit: bool) -> None:
        """Show by a line that the page below has the keyboard."""
        self._is_lit = is_lit
        self.update()

    def _button(self, action: QAction, style: Qt.ToolButtonStyle) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setToolButtonStyle(style)
        button.setProperty("role", "quiet")
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(action.text().replace("&", ""))
        self._row.addWidget(button)
        return button

    def _measure(self) -> None:
        theme = self._theme
        px = theme.px
        self.setFixedHeight(px(_HEIGHT))
        self._row.setContentsMargins(px(14), px(5), px(14), px(3))
        for button, sign in self._drawn:
            button.defaultAction().setIcon(theme.icons.icon(sign, theme.roles.muted))
        for button in self.findChildren(QToolButton):
            button.setFont(theme.font(0.92))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the line that shows where the keyboard is."""
        if self._is_lit:
            thick = self._theme.px(2)
            area = self.rect().adjusted(self._theme.px(20), self.height() - thick, -self._theme.px(20), 0)
            QPainter(self).fillRect(area, self._theme.color("accent"))
