"""The table of error codes: one line each, painted by its own delegate, driven by keyboard as well as mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QPushButton, QTableView, QVBoxLayout, QWidget

from errdex.ui.catalogue import Column
from errdex.ui.code_delegate import ROW_HEIGHT, CodeDelegate

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from errdex.registry.model import Meaning
    from errdex.ui.catalogue import CodeRow
    from errdex.ui.code_model import CodeModel
    from errdex.ui.theme import Theme


class CodeTable(QTableView):
    """All error codes, or those that the filters leave."""

    meaning_chosen = Signal(object)
    """A row was chosen by hand: its Meaning."""
    details_wanted = Signal()
    """Enter: go to the details."""
    search_wanted = Signal(str)
    """The arrow up on the first row, or a typed letter that belongs into the search."""
    copy_wanted = Signal()
    """Ctrl+C: the chosen rows."""
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
        self._is_silent = False
        self._is_fitting = False
        self.name_width = 0
        """Of the column of names, as a person drew it: in percent of what it is by itself; 0: it is by itself."""
        # A viewport of our own: asking Qt for its would make the binding load every kind of widget there is.
        self._view = QWidget()
        self.setViewport(self._view)
        self._chosen: str | None = None
        self.setObjectName("codeTable")
        self.setAccessibleName(self.tr("Error codes"))
        self.verticalHeader().hide()  # Before there are rows: one that is shown asks for the titles of hundreds.
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

    def let_go(self) -> None:
        """Choose no row; nothing is announced."""
        self._chosen = None
        self._select(None)

    def chosen_meaning(self) -> Meaning | None:
        """Return the meaning of the chosen row."""
        index = self.currentIndex()
        return self._codes.code_row(index.row()).meaning if index.isValid() else None

    def chosen_rows(self) -> tuple[CodeRow, ...]:
        """Return what is shown in the chosen rows, in their order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self._codes.code_row(row) for row in rows)

    def enter(self, *, first: bool) -> None:
        """Take the focus; `first` chooses the first row, else only where none is chosen."""
        if self._codes.rowCount() and (first or not self.currentIndex().isValid()):
            self.setCurrentIndex(self._codes.index(0, 0))
            self.scrollToTop()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def sorting(self) -> tuple[Column | None, Qt.SortOrder]:
        """What the rows are ordered by (no column: the best first), and which way."""
        return self._codes.sorting

    def sort_by(self, column: int, order: Qt.SortOrder) -> None:
        """Sort by a column that was remembered; -1, or one that is not there: the best first."""
        self._sort(column if column in range(len(Column)) else -1, order)

    def set_name_width(self, percent: int) -> None:
        """Give the column of names the width that was remembered."""
        self.name_width = percent
        self._fit_columns()

    def sort_by_next(self) -> None:
        """Sort by the next column that is shown; after the last, the best first again."""
        column, _ = self._codes.sorting
        following = range(0 if column is None else column + 1, len(Column))
        self._sort(next((one for one in following if not self.isColumnHidden(one)), -1), Qt.SortOrder.AscendingOrder)

    def turn_order(self) -> None:
        """Turn the order of the rows round; that of the best first is turned by sorting by the code."""
        column, order = self._codes.sorting
        rising = Qt.SortOrder.AscendingOrder
        self._sort(column or Column.CODE, rising if order != rising else Qt.SortOrder.DescendingOrder)

    def explain_empty(self, text: str) -> None:
        """Say why there are no rows; shown only while there are none."""
        self._empty.explain(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and say so once."""
        self._delegate.begin()
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the details or back to the search, copy, show all rows again; the rest is Qt's."""
        key, text = event.key(), event.text()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.details_wanted.emit()
        elif key == Qt.Key.Key_Escape:
            self.clear_wanted.emit()
        elif _is_copy(event):
            self.copy_wanted.emit()
        elif key == Qt.Key.Key_Up and not event.modifiers() and self.currentIndex().row() <= 0:
            self.search_wanted.emit("")
        elif text.strip() and text.isprintable() and not _is_command(event):
            self.search_wanted.emit(text)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        """Keep the explanation of an empty table over the whole of it, and narrow columns in a narrow window."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._empty.setGeometry(self._view.rect())
        self._fit_columns()

    def _set_behaviour(self) -> None:
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))
        bar.setEnabled(bar.maximum() > bar.minimum())
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
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
        header.sectionResized.connect(self._take_width)

    def _sort_by(self, section: int) -> None:
        """Sort by the clicked column; the second click turns the order round, the third puts the best first."""
        column, order = self._codes.sorting
        rising, falling = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        if column != section:
            self._sort(section, rising)
        elif order == rising:
            self._sort(section, falling)
        else:
            self._sort(-1, rising)

    def _sort(self, section: int, order: Qt.SortOrder) -> None:
        header = self.horizontalHeader()
        header.setSortIndicatorShown(section >= 0)
        header.setSortIndicator(section, order)
        self._codes.sort(section, order)

    def _measure(self) -> None:
        theme = self._theme
        self._delegate.measure()
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW_HEIGHT))
        header = self.horizontalHeader()
        header.setFixedHeight(theme.px(27))
        start = self._delegate.text_start
        side = "right" if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else "left"
        header.setStyleSheet(
            f"QHeaderView::section {{ padding-{side}: 0; }} QHeaderView::section:first {{ padding-{side}: {start}px; }}"
        )
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(theme.roles.window))
        self.setPalette(palette)
        self._fit_columns()
        self._view.update()

    def _take_width(self, section: int, _before: int, now: int) -> None:
        """Keep the width that a person draws the column of names to."""
        is_drawn = self.horizontalHeader().sectionResizeMode(section) == QHeaderView.ResizeMode.Interactive
        if section == Column.NAME and is_drawn and not self._is_fitting:
            self.name_width = round(100 * now / self._usual_name_width())

    def _usual_name_width(self) -> int:
        px, width = self._theme.px, self._view.width()
        return px(132 if width < px(460) else 150 if width < px(560) else 196)

    def _fit_columns(self) -> None:
        self._is_fitting = True
        px = self._theme.px
        width = self._view.width()
        narrow, tight = width < px(560), width < px(460)
        self.setColumnWidth(Column.CODE, px(98 if tight else 108))
        name = self._usual_name_width() * (self.name_width or 100) // 100
        self.setColumnWidth(Column.NAME, max(px(60), min(name, width // 2)) if self.name_width else name)
        self.setColumnHidden(Column.PRODUCTS, tight)
        self.setColumnWidth(Column.PRODUCTS, max(px(64 if narrow else 122), self._delegate.least_for_products))
        self.setColumnWidth(Column.NOTE, px(26 if tight else 36))
        # Where there is no room for messages, the details have them; the names take the room that is left.
        bare = width < px(340)
        self.setColumnHidden(Column.MESSAGE, bare)
        stretch, drawn = QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.Interactive
        self.horizontalHeader().setSectionResizeMode(Column.NAME, stretch if bare else drawn)
        self._is_fitting = False

    def _select(self, row: int | None) -> None:
        """Make a row the current one without announcing it; `selectRow` does nothing in a right-to-left window."""
        model = self.selectionModel()
        index = self._codes.index(row, 0) if row is not None else QModelIndex()
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        # Asked first, for the view itself scrolls to its current row, as little as it can.
        seen = row is not None and self._view.rect().contains(self.visualRect(index))
        # The model's signals go on to the view: without them Shift and an arrow would choose from another row.
        self._is_silent = True
        model.setCurrentIndex(index, flags)
        self._is_silent = False
        if row is not None:
            hints = QAbstractItemView.ScrollHint
            self.scrollTo(index, hints.EnsureVisible if seen else hints.PositionAtCenter)
        self._view.update()

    def _current_changed(self, current: QModelIndex) -> None:
        if current.isValid() and not self._is_silent:
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
        layout.addSpacing(10)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        self.hide()

    def explain(self, text: str) -> None:
        """Say why there are no rows."""
        self._words.setText(text)


def _is_copy(event: QKeyEvent) -> bool:
    from PySide6.QtGui import QKeySequence

    return event.matches(QKeySequence.StandardKey.Copy)


def _is_command(event: QKeyEvent) -> bool:
    """Whether a letter comes with a key that makes it a command and no text."""
    keys = Qt.KeyboardModifier
    return bool(event.modifiers() & (keys.ControlModifier | keys.AltModifier | keys.MetaModifier))
