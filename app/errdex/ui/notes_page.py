"""The view of all notes, in the place of the table: a search, what is shown of them, and the list."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from errdex.errors import NotesError
from errdex.ui.commands import Command
from errdex.ui.findings_bar import StateLine
from errdex.ui.notes_model import NoteDelegate, NotesModel
from errdex.ui.translate import told

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from errdex.notes.model import Note
    from errdex.notes.store import NoteStore
    from errdex.registry.model import Registry
    from errdex.ui.commands import Commands
    from errdex.ui.theme import Theme

MOST = 1000
"""Notes that are listed at once; a search reaches the others."""
_ALL, _CONTESTED, _BIN, _TAG = "all", "contested", "bin", "tag:"


class NotesView(QListView):
    """The list itself."""

    left = Signal()
    """Esc: back to where one came from."""
    deletion_wanted = Signal()
    search_wanted = Signal(str)
    """Somebody types, or goes up from the first row."""
    focused = Signal()

    def __init__(self, theme: Theme, model: NotesModel, parent: QWidget) -> None:
        """Show the rows of `model`."""
        super().__init__(parent)
        self.setObjectName("noteList")
        self.setAccessibleName(self.tr("Notes"))
        self.setModel(model)
        self.setItemDelegate(NoteDelegate(theme, model, self))
        self.setUniformItemSizes(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QListView.Shape.NoFrame)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the note that one comes to."""
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Enter, delete with Del, leave with Esc; Up from the first row and letters lead to the search."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.matches(QKeySequence.StandardKey.Delete):
            self.deletion_wanted.emit()
        elif key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.search_wanted.emit("")
        elif event.text().strip() and event.text().isprintable():
            self.search_wanted.emit(event.text())
        else:
            super().keyPressEvent(event)


