"""The search over the codes: the box, what it offers to complete, and how many codes it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from errdex.ui.translate import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QToolButton

    from errdex.ui.completion import Offer
    from errdex.ui.offer_list import OfferList
    from errdex.ui.theme import Theme

Ranges = tuple[tuple[str, str], ...]

_TO_TABLE = (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TAKES_REST = (Qt.Key.Key_Right, Qt.Key.Key_End)


class SearchField(QLineEdit):
    """Takes words; the arrow down leaves for the table, Esc empties it.

    The rest of a name stands greyed behind the cursor and is taken with the arrow right; keys (`product:`) and their
    values are offered in a list below, which Ctrl+Space opens at any time.
    """

    table_wanted = Signal()
    clear_wanted = Signal()
    offers_wanted = Signal()
    """Ctrl+Space: list all that the word could become."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._theme = theme
        self._rest = ""
        self._list: OfferList | None = None

    def set_list(self, offered: OfferList) -> None:
        """Take the list of offers: while it is open, some keys are its own."""
        self._list = offered

    def show_rest(self, rest: str) -> None:
        """Show the rest of a name behind the cursor."""
        if rest != self._rest:
            self._rest = rest
            self.update()

    def rest(self) -> str:
        """Return the rest of the name that is shown and could be taken."""
        return self._rest if self.cursorPosition() == len(self.text()) and not self.hasSelectedText() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave for the table, take what is offered, or type."""
        key = event.key()
        if self._list is not None and self._list.takes(key):
            event.ignore()
        elif key in _TO_TABLE:
            self.table_wanted.emit()
        elif key == Qt.Key.Key_Escape:
            self.clear_wanted.emit()
        elif key == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.offers_wanted.emit()
        elif key in _TAKES_REST and not event.modifiers() and self.rest():
            self.insert(self._rest)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rest of a name in the muted tone behind what is typed."""
        super().paintEvent(event)
        rest = self.rest() if self.hasFocus() else ""
        if not rest:
            return
        painter = QPainter(self)
        painter.setPen(QColor(self._theme.roles.muted))
        painter.setFont(self.font())
        cursor = self.cursorRect()
        start = cursor.center().x() + 1
        room = QRect(start, 0, max(self.width() - start - self._theme.px(10), 0), self.height())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), rest)


