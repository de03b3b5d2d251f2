"""Before notes come in from a file: what would be added, changed and kept. Nothing is done until that was seen."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QMessageBox,
    QVBoxLayout,
)

from errdex.errors import ErrdexError, InputError
from errdex.notes.copies import refuse_own_file
from errdex.notes.importing import read_notes
from errdex.notes.model import MergeCount, Outcome
from errdex.ui.note_words import code_words, first_line, merge_words
from errdex.ui.plain_list import PlainList
from errdex.ui.translate import told

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from errdex.notes.model import CarriedNote, Foreseen
    from errdex.notes.store import NoteStore
    from errdex.ui.theme import Theme

_SHOWN = 1000
_ORDER = (Outcome.BESIDE, Outcome.CHANGED, Outcome.ADDED, Outcome.KNOWN)


class ImportDialog(QDialog):
    """Shows what an import would do, and does it when asked."""

    merged = Signal(str)
    """The notes are in; what that did, in one sentence."""

    def __init__(
        self, theme: Theme, store: NoteStore, carried: tuple[CarriedNote, ...], name: str, parent: QWidget
    ) -> None:
        """Ask the store what it would do; `name` is the file's. A NotesError where it cannot tell."""
        super().__init__(parent)
        self._store = store
        self._carried = carried
        foreseen = store.foresee(carried)
        self.count = MergeCount(**Counter(each.outcome.value for each in foreseen))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("importDialog")
        self.setWindowTitle(self.tr("Import notes"))
        brings = self.count.added + self.count.changed + self.count.beside
        said = self.tr("{0} would bring this: {1}.") if brings else self.tr("{0} brings nothing new: {1}.")
        self.words = QLabel(said.format(name, merge_words(self.count)), self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.list = PlainList(theme, self.tr("What the import would do"), self)
        ordered = sorted(foreseen, key=lambda each: _ORDER.index(each.outcome))
        self.list.show_lines([self._line(each) for each in ordered[:_SHOWN]])
        buttons = QDialogButtonBox(self)
        self.take_button = buttons.addButton(self.tr("&Import"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.take_button.setEnabled(bool(brings) and not store.read_only)
        buttons.addButton(self.tr("&Cancel") if brings else self.tr("&Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._take)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.px(14)] * 4)
        layout.setSpacing(theme.px(10))
        layout.addWidget(self.words)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        self.resize(theme.px(640), theme.px(380))

    def _line(self, each: Foreseen) -> str:
        words = {
            Outcome.ADDED: self.tr("New"),
            Outcome.CHANGED: self.tr("Carried on"),
            Outcome.BESIDE: self.tr("Kept beside yours"),
            Outcome.KNOWN: self.tr("Here already"),
        }
        note = each.note
        return f"{words[each.outcome]}: {code_words(note)} – {first_line(note.text, 120)}"

    def _take(self) -> None:
        try:
            count = self._store.merge(self._carried)
        except ErrdexError as error:
            self.words.setText(self.tr("The notes were not imported: {0}").format(told(error)))
            return
        self.merged.emit(self.tr("Imported: {0}.").format(merge_words(count)))
        self.accept()


def read_file(path: Path, notes: Path) -> tuple[CarriedNote, ...]:
    """Read the notes of an exported JSON file, which is not that of the `notes`; an InputError says what is wrong."""
    refuse_own_file(notes, path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError("{0} cannot be read: {1}.", path, error.strerror or error) from error
    return read_notes(content, str(path))


def ask_for_notes(theme: Theme, store: NoteStore, parent: QWidget) -> ImportDialog | None:
    """Ask for an exported file, and return the dialog that shows what it brings; None where nothing was read."""
    translate = QCoreApplication.translate
    title = translate("notes", "Import notes")
    name, _ = QFileDialog.getOpenFileName(
        parent, title, str(Path.home()), translate("notes", "Exported notes (*.json);;All files (*)")
    )
    if not name:
        return None
    try:
        return ImportDialog(theme, store, read_file(Path(name), store.path), Path(name).name, parent)
    except ErrdexError as error:
        box = QMessageBox(parent)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(translate("notes", "The notes were not imported: {0}").format(told(error)))
        box.exec()
        return None
