"""The list of all notes: what they stand on, how they begin, and a search over their words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from errdex.errors import NotesError
from errdex.ui.translate import sentence
from errdex.wording import meaning_title

if TYPE_CHECKING:
    from errdex.notes.model import Note
    from errdex.notes.store import NoteStore
    from errdex.registry.model import Registry
    from errdex.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_ISOLATED = "\u2066{}\u2069"
_FIRST_LINE = 200


class NotesModel(QAbstractListModel):
    """Notes in the order they are given."""

    def __init__(self, registry: Registry, parent: QObject | None = None) -> None:
        """Name what notes stand on as `registry` does."""
        super().__init__(parent)
        self._registry = registry
        self._notes: tuple[Note, ...] = ()

    def show_notes(self, notes: tuple[Note, ...]) -> None:
        """Take the place of what was shown."""
        self.beginResetModel()
        self._notes = notes
        self.endResetModel()

    def note(self, row: int) -> Note:
        """Return a row's note."""
        return self._notes[row]

    def title(self, row: int) -> str:
        """Say what a note stands on: number and name."""
        note = self._notes[row]
        meaning = self._registry.meaning(note.meaning) if note.meaning else None
        if meaning is not None:
            return meaning_title(meaning, None, sentence)
        number = "" if note.number is None else str(note.number)
        return f"{number} {note.name or note.meaning or ''}".strip() or self.tr("On no code")

    def first_line(self, row: int) -> str:
        """Return how a note begins."""
        lines = (line.strip() for line in self._notes[row].text.splitlines())
        return next((line[:_FIRST_LINE] for line in lines if line), "")

    def tags(self, row: int) -> str:
        """Return a note's tags in one line."""
        return ", ".join(self._notes[row].tags)

    def time(self, row: int) -> str:
        """Return when a note was changed, by the clock on the wall."""
        return datetime.fromisoformat(self._notes[row].changed).astimezone().strftime("%Y-%m-%d %H:%M")

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many notes there are."""
        return 0 if parent.isValid() else len(self._notes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's words, for the eye and the ear."""
        if not index.isValid():
            return None
        row = index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{self.title(row)}: {self.first_line(row)}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(
                part for part in (self.title(row), self.first_line(row), self.tags(row), self.time(row)) if part
            )
        return None


class NoteDelegate(QStyledItemDelegate):
    """Paints a note in two lines: what it stands on and when, how it begins and its tags."""

    def __init__(self, theme: Theme, model: NotesModel, view: QListView) -> None:
        """Paint `model`'s rows in the theme's colours."""
        super().__init__(view)
        self._theme = theme
        self._model = model
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Return the height of every row."""
        return QSize(0, self._theme.px(54))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one note."""
        roles, px = self._theme.roles, self._theme.px
        area: QRect = option.rect
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_selected:
            painter.fillRect(area, QColor(roles.selection))
            if self._view.hasFocus():
                painter.fillRect(QRect(area.left(), area.top(), px(3), area.height()), QColor(roles.accent))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(roles.line))
        inner = area.adjusted(px(16), px(7), -px(16), -px(8))
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        lower = QRect(inner.left(), upper.bottom() + 1, inner.width(), inner.height() - upper.height())
        strong = roles.selection_text if is_selected else roles.text
        quiet = roles.selection_text if is_selected else roles.muted
        row = index.row()
        self._paint_line(
            painter, upper, (_ISOLATED.format(self._model.title(row)), strong), self._model.time(row), quiet
        )
        self._paint_line(painter, lower, (self._model.first_line(row), quiet), self._model.tags(row), quiet)
        painter.restore()

    def _paint_line(self, painter: QPainter, area: QRect, main: tuple[str, str], aside: str, quiet: str) -> None:
        """Paint the main words at the beginning of a line, and what stands aside at its end."""
        text, colour = main
        is_title = text.startswith("\u2066")
        small = self._theme.font(0.9, tabular=True)
        painter.setFont(small)
        painter.setPen(QColor(quiet))
        metrics = QFontMetrics(small)
        short = metrics.elidedText(aside, Qt.TextElideMode.ElideRight, area.width() // 3)
        end = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, int(end | Qt.TextFlag.TextSingleLine), short)
        font = self._theme.font(semibold=is_title, tabular=is_title)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        room = area.width() - metrics.horizontalAdvance(short) - self._theme.px(14)
        words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
        left = area.right() - room if self._view.isRightToLeft() else area.left()
        begin = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, area.top(), room, area.height()), int(begin | Qt.TextFlag.TextSingleLine), words)