class NotesPage(QWidget):
    """All notes, the pinned first, then the one changed last; the one that is looked at is shown beside it."""

    note_looked_at = Signal(object)
    """A Note is looked at."""
    code_wanted = Signal(object)
    """Somebody wants to go to the code of this Note."""
    left = Signal()
    deletion_wanted = Signal(object)
    """A tuple of notes."""
    restoring_wanted = Signal(object)
    """A tuple of ids of notes in the bin."""

    def __init__(self, theme: Theme, registry: Registry, commands: Commands, parent: QWidget | None = None) -> None:
        """Begin without a store."""
        super().__init__(parent)
        self._theme = theme
        self._commands = commands
        self._store: NoteStore | None = None
        self._is_filling = False
        self.model = NotesModel(theme, registry, self)
        self.view = NotesView(theme, self.model, self)
        self.search = QLineEdit(self)
        self.search.setObjectName("noteSearch")
        self.search.setAccessibleName(self.tr("Search notes"))
        self.search.setPlaceholderText(self.tr("Search number, name, words or tag…"))
        self.choice = QComboBox(self)
        self.choice.setObjectName("noteChoice")
        self.choice.setAccessibleName(self.tr("Which notes"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(6)
        self.count = StateLine(self)
        self.count.setObjectName("notesCount")
        self.count.setProperty("role", "status")
        self.count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.state = self._label("notesState")
        self.state.setWordWrap(True)
        self.restore_button = self._button(self.tr("Take out of the bin"))
        self.restore_button.clicked.connect(self._restore)
        self._typing = QTimer(self, singleShot=True, interval=60)
        self._typing.timeout.connect(self.refresh)
        self._lay_out()
        wires = (
            (self.search.textChanged, self._typing.start),
            (self.search.returnPressed, self._enter),
            (self.choice.currentIndexChanged, self._choose),
            (self.view.activated, self._go),
            (self.view.doubleClicked, self._go),
            (self.view.selectionModel().currentRowChanged, self._look_at),
            (self.view.focused, self._look_at),
            (self.view.left, self.left),
            (self.view.deletion_wanted, lambda: self.deletion_wanted.emit(self.chosen())),
            (self.view.search_wanted, self._go_to_search),
            (theme.changed, self._measure),
        )
        for signal, slot in wires:
            signal.connect(slot)

    def _lay_out(self) -> None:
        upper = QHBoxLayout()
        upper.addWidget(self.search, 2)
        upper.addWidget(self.choice, 1)
        lower = QHBoxLayout()
        lower.addWidget(self.count, 1)
        lower.addWidget(self.restore_button)
        self._new_buttons = (
            self._command_button(Command.NEW_NOTE_ALONE, self.tr("New note")),
            self._command_button(Command.EXPORT_NOTES, self.tr("Export…")),
        )
        for button in (*self._new_buttons, self._command_button(Command.ALL_NOTES, self.tr("Codes"))):
            lower.addWidget(button)
        self._head = QVBoxLayout()
        self._head.addLayout(upper)
        self._head.addLayout(lower)
        self._head.addWidget(self.state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self.view, 1)
        self._measure()

    def _command_button(self, command: Command, words: str) -> QToolButton:
        """Make a quiet button of a command, in fewer words than its menu has."""
        button = self._button(words)
        name, key = self._commands.text_of(command), self._commands.key(command)
        button.setToolTip(f"<qt>{self.tr('{0} ({1})').format(name, key)}</qt>")
        button.clicked.connect(self._commands.action(command).trigger)
        return button

    def _button(self, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setProperty("role", "quiet")
        button.setText(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("role", "status")
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _measure(self) -> None:
        px = self._theme.px
        self._head.setContentsMargins(px(14), px(10), px(14), px(6))
        self._head.setSpacing(px(6))
        self.choice.setMaximumWidth(px(190))
        self.view.scheduleDelayedItemsLayout()

    # What is shown

    def set_store(self, store: NoteStore | None) -> None:
        """Show the notes of a store."""
        self._store = store
        self.refresh()

    def refresh(self) -> None:
        """Read the notes anew; the one that is looked at stays where it is."""
        self._typing.stop()
        fault = ""
        notes: tuple[Note, ...] = ()
        count = 0
        try:
            if self._store is not None:
                notes, count = self._read(self._store)
                self._fill_choice(self._store)
        except NotesError as error:
            fault = told(error)
        shown = self.current()
        row = self.view.currentIndex().row()
        self._is_filling = True
        self.model.show_notes(notes[:MOST])
        place = self.model.row_of(shown.id) if shown else None
        self._set_row(place if place is not None else min(max(row, 0), len(notes) - 1))
        self._is_filling = False
        is_bin = self._chosen_kind() == _BIN
        self.restore_button.setVisible(is_bin and bool(notes))
        for button in self._new_buttons:
            button.setVisible(not is_bin)
        sentence = self._sentence(count, len(notes[:MOST]))
        self.count.say(sentence if count else "")
        self.state.setText(fault or ("" if count else sentence))
        self.state.setVisible(bool(self.state.text()))

    def _read(self, store: NoteStore) -> tuple[tuple[Note, ...], int]:
        """Return the notes to show, and how many there would be."""
        words, kind = self.search.text().strip(), self._chosen_kind()
        if kind == _BIN:
            notes = tuple(note for note in store.binned() if words.casefold() in note.text.casefold())
            return notes, len(notes)
        if kind == _ALL:
            if words:
                return store.search(words, MOST), store.count_found(words)
            return store.all(MOST), store.count()
        notes = store.search(words) if words else store.all()
        if kind == _CONTESTED:
            contested = store.contested()
            notes = tuple(note for note in notes if note.id in contested)
        else:
            notes = tuple(note for note in notes if kind.removeprefix(_TAG) in note.tags)
        return notes, len(notes)

    def _fill_choice(self, store: NoteStore) -> None:
        """Offer the kinds of notes there are, and the tags of those changed last."""
        tags = Counter(tag for note in store.all(MOST) for tag in note.tags)
        offers = [(self.tr("All notes"), _ALL)]
        if store.contested() or self._chosen_kind() == _CONTESTED:
            offers.append((self.tr("Changed in two places"), _CONTESTED))
        if store.binned() or self._chosen_kind() == _BIN:
            offers.append((self.tr("In the bin"), _BIN))
        offers += [(self.tr("Tag: {0} ({1})").format(tag, tags[tag]), _TAG + tag) for tag in sorted(tags)]
        if [self.choice.itemData(row) for row in range(self.choice.count())] == [kind for _, kind in offers]:
            return
        kind = self._chosen_kind()
        self.choice.blockSignals(True)
        self.choice.clear()
        for words, each in offers:
            self.choice.addItem(words, each)
        self.choice.setCurrentIndex(max(self.choice.findData(kind), 0))
        self.choice.blockSignals(False)

    def _chosen_kind(self) -> str:
        return self.choice.currentData() or _ALL

    def _sentence(self, count: int, shown: int) -> str:
        if self._store is None:
            return self.tr("The notes are not open.")
        kind = self._chosen_kind()
        if not count and self.search.text().strip():
            return self.tr("No note has all these words.")
        if not count and kind == _BIN:
            return self.tr("The bin is empty.")
        if not count and kind == _ALL:
            return self.tr("There are no notes yet. Choose a code and write below its details.")
        if count > shown:
            return self.tr("The first {0} of %n notes", "", count).format(shown)
        return self.tr("1 note") if count == 1 else self.tr("%n notes", "", count)

    # Choosing

    def current(self) -> Note | None:
        """Return the note that is looked at."""
        row = self.view.currentIndex().row()
        return self.model.note(row) if 0 <= row < self.model.rowCount() else None

    def chosen(self) -> tuple[Note, ...]:
        """Return the chosen notes, in their order."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return tuple(self.model.note(row) for row in rows)

    def found(self) -> tuple[Note, ...] | None:
        """Return the notes that are found; None where nothing narrows them."""
        if self._store is None or (not self.search.text().strip() and self._chosen_kind() == _ALL):
            return None
        words = self.search.text().strip()
        return self._store.search(words) if words and self._chosen_kind() == _ALL else self.model.notes()

    def has_focus(self) -> bool:
        """Whether somebody is in the list."""
        return self.view.hasFocus()

    def take_focus(self) -> None:
        """Go to the list, or to the search where nothing is listed."""
        if self.model.rowCount():
            self.view.setFocus()
        else:
            self.search.setFocus()

    def _set_row(self, row: int) -> None:
        if 0 <= row < self.model.rowCount():
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.view.selectionModel().setCurrentIndex(self.model.index(row), flag)

    def _look_at(self) -> None:
        note = self.current()
        if note is not None and not self._is_filling and self._chosen_kind() != _BIN:
            self.note_looked_at.emit(note)

    def _choose(self) -> None:
        self.refresh()
        self._look_at()

    def _enter(self) -> None:
        """Go from the search into the list."""
        self.refresh()
        if self.model.rowCount():
            self._set_row(0)
            self.view.setFocus()

    def _go_to_search(self, text: str) -> None:
        self.search.setFocus()
        if text:
            self.search.setText(text)

    def _go(self, index: QModelIndex) -> None:
        if self._chosen_kind() == _BIN:
            self._restore()
        else:
            self.code_wanted.emit(self.model.note(index.row()))

    def _restore(self) -> None:
        self.restoring_wanted.emit(tuple(note.id for note in self.chosen()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go down from the search into the list; Esc empties the search, then leads back."""
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self._enter()
        elif event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
