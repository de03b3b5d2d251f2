"""The dialogs on notes: opened when they are asked for, made of modules that are loaded only then."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from errdex.notes.store import NoteStore
    from errdex.registry.advice import AdviceBook
    from errdex.registry.guidance_loader import GuidanceShelf
    from errdex.registry.model import Registry
    from errdex.ui.note_panel import NotePanel
    from errdex.ui.notes_page import NotesPage
    from errdex.ui.theme import Theme


class Known(NamedTuple):
    """What the program knows of the codes that notes stand on."""

    registry: Registry
    advice: AdviceBook
    shelf: GuidanceShelf


class NoteDialogs(QObject):
    """Opens each dialog on what the panel and the view show, and says below the note what came of it."""

    said = Signal(str)
    """One sentence for the person."""

    def __init__(self, panel: NotePanel, theme: Theme, known: Known, undo: Callable[[], object]) -> None:
        """Open nothing yet; `undo` takes back the last thing that was done to notes."""
        super().__init__(panel)
        self.view: NotesPage | None = None
        """The view of all notes, once it was opened."""
        self._panel = panel
        self._keeper = panel.keeper
        self._theme = theme
        self._known = known
        self._undo = undo

    @property
    def _store(self) -> NoteStore | None:
        return self._keeper.store

    def show_history(self) -> None:
        """Show every version of the shown note, and what changed in it."""
        draft = self._keeper.draft
        if draft is not None and self._panel.flush() and self._store is not None and draft.id is not None:
            from errdex.ui.note_history import NoteHistory

            dialog = NoteHistory(self._theme, self._store, draft.id, self._panel.window())
            dialog.restored.connect(self._keeper.refresh)
            dialog.open()

    def settle(self) -> None:
        """Show the two texts of a note side by side; the person says which one holds."""
        draft = self._keeper.draft
        if draft is not None and self._panel.flush() and self._store is not None and draft.rivals:
            from errdex.ui.note_settling import NoteSettling

            dialog = NoteSettling(self._theme, self._store, draft, self._panel.window())
            dialog.settled.connect(self._take_settled)
            dialog.open()

    def _take_settled(self) -> None:
        draft = self._keeper.draft
        if draft is not None:
            draft.rivals = ()
        self._keeper.refresh()
        if draft is not None and not draft.rivals:
            self._panel.say(self.tr("The note has one text again."), (self.tr("Undo"), self._undo))

    def show_copies(self) -> None:
        """Show the dated copies of all notes."""
        store = self._ready_store()
        if store is not None:
            from errdex.ui.notes_copies import NotesCopies

            dialog = NotesCopies(self._theme, store, self._panel.window())
            dialog.reverted.connect(self._take_reverted)
            dialog.open()

    def _take_reverted(self, words: str) -> None:
        self._keeper.refresh()
        self._panel.say(words, (self.tr("Undo"), self._undo))

    def export(self) -> None:
        """Ask which notes, as what and where to, and write them."""
        store = self._ready_store()
        if store is not None:
            from errdex.ui.export_dialog import ExportDialog, Offers, Sources
            from errdex.wording_book import book_words

            draft, known = self._keeper.draft, self._known
            view = self.view if self.view is not None and self.view.isVisible() else None
            shown = draft.note if draft else None
            offers = Offers(shown, view.chosen() if view else (), view.found() if view else None, store.count())
            sources = Sources(store, known.registry, lambda: book_words(known.registry, known.advice, known.shelf))
            dialog = ExportDialog(self._theme, sources, offers, self._panel.window())
            dialog.written.connect(self._panel.say)
            dialog.open()

    def merge(self) -> None:
        """Ask for an exported file, show what it brings, and take it in."""
        store = self._ready_store()
        if store is not None:
            from errdex.ui.import_dialog import ask_for_notes

            dialog = ask_for_notes(self._theme, store, self._panel.window())
            if dialog is not None:
                dialog.merged.connect(self._take_merged)
                dialog.open()

    def _take_merged(self, words: str) -> None:
        self._keeper.refresh()
        self._panel.say(words, (self.tr("Undo"), self._undo))

    def rescue(self) -> bool:
        """Ask for a file, and write there what cannot be saved; return whether that was done."""
        from errdex.ui.note_rescue import ask_and_write

        return ask_and_write(self._keeper.unsaved, self._store.path if self._store else None, self._panel.window())

    def ask_before_leaving(self) -> bool:
        """Ask what is to become of what cannot be saved; False: the window is to stay open."""
        from errdex.ui.note_rescue import Leaving, ask_before_leaving

        keeper = self._keeper
        while not keeper.save():
            answer = ask_before_leaving(keeper.fault, self._panel.window())
            if answer is Leaving.STAY:
                return False
            if answer is Leaving.WITHOUT or (answer is Leaving.FILE and self.rescue()):
                return True
        return True

    def rescue_silently(self) -> None:
        """Write what cannot be saved to a file, and say on standard error where it is."""
        from errdex.ui.note_rescue import write_somewhere

        write_somewhere(self._keeper.unsaved, self._store.path.parent if self._store else None)

    def _ready_store(self) -> NoteStore | None:
        """Return the store with everything typed in it; say so where there is none."""
        if self._store is None:
            self.said.emit(self.tr("The notes are not open, so that there are none to show."))
            return None
        self._panel.flush()
        return self._store
