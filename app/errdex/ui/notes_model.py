"""The rows of the view of all notes, and how a row is painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from errdex.ui.note_words import code_words, first_line
from errdex.ui.translate import sentence
from errdex.wording import meaning_title

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QListView, QStyleOptionViewItem

    from errdex.notes.model import Note
    from errdex.registry.model import Registry
    from errdex.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_ISOLATED = "\u2066{}\u2069"


class NotesModel(QAbstractListModel):
    """Notes in the order they are given."""

    def __init__(self, theme: Theme, registry: Registry, parent: QObject | None = None) -> None:
        """Name what notes stand on as `registry` does."""
        super().__init__(parent)
        self._theme = theme
        self._registry = registry
        self._notes: tuple[Note, ...] = ()

    def show_notes(self, notes: tuple[Note, ...]) -> None:
        """Take the place of what was shown."""
        self.beginResetModel()
        self._notes = notes
        self.endResetModel()

    def notes(self) -> tuple[Note, ...]:
        """Return what is shown."""
        return self._notes

    def note(self, row: int) -> Note:
        """Return a row's note."""
        return self._notes[row]

    def row_of(self, note_id: str) -> int | None:
        """Return where a note stands; None where it does not."""
        return next((row for row, note in enumerate(self._notes) if note.id == note_id), None)

    def title(self, row: int) -> str:
        """Say what a note stands on: number and name."""
        note = self._notes[row]
        meaning = self._registry.meaning(note.meaning) if note.meaning else None
        return meaning_title(meaning, None, sentence) if meaning is not None else code_words(note)

    def first_line(self, row: int) -> str:
        """Return how a note begins."""
        note = self._notes[row]
        ticked = len(note.causes)
        said = first_line(note.text) or first_line(note.occurrence.snippet if note.occurrence else "")
        if said or not ticked:
            return said
        return self.tr("1 cause ticked") if ticked == 1 else self.tr("%n causes ticked", "", ticked)

    def aside(self, row: int) -> str:
        """Return what stands beside how a note begins: its tags, its author."""
        note = self._notes[row]
        return " · ".join(part for part in (", ".join(note.tags), note.author) if part)

    def time(self, row: int) -> str:
        """Return when a note was changed, by the clock that was chosen; and that it is pinned."""
        note = self._notes[row]
        time = self._theme.clock_text(note.changed, whole=True)
        return self.tr("Pinned · {0}").format(time) if note.pinned else time

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
            parts = (self.title(row), self.first_line(row), self.aside(row), self.time(row))
            return ", ".join(part for part in parts if part)
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
        if index.row() == self._view.currentIndex().row() and self._view.hasFocus():
            painter.fillRect(QRect(area.left(), area.top(), px(3), area.height()), QColor(roles.accent))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(roles.line))
        inner = area.adjusted(px(14), px(7), -px(14), -px(8))
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        lower = QRect(inner.left(), upper.bottom() + 1, inner.width(), inner.height() - upper.height())
        strong = roles.selection_text if is_selected else roles.text
        quiet = roles.selection_text if is_selected else roles.muted
        row = index.row()
        title = _ISOLATED.format(self._model.title(row))
        self._paint_line(painter, upper, (title, strong), self._model.time(row), quiet)
        self._paint_line(painter, lower, (self._model.first_line(row), quiet), self._model.aside(row), quiet)
        painter.restore()

    def _paint_line(self, painter: QPainter, area: QRect, main: tuple[str, str], aside: str, quiet: str) -> None:
        """Paint the main words at the beginning of a line, and what stands aside at its end."""
        text, colour = main
        is_title = text.startswith("\u2066")
        small = self._theme.font(0.9, tabular=True)
        painter.setFont(small)
        painter.setPen(QColor(quiet))
        metrics = QFontMetrics(small)
        short = metrics.elidedText(aside, Qt.TextElideMode.ElideRight, area.width() // 2)
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