class NotesView(QListView):
    """The list itself."""

    def __init__(self, theme: Theme, model: NotesModel, parent: QWidget) -> None:
        """Show the rows of `model`."""
        super().__init__(parent)
        self.setObjectName("noteList")
        self.setAccessibleName(self.tr("Notes"))
        self.setModel(model)
        self.setItemDelegate(NoteDelegate(theme, model, self))
        self.setUniformItemSizes(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QListView.Shape.NoFrame)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the current note with Enter, as everywhere."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class NotesList(QWidget):
    """All notes, the one changed last first, with a search; choosing one asks for its code."""

    note_chosen = Signal(str)
    """The id of the meaning that the chosen note stands on."""

    def __init__(self, theme: Theme, registry: Registry, parent: QWidget | None = None) -> None:
        """Begin without a store."""
        super().__init__(parent)
        self._theme = theme
        self._store: NoteStore | None = None
        self.search = QLineEdit(self)
        self.search.setObjectName("noteSearch")
        self.search.setAccessibleName(self.tr("Search notes"))
        self.search.setPlaceholderText(self.tr("Search number, name, words or tag…"))
        self.model = NotesModel(registry, self)
        self.view = NotesView(theme, self.model, self)
        self.state = QLabel(self)
        self.state.setObjectName("notesState")
        self.state.setProperty("role", "muted")
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self._typing = QTimer(self, singleShot=True, interval=60)
        self._typing.timeout.connect(self.refresh)
        self.search.textChanged.connect(self._wait)
        self.search.returnPressed.connect(self._enter)
        self.view.activated.connect(self._choose)
        self.view.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(self.state)
        column.addWidget(self.view, 1)
        theme.changed.connect(self._measure)
        self._measure()
        self.refresh()

    def set_store(self, store: NoteStore | None) -> None:
        """Show the notes of a store."""
        self._store = store
        self.refresh()

    def refresh(self) -> None:
        """Read the notes anew: those that have all the words, or all of them."""
        words = self.search.text().strip()
        notes: tuple[Note, ...] = ()
        fault = ""
        try:
            if self._store is not None:
                notes = self._store.search(words) if words else self._store.all()
        except NotesError as error:
            fault = str(error)
        self.model.show_notes(notes)
        if notes:
            self.view.setCurrentIndex(self.model.index(0))
        self.state.setText(fault or self._sentence(len(notes), words))

    def _wait(self) -> None:
        """Search once the typing pauses."""
        self._typing.start()

    def _sentence(self, count: int, words: str) -> str:
        if self._store is None:
            return self.tr("The notes are not open.")
        if words and not count:
            return self.tr("No note has all these words.")
        if not count:
            return self.tr(
                "There are no notes yet. Choose a code and write below its details; it is saved as you type."
            )
        return self.tr("1 note") if count == 1 else self.tr("%n notes", "", count)

    def _enter(self) -> None:
        """Go from the search into the list."""
        self._typing.stop()
        self.refresh()
        if self.model.rowCount():
            self.view.setFocus()

    def _choose(self, index: QModelIndex) -> None:
        note = self.model.note(index.row())
        if note.meaning is not None:
            self.note_chosen.emit(note.meaning)

    def _measure(self) -> None:
        px = self._theme.px
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(px(14), px(14), px(14), px(8))
            layout.setSpacing(px(8))
        self.view.scheduleDelayedItemsLayout()
