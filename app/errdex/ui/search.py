"""The search over the codes, and how many it leaves."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from errdex.ui.theme import Theme


class SearchField(QLineEdit):
    """Takes words; the arrow down leaves for the table, Esc empties it."""

    table_wanted = Signal()
    clear_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave for the table, or type."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.table_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear_wanted.emit()
        else:
            super().keyPressEvent(event)


class Search(QWidget):
    """The search box with its count."""

    words_changed = Signal(str)
    table_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._theme = theme
        self._field = SearchField(self)
        self._field.setObjectName("codeSearch")
        self._field.setAccessibleName(self.tr("Search error codes"))
        self._field.setPlaceholderText(self.tr("Search number, name or message…"))
        self._count = QLabel(self)
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._count.setProperty("role", "muted")
        self._count.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._count.setObjectName("codeCount")
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._field, 1)
        self._layout.addWidget(self._count)
        self._field.textChanged.connect(self.words_changed)
        self._field.table_wanted.connect(self.table_wanted)
        self._field.clear_wanted.connect(self.clear_wanted)
        theme.changed.connect(self._measure)
        self._measure()

    def words(self) -> str:
        """Return what is searched for."""
        return self._field.text()

    def set_words(self, words: str) -> None:
        """Search for something else."""
        self._field.setText(words)

    def show_count(self, left: int, total: int) -> None:
        """Say how many of how many codes are shown."""
        self._count.setText(self.tr("{0} of {1}").format(left, total))

    def take_focus(self) -> None:
        """Put the cursor into the field, its words selected."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def _measure(self) -> None:
        px = self._theme.px
        self._layout.setContentsMargins(px(14), px(9), px(14), px(8))
        self._layout.setSpacing(px(10))
        self._count.setFont(self._theme.font(tabular=True))
        widest = QFontMetrics(self._count.font()).horizontalAdvance(self.tr("{0} of {1}").format(9999, 9999))
        self._count.setMinimumWidth(widest - px(8))
