"""The table of error codes: one line each, painted by its own delegate, driven by keyboard as well as mouse."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from errdex.registry.model import Meaning, Product
from errdex.ui.catalogue import CodeRow, Column
from errdex.ui.code_model import CodeModel
from errdex.ui.icons import Sign
from errdex.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex

_ISOLATED = "\u2066{}\u2069"
"""Left-to-right isolate: without it "-1121" is drawn "1121-" in a right-to-left window."""
_MOST_CHIPS = 2
_MARGIN = 14
_LONGEST = 300
"""No more characters of a message than these can fit into a line."""
_MOST_CUT = 4000
_TEXT_FLAGS = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextSingleLine)


class CodeDelegate(QStyledItemDelegate):
    """Paints the cells; keeps fonts and measures until the theme changes."""

    def __init__(self, theme: Theme, model: CodeModel, table: QTableView) -> None:
        """Paint `model`'s rows in the theme's colours."""
        super().__init__(table)
        self._theme = theme
        self._model = model
        self.measure()

    def measure(self) -> None:
        """Take fonts, measures and colours from the theme anew: made once, for they are used in every cell."""
        theme, roles = self._theme, self._theme.roles
        self._plain = theme.font()
        self._bold = theme.font(semibold=True, tabular=True)
        self._small = theme.font(0.85)
        self._plain_metrics = QFontMetrics(self._plain)
        self._small_metrics = QFontMetrics(self._small)
        self._margin = theme.px(_MARGIN)
        self._sign = theme.px(16)
        self._after_sign = self._margin + self._sign + theme.px(7)
        self._gap = theme.px(12)
        self._line, self._text = QColor(roles.line), QColor(roles.text)
        self._muted, self._selection = QColor(roles.muted), QColor(roles.selection)
        self._selected_text, self._accent = QColor(roles.selection_text), QColor(roles.accent)
        self._chip, self._selected_chip = QColor(roles.chip), QColor(roles.surface)
        self._cut: dict[tuple[str, int], str] = {}

    @property
    def text_start(self) -> int:
        """Where the number begins in its column, in pixels; the header's word stands above it."""
        return self._after_sign

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Return the height of every row."""
        return QSize(0, self._theme.px(32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell: ground, hairline, then what stands in the column."""
        row, column = index.row(), index.column()
        shown = self._model.code_row(row)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        if selected:
            painter.fillRect(rect, self._selection)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._line)
        if column == Column.NAME:
            self._paint_text(painter, rect, shown.name, self._selected_text if selected else self._text)
        elif column == Column.MESSAGE:
            self._paint_text(painter, rect, shown.message, self._selected_text if selected else self._muted)
        elif column == Column.CODE:
            self._paint_code(painter, rect, shown, selected=selected)
            self._paint_focus(painter, rect, row)
        elif column == Column.PRODUCTS:
            self._paint_products(painter, rect, shown, selected=selected)
        elif self._model.has_note(row):
            left = rect.center().x() - self._sign // 2
            self._paint_sign(painter, left, rect, Sign.NOTE, self._theme.roles.muted)

    def _paint_code(self, painter: QPainter, rect: QRect, shown: CodeRow, *, selected: bool) -> None:
        sign, mirrored = self._theme.roles.sign(shown.retry), self._mirrored()
        left = rect.right() - self._margin - self._sign if mirrored else rect.left() + self._margin
        self._paint_sign(painter, left, rect, Sign.of(shown.retry), sign)
        painter.setFont(self._bold)
        painter.setPen(self._selected_text if selected else self._text)
        room = rect.adjusted(0, 0, -self._after_sign, 0) if mirrored else rect.adjusted(self._after_sign, 0, 0, 0)
        painter.drawText(room, _TEXT_FLAGS, _ISOLATED.format(shown.number))

    def _paint_focus(self, painter: QPainter, rect: QRect, row: int) -> None:
        """Mark the current row with a bar at its beginning while the table has the focus."""
        view = self.parent()
        if isinstance(view, QTableView) and view.hasFocus() and row == view.currentIndex().row():
            width = self._theme.px(3)
            left = rect.right() - width + 1 if self._mirrored() else rect.left()
            painter.fillRect(left, rect.top(), width, rect.height(), self._accent)

    def _paint_text(self, painter: QPainter, rect: QRect, text: str, colour: QColor) -> None:
        painter.setFont(self._plain)
        painter.setPen(colour)
        room = rect.adjusted(self._gap, 0, 0, 0) if self._mirrored() else rect.adjusted(0, 0, -self._gap, 0)
        painter.drawText(room, _TEXT_FLAGS, self._cut_to(text, room.width()))

    def _cut_to(self, text: str, width: int) -> str:
        """Return a text cut to a width; measuring costs more than painting, so what was cut is kept for a while."""
        found = self._cut.get((text, width))
        if found is None:
            if len(self._cut) > _MOST_CUT:
                self._cut.clear()
            line = " ".join(text[:_LONGEST].split())
            found = self._plain_metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)
            self._cut[text, width] = found
        return found

    def _paint_products(self, painter: QPainter, rect: QRect, shown: CodeRow, *, selected: bool) -> None:
        painter.setFont(self._small)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored, px = self._mirrored(), self._theme.px
        height = self._small_metrics.height() + px(4)
        used = 0
        for chip, width in self._chips_that_fit(shown, rect.width()):
            left = rect.right() - used - width if mirrored else rect.left() + used
            box = QRect(left, rect.center().y() - height // 2, width, height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._selected_chip if selected else self._chip)
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(self._muted)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, chip)
            used += width + px(5)

    def _chips_that_fit(self, shown: CodeRow, room: int) -> list[tuple[str, int]]:
        """Return as many chips as there is room for, with their widths; the last one counts what is left out."""
        chips: list[tuple[str, int]] = []
        for most in range(_MOST_CHIPS, 0, -1):
            words = chips_of(shown, self.tr("all"), most)
            chips = [(word, self._small_metrics.horizontalAdvance(word) + self._theme.px(12)) for word in words]
            if sum(width for _, width in chips) + self._theme.px(5) * (len(chips) - 1) <= room:
                break
        return chips

    def _mirrored(self) -> bool:
        view = self.parent()
        return isinstance(view, QTableView) and view.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _paint_sign(self, painter: QPainter, left: int, rect: QRect, sign: Sign, colour: str) -> None:
        view = self.parent()
        ratio = view.devicePixelRatioF() if isinstance(view, QTableView) else 1.0
        pixmap = self._theme.icons.pixmap(sign, colour, self._sign, ratio)
        painter.drawPixmap(left, rect.center().y() - self._sign // 2, pixmap)


def chips_of(shown: CodeRow, every: str, most: int = _MOST_CHIPS) -> tuple[str, ...]:
    """Return the words of the product chips: one for all, or the first ones and how many more."""
    if shown.in_all:
        return (every,)
    names = [_SHORT.get(product, str(product)) for product in shown.products]
    more = len(names) - most
    return (*names[:most], f"+{more}") if more > 0 else tuple(names)


_SHORT = {Product.PORTFOLIO_MARGIN: "pm", Product.PORTFOLIO_MARGIN_PRO: "pm-pro", Product.BINANCE_US: "us"}
"""Chips are narrow; every other product is shown by its id."""


class CodeTable(QTableView):
    """All error codes, or those that the filters leave."""

    meaning_chosen = Signal(object)
    """A row was chosen by hand: its Meaning."""
    details_wanted = Signal()
    """Enter: go to the details."""
    clear_wanted = Signal()
    """The button over an empty table, or Esc: show all rows again."""
    painted = Signal()
    """The rows were painted for the first time."""

    def __init__(self, theme: Theme, model: CodeModel, parent: QWidget | None = None) -> None:
        """Show a model's rows."""
        super().__init__(parent)
        self._theme = theme
        self._codes = model
        self._was_painted = False
        # A viewport of our own: asking Qt for its would make the binding load every kind of widget there is.
        self._view = QWidget()
        self.setViewport(self._view)
        self._chosen: str | None = None
        self.setObjectName("codeTable")
        self.setAccessibleName(self.tr("Error codes"))
        self.setModel(model)
        self._delegate = CodeDelegate(theme, model, self)
        self.setItemDelegate(self._delegate)
        self._set_behaviour()
        self._empty = EmptyTable(self._view)
        self._empty.clear_wanted.connect(self.clear_wanted)
        self._measure()
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        model.filtered.connect(self._after_filtering)
        theme.changed.connect(self._measure)

    def choose(self, meaning_id: str) -> bool:
        """Choose a meaning's row without announcing it; False where the filters hide it."""
        self._chosen = meaning_id
        row = self._codes.row_of(meaning_id)
        if row is None:
            self._select(None)
            return False
        self._select(row)
        return True

    def chosen_meaning(self) -> Meaning | None:
        """Return the meaning of the chosen row."""
        index = self.currentIndex()
        return self._codes.code_row(index.row()).meaning if index.isValid() else None

    def explain_empty(self, text: str) -> None:
        """Say why there are no rows; shown only while there are none."""
        self._empty.explain(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and say so once."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the details, Esc shows all rows again; the rest is Qt's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.details_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear_wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        """Keep the explanation of an empty table over the whole of it, and narrow columns in a narrow window."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._empty.setGeometry(self._view.rect())
        self._fit_columns()

    def _set_behaviour(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.MESSAGE, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(24)
        header.sectionClicked.connect(self._sort_by)

    def _sort_by(self, section: int) -> None:
        """Sort by the clicked column, and the other way round when it is clicked again."""
        header = self.horizontalHeader()
        again = header.isSortIndicatorShown() and header.sortIndicatorSection() == section
        falling = again and header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
        header.setSortIndicatorShown(True)
        header.setSortIndicator(section, order)
        self._codes.sort(section, order)

    def _measure(self) -> None:
        theme = self._theme
        self._delegate.measure()
        self.verticalHeader().setDefaultSectionSize(theme.px(32))
        header = self.horizontalHeader()
        header.setFixedHeight(theme.px(27))
        start = self._delegate.text_start
        header.setStyleSheet(
            f"QHeaderView::section {{ padding-left: 0; }} QHeaderView::section:first {{ padding-left: {start}px; }}"
        )
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(theme.roles.window))
        self.setPalette(palette)
        self._fit_columns()
        self._view.update()

    def _fit_columns(self) -> None:
        px = self._theme.px
        width = self._view.width()
        narrow, tight = width < px(560), width < px(460)
        self.setColumnWidth(Column.CODE, px(98 if tight else 108))
        self.setColumnWidth(Column.NAME, px(132 if tight else 150 if narrow else 196))
        self.setColumnHidden(Column.PRODUCTS, tight)
        self.setColumnWidth(Column.PRODUCTS, px(64 if narrow else 122))
        self.setColumnWidth(Column.NOTE, px(26 if tight else 36))
        # Where there is no room for messages, the details have them; the names take the room that is left.
        bare = width < px(340)
        self.setColumnHidden(Column.MESSAGE, bare)
        stretch, fixed = QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.Fixed
        self.horizontalHeader().setSectionResizeMode(Column.NAME, stretch if bare else fixed)

    def _select(self, row: int | None) -> None:
        """Make a row the current one without announcing it; `selectRow` does nothing in a right-to-left window."""
        model = self.selectionModel()
        blocked = model.blockSignals(True)
        index = self._codes.index(row, 0) if row is not None else QModelIndex()
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        model.setCurrentIndex(index, flags)
        model.blockSignals(blocked)
        if row is not None:
            seen = self._view.rect().contains(self.visualRect(index))
            hints = QAbstractItemView.ScrollHint
            self.scrollTo(index, hints.EnsureVisible if seen else hints.PositionAtCenter)
        self._view.update()

    def _current_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            meaning = self._codes.code_row(current.row()).meaning
            self._chosen = meaning.id
            self.meaning_chosen.emit(meaning)

    def _after_filtering(self) -> None:
        """Keep the chosen row chosen where it is still shown."""
        self._empty.setVisible(self._codes.rowCount() == 0)
        if self._chosen is not None:
            self._select(self._codes.row_of(self._chosen))


class EmptyTable(QWidget):
    """What stands in the place of rows when there are none: why, and the way back."""

    clear_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Stay hidden until it is needed."""
        super().__init__(parent)
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setProperty("role", "muted")
        button = QPushButton(self.tr("Show all codes (Esc)"), self)
        button.setAccessibleName(self.tr("Show all codes"))
        button.clicked.connect(self.clear_wanted)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self._words)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        self.hide()

    def explain(self, text: str) -> None:
        """Say why there are no rows."""
        self._words.setText(text)
