"""The list below the search: keys and values that the word being typed may become, each with what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCompleter,
    QListView,
    QStyle,
    QStyledItemDelegate,
)

from errdex.ui.completion import word_at

if TYPE_CHECKING:
    from PySide6.QtCore import QPersistentModelIndex, QRect
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import (
        QLineEdit,
        QStyleOptionViewItem,
        QWidget,
    )

    from errdex.ui.completion import Offer
    from errdex.ui.theme import Theme

_MOST_SEEN = 10
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class OfferDelegate(QStyledItemDelegate):
    """Paints an offer: what will stand in the search, and muted what it means."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Paint in the theme's colours."""
        super().__init__(parent)
        self._theme = theme
        self.offers: tuple[Offer, ...] = ()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        """Return the height of every line."""
        return QSize(0, self._theme.px(27))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one offer."""
        offer = self.offers[index.row()]
        roles, px = self._theme.roles, self._theme.px
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        if chosen:
            painter.fillRect(rect, QColor(roles.selection))
        room = rect.adjusted(px(10), 0, -px(10), 0)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setFont(self._theme.font(semibold=True))
        painter.setPen(QColor(roles.selection_text if chosen else roles.text))
        painter.drawText(room, flags, offer.text)
        widest = max(QFontMetrics(painter.font()).horizontalAdvance(one.text) for one in self.offers)
        start = max(px(150), widest + px(16))
        room = room.adjusted(start, 0, 0, 0)
        painter.setFont(self._theme.font())
        painter.setPen(QColor(roles.selection_text if chosen else roles.muted))
        gloss = QFontMetrics(painter.font()).elidedText(offer.gloss, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, flags, gloss)


class OfferList(QCompleter):
    """Offers while one types; the arrows choose, Enter or Tab takes, Esc puts it away."""

    key_taken = Signal()
    """A key with its colon was taken: its values come next."""

    def __init__(self, theme: Theme, field: QLineEdit) -> None:
        """Belong to a field."""
        super().__init__(field)
        self._theme = theme
        self._field = field
        self._offers = QStandardItemModel(self)
        self.setModel(self._offers)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(_MOST_SEEN)
        self.setWidget(field)
        view = QListView()
        view.setObjectName("searchOffers")
        view.setAccessibleName(self.tr("What the search can be narrowed by"))
        self._view = view
        self.setPopup(view)
        self._delegate = OfferDelegate(theme, view)
        view.setItemDelegate(self._delegate)
        view.setUniformItemSizes(True)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.activated[QModelIndex].connect(self._take)  # type: ignore[index]  # PySide's stub knows no overloads.
        theme.changed.connect(self._dress)
        self._dress()

    def show_offers(self, found: tuple[Offer, ...]) -> None:
        """Show what is offered below the field; nothing: put the list away."""
        self._delegate.offers = found
        self._offers.clear()
        for offer in found:
            line = QStandardItem(offer.text)
            line.setData(f"{offer.text} {offer.gloss}", int(Qt.ItemDataRole.AccessibleTextRole))
            self._offers.appendRow(line)
        if found:
            self.complete(self._field.rect().adjusted(0, 0, 0, self._theme.px(3)))
        else:
            self._view.hide()

    def takes(self, key: int) -> bool:
        """Whether a key belongs to the open list: Esc, and Enter once an offer is chosen; other Enters close it."""
        if not self._view.isVisible():
            return False
        if key in _ENTER and not self._view.selectedIndexes():
            self._view.hide()
            return False
        return key in _ENTER or key == Qt.Key.Key_Escape

    def choose_first(self) -> None:
        """Choose the first offer, so that Enter takes it."""
        self._view.setCurrentIndex(self.completionModel().index(0, 0))

    def _take(self, index: QModelIndex) -> None:
        """Put the offer in the place of the word before the cursor; a value is followed by a blank."""
        offer = self._delegate.offers[index.row()]
        field = self._field
        cursor = field.cursorPosition()
        start, _ = word_at(field.text(), cursor)
        field.setSelection(start, cursor - start)
        is_key = offer.text.endswith(":")
        field.insert(offer.text + ("" if is_key else " "))
        if is_key:
            self.key_taken.emit()

    def _dress(self) -> None:
        roles = self._theme.roles
        self._view.setStyleSheet(
            f"QListView {{ background: {roles.surface}; border: 1px solid {roles.line}; outline: none; }}"
        )
