"""A short list of choices in the left column: a sign if it has one, its words, and how many codes it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyledItemDelegate,
)

from errdex.ui.icons import Sign

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import (
        QStyleOptionViewItem,
        QWidget,
    )

    from errdex.registry.advice import Retry
    from errdex.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex

CHOICE = int(Qt.ItemDataRole.UserRole)
"""The role under which a line holds its `Choice`."""
ROW_HEIGHT = 25
_COUNT_FLAGS = int(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
_WORDS_FLAGS = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)


class Choice(NamedTuple):
    """One line of a list: a sign if it has one, its words, and how many codes it leaves."""

    title: str
    codes: int
    retry: Retry | None = None


def spoken(choice: Choice) -> str:
    """Return what a screen reader says of a line."""
    return f"{choice.title}, {choice.codes}"


class ChoiceDelegate(QStyledItemDelegate):
    """Paints a choice: sign and words at the beginning, the count at the end."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        """Paint the lines of `view` in the theme's colours."""
        super().__init__(view)
        self._theme = theme
        self._view = view
        self.measure()
        theme.changed.connect(self.measure)

    def measure(self) -> None:
        """Take fonts, measures and colours from the theme anew: made once, for they are used in every line."""
        theme, roles = self._theme, self._theme.roles
        self._plain = theme.font()
        self._counted, self._chosen_count = theme.font(tabular=True), theme.font(tabular=True, semibold=True)
        self._plain_metrics = QFontMetrics(self._plain)
        self._counted_metrics, self._chosen_metrics = QFontMetrics(self._counted), QFontMetrics(self._chosen_count)
        self._gap, self._sign = theme.px(8), theme.px(16)
        self._text, self._muted = QColor(roles.text), QColor(roles.muted)
        self._selected_text, self._selection = QColor(roles.selection_text), QColor(roles.selection)
        self._hover, self._accent = QColor(roles.hover), QColor(roles.accent)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Return the height of every line."""
        return QSize(0, self._theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        choice: Choice = index.data(CHOICE)
        view = self._view
        chosen = view.selectionModel().isSelected(index)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or (view.underMouse() and rect.contains(view.mapFromGlobal(QCursor.pos()))):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._selection if chosen else self._hover)
            painter.drawRoundedRect(rect, 4, 4)
        if view.hasFocus() and view.currentIndex() == index:
            painter.setPen(self._accent)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), 4, 4)
        room = self._paint_start(painter, rect.adjusted(self._gap, 0, -self._gap, 0), choice, index)
        self._paint_words(painter, room, choice, chosen=chosen)
        painter.restore()

    def _paint_start(self, painter: QPainter, room: QRect, choice: Choice, index: Index) -> QRect:  # noqa: ARG002
        """Paint what stands before the words, and return the room that is left."""
        return room if choice.retry is None else self._paint_sign(painter, room, choice.retry)

    def _paint_sign(self, painter: QPainter, room: QRect, retry: Retry) -> QRect:
        size = self._sign
        ratio = self._view.devicePixelRatioF()
        pixmap = self._theme.icons.pixmap(Sign.of(retry), self._theme.roles.sign(retry), size, ratio)
        mirrored = self._mirrored()
        left = room.right() - size + 1 if mirrored else room.left()
        painter.drawPixmap(left, room.center().y() - size // 2, pixmap)
        step = size + self._theme.px(7)
        return room.adjusted(0, 0, -step, 0) if mirrored else room.adjusted(step, 0, 0, 0)

    def _paint_words(self, painter: QPainter, room: QRect, choice: Choice, *, chosen: bool) -> None:
        count = str(choice.codes)
        metrics = self._chosen_metrics if chosen else self._counted_metrics
        painter.setFont(self._chosen_count if chosen else self._counted)
        painter.setPen(self._selected_text if chosen else self._muted)
        painter.drawText(room, _COUNT_FLAGS, count)
        width = metrics.horizontalAdvance(count) + self._gap
        room = room.adjusted(width, 0, 0, 0) if self._mirrored() else room.adjusted(0, 0, -width, 0)
        painter.setFont(self._plain)
        painter.setPen(self._selected_text if chosen else self._text if choice.codes else self._muted)
        words = self._plain_metrics.elidedText(choice.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _WORDS_FLAGS, words)

    def _mirrored(self) -> bool:
        return self._view.layoutDirection() is Qt.LayoutDirection.RightToLeft


class ChoiceList(QListWidget):
    """A short list of which one line, or none, is chosen; as tall as its lines."""

    choice_changed = Signal()
    clear_wanted = Signal()
    """Esc: show all codes again."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        """Begin empty; `name` is what a screen reader calls it."""
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setItemDelegate(ChoiceDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.itemSelectionChanged.connect(self.choice_changed)

    def show_choices(self, choices: list[Choice], chosen: int | None) -> None:
        """Show other lines, one of them chosen; announces nothing."""
        blocked = self.blockSignals(True)
        self.clear()
        for choice in choices:
            line = QListWidgetItem(choice.title, self)
            line.setData(CHOICE, choice)
            line.setData(Qt.ItemDataRole.AccessibleTextRole, spoken(choice))
            line.setToolTip("")
        self.choose(chosen)
        self.blockSignals(blocked)
        self.measure()

    def show_counts(self, counts: list[int]) -> None:
        """Show how many codes each line leaves now."""
        for row, codes in enumerate(counts):
            line = self.item(row)
            choice: Choice = line.data(CHOICE)
            if choice.codes != codes:
                counted = choice._replace(codes=codes)
                line.setData(CHOICE, counted)
                line.setData(Qt.ItemDataRole.AccessibleTextRole, spoken(counted))

    def choose(self, chosen: int | None) -> None:
        """Choose a line, or none."""
        if chosen is None:
            self.clearSelection()
            self.setCurrentRow(-1)
        else:
            self.setCurrentRow(chosen)

    def let_go(self) -> None:
        """Choose nothing."""
        self.choose(None)

    def chosen(self) -> int | None:
        """Return the chosen line."""
        rows = self.selectionModel().selectedRows()
        return rows[0].row() if rows else None

    def measure(self) -> None:
        """Be as tall as the lines are."""
        self.setFixedHeight(max(1, self.count()) * self._theme.px(ROW_HEIGHT))
        self.doItemsLayout()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a line; pressed once more, it is let go."""
        line = self.itemAt(event.position().toPoint())
        if line is not None and line.isSelected():
            self.choose(None)
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space lets go of the chosen line, Esc of all filters; the arrows choose."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear_wanted.emit()
            return
        if event.key() == Qt.Key.Key_Space and self.chosen() is not None:
            self.clearSelection()
            return
        super().keyPressEvent(event)
