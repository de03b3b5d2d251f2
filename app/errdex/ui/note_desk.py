"""Everything the window does with notes: the panel's store, the marks, the list of all, export and import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from errdex.notes.store import NoteStore
    from errdex.registry.model import Registry
    from errdex.ui.note_panel import NotePanel
    from errdex.ui.theme import Theme


class NoteDesk(QObject):
    """Holds the note store for the window, and says when the marks change."""

    marked = Signal(object)
    """The ids of the meanings that have notes, a frozenset."""
    meaning_wanted = Signal(str)
    """A note was chosen from the list: show its meaning."""
    said = Signal(str)
    """One sentence for the person."""

    def __init__(self, window: QWidget, panel: NotePanel, theme: Theme, registry: Registry) -> None:
        """Begin without notes; they are opened after the first picture."""
        super().__init__(window)
        self._window = window
        self._panel = panel
        self._theme = theme
        self._registry = registry
        self._store: NoteStore | None = None

    def set_store(self, store: NoteStore | None) -> None:
        """Take the notes once they are open (None: they cannot be opened, or are about to be closed)."""
        self._store = store
        self._panel.set_store(store)
        if store is not None and store.set_aside is not None:
            words = self.tr("The notes were damaged; they are kept in {0}, and new ones begin.")
            self.said.emit(words.format(store.set_aside))
        if store is not None and store.read_only:
            self.said.emit(self.tr("The notes can be read here but not changed."))
        self.mark()

    def mark(self) -> None:
        """Tell which meanings have notes."""
        self.marked.emit(self._store.marked_meanings() if self._store else frozenset())

    def show_all(self) -> None:
        """Open the list of all notes."""
        from errdex.ui.notes_list import NotesList

        store = self._ready_store()
        if store is None:
            return
        dialog = QDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("All notes"))
        notes = NotesList(self._theme, self._registry, dialog)
        notes.set_store(store)
        notes.note_chosen.connect(self.meaning_wanted)
        notes.note_chosen.connect(dialog.accept)
        layout = QVBoxLayout(dialog)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(notes)
        dialog.resize(self._theme.px(720), self._theme.px(520))
        dialog.finished.connect(self.mark)
        dialog.open()

    def export(self) -> None:
        """Ask where to, and write all notes there."""
        store = self._ready_store()
        if store is not None:
            from errdex.ui.export_dialog import export_notes

            export_notes(self._window, store, self._registry)

    def merge(self) -> None:
        """Ask for an exported file, merge its notes with ours, and say what came of it."""
        store = self._ready_store()
        if store is not None:
            from errdex.ui.export_dialog import import_notes, merge_sentence

            count = import_notes(self._window, store)
            if count is not None:
                self.said.emit(merge_sentence(count))
                self.mark()

    def _ready_store(self) -> NoteStore | None:
        """Return the store with everything typed in it; say so where there is none."""
        if self._store is None:
            self.said.emit(self.tr("The notes are not open, so that there are none to show."))
            return None
        self._panel.flush()
        return self._store
