"""Everything the window does with notes: the panel, the view of all, what can be done to them, and their marks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu

from errdex.errors import ErrdexError
from errdex.ui.commands import Command
from errdex.ui.note_dialogs import NoteDialogs
from errdex.ui.note_draft import NotePlace, Subject
from errdex.ui.note_keeper import NoteState
from errdex.ui.note_places import place_of_meaning, place_of_note, place_of_occurrence
from errdex.ui.translate import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QStackedWidget

    from errdex.notes.model import Note
    from errdex.notes.store import NoteStore
    from errdex.registry.model import Meaning
    from errdex.ui.commands import Commands
    from errdex.ui.note_dialogs import Known
    from errdex.ui.note_panel import NotePanel
    from errdex.ui.notes_page import NotesPage
    from errdex.ui.session import PasteSession
    from errdex.ui.theme import Theme

_MENU = (
    Command.NEW_NOTE,
    Command.NEXT_NOTE,
    None,
    Command.SET_NOTE,
    Command.PIN_NOTE,
    Command.KEEP_ERROR,
    Command.NOTE_HISTORY,
    None,
    Command.DELETE_NOTE,
    Command.UNDO_NOTES,
)
"""What the button beside the note offers; None is a line."""
_MESSAGES = 12
_WIDTH = 60


class NoteDesk(QObject):
    """Joins the panel, the view of all notes, the commands and the store."""

    marked = Signal(object)
    """The ids of the meanings that have notes, a frozenset."""
    note_looked_at = Signal(object, object)
    """A note is looked at in the view of all: show beside it its number (None: it has none) or its Meaning."""
    code_wanted = Signal(str)
    """Show a meaning in the table: somebody goes from a note to its code."""
    table_wanted = Signal()
    """Go back to the table of codes."""
    said = Signal(str)
    """One sentence for the person."""
    lost = Signal()
    """The file of the notes is another one now: they must be opened again."""

    def __init__(self, panel: NotePanel, commands: Commands, theme: Theme, known: Known) -> None:
        """Begin without notes; they are opened after the first picture."""
        super().__init__(panel)
        self._panel = panel
        self._keeper = panel.keeper
        self._commands = commands
        self._theme = theme
        self._registry = known.registry
        self._frame: QStackedWidget | None = None
        self._page: NotesPage | None = None
        self._is_ending = False
        self._dialogs = NoteDialogs(panel, theme, known, self.undo)
        menu = QMenu(panel)
        menu.aboutToShow.connect(lambda: self._fill_menu(menu))
        panel.set_menu(menu)
        wires = (
            (self._keeper.written, self._follow),
            (self._dialogs.said, self.said),
            (self._keeper.state_changed, self._enable),
            (panel.settling_wanted, self._dialogs.settle),
            (panel.rescue_wanted, self._dialogs.rescue),
        )
        for signal, slot in wires:
            signal.connect(slot)
        self._keeper.lost.connect(self.lost, Qt.ConnectionType.QueuedConnection)
        self._enable()

    def set_frame(self, frame: QStackedWidget) -> None:
        """Take the place where the view of all notes stands beside the table; the view is made when it is wanted."""
        self._frame = frame

    @property
    def store(self) -> NoteStore | None:
        """The notes; None before they are open."""
        return self._keeper.store

    @property
    def author(self) -> str:
        """Who writes new notes here."""
        return self._keeper.author

    @author.setter
    def author(self, name: str) -> None:
        self._keeper.author = name

    def set_store(self, store: NoteStore | None) -> None:
        """Take the notes once they are open (None: they cannot be opened, or are about to be closed)."""
        self._panel.set_store(store)
        if store is not None and store.set_aside is not None:
            words = self.tr("The notes were damaged; they are kept in {0}, and new ones begin.")
            self.said.emit(words.format(store.set_aside))
        if store is not None and store.read_only:
            self.said.emit(self.tr("The notes can be read here but not changed."))
        if self._page is not None:
            self._page.set_store(store)
        self.mark()
        self._enable()

    def mark(self) -> None:
        """Tell which meanings have notes."""
        marks: frozenset[str] = frozenset()
        if self.store is not None:
            try:
                marks = self.store.marked_meanings()
            except ErrdexError:  # The panel says so.
                return
        self.marked.emit(marks)

    def doings(self) -> dict[Command, Callable[[], object]]:
        """Say what each command on notes does."""
        return {
            Command.FOCUS_NOTE: self._panel.start_writing,
            Command.ALL_NOTES: self.toggle_view,
            Command.NEW_NOTE: self._panel.begin,
            Command.NEW_NOTE_ALONE: self.begin_alone,
            Command.NEXT_NOTE: lambda: self._keeper.step(1),
            Command.SET_NOTE: self._panel.toggle_writing,
            Command.PIN_NOTE: self.pin,
            Command.KEEP_ERROR: self.keep_error,
            Command.NOTE_HISTORY: self._dialogs.show_history,
            Command.SETTLE_NOTE: self._dialogs.settle,
            Command.DELETE_NOTE: self.delete,
            Command.UNDO_NOTES: self.undo,
            Command.REDO_NOTES: self.redo,
            Command.COPIES: self._dialogs.show_copies,
            Command.EXPORT_NOTES: self._dialogs.export,
            Command.IMPORT_NOTES: self._dialogs.merge,
        }

    # What is looked at

    def show_meaning(self, meaning: Meaning) -> None:
        """Show the notes on a code of the table."""
        self._keeper.show(place_of_meaning(meaning))

    def show_found(self, session: PasteSession) -> None:
        """Show the notes on the error of the paste that is looked at."""
        occurrence = session.occurrence
        if occurrence is None:
            return
        candidates = occurrence.candidates
        candidate = candidates[session.candidate_index] if candidates else None
        self._keeper.show(place_of_occurrence(session.text, occurrence, candidate))

    def show_note(self, note: Note) -> None:
        """Show one note, and tell what is to be shown beside it."""
        place, meaning = place_of_note(note, self._registry)
        self._keeper.show(place, note.id)
        self.note_looked_at.emit(None if meaning else note.number, meaning)

    def begin_alone(self) -> None:
        """Begin a note that stands on no code."""
        self._panel.flush()
        self._keeper.show(NotePlace(Subject()))
        self._panel.start_writing()

    # The view of all notes

    @property
    def is_viewed(self) -> bool:
        """Whether all notes are shown in the place of the table."""
        return self._frame is not None and self._page is not None and self._frame.currentWidget() is self._page

    def toggle_view(self) -> None:
        """Show all notes in the place of the table, or the table again."""
        if self._frame is None:
            return
        if self.is_viewed:
            self.close_view()
            self.table_wanted.emit()
            return
        self._panel.flush()
        if self._page is None:
            self._page = self._make_page()
            self._frame.addWidget(self._page)
            self._dialogs.view = self._page
        self._page.refresh()
        self._frame.setCurrentWidget(self._page)
        self._page.take_focus()
        self._enable()

    def close_view(self) -> None:
        """Show the table again."""
        if self._frame is not None and self.is_viewed:
            self._frame.setCurrentIndex(0)
            self._enable()

    def go_back(self) -> None:
        """Go from the panel or the details to where one came from: the notes, or the table."""
        if self.is_viewed and self._page is not None:
            self._page.take_focus()
        else:
            self.table_wanted.emit()

    def _make_page(self) -> NotesPage:
        from errdex.ui.notes_page import NotesPage

        page = NotesPage(self._theme, self._registry, self._commands)
        page.set_store(self.store)
        wires = (
            (page.note_looked_at, self.show_note),
            (page.code_wanted, self._go_to_code),
            (page.left, self.toggle_view),
            (page.deletion_wanted, self.delete_notes),
            (page.restoring_wanted, self.restore_notes),
        )
        for signal, slot in wires:
            signal.connect(slot)
        return page

    def _go_to_code(self, note: Note) -> None:
        """Leave the notes for the code that one stands on; one without a code is written on instead."""
        _, meaning = place_of_note(note, self._registry)
        if meaning is None:
            self._panel.start_writing()
            return
        self.close_view()
        self.code_wanted.emit(meaning.id)
        self._keeper.show(place_of_meaning(meaning), note.id)
        self.table_wanted.emit()

    # What is done to the shown note

    def pin(self) -> None:
        """Show the note before the others, or no longer."""
        draft = self._keeper.draft
        if draft is not None:
            self._keeper.change(pinned=not draft.content.pinned)

    def keep_error(self) -> None:
        """Keep what was found with the note, masked; or let it go."""
        draft, place = self._keeper.draft, self._keeper.place
        if draft is None:
            return
        if draft.content.occurrence is not None:
            self._keeper.change(occurrence=None)
        elif place is not None and place.origin is not None:
            self._keeper.change(occurrence=place.origin())

    def delete(self) -> None:
        """Put the shown note into the bin, or the chosen ones of the view; a quiet line takes it back."""
        if self._page is not None and self.is_viewed and self._page.has_focus():
            self.delete_notes(self._page.chosen())
            return
        gone = self._keeper.delete()
        if gone is not None:
            self._tell_deleted((gone.id,))

    def delete_notes(self, notes: tuple[Note, ...]) -> None:
        """Put notes into the bin; a quiet line takes it back."""
        store = self.store
        if store is None or not self._panel.flush():
            return
        gone = [note.id for note in notes if self._try(partial(store.delete, note.id))]
        self._keeper.refresh()
        if gone:
            self._tell_deleted(tuple(gone))

    # The end

    def may_leave(self) -> bool:
        """Save everything, or ask what is to become of it; False: the window is to stay open."""
        return self._is_ending or self._panel.flush() or self._dialogs.ask_before_leaving()

    def end(self) -> None:
        """Save everything; what cannot be is written to a file without asking, for the program is being ended."""
        if not self._panel.flush() and not self._is_ending:
            self._dialogs.rescue_silently()
        self._is_ending = True

    def restore_notes(self, note_ids: tuple[str, ...]) -> None:
        """Take notes out of the bin."""
        store = self.store
        if store is None:
            return
        back = [note for note in (self._try(partial(store.restore, one)) for one in note_ids) if note]
        self._keeper.refresh()
        if back:
            one, many = self.tr("The note is out of the bin."), self.tr("%n notes are out of the bin.", "", len(back))
            self._panel.say(one if len(back) == 1 else many)

    def _tell_deleted(self, gone: tuple[str, ...]) -> None:
        one, many = self.tr("The note is in the bin."), self.tr("%n notes are in the bin.", "", len(gone))
        self._panel.say(one if len(gone) == 1 else many, (self.tr("Undo"), lambda: self.restore_notes(gone)))

    def undo(self) -> None:
        """Take back the last thing that was done to notes in this window."""
        self._step(again=False)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._step(again=True)

    def _step(self, *, again: bool) -> None:
        from errdex.ui.note_words import taken_back

        store = self.store
        if store is None or not self._panel.flush():
            return
        step = self._try(store.redo_step if again else store.undo_step)
        self._keeper.refresh()
        if step is None:
            nothing = self.tr("There is nothing to do again.") if again else self.tr("There is nothing to take back.")
            self._panel.say(nothing)
            return
        offer = (self.tr("Undo"), self.undo) if again else (self.tr("Redo"), self.redo)
        self._panel.say(taken_back(step.act, len(step.notes), len(step.kept), again=again), offer)

    def _fill_menu(self, menu: QMenu) -> None:
        """Offer what can be done with the shown note, and which messages of the code it can be narrowed to."""
        menu.clear()
        for command in _MENU:
            if command is None:
                menu.addSeparator()
            else:
                menu.addAction(self._commands.action(command))
        draft, place = self._keeper.draft, self._keeper.place
        if draft is None or place is None or place.subject.meaning is None or draft.note is None:
            return
        menu.addSeparator()
        here = place.subject.meaning
        if draft.content.meaning is None:
            self._add_choice(menu, self.tr("Put it on this code alone"), meaning=here)
        self._add_choice(menu, self.tr("On every message of this code"), meaning=here, template=None)
        for message, text in place.messages[:_MESSAGES]:
            words = text if len(text) <= _WIDTH else f"{text[:_WIDTH]}…"
            self._add_choice(menu, self.tr("Only on “{0}”").format(words), meaning=here, template=message)

    def _add_choice(self, menu: QMenu, words: str, **parts: str | None) -> None:
        draft = self._keeper.draft
        action = menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(
            draft is not None and all(getattr(draft.content, name) == part for name, part in parts.items())
        )
        action.triggered.connect(lambda: self._keeper.change(**parts))

    # What follows

    def _try(self, does: Callable[[], Any]) -> Any:  # noqa: ANN401  (what the store returns)
        try:
            return does()
        except ErrdexError as error:
            self._panel.say(told(error))
            return None

    def _follow(self) -> None:
        self.mark()
        if self._page is not None and self.is_viewed:
            self._page.refresh()

    def _enable(self) -> None:
        """Let those commands be chosen that can do something now."""
        keeper, draft = self._keeper, self._keeper.draft
        has_note = draft is not None and (draft.note is not None or draft.is_changed)
        can = {
            Command.NEW_NOTE: draft is not None,
            Command.NEXT_NOTE: len(keeper.drafts) > 1,
            Command.SET_NOTE: draft is not None and not draft.content.is_blank,
            Command.PIN_NOTE: has_note,
            Command.KEEP_ERROR: draft is not None
            and (
                draft.content.occurrence is not None or (keeper.place is not None and keeper.place.origin is not None)
            ),
            Command.NOTE_HISTORY: has_note,
            Command.SETTLE_NOTE: keeper.state is NoteState.CONTESTED,
            Command.DELETE_NOTE: has_note or self.is_viewed,
        }
        for command, is_on in can.items():
            self._commands.action(command).setEnabled(is_on)
        self._commands.action(Command.PIN_NOTE).setChecked(draft is not None and draft.content.pinned)
        self._commands.action(Command.KEEP_ERROR).setChecked(draft is not None and draft.content.occurrence is not None)
        self._commands.action(Command.ALL_NOTES).setChecked(self.is_viewed)