class Search(QWidget):
    """The search box with its count."""

    words_changed = Signal(str)
    table_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._theme = theme
        self._find_ranges: Callable[[], Ranges] = tuple
        self._ranges: Ranges | None = None
        self._list: OfferList | None = None
        self._field = SearchField(theme, self)
        self._field.setObjectName("codeSearch")
        self._field.setAccessibleName(self.tr("Search error codes"))
        self._field.setAccessibleDescription(
            self.tr("Words, numbers such as 1021 or 11xx, and parts such as product:usdm or retry:check-first.")
        )
        self._field.setPlaceholderText(self.tr("Search number, name or message, or product:usdm retry:wait 11xx"))
        self._count = QLabel(self)
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._count.setProperty("role", "muted")
        self._count.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._count.setObjectName("codeCount")
        self._all: QToolButton | None = None
        """Shows all codes again; made when not all are shown for the first time."""
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._field, 1)
        self._layout.addWidget(self._count)
        self._field.textChanged.connect(self.words_changed)
        self._field.textEdited.connect(self._complete)
        self._field.table_wanted.connect(self.table_wanted)
        self._field.clear_wanted.connect(self.clear_wanted)
        self._field.offers_wanted.connect(self._list_offers)
        theme.changed.connect(self._measure)
        self._measure()

    def words(self) -> str:
        """Return what is searched for."""
        return self._field.text()

    def set_words(self, words: str) -> None:
        """Search for something else."""
        self._field.setText(words)
        self._field.show_rest("")

    def offer_ranges(self, find: Callable[[], Ranges]) -> None:
        """Take what finds the categories of the documents; asked once something is offered."""
        self._find_ranges = find

    def set_names(self, names: tuple[str, ...]) -> None:
        """Take the names of the first rows: one that begins with the last word can be finished."""
        self._field.show_rest(self._rest_of(names) if names else "")

    def show_count(self, left: int, total: int) -> None:
        """Say how many of how many codes are shown."""
        self._count.setText(self.tr("{0} of {1}").format(left, total))
        if self._all is None and left != total:
            self._all = self._make_way_back()
            self._dress_way_back()
        if self._all is not None:
            self._all.setVisible(left != total)
            self._place_way_back()

    def _make_way_back(self) -> QToolButton:
        """Make the button that shows all codes again; it stands in the field, so that nothing moves aside for it."""
        from PySide6.QtWidgets import QToolButton

        button = QToolButton(self._field)
        button.setObjectName("showAll")
        button.setStyleSheet("QToolButton { border: none; }")
        button.setAccessibleName(self.tr("Show all codes"))
        button.setToolTip(self.tr("Show all codes (Esc)"))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Esc does it for the keyboard.
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.clicked.connect(self.clear_wanted)
        return button

    def _dress_way_back(self) -> None:
        if self._all is None:
            return
        from PySide6.QtCore import QSize

        from errdex.ui.icons import Sign

        theme = self._theme
        self._all.setIcon(theme.icons.icon(Sign.CLEAR, theme.roles.muted))
        self._all.setIconSize(QSize(theme.px(14), theme.px(14)))

    def _place_way_back(self) -> None:
        if self._all is None:
            return
        theme, field = self._theme, self._field
        side = theme.px(22)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = theme.px(5) if mirrored else field.width() - side - theme.px(5)
        self._all.setGeometry(left, (field.height() - side) // 2, side, side)
        taken = 0 if self._all.isHidden() else side
        field.setTextMargins(taken if mirrored else 0, 0, 0 if mirrored else taken, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the way back at the end of the field."""
        super().resizeEvent(event)
        self._layout.activate()
        self._place_way_back()

    def take_focus(self) -> None:
        """Put the cursor into the field, its words selected."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def type_on(self, text: str) -> None:
        """Put the cursor behind the words and type on."""
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.end(False)
        if text:
            self._field.insert(text)

    def _rest_of(self, names: tuple[str, ...]) -> str:
        from errdex.ui.completion import finish_name

        return finish_name(self.words(), self._field.cursorPosition(), names)

    def _complete(self) -> None:
        """Offer what the word being typed may become, once it looks like a key or its value."""
        from errdex.ui.completion import word_at

        text, cursor = self._field.text(), self._field.cursorPosition()
        self._show_offers(self._offers() if len(word_at(text, cursor)[1]) > 1 else ())

    def _list_offers(self) -> None:
        self._show_offers(self._offers())
        if self._list is not None:
            self._list.choose_first()

    def _offers(self) -> tuple[Offer, ...]:
        from errdex.ui.completion import offers

        if self._ranges is None:
            self._ranges = self._find_ranges()
        return offers(self._field.text(), self._field.cursorPosition(), self._ranges, sentence)

    def _show_offers(self, found: tuple[Offer, ...]) -> None:
        """Show the list, made when there is something to offer for the first time; or put it away."""
        if self._list is None:
            if not found:
                return
            from errdex.ui.offer_list import OfferList

            self._list = OfferList(self._theme, self._field)
            self._list.key_taken.connect(self._list_offers)
            self._field.set_list(self._list)
        self._list.show_offers(found)

    def _measure(self) -> None:
        px = self._theme.px
        self._layout.setContentsMargins(px(14), px(9), px(14), px(8))
        self._layout.setSpacing(px(10))
        self._count.setFont(self._theme.font(tabular=True))
        widest = QFontMetrics(self._count.font()).horizontalAdvance(self.tr("{0} of {1}").format(9999, 9999))
        self._count.setMinimumWidth(widest - px(8))
        self._dress_way_back()
        self._place_way_back()
