"""Two texts of one note side by side: the person says which one holds. Until then both are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout

from errdex.errors import NotesError
from errdex.notes.model import changed_parts
from errdex.ui.note_difference import DifferenceView
from errdex.ui.note_draft import content_of
from errdex.ui.plain_list import make_default
from errdex.ui.translate import told

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from errdex.notes.model import Note
    from errdex.notes.store import NoteStore
    from errdex.ui.note_draft import Draft
    from errdex.ui.theme import Theme


class NoteSettling(QDialog):
    """Shows yours and theirs; one of them, or both, is kept as the note."""

    settled = Signal()

    def __init__(self, theme: Theme, store: NoteStore, draft: Draft, parent: QWidget) -> None:
        """Show the text that holds and the first that waits beside it."""
        super().__init__(parent)
        self._theme = theme
        self._store = store
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("noteSettling")
        self.setWindowTitle(self.tr("Two texts of one note"))
        assert draft.current is not None  # noqa: S101  (a note that has rivals is in the store)
        self._current: Note = draft.current
        ours = draft.note if draft.is_rival and draft.note is not None else None
        self._rival = ours or draft.rivals[0]
        self.mine, self.theirs = (ours, self._current) if ours else (self._current, self._rival)
        words = QLabel(
            self.tr(
                "The note was changed in two places at once. Choose what it says from now on; "
                "the other text stays in its history."
            ),
            self,
        )
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        sides = QHBoxLayout()
        sides.setSpacing(theme.px(12))
        self.left = self._side(sides, self.tr("Yours"), self.mine)
        self.right = self._side(sides, self.tr("Theirs"), self.theirs)
        self.left.show_new(self.theirs.text, self.mine.text)
        self.right.show_new(self.mine.text, self.theirs.text)
        self.fault = QLabel(self)
        self.fault.setTextFormat(Qt.TextFormat.PlainText)
        self.fault.setWordWrap(True)
        self.fault.hide()
        buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.keep_mine = buttons.addButton(self.tr("Keep &yours"), role)
        self.keep_theirs = buttons.addButton(self.tr("Keep &theirs"), role)
        self.keep_both = buttons.addButton(self.tr("Keep &both, one below the other"), role)
        make_default(self, buttons.addButton(self.tr("&Later"), QDialogButtonBox.ButtonRole.RejectRole))
        self.keep_mine.clicked.connect(lambda: self._settle(self.mine, self.mine.text))
        self.keep_theirs.clicked.connect(lambda: self._settle(self.theirs, self.theirs.text))
        self.keep_both.clicked.connect(lambda: self._settle(self._current, self._both()))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.px(14)] * 4)
        layout.setSpacing(theme.px(10))
        layout.addWidget(words)
        layout.addLayout(sides, 1)
        layout.addWidget(self.fault)
        layout.addWidget(buttons)
        self.resize(theme.px(760), theme.px(420))

    def _side(self, sides: QHBoxLayout, title: str, note: Note) -> DifferenceView:
        column = QVBoxLayout()
        by = self.tr("{0}, changed {1} by {2}") if note.author else self.tr("{0}, changed {1}")
        label = QLabel(by.format(title, self._theme.clock_text(note.changed), note.author), self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "heading")
        view = DifferenceView(self._theme, title, self)
        label.setBuddy(view)
        column.addWidget(label)
        column.addWidget(view, 1)
        tags = QLabel(self.tr("Tags: {0}").format(", ".join(note.tags) or self.tr("none")), self)
        tags.setTextFormat(Qt.TextFormat.PlainText)
        tags.setProperty("role", "muted")
        tags.setVisible("tags" in changed_parts(self.mine, self.theirs))
        column.addWidget(tags)
        sides.addLayout(column, 1)
        return view

    def _both(self) -> str:
        """Return both texts, the one that is older below."""
        return f"{self.mine.text.rstrip()}\n\n{self.theirs.text.rstrip()}\n"

    def _settle(self, chosen: Note, text: str) -> None:
        parts = content_of(chosen)._asdict()
        if chosen is self._current and text != chosen.text:
            parts["tags"] = tuple(dict.fromkeys((*self.mine.tags, *self.theirs.tags)))
            parts["causes"] = tuple(dict.fromkeys((*self.mine.causes, *self.theirs.causes)))
        parts["text"] = text
        current = self._current
        try:
            self._store.settle(current.id, base_version=current.version, rivals=(self._rival,), **parts)
        except NotesError as error:
            self.fault.setText(told(error))
            self.fault.show()
            return
        self.settled.emit()
        self.accept()
