"""The dated copies of all notes: which there are, one more, one elsewhere, and the way back to one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QLabel, QVBoxLayout

from errdex.errors import ErrdexError
from errdex.notes.copies import Reason
from errdex.ui.note_words import revert_words
from errdex.ui.plain_list import PlainList, make_default
from errdex.ui.translate import told

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from errdex.notes.copies import Copy
    from errdex.notes.store import NoteStore
    from errdex.ui.theme import Theme


class NotesCopies(QDialog):
    """Lists the copies, the newest first."""

    reverted = Signal(str)
    """A copy was brought back; what that did, in one sentence."""

    def __init__(self, theme: Theme, store: NoteStore, parent: QWidget) -> None:
        """Read which copies there are."""
        super().__init__(parent)
        self._theme = theme
        self._store = store
        self._copies: tuple[Copy, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("notesCopies")
        self.setWindowTitle(self.tr("Copies of all notes"))
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.list = PlainList(theme, self.tr("Copies"), self)
        self.list.currentRowChanged.connect(self._follow)
        buttons = QDialogButtonBox(self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.revert_button = buttons.addButton(self.tr("&Bring this copy back"), role)
        self.copy_button = buttons.addButton(self.tr("Copy &now"), role)
        self.save_button = buttons.addButton(self.tr("Copy to a &file…"), role)
        make_default(self, buttons.addButton(self.tr("&Close"), QDialogButtonBox.ButtonRole.RejectRole))
        self.revert_button.clicked.connect(self._revert)
        self.copy_button.clicked.connect(self._copy)
        self.save_button.clicked.connect(self._save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.px(14)] * 4)
        layout.setSpacing(theme.px(10))
        layout.addWidget(self.words)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        self.resize(theme.px(600), theme.px(360))
        self._fill()
        self.list.setFocus()

    def _fill(self, words: str = "") -> None:
        self._copies = self._store.copies()
        usual = self.tr(
            "One is made on every day on which something changed, and before another one is brought back; "
            "the last ten of each kind are kept. Bringing one back can be undone."
        )
        none = self.tr("There is no copy yet. {0}").format(usual)
        self.words.setText(words or (usual if self._copies else none))
        self.list.show_lines([self._title(copy) for copy in self._copies])
        self._follow()

    def _follow(self) -> None:
        self.revert_button.setEnabled(self.list.currentRow() >= 0 and not self._store.read_only)

    def _title(self, copy: Copy) -> str:
        reasons = {
            Reason.MIGRATION: self.tr("before Errdex was renewed"),
            Reason.RESTORE: self.tr("before another copy was brought back"),
            Reason.DAILY: self.tr("of that day"),
            Reason.ASKED: self.tr("as you asked"),
        }
        try:
            size = QLocale().formattedDataSize(copy.path.stat().st_size)
        except OSError:
            size = "–"
        return self.tr("{0}  {1}, {2}").format(
            self._theme.clock_text(copy.made.isoformat(), whole=True), reasons[copy.reason], size
        )

    def _copy(self) -> None:
        try:
            copy = self._store.copy_now()
        except ErrdexError as error:
            self._fill(told(error))
            return
        self._fill(self.tr("A copy was made: {0}").format(copy.path))

    def _save(self) -> None:
        title = self.tr("Copy all notes to a file")
        name, _ = QFileDialog.getSaveFileName(self, title, str(Path.home() / "errdex-notes.sqlite3"), "*.sqlite3")
        if not name:
            return
        try:
            self._store.back_up(Path(name))
        except ErrdexError as error:
            self._fill(told(error))
            return
        self._fill(self.tr("All notes with their history were copied to {0}.").format(name))

    def _revert(self) -> None:
        try:
            count = self._store.revert(self._copies[self.list.currentRow()].path)
        except ErrdexError as error:
            self._fill(told(error))
            return
        self.reverted.emit(self.tr("The copy is back: {0}.").format(revert_words(count)))
        self.accept()
