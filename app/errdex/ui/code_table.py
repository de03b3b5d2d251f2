"""The table of error codes: one line each, painted by its own delegate, driven by the keyboard as well as by the mouse."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPalette, QPen
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


class CodeDelegate(QStyledItemDelegate):
    """Paints the cells; keeps fonts and measures until the theme changes."""

    def __init__(self, theme: Theme, model: CodeModel, table: QTableView) -> None:
        """Paint `model`'s rows in the theme's colours."""
        super().__init__(table)
        self._theme = theme
        self._model = model
        self.measure()

    def measure(self) -> None:
        """Take fonts and measures from the theme anew."""
        theme = self._theme
        self._plain = theme.font()
        self._bold = theme.font(semibold=True, tabular=True)
        self._small = theme.font(0.85)
        self._plain_metrics = QFontMetrics(self._plain)
        self._small_metrics = QFontMetrics(self._small)
        self._margin = theme.px(_MARGIN)
        self._sign = theme.px(16)
        self._line = QPen(QColor(theme.roles.line))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Return the height of every row."""
        return QSize(0, self._theme.px(32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell: ground, hairline, then what stands in the column."""
        shown = self._model.code_row(index.row())
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        roles = self._theme.roles
        painter.save()
        if selected:
            painter.fillRect(rect, QColor(roles.selection))
        painter.setPen(self._line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        column = index.column()
        if column == Column.CODE:
            self._paint_code(painter, rect, shown, selected=selected)
            self._paint_focus(painter, option, index)
        elif column == Column.NAME:
            self._paint_text(painter, rect, shown.name, roles.selection_text if selected else roles.text)
        elif column == Column.MESSAGE:
            self._paint_text(painter, rect, shown.message, roles.selection_text if selected else roles.muted)
        elif column == Column.PRODUCTS:
            self._paint_products(painter, rect, shown, selected=selected)
        elif self._model.has_note(index.row()):
            self._paint_sign(painter, rect.center().x() - self._sign // 2, rect, Sign.NOTE, roles.muted)
        painter.restore()

    def _paint_code(self, painter: QPainter, rect: QRect, shown: CodeRow, *, selected: bool) -> None:
        roles = self._theme.roles
        self._paint_sign(painter, rect.left() + self._margin, rect, Sign.of(shown.retry), roles.sign(shown.retry))
        painter.setFont(self._bold)
        painter.setPen(QColor(roles.selection_text if selected else roles.text))
        left = self._margin + self._sign + self._theme.px(7)
        painter.drawText(rect.adjusted(left, 0, 0, 0), _text_flags(), _ISOLATED.format(shown.number))

    def _paint_focus(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Mark the current row with a bar at its beginning while the table has the focus."""
        view = self.parent()
        if not isinstance(view, QTableView) or index.row() != view.currentIndex().row() or not view.hasFocus():
            return
        rect: QRect = option.rect
        painter.fillRect(rect.left(), rect.top(), self._theme.px(3), rect.height(), QColor(self._theme.roles.accent))

    def _paint_text(self, painter: QPainter, rect: QRect, text: str, colour: str) -> None:
        painter.setFont(self._plain)
        painter.setPen(QColor(colour))
        room = rect.adjusted(0, 0, -self._theme.px(12), 0)
        cut = self._plain_metrics.elidedText(text[:300], Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _text_flags(), cut)

    def _paint_products(self, painter: QPainter, rect: QRect, shown: CodeRow, *, selected: bool) -> None:
        roles = self._theme.roles
        painter.setFont(self._small)
        left = rect.left()
        for chip in chips_of(shown, self.tr("all")):
            width = self._small_metrics.horizontalAdvance(chip) + self._theme.px(12)
            height = self._small_metrics.height() + self._theme.px(4)
            box = QRect(left, rect.center().y() - height // 2, width, height)
            if box.right() > rect.right():
                break
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(roles.surface if selected else roles.chip))
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(QColor(roles.muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, chip)
            left = box.right() + self._theme.px(5)

    def _paint_sign(self, painter: QPainter, left: int, rect: QRect, sign: Sign, colour: str) -> None:
        ratio = painter.device().devicePixelRatio()
        pixmap = self._theme.icons.pixmap(sign, colour, self._sign, ratio)
        painter.drawPixmap(left, rect.center().y() - self._sign // 2, pixmap)


def chips_of(shown: CodeRow, every: str) -> tuple[str, ...]:
    """Return the words of the product chips: one for all, or the first two and how many more."""
    if shown.in_all:
        return (every,)
    names = [_SHORT.get(product, str(product)) for product in shown.products]
    more = len(names) - _MOST_CHIPS
    return (*names[:_MOST_CHIPS], f"+{more}") if more > 0 else tuple(names)


_SHORT = {Product.PORTFOLIO_MARGIN: "pm", Product.PORTFOLIO_MARGIN_PRO: "pm-pro", Product.BINANCE_US: "us"}
"""Chips are narrow; every other product is shown by its id."""


def _text_flags() -> int:
    return int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextSingleLine)


class CodeTable(QTableView):
    """All error codes, or those that the filters leave."""

    meaning_chosen = Signal(object)
    """A row was chosen by hand: its Meaning."""
    details_wanted = Signal()
    """Enter: go to the details."""
    clear_wanted = Signal()
    """The button over an empty table, or Esc: show all rows again."""

    def __init__(self, theme: Theme, model: CodeModel, parent: QWidget | None = None) -> None:
        """Show a model's rows."""
        super().__init__(parent)
        self._theme = theme
        self._codes = model
        self._chosen: str | None = None
        self.setObjectName("codeTable")
        self.setAccessibleName(self.tr("Error codes"))
        self.setModel(model)
        self._delegate = CodeDelegate(theme, model, self)
        self.setItemDelegate(self._delegate)
        self._set_behaviour()
        self._empty = EmptyTable(self.viewport())
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
        self._empty.setGeometry(self.viewport().rect())
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
        header.setFont(theme.font(0.88, semibold=True))
        header.setFixedHeight(theme.px(27))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(theme.roles.window))
        self.setPalette(palette)
        self._fit_columns()
        self.viewport().update()

    def _fit_columns(self) -> None:
        px = self._theme.px
        narrow = self.viewport().width() < px(560)
        self.setColumnWidth(Column.CODE, px(108))
        self.setColumnWidth(Column.NAME, px(150 if narrow else 196))
        self.setColumnWidth(Column.PRODUCTS, px(60 if narrow else 118))
        self.setColumnWidth(Column.NOTE, px(36))

    def _select(self, row: int | None) -> None:
        """Make a row the current one without announcing it. (`selectRow` does nothing in a right-to-left window.)"""
        model = self.selectionModel()
        blocked = model.blockSignals(True)
        index = self._codes.index(row, 0) if row is not None else QModelIndex()
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        model.setCurrentIndex(index, flags)
        model.blockSignals(blocked)
        if row is not None:
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self.viewport().update()

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
