"""The line above a detail page: back and forward through the pages seen, and copies for others to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from errdex.ui.icons import Sign

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QPaintEvent

    from errdex.ui.theme import Theme

_HEIGHT = 38
CONFIRMED = 4000
"""So many milliseconds it is said that something was done."""


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
        self._said = QLabel(self)
        self._said.setObjectName("detailSaid")
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._said.setProperty("role", "status")
        self._quiet = QTimer(self, singleShot=True, interval=CONFIRMED)
        self._quiet.timeout.connect(self._be_quiet)
        theme.changed.connect(self._measure)
        self._measure()

    def set_actions(self, walk: tuple[tuple[QAction, Sign], ...], copies: tuple[tuple[QAction, Sign], ...]) -> None:
        """Show buttons for these commands: first those that walk, at the end of the line those that copy."""
        for action, sign in walk:
            self._add(action, sign)
        self._row.addWidget(self._said, 1)
        for action, sign in copies:
            self._add(action, sign)
        self._measure()

    @property
    def buttons(self) -> tuple[QToolButton, ...]:
        """The buttons, in their order."""
        return tuple(button for button, _ in self._drawn)

    def confirm(self, action: QAction, words: str) -> None:
        """Say for a moment that a command was done: by a sign in its button, and in words as far as there is room."""
        self._be_quiet()
        action.setIcon(self._theme.icons.icon(Sign.DONE, self._theme.roles.resend))
        room = self._said.width() - self._theme.px(6)
        self._said.setText(self._said.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, max(0, room)))
        self._said.setAccessibleName(words)
        self._quiet.start()

    def _be_quiet(self) -> None:
        self._said.clear()
        self._draw()

    def set_lit(self, is_lit: bool) -> None:
        """Show by a line that the page below has the keyboard."""
        self._is_lit = is_lit
        self.update()

    def _add(self, action: QAction, sign: Sign) -> None:
        """Add a button; it has the words that the command has for buttons, and else its sign alone."""
        button = QToolButton(self)
        button.setDefaultAction(action)
        has_words = action.iconText() != action.text().replace("&", "")
        style = Qt.ToolButtonStyle
        button.setToolButtonStyle(style.ToolButtonTextBesideIcon if has_words else style.ToolButtonIconOnly)
        button.setProperty("role", "quiet")
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        name = action.text().replace("&", "")
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        button.setAccessibleName(name)
        button.setToolTip(self.tr("{0} ({1})").format(name, key))
        self._row.addWidget(button)
        self._drawn.append((button, sign))

    def _measure(self) -> None:
        px = self._theme.px
        self.setFixedHeight(px(_HEIGHT))
        self._row.setContentsMargins(px(14), px(5), px(14), px(3))
        self._draw()

    def _draw(self) -> None:
        """Give every button its sign."""
        theme = self._theme
        for button, sign in self._drawn:
            button.defaultAction().setIcon(theme.icons.icon(sign, theme.roles.accent))
            button.setIconSize(QSize(theme.px(16), theme.px(16)))
            button.setFont(theme.font(0.92))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the line that shows where the keyboard is."""
        if self._is_lit:
            thick = self._theme.px(2)
            area = self.rect().adjusted(self._theme.px(20), self.height() - thick, -self._theme.px(20), 0)
            QPainter(self).fillRect(area, self._theme.color("accent"))
